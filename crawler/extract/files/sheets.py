"""Spreadsheets (xlsx, xls, et) as rows of one-line cells, merged ones filled in."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract.files.file_text import FileText
from crawler.extract.files.pictures import sheet_pictures, stored_pictures
from crawler.extract.tables import Rows
from rules.office.extents import MOST_LAID_OUT
from rules.office.sheets import Sheet, Workbook, as_shown, open_workbook

_MOST_FILLED = 200_000
"""Cells that merged regions may fill: whole columns are merged in some files."""


def read_xlsx(payload: bytes) -> FileText:
    """Raises Unreadable."""
    return _file_text(open_workbook(payload, "xlsx", MOST_LAID_OUT), sheet_pictures(payload))


def read_xls(payload: bytes) -> FileText:
    """Raises Unreadable."""
    return _file_text(open_workbook(payload, "xls", MOST_LAID_OUT), stored_pictures(payload))


def _file_text(book: Workbook, images: int) -> FileText:
    """Every sheet with text, hidden ones too: what a site offers is published. A merged cell stands once in the text, and
    so does the name of a sheet that begins with it."""
    lines: list[str] = []
    tables: list[Rows] = []
    for sheet in book.sheets:
        cells = [[" ".join(as_shown(value).split()) for value in row] for row in sheet.values]
        rows = _trimmed(cells)
        if rows:
            told = ["\t".join(row) for row in rows]
            lines += told if told[0] == sheet.name else [sheet.name, *told]
            _fill(cells, sheet)
            tables.append(_trimmed(cells) if sheet.merges else rows)
    left_out = f"工作表过多，后面 {book.left_out} 个没有读取" if book.left_out else ""
    return FileText("\n".join(lines), tuple(tables), left_out, images=images)


def _fill(cells: list[list[str]], sheet: Sheet) -> None:
    """Gives each cell of a merged region the text of its first one."""
    room = _MOST_FILLED
    for (top, left), (bottom, right) in sheet.merges:
        top, left = top - sheet.top, left - sheet.left
        bottom, right = min(bottom - sheet.top, len(cells) - 1), min(right - sheet.left, len(cells[0]) - 1)
        if top < 0 or left < 0 or top > bottom or left > right or not cells[top][left]:
            continue
        room -= (bottom - top + 1) * (right - left + 1)
        if room < 0:
            return
        for row in cells[top : bottom + 1]:
            for at in range(left, right + 1):
                row[at] = row[at] or cells[top][left]


def _trimmed(cells: Sequence[Sequence[str]]) -> Rows:
    """Rows with text, without the blank cells at their ends."""
    rows = []
    for row in cells:
        end = len(row)
        while end and not row[end - 1]:
            end -= 1
        if end:
            rows.append(tuple(row[:end]))
    return tuple(rows)
