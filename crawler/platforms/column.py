"""Reads a site's columns page by page, and has their entries followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.fetching import GONE, Answer
from crawler.known import KnownColumn
from crawler.ledger import Aim, ColumnReading
from crawler.platforms.columns import ColumnSearch
from crawler.platforms.follow import Follower
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site


@dataclass
class ColumnCrawl:
    """The columns of one site in one run. failed: columns that could not be read, in a way that may pass."""

    trip: Trip
    site: Site
    search: ColumnSearch
    follower: Follower
    failed: list[FoundColumn] = field(default_factory=list)

    async def read(self, columns: Iterable[FoundColumn], look: int = 1) -> None:
        async with Tasks() as tasks:
            for column in columns:
                await self._read_column(column, look, tasks)

    async def _read_column(self, column: FoundColumn, look: int, tasks: Tasks) -> None:
        known = self.trip.known.columns.get((self.site.id, column.id))
        reading = ColumnReading(self.site.id, column.id, column.name, column.url, self._aim(known, look), known)
        url: str | None = column.url
        while url is not None:
            answer = await self._ask_page(url, reading.pages)
            if answer.page is None or is_elsewhere(self.trip, answer) or self._is_no_column(column, answer, known):
                self._stop(reading, column, answer, known)
                break
            seen = len(reading.entries)
            url = reading.take(answer.url, answer.page)
            for entry in list(reading.entries.values())[seen:]:
                await self.follower.follow(entry, known, tasks)
        await self.follower.follow_missed(reading, known, tasks)
        read = reading.result(self.trip.clock(), look)
        self.trip.tell_column(read)
        await self.follower.visit_vanished(read, known, tasks)

    def _stop(self, reading: ColumnReading, column: FoundColumn, answer: Answer, known: KnownColumn | None) -> None:
        if reading.pages == 0 and (self._is_removed(column, answer) or self._is_no_column(column, answer, known)):
            reading.remove()
        elif is_elsewhere(self.trip, answer):
            reading.fail(f"栏目页转向了别的站点 {answer.url}")
        else:
            reading.fail(answer.fault)
        if answer.is_transient and column not in self.failed:
            self.failed.append(column)

    async def _ask_page(self, url: str, pages: int) -> Answer:
        """Page 1 may have been read already while columns were looked for."""
        return await self.trip.ask_list(url, "list") if pages == 0 else await self.trip.ask(url, "list")

    def _aim(self, known: KnownColumn | None, look: int) -> Aim:
        options = self.trip.options
        is_first = known is None or not known.covers(options.floor)
        afresh = options.full or look == 2
        return Aim(options.floor, to_end=look == 1 and (is_first or options.full), join=not afresh, max_pages=options.max_pages)

    def _is_removed(self, column: FoundColumn, answer: Answer) -> bool:
        """A column that earlier runs found, that answers 404 now, and that nothing links to any more."""
        return answer.reason in GONE and not column.is_declared and self.search.is_unlinked(column.url)

    def _is_no_column(self, column: FoundColumn, answer: Answer, known: KnownColumn | None) -> bool:
        """A link taken for a column only because it could not be read, and now it can: it is a page of another kind."""
        page = answer.page
        never_was = not column.is_declared and (known is None or not (known.was_complete or known.entries))
        return never_was and page is not None and page.readable and page.kind != "list" and not page.entries


def is_elsewhere(trip: Trip, answer: Answer) -> bool:
    """Whether an address sent us to a page of quite another site."""
    asked, got = (trip.district.site_of(url) for url in (answer.asked, answer.url))
    return (asked.id if asked else None) != (got.id if got else None)
