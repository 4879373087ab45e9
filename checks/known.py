"""A snapshot arranged for gathering facts: by address, by content, by column, by what list titles say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from checks.attribute import Attributor, Issuer, OtherPlace
from checks.match import Matchers
from crawler.page import Page
from crawler.seen import Listed, SeenPage, Snapshot
from rules.markers import Markers
from rules.units import District, canonical_address


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
        self._other_places: dict[str, OtherPlace | None] = {}
        self._markers: dict[tuple[str, tuple[str, ...]], tuple[str, str] | None] = {}
        self._told: tuple[Matchers, Mapping[str, frozenset[str]]] | None = None

    @cached_property
    def offered_by(self) -> Mapping[str, frozenset[str]]:
        """The pages that offer each attachment, by its address."""
        found: dict[str, set[str]] = {}
        for page in self.snapshot.pages:
            for attachment in page.page.attachments:
                found.setdefault(canonical_address(attachment.href), set()).add(page.address)
        return {address: frozenset(pages) for address, pages in found.items()}

    def issuer_of(self, page: SeenPage, title: str) -> tuple[Issuer, frozenset[str]]:
        """Who issued a page of this title (its own, or the list's where it has none), and all units its 来源 names."""
        key = f"{page.address}\0{title}"
        if key not in self._issuers:
            issuer = self.attributor.issuer(page.page.source, title, page.site)
            self._issuers[key] = (issuer, self.attributor.units_in(page.page.source or "") or self._units_of(issuer, title))
        return self._issuers[key]

    def issuer_of_entry(self, title: str, site: str) -> tuple[Issuer, frozenset[str]]:
        """Who issued what only a list entry of a site tells of."""
        key = f"{site}\0{title}"
        if key not in self._issuers:
            issuer = self.attributor.issuer(None, title, site)
            self._issuers[key] = (issuer, self._units_of(issuer, title))
        return self._issuers[key]

    def _units_of(self, issuer: Issuer, title: str) -> frozenset[str]:
        return issuer.units | self.attributor.signers_in(title) if issuer.by == "标题" else issuer.units

    def other_place(self, title: str) -> OtherPlace | None:
        """A place a title begins with that is not this district's; worked out once per title."""
        if title not in self._other_places:
            self._other_places[title] = self.attributor.other_place(title)
        return self._other_places[title]

    def marker_in(self, normalised: str, allow: tuple[str, ...]) -> tuple[str, str] | None:
        """The first marker in a normalised title; worked out once per title and what is allowed there."""
        key = (normalised, allow)
        if key not in self._markers:
            self._markers[key] = self.markers.find(normalised, allow)
        return self._markers[key]

    def listed_for(self, matchers: Matchers, digest: str) -> frozenset[str]:
        """The addresses of which a list title says something of a duty; worked out once for all duties of these matchers."""
        if self._told is None or self._told[0] is not matchers:
            found: dict[str, set[str]] = {}
            for entry in self.snapshot.listed:
                for told in matchers.match_title(entry.title):
                    found.setdefault(told, set()).add(entry.address)
            self._told = matchers, {d: frozenset(addresses) for d, addresses in found.items()}
        return self._told[1].get(digest, frozenset())

    @cached_property
    def legible(self) -> frozenset[str]:
        """The addresses of the pages that were read and hold nothing but text: no picture, no attachment that could not be read."""
        return frozenset(address for address, seen in self.pages.items() if self._is_legible(seen.page))

    def _is_legible(self, page: Page) -> bool:
        attached = (self.pages.get(canonical_address(a.href)) for a in page.attachments)
        return page.is_whole and not page.images and all(a is not None and a.page.is_whole and not a.page.images for a in attached)


def _strangers(snapshot: Snapshot, district: District) -> frozenset[str]:
    named = {look.site for look in snapshot.sites if look.names_unit}
    return frozenset(s.id for s in district.sites if s.confirmed is None and s.id not in named)
