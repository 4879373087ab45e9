"""Coverage: whether the places of a duty were searched completely, how often since a day, and if not, why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, Protocol

from checks.days import shanghai_day
from checks.verdict import Searched
from crawler.seen import ColumnLook, SiteLook
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
    """One site's search history up to the time asked, both kinds of looks in order of time.

    Every question asks the same of it: what depends on nothing else is worked out once.
    """

    site: Site
    looks: tuple[SiteLook, ...]
    columns: tuple[ColumnLook, ...]
    unread: tuple[Unread, ...] = ()

    def looks_since(self, since: date) -> tuple[SiteLook, ...]:
        return self.looks[bisect_left(self._look_days, since) :]

    def columns_since(self, since: date) -> dict[str, tuple[ColumnLook, ...]]:
        """The columns that stood in the last run since a day, each with all its looks since that day.

        A run that was cut off before it came to say what the site as a whole looked like has not seen all its columns: it does not count.
        """
        first = bisect_left(self._column_days, since)
        if first not in self._since:
            self._since[first] = _standing(self._ended[first:])
        return self._since[first]

    @cached_property
    def read_to_end(self) -> frozenset[str]:
        """The columns of which a look once reached the end."""
        return frozenset(c.column for c in self.columns if c.to_end)

    @cached_property
    def absences(self) -> dict[tuple[date, bool], Absence]:
        """What was already worked out of it: what its silence is worth since a day, its lists read to their ends or not."""
        return {}

    def searched_since(self, since: date) -> tuple[Searched, ...]:
        """The columns that were searched since a day."""
        first = bisect_left(self._column_days, since)
        if first not in self._searched:
            histories = self.columns_since(since).items()
            self._searched[first] = tuple(_searched(self.site.id, column, history) for column, history in histories)
        return self._searched[first]

    @cached_property
    def _searched(self) -> dict[int, tuple[Searched, ...]]:
        return {}

    @cached_property
    def _since(self) -> dict[int, dict[str, tuple[ColumnLook, ...]]]:
        return {}

    @cached_property
    def _ended(self) -> tuple[ColumnLook, ...]:
        ended = {look.run for look in self.looks}
        return tuple(c for c in self.columns if c.run in ended)

    @cached_property
    def _look_days(self) -> tuple[date, ...]:
        return tuple(shanghai_day(look.at) for look in self.looks)

    @cached_property
    def _column_days(self) -> tuple[date, ...]:
        return tuple(shanghai_day(look.at) for look in self._ended)


def _searched(site: str, column: str, history: tuple[ColumnLook, ...]) -> Searched:
    last = history[-1]
    return Searched(site, last.name or column, last.entries, last.oldest, any(c.complete for c in history))


def _standing(recent: tuple[ColumnLook, ...]) -> dict[str, tuple[ColumnLook, ...]]:
    """The columns of the last of some looks' runs that are not taken away, by name, each with all its looks."""
    histories: dict[str, list[ColumnLook]] = {}
    for look in recent:
        histories.setdefault(look.column, []).append(look)
    run = recent[-1].run if recent else ""
    last = {look.column: look for look in recent if look.run == run}
    return {name: tuple(histories[name]) for name in sorted(last) if last[name].reached != REMOVED}


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


class Looked(Protocol):
    """What tells of looks: a snapshot, or the holdings judging goes by."""

    @property
    def looks(self) -> tuple[ColumnLook, ...]: ...
    @property
    def sites(self) -> tuple[SiteLook, ...]: ...


def site_states(seen: Looked, district: District, unread: dict[str, tuple[Unread, ...]]) -> dict[str, SiteState]:
    """Every site of the district with its looks in order of time."""
    looks: dict[str, list[SiteLook]] = {s.id: [] for s in district.sites}
    columns: dict[str, list[ColumnLook]] = {s.id: [] for s in district.sites}
    for look in sorted(seen.sites, key=lambda k: (k.at, k.run)):
        looks.setdefault(look.site, []).append(look)
    for column in sorted(seen.looks, key=lambda k: (k.at, k.run, k.look, k.column)):
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
    if (since, to_end) not in state.absences:
        state.absences[since, to_end] = _weighed(state, since, to_end)
    return state.absences[since, to_end]


def _weighed(state: SiteState, since: date, to_end: bool) -> Absence:
    name = state.site.name
    if (fault := site_fault(state, since)) is not None:
        return fault
    current = state.columns_since(since)
    if not current:
        return Absence("not_checked", "no_columns", f"{name}没有找到可读的栏目")
    least = 2
    for history in current.values():
        last = history[-1]
        complete = [c for c in history if c.complete]
        if not any(c.run == last.run for c in complete):
            return Absence("not_checked", "column_incomplete", f"{name}的栏目“{last.name}”：{last.reason or '栏目没有读完'}")
        if to_end and last.column not in state.read_to_end:
            return Absence("not_checked", "column_incomplete", f"{name}的栏目“{last.name}”：栏目没有读到最早一条")
        least = min(least, len({(c.run, c.look) for c in complete}))
    return CONFIRMED if least >= 2 else Absence("awaits", "awaits_second_look", f"{name}只完整检索过一遍，等待复核")


def site_fault(state: SiteState, since: date) -> Absence | None:
    """Why a site does not count as read at all on `since` or later; None where it does."""
    name = state.site.name
    recent = state.looks_since(since)
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


def current_columns(state: SiteState, since: date) -> Mapping[str, tuple[ColumnLook, ...]]:
    """See `SiteState.columns_since`."""
    return state.columns_since(since)


def searched(places: Iterable[Place], since: date) -> tuple[Searched, ...]:
    """The columns that were searched, for the reader of an absence."""
    rows = {row for place in places for state in place.sites for row in state.searched_since(since)}
    return tuple(sorted(rows, key=lambda r: (r.site, r.column, r.entries)))
