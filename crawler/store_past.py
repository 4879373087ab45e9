"""What the store knew at one time, asked for piece by piece: pages and list entries by address, by content, by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, func, select

from crawler import tables as t
from crawler.events import NO_PAGES
from crawler.seen import UNREAD, ColumnLook, Failure, Listed, SeenPage, Stood
from crawler.store_histories import CHUNK, CaptureRow, Past, histories, in_chunks, moved_addresses, refused_payloads
from crawler.store_looks import Looks, looks_that_count
from crawler.store_snapshot import column_look, column_order, failure, in_order, is_answered_after, is_simulated, listed_entry, readings, seen_page
from crawler.store_standing import Asked, is_ahead, standing

UNREAD_BEFORE = "read:{}"
"""Mark: up to this capture all that a reader could read was read."""


class StoredPast:
    """A time in the store. Every answer is the one the whole snapshot of that time (store_snapshot.build) holds."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.known_at = past.known_at
        self._last_complete: dict[tuple[tuple[str, str], int | None], tuple[int, datetime] | None] = {}

    @cached_property
    def simulated(self) -> bool:
        return is_simulated(self.past.connection, self.known_at)

    @cached_property
    def looks(self) -> Looks:
        return looks_that_count(self.past)

    @cached_property
    def _refused(self) -> frozenset[str]:
        return refused_payloads(self.past)

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Addresses that send on to another, with where they lie now."""
        return moved_addresses(self.past, self._refused)

    @cached_property
    def _moved_to(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for source, target in self.moved.items():
            found[target].append(source)
        return {target: tuple(sorted(sources)) for target, sources in found.items()}

    def names_of(self, address: str) -> tuple[str, ...]:
        """An address with those that moved to it."""
        return (address, *self._moved_to.get(address, ()))

    def pages(self, addresses: Iterable[str], without: Collection[str] = ()) -> dict[str, SeenPage]:
        """What stands at some addresses, where something was read or could be. without: fields of pages that nobody will ask for."""
        return self.pages_listed(addresses, self.entries_at(addresses), without)

    def pages_listed(self, addresses: Iterable[str], listed: Mapping[str, tuple[Listed, ...]], without: Collection[str] = ()) -> dict[str, SeenPage]:
        """The same, where the entries that lead to these addresses are at hand."""
        known = histories(self.past, self._refused, addresses)
        good = {address: history for address, history in known.items() if history.good is not None}
        read = readings(self.past, (history.good.sha256 for history in good.values()), without)
        pages = {address: seen_page(address, history, read, self.moved) for address, history in sorted(good.items())}
        stood = self.stood(page for page in pages.values() if is_ahead(page, _last_day(listed.get(page.address, ()))))
        return pages | {address: replace(pages[address], stood=told) for address, told in stood.items()}

    def stood(self, pages: Iterable[SeenPage]) -> dict[str, Stood | None]:
        """What earlier captures prove of some pages; `pages` tells it of those that claim a later day than their first capture's."""
        return standing(self.past.connection, Asked(self.known_at, self.past.reader), pages)

    def all_pages(self) -> Iterator[SeenPage]:
        """Every page in order of address, some at a time."""
        for some in in_chunks(self._rows_of(select(t.capture.c.address).distinct())):
            yield from self.pages(some).values()

    def where_read(self, contents: Iterable[str]) -> frozenset[str]:
        """The addresses that once answered with one of these contents, as this version of the reader reads them."""
        return self._where(t.reading.c.content_sha256, contents)

    def where_readings(self, ids: Iterable[int]) -> frozenset[str]:
        """The addresses that once answered with the payloads of some readings."""
        return self._where(t.reading.c.id, ids)

    def _where(self, column: CaptureRow, values: Iterable[CaptureRow]) -> frozenset[str]:
        c, r = t.capture.c, t.reading.c
        query = select(c.address).distinct().join_from(t.reading, t.capture, r.sha256 == c.sha256)
        query = query.where(r.reader == self.past.reader, c.at <= self.known_at)
        return frozenset(address for some in in_chunks(values) for address in self._rows_of(query.where(column.in_(some))))

    def where_listed(self, ids: Iterable[int]) -> frozenset[str]:
        """The addresses of the entries that some rows of the listing table were at that time."""
        c = t.listing.c
        found = (a for some in in_chunks(ids) for a in self._rows_of(select(c.address).where(c.id.in_(some), *self._is_valid())))
        return frozenset(self.moved.get(address, address) for address in found)

    def entries_at(self, addresses: Iterable[str]) -> dict[str, tuple[Listed, ...]]:
        """The entries that lead to some addresses, now; in the snapshot's order."""
        wanted = frozenset(addresses)
        found: dict[str, list[Listed]] = defaultdict(list)
        for some in in_chunks(name for address in wanted for name in self.names_of(address)):
            for entry in self._listed(t.listing.c.address.in_(some)):
                found[entry.address].append(entry)
        return {address: in_order(found[address]) for address in sorted(wanted & found.keys())}

    def entries_in(self, site: str, column: str) -> tuple[Listed, ...]:
        """What ever stood in a column."""
        c = t.listing.c
        return in_order(self._listed(c.site == site, c.column == column))

    def looks_at(self, site: str, column: str, reached: Collection[str]) -> tuple[ColumnLook, ...]:
        """All looks at a column that ended in one of these ways, in order of time."""
        c = t.column_look.c
        query = select(t.column_look).where(c.site == site, c.column == column, c.reached.in_(reached), c.at <= self.known_at)
        return tuple(column_look(row) for row in sorted(self.past.connection.execute(query), key=column_order))

    def looks_on(self, site: str, column: str, at: datetime) -> tuple[ColumnLook, ...]:
        """The looks at a column at one time."""
        c = t.column_look.c
        query = select(t.column_look).where(c.site == site, c.column == column, c.at == at, c.at <= self.known_at)
        return tuple(column_look(row) for row in sorted(self.past.connection.execute(query), key=column_order))

    def all_entries(self) -> Iterator[Listed]:
        """Every entry, column by column in order."""
        c = t.listing.c
        columns = sorted((row[0], row[1]) for row in self.past.connection.execute(select(c.site, c.column).distinct()))
        for site, column in columns:
            yield from self.entries_in(site, column)

    def _listed(self, *where: ColumnElement[bool]) -> Iterator[Listed]:
        query = select(t.listing).where(*where, *self._is_valid()).order_by(t.listing.c.id)
        for row in self.past.connection.execute(query).all():
            yield listed_entry(row, self.known_at, self.moved, self._complete_before)

    def _is_valid(self) -> tuple[ColumnElement[bool], ...]:
        c = t.listing.c
        return (c.valid_from <= self.known_at, c.valid_to.is_(None) | (c.valid_to > self.known_at))

    def _complete_before(self, column: tuple[str, str], first: int, until: int | None) -> datetime | None:
        if (column, until) not in self._last_complete:
            c = t.column_look.c
            query = select(c.id, c.at).where(c.site == column[0], c.column == column[1], c.complete, c.at <= self.known_at)
            query = query if until is None else query.where(c.id < until)
            row = self.past.connection.execute(query.order_by(c.id.desc()).limit(1)).first()
            self._last_complete[column, until] = (row.id, row.at) if row is not None else None
        found = self._last_complete[column, until]
        return found[1] if found is not None and found[0] >= first else None

    def failures(self) -> tuple[Failure, ...]:
        """Per address that never gave a good answer the last failure, where nothing definite was answered after it."""
        c = t.failure.c
        last = select(func.max(c.id)).where(c.at <= self.known_at).group_by(c.address)
        rows = self.past.connection.execute(select(t.failure).where(c.id.in_(last))).all()
        known = histories(self.past, self._refused, (row.address for row in rows))
        return tuple(failure(row) for row in sorted(rows, key=lambda row: row.address) if _is_open(known.get(row.address), row))

    def unread(self) -> tuple[SeenPage, ...]:
        """The pages that this version of the reader has not read."""
        m = t.mark.c
        before = self.past.connection.execute(select(m.last_id).where(m.what == UNREAD_BEFORE.format(self.past.reader))).scalar() or 0
        query = select(t.capture.c.address).distinct().where(t.capture.c.id > before, *is_unread(self.past.reader))
        return tuple(page for some in in_chunks(self._rows_of(query), CHUNK) for page in self.pages(some).values() if page.page == UNREAD)

    def _rows_of(self, query: CaptureRow) -> list[CaptureRow]:
        return list(self.past.connection.execute(query).scalars().all())


def _last_day(entries: Iterable[Listed]) -> date | None:
    return max((entry.date for entry in entries if entry.date is not None), default=None)


def is_unread(reader: str) -> tuple[ColumnElement[bool], ...]:
    """Of captures: good answers of which a reader has no reading."""
    c, r = t.capture.c, t.reading.c
    is_good = (c.status == 200) | ((c.status == 304) & (c.held_file != ""))
    return (is_good, c.role.not_in(NO_PAGES), ~select(r.id).where(r.sha256 == c.sha256, r.reader == reader).exists())


def _is_open(history: CaptureRow, row: CaptureRow) -> bool:
    return (history is None or history.good is None) and not is_answered_after(history, row)
