"""Coverage: whether the places of a duty were searched completely, how often since a day, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checks.days import shanghai_day
from checks.verdict import Searched
from crawler.seen import ColumnLook, SiteLook, Snapshot
from rules.units import District, Site


@dataclass(frozen=True)
class Unread:
    """A listed page that could not be fetched: what it holds is not known."""

    address: str
    title: str
    date: date | None
    reason: str


@dataclass(frozen=True)
class SiteState:
    """One site's search history up to the time asked."""

    site: Site
    looks: tuple[SiteLook, ...]
    columns: tuple[ColumnLook, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place a duty names, as the sites it means for one unit; none where the unit has no site."""

    name: str
    sites: tuple[SiteState, ...]

    @property
    def site_ids(self) -> frozenset[str]:
        return frozenset(s.site.id for s in self.sites)

    @property
    def by_proof(self) -> tuple[Site, ...]:
        """Its sites that no crawl sees: what stands there is shown by written proof alone."""
        return tuple(s.site for s in self.sites if not s.site.is_crawled)


@dataclass(frozen=True)
class Absence:
    """What an absence is worth, with the reason's code and words: confirmed; open (it awaits its second look, or a proof from a
    place that no crawl sees); or not checked."""

    state: Literal["confirmed", "awaits", "not_checked"]
    reason: str
    detail: str


REMOVED = "removed"
"""A column that the site itself took away is no gap in a search."""

CONFIRMED = Absence("confirmed", "not_found", "")
BY_PROOF = "by_proof"
FIRST_CRAWL = "first_crawl"
"""Of what the site lists, not all could be fetched yet within its budgets: it goes on as planned."""


def site_states(snapshot: Snapshot, district: District, unread: dict[str, tuple[Unread, ...]]) -> dict[str, SiteState]:
    """Every site of the district with its looks in order of time."""
    looks: dict[str, list[SiteLook]] = {s.id: [] for s in district.sites}
    columns: dict[str, list[ColumnLook]] = {s.id: [] for s in district.sites}
    for look in sorted(snapshot.sites, key=lambda k: (k.at, k.run)):
        looks.setdefault(look.site, []).append(look)
    for column in sorted(snapshot.looks, key=lambda k: (k.at, k.run, k.look, k.column)):
        columns.setdefault(column.site, []).append(column)
    return {s.id: SiteState(s, tuple(looks[s.id]), tuple(columns[s.id]), unread.get(s.id, ())) for s in district.sites}


def absence(place: Place, since: date, to_end: bool = False) -> Absence:
    """What it is worth that nothing was found in a place, looked at on `since` or later.

    to_end: whether the lists must once have been read to their ends (a document of any year would do). A site that no crawl
    sees needs no coverage, and proves nothing by its silence.
    """
    if not place.sites:
        return Absence("not_checked", "no_site", "单位配置中没有本单位网站")
    unseen = place.by_proof
    worst = Absence("awaits", BY_PROOF, "；".join(s.proof for s in unseen)) if unseen else CONFIRMED
    for state in place.sites:
        found = _site_absence(state, since, to_end) if state.site.is_crawled else CONFIRMED
        if found.state == "not_checked":
            return found
        if found.state == "awaits":
            worst = found
    return worst


def _site_absence(state: SiteState, since: date, to_end: bool) -> Absence:
    name = state.site.name
    if (fault := site_fault(state, since)) is not None:
        return fault
    current = current_columns(state, since)
    if not current:
        return Absence("not_checked", "no_columns", f"{name}没有找到可读的栏目")
    least = 2
    for history in current.values():
        last = history[-1]
        complete = [c for c in history if c.complete]
        if not any(c.run == last.run for c in complete):
            return Absence("not_checked", "column_incomplete", f"{name}的栏目“{last.name}”：{last.reason or '栏目没有读完'}")
        if to_end and not any(c.to_end for c in state.columns if c.column == last.column):
            return Absence("not_checked", "column_incomplete", f"{name}的栏目“{last.name}”：栏目没有读到最早一条")
        least = min(least, len({(c.run, c.look) for c in complete}))
    return CONFIRMED if least >= 2 else Absence("awaits", "awaits_second_look", f"{name}只完整检索过一遍，等待复核")


def site_fault(state: SiteState, since: date) -> Absence | None:
    """Why a site does not count as read at all on `since` or later; None where it does."""
    name = state.site.name
    recent = [k for k in state.looks if shanghai_day(k.at) >= since]
    if not recent:
        return Absence("not_checked", "not_crawled", f"{name}在{since.isoformat()}及以后没有检测记录")
    last = recent[-1]
    if last.nights_left:
        return Absence("not_checked", FIRST_CRAWL, f"{name}首次抓取尚未完成，预计还需 {last.nights_left} 夜")
    if not last.reached:
        return Absence("not_checked", last.reason or "site_down", f"{name}未能检测：{last.detail or last.reason}")
    if state.site.confirmed is None and not any(k.names_unit for k in recent):
        return Absence("not_checked", "site_not_confirmed", f"{name}的网址尚未确认，且其页面没有写明是本单位网站")
    return None


def current_columns(state: SiteState, since: date) -> dict[str, tuple[ColumnLook, ...]]:
    """The columns that stood in the last run since a day, each with all its looks since that day.

    A run that was cut off before it came to say what the site as a whole looked like has not seen all its columns: it does not count.
    """
    ended = {look.run for look in state.looks}
    recent = [c for c in state.columns if c.run in ended and shanghai_day(c.at) >= since]
    if not recent:
        return {}
    last = {c.column: c for c in recent if c.run == recent[-1].run}
    names = {name for name, look in last.items() if look.reached != REMOVED}
    return {n: tuple(c for c in recent if c.column == n) for n in sorted(names)}


def searched(places: Iterable[Place], since: date) -> tuple[Searched, ...]:
    """The columns that were searched, for the reader of an absence."""
    rows = []
    for place in places:
        for state in place.sites:
            for column, history in current_columns(state, since).items():
                last = history[-1]
                rows.append(Searched(state.site.id, last.name or column, last.entries, last.oldest, any(c.complete for c in history)))
    return tuple(sorted(set(rows), key=lambda r: (r.site, r.column, r.entries)))
