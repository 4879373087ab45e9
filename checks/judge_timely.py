"""Timely: each document was published within so many working days of 成文日期."""

from __future__ import annotations

from datetime import date

from checks.build import Judged, verdict_of
from checks.coverage import Place
from checks.facts import Publication
from checks.place import Finding, late, stands_for
from checks.proven import as_proven
from checks.question import Question
from checks.verdict import Verdict
from rules.due import DueDay, due_of


def judge_timely(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """One verdict per document (文号, else address) that says when it was formed or carries a 文号."""
    documents: dict[str, list[Publication]] = {}
    for publication in publications:
        says = publication.formed is not None or publication.document_number is not None
        stands = any(publication.site in p.site_ids for p in question.places) and not stands_for(question, publication, None)
        is_own = publication.issuer.unit in (None, question.unit.id) or question.unit.id in publication.issuers
        if says and stands and is_own:
            documents.setdefault(publication.document_number or publication.address, []).append(publication)
    asked = (subject for subject in sorted(documents) if question.in_force.covers(_day_of(documents[subject]) or question.as_of))
    return tuple(_one_document(question, subject, documents[subject]) for subject in asked)


def _day_of(copies: list[Publication]) -> date | None:
    """The day a document was formed, else first published."""
    days = [p.formed for p in copies if p.formed] or [p.published for p in copies if p.published]
    return min(days, default=None)


def _one_document(question: Question, subject: str, copies: list[Publication]) -> Verdict:
    """The copy published first decides."""
    first = min(copies, key=lambda p: (p.published or date.max, p.address))
    place = next(p for p in question.places if first.site in p.site_ids)
    formed = first.formed or max((c.formed for c in copies if c.formed), default=None)
    if formed is None:
        finding = Finding(place, "unverified", "unformed", publication=first)
        return verdict_of(question, Judged("unverified", "unformed", None, "", (finding,)), (), subject=subject)
    duty = question.duty
    if (duty.valid_from and formed < duty.valid_from) or (duty.valid_to and formed > duty.valid_to):
        finding = Finding(place, "not_applicable", "not_in_force", publication=first)
        return verdict_of(question, Judged("not_applicable", "not_in_force", None, "", (finding,)), (), subject=subject)
    due = due_of(duty, formed, question.year_end, question.calendar, question.policy)
    first = min((as_proven(c, due) for c in copies), key=lambda p: (p.published or date.max, p.address))
    place = next(p for p in question.places if first.site in p.site_ids)
    finding = _in_time(first, due, place)
    return verdict_of(question, Judged(finding.outcome, finding.reason, due, "", (finding,)), (), subject=subject)


def _in_time(document: Publication, due: DueDay, place: Place) -> Finding:
    published = document.published
    if published is None:
        return Finding(place, "unverified", "undated", publication=document)
    if published > due.latest and document.doubt:
        return Finding(place, "unverified", "doubtful", document.doubt, publication=document)
    if published > due.latest:
        return late(place, document)
    if published > due.earliest:
        return Finding(place, "unverified", "calendar_missing", publication=document)
    return Finding(place, "met", "in_time", publication=document)
