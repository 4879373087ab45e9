"""robots.txt (RFC 9309): asked once a host and run, like any other address, and obeyed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urljoin

from scrapy.robotstxt import ProtegoRobotParser

from crawler.addresses import host_of, is_web
from crawler.answer import RawAnswer
from crawler.encoding import UnpackError, unpack
from crawler.fault import Fault, of_status
from crawler.fetch import REDIRECTS, location_of
from crawler.hop import Hop, Hops
from crawler.settings import Manners

_MOST_BYTES = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB are to be read."""
_MOST_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""
_UNKNOWN = ("truncated", "too_large", "http_other")


@dataclass(frozen=True)
class _Rules:
    """What a host's robots.txt says; `fault`: why that is not known. No parser and no fault: it forbids nothing."""

    at: float
    parser: ProtegoRobotParser | None = None
    fault: Fault | None = None


class Robots:
    """One that could not be had is asked for again when a failing host would be, not for every page."""

    def __init__(self, hops: Hops, how: Manners) -> None:
        self._hops = hops
        self._how = how
        self._rules: dict[str, _Rules] = {}
        self._reading: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fault_of(self, url: str) -> Fault | None:
        """Why an address may not be asked for; None where it may be. Raises Stopped."""
        host = host_of(url)
        async with self._reading[host]:
            rules = self._rules.get(host)
            if rules is None or (rules.fault and monotonic() - rules.at >= self._how.patience.breaker_pause_seconds):
                rules = self._rules[host] = await self._ask(url)
        if rules.fault or rules.parser is None or rules.parser.allowed(url, self._how.user_agent):
            return rules.fault
        return Fault("robots", "robots.txt 不允许访问")

    async def _ask(self, url: str) -> _Rules:
        target = urljoin(url, "/robots.txt")
        for _ in range(_MOST_REDIRECTS + 1):
            got = await self._hops.ask(Hop(target, "robots"))
            if isinstance(got, Fault):
                return _Rules(monotonic(), fault=_unreached(got))
            if got.status not in REDIRECTS:
                return await asyncio.to_thread(_read, got)
            target = location_of(got, target)
            if not is_web(target):
                break
        return _Rules(monotonic())


def _read(got: RawAnswer) -> _Rules:
    """Answers of the client's fault (4xx) mean that there is none; of the server's, that nobody knows (RFC 9309, 2.3.1.3 and 2.3.1.4)."""
    if got.status >= 500 or got.status == 429:
        return _Rules(monotonic(), fault=_unreached(of_status(got.status)))
    if got.status != 200:
        return _Rules(monotonic())
    try:
        body = unpack(got.body, got.header("Content-Encoding"))
    except UnpackError as error:
        return _Rules(monotonic(), fault=_unreached(Fault("truncated", str(error))))
    return _Rules(monotonic(), ProtegoRobotParser(body[:_MOST_BYTES], None))


def _unreached(fault: Fault) -> Fault:
    """A page's fault where its robots.txt could not be had: the host's own, if it has one."""
    is_its_own = fault.reason in _UNKNOWN or fault.reason in ("http_5xx", "too_many")
    reason = "robots_unknown" if is_its_own else fault.reason
    return Fault(reason, fault.detail if not is_its_own else f"robots.txt 取不到，按规定先不访问：{fault.detail}")
