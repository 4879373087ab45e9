"""A case's situation: the snapshot in which exactly its pages stand, ready for the question of any duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from checks.beside import Besides
from checks.case import Case, CaseAttachment, CasePage
from checks.court import Court, Standards
from checks.events import KnownEvent
from checks.facts import Publication, gather
from checks.hit import EVERY_PAGE, Hit
from checks.holdings import InMemory
from checks.judge import judge
from checks.match import Matchers, looks_at_pages
from checks.verdict import Verdict
from crawler.extract.dates.periods import periods_in
from crawler.extract.marks import status_marks
from crawler.extract.named import documents_named
from crawler.page import Attachment, Dated, Link, Page
from crawler.seen import Archived, ColumnLook, Failure, Listed, SeenPage, SiteLook, Snapshot
from rules.errors import InvalidInput
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.units import District, Unit, canonical_address


@dataclass(frozen=True)
class Situation:
    """What stands on the sites in a case, ready for the question of any duty."""

    case: Case
    court: Court
    unit: Unit

    def judge(self, rule_set: RuleSet, rule: Rule, duty: Duty, matchers: Matchers) -> tuple[Verdict, ...]:
        """All verdicts of a duty for the case's unit; none where it does not bind the unit."""
        bound = next((b for b in self.court.bound(duty) if b[0].id == self.unit.id), None)
        if bound is None:
            return ()
        publications: tuple[Publication, ...] = ()
        if looks_at_pages(duty):
            publications = gather(self.court.known, duty, self._hits(duty, matchers), matchers, matchers.rivals_of(duty))
        events = tuple(self._events((rule_set.name, rule.id, duty.id)))
        beside = Besides(self.court.known, self.court.library, matchers, lambda digest: self._hits_of(digest, matchers)).of(duty, publications)
        return judge(replace(self.court.question(rule_set, rule, duty, bound), events=events, beside=beside), publications)

    def _hits(self, duty: Duty, matchers: Matchers) -> dict[str, Hit]:
        digest = matchers.digest_of(duty)
        if digest is None:
            return {seen.content_sha256: EVERY_PAGE for seen in self.court.known.holdings.pages()}
        return self._hits_of(digest, matchers)

    def _hits_of(self, digest: str, matchers: Matchers) -> dict[str, Hit]:
        found = {seen.content_sha256: matchers.match(seen.page, [digest]).get(digest) for seen in self.court.known.holdings.pages()}
        return {content: hit for content, hit in found.items() if hit is not None}

    def _events(self, asked: tuple[str, str, str]) -> Iterator[KnownEvent]:
        for e in sorted(self.case.events, key=lambda e: (e.day, e.title)):
            if e.day <= self.case.as_of:
                yield KnownEvent(*asked, self.unit.id, e.what, e.day, e.title, e.document_number, e.url, e.issuer)


def situation_of(standards: Standards, case: Case) -> Situation | None:
    """The situation a case tells of; None where nobody has its unit's name. Raises InvalidInput where it names an unknown place."""
    unit = standards.district.unit_named(case.unit)
    if unit is None:
        return None
    snapshot = _Stage(standards.district, case, unit).snapshot()
    return Situation(case, Court(InMemory(snapshot), standards, case.as_of), unit)


class _Stage:
    """Builds the snapshot: every site that is crawled was read to its ends, but for the `unread` ones."""

    def __init__(self, district: District, case: Case, unit: Unit) -> None:
        self.district = district
        self.case = case
        self.unit = unit
        self.at = datetime.combine(case.as_of, time(14, 0), tzinfo=UTC)
        self.pages: list[SeenPage] = []
        self.listed: list[Listed] = []
        self.failures: list[Failure] = []

    def snapshot(self) -> Snapshot:
        for number, told in enumerate(self.case.pages):
            self._put(number, told)
        unread = frozenset(self._site(name) for name in self.case.unread)
        sites = [s.id for s in self.district.sites if s.is_crawled]
        looks = tuple(self._looks(sites, unread))
        states = tuple(self._site_look(s, s not in unread) for s in sites)
        return Snapshot(self.at, False, tuple(self.pages), tuple(self.listed), looks, states, tuple(self.failures))

    def _site(self, name: str) -> str:
        """The site a case means by a name; raises InvalidInput where there is none."""
        if name == OWN and self.unit.sites:
            return self.unit.sites[0]
        site = self.district.site_named(name)
        if site is None:
            raise InvalidInput(f"用例“{self.case.name}”的位置写的是 {name}；允许的是 {OWN}（本单位网站）或 units.yaml 里站点的编号、名称；例如 site: portal")
        return site.id

    def _put(self, number: int, told: CasePage) -> None:
        site = self._site(told.site)
        url = self._url(number, told)
        if told.listed:
            day = told.list_date or told.published
            entry = Listed(site, told.column, canonical_address(url), url, told.list_title or told.title, day, False, self.at, self.at, None, told.list_marks)
            self.listed.append(entry)
        if told.unread:
            self.failures.append(Failure("run", self.at, url, canonical_address(url), "timeout", "网页超时"))
        elif not told.link:
            files = tuple(_files(told, url.removesuffix(".html")))
            references = tuple(Link(self._target(link.to), link.words) for link in told.links)
            self._see(url, site, told, replace(_page(told, tuple(a for a, _ in files)), references=references))
            for attachment, page in files:
                self._see(attachment.href, site, told, page)

    def _url(self, number: int, told: CasePage) -> str:
        site = self._site(told.site)
        prefix = next(iter(self.district.sites_by_id[site].prefixes), f"{site}.example.invalid/")
        return told.link or f"http://{prefix}content/post_{number}.html"

    def _target(self, to: int | str) -> str:
        return to if isinstance(to, str) else self._url(to - 1, self.case.pages[to - 1])

    def _see(self, url: str, site: str, told: CasePage, page: Page) -> None:
        first = datetime.combine(told.published, time(1, 0), tzinfo=UTC) if told.published else self.at - timedelta(days=1)
        gone = datetime.combine(told.withdrawn, time(1, 0), tzinfo=UTC) if told.withdrawn else None
        digest = page.content_sha256
        at = datetime.combine(told.read_on, time(14, 0), tzinfo=UTC) if told.read_on else self.at
        self.pages.append(SeenPage(url, canonical_address(url), site, digest, digest, at, first, gone, Archived("case", 0), page))

    def _looks(self, sites: Iterable[str], unread: frozenset[str]) -> Iterator[ColumnLook]:
        once = {self._site(name) for name in self.case.once}
        own = {self._site(name): columns for name, columns in self.case.site_columns.items()}
        for site in sites:
            for column in own.get(site, self.case.columns):
                for look in (1,) if site in once else (1, 2):
                    yield self._look(site, column, look, site not in unread)

    def _look(self, site: str, column: str, look: int, complete: bool) -> ColumnLook:
        return ColumnLook(
            run="run", look=look, at=self.at, site=site, column=column, name=column, url="", complete=complete, reached="end" if complete else "",
            to_end=complete, covered_since=None, pages=1, entries=0, oldest=None, reason="" if complete else "栏目没有读完",
        )  # fmt: skip

    def _site_look(self, site: str, is_read: bool) -> SiteLook:
        return SiteLook("run", self.at, site, is_read, True, "" if is_read else "site_down", "" if is_read else "网站打不开")


def _page(told: CasePage, attachments: tuple[Attachment, ...]) -> Page:
    broken = (Attachment("http://example.invalid/a.rar", "附件.rar", "rar"),) if told.unreadable_attachment else ()
    return Page(
        kind="article",
        media="html",
        title=told.title,
        published=_dated(told.published, "meta PubDate"),
        formed=_dated(told.formed, "成文日期"),
        document_number=told.document_number,
        source=told.source,
        periods=periods_in(told.title) or periods_in(told.body[:200]),
        body=told.body,
        tables=_table(told.rows),
        images=told.images,
        attachments=(*attachments, *broken),
        named=documents_named(told.title, told.body.split("\n")),
        status_marks=(*told.marks, *status_marks([told.title], [], told.body.split("\n")[:3])),
    )


def _files(told: CasePage, base: str) -> Iterator[tuple[Attachment, Page]]:
    for i, file in enumerate(told.attachments):
        kind = file.name.rpartition(".")[2].lower() if "." in file.name else "doc"
        yield Attachment(f"{base}_{i}.{kind}", file.name, kind), _file(file, kind)


def _file(told: CaseAttachment, kind: str) -> Page:
    if told.unreadable:
        return Page(kind="attachment", media=kind, readable=False, reason="附件读不出来")
    periods = periods_in(told.name) or periods_in(told.text[:200])
    named = documents_named(told.name, told.text.split("\n"))
    return Page(kind="attachment", media=kind, periods=periods, body=told.text, tables=_table(told.rows), named=named)


def _table(rows: int) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """A table of so many data rows under a head row."""
    return (tuple(("1", "2") for _ in range(rows + 1)),) if rows else ()


def _dated(day: date | None, source: str) -> Dated | None:
    return Dated(day, None, source, "") if day else None
