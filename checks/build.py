"""Building: from what was judged to the verdict as it is stored and shown, with evidence, sentence and remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from checks.coverage import searched
from checks.facts import Publication
from checks.notes import Noted, not_seen, notes_of
from checks.place import Finding
from checks.question import Question
from checks.turning import turnings
from checks.verdict import Evidence, NearMiss, Outcome, PlaceFinding, Verdict
from checks.why import Told, why
from rules.due import DueDay

MOST_EVIDENCE = 20
MOST_NEAR_MISSES = 12
ABOUT_ABSENCE: tuple[Outcome, ...] = ("unmet", "misplaced", "unverified", "not_checked")


@dataclass(frozen=True)
class Judged:
    """What judging found: the outcome, why (a code), by when, and the finding of each place.

    about: the title of the document a subject stands for. on: the day it was done, where no publication's day says it. right: the
    publications that count, of which each finding rests on one. basis: those by which the duty asks anything of this subject.
    """

    outcome: Outcome
    reason: str
    due: DueDay | None
    detail: str = ""
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    about: str = ""
    on: date | None = None
    right: tuple[Publication, ...] = ()
    basis: tuple[Publication, ...] = ()


def verdict_of(
    question: Question,
    judged: Judged,
    rejected: tuple[tuple[Publication, str], ...],
    period: str | None = None,
    subject: str | None = None,
) -> Verdict:
    """The verdict with its evidence (what was found or left in doubt), near misses and, for an absence, what was searched."""
    shown = _shown(judged)
    decisive = _decisive(judged)
    published = judged.on or (decisive.published if decisive else None)
    days_late = _days_late(question, judged, published)
    told = Told(question, judged.outcome, judged.reason, judged.detail, judged.findings, period, subject, judged.due, published, days_late)
    told = replace(told, about=judged.about, missing=judged.missing)
    return Verdict(
        rule_set=question.rule_set,
        rule=question.rule.id,
        duty=question.duty.id,
        kind=question.duty.kind,
        unit=question.unit.id,
        period=period,
        subject=subject,
        outcome=judged.outcome,
        found=judged.outcome,
        reason=judged.reason,
        due=judged.due.latest if judged.due else None,
        due_basis=judged.due.basis if judged.due else None,
        published=published,
        days_late=days_late,
        days_unit=("working" if judged.due and judged.due.is_working else "calendar") if days_late is not None else None,
        why=why(told),
        remedy=_remedy(question, judged),
        places=tuple(PlaceFinding(f.site, f.outcome, f.publication.published if f.publication else None) for f in judged.findings),
        evidence=tuple(_evidence(p, question) for p in shown[:MOST_EVIDENCE]),
        missing=judged.missing or _missing_places(judged),
        near_misses=_near_misses(rejected) if judged.outcome != "met" else (),
        searched=searched(question.places, _since(question, judged)) if judged.outcome in ABOUT_ABSENCE else (),
        basis=tuple(_evidence(p, question) for p in judged.basis[:MOST_EVIDENCE]),
        notes=notes_of(Noted(question, judged.outcome, period, shown, judged.right)),
        would_change=turnings(told),
    )


def _remedy(question: Question, judged: Judged) -> str:
    """What the unit can still do: nothing is gained by publishing again what came late."""
    if judged.outcome == "late":
        return "已经公开，不必补发；今后请在到期日当天或之前公开。"
    return question.duty.remedy if judged.outcome in ("incomplete", "misplaced", "unmet", "unverified", "not_checked") else ""


def _since(question: Question, judged: Judged) -> date:
    return min(judged.due.latest, question.as_of) if judged.due else date.min


def _shown(judged: Judged) -> tuple[Publication, ...]:
    """The publications of all findings, each address and place once."""
    found = {(f.publication.address, f.publication.site): f.publication for f in judged.findings if f.publication is not None}
    return tuple(found[key] for key in sorted(found))


def _decisive(judged: Judged) -> Publication | None:
    """The publication the outcome rests on: in a place with the same outcome, else the one met last."""
    same = [f.publication for f in judged.findings if f.publication and f.outcome == judged.outcome]
    if judged.outcome == "met" or not same:
        same = [f.publication for f in judged.findings if f.publication and f.outcome in ("met", "late", "incomplete")]
    if judged.outcome in ("met", "late", "incomplete", "misplaced", "not_applicable"):
        return max(same or [f.publication for f in judged.findings if f.publication], key=lambda p: (p.published or date.min, p.address), default=None)
    return None


def _days_late(question: Question, judged: Judged, published: date | None) -> int | None:
    if judged.outcome != "late" or judged.due is None or published is None:
        return None
    due = judged.due
    return question.calendar.working_days_after(due.latest, published) if due.is_working else (published - due.latest).days


def _missing_places(judged: Judged) -> tuple[str, ...]:
    if judged.outcome != "misplaced":
        return ()
    return tuple(s.site.name for f in judged.findings if f.outcome == "unmet" for s in f.place.sites[:1])


def _evidence(publication: Publication, question: Question) -> Evidence:
    before = not_seen(question, publication)
    return Evidence(
        url=publication.url,
        site=publication.site,
        listed_in=publication.listed_in,
        title=publication.title,
        published=publication.published,
        published_from=publication.published_from,
        formed=publication.formed,
        first_seen=publication.first_seen,
        fetched_at=publication.fetched_at,
        sha256=publication.sha256,
        archive_file=publication.archive[0],
        archive_offset=publication.archive[1],
        attributed_unit=publication.issuer.unit or question.unit.id,
        attributed_by=publication.issuer.by if publication.issuer.unit else "职责",
        matched=publication.hit.matched,
        matched_in=publication.hit.matched_in,
        snippet=publication.hit.snippet,
        withdrawn_on=publication.withdrawn_day,
        wording=publication.grade,
        not_seen_on=before.on if before else None,
    )


def _near_misses(rejected: tuple[tuple[Publication, str], ...]) -> tuple[NearMiss, ...]:
    """The rejected publications closest to the rule's wording first; each address once."""
    ranked = sorted(rejected, key=lambda r: (not r[0].is_right, not r[0].hit.lead, r[0].address, r[1]))
    unique = {p.address: NearMiss(p.url, p.title, reason) for p, reason in reversed(ranked)}
    order = list(dict.fromkeys(p.address for p, _ in ranked))
    return tuple(unique[address] for address in order[:MOST_NEAR_MISSES])
