"""How far the sheets of a workbook reach, told before they are laid out: one cell in the far corner would take all memory."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from xml.parsers import expat

from rules.office.archives import Unreadable, members

MOST_LAID_OUT = 5_000_000
"""Cells of the rectangles from the first to the last cell, blank ones included."""
_MOST_DECLARED = 20_000_000
"""What the DIMENSIONS record of an xls sheet may claim: calamine reserves it, and old programs claim all 65,536 × 256 cells."""
_TOO_FAR = "表格范围过大，未展开"
_ONE_CELL = frozenset((0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""FORMULA, LABELSST, NUMBER, LABEL, BOOLERR, RK: [MS-XLS] 2.4; each begins with row and column."""
_MANY_CELLS, _DIMENSIONS, _BEGINS, _ROW, _COLUMNS, _ENCRYPTED = 0x00BD, 0x0200, 0x0809, 0x0208, 0x007D, 0x002F


@dataclass
class _Extent:
    """The rectangle of one sheet so far; rows and columns count from 1."""

    rows: int = 0
    columns: int = 0

    def take(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MOST_LAID_OUT:
            raise Unreadable(_TOO_FAR)


def check_xlsx(payload: bytes) -> bool:
    """Whether rows or columns are hidden. Raises Unreadable where a sheet reaches too far."""
    parts = members(payload).items()  # a workbook may keep its sheets anywhere
    scans = [_scan(xml) for name, xml in parts if name.startswith("xl/worksheets/s") or b"sheetData" in xml]
    return any(scan.has_hidden for scan in scans)


def check_xls(stream: bytes) -> bool:
    """Whether rows or columns are hidden in a workbook's BIFF stream. Raises Unreadable where its sheets reach too far together."""
    extent, before, has_hidden, at = _Extent(), 0, False, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _BEGINS:
            before, extent = before + extent.rows * extent.columns, _Extent()
            if before > MOST_LAID_OUT:
                raise Unreadable(_TOO_FAR)
        elif kind in _ONE_CELL or kind == _MANY_CELLS:
            _take_cells(extent, body, kind == _MANY_CELLS)
        elif kind == _ENCRYPTED:
            raise Unreadable("表格文件已加密")
        elif kind == _DIMENSIONS:
            _check_declared(body)
        else:
            has_hidden = has_hidden or _is_hidden(kind, body)
    if before + extent.rows * extent.columns > MOST_LAID_OUT:
        raise Unreadable(_TOO_FAR)
    return has_hidden


def _take_cells(extent: _Extent, body: bytes, is_many: bool) -> None:
    if len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        extent.take(row + 1, column + (max(1, (len(body) - 6) // 6) if is_many else 1))


def _check_declared(body: bytes) -> None:
    """BIFF8 counts rows in four bytes, BIFF5 in two: [MS-XLS] 2.4.90."""
    if len(body) < 10:
        return
    first, past, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    if max(0, past - first) * max(0, right - left) > _MOST_DECLARED:
        raise Unreadable(_TOO_FAR)


def _is_hidden(kind: int, body: bytes) -> bool:
    """fDyZero of ROW, fHidden of COLINFO: [MS-XLS] 2.4.221 and 2.4.53."""
    if kind == _ROW and len(body) >= 14:
        return bool(body[12] & 0x20)
    return kind == _COLUMNS and len(body) >= 9 and bool(body[8] & 1)


class _SheetXml:
    """Walks one sheet's XML; a row or cell without `r` follows the one before it (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73)."""

    def __init__(self) -> None:
        self.extent = _Extent()
        self.row = self.column = 0
        self.has_hidden = False

    def begin(self, name: str, values: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self.row, self.column = int(values["r"]) if "r" in values else self.row + 1, 0
        elif kind == "c":
            self.column, row = _place(values["r"]) if "r" in values else (self.column + 1, self.row)
            self.extent.take(max(row, 1), self.column)
        if kind in ("row", "col") and values.get("hidden") in ("1", "true"):
            self.has_hidden = True


def _scan(xml: bytes) -> _SheetXml:
    scan, parser = _SheetXml(), expat.ParserCreate()
    parser.StartElementHandler = scan.begin
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(f"表格文件已损坏（{type(error).__name__}）") from error
    return scan


def _place(reference: str) -> tuple[int, int]:
    """Column and row of a reference. Raises ValueError.

    >>> _place("B3"), _place("XFD1048576")
    ((2, 3), (16384, 1048576))
    """
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters[:4].upper():
        column = column * 26 + ord(letter) - 64
    return column, int(reference[len(letters) :])
