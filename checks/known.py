"""What is stored arranged for gathering facts: by address, by content, by column, by what list titles say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeVar

from checks.attribute import Attributor, Issuer, OtherPlace
from checks.holdings import Holdings
from checks.match import Matchers
from crawler.page import Page
from crawler.seen import Listed, SeenPage
from rules.markers import Markers
from rules.units import District, canonical_address

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_KEPT = 5000
"""So many titles' issuers, places and markers are kept: several duties ask for one."""
_AT_ONCE = 200
"""So many pages, and what is attached to them, are loaded together."""


class Known:
    """What is stored, arranged for gathering: by address, by content, by column.

    strangers: sites whose guessed address was never confirmed by their own pages; nothing on them is their unit's.
    fronts: addresses of home pages and columns, which are no publications.
    """

    def __init__(self, holdings: Holdings, district: District, markers: Markers) -> None:
        self.holdings = holdings
        self.district = district
        self.markers = markers
        self.attributor = Attributor(district)
        self.column_urls = {(k.site, k.column): k.url for k in holdings.looks}
        self.strangers = _strangers(holdings, district)
        starts = {canonical_address(url) for site in district.sites for url in site.start}
        self.fronts = starts | holdings.fronts
        self._issuers: dict[str, tuple[Issuer, frozenset[str]]] = {}
        self._other_places: dict[str, OtherPlace | None] = {}
        self._markers: dict[tuple[str, tuple[str, ...]], tuple[str, str] | None] = {}

    def page(self, address: str) -> SeenPage | None:
        """What stands, or stood, at an address."""
        return self.holdings.page(address)

    def entries_at(self, address: str) -> tuple[Listed, ...]:
        """The list entries that lead to an address."""
        return self.holdings.entries_at(address)

    def standing_in(self, site: str, column: str) -> tuple[Listed, ...]:
        """What stands in a column now."""
        return tuple(entry for entry in self.holdings.entries_in(site, column) if entry.gone_on is None)

    def read_ahead(self, addresses: Iterable[str]) -> Iterator[str]:
        """The addresses in order; what stands at them, and is attached there, is loaded many at a time."""
        ordered = sorted(addresses)
        for start in range(0, len(ordered), _AT_ONCE):
            some = ordered[start : start + _AT_ONCE]
            self.holdings.fetch(some)
            pages = (page for address in some if (page := self.page(address)) is not None)
            self.holdings.fetch([canonical_address(a.href) for page in pages for a in page.page.attachments])
            yield from some

    def offering(self, addresses: Iterable[str]) -> frozenset[str]:
        """The addresses of the pages that offer one of these as an attachment."""
        wanted = frozenset(addresses)
        found = self.read_ahead(self.holdings.linked("file", wanted))
        return frozenset(a for a in found if (p := self.page(a)) and any(canonical_address(f.href) in wanted for f in p.page.attachments))

    def issuer_of(self, page: SeenPage, title: str) -> tuple[Issuer, frozenset[str]]:
        """Who issued a page of this title (its own, or the list's where it has none), and all units its 来源 names."""
        key = f"{page.address}\0{title}"
        if key not in self._issuers:
            issuer = self.attributor.issuer(page.page.source, title, page.site)
            _with_room(self._issuers)[key] = (issuer, self.attributor.units_in(page.page.source or "") or self._units_of(issuer, title))
        return self._issuers[key]

    def issuer_of_entry(self, title: str, site: str) -> tuple[Issuer, frozenset[str]]:
        """Who issued what only a list entry of a site tells of."""
        key = f"{site}\0{title}"
        if key not in self._issuers:
            issuer = self.attributor.issuer(None, title, site)
            _with_room(self._issuers)[key] = (issuer, self._units_of(issuer, title))
        return self._issuers[key]

    def _units_of(self, issuer: Issuer, title: str) -> frozenset[str]:
        return issuer.units | self.attributor.signers_in(title) if issuer.by == "标题" else issuer.units

    def other_place(self, title: str) -> OtherPlace | None:
        """A place a title begins with that is not this district's; worked out once per title."""
        if title not in self._other_places:
            _with_room(self._other_places)[title] = self.attributor.other_place(title)
        return self._other_places[title]

    def marker_in(self, normalised: str, allow: tuple[str, ...]) -> tuple[str, str] | None:
        """The first marker in a normalised title; worked out once per title and what is allowed there."""
        key = (normalised, allow)
        if key not in self._markers:
            _with_room(self._markers)[key] = self.markers.find(normalised, allow)
        return self._markers[key]

    def listed_for(self, matchers: Matchers, digest: str) -> frozenset[str]:
        """The addresses of which a list title says something of a duty."""
        return self.holdings.told_by_lists(matchers, digest)

    @property
    def legible(self) -> Container[str]:
        """The addresses of the pages that were read and hold nothing but text: no picture, no attachment that could not be read."""
        return _Legible(self)


def _with_room(kept: dict[_Key, _Value]) -> dict[_Key, _Value]:
    if len(kept) >= _KEPT:
        kept.clear()
    return kept


class _Legible:
    """Answers for the addresses that are asked for, and for no other."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __contains__(self, address: object) -> bool:
        seen = self._known.page(str(address))
        return seen is not None and self._is_text(seen.page) and all(self._is_read(canonical_address(a.href)) for a in seen.page.attachments)

    def _is_read(self, address: str) -> bool:
        return (seen := self._known.page(address)) is not None and self._is_text(seen.page)

    def _is_text(self, page: Page) -> bool:
        return page.is_whole and not page.images


def _strangers(holdings: Holdings, district: District) -> frozenset[str]:
    named = {look.site for look in holdings.sites if look.names_unit}
    return frozenset(s.id for s in district.sites if s.confirmed is None and s.id not in named)
