"""Judging: from a question and its publications to verdicts; pure and total, no clock, no store, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from checks.build import Judged, verdict_of
from checks.combine import combine
from checks.credit import credited, with_year
from checks.facts import Publication
from checks.judge_column import judge_column
from checks.judge_timely import judge_timely
from checks.place import Sought, find_in_place, stands_for
from checks.question import DueDay, Question, due_day
from checks.verdict import Verdict
from rules.periods import period_end, periods_of_year


def judge(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """All verdicts of one duty of one unit, in order of period and subject."""
    return _JUDGES[question.duty.kind](question, publications)


def _manual(question: Question, _: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    finding = Judged("manual", "manual", None, detail=question.duty.reason)
    return (verdict_of(question, finding, ()),)


def _periodic(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    every = question.duty.every
    assert every is not None, "rules.load asks every periodic duty for it"
    periods = periods_of_year(question.year or question.as_of.year, every)
    placed = tuple((p, *_credit(question, p)) for p in publications)
    return tuple(_one_period(question, period, placed) for period in periods)


_Credited = tuple[Publication, frozenset[str], str]


def _credit(question: Question, publication: Publication) -> tuple[frozenset[str], str]:
    """The duty periods a publication counts for, and the one it may be about where it does not say.

    A cumulative period that ends after the publication's day cannot be what it is about (a title with the bare year).
    """
    every, published = question.duty.every, publication.published
    assert every is not None
    counts: set[str] = set()
    for told in publication.periods:
        period = with_year(told, published)
        for credit in credited(period, every, question.policy) if period else ():
            if credit == period or published is None or period_end(credit) <= published:
                counts.add(credit)
    if counts or (publication.periods and any(_is_finer_than_year(p) for p in publication.periods)):
        return frozenset(counts), ""
    return frozenset(), _period_before(published, every) if published else ""


def _is_finer_than_year(period: str) -> bool:
    return not period.isdigit()


def _period_before(day: date, every: str) -> str:
    """The last period of this kind that ended before a day."""
    known = [p for year in (day.year - 1, day.year) for p in periods_of_year(year, every)]  # type: ignore[arg-type]
    return max((p for p in known if period_end(p) < day), key=period_end, default="")


def _one_period(question: Question, period: str, placed: tuple[_Credited, ...]) -> Verdict:
    due = due_day(question.duty.due, period_end(period), question.year_end, question.calendar)
    if (refused := _out_of_force(question, period_end(period))) is not None:
        return verdict_of(question, refused, (), period=period)
    right, doubtful, rejected = [], [], []
    for publication, counts, perhaps in placed:
        why_not = stands_for(question, publication, due)
        if why_not:
            if period in counts or perhaps == period or _is_of_no_period(publication):
                rejected.append((publication, why_not))
        elif period in counts and publication.grade == "exact":
            right.append(publication)
        elif period in counts and (publication.names_period or publication.hit.lead):
            doubtful.append((publication, "near_miss"))
        elif perhaps == period and publication.grade == "exact":
            doubtful.append((publication, "period_unclear"))
        elif perhaps == period and publication.hit.lead:
            doubtful.append((publication, "near_miss"))
        elif publication.grade == "exact":
            rejected.append((publication, "写的是别的期间"))
    sought = Sought(tuple(right), tuple(doubtful), due, _since(question, due, right))
    return _verdict(question, sought, tuple(rejected), period)


def _is_of_no_period(publication: Publication) -> bool:
    return not publication.periods


def _out_of_force(question: Question, day: date) -> Judged | None:
    duty = question.duty
    if (duty.valid_from and day < duty.valid_from) or (duty.valid_to and day > duty.valid_to):
        return Judged("not_applicable", "not_in_force", None)
    return None


def _since(question: Question, due: DueDay | None, right: Iterable[Publication]) -> date:
    """The day from which a look proves an absence: the due day once it has come; without one, the day it stood elsewhere."""
    if due is not None:
        return min(due.latest, question.as_of)
    return max((p.published for p in right if p.published is not None), default=date.min)


def _once(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """A document named once: within the plan's year (one_off, event), or of any year (standing)."""
    if question.duty.column is not None:
        return (judge_column(question),)
    duty = question.duty
    due = None if duty.kind == "event" else due_day(duty.due, question.year_end, question.year_end, question.calendar)
    first_day = date(question.year, 1, 1) if question.year and duty.kind != "standing" else date.min
    right, doubtful, rejected = [], [], []
    for publication in publications:
        why_not = stands_for(question, publication, due)
        if not why_not and publication.published is not None and publication.published < first_day:
            why_not = "是往年发布的"
        if why_not:
            rejected.append((publication, why_not))
        elif publication.grade == "exact":
            right.append(publication)
        else:
            doubtful.append((publication, "near_miss"))
    sought = Sought(tuple(right), tuple(doubtful), due, _since(question, due, right), to_end=duty.kind == "standing")
    return (_verdict(question, sought, tuple(rejected), None),)


def _verdict(question: Question, sought: Sought, rejected: Iterable[tuple[Publication, str]], period: str | None) -> Verdict:
    findings = tuple(find_in_place(question, place, sought) for place in question.places)
    chosen = combine(findings, bool(question.duty.places.all_of))
    judged = _with_silence(question, Judged(chosen.outcome, chosen.reason, sought.due, chosen.detail, findings, chosen.missing), sought)
    return verdict_of(question, judged, tuple(rejected), period=period)


def _with_silence(question: Question, judged: Judged, sought: Sought) -> Judged:
    """What silence means: not due yet; an event nobody has shown; softened by the rule; else as it is."""
    if sought.due is not None and sought.due.latest > question.as_of and judged.outcome != "met":
        return replace(judged, outcome="not_due", reason="before_due", detail="")
    if judged.outcome == "unmet" and question.duty.kind == "event":
        return replace(judged, outcome="unverified", reason="event_not_shown")
    if judged.outcome == "unmet" and question.duty.silence is not None:
        return replace(judged, outcome="unverified", reason="softened", detail=question.duty.silence.reason)
    return judged


_JUDGES: dict[str, Callable[[Question, tuple[Publication, ...]], tuple[Verdict, ...]]] = {
    "periodic": _periodic,
    "one_off": _once,
    "standing": _once,
    "event": _once,
    "timely": judge_timely,
    "manual": _manual,
}
