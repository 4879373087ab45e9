"""The court: what is stored made ready for questions, with units bound, places resolved and coverage at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checks.coverage import Place, Unread, site_states
from checks.events import KnownEvent
from checks.holdings import Holdings
from checks.known import Known
from checks.library import Library
from checks.question import Question
from checks.record import Filed
from checks.unseen import Unseen
from rules.calendar import Calendar
from rules.markers import Markers
from rules.policy import Policy
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.units import District, Unit

GONE = ("not_found",)


@dataclass(frozen=True)
class Standards:
    """What is judged by: the deployment's units, rule sets, policies, calendars and markers, with their digests; and all records on file."""

    district: District
    rule_sets: tuple[RuleSet, ...]
    policies: Mapping[str, Policy]
    calendar: Calendar
    markers: Markers
    units_sha256: str
    policy_sha256: str
    records: tuple[Filed, ...] = ()


class Court:
    """What is stored, made ready for questions: units bound, places resolved, coverage at hand, and what is on file as having happened."""

    def __init__(self, holdings: Holdings, standards: Standards, as_of: date, events: Iterable[KnownEvent] = ()) -> None:
        self.standards = standards
        self.as_of = as_of
        self.events = _by_duty(e for e in events if e.day <= as_of)
        self.known = Known(holdings, standards.district, standards.markers)
        self.sites = site_states(holdings, standards.district, _unread(holdings, standards.district))
        district = standards.district
        self.towns = frozenset(u.id for u in district.units if u.kind == "town")
        self.editors = frozenset(u.id for u in district.units if "政府办" in u.name)
        self.library = Library(self.known)
        self.unseen = Unseen(self.known)

    def bound(self, duty: Duty) -> list[tuple[Unit, bool]]:
        """The units a duty binds, each once, with whether it is bound as one of a group."""
        bound: dict[str, tuple[Unit, bool]] = {}
        for name in duty.units:
            for unit in self.standards.district.expand(name) or ():
                bound.setdefault(unit.id, (unit, name in self.standards.district.groups))
        return list(bound.values())

    def question(self, rule_set: RuleSet, rule: Rule, duty: Duty, bound: tuple[Unit, bool]) -> Question:
        unit, is_fan_out = bound
        return Question(
            rule_set=rule_set.name,
            rule=rule,
            duty=duty,
            unit=unit,
            year=rule_set.year,
            places=tuple(place for name in duty.places.names if (place := self._place(name, unit)) is not None),
            calendar=self.standards.calendar,
            policy=self.standards.policies[rule_set.name],
            as_of=self.as_of,
            fan_out=is_fan_out,
            editors=self.editors,
            towns=self.towns,
            listed=self.known.standing_in,
            legible=self.known.legible if duty.column and duty.column.answers else frozenset(),
            together=frozenset(u.id for u, _ in self.bound(duty)) if duty.jointly else frozenset(),
            unseen=self.unseen,
            events=self.events.get((rule_set.name, rule.id, duty.id, unit.id), ()),
        )

    def _place(self, name: str, unit: Unit) -> Place | None:
        """None for a place that only the plan knows: it is left out, and the rule set says so."""
        if name == OWN:
            return Place(OWN, tuple(self.sites[s] for s in unit.sites))
        site = self.standards.district.site_named(name)
        if site is None:
            return None
        return Place(site.id, (self.sites[site.id],))


def _by_duty(events: Iterable[KnownEvent]) -> dict[tuple[str, str, str, str], tuple[KnownEvent, ...]]:
    """The events of each duty and unit in order of day and subject, each once."""
    found: dict[tuple[str, str, str, str], list[KnownEvent]] = {}
    for event in sorted(dict.fromkeys(events), key=lambda e: (e.day, e.subject, e.what)):
        found.setdefault((event.rule_set, event.rule, event.duty, event.unit), []).append(event)
    return {key: tuple(of_duty) for key, of_duty in found.items()}


def _unread(holdings: Holdings, district: District) -> dict[str, tuple[Unread, ...]]:
    """Per site, the listed pages whose last fetch failed and that were never read; a page that is gone is not unread.

    Where a newer version of the reader has not read all that is stored, nothing is known to be absent.
    """
    unread: dict[str, list[Unread]] = {s.id: [] for s in district.sites}
    failed = [failure for failure in holdings.failures() if failure.reason not in GONE]
    holdings.fetch(failure.address for failure in failed)
    for failure in failed:
        for entry in holdings.entries_at(failure.address):
            if entry.gone_on is None:
                unread.setdefault(entry.site, []).append(Unread(entry.address, entry.title, entry.date, failure.detail or failure.reason))
    for page in (p for p in holdings.unread() if p.site is not None):
        unread.setdefault(page.site or "", []).append(Unread(page.address, "网页", None, "这个版本的程序尚未读取，请先抓取或重建数据库"))
    return {site: tuple(sorted(set(pages), key=_place_of)) for site, pages in unread.items()}


def _place_of(unread: Unread) -> tuple[str, str, date, str]:
    return unread.address, unread.title, unread.date or date.min, unread.reason
