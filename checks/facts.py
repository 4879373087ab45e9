"""Facts: the publications that may answer a duty, put together from pages, list entries, attachments and hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from checks.attribute import Attributor, Issuer
from checks.days import shanghai_day
from checks.match import EVERY_PAGE, Hit, Matchers
from crawler.extract.periods import periods_in
from crawler.page import Page
from crawler.seen import Listed, SeenPage, Snapshot
from rules.markers import Markers
from rules.rule import Duty
from rules.text import normalise
from rules.units import District, canonical_address

WEAK_DATES = ("落款", "网址")
"""Sources of a page's date that a list entry's date outranks (cascade of trust)."""


ROWS_OF_A_TABLE = 3


@dataclass(frozen=True)
class Publication:
    """One address as it stands in one place, seen with one duty's eyes.

    grade: exact (the rule's wording) or near. rejected: why it is not the publication, "" where nothing speaks against it;
    doubt: what speaks against it without being sure. names_period: its title says which period it is about. unreadable:
    part of its content (a picture, a broken attachment) could not be read.
    """

    url: str
    address: str
    site: str
    listed_in: str | None
    title: str
    published: date | None
    published_from: str | None
    formed: date | None
    document_number: str | None
    periods: tuple[str, ...]
    names_period: bool
    issuer: Issuer
    issuers: frozenset[str]
    first_seen: datetime
    fetched_at: datetime
    withdrawn_on: datetime | None
    sha256: str
    archive: tuple[str, int]
    grade: str
    rejected: str
    doubt: str
    hit: Hit
    unreadable: bool

    @property
    def withdrawn_day(self) -> date | None:
        return shanghai_day(self.withdrawn_on) if self.withdrawn_on else None

    @property
    def first_seen_day(self) -> date:
        return shanghai_day(self.first_seen)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING = Publication(
    url="", address="", site="", listed_in=None, title="", published=None, published_from=None, formed=None, document_number=None, periods=(),
    names_period=False,
    issuer=Issuer(None, ""), issuers=frozenset(), first_seen=_EPOCH, fetched_at=_EPOCH, withdrawn_on=None, sha256="", archive=("", 0),
    grade="near", rejected="", doubt="", hit=EVERY_PAGE, unreadable=False,
)  # fmt: skip
"""What a publication is before anything is told of it."""


class Known:
    """A snapshot arranged for gathering: by address, by content, by column.

    strangers: sites whose guessed address was never confirmed by their own pages; nothing on them is their unit's.
    fronts: addresses of home pages and columns, which are no publications.
    """

    def __init__(self, snapshot: Snapshot, district: District, markers: Markers) -> None:
        self.snapshot = snapshot
        self.district = district
        self.markers = markers
        self.attributor = Attributor(district)
        self.pages: dict[str, SeenPage] = {p.address: p for p in snapshot.pages}
        self.by_content: dict[str, list[SeenPage]] = {}
        for page in snapshot.pages:
            self.by_content.setdefault(page.content_sha256, []).append(page)
        self.listed: dict[str, list[Listed]] = {}
        for entry in snapshot.listed:
            self.listed.setdefault(entry.address, []).append(entry)
        self.column_urls = {(k.site, k.column): k.url for k in snapshot.looks}
        self.column_names = {(k.site, k.column): k.name for k in snapshot.looks}
        self.strangers = _strangers(snapshot, district)
        starts = {canonical_address(url) for site in district.sites for url in site.start}
        self.fronts = starts | {canonical_address(look.url) for look in snapshot.looks if look.url}
        self._issuers: dict[str, tuple[Issuer, frozenset[str]]] = {}

    def issuer_of(self, page: SeenPage) -> tuple[Issuer, frozenset[str]]:
        """Who issued a page, and all units its 来源 names; worked out once per address."""
        if page.address not in self._issuers:
            issuer = self.attributor.issuer(page.page.source, page.page.title, page.site)
            self._issuers[page.address] = (issuer, self.attributor.units_in(page.page.source or "") or _named(issuer))
        return self._issuers[page.address]


def _strangers(snapshot: Snapshot, district: District) -> frozenset[str]:
    named = {look.site for look in snapshot.sites if look.names_unit}
    return frozenset(s.id for s in district.sites if s.confirmed is None and s.id not in named)


def gather(known: Known, duty: Duty, hits: Mapping[str, Hit], matchers: Matchers, rivals: frozenset[str] = frozenset()) -> tuple[Publication, ...]:
    """All publications that say anything of a duty, one per address and place, in order of address and place.

    rivals: match digests of other units' duties; in a title that is theirs by its wording no odd wording of this duty is seen.
    """
    gatherer = _Gatherer(known, duty, hits, matchers)
    gatherer.rivals = rivals
    addresses = {p.address for content in hits for p in known.by_content.get(content, ())} | set(known.listed)
    return tuple(publication for address in sorted(addresses) for publication in gatherer.at(address))


class _Gatherer:
    """Puts one duty's publications together, address by address."""

    def __init__(self, known: Known, duty: Duty, hits: Mapping[str, Hit], matchers: Matchers) -> None:
        self.known = known
        self.duty = duty
        self.hits = hits
        self.matchers = matchers
        self.digest = matchers.digest_of(duty)
        self.rivals: frozenset[str] = frozenset()

    def at(self, address: str) -> Iterable[Publication]:
        """The publications of one address; none where it says nothing of the duty, is a list, or is only an attachment of a page."""
        page = self.known.pages.get(address)
        entries = self.known.listed.get(address, [])
        if address in self.known.fronts or (page is not None and (page.page.kind == "list" or (page.page.kind == "attachment" and not entries))):
            return
        hit = self._hit(page, entries)
        if hit is None:
            return
        hit, unreadable = self._with_attachments(page, hit)
        for site, entry in sorted(_places(page, entries).items(), key=lambda place: place[0]):
            if site in self.known.strangers:
                continue
            yield self._publication(page, entry, site, replace(_NOTHING, hit=hit, unreadable=unreadable))

    def _hit(self, page: SeenPage | None, entries: Iterable[Listed]) -> Hit | None:
        """The page's hit, improved by its list titles: a publication may be named only in the list."""
        own = self.hits.get(page.content_sha256) if page else None
        if self.digest is None:
            return own
        title = normalise(page.page.title) if page else None
        for entry in entries:
            listed = self.matchers.match_title(entry.title).get(self.digest) if normalise(entry.title) != title else None
            if listed is not None and (own is None or (listed.exact and not own.exact)):
                parts, rows = (own.parts, own.rows) if own else (listed.parts, listed.rows)
                own = replace(listed, parts=parts, rows=rows, matched_in="list_title")
        return own

    def _with_attachments(self, page: SeenPage | None, hit: Hit) -> tuple[Hit, bool]:
        """The hit with what the attachments add, and whether part of the content could not be read."""
        if page is None:
            return hit, True
        parts, rows, unreadable = set(hit.parts), hit.rows, not page.page.readable or page.page.images > 0
        for attachment in page.page.attachments:
            seen = self.known.pages.get(canonical_address(attachment.href))
            if seen is None or not seen.page.readable:
                unreadable = True
            elif (more := self.hits.get(seen.content_sha256)) is not None:
                parts |= set(more.parts)
                rows = max(rows, more.rows)
        return replace(hit, parts=tuple(sorted(parts)), rows=rows), unreadable

    def _periods_of_attachments(self, page: SeenPage | None) -> tuple[str, ...]:
        """What the attachments are about, where the page itself does not say."""
        seen = (self.known.pages.get(canonical_address(a.href)) for a in (page.page.attachments if page else ()))
        return tuple(dict.fromkeys(period for found in seen if found for period in found.page.periods))

    def _publication(self, page: SeenPage | None, entry: Listed | None, site: str, content: Publication) -> Publication:
        known, hit = self.known, content.hit
        title = _title(page, entry)
        is_claimed = not hit.exact and any(h.exact for d, h in self.matchers.match_title(title).items() if d in self.rivals)
        is_bare = page is not None and not page.page.attachments and hit.rows < ROWS_OF_A_TABLE
        rejected, doubt = _rejection(known, self.duty, title, hit, is_bare)
        published, published_from = _published(page.page if page else None, entry)
        issuer, issuers = known.issuer_of(page) if page else _entry_issuer(known, entry, site)
        told = replace(
            content,
            site=site,
            listed_in=known.column_urls.get((entry.site, entry.column)) if entry else None,
            title=title,
            published=published,
            published_from=published_from,
            periods=_periods(page, entry) or self._periods_of_attachments(page),
            names_period=bool(periods_in(title)),
            issuer=issuer,
            issuers=issuers,
            grade="exact" if hit.exact else "near",
            rejected="是别的单位另一事项的内容" if is_claimed else rejected,
            doubt=doubt,
        )
        return _from_page(told, page) if page else _from_entry(told, entry)


def _places(page: SeenPage | None, entries: Iterable[Listed]) -> dict[str, Listed | None]:
    """The sites an address stands in, by its own address and by the columns that list it (a living entry first)."""
    places: dict[str, Listed | None] = {page.site: None} if page is not None and page.site is not None else {}
    for entry in sorted(entries, key=lambda e: (e.gone_on is not None, e.first_seen, e.column)):
        if places.get(entry.site) is None and (entry.gone_on is None or page is not None):
            places[entry.site] = entry
    return places


def _from_page(told: Publication, page: SeenPage) -> Publication:
    return replace(
        told,
        url=page.url,
        address=page.address,
        formed=page.page.formed.date if page.page.formed else None,
        document_number=page.page.document_number,
        first_seen=page.first_seen,
        fetched_at=page.fetched_at,
        withdrawn_on=page.withdrawn_on,
        sha256=page.sha256,
        archive=(page.archive.file, page.archive.offset),
    )


def _from_entry(told: Publication, entry: Listed | None) -> Publication:
    assert entry is not None, "an address is known by a page or by an entry"
    return replace(told, url=entry.url, address=entry.address, first_seen=entry.first_seen, fetched_at=entry.last_seen)


def _title(page: SeenPage | None, entry: Listed | None) -> str:
    """The page's title; the list's where the page has none or a shorter beginning of it."""
    own, listed = (page.page.title if page else ""), (entry.title if entry else "")
    return listed if len(listed) > len(own) and (not own or listed.startswith(own.rstrip("….")[:8])) else own or listed


def _published(page: Page | None, entry: Listed | None) -> tuple[date | None, str | None]:
    """Cascade of trust: the page's own statement, the list entry, then signature and address."""
    own = page.published if page else None
    if own is not None and not own.source.startswith(WEAK_DATES):
        return own.date, own.source
    if entry is not None and entry.date is not None:
        return entry.date, "栏目列表"
    return (own.date, own.source) if own is not None else (None, None)


def _periods(page: SeenPage | None, entry: Listed | None) -> tuple[str, ...]:
    """What the titles say comes first; what the page's text says serves where no title says anything."""
    if entry is not None and (listed := periods_in(entry.title)) and not (page and periods_in(page.page.title)):
        return listed
    return page.page.periods if page else ()


def _entry_issuer(known: Known, entry: Listed | None, site: str) -> tuple[Issuer, frozenset[str]]:
    issuer = known.attributor.issuer(None, entry.title if entry else "", site)
    return issuer, _named(issuer)


def _named(issuer: Issuer) -> frozenset[str]:
    return frozenset() if issuer.unit is None else frozenset({issuer.unit})


def _rejection(known: Known, duty: Duty, title: str, hit: Hit, is_bare: bool) -> tuple[str, str]:
    """Why a page is not the publication, and what leaves doubt of it, as sentences; "" where nothing says so.

    is_bare: the page has neither table nor file: what sounds like a report of activity is one. A duty of every document
    rejects none.
    """
    if duty.match is None:
        return "", ""
    bare, allow = normalise(title), duty.match.allow
    if hit.excluded:
        return f"标题含“{hit.excluded}”，是另一类内容", ""
    marker = known.markers.find(bare, allow)
    if marker is not None and (marker[0] != "activity" or is_bare):
        return f"标题含“{marker[1]}”：{known.markers.kinds[marker[0]].label}", ""
    place = None if "other_place" in allow else known.attributor.other_place(title)
    if place is not None and place.is_sure:
        return f"标题写的是{place.name}，不是本区的内容", ""
    if place is not None:
        return "", f"标题以“{place.name}”开头，可能是别处的内容"
    return ("", f"标题含“{marker[1]}”，像工作动态，但附有表格或文件") if marker is not None else ("", "")
