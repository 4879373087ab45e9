"""The pages of one list, one after the other, wherever its entries really come from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.addresses import clean_address, is_web, merge_query
from crawler.extract.feeds.record_range import further_records, records_until
from crawler.fetching import PLAINLY, Answer, Ask
from crawler.page import Entry, Page
from crawler.platforms.numbering import Numbering, numbering_of, own_numbering
from crawler.trip import Trip
from rules.units import canonical_address

FEED = "rss"

_PLAIN_MEDIA = ("json",)
"""Lists that are no web pages: their ways on name only what changes. A browser takes a link's query as it is."""
_MAY_BE_FILLED = ("", "html", "unknown")
BROWSER = "browser"
NO_BROWSER = "请管理员运行 make browser 并安装 Chromium"


def _as_it_is(answer: Answer) -> Answer:
    return answer


@dataclass
class ListPages:
    """Asks for the pages of one list in their order. as_list: makes a list of a page 1 that only its links make one.
    read_from: where its entries come from, if not from the addresses asked for."""

    trip: Trip
    as_list: Callable[[Answer], Answer] = _as_it_is
    read_from: str = ""
    _doubt: str = ""
    _count: int = 0
    _rows: int = 0
    _addresses: set[str] = field(default_factory=set)
    _total: int | None = None
    _is_feed: bool = False
    _shown: frozenset[str] = frozenset()
    _numbering: Numbering | None = None
    _page_count: int | None = None
    _guessed: set[str] = field(default_factory=set)

    async def first_of_known(self, url: str, how: Ask = PLAINLY) -> Answer:
        """Page 1 of a list whose page is known: where that is a shell only a script fills, what it loads is asked for at once."""
        page = await asyncio.to_thread(self.trip.held_page, canonical_address(url)) if self.trip.is_known(url) else None
        data = await self._loaded(page, url, how) if page is not None and _may_be_filled(page) else None
        return await self.first(url, how) if data is None or data.is_transient else self._taken(data)

    async def first(self, url: str, how: Ask = PLAINLY) -> Answer:
        """Page 1, which may have been read already while columns were looked for."""
        return self._taken(self.as_list(await self._filled(await self.trip.ask_list(url, "list", how), how)))

    async def following(self, url: str, how: Ask = PLAINLY) -> Answer:
        answer = await self.trip.ask(url, "list", replace(how, render=self.read_from == BROWSER))
        self._doubt = self._doubt or (answer.detail if answer.page is not None else "")
        if url in self._guessed and not self._goes_on(answer):
            detail = f"按页码推算的第 {self._count + 1} 页 {url} 不是这个列表的下一页"
            return Answer(url, answer.url, answer.status, reason=answer.reason or "not_the_list", detail=detail)
        return self._taken(answer)

    def shortfall(self) -> str:
        """Why a list whose last page was read was not read to its end all the same, in Chinese, or "".

        Rows that stand twice (pinned ones on every page) are neither too many nor too few.
        """
        if self._doubt:
            return f"在浏览器里没有读全：{self._doubt}"
        if self._is_feed:
            return "订阅（RSS）只列最近的条目，更早的不在其中"
        if self._total is None:
            return ""
        if self._rows < self._total:
            return f"列表自称共 {self._total} 条，读到末页只有 {self._rows} 条"
        if len(self._addresses) > self._total:
            return f"列表自称共 {self._total} 条，却读到 {len(self._addresses)} 条"
        return ""

    async def _filled(self, answer: Answer, how: Ask) -> Answer:
        """For a page whose entries a script loads: the list it loads; else the page as a browser shows it, if there is one."""
        page = answer.page
        if page is None or not _may_be_filled(page):
            return answer
        if (data := await self._loaded(page, answer.url, how)) is not None:
            return data
        if not self.trip.options.renders:
            return _because(answer, page, NO_BROWSER)
        shown = await self.trip.ask(answer.asked, "list", replace(how, render=True))
        if _is_list(shown.page):
            self.read_from, self._doubt = BROWSER, shown.detail
            return shown
        return shown if shown.is_transient else _because(answer, page, f"在浏览器里也没有读到（{shown.detail or shown.fault or '没有条目'}）")

    async def _loaded(self, page: Page, url: str, how: Ask) -> Answer | None:
        """The list that a page at `url` has its script load, where its address stands in the page."""
        for href in page.data_hrefs:
            if not self.trip.may_ask(href, url):
                continue
            data = await self.trip.ask_list(clean_address(href), "list", how)
            if _is_list(data.page) or data.is_transient:
                self.read_from = data.url
                return data
        return None

    def _goes_on(self, answer: Answer) -> bool:
        page = answer.page
        return _is_list(page) and page is not None and bool({entry.href for entry in page.entries} - self._shown)

    def _taken(self, answer: Answer) -> Answer:
        """The answer with its addresses as they are asked for, and with the way on where only the numbering shows it."""
        self._count += 1
        page = answer.page
        if page is None or page.kind != "list":
            return answer
        entries = tuple(_cleaned(entry) for entry in page.entries)
        self._shown = frozenset(entry.href for entry in entries)
        self._addresses |= self._shown
        self._rows += len(entries)
        self._total, self._is_feed = page.total, page.media == FEED
        return replace(answer, page=replace(page, entries=entries, next_href=self._next(answer, page)))

    def _next(self, answer: Answer, page: Page) -> str | None:
        if self._count == 1:
            self._page_count, self._numbering = page.page_count, self._numbering_of(answer, page)
        if page.next_href:
            following = clean_address(page.next_href)
            return merge_query(clean_address(answer.url), following) if page.media in _PLAIN_MEDIA else following
        if page.total is not None and 0 < records_until(answer.url) < page.total:
            return self._guess(further_records(clean_address(answer.url)))
        is_short = page.media in _PLAIN_MEDIA and page.total is not None and self._rows < page.total
        if self._numbering is None or not (is_short or (page.page_count or self._page_count or 0) > self._count):
            return None
        return self._guess(self._numbering.address(self._count + 1))

    def _guess(self, url: str | None) -> str | None:
        if url is not None:
            self._guessed.add(url)
        return url

    def _numbering_of(self, answer: Answer, page: Page) -> Numbering | None:
        if page.media in _PLAIN_MEDIA:
            return own_numbering(clean_address(answer.url))
        return numbering_of(answer.url, answer.links, page.page_count) if page.page_count else None


def _may_be_filled(page: Page) -> bool:
    return not page.readable and page.media in _MAY_BE_FILLED


def _is_list(page: Page | None) -> bool:
    return page is not None and page.readable and page.kind == "list"


def _because(answer: Answer, page: Page, detail: str) -> Answer:
    """The answer, with what else there is to say of why its page cannot be read."""
    return replace(answer, page=replace(page, reason=f"{page.reason or '页面没有可读的内容'}；{detail}"))


def _cleaned(entry: Entry) -> Entry:
    href = clean_address(entry.href) if is_web(entry.href) else entry.href
    return entry if href == entry.href else replace(entry, href=href)
