"""What a rule is: one plan item, its duties, and what each duty looks for; plain frozen data.

Files of these are read strictly (rules/load.py): unknown keys are mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["periodic", "one_off", "standing", "event", "timely", "manual"]
Every = Literal["month", "quarter", "half", "year", "regular"]
Basis = Literal["quoted", "law", "assumption"]
OWN = "own"
"""In a duty's places: whichever sites the unit that answers has in units.yaml."""


@dataclass(frozen=True)
class Due:
    """By when. Exactly one of the three counts; without any, the end of the plan's year.

    working_days and calendar_days count from the period's end (periodic) or from 成文日期 (timely),
    the first day excluded; `day` is a fixed day of the plan's year.
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
class Terms:
    """Groups of synonyms: of each group in `all` one must stand there, of `none` nothing may."""

    all: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """What the publication looks like. `title` is tried on the page's and the list's title.

    `near` are words of the subject beyond the title's groups; they only serve to notice a publication whose
    wording is in no rule. `allow` lifts general markers (draft, news) that are right for this duty.
    """

    title: Terms
    body: Terms = Terms()
    near: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part the publication must contain: one of `any` must stand in its body, tables or attachments."""

    name: str
    any: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What must be in it: named parts, and at least so many rows of the largest table (head row aside)."""

    parts: tuple[Part, ...] = ()
    rows_at_least: int | None = None
    rows_of: str = ""


@dataclass(frozen=True)
class ColumnWanted:
    """For a standing duty: a column of one of these names must exist, with entries in the plan's year.

    near: words of a column's name that may well mean the same; a person has to look (near_miss).
    """

    names: tuple[str, ...]
    near: tuple[str, ...] = ()
    min_entries: int = 1


@dataclass(frozen=True)
class Soften:
    """What silence means instead of unmet, and why: a rule may soften, never harden."""

    outcome: Literal["unverified"]
    reason: str


@dataclass(frozen=True)
class Duty:
    """One thing one kind of unit must publish."""

    id: str
    kind: Kind
    title: str
    units: tuple[str, ...]
    remedy: str = ""
    every: Every | None = None
    places: Places = Places()
    due: Due | None = None
    match: Match | None = None
    column: ColumnWanted | None = None
    content: Content = Content()
    silence: Soften | None = None
    reason: str = ""
    proof: str = ""
    quotes: tuple[str, ...] = ()
    weight: int = 1
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_automated(self) -> bool:
        return self.kind != "manual"


@dataclass(frozen=True)
class Rule:
    """One plan item (one file)."""

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


@dataclass(frozen=True)
class RuleSetHead:
    """The optional ruleset.yaml of a folder of rules; `year` is None where no plan of one year stands behind it."""

    schema_version: Literal[1] = 1
    name: str | None = None
    title: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class RuleSet:
    """A folder of rules: a year's plan, made ready for judging.

    left_out: names of the plan that units.yaml lacks; their duties have nobody to answer and are left out.
    sha256: of ruleset.yaml and the rule files, with their names; cases aside.
    """

    name: str
    title: str
    year: int | None
    rules: tuple[Rule, ...]
    sha256: str
    left_out: tuple[str, ...] = ()

    def duties(self) -> tuple[tuple[Rule, Duty], ...]:
        return tuple((r, d) for r in self.rules for d in r.duties)
