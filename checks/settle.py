"""Settling: what the findings of a duty's places come to, once silence and the due day have had their say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checks.build import Judged
from checks.combine import combine
from checks.facts import Publication
from checks.place import Finding, Sought, find_in_place
from checks.question import Question
from rules.due import DueDay


def settled(question: Question, sought: Sought) -> Judged:
    """What is sought, looked for in every place of the duty."""
    findings = tuple(find_in_place(question, place, sought) for place in question.places)
    return replace(with_silence(question, combined(question, findings, sought.due)), right=sought.right)


def combined(question: Question, findings: tuple[Finding, ...], due: DueDay | None) -> Judged:
    """The findings of all places together, whatever silence means."""
    chosen = combine(findings, question.wants_all_places)
    return Judged(chosen.outcome, chosen.reason, due, chosen.detail, findings, chosen.missing)


def with_silence(question: Question, judged: Judged) -> Judged:
    """What silence means: not due yet; an event nobody has shown; softened by the rule; else as it is."""
    if judged.due is not None and judged.due.latest > question.as_of and judged.outcome != "met":
        return replace(judged, outcome="not_due", reason="before_due", detail="")
    if judged.outcome == "unmet" and silence_fails(question):
        end = question.year_end
        return replace(judged, reason="event_silent", due=DueDay(end, end, False, "assumption"))
    if question.duty.kind == "event" and judged.outcome == "unmet":  # by_proof stays: an accepted proof settles it
        return replace(judged, outcome="unverified", reason="event_not_shown", detail="")
    if judged.outcome == "unmet" and question.duty.silence is not None:
        return replace(judged, outcome="unverified", reason="softened", detail=question.duty.silence.reason)
    return judged


def proves_from(question: Question, due: DueDay | None, right: Iterable[Publication]) -> date:
    """The day from which a look proves an absence: the due day once it has come; without one, the day it stood elsewhere."""
    if due is not None:
        return min(due.latest, question.as_of)
    if silence_fails(question):
        return question.year_end
    return max((p.published for p in right if p.published is not None), default=date.min)


def silence_fails(question: Question) -> bool:
    """Whether the office holds the silence of an event duty against the unit, now that the plan's year is over."""
    duty, is_over = question.duty, question.as_of >= question.year_end
    return duty.kind == "event" and duty.silence is None and is_over and question.policy.event_silence == "unmet_after_year_end"


def out_of_force(question: Question, day: date) -> Judged | None:
    """That a duty does not hold on a day: a period's end, a document's, or the day asked."""
    duty = question.duty
    if (duty.valid_from and day < duty.valid_from) or (duty.valid_to and day > duty.valid_to):
        return Judged("not_applicable", "not_in_force", None)
    return None
