"""Tables of the text as rows of cells, spans filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rules.office.markup import Piece, pieces

_MOST_SPAN = 100
_MOST_CELLS = 200_000
_PARTS = frozenset(("p", "br", "div"))

Rows = tuple[tuple[str, ...], ...]


def tables_of(markup: str) -> tuple[Rows, ...]:
    """The innermost tables with more than one cell; tables that only lay out others are passed over.

    >>> tables_of("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    ((('a', 'b'), ('a', 'c')),)
    """
    told = (_rows(table) for table in _innermost(pieces(markup)))
    return tuple(rows for rows in told if sum(len(row) for row in rows) > 1)


@dataclass
class _Cell:
    """A cell's tag and what it holds; `is_parted`: it has paragraphs, which blanks keep apart."""

    tag: Piece
    texts: list[str] = field(default_factory=list)
    is_parted: bool = False

    @property
    def text(self) -> str:
        """Runs of one paragraph stand together."""
        return " ".join((" " if self.is_parted else "").join(self.texts).split())


def _innermost(page: Iterator[Piece]) -> Iterator[list[Piece]]:
    """What stands inside each table that holds no other."""
    held: list[Piece] | None = None
    for piece in page:
        if piece.said == "table" and piece.kind != "text":
            if piece.kind == "close" and held is not None:
                yield held
            held = [] if piece.kind == "open" else None
        elif held is not None:
            held.append(piece)


def _rows(table: Sequence[Piece]) -> Rows:
    rows: list[tuple[str, ...]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in _cells(table):
        told = _row(row, hanging)
        cells += len(told)
        if cells > _MOST_CELLS:
            break
        if any(told):
            rows.append(told)
    return tuple(rows)


def _cells(table: Sequence[Piece]) -> Iterator[list[_Cell]]:
    """The cells of each row: those right in it."""
    row: list[_Cell] = []
    above: list[str] = []
    within: int | None = None
    for piece in table:
        if piece.kind == "text":
            if within is not None:
                row[-1].texts.append(piece.said)
        elif piece.kind == "open":
            if within is not None:
                row[-1].is_parted |= piece.said in _PARTS
            elif piece.said in ("td", "th") and above[-1:] == ["tr"]:
                row.append(_Cell(piece))
                within = len(above)
            above.append(piece.said)
        else:
            above.pop()
            if within == len(above):
                within = None
            elif piece.said == "tr" and within is None:
                yield row
                row = []


def _row(row: Sequence[_Cell], hanging: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    """One row; `hanging` are cells that reach down from above: column → (rows left, text)."""
    told: list[str] = []

    def fill() -> None:
        while (held := hanging.get(len(told))) is not None:
            left, text = held
            if left > 1:
                hanging[len(told)] = (left - 1, text)
            else:
                del hanging[len(told)]
            told.append(text)

    for cell in row:
        fill()
        down = _span(cell.tag, "rowspan")
        for _ in range(_span(cell.tag, "colspan")):
            if down > 1:
                hanging[len(told)] = (down - 1, cell.text)
            told.append(cell.text)
    fill()
    return tuple(told)


def _span(cell: Piece, name: str) -> int:
    written = (cell.values.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPAN) if written.isascii() and written.isdigit() else 1
