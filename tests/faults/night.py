"""One night of one office: how its crawl ended, what it asked for, what was covered, what the verdicts are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faults.office import Done, Office, Verdict

from crawler.seen import Snapshot
from crawler.store import Store


@dataclass(frozen=True)
class Night:
    """One night of one office. requests: how many; most: how often the address asked for most; probes: the same of robots.txt files."""

    done: Done
    requests: int
    most: int
    probes: int
    verdicts: list[Verdict]
    snapshot: Snapshot

    def uncovered(self) -> dict[str, str]:
        return uncovered(self.snapshot)


def uncovered(snapshot: Snapshot) -> dict[str, str]:
    """Sites of the last run that were not wholly seen, each with one reason."""
    if not snapshot.sites:
        return {}
    run = snapshot.sites[-1].run
    last = {(k.site, k.column): k for k in snapshot.looks if k.run == run}
    unread = [k for k in last.values() if not k.complete]
    told = {k.site: f"{sum(u.site == k.site for u in unread)} 个栏目，如“{k.name}”：{k.reason}" for k in unread}
    return told | {k.site: f"{k.reason}：{k.detail}" for k in snapshot.sites if k.run == run and k.reason}


def snapshot_of(office: Office) -> Snapshot:
    """Its looks; pages and lists are left out."""
    with Store(office.db_url) as store:
        return replace(store.snapshot(), pages=(), listed=())
