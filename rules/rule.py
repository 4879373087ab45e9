"""What a rule is: one plan item, its duties, and what each duty looks for; plain frozen data.

Files of these are read strictly (rules/load.py): unknown keys are mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.wanted import ColumnWanted, Content, Match, Pair, Stage, Upstream

Kind = Literal["periodic", "one_off", "standing", "event", "reprint", "paired", "marked", "progress", "interactive", "timely", "manual"]
PER_DOCUMENT: tuple[Kind, ...] = ("timely", "reprint", "paired", "marked", "progress")
"""Kinds judged per document or object: the verdict's `subject` names it."""
Every = Literal["month", "quarter", "half", "year", "regular"]
Basis = Literal["quoted", "law", "assumption"]
Role = Literal["lead", "support"]
"""Lead: answers for what is asked of the district. Support: named beside a lead (落实), answers for its own pages alone."""
OWN = "own"
"""In a duty's places: whichever sites the unit that answers has in units.yaml."""


@dataclass(frozen=True)
class Due:
    """By when. At most one of the three counts; without any, the end of the plan's year.

    working_days and calendar_days count, the first day excluded, from the period's end (periodic), from 成文日期 (timely), from
    the day the document was published (reprint: upstream's; paired: the policy document's), from the abolition (marked), from
    the event on file (event); `day` is a fixed day of the plan's year.
    """

    basis: Basis
    source: str
    working_days: int | None = None
    calendar_days: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Places:
    """Where: site ids or names of units.yaml, or `own`; all of them or any one of them."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.all_of or self.any_of


@dataclass(frozen=True)
class Soften:
    """What silence means instead of unmet, and why: a rule may soften, never harden."""

    outcome: Literal["unverified"]
    reason: str


@dataclass(frozen=True)
class Duty:
    """One thing one kind of unit must publish.

    role: whether its units lead or support. jointly: the units named answer together, so that what one of them signed counts for
    all. since: a standing list or column must be newer than this day to be current.
    places: of a manual duty, where it would stand. on_request: of a `marked` duty, the places whose keeper marks on request.
    quotes: the plan's words it rests on, literally. review: guesses of a draft that a person has not yet looked at, each as
    方面：要看什么; while there is one, the duty fails nobody. valid_from, valid_to: compared with the period's end or the document's day.
    """

    id: str
    kind: Kind
    title: str
    units: tuple[str, ...]
    role: Role = "lead"
    jointly: bool = False
    remedy: str = ""
    every: Every | None = None
    places: Places = Places()
    due: Due | None = None
    match: Match | None = None
    column: ColumnWanted | None = None
    content: Content = Content()
    since: date | None = None
    pair: Pair | None = None
    stages: tuple[Stage, ...] = ()
    upstream: Upstream | None = None
    marks: tuple[str, ...] = ()
    on_request: tuple[str, ...] = ()
    silence: Soften | None = None
    reason: str = ""
    proof: str = ""
    quotes: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    weight: int = 1
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_automated(self) -> bool:
        return self.kind != "manual"


@dataclass(frozen=True)
class Amendment:
    """That a rule file supersedes the earlier one of the same id: from which day, and by what (document number, decision)."""

    since: date
    why: str


@dataclass(frozen=True)
class Rule:
    """One plan item (one file); an amendment within the year is a second file of the same id.

    deadline_text: the words of the plan's deadline column, where it has one: they are the plan's words as `text` is.
    """

    schema_version: Literal[1]
    id: str
    section_number: int
    section: str
    number: int
    text: str
    leads: tuple[str, ...]
    duties: tuple[Duty, ...]
    supports: tuple[str, ...] = ()
    bracketed: tuple[str, ...] = ()
    deadline_text: str = ""
    amends: Amendment | None = None

    @property
    def stem(self) -> str:
        """The name of its file, and of its cases', without the ending."""
        return f"{self.id}.{self.amends.since}" if self.amends else self.id


@dataclass(frozen=True)
class RuleSetHead:
    """The optional ruleset.yaml of a folder of rules; `year` is None where no plan of one year stands behind it.

    places: names of places that the plan itself knows; where units.yaml lacks one it is left out, counted and named, no mistake.
    """

    schema_version: Literal[1] = 1
    name: str | None = None
    title: str | None = None
    year: int | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class InForce:
    """The days on which a version of a rule holds, first and last included; None: no such end."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class RuleSet:
    """A folder of rules: a year's plan, made ready for judging.

    rules: one of each item, the newest version. superseded: the earlier versions of those that were amended.
    left_out: names of the plan that units.yaml lacks: units (their duties have nobody to answer) and places.
    sha256: of ruleset.yaml and the rule files, with their names; cases aside. digests: of its parts, by name (rules.digests).
    """

    name: str
    title: str
    year: int | None
    rules: tuple[Rule, ...]
    sha256: str
    left_out: tuple[str, ...] = ()
    superseded: tuple[Rule, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()

    def versions(self) -> tuple[tuple[Rule, InForce], ...]:
        """Every version of every rule with the days on which it holds: from its amendment's day to the day before the next one's."""
        of_id: dict[str, list[Rule]] = {}
        for rule in (*self.superseded, *self.rules):
            of_id.setdefault(rule.id, []).append(rule)
        return tuple(pair for rule in self.rules for pair in _in_force(of_id[rule.id]))

    def duties(self) -> tuple[tuple[Rule, Duty], ...]:
        """The duties of all versions; where several have one of the same id, the newest comes last."""
        return tuple((r, d) for r, _ in self.versions() for d in r.duties)


def _in_force(versions: list[Rule]) -> list[tuple[Rule, InForce]]:
    """Versions of one rule by their days: the first holds from ever, the last for good."""
    days = [rule.amends.since if rule.amends else None for rule in versions]
    ends = [day - timedelta(days=1) for day in days[1:] if day is not None]
    return [(rule, InForce(first, last)) for rule, first, last in zip(versions, days, [*ends, None], strict=True)]
