"""Answers: whether an entry of a column that is of the plan's year was answered, as its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from checks.coverage import Place
from checks.facts import Publication
from checks.place import Finding
from checks.question import Question, belongs
from crawler.seen import ColumnLook, Listed


@dataclass(frozen=True)
class Entries:
    """The entries of one column that count, and those whose day is not told."""

    place: Place
    column: ColumnLook
    current: tuple[Listed, ...]
    undated: tuple[Listed, ...]


def answered_in(question: Question, entries: Entries, publications: tuple[Publication, ...]) -> Finding:
    """Met by one entry whose page has a word of an answer; in doubt while one that may have it was not read or has no day."""
    place, column = entries.place, entries.column
    answered = {p.address: p for p in publications if p.site == column.site and _is_answer(question, p)}
    first = min((answered[e.address] for e in entries.current if e.address in answered), key=lambda p: p.address, default=None)
    if first is not None:
        return Finding(place, "met", "column_answered", column.name, publication=first)
    if any(e.address in answered for e in entries.undated):
        return Finding(place, "unverified", "undated", f"栏目“{column.name}”有答复的条目没有日期")
    unread = next((e for e in (*entries.current, *entries.undated) if e.address not in question.legible), None)
    if unread is not None:
        return Finding(place, "unverified", "answers_unread", f"栏目“{column.name}”的“{unread.title}”")
    if not column.complete:
        return Finding(place, "not_checked", "column_incomplete", f"栏目“{column.name}”：{column.reason or '没有读完'}")
    return Finding(place, "incomplete", "column_unanswered", column.name, missing=(f"栏目“{column.name}”{question.year_end.year}年的答复",))


def _is_answer(question: Question, publication: Publication) -> bool:
    """Whether a page shows an answer; where many units share the duty, only what is surely the unit's own counts."""
    if not publication.hit.answered or publication.rejected or (question.duty.match is not None and not publication.is_right):
        return False
    return not question.fan_out or publication.site in question.own_sites or belongs(question, publication)[0] == "yes"
