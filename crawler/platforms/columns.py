"""Finds a site's columns: follows its own links to a bounded depth; pages that are lists are columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from crawler.addresses import column_id, column_key, is_file, is_web, leads_to_more_pages, seems_article
from crawler.fetching import Answer
from crawler.page import Link
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site, canonical_address

MAX_DEPTH = 3
UNKNOWN_MEDIA = ("", "html", "unknown")
"""What a list page that cannot be read may look like; a picture or an office file is none."""


@dataclass
class ColumnSearch:
    """One search of one site, which may be taken up again. `columns` by their key; `articles` that were met on the way;
    `failed`: addresses of what look like publications, and may be had later.

    Links that look like publications are set aside (`take_loose`): most of them stand in columns, whose entries say their day.
    """

    trip: Trip
    site: Site
    columns: dict[str, FoundColumn] = field(default_factory=dict)
    is_cut_short: bool = False
    articles: list[Answer] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    _linked: set[str] = field(default_factory=set)
    _tried: set[str] = field(default_factory=set)
    _next: dict[str, Link] = field(default_factory=dict)
    _loose: list[Link] = field(default_factory=list)

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

    def take_loose(self, listed: Collection[str]) -> list[Link]:
        """Links to publications that no column lists and nothing has asked for yet."""
        loose, self._loose = self._loose, []
        return [link for link in loose if (a := canonical_address(link.href)) not in listed and a not in self.trip.asked]

    def take_articles(self) -> list[Answer]:
        """Publications met since the last call."""
        articles, self.articles = self.articles, []
        return articles

    def is_unlinked(self, url: str) -> bool:
        """Whether no page of this run links to a column."""
        return column_key(url) not in self._linked

    async def _visit(self, link: Link) -> None:
        answer = await self.trip.ask_list(link.href, "section")
        self.is_cut_short |= answer.reason == "budget"
        if answer.is_transient and seems_article(link.href):
            self.failed.append(link.href)
        if answer.page is not None and answer.page.kind == "article":
            self.articles.append(answer.slim())
        column = self._column_of(link, answer)
        if column is not None:
            self.columns.setdefault(column_key(column.url), column)
        for found in self._links_of(answer):
            self._next.setdefault(column_key(found.href), found)

    def _column_of(self, link: Link, answer: Answer) -> FoundColumn | None:
        """The column this is; what cannot be read and may be one counts as one, so that the search is not called complete."""
        page = answer.page
        if page is not None and page.readable:
            if page.kind != "list" or self._owner(answer.url) != self.site.id:
                return None
            return FoundColumn(self._id_for(answer.url), page.column_name or link.text, answer.url, is_declared=False)
        is_unread = answer.is_transient or (page is not None and page.media in UNKNOWN_MEDIA)
        if not is_unread or seems_article(link.href):
            return None
        return FoundColumn(self._id_for(link.href), link.text, link.href, is_declared=False)

    def _id_for(self, url: str) -> str:
        """The path, unless another host of this site has a column of the same path."""
        claimed = {column.id: key for key, column in self.columns.items()}
        is_free = claimed.get(column_id(url), column_key(url)) == column_key(url)
        return column_id(url) if is_free else canonical_address(url)

    def _links_of(self, answer: Answer) -> Iterator[Link]:
        """Links worth following. Entries of lists are left to the reading of their column."""
        if answer.page is None or answer.page.kind in ("article", "attachment"):
            return
        entries = {canonical_address(e.href) for e in answer.page.entries} if answer.page.kind == "list" else set()
        for link in answer.links:
            if is_web(link.href) and canonical_address(link.href) not in entries and self._is_new(link):
                yield link

    def _is_new(self, link: Link) -> bool:
        key = column_key(link.href)
        if key in self._linked:
            return False
        if is_file(link.href) or leads_to_more_pages(link.href, link.text):
            return False
        # Whose address it is costs the most to find out, and every page repeats the same navigation.
        self._linked.add(key)
        if key in self._tried or self._owner(link.href) != self.site.id or self._is_settled(link.href):
            return False
        if seems_article(link.href):
            self._loose.append(link)
            return False
        return True

    def _is_settled(self, url: str) -> bool:
        """Answered in an earlier run whose search of this site came to its end: links already seen never become requests."""
        return self.site.id in self.trip.known.searched and self.trip.is_known(url)

    def _owner(self, url: str) -> str | None:
        site = self.trip.district.site_of(url)
        return site.id if site else None
