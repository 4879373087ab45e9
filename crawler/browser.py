"""The system's Chromium behind Scrapy's downloader, where the extra `browser` is installed; the only user of scrapy-playwright.

Chromium itself never reaches the network: every request of a page is handed to its Showing, which has it asked for like any other
request of the run, and what could slip past that (sockets, workers, prefetching) meets a proxy that does not exist.
"""

from __future__ import annotations

import asyncio
import os
from itertools import count
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.fetch import desk_of
from crawler.showing import Showing

_ARGUMENTS = (
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--dns-prefetch-disable", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--blink-settings=imagesEnabled=false", "--renderer-process-limit=1", "--js-flags=--max-old-space-size=256",
)  # fmt: skip
_NOWHERE = {"server": "http://nowhere.invalid:1", "bypass": "<-loopback>"}
_STUCK_SECONDS = 60
"""So long without asking for anything, a page's scripts run in a circle: a whole one is done in half of it (see Showing)."""
_LOOK_SECONDS = 0.5


class Browser(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it comes without types
    """Shows one page at a time, each in a context of its own: no cookie and no storage outlives it. Chromium starts with the first page."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.launch_options = launch_options(desk_of(crawler).browser)
        self.config.max_pages_per_context = 1
        self.config.target_closed_max_retries = 0
        # For the page's "load", which is waited for once all is read: a page that led elsewhere never has it.
        self.config.navigation_timeout_ms = 2000
        self._is_started = False
        self._turn = asyncio.Lock()
        self._names = count(1)
        self._showing: Showing | None = None

    async def download_request(self, request: Request) -> Response:
        async with self._turn:
            self._showing = request.meta["showing"]
            request.meta.update(_told(self._showing, f"page-{next(self._names)}"))
            work = asyncio.ensure_future(self._shown(request))
            try:
                return await _unless_stuck(work, self._showing)
            finally:
                work.cancel()
                await self._forget(request.meta["playwright_context"])

    async def _shown(self, request: Request) -> Response:
        if not self._is_started:
            await self._launch()
            self._is_started = True
        response: Response = await super().download_request(request)
        return response

    async def _forget(self, context: str) -> None:
        """Closes the page with all that it left."""
        self._showing = None
        held = self.context_wrappers.get(context)
        if held is not None:
            try:
                await asyncio.wait_for(held.context.close(), _STUCK_SECONDS)
            except Exception:  # a browser that died has closed it
                self.context_wrappers.pop(context, None)

    def _make_request_handler(self, **_told: Any) -> Any:
        """Instead of letting requests out."""
        assert self._showing is not None, "a page is shown while its requests come"
        return self._showing.answer


async def _unless_stuck(work: asyncio.Future[Response], showing: Showing) -> Response:
    """Raises TimeoutError where the page neither asks for anything nor comes to an end."""
    idle = 0.0
    while not work.done():
        await asyncio.wait({work}, timeout=_LOOK_SECONDS)
        idle = 0.0 if showing.is_waiting else idle + _LOOK_SECONDS
        if idle > _STUCK_SECONDS:
            raise TimeoutError
    return work.result()


def _told(showing: Showing, context: str) -> dict[str, Any]:
    """What scrapy-playwright goes by."""
    return {
        "playwright": True,
        "playwright_context": context,
        "playwright_context_kwargs": {
            "user_agent": showing.user_agent, "locale": "zh-CN", "timezone_id": "Asia/Shanghai",
            "accept_downloads": False, "service_workers": "block",
        },
        "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": 30_000},
        "playwright_page_methods": [PageMethod(showing.read)],
        "playwright_page_event_handlers": {"requestfailed": showing.note_failed, "dialog": lambda dialog: dialog.dismiss()},
    }  # fmt: skip


def launch_options(program: str) -> dict[str, Any]:
    """How Chromium is started. Its own sandbox stays on, unless it would not start: as root, that is in most containers."""
    is_root = os.geteuid() == 0
    return {"executable_path": program, "args": list(_ARGUMENTS), "chromium_sandbox": not is_root, "proxy": _NOWHERE}
