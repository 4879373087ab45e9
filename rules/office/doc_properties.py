"""Which bytes of a Word file have which properties: the pages (FKP) that list paragraphs and character runs, found by byte position."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_PAGE = 512


@dataclass(frozen=True)
class Run:
    """Bytes `start` to `end` of the main stream share these properties, as they are stored; empty: none but the default."""

    start: int
    end: int
    stored: bytes


class Properties:
    """The runs of one kind. `plc`: PlcBtePapx or PlcBteChpx (MS-DOC 2.8.5, 2.8.6); what points nowhere is left out, pages are
    read when they are asked for."""

    def __init__(self, main: bytes, plc: bytes, is_paragraphs: bool) -> None:
        self._main = main
        self._is_paragraphs = is_paragraphs
        count = max((len(plc) - 4) // 8, 0)
        numbers = struct.unpack_from(f"<{2 * count + 1}I", plc) if count else (0,)
        places = [(start, end, page & 0x3FFFFF) for start, end, page in zip(numbers, numbers[1 : count + 1], numbers[count + 1 :], strict=False)]
        in_order = all(a[1] <= b[0] for a, b in pairwise(places))
        self._places = [place for place in places if place[0] < place[1]] if in_order else []
        self._starts = [place[0] for place in self._places]
        self._pages: dict[int, tuple[list[int], list[Run]]] = {}

    def at(self, position: int) -> Run | None:
        """The run that a byte belongs to."""
        return next(self.between(position, position + 1), None)

    def between(self, start: int, end: int) -> Iterator[Run]:
        """The runs that share bytes with `start` to `end`, in order."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._places)):
            low, high, page = self._places[index]
            if low >= end:
                return
            if high > start:
                yield from self._on_page(page, max(start, low), min(end, high))

    def _on_page(self, number: int, start: int, end: int) -> Iterator[Run]:
        if number not in self._pages:
            runs = _runs(self._main[number * _PAGE : (number + 1) * _PAGE], self._is_paragraphs)
            self._pages[number] = [run.start for run in runs], runs
        starts, runs = self._pages[number]
        for index in range(max(bisect_right(starts, start) - 1, 0), len(runs)):
            if runs[index].start >= end:
                return
            if runs[index].end > start:
                yield runs[index]


def _runs(page: bytes, is_paragraphs: bool) -> list[Run]:
    """MS-DOC 2.9.174 and 2.9.33: positions, then a place for each run, the count in the last byte; none where they are not in order."""
    if len(page) < _PAGE:
        return []
    count, size = page[-1], 13 if is_paragraphs else 1
    if 4 * (count + 1) + size * count >= _PAGE:
        return []
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    if any(a > b for a, b in pairwise(bounds)):
        return []
    places = page[4 * (count + 1) : 4 * (count + 1) + size * count : size]
    stored = _paragraph if is_paragraphs else _characters
    return [Run(a, b, stored(page, 2 * place)) for a, b, place in zip(bounds, bounds[1:], places, strict=False) if a < b]


def _paragraph(page: bytes, at: int) -> bytes:
    """PapxInFkp (MS-DOC 2.9.180): the style's number (two bytes), then sprms."""
    if not at:
        return b""
    words = page[at]
    return page[at + 1 : at + 2 * words] if words else page[at + 2 : at + 2 + 2 * page[at + 1]]


def _characters(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]] if at else b""
