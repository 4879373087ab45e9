"""What a run means to ask for once the lists of a host are read: what rules look at first, as far as the night's budget goes."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from crawler.fetching import Answer

RANKS = 3
"""0: of the window, and rules look at it; 1: earlier, and rules look at it; 2: the rest."""
BUDGET = "budget"
"""The reason of an answer that was not asked for: the host's requests of this night are used up."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One publication to ask for, on behalf of a site. ask: whoever planned it has it done."""

    url: str
    site: str
    column: str
    ask: Callable[[str, str, str], Coroutine[Any, Any, None]]


def _ranks() -> tuple[deque[Planned], ...]:
    return tuple(deque() for _ in range(RANKS))


@dataclass
class Agenda:
    """By host: what is planned, what the budget left over, and how many files the pages offered."""

    _pages: Counter[str] = field(default_factory=Counter)
    _files: Counter[str] = field(default_factory=Counter)
    _left: Counter[tuple[str, str]] = field(default_factory=Counter)
    _used_up: set[str] = field(default_factory=set)
    _planned: dict[str, tuple[deque[Planned], ...]] = field(default_factory=lambda: defaultdict(_ranks))

    def plan(self, host: str, planned: Planned, rank: int) -> None:
        self._planned[host][rank].append(planned)

    def take(self, host: str) -> Planned | None:
        """The next of a host; None where there is none, or no budget for it."""
        if host in self._used_up or host not in self._planned:
            return None
        return next((rank.popleft() for rank in self._planned[host] if rank), None)

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(self._planned)

    def note(self, host: str, site: str, answer: Answer) -> None:
        """What became of a publication asked for, on behalf of a site: it may have been refused for want of budget."""
        if answer.reason == BUDGET:
            self._used_up.add(host)
            self._left[host, site] += 1

    def note_page(self, host: str, files: int) -> None:
        """A page was read, and offered so many files worth asking for."""
        self._pages[host] += 1
        self._files[host] += files

    def is_used_up(self, host: str) -> bool:
        return host in self._used_up

    def waiting(self) -> Counter[tuple[str, str]]:
        """Per host and site, what this run leaves to the next."""
        waiting = Counter(self._left)
        for host, ranks in self._planned.items():
            waiting.update((host, planned.site) for rank in ranks for planned in rank)
        return waiting

    def requests_left(self, host: str) -> int:
        """How many requests what is left of a host takes: pages with as many files as those of this run offered."""
        files_a_page = self._files[host] / self._pages[host] if self._pages[host] else 0.0
        planned = sum(map(len, self._planned[host])) if host in self._planned else 0
        return ceil(planned * (1 + files_a_page)) + sum(count for (of, _), count in self._left.items() if of == host)


def nights_left(waiting: int, budget: int, every_night: int) -> int:
    """How many further nights a host needs: for what waits, with what its lists leave of each night's budget.

    >>> nights_left(83, 20, 3), nights_left(85, 20, 3), nights_left(86, 20, 3), nights_left(0, 20, 3)
    (5, 5, 6, 0)
    """
    return ceil(waiting / max(1, budget - every_night)) if waiting else 0
