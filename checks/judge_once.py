"""Documents named once: of the plan's year (one_off, event), or of any year but current (standing)."""

from __future__ import annotations

from dataclasses import dataclass

from checks.build import Judged, verdict_of
from checks.facts import Publication
from checks.judge_column import judge_column
from checks.known_events import current_from, judge_known
from checks.place import EARLIER_YEAR, Finding, Sought, is_of_an_earlier_year, stands_for
from checks.question import Question
from checks.settle import out_of_force, proves_from, settled
from checks.verdict import Verdict
from rules.due import DueDay, due_of


@dataclass(frozen=True)
class _Sorted:
    """What speaks of a duty: by the rule's wording (or one that is taken), by another, not at all, or of a time when it did not hold."""

    right: tuple[Publication, ...]
    doubtful: tuple[tuple[Publication, str], ...]
    rejected: tuple[tuple[Publication, str], ...]
    outside: tuple[Publication, ...]


def judge_once(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """The one verdict of a duty without periods and subjects."""
    if question.duty.column is not None:
        return (judge_column(question, publications),)
    if (refused := out_of_force(question, question.as_of)) is not None:
        return (verdict_of(question, refused, ()),)
    duty = question.duty
    due = None if duty.kind == "event" else due_of(duty, question.year_end, question.year_end, question.calendar, question.policy)
    told = _sorted(question, publications, due)
    judged = _judged(question, told, due)
    return (verdict_of(question, judged, told.rejected),)


def _judged(question: Question, told: _Sorted, due: DueDay | None) -> Judged:
    is_standing = question.duty.kind == "standing"
    since = current_from(question) if is_standing else None
    judged = settled(question, Sought(told.right, told.doubtful, due, proves_from(question, due, told.right), is_standing, since))
    if question.duty.kind == "event":
        known = judge_known(question, told.right, told.doubtful)
        return judged if known is None or (known.outcome == "not_due" and judged.outcome == "met") else known
    if not told.right and told.outside and question.duty.kind == "one_off" and judged.outcome in ("unmet", "not_due"):
        return _published_out_of_force(question, told.outside) or judged
    return judged


def _sorted(question: Question, publications: tuple[Publication, ...], due: DueDay | None) -> _Sorted:
    is_standing = question.duty.kind == "standing"
    earlier_count = is_standing and question.policy.earlier_years_count
    right, doubtful, rejected, outside = [], [], [], []
    for publication in publications:
        published = publication.published
        why_not = stands_for(question, publication, due)
        if not why_not and not earlier_count and is_of_an_earlier_year(question, publication):
            why_not = EARLIER_YEAR
        if not why_not and published is not None and not is_standing and out_of_force(question, published) is not None:
            why_not = "发布时本项要求不适用"
            outside += [publication] if publication.is_right else []
        if why_not:
            rejected.append((publication, why_not))
        elif publication.is_right:
            right.append(publication)
        else:
            doubtful.append((publication, "near_miss"))
    return _Sorted(tuple(right), tuple(doubtful), tuple(rejected), tuple(outside))


def _published_out_of_force(question: Question, outside: tuple[Publication, ...]) -> Judged | None:
    """That the document was published when the duty did not hold: nothing is asked for again."""
    here = [(place, p) for place in question.places for p in outside if p.site in place.site_ids]
    findings = tuple(Finding(place, "not_applicable", "not_in_force", publication=p) for place, p in here)
    return Judged("not_applicable", "not_in_force", None, "", findings) if findings else None
