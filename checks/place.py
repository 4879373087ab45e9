"""One place: what stands there for one duty and period, in time, late, incomplete, doubtful or absent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.coverage import Place, absence
from checks.facts import Publication
from checks.proven import as_proven, is_doubted
from checks.published import BY_ADDRESS
from checks.question import Question, belongs
from checks.verdict import Outcome
from rules.chinese import chinese_day
from rules.due import DueDay
from rules.text import normalise

OUTDATED = "outdated"
MOST_NAMES = 12
EARLIER_YEAR = "是往年发布的"
EARLY_DAYS = 92
"""A paper that names the plan's year may be published in the last quarter before it (2017年度…目录 in December 2016)."""
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
    current_from: what was published before this day is out of date.
    """

    right: tuple[Publication, ...]
    doubtful: tuple[tuple[Publication, str], ...]
    due: DueDay | None
    since: date
    to_end: bool = False
    current_from: date | None = None


_ORDER: tuple[Outcome, ...] = ("met", "unverified", "late", "incomplete")
"""The best publication of a place decides; one that cannot be judged may yet be the good one."""


def find_in_place(question: Question, place: Place, sought: Sought) -> Finding:
    """The outcome in one place. That nothing newer stands there than what is out of date is an absence like any other."""
    here = [weigh(question, place, p, sought) for p in _pooled(question, [p for p in sought.right if p.site in place.site_ids])]
    best = min(here, key=_rank, default=None)
    if best is not None and best.reason != OUTDATED and (best.outcome != "met" or _is_enough(question, sought, place)):
        return best
    if (other := min((f for f in here if f.outcome != "met" and f.reason != OUTDATED), key=_rank, default=None)) is not None:
        return other  # of several that are asked for, the one that is wrong
    for publication, reason in sought.doubtful:
        if publication.site in place.site_ids and not (best is not None and _is_outdated(publication, sought)):
            return Finding(place, "unverified", reason, publication=publication)
    found = absence(place, sought.since, sought.to_end)
    if found.state == "awaits":
        return Finding(place, "unverified", found.reason, found.detail)
    if found.state == "not_checked":
        return Finding(place, "not_checked", found.reason, found.detail)
    if (unread := next(iter(_mute_unread(place, question.as_of)), None)) is not None:
        return Finding(place, "not_checked", "page_unread", unread)
    if best is not None and best.reason == OUTDATED:
        return best
    if best is not None:
        return Finding(place, "incomplete", "published_once", str(question.times), best.publication, (f"全年应至少公开{question.times}次",))
    return Finding(place, "unmet", "not_found")


def _pooled(question: Question, here: list[Publication]) -> list[Publication]:
    """Where parts may stand in several publications of a place, each with what had been published there by its day."""
    if not question.duty.content.together:
        return here
    return [_with_earlier(p, [q for q in here if q.published and p.published and q.published <= p.published]) for p in here]


def _with_earlier(publication: Publication, others: list[Publication]) -> Publication:
    hits = [publication.hit, *(q.hit for q in others)]
    hit = replace(publication.hit, parts=tuple(sorted({x for h in hits for x in h.parts})), names=tuple(sorted({x for h in hits for x in h.names})))
    return replace(publication, hit=hit, unreadable=publication.unreadable or any(q.unreadable for q in others))


def _rank(finding: Finding) -> tuple[int, bool, int, str]:
    """The better outcome first, then the earlier publication; of those out of date the newest."""
    publication, is_outdated = finding.publication, finding.reason == OUTDATED
    day = ((publication.published if publication else None) or date.max).toordinal()
    return _ORDER.index(finding.outcome), is_outdated, -day if is_outdated else day, publication.address if publication else ""


def _is_outdated(publication: Publication, sought: Sought) -> bool:
    return sought.current_from is not None and publication.published is not None and publication.published < sought.current_from


def _is_enough(question: Question, sought: Sought, place: Place) -> bool:
    """Whether as many different publications as the duty asks for are right: in this place, or in any where any will do."""
    if question.times == 1:
        return True
    places = (place,) if question.wants_all_places else question.places
    sites = {site for p in places for site in p.site_ids}
    met = [p for p in sought.right if p.site in sites and weigh(question, place, p, sought).outcome == "met"]
    return len({(normalise(p.title), p.published) for p in met}) >= question.times


def _mute_unread(place: Place, as_of: date) -> Iterable[str]:
    """Listed pages that could not be fetched and whose title does not say what they are."""
    for state in place.sites:
        for page in state.unread:
            if len(normalise(page.title)) < SAYS_NOTHING and (page.date is None or page.date <= as_of):
                yield f"{state.site.name}的“{page.title}”没有取到：{page.reason}"


def late(place: Place, publication: Publication) -> Finding:
    """Published after the due day; a day that stands in the address alone accuses nobody: a site that moves writes new addresses."""
    if publication.published_from == BY_ADDRESS:
        return Finding(place, "unverified", "doubtful", "发布日期只见于网址，且在到期日之后", publication=publication)
    return Finding(place, "late", "after_due", publication=publication)


def weigh(question: Question, place: Place, publication: Publication, sought: Sought) -> Finding:
    """One publication: its day against the due day, its content against what must be in it."""
    due = sought.due
    publication = as_proven(publication, due)
    published = publication.published
    if published is None:
        return Finding(place, "unverified", "undated", publication=publication)
    if publication.doubt:
        return Finding(place, "unverified", "doubtful", publication.doubt, publication=publication)
    if belongs(question, publication)[0] == "doubt":
        return Finding(place, "unverified", "other_signature", publication=publication)
    if _is_outdated(publication, sought):
        newer = f"{chinese_day(sought.current_from or published)}以后的内容（现有的发布于{chinese_day(published)}）"
        return Finding(place, "incomplete", OUTDATED, publication=publication, missing=(newer,))
    missing = missing_content(question, publication)
    if missing and not publication.unreadable:
        return Finding(place, "incomplete", "content_missing", publication=publication, missing=missing)
    if due is not None and published > due.latest:
        return late(place, publication)
    if missing:
        return Finding(place, "unverified", "content_unreadable", publication=publication, missing=missing)
    if due is not None and published > due.earliest:
        return Finding(place, "unverified", "calendar_missing", publication=publication)
    return Finding(place, "met", "in_time", publication=publication)


def missing_content(question: Question, publication: Publication) -> tuple[str, ...]:
    """The parts, names and rows a publication lacks, named; of many names the first, and how many there are."""
    content = question.duty.content
    missing = [p.name for p in content.parts if p.name not in publication.hit.parts]
    absent = [n for n in content.names if n not in publication.hit.names]
    missing += absent[:MOST_NAMES]
    if len(absent) > MOST_NAMES:
        missing.append(f"等{len(absent)}个{content.names_of or '名称'}")
    if content.rows_at_least is not None and publication.hit.rows < content.rows_at_least:
        missing.append(f"{content.rows_of or '表格'}应有{content.rows_at_least}行，读到{max(publication.hit.rows, 0)}行")
    return tuple(missing)


def stands_for(question: Question, publication: Publication, due: DueDay | None) -> str:
    """ "" where a publication counts on this day; else why it does not (a sentence)."""
    if publication.rejected:
        return publication.rejected
    if publication.is_claimed and question.unit.id not in publication.issuers and publication.site not in question.own_sites:
        return "是别的单位另一事项的内容"
    owner, why = belongs(question, publication)
    if owner == "no" or (owner == "doubt" and publication.grade == "near"):
        return why
    published = as_proven(publication, due).published
    if published is not None and published > question.as_of and not is_doubted(publication, due):
        return "发布日期在核查日之后"
    gone = publication.withdrawn_on
    if gone is not None:
        keeps = question.duty.kind != "standing" and question.policy.withdrawn_after_due == "met"
        if not keeps or (due is not None and publication.first_seen_day > due.latest):
            return "已从网站撤下，没有存档证明其按期公开"
    return ""


def is_of_an_earlier_year(question: Question, publication: Publication) -> bool:
    """Whether it was published before the plan's year; one that names that year in its title, only if before its last quarter."""
    published, title = publication.published, normalise(publication.title)
    if published is None or question.year is None:
        return False
    first_day = date(question.year, 1, 1)
    return published < (first_day - timedelta(days=EARLY_DAYS) if f"{question.year}年" in title else first_day)
