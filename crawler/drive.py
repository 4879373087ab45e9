"""Drives a run: all sites, what failed once more, then the second look where failing absences rest."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial
from typing import Any

from crawler.addresses import host_of
from crawler.closing import settle, tell_sites
from crawler.errands import AskPage, visit, visit_vanished, work_off
from crawler.events import SecondLookStarted
from crawler.platforms.bounds import Bounds
from crawler.platforms.site import SiteCrawl
from crawler.recheck import Recheck
from crawler.trip import Trip
from rules.units import Site, canonical_address

_SITES_A_HOST = 6
"""Side by side on one host, so that a request always waits for its one place in the downloader."""


async def drive(trip: Trip, sites: Sequence[Site], drain: Callable[[], None], second_look: Callable[[], Recheck] | None) -> None:
    """The whole run. `drain` returns when all that was told is in the database; both callables run in threads."""
    bounds = trip.fetch = Bounds(trip.district, trip.fetch, trip.skip)
    crawls = [SiteCrawl(trip, site, bounds) for site in sites]
    ask: dict[str, AskPage] = {crawl.site.id: crawl.follower.ask_article for crawl in crawls}
    await _first_look(trip, crawls)
    _take_up_pending(trip, crawls)
    await _again(trip, crawls, look=1)
    settle(trip)
    await visit(trip, ask)
    bounds.mark(trip.sites)
    tell_sites(trip)
    await asyncio.to_thread(drain)
    if second_look is not None:
        await _look_again(trip, crawls, await asyncio.to_thread(second_look))
        settle(trip, is_told=True)
        await visit_vanished(trip, ask)


async def _first_look(trip: Trip, crawls: list[SiteCrawl]) -> None:
    """Host by host, side by side: the lists of all its sites, then what they show, what rules look at first."""
    by_host: dict[str, list[SiteCrawl]] = defaultdict(list)
    for crawl in crawls:
        by_host[host_of(crawl.site.start[0])].append(crawl)

    async def of_host(host: str, here: list[SiteCrawl]) -> None:
        await _all((crawl.site, crawl.crawl) for crawl in here)
        await work_off(trip, (host,))

    async with asyncio.TaskGroup() as group:
        for host, here in by_host.items():
            group.create_task(of_host(host, here))
    await work_off(trip, trip.agenda.hosts)


async def _look_again(trip: Trip, crawls: list[SiteCrawl], recheck: Recheck) -> None:
    chosen = [crawl for crawl in crawls if crawl.site.id in recheck.sites]
    if not chosen and not recheck.pages:
        return
    trip.forget_lists()
    trip.tell(SecondLookStarted(trip.clock(), tuple(sorted(crawl.site.id for crawl in chosen))))
    await _all((crawl.site, partial(crawl.recheck, url)) for url in sorted(recheck.pages) for crawl in _owner(trip, crawls, url))
    await _all((crawl.site, crawl.look_again) for crawl in chosen)
    await work_off(trip, trip.agenda.hosts)
    await _again(trip, chosen, look=2)


def _take_up_pending(trip: Trip, crawls: list[SiteCrawl]) -> None:
    """What earlier runs meant to have and this one has not met: with what failed, it is asked for next."""
    for url in trip.known.pending:
        if canonical_address(url) not in trip.asked:
            for crawl in _owner(trip, crawls, url):
                crawl.take_up(url)


def _owner(trip: Trip, crawls: list[SiteCrawl], url: str) -> list[SiteCrawl]:
    site = trip.district.site_of(url)
    return [crawl for crawl in crawls if site is not None and crawl.site.id == site.id]


async def _again(trip: Trip, crawls: list[SiteCrawl], look: int) -> None:
    failed = [crawl for crawl in crawls if crawl.has_failed]
    if failed:
        trip.forget_lists()
        trip.is_second_pass = True
        await _all((crawl.site, partial(crawl.crawl_again, look)) for crawl in failed)
        await work_off(trip, trip.agenda.hosts)
        trip.is_second_pass = False


async def _all(work: Iterable[tuple[Site, Callable[[], Coroutine[Any, Any, None]]]]) -> None:
    """Hosts side by side; of one host's sites, a few."""
    places: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_SITES_A_HOST))

    async def one(place: asyncio.Semaphore, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async with place:
            await step()

    async with asyncio.TaskGroup() as group:
        for site, step in work:
            group.create_task(one(places[host_of(site.start[0])], step))
