"""What the second look is asked to see once more before anyone is accused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recheck:
    """sites: ids of those on which an absence rests; all their columns are read again. pages: addresses that fail by themselves."""

    sites: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
