"""How one table row of a Word file is divided: widths of its cells and which of them are merged, from its sprms (MS-DOC 2.6.3)."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rules.office.doc_sprms import Sprm

MOST_CELLS = 63
"""Word's own bound (MS-DOC 2.9.321)."""
_DEFINE, _VERTICAL, _MERGE, _SPLIT, _INSERT, _DELETE, _WIDTH = 0xD608, 0xD62B, 0x5624, 0x5625, 0x7621, 0x5622, 0x7623
_READ = frozenset((_DEFINE, _VERTICAL, _MERGE, _SPLIT, _INSERT, _DELETE, _WIDTH))
_OPEN, _FIRST, _COVERED = 0, 2, 1
_VERTICAL_FLAGS = 0x60
_VERTICAL_COVERED = 0x20


@dataclass(frozen=True)
class RowShape:
    """`edges`: where its cells begin and end, in twips, one more than there are cells; empty where the file does not tell.
    `left`, `above`: for each cell, whether it belongs to the merged cell left of it or above it."""

    edges: tuple[int, ...] = ()
    left: tuple[bool, ...] = ()
    above: tuple[bool, ...] = ()


UNDIVIDED = RowShape()


@dataclass
class _Cell:
    width: int
    across: int = 0
    is_below: bool = False


def row_shape(sprms: Iterable[Sprm]) -> RowShape:
    """Later sprms change what earlier ones defined."""
    start = 0
    cells: list[_Cell] = []
    for code, operand in sprms:
        if code == _DEFINE:
            start, cells = _defined(operand)
        elif code in _READ and len(operand) >= 2:
            _change(cells, code, operand)
    if not cells:
        return UNDIVIDED
    edges = tuple(accumulate((cell.width for cell in cells), initial=start))
    return RowShape(edges, _left([cell.across for cell in cells]), tuple(cell.is_below for cell in cells))


def _defined(operand: bytes) -> tuple[int, list[_Cell]]:
    """TDefTableOperand: the number of cells, their edges, then up to 20 bytes for each (TC80), which may be left out."""
    count = min(operand[0], MOST_CELLS) if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return 0, []
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = [_Cell(b - a) for a, b in pairwise(edges)]
    at = 1 + 2 * (operand[0] + 1)
    for index, cell in enumerate(cells):
        flags = int.from_bytes(operand[at + 20 * index : at + 20 * index + 2], "little")
        cell.across, cell.is_below = flags & 3, flags & _VERTICAL_FLAGS == _VERTICAL_COVERED
    return edges[0], cells


def _change(cells: list[_Cell], code: int, operand: bytes) -> None:
    first, limit = operand[0], min(operand[1], len(cells))
    if code == _VERTICAL:
        if first < len(cells):
            cells[first].is_below = operand[1] == 1
    elif code == _INSERT:
        room = max(min(operand[1], MOST_CELLS - len(cells)), 0)
        cells[first:first] = [_Cell(int.from_bytes(operand[2:4], "little")) for _ in range(room)]
    elif code == _DELETE:
        del cells[first:limit]
    else:
        for index in range(first, limit):
            if code == _WIDTH:
                cells[index].width = int.from_bytes(operand[2:4], "little")
            else:
                cells[index].across = _OPEN if code == _SPLIT else (_FIRST if index == first else _COVERED)


def _left(across: list[int]) -> tuple[bool, ...]:
    """The specification (2.9.317) calls the first of a set 2 or 3 and the others 1, older programs call the first 1 and the others 2:
    in either case whoever begins a set is its first, and the same number again begins the next set."""
    found: list[bool] = []
    first = 0
    for code in across:
        is_covered = bool(code and first and (code == 1) != (first == 1))
        first = first if is_covered else code
        found.append(is_covered)
    return tuple(found)
