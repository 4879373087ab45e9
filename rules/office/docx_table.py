"""A Word table's grid (ECMA-376 part 1, 17.4): spans, vertical and horizontal merges, columns left out at a row's ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rules.office.blocks import Cell, Row, Table
from rules.office.bounds import Budget
from rules.office.grid import ABOVE, BLANK, LEFT, table_of
from rules.office.word_xml import Element, below, inside, is_on, is_removed, value, w, whole

_MOST_SPAN = 100
_ROW, _CELL = frozenset((w("tr"),)), frozenset((w("tc"),))


@dataclass
class Grid:
    """Rows as they are read; `open` are the columns that a vertical merge may still reach down."""

    read: Callable[[Element], str]
    budget: Budget
    open: frozenset[int] = frozenset()
    rows: list[list[Cell]] = field(default_factory=list)

    def add(self, row: Element) -> None:
        cells: list[Cell] = []
        reached: set[int] = set()
        properties = below(row, "trPr")
        self._blank(cells, whole(value(properties, "gridBefore"), 0) or 0)
        for cell in inside(row, _CELL):
            if below(cell, "tcPr", "cellDel") is None:
                self._add_cell(cells, cell, reached)
        self._blank(cells, whole(value(properties, "gridAfter"), 0) or 0)
        self.open = frozenset(reached)
        self.rows.append(cells)

    def table(self, first_line: int) -> Table | None:
        """The rows as a table, their lines counted from `first_line`; None where there are none."""
        rows = [Row(tuple(cells), line) for line, cells in enumerate(self.rows, first_line)]
        return table_of(rows, self.budget) if rows else None

    def _blank(self, cells: list[Cell], count: int) -> None:
        count = min(count, _MOST_SPAN)
        self.budget.take_cells(count)
        cells += [BLANK] * count

    def _add_cell(self, cells: list[Cell], cell: Element, reached: set[int]) -> None:
        properties = below(cell, "tcPr")
        span = min(whole(value(properties, "gridSpan"), 1) or 1, _MOST_SPAN)
        self.budget.take_cells(span)
        at = len(cells)
        down, along = value(properties, "vMerge"), value(properties, "hMerge")
        if down is not None:
            reached.update(range(at, at + span))
        if down is not None and down != "restart" and at in self.open:
            cells += [ABOVE, *[LEFT] * (span - 1)]
        elif along is not None and along != "restart" and cells:
            cells += [LEFT] * span
        else:
            cells += [Cell(self.read(cell)), *[LEFT] * (span - 1)]


def shown_rows(table: Element) -> Iterator[Element]:
    """The rows but those deleted by a revision or hidden."""
    for row in inside(table, _ROW):
        properties = below(row, "trPr")
        if not is_on(properties, "hidden") and not is_removed(properties):
            yield row
