"""One request to one host, when it is its turn: guarded, counted, tried again where that may help."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request

from crawler.addresses import host_of, is_web
from crawler.answer import RawAnswer
from crawler.breaker import Breaker
from crawler.desk import Desk
from crawler.events import NO_PAGES
from crawler.fault import DENYING, RETRIED, RETRIED_STATUSES, SILENT, Fault, of_status
from crawler.fetch import REDIRECTS, raw_answer
from crawler.fetching import LastAnswer, Stopped
from crawler.guard import is_loopback
from crawler.network_faults import fault_of
from crawler.patience import retry_after
from crawler.settings import Manners
from crawler.window import NightWindow
from rules.units import canonical_address

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine

_SECOND_PASS_TIMES = 3
"""What timed out once is given so much longer."""
_STEP_SECONDS = 0.5


@dataclass(frozen=True)
class Hop:
    """headers, last: what makes the request conditional, and the answer it is conditional on. method, body: what a page's script sends."""

    url: str
    role: str
    is_second_pass: bool = False
    headers: Mapping[bytes, bytes] = field(default_factory=dict)
    last: LastAnswer | None = None
    method: str = "GET"
    body: bytes = b""


class Hops:
    """All requests of a run go through here, robots.txt included."""

    def __init__(self, engine: ExecutionEngine, desk: Desk, how: Manners, budget: int | None) -> None:
        self._engine = engine
        self._desk = desk
        self._how = how
        self._budget = budget
        self._asked: Counter[str] = Counter()
        self._breaker = Breaker(how.patience)
        self._closed: dict[str, Fault] = {}
        window = desk.district.crawl.night_window
        self._window = NightWindow.of(window) if window and not how.fast else None
        # Scrapy 2.19 starts all that waits for a host at once where there is no delay, whatever its limit: we wait ourselves.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask(self, hop: Hop) -> RawAnswer | Fault:
        """The answer, or why there is none. Raises Stopped."""
        async with self._turns[host_of(hop.url)]:
            if hop.is_second_pass:
                await self._wait(self._breaker.wait_for(host_of(hop.url)))
            got = await self._ask_once(hop)
            for retry in range(1, self._how.retries + 1):
                pause = self._pause_before(retry, hop, got)
                if pause is None:
                    break
                await self._wait(pause)
                again = await self._ask_once(hop)
                if isinstance(again, Fault) and again.reason in ("breaker", "budget", "night_window"):
                    break  # what was heard before says more
                got = again
            self._note(hop, got)
            return got

    def note_page(self, url: str, *, is_denied: bool) -> None:
        """Whether an answer with status 200 was a page at all, or a firewall's."""
        (self._breaker.failed if is_denied else self._breaker.answered)(host_of(url))

    async def _ask_once(self, hop: Hop) -> RawAnswer | Fault:
        if self._desk.is_stopping:
            raise Stopped
        host = host_of(hop.url)
        fault = self._refusal(hop.url, host) or await self._desk.guard.fault_of(hop.url, self._desk.proxy_for(hop.url))
        if fault:
            return fault
        self._asked[host] += 1
        try:
            return raw_answer(await self._engine.download_async(self._request(hop)), hop.url)
        except Exception as error:  # whatever the network or Twisted raises is this address's failure, not the run's
            if self._desk.is_stopping:
                raise Stopped from error
            return self._heard_nothing(host, hop.url, fault_of(error))

    def _refusal(self, url: str, host: str) -> Fault | None:
        """Why nothing is asked of this host now."""
        if not is_web(url):
            return Fault("skipped", f"不是能访问的网页地址：{url[:100]}")
        if self._window and not is_loopback(url) and not self._window.is_open(self._desk.clock()):
            return Fault("night_window", f"现在不在抓取时段 {self._window} 之内，留到下一次")
        if self._budget is not None and self._asked[host] >= self._budget:
            return Fault("budget", f"主机 {host} 本次的请求限额 {self._budget} 已用完")
        return self._closed.get(host) or self._breaker.fault_of(host)

    def _request(self, hop: Hop) -> Request:
        meta: dict[str, Any] = {"role": hop.role, "asked": hop.url, "last": hop.last}
        if hop.is_second_pass:
            meta["download_timeout"] = self._how.timeout_seconds * _SECOND_PASS_TIMES
        return Request(hop.url, method=hop.method, body=hop.body, headers=dict(hop.headers), meta=meta)

    def _heard_nothing(self, host: str, url: str, fault: Fault) -> Fault:
        if fault.reason == "tls":
            name = (urlsplit(url).hostname or "").lower()
            fault = Fault("tls", self._desk.certificates.faults.get(name, fault.detail))
        if fault.reason in SILENT:
            self._breaker.failed(host)
        return fault

    def _note(self, hop: Hop, got: RawAnswer | Fault) -> None:
        """What the last try tells of the host. A denial counts once an address; robots.txt denies nothing; a page may (see note_page)."""
        if isinstance(got, Fault) or (got.status == 200 and hop.role not in NO_PAGES):
            return
        is_denied = got.status not in (200, 304, *REDIRECTS) and of_status(got.status).reason in DENYING
        if not (is_denied and hop.role == "robots"):
            self.note_page(hop.url, is_denied=is_denied)

    def _pause_before(self, retry: int, hop: Hop, got: RawAnswer | Fault) -> float | None:
        """Seconds to wait before asking the same again; None where that is of no use, or the site asks for more than we wait.

        What failed in each of the last nights is asked for again in the second pass alone.
        """
        if hop.method != "GET":
            return None
        is_stubborn = self._desk.is_stubborn(canonical_address(hop.url))
        pause = self._how.patience.pause_before(retry)
        if isinstance(got, Fault):
            return pause if got.reason in RETRIED and not is_stubborn else None
        asked_for = retry_after(got, self._desk.clock()) if got.status in (429, 503) else None
        if asked_for is not None and asked_for > self._how.patience.longest_wait_seconds:
            host = host_of(hop.url)
            self._closed[host] = Fault("too_many", f"主机 {host} 要求 {asked_for:.0f} 秒以后再来（HTTP {got.status}），本次不再请求")
            return None
        return max(pause, asked_for or 0.0) if got.status in RETRIED_STATUSES and not is_stubborn else None

    async def _wait(self, seconds: float) -> None:
        """Other hosts go on meanwhile. Raises Stopped as soon as the run is to end."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if self._desk.is_stopping:
                raise Stopped
            await asyncio.sleep(min(left, _STEP_SECONDS))
