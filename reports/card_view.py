"""One verdict as a page shows it: the sentence, the due day, and everything that proves it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from checks.explanation import day_told, due_told, explanation_of, matched_told
from checks.unreviewed import RULE_NOT_REVIEWED
from checks.verdict import Evidence, NearMiss, Searched, Verdict
from reports import words
from reports.hostile import mask, shown, web_address
from reports.view import Cut, Limits, cut
from rules.units import District

_LONGEST_URL = 160
_MOST_MISSING = 60


@dataclass(frozen=True)
class Address:
    """An address: `href` only where it may be a link."""

    text: str
    href: str | None


@dataclass(frozen=True)
class EvidenceView:
    """One page or list entry a verdict rests on."""

    title: str
    address: Address
    site: str
    listed_in: Address | None
    published: str
    formed: str
    first_seen: str
    fetched_at: str
    sha256: str
    archive: str
    attributed: str
    matched: str
    snippet: str
    withdrawn: str


@dataclass(frozen=True)
class NearMissView:
    """A page that was looked at and not taken."""

    title: str
    address: Address
    why: str


@dataclass(frozen=True)
class PlaceView:
    """What was found in one place."""

    site: str
    outcome: str
    published: str


@dataclass(frozen=True)
class CardView:
    """One verdict. search: number of the list of columns that were searched, shared by verdicts that searched the same.

    by_draft: judged by a rule that nobody has reviewed, so that what is said of the places is no conclusion.
    """

    anchor: str
    outcome: str
    found: str
    decided: str
    period: str
    subject: str
    why: str
    remedy: str
    due: str
    published: str
    late: str
    places: tuple[PlaceView, ...]
    missing: Cut[str]
    evidence: Cut[EvidenceView]
    near_misses: Cut[NearMissView]
    search: int | None
    by_draft: bool
    notes: tuple[str, ...]
    would_change: tuple[str, ...]


@dataclass(frozen=True)
class SearchView:
    """Columns that were searched, once for all verdicts that rest on them."""

    number: int
    complete: int
    total: int
    entries: int
    rows: Cut[tuple[str, str, int, str, bool]]


def anchor(verdict: Verdict) -> str:
    """The verdict's place on its unit's page; stable over runs, unlike a running number."""
    digest = hashlib.sha256("\0".join(verdict.key).encode("utf-8", "replace")).hexdigest()[:8]
    told = "-".join(filter(None, ("v", verdict.rule, verdict.duty, verdict.period)))
    return f"{told}-{digest}"


def search_id(searched: tuple[Searched, ...]) -> str:
    """The same columns searched give the same id; "" for none."""
    return "q-" + hashlib.sha256(repr(searched).encode("utf-8", "replace")).hexdigest()[:8] if searched else ""


def address(url: str) -> Address:
    return Address(shown(url, _LONGEST_URL), web_address(url))


def card(verdict: Verdict, search_number: int | None, district: District, limits: Limits) -> CardView:
    """A verdict for people; search_number: that of the list of columns it rests on, None without one."""
    told = explanation_of(verdict, None, district)
    return CardView(
        anchor(verdict), verdict.outcome, verdict.found, shown(verdict.decided),
        words.period_name(verdict.period), shown(words.subject_name(verdict)), shown(told.sentence, 600), shown(verdict.remedy, 600),
        due_told(verdict), verdict.published.isoformat() if verdict.published else "",
        words.days_late(verdict.days_late, verdict.days_unit),
        tuple(PlaceView(words.place_name(p.site, district), p.outcome, p.published.isoformat() if p.published else "—") for p in verdict.places),
        cut([shown(m) for m in verdict.missing], _MOST_MISSING),
        cut([_evidence(e, district) for e in verdict.evidence], limits.evidence),
        cut([_near_miss(m) for m in verdict.near_misses], limits.near_misses),
        search_number, verdict.reason == RULE_NOT_REVIEWED,
        tuple(shown(note, 600) for note in told.notes), tuple(shown(sentence, 600) for sentence in told.would_change),
    )  # fmt: skip


def search(searched: tuple[Searched, ...], number: int, district: District, most: int) -> SearchView:
    """The columns of one search, incomplete ones first: they are what a reader must know."""
    rows = sorted(searched, key=lambda s: (s.complete, s.site, s.column))
    told = [(words.site_name(s.site, district), shown(s.column), s.entries, s.oldest.isoformat() if s.oldest else "—", s.complete) for s in rows]
    return SearchView(number, sum(s.complete for s in searched), len(searched), sum(s.entries for s in searched), cut(told, most))


def _near_miss(miss: NearMiss) -> NearMissView:
    return NearMissView(shown(miss.title), address(miss.url), shown(miss.rejected_for, 200))


def _evidence(e: Evidence, district: District) -> EvidenceView:
    unit = district.units_by_id.get(e.attributed_unit)
    return EvidenceView(
        shown(e.title), address(e.url), words.site_name(e.site, district), address(e.listed_in) if e.listed_in else None,
        shown(day_told(e)), e.formed.isoformat() if e.formed else "", words.moment(e.first_seen), words.moment(e.fetched_at), e.sha256,
        f"{mask(e.archive_file)}，偏移 {e.archive_offset}" if e.archive_file else "",
        f"{unit.name if unit else e.attributed_unit}（依据：{shown(e.attributed_by)}）" if e.attributed_by else "",
        _matched(e), shown(e.snippet, 300), e.withdrawn_on.isoformat() if e.withdrawn_on else "",
    )  # fmt: skip


def _matched(e: Evidence) -> str:
    return matched_told(tuple(shown(m, 40) for m in e.matched), e.matched_in, e.wording)
