"""A question: one duty of one unit on one day, with everything judging may look at."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date

from checks.beside import NOTHING_BESIDE, Beside
from checks.coverage import Place
from checks.events import KnownEvent
from checks.facts import Publication
from checks.unseen import Unseen
from crawler.seen import Listed
from rules.calendar import Calendar
from rules.policy import Policy
from rules.rule import Duty, InForce, Rule
from rules.text import normalise
from rules.units import Unit

OTHER_UNIT = "other_unit"
_TAKES_OTHERS = frozenset(("other_place", "news"))
"""What a duty allows that is written by superiors or media as a rule."""


@dataclass(frozen=True)
class Question:
    """What is asked.

    fan_out: the duty binds a whole group, so only what the unit itself issued counts. editors: the government's
    own office, whose signature stands for any unit's papers (readings of policy.yaml). towns: units that publish only their own affairs. listed: what
    a site's column lists now. events: what is on file as having happened for this duty and unit, up to `as_of`.
    legible: addresses of the pages that were read and hold nothing but text, where the duty asks for answers.
    together: the units that answer for the duty together with this one. in_force: the days on which this version of the rule
    holds; what lies on other days is another version's. beside: what some kinds look at beside the duty's own publications. unseen: what the
    looks at lists say of when a page came.
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
    listed: Callable[[str, str], tuple[Listed, ...]]
    events: tuple[KnownEvent, ...] = ()
    legible: Container[str] = frozenset()
    together: frozenset[str] = frozenset()
    in_force: InForce = InForce()
    beside: Beside = NOTHING_BESIDE
    unseen: Unseen | None = None

    @property
    def own_sites(self) -> frozenset[str]:
        return frozenset(self.unit.sites)

    @property
    def wants_all_places(self) -> bool:
        """Whether every place the duty names is asked for, not any one of them."""
        return bool(self.duty.places.all_of) and self.policy.named_places == "all"

    @property
    def times(self) -> int:
        """How many publications a period asks for."""
        return self.policy.regular_times if self.duty.every == "regular" else 1

    @property
    def year_end(self) -> date:
        return date(self.year or self.as_of.year, 12, 31)


def _is_named(question: Question, publication: Publication) -> bool:
    title = normalise(publication.title)
    return any(normalise(name) in title for name in question.unit.names)


def _takes_others(question: Question) -> bool:
    return question.duty.kind == "reprint" or (question.duty.match is not None and bool(_TAKES_OTHERS & set(question.duty.match.allow)))


def belongs(question: Question, publication: Publication) -> tuple[str, str]:
    """("yes" | "no" | "doubt", why): whether a publication is the unit's own.

    Papers of the government office and joint papers count for the named unit; a different department's signature
    alone never fails it (a reading of policy.yaml), a title that names another unit, or a town's signature, does. What a medium
    or a superior signed is in doubt outside the unit's own site, unless the duty is about such papers.
    """
    unit, issuer = question.unit.id, publication.issuer
    if unit in publication.issuers or issuer.unit == unit:
        return "yes", issuer.by
    if question.together & {*publication.issuers, issuer.unit}:
        return "yes", issuer.by
    on_own_site = publication.site in question.own_sites
    if question.fan_out:
        editor = (on_own_site and issuer.unit is None) or (issuer.unit in question.editors and (on_own_site or _is_named(question, publication)))
        return ("yes", "网址") if editor else ("no", "不是本单位发布的")
    if issuer.unit is None and issuer.elsewhere and not _takes_others(question):
        return "doubt", f"来源是“{issuer.elsewhere}”，不是本区的单位"
    if issuer.unit is None or (issuer.unit in question.editors and (issuer.by != "标题" or issuer.is_signature)):
        return "yes", "职责" if issuer.unit is None else issuer.by
    if issuer.by == "标题":
        allow = question.duty.match.allow if question.duty.match else ()
        return "doubt" if OTHER_UNIT in allow else "no", "标题写的是别的单位"
    if issuer.unit in question.towns:
        return "no", f"{issuer.by}是别的单位"
    return ("yes", "网址") if on_own_site else ("doubt", f"{issuer.by}是别的部门")
