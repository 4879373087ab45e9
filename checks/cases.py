"""Cases: small situations beside each rule, judged by the real matching and judging, with the verdict they must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from checks.court import Court, Standards
from checks.facts import gather
from checks.judge import judge
from checks.match import Hit, Matchers
from checks.verdict import Verdict
from crawler.extract.periods import periods_in
from crawler.page import Attachment, Dated, Page
from crawler.seen import Archived, ColumnLook, Listed, SeenPage, SiteLook, Snapshot
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.shape import shaped
from rules.units import Unit, canonical_address
from rules.yamlfile import read_yaml


@dataclass(frozen=True)
class CasePage:
    """One page of a case. site: `own`, a site id or name. rows: data rows of its table. published: None, no day is told."""

    title: str
    site: str = "portal"
    published: date | None = None
    formed: date | None = None
    source: str | None = None
    body: str = ""
    rows: int = 0
    images: int = 0
    document_number: str | None = None
    withdrawn: date | None = None
    unreadable_attachment: bool = False
    column: str = "栏目"


@dataclass(frozen=True)
class Case:
    """What stands on the sites, who is asked about, on which day, and the outcome that must come.

    unread: places whose crawl was not complete; once: places that were looked at only once. todo: a known miss, with
    the outcome that comes today in `expect` and what would be right in `todo`.
    """

    name: str
    duty: str
    unit: str
    as_of: date
    expect: str
    period: str | None = None
    subject: str | None = None
    reason: str | None = None
    pages: tuple[CasePage, ...] = ()
    columns: tuple[str, ...] = ("栏目",)
    unread: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    todo: str | None = None


@dataclass(frozen=True)
class CaseFile:
    """The cases of one rule."""

    schema_version: Literal[1]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class CaseResult:
    """A case as it was judged: `got` is the outcome, or why there is none."""

    rule: str
    case: Case
    got: str
    reason: str

    @property
    def is_right(self) -> bool:
        return self.got == self.case.expect and self.case.reason in (None, self.reason)


def read_cases(folder: Path, rule: Rule) -> tuple[Case, ...]:
    """The cases beside a rule (same stem); none where the file is absent. Raises InvalidFiles."""
    found = sorted(folder.glob(f"**/{rule.id}.cases.yaml"))
    return tuple(case for path in found for case in shaped(read_yaml(path), CaseFile).cases)


def run_cases(standards: Standards, rule_set: RuleSet, folder: Path, matchers: Matchers) -> Iterator[CaseResult]:
    """Judge every case of a rule set, in order of rule and case."""
    for rule in rule_set.rules:
        for case in read_cases(folder, rule):
            verdicts = judged_verdicts(standards, rule_set, rule, case, matchers)
            verdict = next((v for v in verdicts if v.period == case.period and case.subject in (None, v.subject)), None)
            yield CaseResult(rule.id, case, verdict.outcome if verdict else "没有结果", verdict.reason if verdict else "")


def judged_verdicts(standards: Standards, rule_set: RuleSet, rule: Rule, case: Case, matchers: Matchers) -> tuple[Verdict, ...]:
    """All verdicts of a case's duty and unit in its situation; none where the rule has no such duty or it does not bind the unit."""
    duty = next((d for d in rule.duties if d.id == case.duty), None)
    unit = standards.district.unit_named(case.unit)
    if duty is None or unit is None:
        return ()
    snapshot, hits = _situation(standards, case, unit, (duty, matchers))
    court = Court(snapshot, standards, case.as_of)
    bound = next((b for b in court.bound(duty) if b[0].id == unit.id), None)
    if bound is None:
        return ()
    publications = gather(court.known, duty, hits, matchers, matchers.rivals_of(duty)) if duty.column is None and duty.is_automated else ()
    return judge(court.question(rule_set, rule, duty, bound), publications)


def _situation(standards: Standards, case: Case, unit: Unit, asked: tuple[Duty, Matchers]) -> tuple[Snapshot, dict[str, Hit]]:
    """A snapshot in which exactly the case's pages stand and every site but the `unread` ones was read to its ends."""
    duty, matchers = asked
    at = datetime.combine(case.as_of, time(14, 0), tzinfo=UTC)
    places = {s.id: s for s in standards.district.sites if s.id in unit.sites or s.id in duty.places.names}
    seen, listed, hits = [], [], dict[str, Hit]()
    for number, told in enumerate(case.pages):
        site = unit.sites[0] if told.site == OWN else (s.id if (s := standards.district.site_named(told.site)) else told.site)
        page = _page(told)
        if (digest := matchers.digest_of(duty)) and (hit := matchers.match(page, [digest]).get(digest)):
            hits[page.content_sha256] = hit
        url = f"http://{next(iter(standards.district.sites_by_id[site].prefixes), 'example.invalid/')}content/post_{number}.html"
        seen.append(_seen(page, url, site, told, at))
        listed.append(Listed(site, told.column, canonical_address(url), url, told.title, told.published, False, at, at, None))
    unread = {unit.sites[0] if name == OWN else name for name in case.unread}
    once = {unit.sites[0] if name == OWN else name for name in case.once}
    looks = [_look(s, c, look, at, s not in unread) for s in places for c in case.columns for look in ((1,) if s in once else (1, 2))]
    sites = [SiteLook("run", at, s, s not in unread, True, "" if s not in unread else "site_down", "" if s not in unread else "网站打不开") for s in places]
    return Snapshot(at, False, tuple(seen), tuple(listed), tuple(looks), tuple(sites), ()), hits


def _page(told: CasePage) -> Page:
    row = ("1", "2")
    return Page(
        kind="article",
        media="html",
        title=told.title,
        published=Dated(told.published, None, "meta PubDate", "") if told.published else None,
        formed=Dated(told.formed, None, "成文日期", "") if told.formed else None,
        document_number=told.document_number,
        source=told.source,
        periods=periods_in(told.title) or periods_in(told.body[:200]),
        body=told.body,
        tables=(tuple(row for _ in range(told.rows + 1)),) if told.rows else (),
        images=told.images,
        attachments=(Attachment("http://example.invalid/a.rar", "附件.rar", "rar"),) if told.unreadable_attachment else (),
    )


def _seen(page: Page, url: str, site: str, told: CasePage, at: datetime) -> SeenPage:
    first = datetime.combine(told.published, time(1, 0), tzinfo=UTC) if told.published else at - timedelta(days=1)
    gone = datetime.combine(told.withdrawn, time(1, 0), tzinfo=UTC) if told.withdrawn else None
    digest = page.content_sha256
    return SeenPage(url, canonical_address(url), site, digest, digest, at, first, gone, Archived("case", 0), page)


def _look(site: str, column: str, look: int, at: datetime, complete: bool) -> ColumnLook:
    return ColumnLook(
        run="run", look=look, at=at, site=site, column=column, name=column, url="", complete=complete, reached="end" if complete else "",
        to_end=complete, covered_since=None, pages=1, entries=0, oldest=None, reason="" if complete else "栏目没有读完",
    )  # fmt: skip
