"""What addresses answered up to a time: their captures, folded in order; and where what moved lies now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, literal_column, select

from crawler import tables as t
from crawler.events import NO_PAGES
from crawler.seen import Archived
from rules.units import canonical_address

CaptureRow = Any
"""A row of the capture table; it does not leave the stores."""
CHUNK = 500
_GONE = (404, 410)
_HOPS = 10
_STREAMED = 5000


@dataclass(frozen=True)
class Past:
    """A time, that instant included, and the reader whose readings count, on a connection whose transaction the caller holds."""

    connection: Connection
    known_at: datetime
    reader: str


@dataclass
class History:
    """The captures of one address, folded in their order. good: the last answer that held a page."""

    last: CaptureRow
    good: CaptureRow = None
    first_good_at: datetime | None = None
    withdrawn_on: datetime | None = None

    @property
    def archived(self) -> Archived:
        """Where the payload lies: of a revisit, in the record that it points at."""
        row = self.good
        return Archived(row.held_file, row.held_offset) if row.held_file else Archived(row.file, row.offset)


def in_chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Distinct values in order, so many at a time: a database takes only so many in one question."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def histories(past: Past, refused: frozenset[str], addresses: Iterable[str] | None = None) -> dict[str, History]:
    """By address what it answered; of all addresses where none are named. A page that refuses to show itself is no answer of the address."""
    found: dict[str, History] = {}
    for row in _captures(past, addresses):
        if row.sha256 in refused:
            continue
        history = found.get(row.address)
        if history is None:
            history = found[row.address] = History(row)
        _fold(history, row)
    return found


def _captures(past: Past, addresses: Iterable[str] | None) -> Iterator[CaptureRow]:
    c = t.capture.c
    query = select(c.run, c.seq, c.at, c.url, c.address, c.site, c.status, c.sha256, c.location, c.file, c.offset, c.held_file, c.held_offset)
    query = query.where(c.at <= past.known_at, c.role.not_in(NO_PAGES)).order_by(c.id)
    if addresses is None:
        yield from past.connection.execute(query.execution_options(yield_per=_STREAMED))
        return
    for some in in_chunks(addresses):
        yield from past.connection.execute(query.where(c.address.in_(some))).all()


def _fold(history: History, row: CaptureRow) -> None:
    history.last = row
    if row.status == 200 or (row.status == 304 and row.held_file):  # a 304 that nobody asked for holds nothing
        history.good = row
        history.first_good_at = history.first_good_at or row.at
        history.withdrawn_on = None
    elif row.status in _GONE and history.good is not None:
        history.withdrawn_on = history.withdrawn_on or row.at


def refused_payloads(past: Past) -> frozenset[str]:
    """Payloads in which a site says that it does not show the page (a firewall, a login, an error); an empty shell is a page of its own."""
    c = t.reading.c
    # Written out, so that the index of refusals alone is used: `refusal` lies behind the page's text.
    query = select(c.sha256).where(c.reader == past.reader, c.refusal != literal_column("''"), c.refusal != "shell")
    return frozenset(past.connection.execute(query).scalars())


def start_addresses(past: Past) -> frozenset[str]:
    """The addresses of start pages."""
    c = t.capture.c
    query = select(c.address).distinct().where(c.role == literal_column("'start'"), c.at <= past.known_at)
    return frozenset(past.connection.execute(query).scalars())


def moved_addresses(past: Past, refused: frozenset[str]) -> dict[str, str]:
    """All of `moved_among`, found from the answers that name another place."""
    c = t.capture.c
    sending = select(c.address).distinct().where(c.location != literal_column("''"), c.at <= past.known_at)
    found = histories(past, refused, past.connection.execute(sending).scalars())
    targets = {canonical_address(h.last.location) for h in found.values() if h.last.location}
    found |= histories(past, refused, targets - set(found))
    return moved_among(found, start_addresses(past))


def moved_among(found: Mapping[str, History], starts: frozenset[str]) -> dict[str, str]:
    """Addresses whose last answer sends on to another, with where the chain ends (in a good answer). What sends on to a home page has
    not moved there: it is gone, or refused."""
    moved = {}
    for address in found:
        target = address
        for _ in range(_HOPS):
            history = found.get(target)
            if history is None or not history.last.location or canonical_address(history.last.location) == target:
                break
            target = canonical_address(history.last.location)
        if target != address and target not in starts and (end := found.get(target)) and end.good is not None:
            moved[address] = target
    return moved
