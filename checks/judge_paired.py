"""Paired: each policy document has its interpretation, linked with it or recognisably about it, in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.asked import Rejected, day_of, not_in_force, nothing_shown, of_this_unit, own_papers, sought_for
from checks.beside import Beside
from checks.build import Judged, verdict_of
from checks.documents import Likeness
from checks.explained import explanations_of
from checks.facts import Publication
from checks.interpretations import Subject
from checks.papers import Paper
from checks.place import Finding
from checks.question import Question
from checks.settle import settled
from checks.verdict import Verdict
from crawler.page import Page
from rules.due import due_of
from rules.text import normalise
from rules.units import canonical_address


def judge_paired(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """One verdict per policy document of the unit; one that says so where there is none."""
    beside = question.beside
    interpretations = frozenset(c.address for c in beside.companions if _is_interpretation(c))
    asked = own_papers(question, publications, interpretations)
    if not asked.papers:
        return nothing_shown(question, asked.rejected)
    return tuple(_one_paper(question, paper, beside) for paper in asked.papers)


def _is_interpretation(companion: Publication) -> bool:
    return companion.is_right and not companion.rejected


def _one_paper(question: Question, paper: Paper, beside: Beside) -> Verdict:
    day = day_of(paper)
    if (refused := not_in_force(question, day, paper.copies)) is not None:
        return verdict_of(question, replace(refused, about=paper.title), (), subject=paper.subject)
    right, doubtful, others = _answers(question, paper, beside)
    due = due_of(question.duty, day or question.year_end, question.year_end, question.calendar, question.policy)
    judged = settled(question, sought_for(question, right, doubtful, due))
    if day is None and judged.outcome != "met":
        judged = _undated(question, paper)
    return verdict_of(question, replace(judged, about=paper.title, basis=paper.copies), others, subject=paper.subject)


def _answers(question: Question, paper: Paper, beside: Beside) -> tuple[list[Publication], Rejected, Rejected]:
    """Surely its interpretations, perhaps, and those of other documents that sound like it."""
    subject = Subject(paper, _links(paper, beside))
    right = [of_this_unit(question, c) for c in paper.copies if c.address in beside.holding]
    doubtful: list[tuple[Publication, str]] = [(c, "pair_unread") for c in paper.copies if c.address in beside.linking]
    others: list[tuple[Publication, str]] = []
    for companion in beside.companions:
        likeness = _here(subject.of(beside.about[companion.address]), companion, paper, beside)
        own = of_this_unit(question, companion)
        if likeness == "same" and _is_interpretation(companion):
            right.append(own)
        elif likeness == "same" and (companion.is_right or companion.hit.lead):
            doubtful.append((replace(own, rejected="", lacks=own.rejected or own.lacks), "near_miss"))
        elif likeness == "perhaps" and _is_interpretation(companion):
            doubtful.append((replace(own, lacks="看不出解读的是不是这份文件"), "near_miss"))
        elif likeness == "other" and _is_interpretation(companion) and subject.sounds_like(beside.about[companion.address]):
            others.append((companion, "解读的是另一份文件"))
    for own, likeness in _explanations(question, paper, subject, beside, {p.address for p in (*right, *(d for d, _ in doubtful))}):
        if likeness == "same":
            right.append(own)
        else:
            doubtful.append((replace(own, lacks="看不出是不是这份文件的解读"), "near_miss"))
    return right, tuple(doubtful), tuple(others)


def _explanations(question: Question, paper: Paper, subject: Subject, beside: Beside, taken: set[str]) -> Iterator[tuple[Publication, Likeness]]:
    """What explains it in a form that the rule has no word for."""
    if beside.library is not None:
        known = taken | {c.address for c in beside.companions if _is_interpretation(c)}
        for found, likeness in explanations_of(paper, subject, beside.library, known):
            yield replace(of_this_unit(question, found), unreadable=True), likeness


def _here(likeness: Likeness, companion: Publication, paper: Paper, beside: Beside) -> Likeness:
    """What an interpretation's title makes of it where it begins with another place, of which the document says nothing."""
    place = beside.library.other_place(companion.title) if beside.library is not None else ""
    if not place or any(place in normalise(c.title) for c in paper.copies):
        return likeness
    return "perhaps" if likeness == "same" else "other"


def _links(paper: Paper, beside: Beside) -> frozenset[str]:
    pages = (_page(beside, address) for address in paper.addresses)
    return frozenset(canonical_address(link.href) for page in pages if page is not None for link in page.references)


def _page(beside: Beside, address: str) -> Page | None:
    seen = beside.library.page(address) if beside.library is not None else None
    return seen.page if seen is not None else None


def _undated(question: Question, paper: Paper) -> Judged:
    """A document that tells no day: no term can be counted from it."""
    here = ((place, c) for c in paper.copies for place in question.places if c.site in place.site_ids)
    findings = tuple(Finding(place, "unverified", "undated", publication=c) for place, c in here)
    return Judged("unverified", "undated", None, "", findings)
