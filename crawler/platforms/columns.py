"""Finds a site's columns: follows its own links to a bounded depth; pages that are lists are columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from crawler.addresses import clean_address, column_id, column_key, is_feed, is_file, is_web, leads_to_more_pages, seems_article
from crawler.fetching import Answer
from crawler.page import Link
from crawler.platforms import gkmlpt
from crawler.platforms.kinds import AUTO, Platform
from crawler.platforms.leading import MARK, Leading
from crawler.platforms.pages import FEED
from crawler.platforms.traps import day_span, is_growing
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site, canonical_address

MAX_DEPTH = 3
UNKNOWN_MEDIA = ("", "html", "unknown")
"""What a list page that cannot be read may look like; a picture or an office file is none."""
SETTLED_AFTER = 5
"""Nights after which all of a site's columns were come to: each begins at those of the night before, and goes MAX_DEPTH further."""
_AHEAD = timedelta(days=31)
"""Calendars show what is to come; nothing was published later than that."""


@dataclass
class ColumnSearch:
    """One search of one site, which may be taken up again. `columns` by their key; `articles` that were met on the way;
    `failed`: addresses of what look like publications, and may be had later; `feeds`: RSS and Atom, which are columns only where no list
    shows the same.

    Links that look like publications are set aside (`take_loose`): most of them stand in columns, whose entries say their day.
    """

    trip: Trip
    site: Site
    platform: Platform = AUTO
    columns: dict[str, FoundColumn] = field(default_factory=dict)
    is_cut_short: bool = False
    articles: list[Answer] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    feeds: dict[str, Link] = field(default_factory=dict)
    _linked: set[str] = field(default_factory=set)
    _unchanged: list[str] = field(default_factory=list)
    _tried: set[str] = field(default_factory=set)
    _next: dict[str, Link] = field(default_factory=dict)
    _loose: list[Link] = field(default_factory=list)
    _leading: Leading = field(default_factory=Leading)
    _is_listed: Callable[[str], bool] | None = None
    _is_afresh: bool = False

    def declare(self, columns: Iterable[FoundColumn]) -> None:
        """Columns that need no finding: those of units.yaml and of earlier runs; the first to claim an address keeps it."""
        for column in columns:
            self.columns.setdefault(column_key(column.url), column)

    async def run(self, links: Iterable[Link]) -> None:
        """Follows links, and what they lead to, to the depth allowed."""
        level = list(links)
        for _ in range(MAX_DEPTH + 1):
            async with Tasks() as tasks:
                for link in level:
                    self._tried.add(column_key(link.href))
                    await tasks.start(self._visit(link))
            level, self._next = list(self._next.values()), {}
        if self._is_listed is not None:
            self._add_leading(self._is_listed)

    def begin_afresh(self) -> None:
        """From here on nothing that earlier runs or looks saw is taken for granted: a page without entries then may be a column now."""
        self._is_afresh = True
        self._linked.clear()
        self._tried.clear()

    def offer(self, links: Iterable[Link]) -> None:
        """Links that no page of the site shows, for the next `run`."""
        for link in links:
            if is_web(link.href) and self._is_new(link):
                self._next.setdefault(column_key(link.href), link)

    def take(self, link: Link, answer: Answer) -> None:
        """What a link led to: a publication, a column, further links for the next `run`."""
        self.is_cut_short |= answer.reason == "budget"
        self._leading.note(link, answer)
        if answer.is_transient and seems_article(link.href):
            self.failed.append(link.href)
        if answer.page is not None and answer.page.kind == "article":
            self.articles.append(answer.slim())
        column = self._column_of(link, answer)
        if column is not None:
            self.columns.setdefault(column_key(column.url), column)
        if answer.page is not None and not answer.links:
            self._unchanged.append(answer.url)
        for found in self._links_of(answer):
            self._next.setdefault(column_key(found.href), found)

    async def look_for_link(self, url: str) -> None:
        """Before a column is said to be linked to by nothing: asks for the links of pages that were taken without them (unchanged, or read before)."""
        while self._unchanged and self.is_unlinked(url):
            answer = await self.trip.ask(self._unchanged.pop(), "section")
            self._linked.update(column_key(link.href) for link in answer.links if is_web(link.href))

    def take_loose(self, is_listed: Callable[[str], bool]) -> list[Link]:
        """Links to publications that no column lists and nothing has asked for yet; from here on pages that show such are columns, too."""
        self._is_listed = is_listed
        loose, self._loose = self._loose, []
        return [link for link in loose if not is_listed(a := canonical_address(link.href)) and a not in self.trip.asked]

    def take_articles(self) -> list[Answer]:
        """Publications met since the last call."""
        articles, self.articles = self.articles, []
        return articles

    def was_met(self, url: str) -> bool:
        """Whether the search has come to a column by itself: it was linked to, or begun with."""
        return not self.is_unlinked(url) or column_key(url) in self._tried

    def is_unlinked(self, url: str) -> bool:
        """Whether no page of this run links to a column."""
        return column_key(url) not in self._linked

    async def _visit(self, link: Link) -> None:
        """Columns known for some nights are asked for as such: one that is unchanged shows no links that were not followed then."""
        is_settled = len(self.trip.known.sizes.get(self.site.id, ())) >= SETTLED_AFTER and not self.trip.options.full and not self._is_afresh
        is_known = is_settled and column_key(link.href) in self.columns and not self._is_leading(link.href)
        self.take(link, await self.trip.ask_list(link.href, "list" if is_known else "section"))

    def as_list(self, answer: Answer) -> Answer:
        """A column's page as a list, where it is one for its links alone."""
        return self._leading.as_list(answer, self.columns) if self._is_leading(answer.url) else answer

    def _add_leading(self, is_listed: Callable[[str], bool]) -> None:
        starts = {column_key(url) for url in self.site.start}
        for page in self._leading.found(is_listed):
            key = column_key(page.href)
            # What start pages show is followed anew each night.
            if key not in starts and key not in self.columns and self._owner(page.href) == self.site.id:
                self.columns[key] = FoundColumn(self.id_for(page.href) + MARK, page.text, page.href, is_declared=False)

    def _is_leading(self, url: str) -> bool:
        column = self.columns.get(column_key(url))
        return column is not None and column.id.endswith(MARK)

    def _column_of(self, link: Link, answer: Answer) -> FoundColumn | None:
        """The column this is; what cannot be read and may be one counts as one, so that the search is not called complete."""
        page = answer.page
        if page is not None and page.readable:
            if page.kind != "list" or self._owner(answer.url) != self.site.id:
                return None
            url = clean_address(answer.url)
            if page.media == FEED:
                self.feeds.setdefault(column_key(url), Link(url, page.column_name or link.text))
                return None
            # The platform's lists name themselves shortly; the shell says which branch they are of.
            name = link.text or page.column_name if gkmlpt.column_id(url) else page.column_name or link.text
            return FoundColumn(self.id_for(url), name, url, is_declared=False)
        is_unread = answer.is_transient or (page is not None and page.media in UNKNOWN_MEDIA)
        if not is_unread or seems_article(link.href):
            return None
        name = (page.column_name if page is not None else "") or link.text
        return FoundColumn(self.id_for(link.href), name, link.href, is_declared=False)

    def id_for(self, url: str) -> str:
        """The path (of the catalogue platform: the column's number), unless another column of this site has it already."""
        wanted = gkmlpt.column_id(url) or column_id(url)
        claimed = {column.id: key for key, column in self.columns.items()}
        return wanted if claimed.get(wanted, column_key(url)) == column_key(url) else canonical_address(url)

    def _links_of(self, answer: Answer) -> Iterator[Link]:
        """Links worth following. Entries of lists are left to the reading of their column, but for what may be columns on a page of columns."""
        if answer.page is None or answer.page.kind in ("article", "attachment"):
            return
        entries = {canonical_address(e.href) for e in answer.page.entries if e.date or e.yearless or seems_article(e.href)}
        for link in answer.links:
            if not is_web(link.href) or canonical_address(link.href) in entries:
                continue
            href = clean_address(link.href)
            found = link if href == link.href else Link(href, link.text)
            if self._is_new(found):
                yield found

    def _is_new(self, link: Link) -> bool:
        key = column_key(link.href)
        if key in self._linked:
            return False
        if leads_to_more_pages(link.href, link.text) or (is_file(link.href) and not is_feed(link.href)):
            return False
        # Whose address it is costs the most to find out, and every page repeats the same navigation.
        self._linked.add(key)
        if key in self._tried or self._owner(link.href) != self.site.id or self._is_settled(link.href):
            return False
        if not self.platform.may_lead(link.href) or self._is_trap(link.href):
            return False
        if is_feed(link.href):
            self.feeds.setdefault(key, link)
            return False
        if seems_article(link.href):
            self._loose.append(link)
            return False
        return True

    def _is_trap(self, url: str) -> bool:
        """Paths that grow by themselves; days and months of an archive that nothing judged can lie in."""
        if is_growing(url):
            self.trip.skip("路径自我重复，疑为陷阱")
            return True
        span = day_span(url)
        is_outside = span is not None and (span[1] < self.trip.options.floor or span[0] > self.trip.clock().date() + _AHEAD)
        if is_outside:
            self.trip.skip("日历、按月归档的页面，不在检查时段内")
        return is_outside

    def _is_settled(self, url: str) -> bool:
        """Answered in an earlier run whose search of this site came to its end: links already seen never become requests."""
        return not self._is_afresh and self.site.id in self.trip.known.searched and self.trip.is_known(url)

    def _owner(self, url: str) -> str | None:
        site = self.trip.district.site_of(url)
        return site.id if site else None
