"""Holdings: what judging asks of all that is stored at one time; here answered from a snapshot in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from itertools import product
from typing import Protocol, TypeVar

from checks.catalogue import WORDED, Kind, keys_of, keys_of_entry, tails_asked
from checks.match import Matchers
from crawler.seen import UNREAD as UNREAD_PAGE
from crawler.seen import ColumnLook, Failure, Listed, SeenPage, SiteLook, Snapshot, Stood
from rules.units import canonical_address

K = TypeVar("K")


class Holdings(Protocol):
    """What was stored at one time. Whoever judges asks for what a duty needs, so that nobody must hold it all.

    looks, sites: in order of time; perhaps only those that decide something (crawler.store_looks). fronts: the addresses of all columns
    ever looked at.
    """

    @property
    def known_at(self) -> datetime: ...
    @property
    def simulated(self) -> bool: ...
    @property
    def looks(self) -> tuple[ColumnLook, ...]: ...
    @property
    def sites(self) -> tuple[SiteLook, ...]: ...
    @property
    def fronts(self) -> frozenset[str]: ...

    def fetch(self, addresses: Iterable[str]) -> None:
        """Says what will be asked for next, so that it is loaded at once."""

    def page(self, address: str) -> SeenPage | None:
        """What stands, or stood, at an address."""

    def entries_at(self, address: str) -> tuple[Listed, ...]:
        """The entries that lead to an address, in order of site and column."""

    def entries_in(self, site: str, column: str) -> tuple[Listed, ...]:
        """What ever stood in a column, in order of address."""

    def looks_at(self, site: str, column: str, reached: Collection[str]) -> tuple[ColumnLook, ...]:
        """All looks at a column that ended in one of these ways, in order of time."""

    def looks_on(self, site: str, column: str, at: datetime) -> tuple[ColumnLook, ...]:
        """The looks at a column at one time."""

    def stood_at(self, address: str) -> Stood | None:
        """What earlier captures prove of the page at an address; told of a page that claims a later day than it was first captured, and
        of what is attached to it."""

    def holding(self, contents: Iterable[str]) -> frozenset[str]:
        """The addresses whose page has one of these contents."""

    def told_by_lists(self, matchers: Matchers, digest: str) -> frozenset[str]:
        """The addresses of which a list title says something of a duty."""

    def kept(self, kinds: Iterable[Kind], keys: Iterable[str]) -> frozenset[str]:
        """The addresses that perhaps have one of these keys of one of these kinds; no other has. Whoever asks looks for himself."""

    def linked(self, kind: Kind, addresses: Iterable[str]) -> frozenset[str]:
        """The addresses of pages that perhaps offer a file, or link to a page, at one of these; no other does."""

    def kept_holding(self, kinds: Iterable[Kind], text: str) -> frozenset[str]:
        """The addresses that perhaps have a key of which a text is part; no other has."""

    def failures(self) -> tuple[Failure, ...]:
        """The last failure of each address that was never read, where nothing definite was answered since."""

    def unread(self) -> tuple[SeenPage, ...]:
        """The pages that this version of the reader has not read."""

    def pages(self) -> Iterator[SeenPage]:
        """Every page, in order of address."""

    def entries(self) -> Iterator[Listed]:
        """Every list entry, in order of site, column and address."""


class InMemory:
    """The holdings that a snapshot is."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.known_at, self.simulated = snapshot.known_at, snapshot.simulated
        self.looks, self.sites = snapshot.looks, snapshot.sites
        self.fronts = frozenset(canonical_address(look.url) for look in snapshot.looks if look.url)
        self._pages = {page.address: page for page in snapshot.pages}
        self._by_content = _grouped((page.content_sha256, page.address) for page in snapshot.pages)
        self._entries: dict[str, list[Listed]] = {}
        for entry in snapshot.listed:
            self._entries.setdefault(entry.address, []).append(entry)
        self._told: tuple[Matchers, Mapping[str, frozenset[str]]] | None = None

    def fetch(self, addresses: Iterable[str]) -> None:
        pass

    def page(self, address: str) -> SeenPage | None:
        return self._pages.get(address)

    def entries_at(self, address: str) -> tuple[Listed, ...]:
        return tuple(self._entries.get(address, ()))

    def entries_in(self, site: str, column: str) -> tuple[Listed, ...]:
        return tuple(e for e in self.snapshot.listed if (e.site, e.column) == (site, column))

    def looks_at(self, site: str, column: str, reached: Collection[str]) -> tuple[ColumnLook, ...]:
        return tuple(k for k in self.looks if (k.site, k.column) == (site, column) and k.reached in reached)

    def looks_on(self, site: str, column: str, at: datetime) -> tuple[ColumnLook, ...]:
        return tuple(k for k in self.looks if (k.site, k.column, k.at) == (site, column, at))

    def stood_at(self, address: str) -> Stood | None:
        page = self.page(address)
        return page.stood if page is not None else None

    def holding(self, contents: Iterable[str]) -> frozenset[str]:
        return frozenset(address for content in contents for address in self._by_content.get(content, ()))

    def told_by_lists(self, matchers: Matchers, digest: str) -> frozenset[str]:
        """Worked out once for all duties of these matchers."""
        if self._told is None or self._told[0] is not matchers:
            self._told = matchers, _grouped((told, e.address) for e in self.snapshot.listed for told in matchers.match_title(e.title))
        return self._told[1].get(digest, frozenset())

    def kept(self, kinds: Iterable[Kind], keys: Iterable[str]) -> frozenset[str]:
        asked = product(kinds, frozenset(keys))
        return frozenset(address for kind, key in asked for address in self._catalogue.get((kind, key), ()))

    def linked(self, kind: Kind, addresses: Iterable[str]) -> frozenset[str]:
        return self.kept((kind,), (tail for address in addresses for tail in tails_asked(address)))

    def kept_holding(self, kinds: Iterable[Kind], text: str) -> frozenset[str]:
        wanted = frozenset(kinds)
        return frozenset(a for kind, key in self._worded if kind in wanted and text in key for a in self._catalogue[kind, key])

    def failures(self) -> tuple[Failure, ...]:
        return tuple(failure for failure in self.snapshot.failures if failure.address not in self._pages)

    def unread(self) -> tuple[SeenPage, ...]:
        return tuple(page for page in self.snapshot.pages if page.page == UNREAD_PAGE)

    def pages(self) -> Iterator[SeenPage]:
        yield from sorted(self.snapshot.pages, key=lambda page: page.address)

    def entries(self) -> Iterator[Listed]:
        yield from sorted(self.snapshot.listed, key=lambda e: (e.site, e.column, e.address))

    @cached_property
    def _catalogue(self) -> Mapping[tuple[Kind, str], frozenset[str]]:
        of_pages = ((key, page.address) for page in self.snapshot.pages for key in keys_of(page.page))
        return {**_grouped(of_pages), **_grouped((key, e.address) for e in self.snapshot.listed for key in keys_of_entry(e.title))}

    @cached_property
    def _worded(self) -> tuple[tuple[Kind, str], ...]:
        return tuple(key for key in self._catalogue if key[0] in WORDED)


def _grouped(found: Iterable[tuple[K, str]]) -> dict[K, frozenset[str]]:
    grouped: dict[K, set[str]] = defaultdict(set)
    for key, address in found:
        grouped[key].add(address)
    return {key: frozenset(addresses) for key, addresses in grouped.items()}
