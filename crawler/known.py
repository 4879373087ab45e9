"""What earlier runs left for an incremental crawl: addresses that answered, and how far each column was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class KnownEntry:
    """An entry that stands in a column. joined: it stood there at the last complete look already."""

    title: str
    date: date | None
    pinned: bool
    joined: bool


@dataclass(frozen=True)
class KnownColumn:
    """A column as its last looks left it; covered_since, to_end and first_page are those of the last complete look.

    was_complete: there was such a look at all.
    """

    site: str
    column: str
    name: str
    url: str
    was_complete: bool
    covered_since: date | None
    to_end: bool
    first_page: str
    entries: Mapping[str, KnownEntry]

    def covers(self, floor: date) -> bool:
        """Whether the last complete look reaches back to this day."""
        return self.was_complete and (self.to_end or (self.covered_since is not None and self.covered_since <= floor))


@dataclass(frozen=True)
class Known:
    """addresses: canonical, with a definite answer (200, a redirect, 404, 410); failed ones are asked again.

    searched: sites whose columns were once looked for to the end; named: sites whose pages named their unit.
    pending: articles and files an earlier run meant to have, and has not: it failed in a way that may pass, or was cut off.
    """

    addresses: frozenset[str] = frozenset()
    columns: Mapping[tuple[str, str], KnownColumn] = field(default_factory=dict)
    searched: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    pending: tuple[str, ...] = ()
