"""Scrapy's middlewares of ours: which proxy to use, and every raw answer on its way to the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.answer import RawAnswer
from crawler.desk import Desk
from crawler.writer import Arrived

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

REDIRECTS = (301, 302, 303, 307, 308)


def desk_of(crawler: Crawler) -> Desk:
    desk: Desk = crawler.spider.desk  # type: ignore[union-attr]
    return desk


class Proxying:
    """Sets the proxy from the run's request: Scrapy would ask the environment, which is not ours to read here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Proxying:
        return cls(desk_of(crawler))

    def process_request(self, request: Request) -> None:
        if "proxy" not in request.meta:
            request.meta["proxy"] = self._desk.proxy_for(request.url)


class Archiving:
    """Closest to the downloader: sees each hop, each try and robots.txt, headers and body as received."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archiving:
        return cls(desk_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        if "showing" in request.meta:
            return response  # what the browser makes of answers, each of which came by here
        url = request.meta["asked"]
        self._count(request, len(response.body))
        await self._desk.tell_accepted(request.url)
        raw = raw_answer(response, request.url)
        meta, location = request.meta, location_of(raw, request.url)
        told = Arrived(raw, url, self._desk.clock(), self._desk.site_id(url), meta["role"], location, meta.get("last"), _sent(request))
        await self._desk.put(replace(told, method=request.method, sent=request.body))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if "showing" not in request.meta:
            self._count(request, 0)

    def _count(self, request: Request, size: int) -> None:
        self._desk.counts["requests"] += 1
        self._desk.counts["bytes"] += size
        self._desk.progress(request.url, self._desk.counts["requests"])


def raw_answer(response: Response, url: str) -> RawAnswer:
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return RawAnswer(url, response.status, headers, response.body, response.protocol or "HTTP/1.1")


def _sent(request: Request) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of a request, less what is between us and the proxy."""
    host = urlsplit(request.url).netloc.rpartition("@")[2].encode("ascii", "replace")
    told = ((name, value) for name, values in request.headers.items() for value in values if name.lower() != b"proxy-authorization")
    return ((b"Host", host), *told)


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
