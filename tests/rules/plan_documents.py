"""Writes one plan as the documents offices make of it, for tests of everything that reads plans.

    rows = [PlanRow("一、财政信息", 1, "公开预算。", "区财政局"), PlanRow("一、财政信息", 2, "公开决算。")]
    for name, layout in LAYOUTS.items():
        path = folder / f"{name}{layout.suffix}"
        path.write_bytes(layout.write(rows, "某区2019年政务公开工作分工方案"))

An empty `owner` means: the cell above it holds here too. Where it is empty, so is `support`. Columns for 配合单位 and
完成时限 appear where any row has them. Layouts that cannot say "as above" (`inherits` is false: prose, and the piped lines)
write the owner out again, so that `inherited` of the items read back differs there and nothing else does.
`rows_of` turns items that were read back into rows, without columns for support and deadline: the owner cell and the text
name those. In prose an item's units stand behind its text in brackets: 公开预算。（责任单位：区财政局）.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from rules.plan.items import PlanItem

_NUMERALS = "〇一二三四五六七八九"
_REPEATED_AFTER = 4
"""So many rows stand under a head before it is repeated."""


@dataclass(frozen=True)
class PlanRow:
    """One item as its cells say it; `section` with its numeral (一、财政信息), `text` without its number."""

    section: str
    number: int
    text: str
    owner: str = ""
    support: str = ""
    deadline: str = ""


@dataclass(frozen=True)
class Layout:
    """`inherits`: owners not written out stay so in the document."""

    suffix: str
    write: Callable[[Sequence[PlanRow], str], bytes]
    inherits: bool = True


def rows_of(items: Iterable[PlanItem]) -> list[PlanRow]:
    """Items as rows, with lead_text as the owner; a support column of their own they have not."""
    return [
        PlanRow(f"{numeral(i.section_number)}、{i.section}", i.number, i.text, "" if i.inherited else i.lead_text)
        for i in items
    ]  # fmt: skip


def numeral(number: int) -> str:
    """
    >>> [numeral(n) for n in (3, 10, 12, 20, 22)]
    ['三', '十', '十二', '二十', '二十二']
    """
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (_NUMERALS[ones] if ones else "")


@dataclass(frozen=True)
class _Column:
    """`covers`: blank cells of this column are covered by the one above, where the section is the same or the owner inherited."""

    head: str
    told: Callable[[PlanRow], str]
    covers: str = ""


def _columns(rows: Sequence[PlanRow], numbered: bool = True) -> list[_Column]:
    columns = [
        _Column("工作任务", lambda row: row.section, "section"),
        _Column("具体政务公开事项", lambda row: f"{row.number}．{row.text}" if numbered else row.text),
        _Column("责任单位", lambda row: row.owner, "owner"),
    ]
    if any(row.support for row in rows):
        columns.append(_Column("配合单位", lambda row: row.support, "owner"))
    if any(row.deadline for row in rows):
        columns.append(_Column("完成时限", lambda row: row.deadline))
    return columns


def _is_covered(rows: Sequence[PlanRow], at: int, column: _Column) -> bool:
    if at == 0 or not column.covers:
        return False
    return rows[at].section == rows[at - 1].section if column.covers == "section" else not rows[at].owner


def _spans(rows: Sequence[PlanRow], column: _Column) -> list[int]:
    """For each row how many rows its cell reaches down; 0 where it is covered."""
    spans = [0 if _is_covered(rows, at, column) else 1 for at in range(len(rows))]
    for at in reversed(range(len(rows))):
        while spans[at] and at + spans[at] < len(rows) and not spans[at + spans[at]]:
            spans[at] += 1
    return spans


def _written_out(rows: Sequence[PlanRow]) -> list[PlanRow]:
    told: list[PlanRow] = []
    for row in rows:
        above = told[-1] if told else row
        told.append(row if row.owner else PlanRow(row.section, row.number, row.text, above.owner, above.support, row.deadline))
    return told


def _saved(book) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _word(title: str):
    document = Document()
    document.add_paragraph(title)
    return document


def _head(table, columns: Sequence[_Column]) -> None:
    for cell, column in zip(table.add_row().cells, columns, strict=True):
        cell.text = column.head


def _merged_table(document, rows: Sequence[PlanRow], columns: Sequence[_Column]):
    table = document.add_table(0, len(columns))
    _head(table, columns)
    lines = [table.add_row().cells for _ in rows]
    for at_column, column in enumerate(columns):
        spans = _spans(rows, column)
        for at, span in enumerate(spans):
            cell = lines[at][at_column]
            cell.text = column.told(rows[at]) if span else ""
            if span != 1:  # python-docx's own merge takes seconds on a long table
                cell._tc.vMerge = "restart" if span else "continue"
    return lines


def docx_merged(rows: Sequence[PlanRow], title: str) -> bytes:
    """Section cells and inherited owner cells merged downwards."""
    document = _word(title)
    _merged_table(document, rows, _columns(rows))
    return _saved(document)


def docx_repeated_heads(rows: Sequence[PlanRow], title: str) -> bytes:
    """No merged cells: what is as above is blank; the head stands again every few rows, with the section's name under it."""
    document, columns = _word(title), _columns(rows)
    table = document.add_table(0, len(columns))
    for at, row in enumerate(rows):
        if at % _REPEATED_AFTER == 0:
            _head(table, columns)
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            is_blank = _is_covered(rows, at, column) and not (column.covers == "section" and at % _REPEATED_AFTER == 0)
            cell.text = "" if is_blank else column.told(row)
    return _saved(document)


def docx_two_tables(rows: Sequence[PlanRow], title: str) -> bytes:
    """Cut in two tables, each with its head, before the first row past the middle that has an owner of its own."""
    document, columns = _word(title), _columns(rows)
    cut = next((at for at in range(len(rows) // 2, len(rows)) if at and rows[at].owner), len(rows))
    for part in (rows[:cut], rows[cut:]):
        if part:
            _merged_table(document, part, columns)
            document.add_paragraph()
    return _saved(document)


def docx_number_column(rows: Sequence[PlanRow], title: str) -> bytes:
    """The item's number in a column of its own, left of its text."""
    document, columns = _word(title), _columns(rows, numbered=False)
    columns.insert(1, _Column("序号", lambda row: str(row.number)))
    _merged_table(document, rows, columns)
    return _saved(document)


def docx_section_rows(rows: Sequence[PlanRow], title: str) -> bytes:
    """No section column: a section is a row over the whole width."""
    document, columns = _word(title), _columns(rows)[1:]
    table = document.add_table(0, len(columns))
    _head(table, columns)
    for at, row in enumerate(rows):
        if at == 0 or row.section != rows[at - 1].section:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = row.section
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            cell.text = column.told(row)
    return _saved(document)


def docx_automatic_numbers(rows: Sequence[PlanRow], title: str) -> bytes:
    """The items' numbers are Word's, begun anew in each section: no digit stands in the text."""
    document = _word(title)
    lines = _merged_table(document, rows, _columns(rows, numbered=False))
    root = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1．"/></w:lvl>'
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'))
    number = 900
    for at, (row, line) in enumerate(zip(rows, lines, strict=True)):
        if at == 0 or row.number != rows[at - 1].number + 1 or row.section != rows[at - 1].section:
            number += 1
            start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{row.number}"/></w:lvlOverride>'
            root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="900"/>{start}</w:num>'))
        properties = line[1].paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
    return _saved(document)


def xlsx_merged(rows: Sequence[PlanRow], title: str) -> bytes:
    """A title merged over all columns, a head row, section and inherited owner cells merged downwards."""
    book, columns = Workbook(), _columns(rows)
    sheet = book.active
    sheet.append([title])
    sheet.append([column.head for column in columns])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    for at_column, column in enumerate(columns, 1):
        for at, span in enumerate(_spans(rows, column), 3):
            if span:
                sheet.cell(at, at_column, column.told(rows[at - 3]))
            if span > 1:
                sheet.merge_cells(start_row=at, start_column=at_column, end_row=at + span - 1, end_column=at_column)
    return _saved(book)


def html_rowspan(rows: Sequence[PlanRow], title: str) -> bytes:
    """A page whose table spans section and inherited owner cells over rows, with navigation and a footer around it."""
    columns = _columns(rows)
    spans = [_spans(rows, column) for column in columns]
    lines = [f"<tr>{''.join(f'<th>{column.head}</th>' for column in columns)}</tr>"]
    for at, row in enumerate(rows):
        cells = (
            f"<td rowspan={reach[at]}><p>{html.escape(column.told(row))}</p></td>"
            for column, reach in zip(columns, spans, strict=True) if reach[at]
        )  # fmt: skip
        lines.append(f"<tr>{''.join(cells)}</tr>")
    around = "<ul class=nav><li><a href=/>首页</a><li><a href=/zwgk/>政务公开</a></ul><h1>{}</h1><table border=1>{}</table><div>版权所有</div>"
    return f"<html><head><title>网站</title></head><body>{around.format(html.escape(title), ''.join(lines))}</body></html>".encode()


def txt_tabbed(rows: Sequence[PlanRow], title: str) -> bytes:
    """A Word table saved as text: each cell on a line that begins with a tab, a blank line between rows, as-above cells blank."""
    columns = _columns(rows)
    blocks = ["".join(f"\t{column.head}\n" for column in columns)]
    for at, row in enumerate(rows):
        blocks.append("".join(f"\t{'' if _is_covered(rows, at, column) else column.told(row)}\n" for column in columns))
    return "\n".join([f"{title}\n", *blocks]).encode()


def txt_piped(rows: Sequence[PlanRow], title: str) -> bytes:
    """A row a line, cells apart by upright strokes, every cell written out."""
    full = _written_out(rows)
    columns = _columns(full)
    lines = ["|".join(column.head for column in columns), *("|".join(column.told(row) for column in columns) for row in full)]
    return "\n".join([title, "", *(f"|{line}|" for line in lines), ""]).encode()


def txt_prose(rows: Sequence[PlanRow], title: str) -> bytes:
    """No table: a section's name on a line, then its items, each with its units and its deadline in brackets behind it."""
    full, lines = _written_out(rows), [title, ""]
    for at, row in enumerate(full):
        if at == 0 or row.section != full[at - 1].section:
            lines.append(row.section)
        told = [f"责任单位：{row.owner}"] + ([f"配合单位：{row.support}"] if row.support else []) + ([f"完成时限：{row.deadline}"] if row.deadline else [])
        lines.append(f"{row.number}．{row.text}（{'；'.join(told)}）")
    return "\n".join([*lines, ""]).encode()


LAYOUTS: dict[str, Layout] = {
    "docx_merged": Layout(".docx", docx_merged),
    "docx_repeated_heads": Layout(".docx", docx_repeated_heads),
    "docx_two_tables": Layout(".docx", docx_two_tables),
    "docx_number_column": Layout(".docx", docx_number_column),
    "docx_section_rows": Layout(".docx", docx_section_rows),
    "docx_automatic_numbers": Layout(".docx", docx_automatic_numbers),
    "xlsx_merged": Layout(".xlsx", xlsx_merged),
    "html_rowspan": Layout(".html", html_rowspan),
    "txt_tabbed": Layout(".txt", txt_tabbed),
    "txt_piped": Layout(".txt", txt_piped, inherits=False),
    "txt_prose": Layout(".txt", txt_prose, inherits=False),
}
"""Every layout by its name."""
