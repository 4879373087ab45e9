"""Ends a run's first look: whether sites that lost much are believed, and what each site's part of the run came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.addresses import host_of
from crawler.agenda import nights_left
from crawler.events import ColumnRead, SiteRead
from crawler.health import SHRUNK, is_rebuilt, is_shrunk
from crawler.ledger import DOUBTED
from crawler.trip import Trip


@dataclass(frozen=True)
class Doubt:
    """Why a site that lost entries is not believed, in Chinese."""

    site: str
    detail: str


def settle(trip: Trip, is_told: bool = False) -> None:
    """Tells the columns held back: as read where their site is sound, as not believed where it is not; what is not believed is not visited.

    is_told: the sites are told already, and told again where they are not believed after all.
    """
    doubted = {doubt.site: doubt for doubt in _doubts(trip)}
    for key, read in sorted(trip.held_back.items()):
        doubt = doubted.get(read.site)
        if doubt is not None:
            trip.vanished.pop(key, None)
        trip.tell_column(_disbelieved(read, doubt) if doubt is not None else read)
    trip.held_back.clear()
    for doubt in doubted.values():
        site = trip.sites.get(doubt.site)
        if site is not None and not site.reason:
            trip.sites[doubt.site] = replace(site, reason=SHRUNK, detail=doubt.detail)
            if is_told:
                trip.tell(trip.sites[doubt.site])


def _disbelieved(read: ColumnRead, doubt: Doubt) -> ColumnRead:
    return replace(read, complete=False, reached="", to_end=False, covered_since=None, reason=DOUBTED + doubt.detail)


def _doubts(trip: Trip) -> Iterator[Doubt]:
    for site in sorted({read.site for read in trip.held_back.values()}):
        earlier, standing = trip.known.sizes.get(site, ()), standing_of(trip, site)
        heads = {(head.site, head.column): head for head in trip.known.heads_of(site) if head.standing}
        removed = [heads[key] for key, read in trip.held_back.items() if key in heads and read.reached == "removed"]
        if is_rebuilt(removed, len(heads), trip.known.doubted.get(site, 0)):
            yield Doubt(site, f"本站有 {len(removed)} 个栏目同时不见了")
        elif is_shrunk(standing, earlier):
            yield Doubt(site, f"本站条目比平时少：现有 {standing} 条，近 {len(earlier)} 次平均 {sum(earlier) / len(earlier):.0f} 条")


def standing_of(trip: Trip, site: str) -> int:
    """How many entries stand in a site's columns as far as this run saw, those of columns it did not read included."""
    known = {(head.site, head.column): head.standing for head in trip.known.heads_of(site)}
    seen = {key: count for key, count in trip.standing.items() if key[0] == site}
    return sum((known | seen).values())


def tell_sites(trip: Trip) -> None:
    """Each site's part of the run, with what remains of its first crawl."""
    nights = _nights(trip)
    for site, read in trip.sites.items():
        is_cut = read.reason == "budget" or any(key[0] == site for key in trip.cut_short)
        left = max(nights.get(site, 0), 1 if is_cut else 0)
        read = replace(read, nights_left=left, standing=standing_of(trip, site) if read.reached else None)
        told = trip.sites[site] = _doubted_if_empty(read, [head for head in trip.columns.values() if head.site == site])
        trip.tell(told)


def _doubted_if_empty(read: SiteRead, columns: list[ColumnRead]) -> SiteRead:
    """A site whose columns were all read and are all empty was hardly read: a common script may fill them all."""
    if read.standing != 0 or read.reason or not all(column.complete for column in columns):
        return read
    return replace(read, reached=False, reason="no_entries", detail="所有栏目都没有条目，可能由脚本填充而读不出")


def _nights(trip: Trip) -> dict[str, int]:
    """Per site for how many further nights its host is busy with what waits."""
    budget, waiting = trip.options.budget, trip.agenda.waiting()
    if budget is None:
        return {}
    nights = {host: nights_left(trip.agenda.requests_left(host), budget, _every_night(trip, host)) for host, _ in waiting}
    told: dict[str, int] = {}
    for host, site in waiting:
        told[site] = max(told.get(site, 0), nights[host])
    return told


def _every_night(trip: Trip, host: str) -> int:
    """What each night asks of a host before anything new: robots.txt, start pages, one page of every column."""
    starts = sum(host_of(url) == host for site in trip.district.sites if site.id in trip.sites for url in site.start)
    return 1 + starts + sum(host_of(read.url) == host and read.reached != "removed" for read in trip.columns.values())
