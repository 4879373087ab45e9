"""What earlier runs left for an incremental crawl: addresses that answered, and how far each column was read."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

_WIDTH = 8


class Addresses:
    """A set of addresses that holds no text: what is known from the start takes 8 bytes each, what is added later about 80.

    Two of 200,000 addresses have the same 64 bits once in a thousand million districts.

    >>> seen = Addresses(["http://a/1"])
    >>> seen.add("http://a/2")
    >>> ["http://a/1" in seen, "http://a/2" in seen, "http://a/3" in seen, len(seen)]
    [True, True, False, 2]
    """

    def __init__(self, addresses: Iterable[str] = ()) -> None:
        told = array("Q", (_key(address) for address in addresses))
        self._settled = array("Q", sorted(set(told)))
        self._added: set[int] = set()

    def add(self, address: str) -> None:
        key = _key(address)
        if not self._is_settled(key):
            self._added.add(key)

    def __contains__(self, address: object) -> bool:
        if not isinstance(address, str):
            return False
        key = _key(address)
        return key in self._added or self._is_settled(key)

    def __len__(self) -> int:
        return len(self._settled) + len(self._added)

    def _is_settled(self, key: int) -> bool:
        at = bisect_left(self._settled, key)
        return at < len(self._settled) and self._settled[at] == key


def _key(address: str) -> int:
    return int.from_bytes(blake2b(address.encode("utf-8", "surrogatepass"), digest_size=_WIDTH).digest())


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that stands in a column. joined: it stood there at the last complete look already."""

    title: str
    date: date | None
    pinned: bool
    joined: bool


@dataclass(frozen=True)
class KnownColumn:
    """A column as its last looks left it; covered_since, to_end, first_page, total and page_count are those of the last complete look.

    was_complete: there was such a look at all; whole_look: its id. entries: only where asked for (`Known.column`); a head has none, but says
    how many stand. read_through: the last day on which it was read page by page to its end. is_doubted: what it showed last was not believed.
    """

    site: str
    column: str
    name: str
    url: str
    was_complete: bool
    covered_since: date | None
    to_end: bool
    first_page: str
    entries: Mapping[str, KnownEntry] = field(default_factory=dict)
    total: int | None = None
    page_count: int | None = None
    whole_look: int = 0
    standing: int = 0
    read_through: date | None = None
    is_doubted: bool = False

    def covers(self, floor: date) -> bool:
        """Whether the last complete look reaches back to this day."""
        return self.was_complete and (self.to_end or (self.covered_since is not None and self.covered_since <= floor))


def _no_entries(_head: KnownColumn) -> Mapping[str, KnownEntry]:
    return {}


@dataclass(frozen=True)
class Known:
    """addresses: canonical, with a definite answer (200, a redirect, 404, 410); failed ones are asked again. listed: those that stand in a column.

    heads: columns without their entries; entries_of: loads them, in whatever thread it is called. searched: sites whose columns were once
    looked for to the end; named: sites whose pages named their unit; sound: sites with nothing against their last look. starts: the last
    night on which a start page answered, by canonical address. stubborn: addresses that failed in the same way in each of the last runs.
    pending: articles and files an earlier run meant to have, and has not: it failed in a way that may pass, or was cut off. sizes: how many
    entries stood in a site after each of its last runs, the newest last; doubted: in how many of its last runs, one after the other, what it
    showed was not believed.
    """

    addresses: Addresses = field(default_factory=Addresses)
    listed: Addresses = field(default_factory=Addresses)
    heads: Mapping[tuple[str, str], KnownColumn] = field(default_factory=dict)
    searched: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()
    starts: Mapping[str, date] = field(default_factory=dict)
    stubborn: frozenset[str] = frozenset()
    pending: tuple[str, ...] = ()
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    doubted: Mapping[str, int] = field(default_factory=dict)
    entries_of: Callable[[KnownColumn], Mapping[str, KnownEntry]] = _no_entries

    def knows(self, address: str) -> bool:
        return address in self.addresses

    def heads_of(self, site: str) -> tuple[KnownColumn, ...]:
        """A site's columns, without their entries."""
        return tuple(head for head in self.heads.values() if head.site == site)

    def column(self, site: str, column: str) -> KnownColumn | None:
        """A column with its entries, loaded now and kept by nobody: for the time of its reading."""
        head = self.heads.get((site, column))
        return None if head is None else replace(head, entries=self.entries_of(head))
