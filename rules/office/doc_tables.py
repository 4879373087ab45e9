"""Table rows of a Word 97-2003 file laid on one grid: the edges of their cells decide which columns each covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rules.office.blocks import Cell
from rules.office.bounds import Budget
from rules.office.doc_rows import MOST_CELLS, RowShape
from rules.office.grid import ABOVE, BLANK, LEFT

_TOLERANCES = (360, 240, 120, 60, 20, 3, 0)
"""In twips, 360 are 6 mm. Edges of one column differ between rows drawn by hand, by 108 where a row is indented by its padding; no two
edges of one row may fall together, so a table with narrow columns is laid with a smaller one."""
_MOST_COLUMNS = 128


@dataclass(frozen=True)
class StoredRow:
    """The texts of its cells as they stand in the file, and how it is divided. `line`: see `Row`."""

    texts: tuple[str, ...]
    shape: RowShape
    line: int


@dataclass(frozen=True)
class _Span:
    """A cell over columns `first` to `limit`."""

    first: int
    limit: int
    text: str
    is_left: bool
    is_above: bool


def grid(rows: Sequence[StoredRow], budget: Budget) -> tuple[tuple[Cell, ...], ...]:
    """Each row with a cell for each column. Raises Unreadable where there are too many."""
    columns = _columns([_edges(row) for row in rows])
    spans = [_spans(row, columns) for row in rows]
    width = max((row[-1].limit for row in spans if row), default=0)
    budget.take_cells(width * len(rows))
    begun: frozenset[int] = frozenset()
    found = []
    for row in spans:
        cells = tuple(_laid(row, begun, width))
        begun = frozenset(span.first for span in row)
        found.append(cells)
    return tuple(found)


def _edges(row: StoredRow) -> tuple[int, ...]:
    """Empty where they do not tell where the cells of the row lie."""
    edges = row.shape.edges[: len(row.texts) + 1]
    is_usable = len(edges) == len(row.texts) + 1 and all(a < b for a, b in pairwise(edges))
    return edges if is_usable else ()


def _columns(edges: Sequence[tuple[int, ...]]) -> list[int]:
    """Where the columns of the grid begin, with the largest tolerance that keeps the cells of every row apart; none where the rows
    do not lie on one grid."""
    if not all(edges):
        return []
    distinct = set(edges)
    values = sorted({edge for row in distinct for edge in row})
    for tolerance in _TOLERANCES:
        columns = list(_begins(values, tolerance))
        if len(columns) <= _MOST_COLUMNS and all(_are_apart(row, columns) for row in distinct):
            return columns
    return []


def _begins(values: list[int], tolerance: int) -> Iterator[int]:
    first: int | None = None
    for value in values:
        if first is None or value > first + tolerance:
            first = value
            yield value


def _are_apart(row: tuple[int, ...], columns: list[int]) -> bool:
    places = [bisect_right(columns, edge) for edge in row]
    return all(a < b for a, b in pairwise(places))


def _spans(row: StoredRow, columns: list[int]) -> list[_Span]:
    texts = (*row.texts[: MOST_CELLS - 1], "\n".join(row.texts[MOST_CELLS - 1 :])) if len(row.texts) > MOST_CELLS else row.texts
    edges = [bisect_right(columns, edge) - 1 for edge in _edges(row)] if columns else list(range(len(texts) + 1))
    left, above = ((*flags, *[False] * len(texts)) for flags in (row.shape.left, row.shape.above))
    return [_Span(edges[i], edges[i + 1], text, left[i], above[i]) for i, text in enumerate(texts)]


def _laid(row: list[_Span], begun: frozenset[int], width: int) -> Iterator[Cell]:
    """`begun`: the columns in which a cell begins in the row above: only there can one reach down."""
    at = 0
    for span in row:
        yield from [BLANK] * (span.first - at)
        span_width = span.limit - span.first
        if span.is_left and at:
            yield from [LEFT] * span_width
        else:
            is_covered = span.is_above and span.first in begun
            yield from (ABOVE if is_covered else Cell(span.text), *[LEFT] * (span_width - 1))
        at = span.limit
    yield from [BLANK] * (width - at)
