"""A table as text conversion leaves it: tab-led cells, rows apart by blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell; its paragraphs are apart by newlines. `line` is counted from 1."""

    text: str
    line: int


@dataclass(frozen=True)
class Row:
    """Cells of one row; or, where it is no row, one line of running text (`is_text`)."""

    cells: tuple[Cell, ...]
    is_text: bool = False

    @property
    def line(self) -> int:
        return self.cells[0].line

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


def read_rows(text: str) -> list[Row]:
    """Rows and lines of running text in their order.

    A line that begins with a tab begins a cell, a further tab in it another one; a line without a tab continues the
    cell above it. A blank line ends a row.

    >>> [row.texts for row in read_rows("标题\\n\\n\\t一、甲\\n\\t1．乙\\n丙\\n\\t区财政局\\n")]
    [('标题',), ('一、甲', '1．乙\\n丙', '区财政局')]
    """
    rows: list[Row] = []
    cells: list[Cell] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if "\t" in line:
            cells += [Cell(part.strip(), number) for part in line.removeprefix("\t").split("\t")]
        elif not line.strip():
            _close(rows, cells)
        elif cells:
            last = cells.pop()
            cells.append(Cell(f"{last.text}\n{line.strip()}".strip(), last.line))
        else:
            rows.append(Row((Cell(line.strip(), number),), is_text=True))
    _close(rows, cells)
    return rows


def _close(rows: list[Row], cells: list[Cell]) -> None:
    if cells:
        rows.append(Row(tuple(cells)))
        cells.clear()
