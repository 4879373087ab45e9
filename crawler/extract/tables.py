"""Tables of the text as rows of cells, spans filled in; the only user of BeautifulSoup."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_MOST_SPAN = 100
_MOST_CELLS = 200_000

Rows = tuple[tuple[str, ...], ...]


def tables_of(markup: str) -> tuple[Rows, ...]:
    """The innermost tables with more than one cell; tables that only lay out others are passed over.

    >>> tables_of("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    ((('a', 'b'), ('a', 'c')),)
    """
    soup = BeautifulSoup(markup, "lxml")
    found = []
    for table in soup.find_all("table"):
        if table.find("table") is None:
            rows = _rows(table)
            if sum(len(row) for row in rows) > 1:
                found.append(rows)
    return tuple(found)


def _rows(table: Tag) -> Rows:
    rows: list[tuple[str, ...]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in table.find_all("tr"):
        told = _row(row, hanging)
        cells += len(told)
        if cells > _MOST_CELLS:
            break
        if any(told):
            rows.append(told)
    return tuple(rows)


def _row(row: Tag, hanging: dict[int, tuple[int, str]]) -> tuple[str, ...]:
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

    for cell in row.find_all(("td", "th"), recursive=False):
        fill()
        text = _text(cell)
        down = _span(cell, "rowspan")
        for _ in range(_span(cell, "colspan")):
            if down > 1:
                hanging[len(told)] = (down - 1, text)
            told.append(text)
    fill()
    return tuple(told)


def _text(cell: Tag) -> str:
    """Paragraphs of a cell parted by blanks, runs of one paragraph not."""
    if len(cell.contents) == 1 and isinstance(cell.contents[0], NavigableString):
        return " ".join(cell.contents[0].split())
    return " ".join(cell.get_text(" " if cell.find(("p", "br", "div")) else "").split())


def _span(cell: Tag, name: str) -> int:
    written = str(cell.attrs.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPAN) if written.isascii() and written.isdigit() else 1
