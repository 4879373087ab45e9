"""What stands behind the entries of lists: which articles and files to ask for, and which to look at again."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.events import ColumnRead, SeenEntry
from crawler.fetching import Answer
from crawler.known import KnownColumn
from crawler.ledger import ColumnReading, vanished
from crawler.trip import Tasks, Trip
from rules.units import canonical_address


@dataclass
class Follower:
    """Asks for the publications of one site. failed: addresses that failed in a way that may pass."""

    trip: Trip
    failed: list[str] = field(default_factory=list)

    async def follow(self, entry: SeenEntry, known: KnownColumn | None, tasks: Tasks) -> None:
        """The entry's article, where it is one of ours, new or changed, and of the window."""
        if entry.address in self.trip.asked or not self.trip.may_ask(entry.url):
            return
        before = known.entries.get(entry.address) if known else None
        is_changed = before is not None and (before.title, before.date) != (entry.title, entry.date)
        if self.trip.is_known(entry.url) and not is_changed:
            return
        options = self.trip.options
        if entry.date is None or entry.date >= options.floor or options.wanted(entry.title, entry.date):
            self.trip.asked.add(entry.address)
            await tasks.start(self.ask_article(entry.url, "article"))

    async def follow_missed(self, reading: ColumnReading, known: KnownColumn | None, tasks: Tasks) -> None:
        """Entries behind the pages read, whose articles an earlier run meant to have and has not."""
        if known is None or reading.reached not in ("unchanged", "known"):
            return
        for address, entry in known.entries.items():
            is_missed = address not in reading.entries and address not in self.trip.known.addresses
            if is_missed and self.trip.district.site_of(address) is not None:
                await self.follow(SeenEntry(address, address, entry.title, entry.date, entry.pinned), known, tasks)

    async def visit_vanished(self, read: ColumnRead, known: KnownColumn | None, tasks: Tasks) -> None:
        """What a column no longer lists: is the page withdrawn, or does it still stand?"""
        for address in sorted(vanished(known.entries, read) if known else ()):
            if self.trip.district.site_of(address) is not None and address not in self.trip.asked and address in self.trip.known.addresses:
                self.trip.asked.add(address)
                await tasks.start(self.ask_article(address, "revisit"))

    async def ask_article(self, url: str, role: str) -> None:
        answer = await self.trip.ask(url, role)
        if answer.is_transient:
            self.failed.append(url)
        await self.ask_attachments(answer, afresh=role == "recheck")

    async def ask_attachments(self, answer: Answer, afresh: bool = False) -> None:
        """What a page offers, once each; `afresh`: also what an earlier run has."""
        for attachment in answer.page.attachments if answer.page else ():
            href = attachment.href
            is_known = not afresh and self.trip.is_known(href)
            if canonical_address(href) in self.trip.asked or is_known or not self.trip.may_ask(href, answer.url):
                continue
            if (await self.trip.ask(href, "attachment")).is_transient:
                self.failed.append(href)
