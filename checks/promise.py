"""Promising: what a verdict would have come to, had the findings of its places been others; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from checks.combine import combine
from checks.facts import Publication
from checks.place import Finding, Sought, late, weigh
from checks.verdict import LABELS, Outcome, Turning
from checks.why import Told
from rules.chinese import chinese_day

_MARKED: tuple[Outcome, ...] = ("unmet", "late", "not_checked", "unverified", "met")
"""Of an abolished document the copy that is first here decides, as judging has it."""
_THEN = {"met": "即为达标", None: "再按公开的情况判"}


@dataclass(frozen=True)
class Change:
    """What would have been otherwise: in what words, and which findings it makes of which. day: by when, where a day matters."""

    kind: str
    what: tuple[str, ...]
    sentence: str
    findings: tuple[Finding, ...] | None


def turning(told: Told, change: Change) -> Turning:
    """The turning with the outcome that the changed findings come to, said at the end of the sentence."""
    outcome = comes_to(told, change.findings) if change.findings is not None else None
    return Turning(change.kind, change.what, outcome, f"{change.sentence}，{then(outcome)}。")


def then(outcome: Outcome | None) -> str:
    """What follows, as the end of a sentence."""
    return _THEN.get(outcome) or f"即为{LABELS[outcome or 'met']}"


def comes_to(told: Told, findings: tuple[Finding, ...]) -> Outcome | None:
    """The outcome of these findings; None where it hangs on more than them: other events, other stages, the year's silence."""
    question, kind = told.question, told.question.duty.kind
    if kind == "progress" or question.times > 1 or _others_on_file(told):
        return None
    if kind == "marked":
        return next((outcome for outcome in _MARKED if any(f.outcome == outcome for f in findings)), None)
    outcome = combine(findings, question.wants_all_places).outcome
    if outcome == "unmet" and question.duty.silence is not None:
        return "unverified"
    hangs = kind == "event" or (told.subject is None and kind in ("reprint", "paired"))
    return None if outcome == "unmet" and hangs else outcome


def _others_on_file(told: Told) -> bool:
    """Whether other events of the duty are on file, the gravest of which decides."""
    return told.question.duty.kind == "event" and sum(e.what == "happened" for e in told.question.events) > 1


def changed(told: Told, is_meant: Callable[[Finding], bool], make: Callable[[Finding], Finding]) -> tuple[Finding, ...]:
    """The findings, those that are meant made into others."""
    return tuple(make(f) if is_meant(f) else f for f in told.findings)


def all_met(told: Told, is_meant: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    return changed(told, is_meant, lambda f: replace(f, outcome="met", reason="in_time", missing=()))


def all_absent(told: Told, is_meant: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    return changed(told, is_meant, lambda f: Finding(f.place, "unmet", "not_found"))


def weighed(told: Told, finding: Finding, publication: Publication) -> Finding:
    """What a place would hold with another publication in the place of its own."""
    if told.question.duty.kind == "timely":
        is_late = told.due is not None and publication.published is not None and publication.published > told.due.latest
        return late(finding.place, publication) if is_late else replace(finding, outcome="met", reason="in_time", publication=publication)
    since = told.question.duty.since if told.question.duty.kind == "standing" else None
    return weigh(told.question, finding.place, publication, Sought((), (), told.due, date.min, current_from=since))


def by_day(told: Told) -> date | None:
    """The last day that is in time whatever the year's holidays turn out to be; None where nothing is due."""
    return told.due.earliest if told.due is not None else None


def iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def no_later(told: Told) -> str:
    """By when, as the beginning of what ought to have been done; "" where nothing is due."""
    day = by_day(told)
    return f"最迟在{chinese_day(day)}" if day is not None else ""


def crawled_sites(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """Id and name of one site for each place where something is published: the site it stands on, else the first that is searched."""
    told = []
    for f in findings:
        sites = [s.site for s in f.place.sites if s.site.is_crawled]
        told += [(s.id, s.name) for s in sites if f.publication is None or s.id == f.publication.site][:1]
    return tuple(dict.fromkeys(told))
