"""What a report is made from: everything the pages show, handed over by whoever ran the check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from checks.score import Overview, Scorecard
from rules.explain import RulePage
from rules.policy import ReadingChosen
from rules.rule import RuleSet
from rules.units import District


@dataclass(frozen=True)
class SiteCoverage:
    """One site of the units file and how much of it the crawl read; reason: in Chinese, "" where all is well.

    proof: what proof is asked for, of a place that no crawl sees; "" of all others.
    """

    site: str
    name: str
    reached: bool
    complete: int
    columns: int
    reason: str = ""
    proof: str = ""

    @property
    def is_complete(self) -> bool:
        return self.reached and 0 < self.columns == self.complete


@dataclass(frozen=True)
class Provenance:
    """What makes the report repeatable. simulated: the clock was set by hand (模拟时钟).

    records: how many count, those known in time; records_later: how many were made after what was known.
    """

    run: str
    program: str
    reader: str
    units_sha256: str
    policy_sha256: str
    calendars_sha256: str
    simulated: bool = False
    records_sha256: str = ""
    records: int = 0
    records_later: int = 0


@dataclass(frozen=True)
class ReportData:
    """One check run, ready to be shown. known_at: with its offset. references: what each item of the plan asks, explained.

    any_place: rule sets of which the office takes any one of several named places.
    """

    title: str
    district: District
    rule_sets: tuple[RuleSet, ...]
    as_of: date
    known_at: datetime
    provenance: Provenance
    scorecards: tuple[Scorecard, ...]
    overview: Overview
    coverage: tuple[SiteCoverage, ...] = ()
    policy: tuple[ReadingChosen, ...] = ()
    references: tuple[RulePage, ...] = ()
    any_place: frozenset[str] = frozenset()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of the plan that the units file lacks: nobody answers for their duties."""
        return tuple(dict.fromkeys(name for s in self.rule_sets for name in s.left_out))
