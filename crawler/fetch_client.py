"""Asks for one address, redirects followed, and says what came of it in words planning understands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.addresses import column_key, host_of, is_web, with_scheme
from crawler.answer import RawAnswer
from crawler.conditional import Before, before
from crawler.desk import Desk
from crawler.events import Failed
from crawler.fault import DENYING, Fault, of_page, of_status
from crawler.fetch import REDIRECTS, location_of
from crawler.fetching import PLAINLY, Answer, Ask
from crawler.hop import Hop, Hops
from crawler.page import Page
from crawler.readers import Readers
from crawler.rendering import Rendering
from crawler.robots import Robots
from crawler.settings import Manners
from crawler.showing import Wanted
from crawler.writer import Read
from rules.units import District, canonical_address

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine

_MAX_HOPS = 8
_MOST_HELD, _MOST_SHELLS = 1_000_000, 32


@dataclass
class _Errand:
    """One call: what was asked for, where it has led so far."""

    asked: str
    role: str
    ask: Ask
    url: str
    visited: set[str] = field(default_factory=set)


class Client:
    """The Fetch of a run. Every answer is archived on the way; every failure is told here, once."""

    def __init__(self, engine: ExecutionEngine, desk: Desk, how: Manners, budget: int | None) -> None:
        self._desk = desk
        self._hops = Hops(engine, desk, how, budget)
        self._robots = Robots(self._hops, how)
        self._homes = _homes(desk.district)
        self._of_site: Counter[str] = Counter()
        # http and https are twins: asked as units.yaml writes the host, until the host itself sends us over.
        self._schemes = {host_of(url): urlsplit(url).scheme for site in desk.district.sites for url in site.start}
        self._readers = Readers(is_eager=budget is None)
        self._shells: dict[str, RawAnswer] = {}
        self._rendering = Rendering(engine, desk, how.user_agent, self._load)

    def close(self) -> None:
        self._readers.close()

    async def __call__(self, url: str, role: str, ask: Ask = PLAINLY) -> Answer:
        errand = _Errand(url, role, replace(ask, afresh=True) if ask.render else ask, self._as_the_host_has_it(url))
        if ask.render and (shell := self._shells.pop(url, None)) is not None:
            errand.url = shell.url
            return await self._shown(errand, shell)
        while True:
            got, known = await self._ask(errand)
            if isinstance(got, Fault):
                return await self._failed(errand, got)
            if got.status not in REDIRECTS:
                return await self._finished(errand, got, known)
            fault = self._follow(errand, got)
            if fault:
                return await self._failed(errand, fault, got.status)

    async def _ask(self, errand: _Errand, wanted: Wanted | None = None) -> tuple[RawAnswer | Fault, Before]:
        """One hop: the answer, and what was known of the address before. wanted: what a page's script says of its request."""
        fault = self._refusal(errand) or await self._disallowed(errand)
        if fault:
            return fault, Before()
        errand.visited.add(errand.url)
        known = await before(self._desk, errand.url, errand.role, errand.ask)
        hop = Hop(errand.url, errand.role, errand.ask.is_second_pass, known.headers, known.last)
        if wanted is not None:
            hop = replace(hop, headers=wanted.headers, method=wanted.method, body=wanted.body)
        return await self._hops.ask(hop), known

    async def _load(self, wanted: Wanted) -> RawAnswer | Fault:
        """What a page in the browser asks for: like any other request, redirects followed."""
        errand = _Errand(wanted.url, "asset", PLAINLY, wanted.url)
        while True:
            got, _ = await self._ask(errand, wanted)
            if isinstance(got, Fault) or got.status not in REDIRECTS:
                return got
            fault = self._follow(errand, got) if wanted.method == "GET" else Fault("http_other", "提交之后被转向")
            if fault:
                return fault

    def _as_the_host_has_it(self, url: str) -> str:
        return with_scheme(url, self._schemes.get(host_of(url), urlsplit(url).scheme)) if is_web(url) else url

    def _refusal(self, errand: _Errand) -> Fault | None:
        """Why an address is not asked for at all."""
        url, visited = errand.url, errand.visited
        if not is_web(url):
            return Fault("skipped", f"不是能访问的网页地址：{url[:100]}")
        if url in visited or len(visited) >= _MAX_HOPS:
            return Fault("redirect_loop", f"转向没有尽头：{url}")
        site = self._desk.district.site_of(url)
        if visited and site is None and errand.role != "attachment":
            return Fault("offsite", f"转向 units.yaml 以外的地址 {url}")
        if site is not None:
            self._of_site[site.id] += 1
            if self._of_site[site.id] > site.max_pages:
                return Fault("max_pages", f"站点 {site.id} 本次已请求 {site.max_pages} 个地址，疑似没有尽头，不再请求")
        return None

    async def _disallowed(self, errand: _Errand) -> Fault | None:
        site = self._desk.district.site_of(errand.url)
        return None if site is not None and site.robots is not None else await self._robots.fault_of(errand.url)

    def _follow(self, errand: _Errand, got: RawAnswer) -> Fault | None:
        """Turns to where a redirect leads, or says why not."""
        location = location_of(got, errand.url)
        if not location:
            return Fault("http_other", f"HTTP {got.status}，却没有说转向哪里")
        if self._is_home(location) and not self._is_home(errand.asked):
            return Fault("redirected_home", f"没有给出页面，转向了首页 {location}")
        if canonical_address(errand.url) == canonical_address(location):
            self._schemes[host_of(errand.url)] = urlsplit(location).scheme
        errand.url = location
        return None

    def _is_home(self, url: str) -> bool:
        return is_web(url) and _key(url) in self._homes

    async def _finished(self, errand: _Errand, got: RawAnswer, known: Before) -> Answer:
        if got.status == 304 and known.page is not None and known.headers:
            return Answer(errand.asked, errand.url, 304, known.page.located_at(errand.url), is_unchanged=True)
        if got.status != 200:
            return await self._failed(errand, of_status(got.status), got.status)
        if errand.ask.render:
            return await self._shown(errand, got)
        is_same = await known.is_same(got)
        if is_same and (page := known.page_of(got)) is not None:
            self._hops.note_page(errand.url, is_denied=False)
            return Answer(errand.asked, errand.url, 200, page.located_at(errand.url), is_unchanged=True)
        read = await self._readers.read(got, errand.url)
        await self._desk.put(Read(read.sha256, read.page))
        self._hold(errand, got, read.page)
        fault = of_page(read.page)
        self._hops.note_page(errand.url, is_denied=fault is not None and fault.reason in DENYING)
        if fault:
            return await self._failed(errand, fault, 200)
        return Answer(errand.asked, errand.url, 200, read.page.located_at(errand.url), read.links, is_unchanged=is_same)

    def _hold(self, errand: _Errand, got: RawAnswer, page: Page) -> None:
        """What a browser may be asked to show next need not be asked for twice."""
        if self._desk.browser and not page.readable and page.media == "html" and len(got.body) <= _MOST_HELD:
            self._shells[errand.asked] = got
            if len(self._shells) > _MOST_SHELLS:
                del self._shells[next(iter(self._shells))]

    async def _shown(self, errand: _Errand, got: RawAnswer) -> Answer:
        """The page as a browser shows it; detail: why its list may not be whole."""
        self._hops.note_page(errand.url, is_denied=False)
        shown = await self._rendering.show(got, errand.url, self._readers)
        if isinstance(shown, Fault):
            return await self._failed(errand, shown, 200)
        return Answer(errand.asked, errand.url, 200, shown.page.located_at(errand.url), shown.links, detail=shown.trouble)

    async def _failed(self, errand: _Errand, fault: Fault, status: int = 0) -> Answer:
        self._desk.counts[f"failed:{fault.reason}"] += 1
        asked, desk = errand.asked, self._desk
        await desk.put(Failed(desk.clock(), asked, desk.site_id(asked), errand.role, fault.reason, fault.detail, errand.ask.column))
        return Answer(asked, errand.url, status, reason=fault.reason, detail=fault.detail)


def _homes(district: District) -> frozenset[str]:
    """The start pages of all sites, and each host's front page."""
    starts = [url for site in district.sites for url in site.start]
    return frozenset(_key(url) for url in (*starts, *(f"http://{host_of(url)}/" for url in starts)))


def _key(url: str) -> str:
    """A folder is the same with and without its last slash: servers redirect from one to the other."""
    return column_key(url).rstrip("/")
