"""Sites of static list pages: start pages, columns, the entries' articles and their attachments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.events import ColumnRead, SeenEntry, SiteRead
from crawler.fetching import GONE, REFUSED, Answer
from crawler.known import KnownColumn
from crawler.ledger import Aim, ColumnReading, vanished
from crawler.page import Link
from crawler.platforms.columns import ColumnSearch
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site, canonical_address


@dataclass
class StaticSite:
    """The crawl of one site. Afterwards `again` says what failed in a way that may pass."""

    trip: Trip
    site: Site
    search: ColumnSearch = field(init=False)
    failed_columns: list[FoundColumn] = field(default_factory=list)
    failed_pages: list[str] = field(default_factory=list)
    start_failed: bool = False

    def __post_init__(self) -> None:
        self.search = ColumnSearch(self.trip, self.site)

    async def crawl(self) -> None:
        """The whole site, once."""
        starts = [await self.trip.ask_list(url, "start") for url in self.site.start]
        self.start_failed = any(answer.is_transient for answer in starts)
        reason, detail = self._start_fault(starts)
        if not reason:
            await self._find_columns()
            await self._read_columns(list(self.search.columns.values()))
            await self._read_columns(await self._search(self.search.take_loose(self._listed())))
            reason, detail = self._search_fault()
        self._tell_site(reason, detail)

    async def crawl_again(self, look: int) -> None:
        """What failed in a way that may pass, once more."""
        if self.start_failed:
            await self.crawl()
            return
        failed, self.failed_columns = self.failed_columns, []
        pages, self.failed_pages = self.failed_pages, []
        links = [Link(column.url, column.name) for column in failed] if self.site.finds_columns else []
        await self._read_columns([*failed, *await self._search(links)], look)
        async with Tasks() as tasks:
            for url in pages:
                await tasks.start(self._ask_article(url, "article"))

    async def look_again(self) -> None:
        """The second look: every column from its first page, taking nothing earlier for granted."""
        await self._read_columns(list(self.search.columns.values()), look=2)

    async def recheck(self, url: str) -> None:
        """A page that a failing verdict rests on, and what it offers, once more: it may have been mended since."""
        await self._ask_article(url, "recheck")

    @property
    def has_failed(self) -> bool:
        return self.start_failed or bool(self.failed_columns or self.failed_pages)

    def _start_fault(self, answers: Iterable[Answer]) -> tuple[str, str]:
        """Why the site as a whole cannot be searched: (code, Chinese), or two empty strings."""
        for answer in answers:
            if self._is_elsewhere(answer):
                return "redirected_away", f"{answer.asked} 转向了别的站点 {answer.url}"
            if answer.page is None:
                return _site_reason(answer.reason), f"{answer.asked} {answer.detail}"
            if not answer.page.readable:
                return "unreadable", f"{answer.asked} {answer.fault}"
        return "", ""

    def _search_fault(self) -> tuple[str, str]:
        if self.search.is_cut_short:
            return "budget", "本次请求的限额已用完，栏目没有找全"
        return ("", "") if self.search.columns else ("no_columns", "没有找到任何栏目列表页")

    async def _find_columns(self) -> None:
        self.search = ColumnSearch(self.trip, self.site)
        self.search.declare(FoundColumn(c.id, c.name, c.start, is_declared=True) for c in self.site.columns)
        if self.site.finds_columns:
            known = [k for k in self.trip.known.columns.values() if k.site == self.site.id]
            self.search.declare(FoundColumn(k.column, k.name, k.url, is_declared=False) for k in known)
            # The first pages of columns known before are asked for anyway, and their navigation may show new ones.
            first_pages = [Link(column.url, column.name) for column in self.search.columns.values()]
            await self._search([*(Link(url, "") for url in self.site.start), *first_pages])

    async def _search(self, links: list[Link]) -> list[FoundColumn]:
        """Follows links, and has what publications met on the way offer; the columns found by it."""
        before = set(self.search.columns)
        await self.search.run(links)
        for article in self.search.take_articles():
            await self._ask_attachments(article)
        self.failed_pages += self.search.failed
        self.search.failed = []
        return [column for key, column in self.search.columns.items() if key not in before]

    def _listed(self) -> set[str]:
        """What this site's columns list, as far as is known: the reading of columns decides which of it to ask for."""
        known = (k for k in self.trip.known.columns.values() if k.site == self.site.id)
        read = (r for r in self.trip.columns.values() if r.site == self.site.id)
        return {address for k in known for address in k.entries} | {e.address for r in read for e in r.entries}

    async def _read_columns(self, columns: Iterable[FoundColumn], look: int = 1) -> None:
        async with Tasks() as tasks:
            for column in columns:
                await self._read_column(column, look, tasks)

    async def _read_column(self, column: FoundColumn, look: int, tasks: Tasks) -> None:
        known = self.trip.known.columns.get((self.site.id, column.id))
        reading = ColumnReading(self.site.id, column.id, column.name, column.url, self._aim(known, look), known)
        url: str | None = column.url
        while url is not None:
            answer = await self._ask_page(url, reading.pages)
            if answer.page is None or self._is_elsewhere(answer) or self._is_no_column(column, answer, known):
                self._stop(reading, column, answer, known)
                break
            seen = len(reading.entries)
            url = reading.take(answer.url, answer.page)
            for entry in list(reading.entries.values())[seen:]:
                await self._follow(entry, known, tasks)
        await self._follow_missed(reading, known, tasks)
        read = reading.result(self.trip.clock(), look)
        self.trip.tell_column(read)
        await self._visit_vanished(read, known, tasks)

    def _stop(self, reading: ColumnReading, column: FoundColumn, answer: Answer, known: KnownColumn | None) -> None:
        if reading.pages == 0 and (self._is_removed(column, answer) or self._is_no_column(column, answer, known)):
            reading.remove()
        elif self._is_elsewhere(answer):
            reading.fail(f"栏目页转向了别的站点 {answer.url}")
        else:
            reading.fail(answer.fault)
        if answer.is_transient and column not in self.failed_columns:
            self.failed_columns.append(column)

    async def _ask_page(self, url: str, pages: int) -> Answer:
        """Page 1 may have been read already while columns were looked for."""
        return await self.trip.ask_list(url, "list") if pages == 0 else await self.trip.ask(url, "list")

    def _aim(self, known: KnownColumn | None, look: int) -> Aim:
        options = self.trip.options
        is_first = known is None or not known.covers(options.floor)
        afresh = options.full or look == 2
        return Aim(options.floor, to_end=look == 1 and (is_first or options.full), join=not afresh, max_pages=options.max_pages)

    def _is_elsewhere(self, answer: Answer) -> bool:
        """Whether an address sent us to a page of quite another site."""
        asked, got = (self.trip.district.site_of(url) for url in (answer.asked, answer.url))
        return (asked.id if asked else None) != (got.id if got else None)

    def _is_removed(self, column: FoundColumn, answer: Answer) -> bool:
        """A column that earlier runs found, that answers 404 now, and that nothing links to any more."""
        return answer.reason in GONE and not column.is_declared and self.search.is_unlinked(column.url)

    def _is_no_column(self, column: FoundColumn, answer: Answer, known: KnownColumn | None) -> bool:
        """A link taken for a column only because it could not be read, and now it can: it is a page of another kind."""
        page = answer.page
        never_was = not column.is_declared and (known is None or not (known.was_complete or known.entries))
        return never_was and page is not None and page.readable and page.kind != "list" and not page.entries

    async def _follow(self, entry: SeenEntry, known: KnownColumn | None, tasks: Tasks) -> None:
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
            await tasks.start(self._ask_article(entry.url, "article"))

    async def _follow_missed(self, reading: ColumnReading, known: KnownColumn | None, tasks: Tasks) -> None:
        """Entries behind the pages read, whose articles an earlier run meant to have and has not."""
        if known is None or reading.reached not in ("unchanged", "known"):
            return
        for address, entry in known.entries.items():
            is_missed = address not in reading.entries and address not in self.trip.known.addresses
            if is_missed and self.trip.district.site_of(address) is not None:
                await self._follow(SeenEntry(address, address, entry.title, entry.date, entry.pinned), known, tasks)

    async def _visit_vanished(self, read: ColumnRead, known: KnownColumn | None, tasks: Tasks) -> None:
        """What a column no longer lists: is the page withdrawn, or does it still stand?"""
        for address in sorted(vanished(known.entries, read) if known else ()):
            if self.trip.district.site_of(address) is not None and address not in self.trip.asked and address in self.trip.known.addresses:
                self.trip.asked.add(address)
                await tasks.start(self._ask_article(address, "revisit"))

    async def _ask_article(self, url: str, role: str) -> None:
        answer = await self.trip.ask(url, role)
        if answer.is_transient:
            self.failed_pages.append(url)
        await self._ask_attachments(answer, afresh=role == "recheck")

    async def _ask_attachments(self, answer: Answer, afresh: bool = False) -> None:
        """What a page offers, once each; `afresh`: also what an earlier run has."""
        for attachment in answer.page.attachments if answer.page else ():
            href = attachment.href
            is_known = not afresh and self.trip.is_known(href)
            if canonical_address(href) in self.trip.asked or is_known or not self.trip.may_ask(href, answer.url):
                continue
            if (await self.trip.ask(href, "attachment")).is_transient:
                self.failed_pages.append(href)

    def _tell_site(self, reason: str, detail: str) -> None:
        units = self.trip.district.units_of_site(self.site.id)
        reached = not reason or reason == "no_columns"
        is_named = self.site.id in self.trip.named or self.site.id in self.trip.known.named or (reached and not units)
        self.trip.tell_site(SiteRead(self.trip.clock(), self.site.id, reached, is_named, reason, detail))


def _site_reason(reason: str) -> str:
    if reason in REFUSED:
        return "refused"
    if reason in GONE:
        return "missing"
    return reason if reason in ("truncated", "too_large", "budget") else "site_down"
