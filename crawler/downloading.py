"""Scrapy's HTTP handler with our certificates, a bound on headers, and names that only the guard resolves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution
from twisted.python.failure import Failure
from zope.interface import implementer

from crawler.certificates import Policy
from crawler.fetch import desk_of
from crawler.guard import Guard
from crawler.network_faults import HeadersTooLong

_MOST_HEADERS = 256 * 1024
"""Bytes before a body, informational answers included."""
_BEFORE_BODY = ("STATUS", "HEADER")


class Handler(http11.HTTP11DownloadHandler):
    """For http and https. Scrapy has a setting to verify certificates, none to accept those of some hosts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory: Any = Policy(desk_of(crawler).certificates)
        self._pool._factory = _Factory
        self._of = crawler

    @cached_property
    def _browser(self) -> Any:
        """Loaded with the first page that is to be shown."""
        from crawler.browser import Browser

        return Browser(self._of)

    async def download_request(self, request: Request) -> Response:
        if "showing" in request.meta:
            shown: Response = await self._browser.download_request(request)
            return shown
        return await super().download_request(request)

    async def close(self) -> None:
        if "_browser" in vars(self):
            await self._browser.close()
        await super().close()


class _Protocol(http11._LenientHTTP11ClientProtocol):
    """Gives up on an answer whose headers do not end: Twisted bounds a line, not their number."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        if self._parser is not None and self._parser.state in _BEFORE_BODY:
            if self._header_bytes > _MOST_HEADERS:
                self._giveUp(Failure(HeadersTooLong()))
                return
            self._header_bytes += len(data)
        super().dataReceived(data)


class _Factory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, _address: IAddress | None) -> _Protocol:
        return _Protocol(self._quiescentCallback)


@implementer(IHostnameResolver)
class PinnedNames:
    """The reactor's resolver during a run: knows the names the guard has checked, at the addresses it has checked, and no others."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: Any = "TCP",
    ) -> Any:
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        for text in self._guard.pinned(hostName):
            kind = IPv6Address if ":" in text else IPv4Address
            if addressTypes is None or kind in addressTypes:
                resolutionReceiver.addressResolved(kind(transportSemantics, text, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """There is nothing to wait for."""
