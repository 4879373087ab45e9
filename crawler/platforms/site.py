"""The crawl of one site, whatever its kind: start pages, columns, the entries' articles and their attachments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.addresses import column_key
from crawler.events import SiteRead
from crawler.fetching import MISSING, REFUSED, Answer
from crawler.page import Link
from crawler.platforms.bounds import CUT_OFF, Bounds
from crawler.platforms.column import ColumnCrawl, is_elsewhere
from crawler.platforms.columns import SETTLED_AFTER, ColumnSearch
from crawler.platforms.follow import Follower
from crawler.platforms.kinds import PLATFORMS, Platform
from crawler.platforms.leading import MARK
from crawler.platforms.maps import sitemap_links
from crawler.platforms.pages import FEED
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from crawler.visits import is_turn
from rules.units import Site, canonical_address

NO_COLUMNS = "no_columns"
SETTLED = "栏目都已知道，并且照常回答；本夜没有另找新栏目"


@dataclass
class SiteCrawl:
    """One site in one run. Afterwards `has_failed` says whether something failed in a way that may pass."""

    trip: Trip
    site: Site
    bounds: Bounds
    search: ColumnSearch = field(init=False)
    follower: Follower = field(init=False)
    columns: ColumnCrawl = field(init=False)
    start_failed: bool = False

    def __post_init__(self) -> None:
        self.search = ColumnSearch(self.trip, self.site, self.platform)
        self.follower = Follower(self.trip)
        self.columns = ColumnCrawl(self.trip, self.site, self.search, self.follower)

    @property
    def platform(self) -> Platform:
        return PLATFORMS[self.site.platform]

    async def crawl(self) -> None:
        """The whole site, once. Where its columns are known, and all of them show themselves, it is searched each few nights alone."""
        if self._is_settled():
            self._declare()
            await self.columns.read_settled(list(self.search.columns.values()))
            if len(self.columns.settled) == len(self.search.columns):
                self._tell_site("", SETTLED)
                return
        reason, detail = await self.find()
        if not reason:
            await self.columns.read([column for column in self.search.columns.values() if column.id not in self.columns.settled])
            await self.columns.read(await self._search(self.search.take_loose(self.trip.is_listed)))
            await self.columns.read(await self.find_feeds())
            reason, detail = self.search_fault()
        self._tell_site(reason, detail)

    async def find(self) -> tuple[str, str]:
        """Looks for the columns. Why that cannot be, as (code, Chinese), or two empty strings."""
        starts = [await self.trip.ask_list(url, "start") for url in self.site.start]
        beside = [await self.trip.ask_list(url, "start") for url in self.platform.starts(self.site)]
        self.start_failed = any(answer.is_transient for answer in (*starts, *beside))
        reason, detail = self._start_fault((*starts, *beside))
        if not reason:
            await self._find_columns(beside)
        return reason, detail

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
        """The second look: columns are looked for anew, and every one is read from its first page, taking nothing earlier for granted."""
        if self.site.finds_columns:
            self.search.begin_afresh()
            await self._search([Link(url, "") for url in self.site.start])
            await self._search(self.search.take_loose(self.trip.is_listed))
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

    def search_fault(self) -> tuple[str, str]:
        """Why not all was found, as (code, Chinese), or two empty strings."""
        if self.search.is_cut_short:
            return "budget", "本次请求的限额已用完，栏目没有找全"
        if self.site.id in self.bounds.cut_off:
            return CUT_OFF, "找栏目时请求的地址到了 max_pages 的上限，疑为陷阱，没有找全"
        return ("", "") if self.search.columns else (NO_COLUMNS, "没有找到任何栏目列表页")

    def _is_settled(self) -> bool:
        """Whether tonight can do without a search: several found all columns, the last look was sound, and it is not this site's turn."""
        known, options, every = self.trip.known, self.trip.options, self.trip.district.crawl.column_search_days
        searched = [known.starts.get(canonical_address(url)) for url in self.site.start]
        heads, times = known.heads_of(self.site.id), len(known.sizes.get(self.site.id, ()))
        if options.full or self.start_failed or self.site.id not in known.sound or times < SETTLED_AFTER or not heads:
            return False
        # What a page shows beside the site's navigation only a search tells.
        if None in searched or any(head.column.endswith(MARK) for head in heads):
            return False
        return not is_turn(self.site.id, min(day for day in searched if day), options.night, every)

    def _declare(self) -> None:
        """Begins the search anew with the columns that need no finding."""
        self.search = self.columns.search = ColumnSearch(self.trip, self.site, self.platform)
        self.search.declare(FoundColumn(c.id, c.name, c.start, is_declared=True) for c in self.site.columns)
        if self.site.finds_columns:
            self.search.declare(FoundColumn(k.column, k.name, k.url, is_declared=False) for k in self.trip.known.heads_of(self.site.id))

    async def _find_columns(self, beside: Iterable[Answer]) -> None:
        self._declare()
        if not self.site.finds_columns:
            return
        # The first pages of columns known before are asked for anyway, and their navigation may show new ones.
        first_pages = [Link(column.url, column.name) for column in self.search.columns.values()]
        for answer in beside:
            self.search.take(Link(answer.asked, ""), answer)
        await self._search([Link(url, "") for url in self.site.start])
        if self._uses_maps():
            self.search.offer(await sitemap_links(self.trip, self.site))
        await self._search(first_pages)

    def _uses_maps(self) -> bool:
        """Asked before columns known from earlier nights are looked at: what links to them may be themselves alone."""
        if self.platform.maps == "lacking":
            return not any(self.search.was_met(column.url) for column in self.search.columns.values())
        return self.platform.maps == "always"

    async def find_feeds(self) -> list[FoundColumn]:
        """Feeds as columns, where they show what no list of the site shows: they are short, and never the whole of anything."""
        is_listed, found = self.trip.is_listed, []
        lists = [c for c in self.search.columns.values() if column_key(c.url) not in self.search.feeds]
        for key, link in list(self.search.feeds.items()) if self.platform.maps == "always" or not lists else ():
            page = (await self.trip.ask_list(link.href, "section")).page
            is_feed = page is not None and page.kind == "list" and page.media == FEED
            if page is None or not is_feed or key in self.search.columns or all(is_listed(canonical_address(e.href)) for e in page.entries):
                continue
            column = FoundColumn(self.search.id_for(link.href), page.column_name or link.text, link.href, is_declared=False)
            self.search.columns[key] = column
            found.append(column)
        return found

    async def _search(self, links: list[Link]) -> list[FoundColumn]:
        """Follows links, and has what publications met on the way offer; the columns found by it."""
        before = set(self.search.columns)
        await self.search.run(links)
        for article in self.search.take_articles():
            await self.follower.ask_attachments(article)
        self.follower.failed += self.search.failed
        self.search.failed = []
        return [column for key, column in self.search.columns.items() if key not in before]

    def _tell_site(self, reason: str, detail: str) -> None:
        units = self.trip.district.units_of_site(self.site.id)
        reached = not reason or reason == NO_COLUMNS
        is_named = self.site.id in self.trip.named or self.site.id in self.trip.known.named or (reached and not units)
        self.trip.tell_site(SiteRead(self.trip.clock(), self.site.id, reached, is_named, reason, detail))


def _site_reason(reason: str) -> str:
    if reason in REFUSED:
        return "refused"
    if reason in MISSING:
        return "missing"
    return reason if reason in ("truncated", "too_large", "budget", "tls", "private", "night_window", "robots_unknown", CUT_OFF) else "site_down"
