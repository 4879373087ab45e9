"""A night's requests as the server saw them, each put to what it was for by the run's journal."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from district.counts import Request

from crawler.events import Captured, ColumnRead, Event, Failed, SecondLookStarted
from crawler.journal import read_events, runs_in

APART = ("full_read", "revisit", "second_look")
"""What the floor does not ask for and the issue counts by itself."""
_READ_ON = ("end", "window")


def parts_of(archive: Path, requests: Iterable[Request], grown: int) -> dict[str, Any]:
    """Requests and bytes by role. `full_read`: list pages beyond the first (and, in columns with something new, beyond the second) of columns
    that were read to their ends; grown: in how many columns something new stood."""
    events = [event for _, event in read_events(archive, runs_in(archive)[-1])]
    roles = _roles(events)
    counted: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    unchanged = failing = 0
    for request in requests:
        waiting = roles.get(_key(request.url))
        role = waiting.popleft() if waiting else "unknown"
        counted[role] += 1
        sizes[role] += request.bytes
        unchanged += request.status == 304
        failing += request.status == 0 or request.status >= 400
    beyond = min(counted["list"], max(0, _beyond_first(events) - grown))
    if beyond:
        mean = sizes["list"] // counted["list"]
        counted["list"] -= beyond
        sizes["list"] -= beyond * mean
        counted["full_read"], sizes["full_read"] = beyond, beyond * mean
    return {"requests": dict(counted), "bytes": dict(sizes), "unchanged": unchanged, "failing": failing}


def _roles(events: Iterable[Event]) -> dict[str, deque[str]]:
    """By address, what each of its requests was for, in their order. What failed without an answer comes after what was answered."""
    roles: dict[str, deque[str]] = defaultdict(deque)
    is_second = False
    for event in events:
        is_second |= isinstance(event, SecondLookStarted)
        if isinstance(event, Captured | Failed):
            roles[_key(event.url)].append("second_look" if is_second and event.role != "robots" else event.role)
    return roles


def _beyond_first(events: Iterable[Event]) -> int:
    """List pages after the first of columns read to their ends in the first look; of the first reading of each alone."""
    reads: dict[tuple[str, str], ColumnRead] = {}
    for event in events:
        if isinstance(event, ColumnRead) and event.look == 1 and event.reached in _READ_ON:
            reads.setdefault((event.site, event.column), event)
    return sum(max(0, read.pages - 1) for read in reads.values())


def _key(url: str) -> str:
    return url.partition("#")[0].partition("://")[2]
