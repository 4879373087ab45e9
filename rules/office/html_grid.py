"""The rows of one html table as a grid: cells that span rows and columns, as browsers lay them out (html.spec.whatwg.org 4.9.12)."""

from __future__ import annotations

from rules.office.blocks import Cell
from rules.office.bounds import Budget
from rules.office.grid import ABOVE, BLANK, LEFT
from rules.office.markup import Piece

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
"""The bounds of colspan and rowspan that the standard sets."""


class Grid:
    """Takes cells in their order. Raises Unreadable where they are more than the budget allows."""

    def __init__(self, budget: Budget) -> None:
        self.rows: list[list[Cell]] = []
        self._budget = budget
        self._row: list[Cell] | None = None
        self._hanging: dict[int, tuple[int, Cell]] = {}
        """Cells that reach down from above: column → (rows left, how the place is covered)."""

    def begin_row(self) -> None:
        self.end_row()
        self._row = []

    def add(self, piece: Piece, text: str) -> None:
        """A cell by its tag; where no row is open, in a row of its own making."""
        row = self._row = [] if self._row is None else self._row
        while len(row) in self._hanging:
            self._hang(row)
        down = _span(piece, "rowspan", _MOST_ROWS) or _MOST_ROWS
        for past in range(_span(piece, "colspan", _MOST_COLUMNS) or 1):
            column = len(row)
            if past and column in self._hanging:  # a cell from above stands in the way
                return
            row.append(LEFT if past else Cell(text))
            if down > 1:
                self._hanging[column] = (down, LEFT if past else ABOVE)
                self._pass_by(column)

    def end_row(self) -> None:
        """Ends the open row, if any; a row without a cell is none, unless cells from above stand in it."""
        row, self._row = self._row, None
        if row is None or not (row or self._hanging):
            return
        for column in sorted(self._hanging):
            if column >= len(row):
                row += [BLANK] * (column - len(row))
                self._hang(row)
        self._hanging = dict(self._hanging)  # one that forgot many keys is slow to walk until it is copied
        self._budget.take_cells(len(row))
        self.rows.append(row)

    def end_group(self) -> None:
        """No cell reaches over the end of its row group."""
        self.end_row()
        self._hanging.clear()

    @property
    def has_columns(self) -> bool:
        """Whether cells stand side by side anywhere."""
        return any(cell.merged != "left" for row in self.rows for cell in row[1:])

    def _hang(self, row: list[Cell]) -> None:
        column = len(row)
        row.append(self._hanging[column][1])
        self._pass_by(column)

    def _pass_by(self, column: int) -> None:
        left, cover = self._hanging[column]
        if left > 1:
            self._hanging[column] = (left - 1, cover)
        else:
            del self._hanging[column]


def _span(piece: Piece, name: str, most: int) -> int:
    """1 where nothing sensible is written; 0 as written: to the end of the group."""
    digits = piece.values.get(name, "").strip()
    return min(int(digits[:9]), most) if digits.isascii() and digits.isdigit() else 1
