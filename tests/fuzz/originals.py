"""Documents to be spoilt: a plan of our own in every format that can be made here, the fixtures, and real files where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HEAD = ("工作任务", "具体政务公开事项", "牵头落实单位", "配合单位", "完成时限")
SECTIONS = ("一、推进预决算公开", "二、推进重大建设项目公开", "三、推进环境保护公开")
ITEMS = (
    ("每月公开财政收支情况，在政府门户网站公开。", "区财政局牵头，各镇（街）、各部门落实", "区审计局", "每月20日前"),
    ("制定年度任务清单并组织实施，及时公开进展。", "区发展改革局（区统计局）", "各部门", "2031年6月底前"),
    ("主要负责人带头解读政策，每季度不少于一次。", "", "", "每季度后20日内"),
    ("推进“双公示”，自决定作出之日起7个工作日内公开。", "牵头单位：区市场监管局；责任单位：各镇（街）", "", "长期"),
)
TITLE = "甲区2031年政务公开工作要点分工方案"
_FIXTURES = Path(__file__).parents[1] / "rules" / "office" / "fixtures"
_REAL = ("plan/*.txt", "real/plans/*.txt", "real/dingzhou-2017-attachments/*.doc", "real/dingzhou-2017-attachments/*.docx",
         "real/dingzhou-2017-attachments/*.xls", "real/dingzhou-2017-attachments/*.xlsx")  # fmt: skip


@dataclass(frozen=True)
class Original:
    """A whole file by its name."""

    name: str
    payload: bytes

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


def originals(shared: str | None = os.environ.get("GONGKAI_SHARED")) -> tuple[Original, ...]:
    """Ours first; `shared` is the folder of real material, which may be missing."""
    found = [*_made(), *_read(_FIXTURES, ("*",))]
    if shared and Path(shared).is_dir():
        found += _read(Path(shared), _REAL)
    return tuple(found)


def _read(folder: Path, patterns: tuple[str, ...]) -> Iterator[Original]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            yield Original(path.name, path.read_bytes())


def _made() -> Iterator[Original]:
    for encoding in ("utf-8", "gb18030"):
        yield Original(f"tabbed-{encoding}.txt", _tabbed().encode(encoding))
        yield Original(f"prose-{encoding}.txt", _prose().encode(encoding))
        yield Original(f"table-{encoding}.html", _html().encode(encoding))
    yield Original("table.docx", _word())
    yield Original("table.xlsx", _workbook())


def _rows() -> Iterator[tuple[str, ...]]:
    for section in SECTIONS:
        for number, (text, *others) in enumerate(ITEMS, 1):
            yield (section if number == 1 else "", f"{number}．{text}", *others)


def _tabbed() -> str:
    return "\n\n".join([TITLE, *("\n".join(f"\t{cell}" for cell in row) for row in (HEAD, *_rows()))])


def _prose() -> str:
    lines = [TITLE]
    for section in SECTIONS:
        lines += [
            section,
            *(f"（{n}）{text}（牵头单位：{owner}；配合单位：{beside}；完成时限：{due}）" for n, (text, owner, beside, due) in enumerate(ITEMS, 1)),
        ]
    return "\n".join(lines)


def _html() -> str:
    rows = [f"<tr>{''.join(f'<th>{cell}</th>' for cell in HEAD)}</tr>"]
    for section, *cells in _rows():
        first = f'<td rowspan="{len(ITEMS)}" colspan="1">{section}</td>' if section else ""
        rows.append(f"<tr>{first}{''.join(f'<td><p>{cell}</p></td>' for cell in cells)}</tr>")
    return f"<html><body><h1>{TITLE}</h1><table border=1>{''.join(rows)}</table><ol><li>甲</li><li>乙</li></ol></body></html>"


def _word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE)
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *_rows()):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    for at in range(len(SECTIONS)):
        first = 1 + at * len(ITEMS)
        table.cell(first, 0).merge(table.cell(first + len(ITEMS) - 1, 0))
    for text, *_ in ITEMS:
        paragraph = document.add_paragraph(text, style="List Number")
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:author"), "甲")
        inserted.append(paragraph.runs[0]._r)
        paragraph._p.append(inserted)
    return _saved(document)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    for row in (HEAD, *_rows()):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    for at in range(len(SECTIONS)):
        first = 3 + at * len(ITEMS)
        sheet.merge_cells(start_row=first, end_row=first + len(ITEMS) - 1, start_column=1, end_column=1)
    return _saved(book)


def _saved(document: object) -> bytes:
    held = BytesIO()
    document.save(held)  # type: ignore[attr-defined]  # both libraries' documents save to a file object
    return held.getvalue()
