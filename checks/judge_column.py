"""Columns: one of the asked name exists in the places, was used in the plan's year, and its entries are answered where that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.answers import Entries, answered_in
from checks.build import verdict_of
from checks.coverage import Place, SiteState, absence, current_columns
from checks.facts import Publication
from checks.known_events import current_from
from checks.place import OUTDATED, Finding
from checks.question import Question
from checks.settle import combined, out_of_force, with_silence
from checks.verdict import Verdict
from crawler.seen import ColumnLook, Listed
from rules.chinese import chinese_day
from rules.due import due_of
from rules.text import normalise
from rules.wanted import ColumnWanted


def judge_column(question: Question, publications: tuple[Publication, ...]) -> Verdict:
    """The verdict of a standing or interactive duty that asks for a column; publications: pages with a word of an answer."""
    if (refused := out_of_force(question, question.as_of)) is not None:
        return verdict_of(question, refused, ())
    due = due_of(question.duty, question.year_end, question.year_end, question.calendar, question.policy)
    wanted = question.duty.column
    assert wanted is not None, "only duties with a column come here"
    asked = _Asked(question, wanted, publications)
    findings = tuple(_in_place(asked, place) for place in question.places)
    return verdict_of(question, with_silence(question, combined(question, findings, due)), ())


@dataclass(frozen=True)
class _Asked:
    """The question about a column, with the pages that hold a word of an answer."""

    question: Question
    wanted: ColumnWanted
    publications: tuple[Publication, ...]

    @property
    def first_day(self) -> date:
        """From which day entries count: the plan year's first, or the day since which the column must be current."""
        return max(date(self.question.year_end.year, 1, 1), current_from(self.question) or date.min)


def _in_place(asked: _Asked, place: Place) -> Finding:
    names = tuple(normalise(n) for n in asked.wanted.names)
    found = [_used(asked, place, state, c) for state in place.sites if _counts(state) for c in _columns(state) if _is_named(c, names)]
    if found:
        order = ("met", "unverified", "not_checked", "incomplete")
        return min(found, key=lambda f: order.index(f.outcome))
    near = tuple(normalise(n) for n in asked.wanted.near)
    perhaps = next((c for state in place.sites if _counts(state) for c in _columns(state) if _is_named(c, near)), None)
    if perhaps is not None:
        return Finding(place, "unverified", "near_miss", perhaps.name)
    gone = absence(place, min(asked.question.year_end, asked.question.as_of))
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


def _used(asked: _Asked, place: Place, state: SiteState, column: ColumnLook) -> Finding:
    """Whether a column that exists has entries of the plan's year, and current ones where the duty says since when."""
    question, wanted = asked.question, asked.wanted
    listed = question.listed(state.site.id, column.column)
    current = tuple(e for e in listed if e.date is not None and asked.first_day <= e.date <= question.as_of and e.date.year == question.year_end.year)
    entries = Entries(place, column, current, tuple(e for e in listed if e.date is None))
    if question.fan_out and state.site.id not in question.own_sites:
        return _shared(asked, entries)
    if len(current) >= wanted.min_entries:
        return answered_in(question, entries, asked.publications) if wanted.answers else Finding(place, "met", "column_in_use", column.name)
    if not column.complete:
        return Finding(place, "not_checked", "column_incomplete", f"栏目“{column.name}”：{column.reason or '没有读完'}")
    if entries.undated:
        return Finding(place, "unverified", "undated", f"栏目“{column.name}”的条目没有日期")
    return _unused(asked, place, column, listed)


def _unused(asked: _Asked, place: Place, column: ColumnLook, listed: tuple[Listed, ...]) -> Finding:
    year, first_day = asked.question.year_end.year, asked.first_day
    if any(e.date is not None and e.date.year == year and e.date < first_day for e in listed):
        missing = f"栏目“{column.name}”{chinese_day(first_day)}以后的内容"
        return Finding(place, "incomplete", OUTDATED, column.name, missing=(missing,))
    return Finding(place, "incomplete", "column_unused", column.name, missing=(f"栏目“{column.name}”没有{year}年的内容",))


def _shared(asked: _Asked, entries: Entries) -> Finding:
    """A column that serves all units shows one unit's use only by an answer that is its own."""
    if asked.wanted.answers:
        found = answered_in(asked.question, entries, asked.publications)
        if found.outcome == "met":
            return found
    return Finding(entries.place, "unverified", "column_shared", entries.column.name)
