"""Standing columns: a column of the asked name exists in the places and was used in the plan's year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.build import Judged, verdict_of
from checks.combine import combine
from checks.coverage import Place, SiteState, absence, current_columns
from checks.place import Finding
from checks.question import Question, due_day
from checks.verdict import Verdict
from crawler.seen import ColumnLook, Listed
from rules.text import normalise


def judge_column(question: Question) -> Verdict:
    """The verdict of a standing duty that asks for a column."""
    due = due_day(question.duty.due, question.year_end, question.year_end, question.calendar)
    findings = tuple(_in_place(question, place) for place in question.places)
    chosen = combine(findings, bool(question.duty.places.all_of))
    judged = Judged(chosen.outcome, chosen.reason, due, chosen.detail, findings, chosen.missing)
    if judged.outcome != "met" and due.latest > question.as_of:
        judged = replace(judged, outcome="not_due", reason="before_due", detail="")
    elif judged.outcome == "unmet" and question.duty.silence is not None:
        judged = replace(judged, outcome="unverified", reason="softened", detail=question.duty.silence.reason)
    return verdict_of(question, judged, ())


def _in_place(question: Question, place: Place) -> Finding:
    wanted = question.duty.column
    assert wanted is not None
    names = tuple(normalise(n) for n in wanted.names)
    found = [_used(question, place, state, c) for state in place.sites if _counts(state) for c in _columns(state) if _is_named(c, names)]
    if found:
        order = ("met", "unverified", "not_checked", "incomplete")
        return min(found, key=lambda f: order.index(f.outcome))
    near = tuple(normalise(n) for n in wanted.near)
    perhaps = next((c for state in place.sites if _counts(state) for c in _columns(state) if _is_named(c, near)), None)
    if perhaps is not None:
        return Finding(place, "unverified", "near_miss", perhaps.name)
    gone = absence(place, min(question.year_end, question.as_of))
    if gone.state == "confirmed":
        return Finding(place, "unmet", "column_missing")
    return Finding(place, "unverified" if gone.state == "awaits" else "not_checked", gone.reason, gone.detail)


def _counts(state: SiteState) -> bool:
    """Whether what the site showed counts at all: it was reached once, and a guessed address was confirmed by its pages."""
    is_known = state.site.confirmed is not None or any(k.names_unit for k in state.looks)
    return is_known and any(k.reached for k in state.looks)


def _columns(state: SiteState) -> tuple[ColumnLook, ...]:
    """Each column of the site's last run, as it was last looked at."""
    if not state.columns:
        return ()
    return tuple(history[-1] for history in current_columns(state, date.min).values())


def _is_named(column: ColumnLook, names: tuple[str, ...]) -> bool:
    bare = normalise(column.name)
    return any(n in bare for n in names)


def _used(question: Question, place: Place, state: SiteState, column: ColumnLook) -> Finding:
    """Whether a column that exists has entries of the plan's year."""
    wanted = question.duty.column
    assert wanted is not None
    entries = question.listed.get((state.site.id, column.column), ())
    if sum(_is_of_year(question, e) for e in entries) >= wanted.min_entries:
        return Finding(place, "met", "column_in_use", column.name)
    if not column.complete:
        return Finding(place, "not_checked", "column_incomplete", f"栏目“{column.name}”：{column.reason or '没有读完'}")
    if any(e.date is None for e in entries):
        return Finding(place, "unverified", "undated", f"栏目“{column.name}”的条目没有日期")
    return Finding(place, "incomplete", "column_unused", column.name, missing=(f"栏目“{column.name}”没有{question.year_end.year}年的内容",))


def _is_of_year(question: Question, entry: Listed) -> bool:
    return entry.date is not None and entry.date.year == question.year_end.year and entry.date <= question.as_of
