"""Spreadsheets kept as XML (SpreadsheetML 2003), which many systems hand out under the name .xls."""

from __future__ import annotations

from crawler.extract.files.file_text import FileText
from crawler.extract.tables import Rows
from rules.office.archives import Unreadable
from rules.office.word_xml import Element, parse, whole

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_COLUMNS, _MOST_CELLS = 1_000, 400_000


def read_sheet_xml(payload: bytes) -> FileText:
    """Raises Unreadable."""
    root, broken = parse(payload)
    lines: list[str] = []
    tables: list[Rows] = []
    room = _MOST_CELLS
    for sheet in root.iter(f"{_SS}Worksheet"):
        rows = tuple(row for element in sheet.iter(f"{_SS}Row") if any(row := _row(element)))
        room -= sum(map(len, rows))
        if room < 0:
            raise Unreadable("表格范围过大，未展开")
        if rows:
            told, name = ["\t".join(row) for row in rows], str(sheet.get(f"{_SS}Name", ""))
            lines += told if told[0] == name else [name, *told]
            tables.append(rows)
    return FileText("\n".join(lines), tuple(tables), "文件有破损，可能缺少内容" if broken else "")


def _row(element: Element) -> tuple[str, ...]:
    """A cell may say its own column (ss:Index); one merged to the right keeps its text in the first column."""
    cells: list[str] = []
    for cell in element.iterchildren(f"{_SS}Cell"):
        at = whole(cell.get(f"{_SS}Index"), len(cells) + 1) or 1
        cells += [""] * min(at - 1 - len(cells), _MOST_COLUMNS)
        data = next(cell.iterchildren(f"{_SS}Data"), None)
        cells.append("" if data is None else _shown(str(data.get(f"{_SS}Type", "")), " ".join("".join(data.itertext()).split())))
        cells += [""] * min(whole(cell.get(f"{_SS}MergeAcross"), 0) or 0, _MOST_COLUMNS)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _shown(kind: str, text: str) -> str:
    """
    >>> _shown("DateTime", "2017-06-30T00:00:00.000"), _shown("Number", "3.0"), _shown("String", "甲")
    ('2017-06-30', '3', '甲')
    """
    if kind == "DateTime":
        return text.removesuffix(".000").removesuffix("T00:00:00").replace("T", " ")
    if kind == "Number" and text.endswith(".0"):
        return text[:-2]
    return {"1": "是", "0": "否"}.get(text, text) if kind == "Boolean" else text
