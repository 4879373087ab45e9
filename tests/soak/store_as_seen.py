"""What a store says that must not depend on how often its crawl was cut off, in a form that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.events import Captured
from crawler.journal import read_events, runs_in
from crawler.seen import Snapshot
from crawler.store import Store
from rules.units import canonical_address

Rows = frozenset[tuple[Any, ...]]


@dataclass(frozen=True)
class Seen:
    """Pages by address with the digest of what they say, lists, what is covered, and what each site was."""

    pages: Rows
    listed: Rows
    covered: Rows
    sites: Rows

    def differences(self, other: Seen) -> list[str]:
        """A line for each row that only one of the two has."""
        lines = []
        for name in ("pages", "listed", "covered", "sites"):
            mine, theirs = getattr(self, name), getattr(other, name)
            lines += [f"{name} 少 {row}" for row in sorted(mine - theirs, key=str)] + [f"{name} 多 {row}" for row in sorted(theirs - mine, key=str)]
        return lines


def snapshot_in(db_url: str) -> Snapshot:
    with Store(db_url) as store:
        return store.snapshot()


def seen_in(db_url: str) -> Seen:
    return _seen(snapshot_in(db_url))


def _seen(snapshot: Snapshot) -> Seen:
    """Pages are compared by what they say, as those that count their readers are never the same bytes twice; files by their bytes.

    How far beyond the window a list was read (to_end) may differ: a start after a kill may read on where the first had stopped.
    """
    run = snapshot.sites[-1].run if snapshot.sites else ""
    last = {(k.site, k.column): k for k in snapshot.looks if k.run == run}
    return Seen(
        pages=frozenset(
            (p.address, p.site, p.sha256 if p.page.kind == "attachment" else p.content_sha256, p.first_seen, p.withdrawn_on) for p in snapshot.pages
        ),
        listed=frozenset((e.site, e.column, e.address, e.title, e.date, e.pinned, e.first_seen, e.last_seen, e.gone_on, e.marks) for e in snapshot.listed),
        covered=frozenset((k.site, k.column, k.complete, k.entries, k.oldest) for k in last.values()),
        sites=frozenset((k.site, k.reached, k.reason, k.standing) for k in snapshot.sites if k.run == run),
    )


@dataclass(frozen=True)
class Documents:
    """Addresses of publications and files. once: those a night asks for once; twice: those of the second look before its end, which each start makes anew."""

    once: frozenset[str]
    twice: frozenset[str]


def documents_in(db_url: str, archive: Path) -> Documents:
    """Of what is stored; the second look is the last run's."""
    snapshot = snapshot_in(db_url)
    files = {p.address: frozenset(canonical_address(a.href) for a in p.page.attachments) for p in snapshot.pages}
    looked = {canonical_address(e.url) for _, e in read_events(archive, runs_in(archive)[-1]) if isinstance(e, Captured) and e.role == "recheck"}
    twice = looked.union(*(files.get(address, frozenset()) for address in looked))
    return Documents(frozenset().union({e.address for e in snapshot.listed}, *files.values()) - twice, frozenset(twice))
