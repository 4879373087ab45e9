"""Known events: whether each that is on file for a duty was published by its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from checks.build import Judged
from checks.events import KnownEvent
from checks.facts import Publication
from checks.place import Sought, find_in_place
from checks.question import Question
from checks.settle import combined, out_of_force
from checks.verdict import FAILING, Outcome
from crawler.extract.numbers import number_of, numbers_in
from rules.chinese import chinese_day
from rules.due import DueDay, due_of
from rules.rule import Due
from rules.text import normalise
from rules.units import canonical_address

Doubtful = tuple[tuple[Publication, str], ...]

SAYS_WHICH = 6
"""A name of an event shorter than this (in characters) does not tell which one a title is about."""
_GRAVEST: tuple[Outcome, ...] = (*reversed(FAILING), "not_checked", "unverified", "met", "not_due")


@dataclass(frozen=True)
class _Answers:
    """What answers one event: surely (named by it, or the only publication it can be), or perhaps."""

    sure: tuple[Publication, ...]
    perhaps: tuple[Publication, ...]
    is_named: bool


def judge_known(question: Question, right: tuple[Publication, ...], doubtful: Doubtful) -> Judged | None:
    """The gravest of what the events on file come to; None where there is none.

    right: publications by the rule's wording; doubtful: by another. An event is answered by what names it (文号, address, title); an
    event without a 文号 by the first publication on or after its day that no earlier event takes. What may be about several
    events, or carries no 文号 where the event has one, stays in doubt.
    """
    events = happened(question)
    found = [_of_event(question, event, answers, doubtful) for event, answers in zip(events, _answers(events, right), strict=True)]
    return min(found, key=lambda judged: _GRAVEST.index(judged.outcome), default=None)


def happened(question: Question) -> tuple[KnownEvent, ...]:
    """The events on file that the duty asks to publish, in order of their days."""
    events = (e for e in question.events if e.what == "happened" and out_of_force(question, e.day) is None)
    return tuple(sorted(events, key=lambda e: (e.day, e.subject)))


def current_from(question: Question) -> date | None:
    """From which day what stands there is current: the rule's `since`, or the newest event on file that must be shown by now."""
    shown = (e.day for e in happened(question) if due_after(question, e.day).latest <= question.as_of)
    return max((day for day in (question.duty.since, *shown) if day is not None), default=None)


def due_after(question: Question, day: date) -> DueDay:
    """By when an event of this day must be published: the duty's own count, else the office's."""
    due = question.duty.due
    if due is None or not (due.working_days or due.calendar_days):
        due = Due("assumption", "本办口径", working_days=question.policy.days_after_event)
    return due_of(replace(question.duty, due=due), day, question.year_end, question.calendar, question.policy)


def _of_event(question: Question, event: KnownEvent, answers: _Answers, doubtful: Doubtful) -> Judged:
    due = due_after(question, event.day)
    since = tuple((p, why) for p, why in doubtful if p.published is None or p.published >= event.day)
    sure, perhaps = answers.sure, answers.perhaps
    others = (*perhaps, *(p for p, _ in since))
    if not answers.is_named and all(_is_after(p, due) for p in sure) and not all(_is_after(p, due) for p in others):
        sure, perhaps = (), (*sure, *perhaps)  # another publication may have told of it in time
    unclear = tuple((p, "event_unclear") for p in perhaps)
    sought = Sought(sure, (*since, *unclear), due, min(due.latest, question.as_of))
    judged = combined(question, tuple(find_in_place(question, place, sought) for place in question.places), due)
    return _with_silence(question, judged, event, due)


def _with_silence(question: Question, judged: Judged, event: KnownEvent, due: DueDay) -> Judged:
    if judged.outcome != "met" and due.latest > question.as_of:
        return replace(judged, outcome="not_due", reason="before_due", detail="")
    if judged.outcome == "unmet" and question.duty.silence is not None:
        return replace(judged, outcome="unverified", reason="softened", detail=question.duty.silence.reason)
    if judged.outcome == "unmet":
        return replace(judged, reason="known_event_unpublished", detail=_told(event))
    return replace(judged, detail=_told(event)) if judged.reason == "event_unclear" else judged


def _is_after(publication: Publication, due: DueDay) -> bool:
    return publication.published is not None and publication.published > due.latest


def _told(event: KnownEvent) -> str:
    number = f"（{event.document_number}）" if event.document_number else ""
    return f"{chinese_day(event.day)}的“{event.title}”{number}"


def _answers(events: tuple[KnownEvent, ...], right: tuple[Publication, ...]) -> Iterable[_Answers]:
    named = {p.address for p in right for e in events if names(e, p)}
    free = [p for p in right if p.address not in named]
    unnamed = [e for e in events if not e.document_number and not any(names(e, p) for p in right)]
    taken: set[str] = set()
    for event in events:
        own = tuple(p for p in right if names(event, p))
        later = tuple(p for p in free if (p.published is None or p.published >= event.day) and not _is_another(event, p))
        if own:
            yield _Answers(own, (), True)
        elif event.document_number:
            yield _Answers((), later, False)
        elif len(unnamed) == 1:
            yield _Answers(later, (), False)
        else:
            first = min((p for p in later if _document(p) not in taken), key=lambda p: (p.published or date.max, p.address), default=None)
            taken |= {_document(first)} if first else set()
            sure = tuple(p for p in later if first is not None and _document(p) == _document(first))
            yield _Answers(sure, tuple(p for p in later if p not in sure), False)


def names(event: KnownEvent, publication: Publication) -> bool:
    """Whether a publication is surely about an event: by 文号, by address, or by the event's name in its title."""
    title, name = normalise(publication.title), normalise(event.title)
    if event.document_number:
        number = _number(event.document_number)
        if number == _number(publication.document_number) or number in {n for n, _, _ in numbers_in(publication.title)}:
            return True
    if event.url is not None and canonical_address(event.url) == publication.address:
        return True
    return len(name) >= SAYS_WHICH and name in title


def _is_another(event: KnownEvent, publication: Publication) -> bool:
    """Whether both carry a 文号, and not the same one."""
    if not event.document_number or not publication.document_number:
        return False
    return _number(event.document_number) != _number(publication.document_number)


def _number(text: str | None) -> str:
    """A 文号 in one form, whatever brackets it is written with; a text without one as it is."""
    return number_of(text) or normalise(text or "")


def _document(publication: Publication) -> str:
    """Copies of one document in several places are one answer."""
    return normalise(publication.document_number or publication.title)
