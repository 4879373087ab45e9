"""One run's plan as all its sites share it: what was asked for already, what was learnt, and whom to tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from crawler.addresses import host_of, is_web
from crawler.events import ColumnRead, Event, SiteRead
from crawler.fetching import PLAINLY, Answer, Ask, Fetch
from crawler.known import Known
from crawler.ledger import MAX_PAGES
from rules.text import normalise
from rules.units import District, Site, canonical_address

WINDOW_MARGIN = timedelta(days=30)
"""A list must go this far behind the window's start before it counts as read: dates in lists are not quite in order."""
_TASKS_A_SITE = 16


@dataclass(frozen=True)
class Options:
    """How this run goes about it. floor: the window's start less the margin; full: nothing known is taken for granted."""

    floor: date
    full: bool
    wanted: Callable[[str, date | None], bool]
    max_pages: int = MAX_PAGES


@dataclass
class Trip:
    """Shared by all site crawls of one run; lives in the fetching thread alone."""

    district: District
    known: Known
    options: Options
    fetch: Fetch
    tell: Callable[[Event], None]
    clock: Callable[[], datetime]
    asked: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    new_pages: set[str] = field(default_factory=set)
    skipped: dict[str, int] = field(default_factory=dict)
    columns: dict[tuple[str, str], ColumnRead] = field(default_factory=dict)
    sites: dict[str, SiteRead] = field(default_factory=dict)
    _lists: dict[str, asyncio.Task[Answer] | Answer] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(canonical_address(url) for site in self.district.sites for url in site.start)

    async def ask(self, url: str, role: str, how: Ask = PLAINLY) -> Answer:
        """Asks for an address, once more or for the first time, and notes whose name its page carries."""
        self.asked.add(canonical_address(url))
        answer = await self.fetch(url, role, how)
        self.asked.add(canonical_address(answer.url))
        self._note(answer)
        return answer

    async def ask_list(self, url: str, role: str, how: Ask = PLAINLY) -> Answer:
        """The same for pages that several sites or steps may need: asked once in a look.

        Who asks later gets the page without its links and text, except for start pages: whole they would fill the memory.
        """
        key = canonical_address(url)
        kept = self._lists.get(key)
        if isinstance(kept, Answer):
            return kept
        if kept is None:
            kept = self._lists[key] = asyncio.ensure_future(self.ask(url, role, how))
        answer = await kept
        self._lists[key] = answer if key in self._starts else answer.slim()
        return answer

    def forget_lists(self) -> None:
        """From here on list pages are asked for afresh."""
        self._lists.clear()

    def may_ask(self, url: str, beside: str = "") -> bool:
        """Whether an address is one of the district's, or on the host of the page `beside` that offers it."""
        if not is_web(url):
            self.skip("不是网页地址")
        elif self.district.site_of(url) is None and host_of(url) != (host_of(beside) if beside else ""):
            self.skip("不属于 units.yaml 里的站点")
        else:
            return True
        return False

    def skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1

    def is_known(self, url: str) -> bool:
        return not self.options.full and canonical_address(url) in self.known.addresses

    def tell_column(self, read: ColumnRead) -> None:
        self.columns[read.site, read.column] = read
        self.tell(read)

    def tell_site(self, read: SiteRead) -> None:
        self.sites[read.site] = read
        self.tell(read)

    def _note(self, answer: Answer) -> None:
        if answer.page is None:
            return
        if canonical_address(answer.url) not in self.known.addresses:
            self.new_pages.add(canonical_address(answer.url))
        site = self.district.site_of(answer.url)
        # Other pages name whomever they are about; a site's own start and list pages name its owner.
        is_front = answer.page.kind == "list" or canonical_address(answer.asked) in self._starts
        if site is None or site.id in self.named or not is_front:
            return
        if names_unit(self.district, site, answer.page.masthead):
            self.named.add(site.id)


def names_unit(district: District, site: Site, masthead: str) -> bool:
    """Whether what a page says of its site names a unit whose site this is."""
    said = normalise(masthead)
    return any(normalise(name) in said for unit in district.units_of_site(site.id) for name in unit.names)


class Tasks:
    """Runs coroutines side by side, so many at a time and no more; leaving the context waits for all."""

    def __init__(self, limit: int = _TASKS_A_SITE) -> None:
        self._free = asyncio.Semaphore(limit)
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> Tasks:
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *told: Any) -> None:
        await self._group.__aexit__(*told)

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Waits for a free place, then starts."""
        try:
            await self._free.acquire()
        except BaseException:
            work.close()
            raise
        self._group.create_task(self._run(work))

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._free.release()
