"""The text of a publication as one string: a line for each paragraph and for each row of a table, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.extract.outline import Line, Outline

_MOST_CELL_LINES = 3
_MOST_ROW = 400
_CLIMB = 8


def body_text(outline: Outline, lines: Sequence[Line]) -> str:
    """Cells that hold paragraphs of their own are brought back into their row; a table that only lays out texts stays in paragraphs."""
    if not any(block.tag == "tr" for block in outline.blocks):
        return "\n".join(line.text for line in lines)
    told: list[str] = []
    placed = [(line, *_place(outline, line, at)) for at, line in enumerate(lines)]
    for row, group in groupby(placed, key=lambda p: p[1]):
        held = [(line, cell) for line, _, cell in group]
        told += _row(held) if row >= 0 and _has_cells(outline, row) else [line.text for line, _ in held]
    return "\n".join(told)


def _has_cells(outline: Outline, row: int) -> bool:
    """Whether a row has more than one cell; a text of several lines in one cell ends with its row, too."""
    cells, index = 0, row + 1
    while cells < 2 and index < len(outline.blocks) and outline.blocks[index].parent >= row:
        cells += outline.blocks[index].parent == row
        index += 1
    return cells > 1


def _row(held: Sequence[tuple[Line, int]]) -> Iterator[str]:
    cells = [[line.text for line, _ in group] for _, group in groupby(held, key=lambda h: h[1])]
    is_row = len(cells) > 1 and max(map(len, cells)) <= _MOST_CELL_LINES and sum(len(line.text) for line, _ in held) <= _MOST_ROW
    yield from ["\t".join(" ".join(cell) for cell in cells)] if is_row else [line.text for line, _ in held]


def _place(outline: Outline, line: Line, at: int) -> tuple[int, int]:
    """The row and the cell a line stands in, -1 outside tables. What ends its row belongs to the row itself: a cell of its own."""
    cell = -1
    for index in outline.chain(line.block, _CLIMB):
        tag = outline.blocks[index].tag
        if tag in ("td", "th"):
            cell = index
        elif tag == "tr":
            return index, cell if cell >= 0 else -2 - at
        elif tag == "table":
            break
    return -1, -1
