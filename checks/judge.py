"""Judging: from a question and its publications to verdicts; pure and total, no clock, no store, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from checks.build import Judged, verdict_of
from checks.credit import credited, with_year
from checks.facts import Publication
from checks.judge_marked import judge_marked
from checks.judge_once import judge_once
from checks.judge_paired import judge_paired
from checks.judge_progress import judge_progress
from checks.judge_reprint import judge_reprint
from checks.judge_timely import judge_timely
from checks.place import Sought, stands_for
from checks.proven import as_proven
from checks.question import Question
from checks.settle import out_of_force, proves_from, settled
from checks.verdict import Verdict
from rules.chinese import chinese_day
from rules.due import DueDay, due_of
from rules.periods import period_end, periods_of_year
from rules.rule import PER_DOCUMENT

_BY_DAY = ("periodic", *PER_DOCUMENT)
"""Kinds judged by the version of an amended rule that holds on the period's end or the document's day; all others: on the day asked."""


def judge(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """All verdicts of one duty of one unit, in order of period and subject; of an amended rule those that this version gives."""
    if question.duty.kind not in _BY_DAY and not question.in_force.covers(question.as_of):
        return ()
    return _JUDGES[question.duty.kind](question, publications)


def _manual(question: Question, _: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    if (refused := out_of_force(question, question.as_of)) is not None:
        return (verdict_of(question, refused, ()),)
    finding = Judged("manual", "manual", None, detail=question.duty.reason)
    return (verdict_of(question, finding, ()),)


def _periodic(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    every = question.duty.every
    assert every is not None, "rules.load asks every periodic duty for it"
    periods = periods_of_year(question.year or question.as_of.year, every)
    placed = tuple((p, *_credit(question, p)) for p in publications)
    return tuple(_one_period(question, period, placed) for period in periods if question.in_force.covers(period_end(period)))


_Credited = tuple[Publication, frozenset[str], str]


def _credit(question: Question, publication: Publication) -> tuple[frozenset[str], str]:
    """The duty periods a publication counts for, and the one it may be about where it does not say.

    A cumulative period that ends after the publication's day cannot be what it is about (a title with the bare year).
    """
    every, published = question.duty.every, publication.published
    assert every is not None
    if every == "regular":
        return _years(publication, published or question.year_end), ""
    counts: set[str] = set()
    for told in publication.periods:
        period = with_year(told, published)
        for credit in credited(period, every, question.policy) if period else ():
            if credit == period or published is None or period_end(credit) <= published:
                counts.add(credit)
    if counts or (publication.periods and any(_is_finer_than_year(p) for p in publication.periods)):
        return frozenset(counts), ""
    return frozenset(), _period_before(published, every) if published else ""


def _years(publication: Publication, day: date) -> frozenset[str]:
    """The years a publication counts for where once a year is asked: that of its day, and the one it is about."""
    told = (with_year(period, day) for period in publication.periods)
    about = {period.split("/")[-1][:4] for period in told if period}
    return frozenset({str(day.year), *(year for year in about if int(year) <= day.year)})


def _is_finer_than_year(period: str) -> bool:
    return not period.isdigit()


def _period_before(day: date, every: str) -> str:
    """The last period of this kind that ended before a day."""
    known = [p for year in (day.year - 1, day.year) for p in periods_of_year(year, every)]  # type: ignore[arg-type]
    return max((p for p in known if period_end(p) < day), key=period_end, default="")


def _one_period(question: Question, period: str, placed: tuple[_Credited, ...]) -> Verdict:
    due = due_of(question.duty, period_end(period), question.year_end, question.calendar, question.policy)
    if (refused := _not_judged(question, period_end(period)) or out_of_force(question, period_end(period))) is not None:
        return verdict_of(question, refused, (), period=period)
    right, doubtful, rejected = [], [], []
    for publication, counts, perhaps in placed:
        why_not = stands_for(question, publication, due)
        if why_not:
            if period in counts or perhaps == period or _is_of_no_period(publication):
                rejected.append((publication, why_not))
        elif period in counts and publication.is_right:
            right.append(publication)
        elif period in counts and (publication.names_period or publication.hit.lead or question.duty.every == "regular"):
            doubtful.append((publication, "near_miss"))
        elif perhaps == period and publication.is_right:
            doubtful.append((publication, "period_unclear"))
        elif perhaps == period and publication.hit.lead:
            doubtful.append((publication, "near_miss"))
        elif publication.is_right:
            rejected.append((publication, "写的是别的期间"))
    due = _due_with_february(question, period, right) or due
    sought = Sought(tuple(right), tuple(doubtful), due, proves_from(question, due, right))
    return _verdict(question, sought, tuple(rejected), period)


def _due_with_february(question: Question, period: str, right: list[Publication]) -> DueDay | None:
    """January's due day where both months may come as one: February's, unless January was published by itself and both were not in time."""
    if question.duty.every != "month" or not period.endswith("-01") or question.policy.january_february != "both":
        return None
    due = due_of(question.duty, period_end(f"{period[:5]}02"), question.year_end, question.calendar, question.policy)
    alone = [p for p in right if any(with_year(told, p.published) == period for told in p.periods)]
    both = (as_proven(p, due).published for p in right if p not in alone)
    return due if not alone or any(day is not None and day <= due.latest for day in both) else None


def _is_of_no_period(publication: Publication) -> bool:
    return not publication.periods


def _not_judged(question: Question, period_end: date) -> Judged | None:
    first = question.policy.judged_from
    return Judged("not_applicable", "before_judged_from", None, chinese_day(first)) if first and period_end < first else None


def _verdict(question: Question, sought: Sought, rejected: Iterable[tuple[Publication, str]], period: str | None) -> Verdict:
    judged = settled(question, sought)
    return verdict_of(question, judged, tuple(rejected), period=period)


_JUDGES: dict[str, Callable[[Question, tuple[Publication, ...]], tuple[Verdict, ...]]] = {
    "periodic": _periodic,
    "one_off": judge_once,
    "standing": judge_once,
    "event": judge_once,
    "interactive": judge_once,
    "timely": judge_timely,
    "reprint": judge_reprint,
    "paired": judge_paired,
    "marked": judge_marked,
    "progress": judge_progress,
    "manual": _manual,
}
