"""Reprint: each document of a superior stands here, passed on or listed with a link to it, in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.asked import Rejected, like_an_event, of_this_unit, sought_for
from checks.build import Judged, verdict_of
from checks.copies import Original, copies_of
from checks.facts import Publication
from checks.place import stands_for
from checks.question import Question
from checks.settle import out_of_force, settled
from checks.upstream import Upstream, upstream_documents
from checks.verdict import Verdict
from rules.due import due_of
from rules.text import normalise


def judge_reprint(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """One verdict per superior's document of the plan's year; with none on file or on its issuer's site, as for an event."""
    library = question.beside.library
    issued = [p for p in question.beside.companions if p.is_right and not p.rejected and not (p.published and p.published > question.as_of)]
    documents = [u for u in upstream_documents(question.events, issued) if _is_asked(question, u)]
    if not documents or library is None:
        return like_an_event(question, publications)
    common = frozenset(normalise(term) for group in question.duty.match.title.groups for term in group) if question.duty.match else frozenset()
    originals = [Original(u, library, common) for u in documents]
    return tuple(_one_document(question, o, publications, [other for other in originals if other is not o]) for o in originals)


def _is_asked(question: Question, document: Upstream) -> bool:
    day = document.day
    is_of_year = day is None or (day <= question.as_of and (question.year is None or day.year >= question.year))
    return is_of_year and question.in_force.covers(day or question.as_of)


def _one_document(question: Question, original: Original, publications: tuple[Publication, ...], others: list[Original]) -> Verdict:
    document, day = original.document, original.document.day
    refused = out_of_force(question, day) if day is not None else None
    if refused is not None:
        return verdict_of(question, replace(refused, about=document.title), (), subject=document.subject)
    right, doubtful = _answers(question, original, publications, others)
    due = due_of(question.duty, day or question.year_end, question.year_end, question.calendar, question.policy)
    judged = settled(question, sought_for(question, right, doubtful, due))
    if day is None and judged.outcome != "met":
        judged = Judged("unverified", "upstream_undated", None, findings=judged.findings)
    rejected = _rejected(question, publications, {p.address for p in right})
    basis = tuple(p for p in question.beside.companions if p.address in document.addresses)
    return verdict_of(question, replace(judged, about=document.title, basis=basis), rejected, subject=document.subject)


def _answers(question: Question, original: Original, publications: tuple[Publication, ...], others: list[Original]) -> tuple[list[Publication], Rejected]:
    """The copies that stand in the duty's places; whoever signed them, except where every unit of a group answers for its own."""
    sites = {site for place in question.places for site in place.site_ids}
    own = {(p.address, p.site): p for p in publications}
    right, doubtful = [], []
    for copy, grade in copies_of(original, (p for p in publications if p.site in sites), others):
        if copy.site not in sites:
            continue
        known = own.get((copy.address, copy.site))
        told = replace(copy, hit=known.hit, unreadable=known.unreadable) if known is not None else replace(copy, unreadable=True)
        told = replace(told, rejected="", doubt="", is_claimed=False)
        told = told if question.fan_out else of_this_unit(question, told)
        if grade == "same":
            right.append(told)
        else:
            doubtful.append((replace(told, lacks="看不出是不是这份文件"), "near_miss"))
    return right, tuple(doubtful)


def _rejected(question: Question, publications: Iterable[Publication], taken: set[str]) -> Rejected:
    left = ((p, stands_for(question, p, None) or "不是这份文件的转发件") for p in publications if p.address not in taken)
    sites = {site for place in question.places for site in place.site_ids}
    return tuple((p, why) for p, why in left if p.site in sites and (p.is_right or p.hit.lead))
