"""Asks for one address through Scrapy's downloader and says what came of it, in words planning understands."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.addresses import host_of, is_web, with_scheme
from crawler.answer import RawAnswer
from crawler.events import Failed
from crawler.fetch import REDIRECTS, Desk, location_of
from crawler.fetching import PLAINLY, Answer, Ask, Stopped
from crawler.readers import Readers
from crawler.writer import Read
from rules.units import canonical_address

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine
    from scrapy.http import Response

_MAX_HOPS = 8
_SILENCE = ("timeout", "connect", "dns")
_SILENT_AFTER = 2
_SILENT_SECONDS = 60
_ERRORS: tuple[tuple[type[Exception], str, str], ...] = (
    (IgnoreRequest, "robots", "robots.txt 不允许访问"),
    (ResponseDataLossError, "truncated", "内容没有传完就断了"),
    (DownloadCancelledError, "too_large", "内容超过 50 MB，没有下载"),
    (DownloadTimeoutError, "timeout", "超时，没有应答"),
    (CannotResolveHostError, "dns", "域名解析不到"),
    (DownloadConnectionRefusedError, "connect", "拒绝连接"),
)


@dataclass(frozen=True)
class _Fault:
    reason: str
    detail: str


class Client:
    """The Fetch of a run. Every answer is archived on the way; every failure is told here, once."""

    def __init__(self, engine: ExecutionEngine, desk: Desk, budget: int | None) -> None:
        self._engine = engine
        self._desk = desk
        self._budget = budget
        self._asked: Counter[str] = Counter()
        # http and https are twins: asked as units.yaml writes the host, until the host itself sends us over.
        self._schemes = {host_of(url): urlsplit(url).scheme for site in desk.district.sites for url in site.start}
        # Scrapy 2.19 starts all that waits for a host at once where there is no delay, whatever its limit: we wait ourselves.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._silent: dict[str, tuple[int, float]] = {}
        self._heard: set[str] = set()
        self._readers = Readers(is_eager=budget is None)

    def close(self) -> None:
        self._readers.close()

    async def __call__(self, url: str, role: str, ask: Ask = PLAINLY) -> Answer:
        target = with_scheme(url, self._schemes.get(host_of(url), urlsplit(url).scheme)) if is_web(url) else url
        visited: set[str] = set()
        while True:
            got = await self._ask(target, role, visited)
            if isinstance(got, _Fault):
                return await self._failed(url, target, role, got)
            if got.status not in REDIRECTS:
                return await self._finished(url, target, role, got)
            location = location_of(got, target)
            if not location:
                return await self._failed(url, target, role, _Fault("http_other", f"HTTP {got.status}，却没有说转向哪里"))
            self._learn_scheme(target, location)
            target = location

    async def _ask(self, url: str, role: str, visited: set[str]) -> RawAnswer | _Fault:
        """One hop, retries included, when it is this host's turn."""
        async with self._turns[host_of(url)]:
            if self._desk.is_stopping:
                raise Stopped
            return await self._ask_now(url, role, visited)

    async def _ask_now(self, url: str, role: str, visited: set[str]) -> RawAnswer | _Fault:
        refusal = self._refusal(url, role, visited)
        if refusal:
            return refusal
        visited.add(url)
        self._asked[host_of(url)] += 1
        try:
            request = Request(url, meta={"role": role, "asked": url, "dont_redirect": True})
            response = await self._engine.download_async(request)
        except Exception as error:  # whatever the network or Twisted raises is this address's failure, not the run's
            if self._desk.is_stopping:
                raise Stopped from error
            fault = _fault_of(error)
            self._note_silence(host_of(url), fault)
            return fault
        self._heard.add(host_of(url))
        return _raw(response)

    def _note_silence(self, host: str, fault: _Fault) -> None:
        if fault.reason in _SILENCE:
            count, _ = self._silent.get(host, (0, 0.0))
            self._silent[host] = (count + 1, monotonic())

    def _is_silent(self, host: str) -> bool:
        """A host that never answered in this run is left alone for a minute: each try may cost minutes of time-outs."""
        count, last = self._silent.get(host, (0, 0.0))
        return host not in self._heard and count >= _SILENT_AFTER and monotonic() - last < _SILENT_SECONDS

    def _refusal(self, url: str, role: str, visited: set[str]) -> _Fault | None:
        if not is_web(url):
            return _Fault("skipped", f"不是能访问的网页地址：{url[:100]}")
        if url in visited or len(visited) >= _MAX_HOPS:
            return _Fault("redirect_loop", f"转向没有尽头：{url}")
        if visited and self._desk.site_id(url) is None and role != "attachment":
            return _Fault("offsite", f"转向 units.yaml 以外的地址 {url}")
        if self._budget is not None and self._asked[host_of(url)] >= self._budget:
            return _Fault("budget", f"主机 {host_of(url)} 本次的请求限额 {self._budget} 已用完")
        if self._is_silent(host_of(url)):
            return _Fault("connect", f"主机 {host_of(url)} 一直没有应答，不再请求")
        return None

    def _learn_scheme(self, url: str, location: str) -> None:
        if canonical_address(url) == canonical_address(location):
            self._schemes[host_of(url)] = urlsplit(location).scheme

    async def _finished(self, asked: str, url: str, role: str, got: RawAnswer) -> Answer:
        if got.status != 200:
            return await self._failed(asked, url, role, _status_fault(got.status), got.status)
        read = await self._readers.read(got, url)
        await self._desk.put(Read(read.sha256, read.page))
        return Answer(asked, url, 200, read.page.located_at(url), read.links)

    async def _failed(self, asked: str, url: str, role: str, fault: _Fault, status: int = 0) -> Answer:
        self._desk.counts[f"failed:{fault.reason}"] += 1
        event = Failed(self._desk.clock(), asked, self._desk.site_id(asked), role, fault.reason, fault.detail)
        await self._desk.put(event)
        return Answer(asked, url, status, reason=fault.reason, detail=fault.detail)


def _raw(response: Response) -> RawAnswer:
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return RawAnswer(response.url, response.status, headers, response.body)


def _fault_of(error: Exception) -> _Fault:
    for kind, reason, detail in _ERRORS:
        if isinstance(error, kind):
            return _Fault(reason, detail)
    if isinstance(error, ValueError):
        return _Fault("skipped", f"地址写得不对：{error}")
    return _Fault("connect", f"连接中断（{type(error).__name__}）")


def _status_fault(status: int) -> _Fault:
    if status in (404, 410):
        return _Fault("not_found", f"页面不存在（HTTP {status}）")
    if status in (401, 403, 412, 451):
        return _Fault("refused", f"网站拒绝访问（HTTP {status}）")
    if status == 429:
        return _Fault("too_many", "网站嫌请求过密（HTTP 429）")
    if status >= 500:
        return _Fault("http_5xx", f"网站出错（HTTP {status}）")
    return _Fault("timeout" if status == 408 else "http_other", f"HTTP {status}")
