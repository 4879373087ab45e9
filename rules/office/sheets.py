"""Spreadsheets (xlsx, xls) as tables with their merged cells; the only user of calamine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from rules.office.archives import Unreadable
from rules.office.blocks import Cell, OfficeDocument, Row, Table
from rules.office.bounds import MOST_CELLS, TOO_LARGE, Budget
from rules.office.extents import check_xls, check_xlsx
from rules.office.grid import ABOVE, LEFT, table_of
from rules.office.ole import streams
from rules.office.ole_shell import in_fresh_shell

_MOST_SHEETS = 100
_LOCKED = re.compile("password|encrypt", re.IGNORECASE)

_Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """The rectangle from the first to the last filled cell; `top`, `left` and `merges` (both corners inclusive) count from 0."""

    name: str
    is_hidden: bool
    top: int
    left: int
    values: list[list[Any]]
    merges: Sequence[_Range]


@dataclass(frozen=True)
class Workbook:
    """`has_hidden`: rows or columns are hidden somewhere. `left_out`: sheets behind the last one read."""

    sheets: tuple[Sheet, ...]
    has_hidden: bool
    left_out: int


def read_workbook(payload: bytes, kind: str) -> OfficeDocument:
    """Each sheet that is shown and not empty as a table; `kind` is xlsx or xls. Raises Unreadable."""
    book, budget = open_workbook(payload, kind), Budget()
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden]
    hidden = "、".join(sheet.name for sheet in book.sheets if sheet.is_hidden)
    notes = [f"隐藏的工作表没有读入：{hidden}"] if hidden else []
    notes += ["有隐藏的行或列，已一并读入"] if book.has_hidden else []
    notes += [f"工作表过多，后面 {book.left_out} 个没有读入"] if book.left_out else []
    return OfficeDocument(kind, tuple(_table(sheet, budget) for sheet in shown), tuple(notes))


def open_workbook(payload: bytes, kind: str, most_cells: int = MOST_CELLS) -> Workbook:
    """The sheets that hold anything. Raises Unreadable, also where they hold more than `most_cells` together."""
    with _reasons():
        if kind == "xlsx":
            has_hidden = check_xlsx(payload)
        else:
            payload, has_hidden = _checked_xls(payload)
        book = CalamineWorkbook.from_filelike(BytesIO(payload))
        found: list[Sheet] = []
        for known in book.sheets_metadata[:_MOST_SHEETS]:
            sheet = book.get_sheet_by_name(known.name)
            most_cells -= sheet.height * sheet.width
            if most_cells < 0:
                raise Unreadable(TOO_LARGE)
            if sheet.start is not None:
                values = sheet.to_python(skip_empty_area=True)
                found.append(Sheet(known.name, known.visible != SheetVisibleEnum.Visible, *sheet.start, values, sheet.merged_cell_ranges or ()))
        return Workbook(tuple(found), has_hidden, max(0, len(book.sheets_metadata) - _MOST_SHEETS))


def _checked_xls(payload: bytes) -> tuple[bytes, bool]:
    """The workbook's stream alone in a new file, since calamine follows a chain of sectors that bites its tail for ever; and
    whether rows or columns are hidden. Raises Unreadable."""
    found = streams(payload, ("Workbook", "Book"))
    name = next(iter(found), "")
    if not name:
        raise Unreadable("表格文件已损坏（没有工作簿）")
    return in_fresh_shell(name, found[name]), check_xls(found[name])


def as_shown(value: Any) -> str:
    """A value as a reader would see it: whole numbers without a point, days without midnight; lines of a cell apart by newlines.

    >>> as_shown(3.0), as_shown(datetime(2017, 6, 30)), as_shown(True), as_shown(" 1．甲 \\r\\n2．乙")
    ('3', '2017-06-30', '是', '1．甲\\n2．乙')
    """
    if isinstance(value, str):
        lines = (" ".join(line.split()) for line in value.splitlines())
        return "\n".join(line for line in lines if line)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value) if isinstance(value, int | timedelta) else ""


@contextmanager
def _reasons() -> Iterator[None]:
    """What calamine raises becomes Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        reason = "表格文件已加密" if _LOCKED.search(f"{type(error).__name__} {error}") else f"表格文件已损坏（{type(error).__name__}）"
        raise Unreadable(reason) from error
    except BaseException as error:  # a panic inside calamine is no Exception
        if type(error).__name__ == "PanicException":
            raise Unreadable("表格文件已损坏") from error
        raise


def _table(sheet: Sheet, budget: Budget) -> Table:
    rows = [[Cell(as_shown(value)) for value in row] for row in sheet.values]
    for merge in sheet.merges:
        _cover(rows, sheet, merge)
    for row in rows:
        for cell in row:
            budget.take_text(cell.text)
    return table_of([Row(tuple(cells), sheet.top + at + 1) for at, cells in enumerate(rows)], budget, sheet.name)


def _cover(rows: list[list[Cell]], sheet: Sheet, merge: _Range) -> None:
    """Marks what a merged region covers. Regions may not overlap (ECMA-376 part 1, 18.3.1.55): one that begins in another or
    meets it is left at that, so that no cell is marked twice."""
    (top, left), (bottom, right) = merge
    top, left = max(top - sheet.top, 0), max(left - sheet.left, 0)
    bottom, right = min(bottom - sheet.top, len(rows) - 1), min(right - sheet.left, len(rows[0]) - 1)
    if right < left:
        return
    for at in range(top, bottom + 1):
        for column in range(left, right + 1):
            if rows[at][column].merged:
                return
            if (at, column) != (top, left):
                rows[at][column] = LEFT if column > left else ABOVE
