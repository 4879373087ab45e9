"""Tables of the text as rows of cells, spans filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.roles import SKIPPED
from crawler.extract.source import source_of
from crawler.extract.tokens import Tokens, plain, tokens_of, values_of, whole_link
from crawler.page import Rows as Rows

_MOST_SPAN = 100
_MOST_CELLS = 200_000
_PARTS = frozenset(("p", "br", "div"))


def tables_of(markup: str) -> tuple[Rows, ...]:
    """The tables of a page or of a piece of one.

    >>> tables_of("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    ((('a', 'b'), ('a', 'c')),)
    """
    tokens = tokens_of(source_of(markup))
    return tables_in(tokens, tokens.body) if tokens.body < len(tokens.tags) else ()


def tables_in(tokens: Tokens, start: int) -> tuple[Rows, ...]:
    """The innermost tables with more than one cell in the element that begins there; tables that only lay out others are passed over."""
    told = (_rows(tokens, *inner) for inner in _innermost(tokens, start, tokens.end_of(start)))
    return tuple(rows for rows in told if sum(len(row) for row in rows) > 1)


@dataclass(slots=True)
class _Cell:
    """A cell's tag and what it holds; `is_parted`: it has paragraphs, which blanks keep apart."""

    tag: str
    texts: list[str] = field(default_factory=list)
    is_parted: bool = False

    @property
    def text(self) -> str:
        """Runs of one paragraph stand together."""
        return " ".join((" " if self.is_parted else "").join(self.texts).split())


def _innermost(tokens: Tokens, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where each table that holds no other begins and ends."""
    opened: int | None = None
    for at in range(start, stop):
        tag = tokens.tags[at]
        if tag == "/table":
            if opened is not None:
                yield opened, at
            opened = None
        elif tag == "table" or tag.startswith("table "):
            opened = at


def _rows(tokens: Tokens, start: int, stop: int) -> Rows:
    rows: list[tuple[str, ...]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in _cells(tokens, start, stop):
        told = _row(row, hanging)
        cells += len(told)
        if cells > _MOST_CELLS:
            break
        if any(told):
            rows.append(told)
    return tuple(rows)


def _cells(tokens: Tokens, start: int, stop: int) -> Iterator[list[_Cell]]:
    """The cells of each row. No cell stands outside a row nor in another cell of its table: the parser sees to that."""
    row: list[_Cell] = []
    cell: _Cell | None = None
    skipped = ""
    for at in range(start, stop):
        tag = tokens.tags[at]
        name = tag.partition(" ")[0]
        if skipped:
            skipped = "" if name == skipped else skipped
        elif name == "td" or name == "th":
            cell = _Cell(tag)
            row.append(cell)
        elif name == "/td" or name == "/th":
            cell = None
        elif name == "/tr":
            yield row
            row, cell = [], None
        elif name in SKIPPED:
            skipped = f"/{name}"
        elif cell is not None and name in _PARTS:
            cell.is_parted = True
        elif cell is not None and name == "a" and (linked := whole_link(tag)):
            cell.texts.append(linked)
        if cell is not None and not skipped and tokens.texts[at]:
            cell.texts.append(plain(tokens.texts[at]))


def _row(row: list[_Cell], hanging: dict[int, tuple[int, str]]) -> tuple[str, ...]:
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
        values, text = values_of(cell.tag) if "span=" in cell.tag else {}, cell.text
        down = _span(values, "rowspan")
        for _ in range(_span(values, "colspan")):
            if down > 1:
                hanging[len(told)] = (down - 1, text)
            told.append(text)
    fill()
    return tuple(told)


def _span(values: dict[str, str], name: str) -> int:
    written = values.get(name, "1").strip() or "1"
    return min(max(int(written), 1), _MOST_SPAN) if written.isascii() and written.isdigit() else 1
