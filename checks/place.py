"""One place: what stands there for one duty and period, in time, late, incomplete, doubtful or absent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.coverage import Place, absence
from checks.facts import Publication
from checks.question import DueDay, Question, belongs
from checks.verdict import Outcome
from rules.text import normalise

SAYS_NOTHING = 6
"""A list title shorter than this (in characters) says nothing of what an unread page holds."""


@dataclass(frozen=True)
class Finding:
    """The outcome in one place: with the publication it rests on, or the reason there is none.

    outcome: met | late | incomplete | unverified | not_checked | unmet (absent, the search being complete).
    """

    place: Place
    outcome: Outcome
    reason: str
    detail: str = ""
    publication: Publication | None = None
    missing: tuple[str, ...] = ()

    @property
    def site(self) -> str:
        if self.publication is not None:
            return self.publication.site
        return self.place.sites[0].site.id if self.place.sites else self.place.name


@dataclass(frozen=True)
class Sought:
    """What is sought in each place: publications of the right period, those in doubt, and by when.

    since: the day from which a look at the place proves an absence. to_end: lists must have been read to their ends.
    """

    right: tuple[Publication, ...]
    doubtful: tuple[tuple[Publication, str], ...]
    due: DueDay | None
    since: date
    to_end: bool = False


_ORDER: tuple[Outcome, ...] = ("met", "unverified", "late", "incomplete")
"""The best publication of a place decides; one that cannot be judged may yet be the good one."""


def find_in_place(question: Question, place: Place, sought: Sought) -> Finding:
    """The outcome in one place."""
    here = [_weigh(question, place, p, sought.due) for p in sought.right if p.site in place.site_ids]
    if here:
        return min(here, key=lambda f: (_ORDER.index(f.outcome), _published_or_last(f), f.publication.address if f.publication else ""))
    for publication, reason in sought.doubtful:
        if publication.site in place.site_ids:
            return Finding(place, "unverified", reason, publication=publication)
    found = absence(place, sought.since, sought.to_end)
    if found.state == "awaits":
        return Finding(place, "unverified", found.reason, found.detail)
    if found.state == "not_checked":
        return Finding(place, "not_checked", found.reason, found.detail)
    if (unread := next(iter(_mute_unread(place, question.as_of)), None)) is not None:
        return Finding(place, "not_checked", "page_unread", unread)
    return Finding(place, "unmet", "not_found")


def _published_or_last(finding: Finding) -> date:
    published = finding.publication.published if finding.publication else None
    return published or date.max


def _mute_unread(place: Place, as_of: date) -> Iterable[str]:
    """Listed pages that could not be fetched and whose title does not say what they are."""
    for state in place.sites:
        for page in state.unread:
            if len(normalise(page.title)) < SAYS_NOTHING and (page.date is None or page.date <= as_of):
                yield f"{state.site.name}的“{page.title}”没有取到：{page.reason}"


def _weigh(question: Question, place: Place, publication: Publication, due: DueDay | None) -> Finding:
    """One publication: its day against the due day, its content against what must be in it."""
    published = publication.published
    if published is None:
        return Finding(place, "unverified", "undated", publication=publication)
    if publication.doubt:
        return Finding(place, "unverified", "doubtful", publication.doubt, publication=publication)
    if belongs(question, publication)[0] == "doubt":
        return Finding(place, "unverified", "other_signature", publication=publication)
    missing = missing_content(question, publication)
    if missing and not publication.unreadable:
        return Finding(place, "incomplete", "content_missing", publication=publication, missing=missing)
    if due is not None and published > due.latest:
        return Finding(place, "late", "after_due", publication=publication)
    if missing:
        return Finding(place, "unverified", "content_unreadable", publication=publication, missing=missing)
    if due is not None and published > due.earliest:
        return Finding(place, "unverified", "calendar_missing", publication=publication)
    return Finding(place, "met", "in_time", publication=publication)


def missing_content(question: Question, publication: Publication) -> tuple[str, ...]:
    """The parts and rows a publication lacks, named."""
    content = question.duty.content
    missing = [p.name for p in content.parts if p.name not in publication.hit.parts]
    if content.rows_at_least is not None and publication.hit.rows < content.rows_at_least:
        missing.append(f"{content.rows_of or '表格'}应有{content.rows_at_least}行，读到{max(publication.hit.rows, 0)}行")
    return tuple(missing)


def stands_for(question: Question, publication: Publication, due: DueDay | None) -> str:
    """ "" where a publication counts on this day; else why it does not (a sentence)."""
    if publication.rejected:
        return publication.rejected
    owner, why = belongs(question, publication)
    if owner == "no" or (owner == "doubt" and publication.grade == "near"):
        return why
    if publication.published is not None and publication.published > question.as_of:
        return "发布日期在核查日之后"
    gone = publication.withdrawn_on
    if gone is not None:
        keeps = question.duty.kind != "standing" and question.policy.withdrawn_after_due == "met"
        if not keeps or (due is not None and publication.first_seen_day > due.latest):
            return "已从网站撤下，没有存档证明其按期公开"
    return ""
