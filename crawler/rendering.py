"""Has a page shown by the browser, keeps what it showed, and reads it as one list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.addresses import host_of, is_web
from crawler.answer import RawAnswer
from crawler.desk import Desk
from crawler.fault import Fault
from crawler.fetching import Stopped
from crawler.page import Link, Page
from crawler.readers import ReadAnswer, Readers
from crawler.showing import Showing, Wanted, renderer_version
from crawler.writer import Arrived, Read

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine

SHOWN, TURNED = "rendered", "state"
"""Roles of what the browser showed: at first, and after a click."""
_MOST_KEPT = 20_000_000
_HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)


@dataclass(frozen=True)
class Rendered:
    """A page as the browser showed it. trouble: why its list may not be whole, in Chinese, or ""."""

    page: Page
    links: tuple[Link, ...]
    trouble: str


class Rendering:
    """The browser of one run. ask: asks for an address as the run asks for any (guarded, in its turn, archived), redirects followed."""

    def __init__(self, engine: ExecutionEngine, desk: Desk, user_agent: str, ask: Callable[[Wanted], Awaitable[RawAnswer | Fault]]) -> None:
        self._engine = engine
        self._desk = desk
        self._user_agent = user_agent
        self._ask = ask
        self._scripts: dict[str, RawAnswer] = {}

    async def show(self, got: RawAnswer, url: str, readers: Readers) -> Rendered | Fault:
        """What an answer becomes once its scripts are done. Raises Stopped."""
        showing = Showing(got, self._user_agent, lambda asked: self._is_ours(asked, url), self._loaded)
        try:
            await self._engine.download_async(Request(url, meta=_meta(showing), dont_filter=True))
        except Exception as error:  # whatever the browser raises is this page's failure, not the run's
            if self._desk.is_stopping:
                raise Stopped from error
            if not showing.states:
                return Fault("browser", f"浏览器没有打开网页（{_words(error)}）")
            if not showing.is_read:
                showing.trouble = showing.trouble or f"浏览器没有读完网页（{_words(error)}）"
        if self._desk.is_stopping:
            raise Stopped
        if not showing.states:
            return Fault("browser", f"浏览器没有打开网页（{showing.trouble or '没有内容'}）")
        states = [RawAnswer(url, 200, _HTML, text.encode("utf-8", "replace")) for text in showing.states]
        await self._keep(states, showing.browser)
        reads = [await readers.read(state, url) for state in states]
        await self._desk.put(Read(reads[0].sha256, reads[0].page))
        return Rendered(merged([read.page for read in reads], showing.turned), _links(reads), showing.trouble)

    async def _keep(self, states: list[RawAnswer], browser: str) -> None:
        """The first one is the page; the others are evidence of what its list showed."""
        renderer = f"{browser} {renderer_version()}"
        for number, state in enumerate(states):
            role = TURNED if number else SHOWN
            await self._desk.put(Arrived(state, state.url, self._desk.clock(), self._desk.site_id(state.url), role, "", renderer=renderer))

    async def _loaded(self, wanted: Wanted) -> RawAnswer | Fault:
        """Scripts that several pages share are asked for once a run."""
        kept = self._scripts.get(wanted.url)
        if kept is not None:
            return kept
        try:
            got = await self._ask(wanted)
        except Stopped:  # the browser does not know what to make of it: `show` raises it
            return Fault("stopped", "抓取正在停止")
        if wanted.is_script and isinstance(got, RawAnswer) and sum(len(one.body) for one in self._scripts.values()) + len(got.body) < _MOST_KEPT:
            self._scripts[wanted.url] = got
        return got

    def _is_ours(self, asked: str, beside: str) -> bool:
        """Whether an address is one of the district's, or on the page's own host."""
        return is_web(asked) and (self._desk.district.site_of(asked) is not None or host_of(asked) == host_of(beside))


def merged(pages: list[Page], turned: int) -> Page:
    """One list of what so many clicks brought; what stood on an earlier page, too (pinned entries), stands once."""
    first, last = pages[0], pages[-1]
    if not turned:
        return first
    entries = tuple({(entry.href, entry.title): entry for page in pages for entry in page.entries}.values())
    is_whole = first.page_count is None or turned + 1 >= first.page_count
    return replace(first, entries=entries, next_href=last.next_href, page_count=None if is_whole else first.page_count)


def _links(reads: list[ReadAnswer]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(link for read in reads for link in read.links))


def _meta(showing: Showing) -> dict[str, object]:
    """A place of its own in the downloader: what the page asks for waits for the host's place meanwhile."""
    return {"showing": showing, "download_slot": "browser", "autothrottle_dont_adjust_delay": True}


def _words(error: Exception) -> str:
    """The first line of what the browser says."""
    return "超时" if isinstance(error, TimeoutError) else (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
