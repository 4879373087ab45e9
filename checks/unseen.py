"""The last look at a list that would have shown an entry, and did not: what the crawl's own ledger says of when a page came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from checks.days import shanghai_day
from checks.known import Known
from crawler.extract.numbers import number_of
from crawler.seen import ColumnLook, Listed
from rules.text import normalise
from rules.units import canonical_address

READ_THROUGH = ("end", "window")
"""How a look ended that read the pages itself. One that joins an earlier look (unchanged, known) read the first pages only, so that
an entry put further down may have stood there."""


@dataclass(frozen=True)
class NotSeen:
    """That a complete look at a column on a day did not list what was first seen on another."""

    on: date
    column: str
    first_seen: date


class Unseen:
    """Asks the looks at columns; in any doubt there was no such look (data.md: baseline), and nothing is said of a claimed day."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._told: dict[tuple[str, str, date], NotSeen | None] = {}

    def last_look(self, address: str, site: str, claimed: date | None) -> NotSeen | None:
        """The last look at the columns that list an address in a place, before it, its twin or its document was seen anywhere there."""
        if claimed is None:
            return None
        if (address, site, claimed) not in self._told:
            self._told[address, site, claimed] = self._last_look(address, site, claimed)
        return self._told[address, site, claimed]

    def _last_look(self, address: str, site: str, claimed: date) -> NotSeen | None:
        stays = [e for e in self._known.entries_at(address) if e.site == site]
        first = min((e.first_seen for e in stays), default=None)
        shown = [(look, stay) for stay in stays if stay.first_seen == first for look in self._would_show(stay, claimed)]
        if first is None or not shown:
            return None
        since = min((first, *self._at_its_addresses(address, stays)))
        look, stay = max((found for found in shown if found[0].at < since), key=lambda found: (found[0].at, found[0].column), default=(None, None))
        if look is None or stay is None or self._is_renewed(stay, look) or self._was_seen_by(look.at, site, stays):
            return None
        return NotSeen(shanghai_day(look.at), look.name or look.column, shanghai_day(since))

    def _would_show(self, stay: Listed, claimed: date) -> Iterator[ColumnLook]:
        """The looks before a stay that were as deep as its days, at the same list."""
        lists = {canonical_address(k.url) for k in self._known.holdings.looks_on(stay.site, stay.column, stay.first_seen)}
        for look in self._known.holdings.looks_at(stay.site, stay.column, READ_THROUGH):
            if look.at < stay.first_seen and look.complete and canonical_address(look.url) in lists:
                depth = look.covered_since
                if look.to_end or (depth is not None and stay.date is not None and depth <= min(claimed, stay.date)):
                    yield look

    def _at_its_addresses(self, address: str, stays: Iterable[Listed]) -> Iterator[datetime]:
        """When it was seen at its address, wherever it is listed, at those it moved from, and with the same content at another."""
        known, here = self._known, self._known.page(address)
        yield from (e.first_seen for e in known.entries_at(address))
        same = known.holdings.holding((here.content_sha256,)) if here is not None else frozenset()
        for where in {address, *(canonical_address(e.url) for e in stays), *same}:
            if (page := known.page(where)) is not None:
                yield page.first_seen

    def _is_renewed(self, stay: Listed, look: ColumnLook) -> bool:
        """Whether the list was made anew since a look: as many old entries came as stood there before (a redesign, an import)."""
        came, stood, until = 0, 0, shanghai_day(look.at)
        for entry in self._known.holdings.entries_in(stay.site, stay.column):
            if entry.date is not None and entry.date <= until:
                came += entry.first_seen > look.at
                stood += entry.first_seen <= look.at
        return came > 1 and came >= stood

    def _was_seen_by(self, at: datetime, site: str, stays: Iterable[Listed]) -> bool:
        """Whether a document of its title or 文号 had been seen in the place by then."""
        pages = [page for e in stays if (page := self._known.page(e.address)) is not None]
        titles = {title for told in (*(e.title for e in stays), *(p.page.title for p in pages)) if (title := normalise(told))}
        numbers = {number for p in pages if (number := number_of(p.page.document_number))}
        wanted = titles | numbers
        where = self._known.holdings.kept(("entry", "title", "number"), wanted)
        return any(told in wanted and first <= at for a in self._known.read_ahead(where) for told, first in self._told_at(a, site))

    def _told_at(self, address: str, site: str) -> Iterator[tuple[str, datetime]]:
        """What an address is known by in a place, and since when."""
        for entry in self._known.entries_at(address):
            if entry.site == site:
                yield normalise(entry.title), entry.first_seen
        page = self._known.page(address)
        if page is not None and page.site == site:
            yield normalise(page.page.title), page.first_seen
            yield number_of(page.page.document_number) or "", page.first_seen
