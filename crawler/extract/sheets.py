"""Spreadsheets (xlsx, xls) as tables; the only user of calamine."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from crawler.extract.tables import Rows
from rules.office.archives import Unreadable, members

_MOST_SHEETS = 100
_MOST_CELLS = 5_000_000
_LOCKED = re.compile("password|encrypt", re.IGNORECASE)
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')


def read_sheets(payload: bytes, kind: str) -> tuple[tuple[str, Rows], ...]:
    """(sheet name, rows) of every sheet with text. Raises Unreadable."""
    if kind == "xlsx":
        _check_extent(payload)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(payload))
        found = []
        for name in book.sheet_names[:_MOST_SHEETS]:
            rows = _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=True))
            if rows:
                found.append((name, rows))
        return tuple(found)
    except Exception as error:
        reason = "表格文件已加密" if _LOCKED.search(str(error)) else f"表格文件已损坏（{type(error).__name__}）"
        raise Unreadable(reason) from error
    except BaseException as error:  # a panic inside calamine is no Exception
        if type(error).__name__ == "PanicException":
            raise Unreadable("表格文件已损坏") from error
        raise


def _check_extent(payload: bytes) -> None:
    """Calamine lays a sheet out as a full rectangle: one cell in the far corner would take all memory."""
    for name, xml in members(payload).items():
        if name.startswith("xl/worksheets/"):
            rows = max((int(m) for m in _ROW.findall(xml)), default=1)
            columns = 1
            for letters, row in _CELL.findall(xml):
                columns, rows = max(columns, _column(letters)), max(rows, int(row))
            if rows * columns > _MOST_CELLS:
                raise Unreadable("表格范围过大，未展开")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(rows: list[list[Any]]) -> Rows:
    told = []
    for row in rows:
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            told.append(tuple(cells))
    return tuple(told)


def _cell(value: Any) -> str:
    """As a reader would see it: whole numbers without a point, days without midnight."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat() if isinstance(value, date | time) else _length(value)


def _length(value: Any) -> str:
    return str(value) if isinstance(value, int | timedelta) else ""
