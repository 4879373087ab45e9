"""A question: one duty of one unit on one day, with everything judging may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checks.coverage import Place
from checks.events import KnownEvent
from checks.facts import Publication
from crawler.seen import Listed
from rules.calendar import Calendar
from rules.policy import Policy
from rules.rule import Due, Duty, Rule
from rules.units import Unit


@dataclass(frozen=True)
class Question:
    """What is asked.

    fan_out: the duty binds a whole group, so only what the unit itself issued counts. editors: the government's
    own office, whose signature stands for any unit's papers (readings of policy.yaml). towns: units that publish only their own affairs. listed: what
    each (site, column) lists now. events: what is on file as having happened for this duty and unit, up to `as_of`.
    """

    rule_set: str
    rule: Rule
    duty: Duty
    unit: Unit
    year: int | None
    places: tuple[Place, ...]
    calendar: Calendar
    policy: Policy
    as_of: date
    fan_out: bool
    editors: frozenset[str]
    towns: frozenset[str]
    listed: Mapping[tuple[str, str], tuple[Listed, ...]]
    events: tuple[KnownEvent, ...] = ()

    @property
    def own_sites(self) -> frozenset[str]:
        return frozenset(self.unit.sites)

    @property
    def year_end(self) -> date:
        return date(self.year or self.as_of.year, 12, 31)


@dataclass(frozen=True)
class DueDay:
    """A due day as bounds (equal where the calendar is known), and whether late days are working days."""

    earliest: date
    latest: date
    is_working: bool
    basis: str

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest


def due_day(due: Due | None, counted_from: date, otherwise: date, calendar: Calendar) -> DueDay:
    """The day by which a duty must be done: from its own count, else `otherwise` (the plan year's end)."""
    basis = due.basis if due else "assumption"
    if due is not None and due.working_days is not None:
        bounds = calendar.add_working_days(counted_from, due.working_days)
        return DueDay(bounds.earliest, bounds.latest, True, basis)
    if due is not None and due.calendar_days is not None:
        day = counted_from + timedelta(days=due.calendar_days)
        return DueDay(day, day, False, basis)
    day = due.day if due is not None and due.day is not None else otherwise
    return DueDay(day, day, False, basis)


def belongs(question: Question, publication: Publication) -> tuple[str, str]:
    """("yes" | "no" | "doubt", why): whether a publication is the unit's own.

    Papers of the government office and joint papers count for the named unit; a different department's signature
    alone never fails it (a reading of policy.yaml), a title that names another unit, or a town's signature, does.
    """
    unit, issuer = question.unit.id, publication.issuer
    if unit in publication.issuers or issuer.unit == unit:
        return "yes", issuer.by
    on_own_site = publication.site in question.own_sites
    if question.fan_out:
        editor = on_own_site and (issuer.unit is None or issuer.unit in question.editors)
        return ("yes", "网址") if editor else ("no", "不是本单位发布的")
    if issuer.unit is None or (issuer.unit in question.editors and issuer.by != "标题"):
        return "yes", "职责" if issuer.unit is None else issuer.by
    if issuer.by == "标题":
        return "no", "标题写的是别的单位"
    if issuer.unit in question.towns:
        return "no", f"{issuer.by}是别的单位"
    return ("yes", "网址") if on_own_site else ("doubt", f"{issuer.by}是别的部门")
