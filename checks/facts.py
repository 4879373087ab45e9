"""Facts: the publications that may answer a duty, put together from pages, list entries, attachments and hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from checks.attribute import Issuer
from checks.days import shanghai_day
from checks.hit import EVERY_PAGE, Hit
from checks.known import Known
from checks.match import Matchers
from checks.merge import under_list_title, with_attachment
from checks.objection import Looked, objection
from checks.published import contradictions, day_of
from crawler.extract.dates.periods import periods_in
from crawler.seen import Listed, SeenPage
from rules.rule import Duty
from rules.units import canonical_address
from rules.wanted import Match, Terms
from rules.words import Words

ROWS_OF_A_TABLE = 3


@dataclass(frozen=True)
class Publication:
    """One address as it stands in one place, seen with one duty's eyes.

    grade: exact (the rule's wording), accepted (another that the office takes), or near. rejected: why it is not the
    publication, "" where nothing speaks against it; lacks: the condition beside its title that makes it only near; doubt: what
    speaks against it without being sure. is_claimed: near for this duty, by its title another unit's publication.
    names_period: its title says which period it is about. unreadable: part of its content (a picture, a broken attachment)
    could not be read. contested: the page's days of publication that contradict each other, where no list entry settles them.
    stood_since, stood_perhaps: where it claims a later day, its first capture that says the same with its attachments, and the first
    that perhaps does (see crawler.seen.Stood). listed_since: the first entry of its address in this place.
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
    lacks: str
    doubt: str
    is_claimed: bool
    hit: Hit
    unreadable: bool
    contested: str = ""
    stood_since: datetime | None = None
    stood_perhaps: datetime | None = None
    listed_since: datetime | None = None

    @property
    def is_right(self) -> bool:
        """Whether its wording and all other conditions are those of the rule, or such as the office takes."""
        return self.grade in ("exact", "accepted")

    @property
    def withdrawn_day(self) -> date | None:
        return shanghai_day(self.withdrawn_on) if self.withdrawn_on else None

    @property
    def first_seen_day(self) -> date:
        return shanghai_day(self.first_seen)


@dataclass(frozen=True)
class _Content:
    """What an address says of the duty, and whether part of it could not be read."""

    hit: Hit
    unreadable: bool


def gather(known: Known, duty: Duty, hits: Mapping[str, Hit], matchers: Matchers, rivals: frozenset[str] = frozenset()) -> tuple[Publication, ...]:
    """All publications that say anything of a duty, one per address and place, in order of address and place.

    rivals: match digests of other units' duties; in a title that is theirs by its wording no odd wording of this duty is seen.
    """
    gatherer = _Gatherer(known, duty, hits, matchers)
    gatherer.rivals = rivals
    addresses = set(known.holdings.holding(hits))
    if (digest := matchers.digest_of(duty)) is not None:
        addresses |= known.listed_for(matchers, digest)
        if gatherer.is_of_text:
            addresses |= known.offering(addresses)
    return gatherer.at_all(addresses)


class _Gatherer:
    """Puts one duty's publications together, address by address."""

    def __init__(self, known: Known, duty: Duty, hits: Mapping[str, Hit], matchers: Matchers) -> None:
        self.known = known
        self.duty = duty
        self.hits = hits
        self.matchers = matchers
        self.digest = matchers.digest_of(duty)
        self.rivals: frozenset[str] = frozenset()
        self.is_of_text = self.digest is not None and matchers.by_digest[self.digest].is_of_text

    def at_all(self, addresses: Iterable[str]) -> tuple[Publication, ...]:
        """The publications of some addresses, in order of address and place."""
        return tuple(publication for address in self.known.read_ahead(set(addresses) - self.known.fronts) for publication in self.at(address))

    def at(self, address: str) -> Iterable[Publication]:
        """The publications of one address; none where it says nothing of the duty, is a list, or is only an attachment of a page."""
        page = self.known.page(address)
        entries = self.known.entries_at(address)
        if address in self.known.fronts or (page is not None and (page.page.kind == "list" or (page.page.kind == "attachment" and not entries))):
            return
        hit, is_matched = self._hit(page, entries)
        if hit is None:
            return
        hit, unreadable = self._with_attachments(page, hit)
        for site, entry in sorted(_places(page, entries).items(), key=lambda place: place[0]):
            if site in self.known.strangers:
                continue
            here = self._with_list_title(hit, [e.title for e in entries if e.site == site])
            yield self._publication(page, entry, site, _Content(here, unreadable or not is_matched))

    def _hit(self, page: SeenPage | None, entries: Iterable[Listed]) -> tuple[Hit | None, bool]:
        """The page's hit, improved by its list titles (a publication may be named only in the list), and whether the page's text had one."""
        own = self.hits.get(page.content_sha256) if page else None
        if own is None and self.is_of_text:
            own = next(self._hits_of_attachments(page), None)
        is_matched = own is not None
        if self.digest is None:
            return own, is_matched
        for entry in entries:
            if (listed := self.matchers.match_title(entry.title).get(self.digest)) is not None:
                own = under_list_title(own, listed, (page.page.title if page else "", entry.title))
        return own, is_matched

    def _hits_of_attachments(self, page: SeenPage | None) -> Iterator[Hit]:
        """What the attachments say of a duty that asks for no title: their text is the page's."""
        for attachment in page.page.attachments if page else ():
            seen = self.known.page(canonical_address(attachment.href))
            if seen is not None and (hit := self.hits.get(seen.content_sha256)) is not None and hit.near:
                yield hit

    def _with_attachments(self, page: SeenPage | None, hit: Hit) -> tuple[Hit, bool]:
        """The hit with what the attachments add, and whether part of the content could not be read."""
        if page is None:
            return hit, True
        unreadable = not page.page.is_whole or page.page.images > 0
        for attachment in page.page.attachments:
            seen = self.known.page(canonical_address(attachment.href))
            unreadable |= seen is None or not seen.page.is_whole or seen.page.images > 0
            if seen is not None and (more := self.hits.get(seen.content_sha256)) is not None:
                hit = with_attachment(hit, more)
        return hit, unreadable

    def _with_list_title(self, hit: Hit, titles: Iterable[str]) -> Hit:
        """The hit with what the duty asks of the entry's own title; one good entry of the place is enough."""
        if self.digest is None or self.duty.match is None or self.duty.match.list_title.is_empty:
            return hit
        told = [self.matchers.entry_against(self.digest, title) for title in titles]
        unlisted = tuple(range(len(self.duty.match.list_title.groups))), ""
        lacking, excluded = min(told, key=lambda entry: (bool(entry[1]), len(entry[0]), entry), default=unlisted)
        if excluded and not hit.excluded:
            return replace(hit, excluded=excluded, excluded_in="list_title")
        return replace(hit, lacks=(*(f"list_title{i}" for i in lacking), *hit.lacks))

    def _periods_of_attachments(self, page: SeenPage | None) -> tuple[str, ...]:
        """What the attachments are about, where the page itself does not say."""
        seen = (self.known.page(canonical_address(a.href)) for a in (page.page.attachments if page else ()))
        return tuple(dict.fromkeys(period for found in seen if found for period in found.page.periods))

    def _publication(self, page: SeenPage | None, entry: Listed | None, site: str, content: _Content) -> Publication:
        known, hit = self.known, content.hit
        title = _title(page, entry)
        is_bare = page is not None and not page.page.attachments and hit.rows < ROWS_OF_A_TABLE
        against = objection(known, self.duty, Looked(title, hit, page.page if page else None, is_bare, content.unreadable))
        grade = "near" if against.lacks or not hit.wording else hit.wording
        is_claimed = grade == "near" and any(h.exact for d, h in self.matchers.match_title(title).items() if d in self.rivals)
        published, published_from = day_of(page, entry)
        since, perhaps = self._stood(page) if page else (None, None)
        issuer, issuers = known.issuer_of(page, title) if page else known.issuer_of_entry(entry.title if entry else "", site)
        return Publication(
            **(_of_page(page) if page else _of_entry(entry)),
            site=site,
            listed_in=known.column_urls.get((entry.site, entry.column)) if entry else None,
            title=title,
            published=published,
            published_from=published_from,
            contested=contradictions(page) if published is None else "",
            periods=_periods(page, entry) or self._periods_of_attachments(page),
            names_period=bool(_periods_in(title)),
            issuer=issuer,
            issuers=issuers,
            grade=grade,
            rejected=against.rejected,
            lacks=against.lacks,
            doubt=against.doubt,
            is_claimed=is_claimed,
            hit=hit,
            unreadable=content.unreadable,
            stood_since=since,
            stood_perhaps=perhaps,
            listed_since=min((e.first_seen for e in known.entries_at(entry.address) if e.site == site), default=None) if entry else None,
        )

    def _stood(self, page: SeenPage) -> tuple[datetime | None, datetime | None]:
        """Since when captures show what the page and all its attachments say now, and since when perhaps that."""
        if page.stood is None:
            return None, None
        files = [self.known.page(canonical_address(a.href)) for a in page.page.attachments]
        proven = [(told.since if (told := self.known.holdings.stood_at(f.address)) else f.first_seen) if f else None for f in files]
        since = [page.stood.since, *proven]
        known = [at for at in since if at is not None]
        perhaps = min((at for at in (page.stood.since, page.stood.perhaps) if at is not None), default=None)
        return (max(known) if len(known) == len(since) else None), perhaps


_EVERYTHING = Duty("", "event", "", (), match=Match(title=Terms(), allow=("draft", "news", "activity")))
"""Asks nothing of a page; what is plainly another place's is rejected all the same."""
_UNASKED = Matchers((), Words())


def stand_at(known: Known, addresses: Iterable[str]) -> tuple[Publication, ...]:
    """The publications at some addresses, whatever they say, one per address and place, in order of address and place."""
    return _Anything(known, _EVERYTHING, {}, _UNASKED).at_all(addresses)


class _Anything(_Gatherer):
    """Takes every page and list entry as it is."""

    def _hit(self, page: SeenPage | None, entries: Iterable[Listed]) -> tuple[Hit | None, bool]:
        return EVERY_PAGE, page is not None


def _places(page: SeenPage | None, entries: Iterable[Listed]) -> dict[str, Listed | None]:
    """The sites an address stands in, by its own address and by the columns that list it (a living entry first)."""
    places: dict[str, Listed | None] = {page.site: None} if page is not None and page.site is not None else {}
    for entry in sorted(entries, key=lambda e: (e.gone_on is not None, e.first_seen, e.column)):
        if places.get(entry.site) is None and (entry.gone_on is None or page is not None):
            places[entry.site] = entry
    return places


def _of_page(page: SeenPage) -> dict[str, Any]:
    """What a page tells of itself, whatever duty asks."""
    return {
        "url": page.url,
        "address": page.address,
        "formed": page.page.formed.date if page.page.formed else None,
        "document_number": page.page.document_number,
        "first_seen": page.first_seen,
        "fetched_at": page.fetched_at,
        "withdrawn_on": page.withdrawn_on,
        "sha256": page.sha256,
        "archive": (page.archive.file, page.archive.offset),
    }


def _of_entry(entry: Listed | None) -> dict[str, Any]:
    """What is known of a page from its entry alone."""
    assert entry is not None, "an address is known by a page or by an entry"
    unknown = {"formed": None, "document_number": None, "withdrawn_on": None, "sha256": "", "archive": ("", 0)}
    return {"url": entry.url, "address": entry.address, "first_seen": entry.first_seen, "fetched_at": entry.last_seen, **unknown}


@lru_cache(maxsize=20_000)
def _periods_in(title: str) -> tuple[str, ...]:
    """Many duties ask of one title."""
    return periods_in(title)


def _title(page: SeenPage | None, entry: Listed | None) -> str:
    """The page's title; the list's where the page has none or a shorter beginning of it."""
    own, listed = (page.page.title if page else ""), (entry.title if entry else "")
    return listed if len(listed) > len(own) and (not own or listed.startswith(own.rstrip("….")[:8])) else own or listed


def _periods(page: SeenPage | None, entry: Listed | None) -> tuple[str, ...]:
    """What the titles say comes first; what the page's text says serves where no title says anything."""
    if entry is not None and (listed := _periods_in(entry.title)) and not (page and _periods_in(page.page.title)):
        return listed
    return page.page.periods if page else ()
