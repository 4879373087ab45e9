"""Spreadsheets (xlsx, xls) as rows of one-line cells."""

from __future__ import annotations

from crawler.extract.tables import Rows
from rules.office.extents import MOST_LAID_OUT
from rules.office.sheets import Sheet, as_shown, open_workbook


def read_sheets(payload: bytes, kind: str) -> tuple[tuple[str, Rows], ...]:
    """(sheet name, rows) of every sheet with text, hidden ones too: what a site offers is published. Raises Unreadable."""
    told = ((sheet.name, _rows(sheet)) for sheet in open_workbook(payload, kind, MOST_LAID_OUT).sheets)
    return tuple((name, rows) for name, rows in told if rows)


def _rows(sheet: Sheet) -> Rows:
    told = []
    for row in sheet.values:
        cells = [" ".join(as_shown(value).split()) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            told.append(tuple(cells))
    return tuple(told)
