"""Which documents a unit is asked about, and what is said where none can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from checks.build import Judged, verdict_of
from checks.coverage import BY_PROOF
from checks.facts import Publication
from checks.papers import Paper, papers_of
from checks.place import EARLIER_YEAR, Finding, Sought, is_of_an_earlier_year, stands_for
from checks.proven import as_proven
from checks.question import Question, belongs
from checks.settle import out_of_force, settled
from checks.verdict import Verdict
from rules.due import DueDay

Rejected = tuple[tuple[Publication, str], ...]
NOT_SHOWN = Judged("unverified", "event_not_shown", None)


@dataclass(frozen=True)
class Asked:
    """The documents a unit is asked about, and the publications that are none of them, with why."""

    papers: tuple[Paper, ...]
    rejected: Rejected


def own_papers(question: Question, publications: Iterable[Publication], others: frozenset[str]) -> Asked:
    """The unit's own documents of the plan's year that stand in the duty's places. `others`: addresses that are something else."""
    sites = {site for place in question.places for site in place.site_ids}
    own: list[Publication] = []
    rejected: list[tuple[Publication, str]] = []
    for publication in (p for p in publications if p.site in sites and p.address not in others):
        if why_not := _why_not(question, publication):
            rejected.append((publication, why_not))
        elif publication.withdrawn_on is None:
            own.append(publication)
    papers = papers_of(own)
    asked = tuple(p for p in papers if p.is_of_year(question.year) and question.in_force.covers(day_of(p) or question.as_of))
    older = ((c, "是往年的文件") for p in papers if not p.is_of_year(question.year) for c in p.copies)
    return Asked(asked, (*rejected, *older))


def _why_not(question: Question, publication: Publication) -> str:
    """A document of which it is not sure that it is the unit's is not asked for."""
    if why_not := stands_for(question, publication, None):
        return why_not
    if not publication.is_right:
        return publication.lacks or "标题的写法不在规则之内"
    return publication.doubt or (belongs(question, publication)[1] if belongs(question, publication)[0] == "doubt" else "")


def day_of(paper: Paper) -> date | None:
    """The day a paper's terms are counted from and validity is weighed by: its publication, else its forming."""
    return paper.published or paper.formed


def not_in_force(question: Question, day: date | None, copies: Iterable[Publication]) -> Judged | None:
    """That the duty did not hold on a document's day."""
    refused = out_of_force(question, day) if day is not None else None
    if refused is None:
        return None
    here = ((place, c) for c in copies for place in question.places if c.site in place.site_ids)
    return replace(refused, findings=tuple(Finding(place, "not_applicable", "not_in_force", publication=c) for place, c in here))


def of_this_unit(question: Question, publication: Publication) -> Publication:
    """A publication that counts whoever signed it."""
    return replace(publication, issuers=publication.issuers | {question.unit.id}, is_claimed=False)


def sought_for(question: Question, right: Iterable[Publication], doubtful: Rejected, due: DueDay) -> Sought:
    """What answers a document; where all that surely does came late, something that perhaps does and was in time leaves it open."""
    sure = tuple(p for p in right if not stands_for(question, p, due))
    perhaps = tuple((p, why) for p, why in doubtful if not stands_for(question, replace(p, grade="exact"), due))
    if sure and all(_is_after(p, due) for p in sure) and any(not _is_after(p, due) for p, _ in perhaps):
        return Sought((), (*perhaps, *((p, "near_miss") for p in sure)), due, min(due.latest, question.as_of))
    return Sought(sure, perhaps, due, min(due.latest, question.as_of))


def _is_after(publication: Publication, due: DueDay) -> bool:
    published = as_proven(publication, due).published
    return published is not None and published > due.latest


def nothing_shown(question: Question, rejected: Rejected, told: Judged = NOT_SHOWN) -> tuple[Verdict, ...]:
    """The one verdict without a subject, where no document or object was found: what the duty asks, if all its places were searched."""
    searched = settled(question, Sought((), (), None, date.min))
    is_open = searched.outcome == "not_checked" or searched.reason == BY_PROOF
    return without_subject(question, searched if is_open else told, rejected)


def without_subject(question: Question, judged: Judged, rejected: Rejected) -> tuple[Verdict, ...]:
    """Of an amended rule by the version that holds on the day asked."""
    if not question.in_force.covers(question.as_of):
        return ()
    return (verdict_of(question, out_of_force(question, question.as_of) or judged, rejected),)


def like_an_event(question: Question, publications: Iterable[Publication]) -> tuple[Verdict, ...]:
    """Met where anything of the year that the duty speaks of stands; else nobody has shown that there was something to publish."""
    right: list[Publication] = []
    doubtful: list[tuple[Publication, str]] = []
    rejected: list[tuple[Publication, str]] = []
    for publication in publications:
        why_not = stands_for(question, publication, None)
        if not why_not and is_of_an_earlier_year(question, publication):
            why_not = EARLIER_YEAR
        if why_not:
            rejected.append((publication, why_not))
        elif publication.is_right:
            right.append(publication)
        else:
            doubtful.append((publication, "near_miss"))
    since = max((p.published for p in right if p.published is not None), default=date.min)
    judged = settled(question, Sought(tuple(right), tuple(doubtful), None, since))
    if judged.outcome == "unmet":
        judged = replace(judged, outcome="unverified", reason="event_not_shown", detail="")
    return without_subject(question, judged, tuple(rejected))
