"""The crawl of one site, whatever its kind: start pages, columns, the entries' articles and their attachments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.events import SiteRead
from crawler.fetching import GONE, REFUSED, Answer
from crawler.page import Link
from crawler.platforms.column import ColumnCrawl, is_elsewhere
from crawler.platforms.columns import ColumnSearch
from crawler.platforms.follow import Follower
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site


@dataclass
class SiteCrawl:
    """One site in one run. Afterwards `has_failed` says whether something failed in a way that may pass."""

    trip: Trip
    site: Site
    search: ColumnSearch = field(init=False)
    follower: Follower = field(init=False)
    columns: ColumnCrawl = field(init=False)
    start_failed: bool = False

    def __post_init__(self) -> None:
        self.search = ColumnSearch(self.trip, self.site)
        self.follower = Follower(self.trip)
        self.columns = ColumnCrawl(self.trip, self.site, self.search, self.follower)

    async def crawl(self) -> None:
        """The whole site, once."""
        starts = [await self.trip.ask_list(url, "start") for url in self.site.start]
        self.start_failed = any(answer.is_transient for answer in starts)
        reason, detail = self._start_fault(starts)
        if not reason:
            await self._find_columns()
            await self.columns.read(list(self.search.columns.values()))
            await self.columns.read(await self._search(self.search.take_loose(self._listed())))
            reason, detail = self._search_fault()
        self._tell_site(reason, detail)

    async def crawl_again(self, look: int) -> None:
        """What failed in a way that may pass, once more."""
        if self.start_failed:
            await self.crawl()
            return
        failed, self.columns.failed = self.columns.failed, []
        pages, self.follower.failed = self.follower.failed, []
        links = [Link(column.url, column.name) for column in failed] if self.site.finds_columns else []
        await self.columns.read([*failed, *await self._search(links)], look)
        async with Tasks() as tasks:
            for url in pages:
                await tasks.start(self.follower.ask_article(url, "article"))

    async def look_again(self) -> None:
        """The second look: every column from its first page, taking nothing earlier for granted."""
        await self.columns.read(list(self.search.columns.values()), look=2)

    async def recheck(self, url: str) -> None:
        """A page that a failing verdict rests on, and what it offers, once more: it may have been mended since."""
        await self.follower.ask_article(url, "recheck")

    def take_up(self, url: str) -> None:
        """An address earlier runs meant to have is asked for with what failed in this one."""
        self.follower.failed.append(url)

    @property
    def has_failed(self) -> bool:
        return self.start_failed or bool(self.columns.failed or self.follower.failed)

    def _start_fault(self, answers: Iterable[Answer]) -> tuple[str, str]:
        """Why the site as a whole cannot be searched: (code, Chinese), or two empty strings."""
        for answer in answers:
            if is_elsewhere(self.trip, answer):
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
        self.search = self.columns.search = ColumnSearch(self.trip, self.site)
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
            await self.follower.ask_attachments(article)
        self.follower.failed += self.search.failed
        self.search.failed = []
        return [column for key, column in self.search.columns.items() if key not in before]

    def _listed(self) -> set[str]:
        """What this site's columns list, as far as is known: the reading of columns decides which of it to ask for."""
        known = (k for k in self.trip.known.columns.values() if k.site == self.site.id)
        read = (r for r in self.trip.columns.values() if r.site == self.site.id)
        return {address for k in known for address in k.entries} | {e.address for r in read for e in r.entries}

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
