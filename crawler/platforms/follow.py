"""What stands behind the entries of lists: which articles and files to ask for, and which to look at again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.addresses import host_of
from crawler.agenda import Planned
from crawler.events import SeenEntry
from crawler.fetching import Answer, Ask
from crawler.known import KnownColumn
from crawler.ledger import ColumnReading
from crawler.trip import Trip
from rules.units import canonical_address

OFFSITE, EARLIER, HELD, PLANNED = "站外", "早于检查范围", "已有", "本次已安排"
"""Why an entry is not followed."""


@dataclass
class Follower:
    """Asks for the publications of one site. failed: addresses that failed in a way that may pass."""

    trip: Trip
    failed: list[str] = field(default_factory=list)

    def follow(self, entry: SeenEntry, reading: ColumnReading) -> None:
        """Puts the entry's article on the agenda, where it is one of ours, new or changed, and of the window; else the column says why not."""
        reason = self._reason_against(entry, reading.known)
        if reason:
            reading.skipped[reason] += 1
            return
        self.trip.asked.add(entry.address)
        planned = Planned(entry.url, reading.site, reading.column, self.ask_article)
        self.trip.agenda.plan(host_of(entry.url), planned, self._rank(entry))

    def follow_missed(self, reading: ColumnReading) -> None:
        """Entries behind the pages read, whose articles an earlier run meant to have and has not."""
        known = reading.known
        if known is None or reading.reached not in ("unchanged", "known"):
            return
        behind, shown = Counter[str](), reading.skipped
        reading.skipped = behind
        for address, entry in known.entries.items():
            is_missed = address not in reading.entries and not self.trip.known.knows(address)
            if is_missed and self.trip.district.site_of(address) is not None:
                self.follow(SeenEntry(address, address, entry.title, entry.date, entry.pinned), reading)
        reading.skipped = shown

    async def ask_article(self, url: str, role: str, column: str = "") -> None:
        how = Ask(afresh=role == "recheck", column=column)
        answer = await self.trip.ask(url, role, how)
        self._note(url, answer)
        await self.ask_attachments(answer, how, afresh=role == "recheck")

    async def ask_attachments(self, answer: Answer, how: Ask | None = None, afresh: bool = False) -> None:
        """What a page offers, once each; `afresh`: also what an earlier run has."""
        asked = 0
        for attachment in answer.page.attachments if answer.page else ():
            href = attachment.href
            is_known = not afresh and self.trip.is_known(href)
            if canonical_address(href) in self.trip.asked or is_known or not self.trip.may_ask(href, answer.url):
                continue
            asked += 1
            self._note(href, await self.trip.ask(href, "attachment", how or Ask()))
        if answer.page is not None:
            self.trip.agenda.note_page(host_of(answer.url), asked)

    def _note(self, url: str, answer: Answer) -> None:
        site = self.trip.district.site_of(url)
        self.trip.agenda.note(host_of(url), site.id if site else "", answer)
        if answer.is_transient:
            self.failed.append(url)

    def _reason_against(self, entry: SeenEntry, known: KnownColumn | None) -> str:
        if entry.address in self.trip.asked:
            return PLANNED
        if not self.trip.may_ask(entry.url):
            return OFFSITE
        before = known.entries.get(entry.address) if known else None
        is_changed = before is not None and (before.title, before.date) != (entry.title, entry.date)
        if self.trip.is_known(entry.url) and not is_changed:
            return HELD
        options = self.trip.options
        is_of_window = entry.date is None or entry.date >= options.floor
        return "" if is_of_window or options.wanted(entry.title, entry.date) else EARLIER

    def _rank(self, entry: SeenEntry) -> int:
        options = self.trip.options
        if not options.wanted(entry.title, entry.date):
            return 2
        return 0 if entry.date is None or entry.date >= options.floor else 1
