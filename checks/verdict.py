"""A verdict: what was found for one duty of one unit, with the evidence that suffices to repeat it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

Outcome = Literal[
    "met", "late", "incomplete", "misplaced", "unmet",
    "not_due", "not_applicable", "waived", "unverified", "not_checked", "manual",
]  # fmt: skip

LABELS: dict[str, str] = {
    "met": "达标", "late": "逾期公开", "incomplete": "内容不全", "misplaced": "位置不符", "unmet": "未公开",
    "not_due": "未到期", "not_applicable": "无此情形", "waived": "已豁免", "unverified": "待核实",
    "not_checked": "未能检测", "manual": "人工核查",
}  # fmt: skip

FAILING: tuple[Outcome, ...] = ("late", "incomplete", "misplaced", "unmet")
"""Failing outcomes, the gravest last."""
IN_RATE: tuple[Outcome, ...] = ("met", *FAILING)


@dataclass(frozen=True)
class Evidence:
    """One page or list entry a verdict rests on.

    wording: the rule's own (exact), one the office takes as well (accepted), or near. not_seen_on: the day of the last complete
    look before first_seen that would have shown it; None where there was none (data.md: baseline), so that nothing is said of its date.
    """

    url: str
    site: str
    listed_in: str | None
    title: str
    published: date | None
    published_from: str | None
    formed: date | None
    first_seen: datetime
    fetched_at: datetime
    sha256: str
    archive_file: str
    archive_offset: int
    attributed_unit: str
    attributed_by: str
    matched: tuple[str, ...]
    matched_in: str
    snippet: str
    withdrawn_on: date | None = None
    wording: str = "exact"
    not_seen_on: date | None = None


@dataclass(frozen=True)
class PlaceFinding:
    """The outcome in one place."""

    site: str
    outcome: Outcome
    published: date | None


@dataclass(frozen=True)
class NearMiss:
    """A page that was looked at and not taken, and why (a sentence)."""

    url: str
    title: str
    rejected_for: str


@dataclass(frozen=True)
class Searched:
    """One column that was searched: how many entries it has, the oldest, and whether the search was complete."""

    site: str
    column: str
    entries: int
    oldest: date | None
    complete: bool


@dataclass(frozen=True)
class Turning:
    """An event that would have given another outcome: as a sentence, and as kind and what for programs (checks/turning.py).

    outcome: the one that is promised; None where what it comes to hangs on more than this event.
    """

    kind: str
    what: tuple[str, ...]
    outcome: Outcome | None
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """Immutable. (rule_set, rule, duty, unit, period, subject) is its key and its place in every list.

    basis: the publications by which the duty asks anything of this subject: the document itself, the superior's, the list that abolished it.
    notes: sentences of fact beside the outcome, which accuse nobody (a claimed date before the last look that did not show it).
    would_change: events that would have given another outcome.
    """

    rule_set: str
    rule: str
    duty: str
    kind: str
    unit: str
    period: str | None
    subject: str | None
    outcome: Outcome
    found: Outcome
    reason: str
    due: date | None
    due_basis: str | None
    published: date | None
    days_late: int | None
    days_unit: str | None
    why: str
    remedy: str
    decided: str | None = None
    places: tuple[PlaceFinding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    searched: tuple[Searched, ...] = ()
    basis: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    would_change: tuple[Turning, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str, str, str]:
        return (self.rule_set, self.rule, self.duty, self.unit, self.period or "", self.subject or "")

    def as_json(self) -> dict[str, Any]:
        """The shape of `gongkai check --format json`."""
        told = dict(vars(self))  # a thousand verdicts a night: `asdict` copies every word of them
        told["evidence"] = [_evidence_json(e) for e in self.evidence]
        told["basis"] = [_evidence_json(e) for e in self.basis]
        for key in ("places", "near_misses", "searched", "would_change"):
            told[key] = [dict(vars(part)) for part in told[key]]
        return told


def _evidence_json(e: Evidence) -> dict[str, Any]:
    told = dict(vars(e))
    told["archive"] = {"file": told.pop("archive_file"), "offset": told.pop("archive_offset")}
    told["attributed"] = {"unit": told.pop("attributed_unit"), "by": told.pop("attributed_by")}
    told["in"] = told.pop("matched_in")
    return told
