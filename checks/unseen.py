"""The last look at a list that would have shown an entry, and did not: what the crawl's own ledger says of when a page came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from checks.days import shanghai_day
from checks.known import Known
from crawler.extract.numbers import number_of
from crawler.seen import ColumnLook, Listed
from rules.text import normalise
from rules.units import canonical_address

READ_THROUGH = ("end", "window")
"""How a look ended that read the pages itself. One that joins an earlier look (unchanged, known) read the first pages only, so that
an entry put further down may have stood there."""
Key = tuple[str, str]


@dataclass(frozen=True)
class NotSeen:
    """That a complete look at a column on a day did not list what was first seen on another."""

    on: date
    column: str
    first_seen: date


class Unseen:
    """Asks a snapshot's looks; in any doubt there was no such look (data.md: baseline), and nothing is said of a claimed day."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def last_look(self, address: str, site: str, claimed: date | None) -> NotSeen | None:
        """The last look at the columns that list an address in a place, before it, its twin or its document was seen anywhere there."""
        stays = [e for e in self._known.listed.get(address, ()) if e.site == site]
        if not stays or claimed is None:
            return None
        first = min(e.first_seen for e in stays)
        newest = [e for e in stays if e.first_seen == first]
        since = min((first, *self._at_its_addresses(address, stays)))
        looks = [(look, stay) for stay in newest for look in self._would_show(stay, claimed) if look.at < since]
        if not looks:
            return None
        look, stay = max(looks, key=lambda found: (found[0].at, found[0].column))
        if self._is_renewed(stay, look) or self._was_seen_by(look.at, site, stays):
            return None
        return NotSeen(shanghai_day(look.at), look.name or look.column, shanghai_day(since))

    def _would_show(self, stay: Listed, claimed: date) -> Iterator[ColumnLook]:
        """The looks before a stay that were as deep as its days, at the same list."""
        looks = self._looks.get((stay.site, stay.column), ())
        lists = {canonical_address(k.url) for k in looks if k.at == stay.first_seen}
        for look in looks:
            if look.at < stay.first_seen and look.complete and look.reached in READ_THROUGH and canonical_address(look.url) in lists:
                depth = look.covered_since
                if look.to_end or (depth is not None and stay.date is not None and depth <= min(claimed, stay.date)):
                    yield look

    def _at_its_addresses(self, address: str, stays: Iterable[Listed]) -> Iterator[datetime]:
        """When it was seen at its address, wherever it is listed, at those it moved from, and with the same content at another."""
        pages = self._known.pages
        here = pages.get(address)
        yield from (e.first_seen for e in self._known.listed.get(address, ()))
        yield from (pages[a].first_seen for a in {address, *(canonical_address(e.url) for e in stays)} if a in pages)
        yield from (p.first_seen for p in (self._known.by_content.get(here.content_sha256, ()) if here is not None else ()))

    def _is_renewed(self, stay: Listed, look: ColumnLook) -> bool:
        """Whether the list was made anew since a look: as many old entries came as stood there before (a redesign, an import)."""
        came, stood, until = 0, 0, shanghai_day(look.at)
        for entry in self._in_column.get((stay.site, stay.column), ()):
            if entry.date is not None and entry.date <= until:
                came += entry.first_seen > look.at
                stood += entry.first_seen <= look.at
        return came > 1 and came >= stood

    def _was_seen_by(self, at: datetime, site: str, stays: Iterable[Listed]) -> bool:
        """Whether a document of its title or 文号 had been seen in the place by then."""
        titles = {normalise(e.title) for e in stays}
        pages = [page for e in stays if (page := self._known.pages.get(e.address)) is not None]
        titles |= {normalise(p.page.title) for p in pages if p.page.title}
        numbers = {number for p in pages if (number := number_of(p.page.document_number))}
        return any(self._first_of.get((site, told), at.max.replace(tzinfo=at.tzinfo)) <= at for told in (*titles, *numbers))

    @cached_property
    def _looks(self) -> dict[Key, list[ColumnLook]]:
        found: dict[Key, list[ColumnLook]] = {}
        for look in self._known.snapshot.looks:
            found.setdefault((look.site, look.column), []).append(look)
        return found

    @cached_property
    def _in_column(self) -> dict[Key, list[Listed]]:
        found: dict[Key, list[Listed]] = {}
        for entry in self._known.snapshot.listed:
            found.setdefault((entry.site, entry.column), []).append(entry)
        return found

    @cached_property
    def _first_of(self) -> dict[Key, datetime]:
        """(site, title or 文号) → when it was first seen there."""
        found: dict[Key, datetime] = {}
        for site, told, at in self._told():
            if told and at < found.get((site, told), at.max.replace(tzinfo=at.tzinfo)):
                found[site, told] = at
        return found

    def _told(self) -> Iterator[tuple[str, str, datetime]]:
        for entry in self._known.snapshot.listed:
            yield entry.site, normalise(entry.title), entry.first_seen
        for page in self._known.snapshot.pages:
            if page.site is not None:
                yield page.site, normalise(page.page.title), page.first_seen
                yield page.site, number_of(page.page.document_number) or "", page.first_seen
