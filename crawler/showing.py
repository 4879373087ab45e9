"""One page in the browser: what its scripts may ask for, when it is whole, and the further pages that a click on 下一页 brings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from crawler.answer import RawAnswer
from crawler.encoding import UnpackError, unpack
from crawler.fault import Fault

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

_LOADING = ("script", "xhr", "fetch")
"""What a list can come from: no style sheet, picture, font, frame, socket or beacon is asked for."""
_DATA = ("xhr", "fetch")
_NOT_SHOWN = frozenset((
    "content-encoding", "content-length", "transfer-encoding", "set-cookie", "content-disposition", "refresh", "connection", "keep-alive",
))  # fmt: skip
_OUR_OWN = ("host", "cookie", "user-agent", "connection", "content-length", "authorization", "accept-encoding", "accept-language")
_QUIET_SECONDS, _STEP_SECONDS = 0.6, 0.1
_MOST_SECONDS = 30.0
"""Of the browser's own time: while an answer is awaited nothing is counted, since the run's delays are none of the page's doing."""
_ANSWER_SECONDS = 10.0
_MOST_ASKED, _MOST_STATES, _MOST_CHARACTERS = 200, 40, 20_000_000
_CONTROLS = (files("crawler") / "controls.js").read_text(encoding="utf-8")


@cache
def renderer_version() -> str:
    """Such as scrapy-playwright/0.0.48; empty where the extra `browser` is not installed. Loads nothing."""
    try:
        return f"scrapy-playwright/{version('scrapy-playwright')}"
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Wanted:
    """What a page's script asks for. headers: those the script or its library chose."""

    url: str
    is_script: bool
    headers: Mapping[bytes, bytes] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""


@dataclass
class Showing:
    """Goes with one page into the browser and comes back with what it showed.

    page: its answer as the site gave it, which the browser is given in place of a request. is_ours: whether an address is one of the
    district's; ask: has it asked for, or says why not. states: the document, once its scripts were done, and after each click; turned: how
    often a click, or scrolling down, brought more; trouble: why that may not be all, in Chinese, or ""; browser: which one it was;
    is_read: whether nothing was left to do.
    """

    page: RawAnswer
    user_agent: str
    is_ours: Callable[[str], bool]
    ask: Callable[[Wanted], Awaitable[RawAnswer | Fault]]
    states: list[str] = field(default_factory=list)
    trouble: str = ""
    browser: str = ""
    turned: int = 0
    is_read: bool = False
    _is_opened: bool = False
    _waiting: int = 0
    _asked: set[str] = field(default_factory=set)
    _count: int = 0
    _seconds: float = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether the page waits for an answer of a site."""
        return self._waiting > 0

    async def answer(self, route: Route, request: Request) -> None:
        """What becomes of a request of the page."""
        if not self._is_opened and request.is_navigation_request():
            self._is_opened = True
            await self._give(route, self.page)
            return
        if self._is_wanted(request):
            await self._ask(route, request)
        else:
            # Any other word puts the browser's own page of errors in the place of a page that leads elsewhere.
            await route.abort("aborted" if request.is_navigation_request() else "blockedbyclient")

    async def read(self, page: Page) -> None:
        """Waits until the page is whole, then goes through what clicks bring, as far as that goes."""
        running = page.context.browser
        self.browser = f"Chromium/{running.version}" if running is not None else "Chromium"
        is_new = True
        while is_new:
            await self._settle(page)
            text = await _soon(page.content())
            if len(text) > _MOST_CHARACTERS:
                self._note("网页在浏览器里过大")
                return
            self.states.append(text)
            is_new = not self.trouble and await self._turn_over(page)
        self.is_read = True

    def note_failed(self, request: Request) -> None:
        """A request that the page itself gave up."""
        if request.url in self._asked:
            self._note(f"网页没有等到数据 {request.url[:100]}")

    async def _turn_over(self, page: Page) -> bool:
        """Whether a click brought anything new; where even the first brings nothing, nobody knows why."""
        before = await _soon(page.evaluate(_CONTROLS, "look"))
        if self.turned + 1 >= _MOST_STATES:
            self._note(f"只翻到第 {_MOST_STATES} 页")
            return False
        await _soon(page.evaluate(_CONTROLS, "go"))
        await self._settle(page)
        after = await _soon(page.evaluate(_CONTROLS, "look"))
        if after["links"] == before["links"]:
            is_dead = before["way"] != "scroll" and not self.turned
            self._note("点“下一页”没有变化" if is_dead else before["doubt"])
            return False
        self.turned += 1
        if before["way"] != "next":
            self.states.pop()  # a list that grows is kept as it is at last
        return True

    def _is_wanted(self, request: Request) -> bool:
        """Whether a request is let through; what is not, and may have brought entries, is a trouble."""
        if request.is_navigation_request() and _is_top(request):
            self._note("网页的脚本要转到别的地址")
        if request.resource_type not in _LOADING or self.trouble:
            return False
        is_data = request.resource_type in _DATA
        if not self.is_ours(request.url):
            if is_data and request.method == "GET":
                self._note(f"列表的数据不在本区的网站上，没有去取 {request.url[:100]}")
            return False
        self._count += 1
        if self._count > _MOST_ASKED:
            self._note(f"网页的脚本请求超过 {_MOST_ASKED} 次")
        elif not (request.method == "GET" or (request.method == "POST" and is_data)):
            self._note(f"网页的脚本用了 {request.method}，没有去取")
        return not self.trouble

    async def _settle(self, page: Page) -> None:
        """Returns when the page has not waited for anything for a while; with what there is, where that takes too long."""
        quiet = 0.0
        while quiet < _QUIET_SECONDS:
            await asyncio.sleep(_STEP_SECONDS)
            quiet = 0.0 if self.is_waiting else quiet + _STEP_SECONDS
            self._seconds += 0.0 if self.is_waiting else _STEP_SECONDS
            if self._seconds > _MOST_SECONDS:
                self._note(f"网页在浏览器里 {_MOST_SECONDS:.0f} 秒没有填完")
                return

    async def _ask(self, route: Route, request: Request) -> None:
        url = urldefrag(request.url).url
        self._asked.add(request.url)
        self._waiting += 1
        try:
            headers = {name.encode(): value.encode() for name, value in request.headers.items() if _is_of_page(name)}
            got = await self.ask(Wanted(url, request.resource_type == "script", headers, request.method, request.post_data_buffer or b""))
            if isinstance(got, Fault):
                self._asked.discard(request.url)
                if request.resource_type in _DATA:
                    self._note(f"列表的数据没有取到 {url[:100]}（{got.detail}）")
                await route.abort("failed")
                return
            if got.status >= 400 and request.resource_type in _DATA:
                self._note(f"列表的数据没有取到 {url[:100]}（HTTP {got.status}）")
            await self._give(route, got)
        finally:
            self._waiting -= 1

    async def _give(self, route: Route, got: RawAnswer) -> None:
        """Without cookies, and unpacked: the browser is no part of the connection."""
        try:
            body = unpack(got.body, got.header("Content-Encoding"))
        except UnpackError:
            await route.abort("failed")
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in got.headers if name.decode("latin-1").lower() not in _NOT_SHOWN}
        await route.fulfill(status=got.status, headers=headers, body=body)

    def _note(self, trouble: str) -> None:
        """The first trouble says most."""
        self.trouble = self.trouble or trouble


def _is_of_page(name: str) -> bool:
    lower = name.lower()
    return lower not in _OUR_OWN and not lower.startswith(("sec-", "proxy-", ":"))


def _is_top(request: Request) -> bool:
    try:
        return request.frame.parent_frame is None
    except Exception:  # Playwright does not know its frame yet: it opens one of its own
        return True


async def _soon(work: Awaitable[Any]) -> Any:
    """Raises TimeoutError: a page whose scripts run in a circle answers nothing."""
    return await asyncio.wait_for(work, _ANSWER_SECONDS)
