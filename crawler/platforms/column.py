"""Reads a site's columns page by page, and has their entries followed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from crawler.agenda import BUDGET
from crawler.events import ColumnRead
from crawler.fetching import GONE, Answer, Ask
from crawler.health import FEW
from crawler.known import KnownColumn
from crawler.ledger import EMPTIED, Aim, ColumnReading, vanished
from crawler.platforms.columns import ColumnSearch
from crawler.platforms.follow import Follower
from crawler.platforms.pages import ListPages
from crawler.platforms.work import FoundColumn
from crawler.trip import Trip
from crawler.visits import is_turn
from rules.units import Site


@dataclass
class ColumnCrawl:
    """The columns of one site in one run. failed: columns that could not be read, in a way that may pass; settled: ids of those that were
    read on a night without a search."""

    trip: Trip
    site: Site
    search: ColumnSearch
    follower: Follower
    failed: list[FoundColumn] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)

    async def read(self, columns: Iterable[FoundColumn], look: int = 1) -> None:
        for column in columns:
            await self._read_column(column, look)

    async def read_settled(self, columns: Iterable[FoundColumn]) -> None:
        """Those of earlier nights, before any search of this one. A column that no longer shows itself is told of by nobody: what became of
        it shows once its site was searched."""
        for column in columns:
            if await self._read_column(column, look=1, is_settled=True):
                self.settled.add(column.id)

    async def _read_column(self, column: FoundColumn, look: int, is_settled: bool = False) -> bool:
        """Whether it was read, and told."""
        known = await self._known(column)
        reading = ColumnReading(self.site.id, column.id, column.name, column.url, self._aim(known, look), known)
        pages, how = ListPages(self.trip, self.search.as_list), Ask(afresh=look == 2 or self.trip.options.full, column=column.id)
        url: str | None = column.url
        while url is not None:
            first = pages.first_of_known if is_settled else pages.first
            answer = await (first(url, how) if reading.pages == 0 else pages.following(url, how))
            if is_settled and reading.pages == 0 and self._needs_search(answer, known):
                return False
            if answer.page is None or is_elsewhere(self.trip, answer) or self._is_no_column(column, answer, known):
                if answer.reason in GONE:
                    await self.search.look_for_link(column.url)
                self._stop(reading, column, answer)
                break
            seen = len(reading.entries)
            url = reading.take(answer.url, answer.page)
            for entry in islice(reading.entries.values(), seen, None):
                self.follower.follow(entry, reading)
        if reading.reached == "end" and (shortfall := pages.shortfall()):
            reading.fail(shortfall)
        self.follower.follow_missed(reading)
        if reading.reason == EMPTIED and self.trip.is_second_pass and await self._is_cleared(known):
            reading.clear()
        self._try_again_later(column, reading)
        self._tell(replace(reading.result(self.trip.clock(), look), read_from=pages.read_from), known)
        return True

    async def _is_cleared(self, known: KnownColumn | None) -> bool:
        """Whether each of the few publications that stood in a column which shows nothing now is gone itself: they were taken down."""
        addresses = sorted(known.entries) if known is not None else []
        if not 0 < len(addresses) <= FEW:
            return False
        for address in addresses:
            if (await self.trip.ask(address, "revisit")).reason not in GONE:
                return False
        return True

    def _needs_search(self, answer: Answer, known: KnownColumn | None) -> bool:
        """Whether a column's first page no longer shows what it showed; one that never did is no worse for it."""
        page = answer.page
        if page is not None and page.readable and not is_elsewhere(self.trip, answer) and (page.entries or (page.kind == "list" and not _had_entries(known))):
            return False
        return answer.reason in GONE or known is None or known.was_complete

    async def _known(self, column: FoundColumn) -> KnownColumn | None:
        """What earlier runs know of it, its entries loaded for the time of its reading."""
        if (self.site.id, column.id) not in self.trip.known.heads:
            return None
        return await asyncio.to_thread(self.trip.known.column, self.site.id, column.id)

    def _tell(self, read: ColumnRead, known: KnownColumn | None) -> None:
        """Now, or, where it lost entries, once it is known whether the site as a whole can be believed."""
        key = (read.site, read.column)
        standing = known.entries if known else {}
        gone = vanished(standing, read)
        self.trip.standing[key] = len(standing) - len(gone) + sum(entry.address not in standing for entry in read.entries)
        if gone or (read.reached == "removed" and standing):
            self.trip.vanished[key] = tuple(sorted(gone))
            self.trip.hold_back(read)
        else:
            self.trip.held_back.pop(key, None)
            self.trip.tell_column(read)

    def _try_again_later(self, column: FoundColumn, reading: ColumnReading) -> None:
        """A column that had entries and has none now may be out of order for a moment: once more, with what failed."""
        if reading.reason == EMPTIED and not self.trip.is_second_pass and column not in self.failed:
            self.failed.append(column)

    def _stop(self, reading: ColumnReading, column: FoundColumn, answer: Answer) -> None:
        if reading.pages == 0 and (self._is_removed(column, answer) or self._is_no_column(column, answer, reading.known)):
            reading.remove()
        elif is_elsewhere(self.trip, answer):
            reading.fail(f"栏目页转向了别的站点 {answer.url}")
        else:
            reading.fail(answer.fault)
        if answer.reason == BUDGET:
            self.trip.cut_short.add((self.site.id, column.id))
        if answer.is_transient and column not in self.failed:
            self.failed.append(column)

    def _aim(self, known: KnownColumn | None, look: int) -> Aim:
        """A first look goes to the list's end: that a document of any year stands nowhere takes all columns, each to its end."""
        options = self.trip.options
        is_first = known is None or not known.covers(options.floor)
        is_whole = options.full or (known is not None and self._is_turn(known))
        to_end = look == 1 and (is_first or is_whole)
        return Aim(options.floor, to_end=to_end, join=not (is_whole or look == 2), max_pages=options.max_pages)

    def _is_turn(self, known: KnownColumn) -> bool:
        """Whether it is this column's night to be read to its end: sooner where something ever stood that rules look at."""
        crawl, options = self.trip.district.crawl, self.trip.options
        name = f"{known.site} {known.column}"
        if known.is_doubted or is_turn(name, known.read_through, options.night, crawl.full_read_days):
            return True
        is_early = is_turn(name, known.read_through, options.night, crawl.rule_column_days)
        return is_early and any(options.wanted(entry.title, entry.date) for entry in known.entries.values())

    def _is_removed(self, column: FoundColumn, answer: Answer) -> bool:
        """A column that earlier runs found, that answers 404 now, and that nothing links to any more."""
        return answer.reason in GONE and not column.is_declared and self.search.is_unlinked(column.url)

    def _is_no_column(self, column: FoundColumn, answer: Answer, known: KnownColumn | None) -> bool:
        """A link taken for a column only because it could not be read, and now it can: it is a page of another kind."""
        page = answer.page
        never_was = not column.is_declared and (known is None or not (known.was_complete or known.entries))
        return never_was and page is not None and page.readable and page.kind != "list" and not page.entries


def _had_entries(known: KnownColumn | None) -> bool:
    return known is not None and bool(known.entries)


def is_elsewhere(trip: Trip, answer: Answer) -> bool:
    """Whether an address sent us to a page of quite another site."""
    asked, got = (trip.district.site_of(url) for url in (answer.asked, answer.url))
    return (asked.id if asked else None) != (got.id if got else None)
