"""Grids of cells as spreadsheets and web pages give them, made into tables."""

from __future__ import annotations

from collections.abc import Sequence

from rules.office.blocks import Cell, Row, Table
from rules.office.bounds import Budget

BLANK, ABOVE, LEFT = Cell(), Cell("", "above"), Cell("", "left")
"""Covered cells: in the first column of a merged region by the cell above, in its other columns by the one on the left."""


def table_of(rows: Sequence[Row], budget: Budget, name: str = "") -> Table:
    """Rows made equally long. Columns at the right edge in which no cell begins are none: a title merged wider than its table.
    Raises Unreadable where the cells added are more than the budget allows."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row.cells) if not cell.merged), default=0)
    budget.take_cells(sum(max(0, width - len(row.cells)) for row in rows))
    return Table(tuple(Row((*row.cells[:width], *[BLANK] * (width - len(row.cells))), row.line) for row in rows), name)
