"""A table of an office document as rows: what a merged cell covers repeats it."""

from __future__ import annotations

from rules.office.blocks import Table
from rules.plan.owners import MOST_OWNER_CHARS
from rules.plan.table import Cell, Row

_REPEATED = MOST_OWNER_CHARS + 1
"""So much of a covering text is repeated: enough to see that an owner cell is too long, and no text costs its length in every row."""


def grid_rows(table: Table) -> list[Row]:
    """The rows with every column; a cell covered from above carries the text that covers it.

    >>> from rules.office import blocks
    >>> a, b = blocks.Cell("一、甲"), blocks.Cell("", "above")
    >>> [row.texts for row in grid_rows(Table((blocks.Row((a,), 1), blocks.Row((b,), 2))))]
    [('一、甲',), ('一、甲',)]
    """
    rows: list[Row] = []
    above: tuple[Cell, ...] = ()
    for row in table.rows:
        cells: list[Cell] = []
        for i, cell in enumerate(row.cells):
            if cell.merged == "above" and i < len(above):
                cells.append(Cell(above[i].text[:_REPEATED], row.line, "left" if above[i].covered == "left" else "above"))
            else:
                cells.append(Cell(cell.text.strip(), row.line, cell.merged if cell.merged == "left" else ""))
        above = tuple(cells)
        if cells:
            rows.append(Row(above, is_grid=True))
    return rows
