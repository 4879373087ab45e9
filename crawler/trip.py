"""One run's plan as all its sites share it: what was asked for already, what was learnt, and whom to tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from crawler.addresses import host_of, is_web
from crawler.agenda import Agenda
from crawler.events import ColumnRead, Event, SiteRead
from crawler.fetching import PLAINLY, Answer, Ask, Fetch
from crawler.known import Addresses, Known
from crawler.ledger import MAX_PAGES
from crawler.page import Page
from crawler.visits import Held, revisits_a_night
from rules.text import normalise
from rules.units import District, Site, canonical_address

WINDOW_MARGIN = timedelta(days=30)
"""A list must go this far behind the window's start before it counts as read: dates in lists are not quite in order."""
_TASKS_A_SITE = 16


@dataclass(frozen=True)
class Options:
    """How this run goes about it. floor: the window's start less the margin; full: nothing known is taken for granted.

    renders: a browser can be asked for pages that only their scripts fill. night: the day that all of the run counts for. budget: requests a host
    and run, None without limit.
    """

    floor: date
    full: bool
    wanted: Callable[[str, date | None], bool]
    max_pages: int = MAX_PAGES
    renders: bool = False
    night: date = date.min
    budget: int | None = None


def _nothing() -> Iterable[Held]:
    return ()


def _no_page(_address: str) -> None:
    return None


@dataclass
class Trip:
    """Shared by all site crawls of one run; lives in the fetching thread alone.

    columns: heads, without their entries, which `listed` has. standing: how many entries stand in a column, as far as this run saw.
    agenda: publications to ask for once lists are read. held_back: readings of columns that lost entries, until their site is judged
    sound; vanished: what they no longer list. cut_short: columns that the budget kept from being read. due: what is to be looked at again
    tonight; held_page: the page that an address last showed, located there; both are read from the database in whatever thread they are called.
    """

    district: District
    known: Known
    options: Options
    fetch: Fetch
    tell: Callable[[Event], None]
    clock: Callable[[], datetime]
    asked: Addresses = field(default_factory=Addresses)
    named: set[str] = field(default_factory=set)
    new_pages: Addresses = field(default_factory=Addresses)
    listed: Addresses = field(default_factory=Addresses)
    agenda: Agenda = field(default_factory=Agenda)
    standing: dict[tuple[str, str], int] = field(default_factory=dict)
    held_back: dict[tuple[str, str], ColumnRead] = field(default_factory=dict)
    vanished: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    cut_short: set[tuple[str, str]] = field(default_factory=set)
    is_second_pass: bool = False
    due: Callable[[], Iterable[Held]] = _nothing
    held_page: Callable[[str], Page | None] = _no_page
    skipped: dict[str, int] = field(default_factory=dict)
    columns: dict[tuple[str, str], ColumnRead] = field(default_factory=dict)
    sites: dict[str, SiteRead] = field(default_factory=dict)
    _lists: dict[str, asyncio.Task[Answer] | Answer] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(canonical_address(url) for site in self.district.sites for url in site.start)

    @cached_property
    def revisits_per_host(self) -> int:
        """How many known pages of a host are looked at again tonight; what all hosts hold stands for what one does: only what is due is asked for."""
        crawl = self.district.crawl
        told = crawl.revisits_per_host
        return revisits_a_night(len(self.known.addresses), crawl.budget_per_host) if told is None else told

    async def ask(self, url: str, role: str, how: Ask = PLAINLY) -> Answer:
        """Asks for an address, once more or for the first time, and notes whose name its page carries."""
        self.asked.add(canonical_address(url))
        answer = await self.fetch(url, role, replace(how, is_second_pass=True) if self.is_second_pass else how)
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
        return not self.options.full and self.known.knows(canonical_address(url))

    def is_listed(self, address: str) -> bool:
        """Whether any column lists an address, as far as is known."""
        return address in self.listed or address in self.known.listed

    def tell_column(self, read: ColumnRead) -> None:
        for entry in read.entries:
            self.listed.add(entry.address)
        self.columns[read.site, read.column] = replace(read, entries=())
        self.tell(read)

    def hold_back(self, read: ColumnRead) -> None:
        """Tells a column once it is known whether its site is sound (see closing.py)."""
        for entry in read.entries:
            self.listed.add(entry.address)
        self.columns[read.site, read.column] = replace(read, entries=())
        self.held_back[read.site, read.column] = read

    def tell_site(self, read: SiteRead) -> None:
        """Kept until the run knows how its part ended; told by closing.py."""
        self.sites[read.site] = read

    def _note(self, answer: Answer) -> None:
        if answer.page is None:
            return
        if not self.known.knows(canonical_address(answer.url)):
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
