"""Marked: each abolished document carries its mark wherever it stands; on a site whose keeper marks on request, the request counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.abolished import Abolished, Copy, Gone, first_day, gone
from checks.asked import nothing_shown
from checks.beside import Beside
from checks.build import Judged, verdict_of
from checks.coverage import Place, absence
from checks.documents import names_of, same_document
from checks.events import KnownEvent
from checks.facts import Publication
from checks.library import Library
from checks.mark_look import Asked, findings_of, is_on_request
from checks.place import Finding
from checks.question import Question, belongs
from checks.settle import out_of_force
from checks.verdict import Verdict
from crawler.extract.numbers import number_of
from rules.due import due_of
from rules.units import canonical_address


def judge_marked(question: Question, _: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """One verdict per abolished document that stands in the unit's places; one that says so where there is none."""
    beside = question.beside
    if beside.library is None:
        return nothing_shown(question, ())
    known = [*beside.gone, *(gone(d, beside.library) for d in _on_file(question.events))]
    asked: dict[str, Asked] = {}
    for one in known:
        found = _asked(question, one)
        if found is not None:
            asked[found.subject] = _both(asked[found.subject], found) if found.subject in asked else found
    if not asked:
        return nothing_shown(question, (), _why_none(question, beside))
    return tuple(_one_document(question, asked[subject], beside.library) for subject in sorted(asked))


def _on_file(events: Iterable[KnownEvent]) -> Iterable[Abolished]:
    for event in (e for e in events if e.what == "abolished"):
        addresses = frozenset({canonical_address(event.url)}) if event.url else frozenset[str]()
        yield Abolished(event.title, number_of(event.document_number) or "", (), addresses, event.day)


def _both(one: Asked, other: Asked) -> Asked:
    """A document on file and in a list: the day on file holds."""
    chosen = other if other.document.day is not None else one
    return replace(chosen, copies=tuple(dict.fromkeys((*one.copies, *other.copies))), request=one.request or other.request)


def _asked(question: Question, one: Gone) -> Asked | None:
    """None where the document stands in none of the unit's places, is not the unit's, or lost its force outside the plan's year."""
    document, day = one.document, first_day(one.document, question.as_of)
    told = [d for p in document.lists if (d := p.published or p.formed) is not None]
    if day is None and (told or document.day is not None):  # said only after the day asked
        return None
    if day is not None and (day > question.as_of or (question.year is not None and day.year < question.year)):
        return None
    if not question.in_force.covers(day or question.as_of):
        return None
    copies = tuple((place, copy) for copy in one.copies if (place := _place_of(question, copy.publication)) and _counts(question, copy.publication, document))
    if not copies:
        return None
    due = due_of(question.duty, day, question.year_end, question.calendar, question.policy) if day is not None else None
    return Asked(document, due, copies, _request(question, document, copies))


def _place_of(question: Question, publication: Publication) -> Place | None:
    """The place a copy stands in; one whose keeper marks on request before others, where a site is both."""
    places = [p for p in question.places if publication.site in p.site_ids]
    return next((p for p in places if is_on_request(question, p)), places[0] if places else None)


def _counts(question: Question, publication: Publication, document: Abolished) -> bool:
    """A copy that nobody signed, as far as is known, is the unit's where the unit's own list names the document."""
    is_later = publication.published is not None and publication.published > question.as_of
    if publication.withdrawn_on is not None or is_later:
        return False
    is_unsigned = publication.issuer.unit is None and not publication.issuer.elsewhere
    return belongs(question, publication)[0] == "yes" or (is_unsigned and any(belongs(question, p)[0] == "yes" for p in document.lists))


def _request(question: Question, document: Abolished, copies: Iterable[tuple[Place, Copy]]) -> KnownEvent | None:
    """The first request on file to mark this document."""
    addresses = {c.publication.address for _, c in copies}
    for event in sorted((e for e in question.events if e.what == "requested"), key=lambda e: (e.day, e.subject)):
        if event.document_number is not None and document.number:
            if number_of(event.document_number) == document.number:
                return event
        elif (event.url and canonical_address(event.url) in addresses) or same_document(names_of(event.title), document.names) != "other":
            return event
    return None


def _one_document(question: Question, asked: Asked, library: Library) -> Verdict:
    refused = out_of_force(question, first_day(asked.document, question.as_of) or question.as_of)
    judged = refused or _judged(question, asked, library)
    return verdict_of(question, replace(judged, about=asked.title, basis=asked.document.lists), (), subject=asked.subject)


def _judged(question: Question, asked: Asked, library: Library) -> Judged:
    findings = findings_of(question, asked, library)
    findings += tuple(_unsearched(question, asked, {f.site for f in findings}))
    chosen = next(f for outcome in ("unmet", "late", "not_checked", "unverified", "met") for f in findings if f.outcome == outcome)
    on = asked.request.day if asked.request is not None and chosen.reason in ("requested", "requested_late") else None
    judged = Judged(chosen.outcome, chosen.reason, asked.due, chosen.detail, findings, on=on)
    if judged.outcome == "met":
        return judged
    if asked.due is not None and asked.due.latest > question.as_of:
        return replace(judged, outcome="not_due", reason="before_due", detail="", on=None)
    if judged.outcome == "unmet" and question.duty.silence is not None:
        return replace(judged, outcome="unverified", reason="softened", detail=question.duty.silence.reason)
    if judged.outcome == "unmet" and any(f.outcome == "met" for f in findings):
        return replace(judged, outcome="misplaced", reason="mark_elsewhere")
    return judged


def _unsearched(question: Question, asked: Asked, sites: set[str]) -> Iterable[Finding]:
    """Places that show no copy and were not read whole: one without a mark may stand there."""
    since = min(asked.due.latest, question.as_of) if asked.due is not None else question.as_of
    for place in question.places:
        if place.sites and not sites & place.site_ids and (found := absence(place, since)).state == "not_checked":
            yield Finding(place, "not_checked", found.reason, found.detail)


def _why_none(question: Question, beside: Beside) -> Judged:
    """That other units' documents lost their force is nothing to tell this one of."""
    lists = [one for one in beside.lists if _may_name_its_own(question, one.publication)]
    unread = next((one.publication for one in lists if one.is_unread), None)
    shown = unread or (lists[0].publication if lists else None)
    place = next((p for p in question.places if shown is not None and shown.site in p.site_ids), Place("", ()))
    findings = (Finding(place, "unverified", "list_unread", publication=shown),) if shown is not None else ()
    if unread is not None:
        return Judged("unverified", "list_unread", None, "", findings)
    is_known = bool(lists) or any(True for _ in _on_file(question.events))
    return Judged("unverified", "nothing_to_mark" if is_known else "event_not_shown", None, "", findings)


def _may_name_its_own(question: Question, publication: Publication) -> bool:
    """Whether a list may name this unit's documents: its own, the government's, or one that nobody signed; never another unit's."""
    if publication.published is not None and publication.published > question.as_of:
        return False
    issuer = publication.issuer.unit
    return issuer is None or issuer in question.editors or belongs(question, publication)[0] == "yes"
