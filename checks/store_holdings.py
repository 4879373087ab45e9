"""The holdings that the store has at one time: what is asked for is loaded, and little of it kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Generic, TypeVar

from checks.catalogue import Kind, digest_of_key, tails_asked
from checks.match import Matchers
from checks.store_catalogue import Wordings, listings_told, sources
from crawler.seen import ColumnLook, Failure, Listed, SeenPage, SiteLook, Stood
from crawler.store_histories import in_chunks
from crawler.store_past import StoredPast

PAGES_KEPT, ENTRIES_KEPT = 1500, 10_000
"""Of some four kilobytes and some hundred bytes."""
_AT_ONCE = 500
_UNASKED = ("candidates", "masthead")
"""What no judging looks at, and a third of what a page takes in memory."""
_LISTED: tuple[Kind, ...] = ("entry", "listname")
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Kept(Generic[_Key, _Value]):
    """What was asked for last, up to a weight in all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._weight = 0

    def __contains__(self, key: _Key) -> bool:
        return key in self._held

    def __getitem__(self, key: _Key) -> _Value:
        self._held.move_to_end(key)
        return self._held[key][0]

    def keep(self, key: _Key, value: _Value, weight: int = 1) -> None:
        """`key`: not kept yet. The newest is kept however heavy it is."""
        self._held[key] = value, weight
        self._weight += weight
        while self._weight > self._most and len(self._held) > 1:
            self._weight -= self._held.popitem(last=False)[1][1]


class StoredHoldings:
    """The holdings of a past time in the store. What it gives never depends on what it keeps."""

    def __init__(self, past: StoredPast) -> None:
        self._past = past
        self._pages: _Kept[str, SeenPage | None] = _Kept(PAGES_KEPT)
        self._entries: _Kept[str, tuple[Listed, ...]] = _Kept(PAGES_KEPT)
        self._columns: _Kept[tuple[str, str], tuple[Listed, ...]] = _Kept(ENTRIES_KEPT)

    @property
    def known_at(self) -> datetime:
        return self._past.known_at

    @property
    def simulated(self) -> bool:
        return self._past.simulated

    @property
    def looks(self) -> tuple[ColumnLook, ...]:
        return self._past.looks.columns

    @property
    def sites(self) -> tuple[SiteLook, ...]:
        return self._past.looks.sites

    @property
    def fronts(self) -> frozenset[str]:
        return self._past.looks.fronts

    def fetch(self, addresses: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(addresses))
        entries = [address for address in wanted if address not in self._entries]
        listed = self._past.entries_at(entries) if entries else {}
        for address in entries:
            self._entries.keep(address, listed.get(address, ()))
        pages = [address for address in wanted if address not in self._pages]
        seen = self._past.pages_listed(pages, {a: self.entries_at(a) for a in pages}, _UNASKED) if pages else {}
        for address in pages:
            self._pages.keep(address, seen.get(address))

    def page(self, address: str) -> SeenPage | None:
        if address not in self._pages:
            self.fetch((address,))
        return self._pages[address]

    def entries_at(self, address: str) -> tuple[Listed, ...]:
        if address not in self._entries:
            self._entries.keep(address, self._past.entries_at((address,)).get(address, ()))
        return self._entries[address]

    def entries_in(self, site: str, column: str) -> tuple[Listed, ...]:
        if (site, column) not in self._columns:
            entries = self._past.entries_in(site, column)
            self._columns.keep((site, column), entries, len(entries))
        return self._columns[site, column]

    def looks_at(self, site: str, column: str, reached: Collection[str]) -> tuple[ColumnLook, ...]:
        return self._past.looks_at(site, column, reached)

    def looks_on(self, site: str, column: str, at: datetime) -> tuple[ColumnLook, ...]:
        return self._past.looks_on(site, column, at)

    def stood_at(self, address: str) -> Stood | None:
        page = self.page(address)
        return (page.stood or self._past.stood((page,)).get(address)) if page is not None else None

    def holding(self, contents: Iterable[str]) -> frozenset[str]:
        wanted, found = frozenset(contents), set[str]()
        for some in in_chunks(self._past.where_read(wanted), _AT_ONCE):
            self.fetch(some)
            found |= {address for address in some if (page := self.page(address)) is not None and page.content_sha256 in wanted}
        return frozenset(found | {page.address for page in self.unread() if page.content_sha256 in wanted})

    def told_by_lists(self, matchers: Matchers, digest: str) -> frozenset[str]:
        return self._past.where_listed(listings_told(self._past.past.connection, digest))

    def kept(self, kinds: Iterable[Kind], keys: Iterable[str]) -> frozenset[str]:
        return self._kept(kinds, map(digest_of_key, keys))

    def linked(self, kind: Kind, addresses: Iterable[str]) -> frozenset[str]:
        names = (name for address in addresses for name in self._past.names_of(address))
        return self.kept((kind,), (tail for name in names for tail in tails_asked(name)))

    def kept_holding(self, kinds: Iterable[Kind], text: str) -> frozenset[str]:
        return self._kept(kinds, self._wordings.holding(text))

    def failures(self) -> tuple[Failure, ...]:
        return self._past.failures()

    def unread(self) -> tuple[SeenPage, ...]:
        return self._unread

    def pages(self) -> Iterator[SeenPage]:
        yield from self._past.all_pages()

    def entries(self) -> Iterator[Listed]:
        yield from self._past.all_entries()

    def _kept(self, kinds: Iterable[Kind], keys: Iterable[int]) -> frozenset[str]:
        found = sources(self._past.past.connection, kinds, keys)
        listed = (source for kind, source in found if kind in _LISTED)
        return self._past.where_listed(listed) | self._past.where_readings(source for kind, source in found if kind not in _LISTED)

    @cached_property
    def _unread(self) -> tuple[SeenPage, ...]:
        return self._past.unread()

    @cached_property
    def _wordings(self) -> Wordings:
        return Wordings(self._past.past.connection)
