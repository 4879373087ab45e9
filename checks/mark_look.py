"""Looking at marks: whether an abolished document's copy carries its mark, and what it is worth that it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checks.abolished import Abolished, Copy
from checks.coverage import Place, absence
from checks.days import shanghai_day
from checks.events import KnownEvent
from checks.facts import Publication
from checks.library import Library
from checks.place import Finding
from checks.question import Question
from crawler.extract.marks import status_marks
from crawler.extract.numbers import number_of
from rules.chinese import chinese_day
from rules.due import DueDay
from rules.text import normalise

_ROOT = re.compile("已经?|被|全文|宣布|自动|予以")


@dataclass(frozen=True)
class Asked:
    """One abolished document for one unit: its due day (None: nobody says when it lost its force), the copies that are the unit's,
    and the request to mark them that is on file."""

    document: Abolished
    due: DueDay | None
    copies: tuple[tuple[Place, Copy], ...]
    request: KnownEvent | None

    @property
    def subject(self) -> str:
        known = (self.document.number, *(number_of(c.publication.document_number) for _, c in self.copies if c.is_sure))
        return next((number for number in known if number), "") or min(c.publication.address for _, c in self.copies)

    @property
    def title(self) -> str:
        return self.document.title or self.copies[0][1].publication.title


def findings_of(question: Question, asked: Asked, library: Library) -> tuple[Finding, ...]:
    """One finding per copy, in order of site and address."""
    found = (_finding(question, asked, place, copy, library) for place, copy in asked.copies)
    return tuple(sorted(found, key=lambda f: (f.site, f.publication.address if f.publication else "")))


def is_on_request(question: Question, place: Place) -> bool:
    """Whether a place's keeper marks documents when a unit asks for it."""
    names = {normalise(place.name)} | {normalise(n) for s in place.sites for n in (s.site.id, s.site.name, *s.site.aliases) if place.name == s.site.id}
    return any(normalise(name) in names for name in question.duty.on_request)


def _finding(question: Question, asked: Asked, place: Place, copy: Copy, library: Library) -> Finding:
    """The mark at one copy. What a request does for the unit is judged by the request's day, never by the mark's."""
    publication = copy.publication
    if _is_marked(question, publication, library):
        return Finding(place, "met", "marked", publication=publication)
    if (column := _marking_column(question, publication, library)) is not None:
        return Finding(place, "met", "marked", publication=replace(publication, listed_in=column or publication.listed_in))
    if is_on_request(question, place):
        return _by_request(asked, place, publication)
    if not copy.is_sure:
        return Finding(place, "unverified", "perhaps_abolished", publication=publication)
    if (unread := _unreadable(publication, library)) != "":
        return Finding(place, "unverified", "mark_unreadable", unread, publication)
    if asked.due is None:
        return Finding(place, "unverified", "abolition_undated", publication=publication)
    return _absent(question, place, publication, asked.due)


def _by_request(asked: Asked, place: Place, publication: Publication) -> Finding:
    request, due = asked.request, asked.due
    if request is None:
        return Finding(place, "unverified", "request_not_shown", publication=publication)
    if due is not None and request.day > due.latest:
        return Finding(place, "late", "requested_late", publication=publication)
    if due is None or request.day > due.earliest:
        return Finding(place, "unverified", "abolition_undated" if due is None else "calendar_missing", publication=publication)
    return Finding(place, "met", "requested", publication=publication)


def _absent(question: Question, place: Place, publication: Publication, due: DueDay) -> Finding:
    """A mark that is not there counts once the page was read again when it was due: it may have been set since."""
    since = min(due.latest, question.as_of)
    seen_on = shanghai_day(publication.fetched_at)
    is_second = publication.fetched_at > publication.first_seen or absence(place, since).state == "confirmed"
    if seen_on < since or not is_second:
        return Finding(place, "unverified", "mark_awaits_look", f"该网页最近一次读取是在{chinese_day(seen_on)}", publication)
    return Finding(place, "unmet", "not_marked", publication=publication)


def _is_marked(question: Question, publication: Publication, library: Library) -> bool:
    seen = library.page(publication.address)
    shown = (*(seen.page.status_marks if seen is not None else ()), *status_marks([publication.title], []))
    title = normalise(publication.title)
    in_title = any(re.search(rf"[(\[【〔]{re.escape(normalise(mark))}[)\]】〕]", title) for mark in question.duty.marks)
    return in_title or any(_is_asked(question, mark) for mark in shown)


def _marking_column(question: Question, publication: Publication, library: Library) -> str | None:
    """The column in this place whose entry carries the mark, where one does: readers of the place see it there."""
    shown = library.marks_shown(publication.address, publication.site)
    return next((column for mark, column in sorted(shown.items()) if _is_asked(question, mark)), None)


def _is_asked(question: Question, mark: str) -> bool:
    return _ROOT.sub("", normalise(mark)) in {_ROOT.sub("", normalise(wanted)) for wanted in question.duty.marks}


def _unreadable(publication: Publication, library: Library) -> str:
    """Why a mark might stand there without being seen; "" where it would be."""
    seen = library.page(publication.address)
    if seen is None or not seen.page.is_whole:
        return "原文所在网页没有取到或没有读全"
    return "原文网页上有图片，标注可能在图片里" if seen.page.images > 0 else ""
