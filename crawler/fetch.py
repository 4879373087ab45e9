"""Scrapy's middlewares of ours: which proxy to use, and every raw answer on its way to the archive."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.answer import RawAnswer
from crawler.encoding import UnpackError, unpack
from crawler.writer import Arrived, Message, Writer
from rules.units import District

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

REDIRECTS = (301, 302, 303, 307, 308)


@dataclass
class Desk:
    """What fetching needs from outside Scrapy, and what it counts. proxies: by scheme, and under "no" what goes past them."""

    district: District
    writer: Writer
    clock: Callable[[], datetime]
    proxies: Mapping[str, str]
    progress: Callable[[str, int], None]
    counts: Counter[str] = field(default_factory=Counter)
    is_stopping: bool = False

    def stop(self) -> None:
        """No request is made from here on. Safe from any thread."""
        self.is_stopping = True

    async def put(self, message: Message) -> None:
        """Hands over to the writer; waits, without holding up the reactor, while its queue is full."""
        if not self.writer.put_nowait(message):
            await asyncio.to_thread(self.writer.put, message)

    def site_id(self, url: str) -> str | None:
        site = self.district.site_of(url)
        return site.id if site else None

    def proxy_for(self, url: str) -> str | None:
        parts = urlsplit(url)
        return None if goes_past(parts.hostname or "", self.proxies.get("no", "")) else self.proxies.get(parts.scheme)


def goes_past(host: str, no_proxy: str) -> bool:
    """Whether a host is one of those $no_proxy lists, or below one.

    >>> goes_past("www.panyu.gov.cn", "localhost, .gov.cn"), goes_past("www.panyu.gov.cn", "localhost")
    (True, False)
    """
    names = [name.strip().lstrip(".").lower() for name in no_proxy.split(",") if name.strip()]
    return any(name == "*" or host == name or host.endswith(f".{name}") for name in names)


def _desk_of(crawler: Crawler) -> Desk:
    desk: Desk = crawler.spider.desk  # type: ignore[union-attr]
    return desk


class Proxying:
    """Sets the proxy from the run's request: Scrapy would ask the environment, which is not ours to read here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Proxying:
        return cls(_desk_of(crawler))

    def process_request(self, request: Request) -> None:
        if "proxy" not in request.meta:
            request.meta["proxy"] = self._desk.proxy_for(request.url)


class Archiving:
    """Closest to the downloader: sees each hop, each retry and robots.txt, headers and body as received."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archiving:
        return cls(_desk_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        url = request.meta.get("asked", request.url)
        self._count(request, len(response.body))
        headers = tuple((name, value) for name, values in response.headers.items() for value in values)
        raw = RawAnswer(request.url, response.status, headers, response.body, response.protocol or "HTTP/1.1")
        location = location_of(raw, request.url)
        await self._desk.put(Arrived(raw, url, self._desk.clock(), self._desk.site_id(url), _role(request), location))
        return response if "role" in request.meta else _unpacked(response, raw)

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest):
            self._count(request, 0)

    def _count(self, request: Request, size: int) -> None:
        self._desk.counts["requests"] += 1
        self._desk.counts["bytes"] += size
        self._desk.progress(request.url, self._desk.counts["requests"])


def location_of(answer: RawAnswer, url: str) -> str:
    """Where a redirect points, absolute, else ""."""
    if answer.status not in REDIRECTS:
        return ""
    raw = next((value for name, value in answer.headers if name.lower() == b"location"), b"").strip()
    if not raw:
        return ""
    try:
        return urljoin(url, raw.decode("utf-8") if _is_utf8(raw) else raw.decode("gb18030", "replace"))
    except ValueError:
        return ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _role(request: Request) -> str:
    """Requests that are not ours are Scrapy's own for robots.txt."""
    role: Any = request.meta.get("role", "robots")
    return str(role)


def _unpacked(response: Response, raw: RawAnswer) -> Response:
    """robots.txt for Scrapy, which parses it as it comes."""
    try:
        return response.replace(body=unpack(raw.body, raw.header("Content-Encoding")))
    except UnpackError:
        return response
