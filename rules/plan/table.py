"""Rows of a table as every layout gives them: cells with their lines."""

from __future__ import annotations

from dataclasses import dataclass

from rules.office.blocks import Merged


@dataclass(frozen=True)
class Cell:
    """One cell; its paragraphs are apart by newlines. `line` is counted from 1. Covered from above it repeats what covers it."""

    text: str
    line: int
    covered: Merged = ""


@dataclass(frozen=True)
class Row:
    """Cells of one row; or, where it is no row, one line of running text (`is_text`). `is_grid`: every column has its cell."""

    cells: tuple[Cell, ...]
    is_text: bool = False
    is_grid: bool = False

    @property
    def line(self) -> int:
        return self.cells[0].line

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def own(self) -> tuple[Cell, ...]:
        """The cells that hold something of this row alone."""
        return tuple(cell for cell in self.cells if cell.text and not cell.covered)

    @property
    def spread(self) -> tuple[str, ...]:
        """The texts with every merged cell's in all the columns it covers."""
        texts: list[str] = []
        for cell in self.cells:
            texts.append(texts[-1] if cell.covered == "left" and texts else cell.text)
        return tuple(texts)

    @property
    def is_merged_over(self) -> bool:
        """Whether one cell is merged over the whole row."""
        return len(self.cells) > 1 and bool(self.cells[0].text) and all(cell.covered == "left" for cell in self.cells[1:])

    @property
    def joined(self) -> str:
        return " ".join(cell.text.replace("\n", "") for cell in self.own)
