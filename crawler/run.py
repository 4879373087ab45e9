"""A crawl from the outside: its request, its lock, its journal, its summary. Scrapy is loaded only when one starts."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.agenda import BUDGET
from crawler.archive import WarcInfo
from crawler.events import RunEnded, RunStarted, in_utc
from crawler.extract import READER
from crawler.journal import runs_in
from crawler.known import Known
from crawler.lock import locked
from crawler.platforms.survey import SiteSeen, survey
from crawler.rebuild import heal
from crawler.recheck import Recheck
from crawler.settings import Manners, manners
from crawler.showing import renderer_version
from crawler.store import Store
from crawler.trip import WINDOW_MARGIN, Options, Trip
from crawler.visits import night_of
from crawler.window import NightWindow
from crawler.writer import Writer
from rules.errors import GongkaiError, InvalidInput, StoreError
from rules.units import District, Site

if TYPE_CHECKING:
    from crawler.desk import Desk
    from crawler.fetching import Fetch


class FastRefused(GongkaiError):
    """--fast is for loopback alone."""

    exit_code = 2


class OutsideHours(GongkaiError):
    """The hours of night_window are not now: nothing is asked, and nothing is told of the sites."""

    exit_code = 4


class Interrupted(GongkaiError):
    """The user stopped the crawl; what was fetched is kept."""

    exit_code = 4


def _never(_title: str, _day: date | None) -> bool:
    return False


def _nowhere() -> frozenset[str]:
    return frozenset()


def _silent(_url: str, _requests: int) -> None:
    return None


@dataclass(frozen=True)
class CrawlRequest:
    """One crawl. clock: the time now, each time it is asked (standing still where simulated).

    window_start: the first day judging looks at; lists are read 30 days beyond it, articles dated before are left
    out unless `wanted` (title and day of the entry, no day where the list has none) says otherwise. second_look is called
    when everything is stored; it says which sites' columns and which pages failing verdicts rest on: they are read once more.
    resting: addresses on which the verdicts of the last check rest: they are looked at again sooner.
    sites: ids, names or aliases; empty: all. proxies: by scheme, as urllib.request.getproxies() gives them. manners: for tests.
    browser: the Chromium for pages that only their scripts fill, "" where there is none; used where the extra `browser` is installed.
    survey: the columns are only looked for, and this is told what each site shows; such a run is kept like any, but is no look at anything.
    """

    district: District
    db_url: str
    archive: Path
    clock: Callable[[], datetime]
    window_start: date
    program: str
    units_sha256: str = ""
    simulated: bool = False
    sites: tuple[str, ...] = ()
    full: bool = False
    fast: bool = False
    wanted: Callable[[str, date | None], bool] = _never
    second_look: Callable[[], Recheck] | None = None
    resting: Callable[[], frozenset[str]] = _nowhere
    proxies: Mapping[str, str] = field(default_factory=dict)
    manners: Manners | None = None
    browser: str = ""
    survey: Callable[[SiteSeen], None] | None = None

    @property
    def browser_used(self) -> str:
        return self.browser if renderer_version() else ""

    @property
    def mode(self) -> str:
        return "discover" if self.survey else "full" if self.full else "incremental"


@dataclass(frozen=True)
class CrawlSummary:
    """What a crawl came to. unhealthy: (site, reason) of sites somebody vouched for that were not covered as the window asks.

    failures: (reason code, how often); skipped: (Chinese reason, how often); said: repairs made at the start, in Chinese;
    remaining: (site, nights) of those whose first crawl goes on.
    """

    run: str
    requests: int
    bytes: int
    new_pages: int
    columns_complete: int
    columns_incomplete: int
    failures: tuple[tuple[str, int], ...]
    skipped: tuple[tuple[str, int], ...]
    unhealthy: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    remaining: tuple[tuple[str, int], ...] = ()


def crawl(request: CrawlRequest, progress: Callable[[str, int], None] = _silent) -> CrawlSummary:
    """Crawls. progress: address and number of each request. Raises AlreadyRunning, StoreError, InvalidInput, FastRefused, Interrupted."""
    sites = _chosen(request)
    if request.fast:
        _refuse_fast(request, sites)
    else:
        _refuse_hours(request)
    with locked(request.archive):
        store = Store(request.db_url)
        try:
            said = heal(store, request.archive)
            _refuse_backwards(store, in_utc(request.clock()))
            return _Run(request, store, sites, said).execute(progress)
        finally:
            store.close()


class _Run:
    """One run, from its first journal line to its last."""

    def __init__(self, request: CrawlRequest, store: Store, sites: tuple[Site, ...], said: tuple[str, ...]) -> None:
        self._request = request
        self._store = store
        self._sites = sites
        self._said = said
        self._started_at = self._now()
        self._id = _new_id(request.archive, self._started_at)
        self._manners = request.manners or manners(request.district.crawl, request.program, fast=request.fast)

    def execute(self, progress: Callable[[str, int], None]) -> CrawlSummary:
        from crawler.desk import Desk  # Scrapy takes a second to load: only a crawl should

        request = self._request
        info = WarcInfo(self._id, request.program, self._manners.user_agent, request.simulated)
        known = Known() if request.survey else self._store.known()
        writer = Writer(request.archive, info, self._store, lambda: desk.stop())
        desk = Desk(request.district, writer, self._now, request.proxies, progress, known.knows, self._store.last_answer, self._store.page_of)
        desk.browser, desk.is_stubborn = request.browser_used, known.stubborn.__contains__
        trips: list[Trip] = []
        status = "failed"
        try:
            writer.put(self._started())
            status = self._fetch(desk, known, trips)
        finally:
            counts = dict(desk.counts) | {"new_pages": len(trips[0].new_pages) if trips else 0}
            writer.put(RunEnded(self._now(), status, tuple(sorted(counts.items()))))
            writer.close()
        if status == "interrupted":
            raise Interrupted(f"抓取已按要求中断：已取得的都在（运行 {self._id}），下次运行接着做")
        return self._summary(desk.counts, trips[0])

    def _fetch(self, desk: Desk, known: Known, trips: list[Trip]) -> str:
        """Returns the run's status. Whatever went wrong with writing is raised by closing the writer."""
        from crawler.drive import drive
        from crawler.spider import fetch_all

        request, options = self._request, self._options()

        async def job(fetch: Fetch) -> None:
            trip = Trip(request.district, known, options, fetch, desk.writer.put, self._now)
            trip.due = lambda: self._store.due(options.night, request.resting())
            trip.held_page = self._store.held_page
            trips.append(trip)
            if request.survey is not None:
                await survey(trip, self._sites, request.survey)
            else:
                await drive(trip, self._sites, desk.writer.drain, request.second_look)

        try:
            fetch_all(desk, self._manners, options.budget, job)
        except KeyboardInterrupt:
            return "interrupted"
        return "failed" if desk.writer.error else "done"

    def _now(self) -> datetime:
        return in_utc(self._request.clock())

    def _options(self) -> Options:
        request = self._request
        budget = None if request.fast else request.district.crawl.budget_per_host
        floor, night = request.window_start - WINDOW_MARGIN, night_of(self._started_at)
        return Options(floor, request.full, request.wanted, renders=bool(request.browser_used), night=night, budget=budget)

    def _started(self) -> RunStarted:
        request = self._request
        return RunStarted(
            at=self._now(), run=self._id, simulated=request.simulated, mode=request.mode,
            fast=request.fast, program=request.program, reader=READER, units_sha256=request.units_sha256,
            sites=tuple(site.id for site in self._sites),
        )  # fmt: skip

    def _summary(self, counts: Counter[str], trip: Trip) -> CrawlSummary:
        complete = sum(read.complete for read in trip.columns.values())
        return CrawlSummary(
            run=self._id, requests=counts["requests"], bytes=counts["bytes"], new_pages=len(trip.new_pages),
            columns_complete=complete, columns_incomplete=len(trip.columns) - complete,
            failures=tuple(sorted((name.removeprefix("failed:"), n) for name, n in counts.items() if name.startswith("failed:"))),
            skipped=tuple(sorted(trip.skipped.items())),
            unhealthy=() if self._request.survey else tuple((site.id, reason) for site in self._sites if (reason := _fault_of(site, trip))),
            said=self._said, remaining=tuple((site, look.nights_left) for site, look in sorted(trip.sites.items()) if look.nights_left),
        )  # fmt: skip


def _fault_of(site: Site, trip: Trip) -> str:
    """Why a site that somebody vouched for was not covered, or "". A guessed address is nobody's fault."""
    if site.confirmed is None:
        return ""
    look = trip.sites.get(site.id)
    if look is None or (look.reason and not (look.nights_left and look.reason == BUDGET)):
        return look.reason if look else "not_reached"
    unread = (key for key, read in trip.columns.items() if read.site == site.id and not read.complete)
    # A first crawl that takes several nights is going on as planned.
    return "columns_incomplete" if any(key not in trip.cut_short or not look.nights_left for key in unread) else ""


def _chosen(request: CrawlRequest) -> tuple[Site, ...]:
    if not request.sites:
        return request.district.crawled_sites
    chosen = {name: request.district.site_named(name) for name in request.sites}
    unknown = [name for name, site in chosen.items() if site is None]
    if unknown:
        known = "、".join(site.id for site in request.district.sites)
        raise InvalidInput(f"units.yaml 里没有这些站点：{'、'.join(unknown)}；有的是 {known}；例如 --site {request.district.sites[0].id}")
    if unseen := [name for name, site in chosen.items() if site is not None and not site.is_crawled]:
        raise InvalidInput(f"units.yaml 写明不抓取、凭书面证明核查的位置：{'、'.join(unseen)}；例如 --site {request.district.sites[0].id}")
    ids = {site.id for site in chosen.values() if site is not None}
    return tuple(site for site in request.district.sites if site.id in ids)


def _refuse_fast(request: CrawlRequest, sites: tuple[Site, ...]) -> None:
    for url in (url for site in sites for url in site.start):
        if not (_is_loopback(url) or _is_loopback(request.proxies.get(urlsplit(url).scheme, ""))):
            raise FastRefused(f"--fast 不留间隔，只准用于本机：{url} 不是本机地址，也没有经过本机的代理；请去掉 --fast")


def _refuse_hours(request: CrawlRequest) -> None:
    """A run without a single request would put a look that saw nothing in place of the last one that saw all."""
    window = request.district.crawl.night_window
    if window and not NightWindow.of(window).is_open(request.clock()):
        raise OutsideHours(f"现在不在抓取时段 {window}（units.yaml 的 night_window）：没有发出任何请求；请到时段内运行，或用 gongkai crawl --any-time")


def _is_loopback(url: str) -> bool:
    """Whether an address (of a site or a proxy, with or without scheme) is this machine.

    >>> _is_loopback("http://127.0.0.1:8080"), _is_loopback("http://www.panyu.gov.cn/"), _is_loopback("")
    (True, False, False)
    """
    host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_backwards(store: Store, now: datetime) -> None:
    last = store.last_capture_at()
    if last is not None and now < last:
        raise StoreError(
            f"现在的时间 {now.isoformat()} 早于库中最后的记录 {last.isoformat()}：首次见到的日期会乱。"
            "请检查系统时钟或 $GONGKAI_NOW，或换用另一个 --db 和 --archive"
        )


def _new_id(archive: Path, now: datetime) -> str:
    """Begins with the time, so that ids sort as the runs were."""
    stem = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{stem}-{sum(run.startswith(stem) for run in runs_in(archive)) + 1:03d}"
