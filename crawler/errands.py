"""Asks for publications once the lists are read: what is planned, what vanished, and old pages whose turn it is."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from crawler.addresses import host_of
from crawler.trip import Tasks, Trip
from crawler.visits import Held, choose, narrow
from rules.units import canonical_address

AskPage = Callable[[str, str], Coroutine[Any, Any, None]]
"""Asks for an address in a role, and for what its page offers."""
_MANY = 4


async def work_off(trip: Trip, hosts: Iterable[str]) -> None:
    """Asks for what is planned on these hosts, as far as their budgets go; hosts side by side."""
    async with asyncio.TaskGroup() as group:
        for host in hosts:
            group.create_task(_work_off_host(trip, host))


async def _work_off_host(trip: Trip, host: str) -> None:
    async with Tasks() as tasks:
        while (planned := trip.agenda.take(host)) is not None:
            await tasks.start(planned.ask(planned.url, "article", planned.column))


async def visit(trip: Trip, ask: Mapping[str, AskPage]) -> None:
    """Looks again at what vanished from lists, then at what is due, as far as each host's budget of visits goes. ask: by site."""
    wanted = _vanished(trip, ask)
    for held in () if trip.options.full else await asyncio.to_thread(_due, trip, ask):
        wanted[host_of(held.url)].append(held.url)
    await _visit_all(trip, ask, wanted)


async def visit_vanished(trip: Trip, ask: Mapping[str, AskPage]) -> None:
    """The same for what the second look no longer found."""
    await _visit_all(trip, ask, _vanished(trip, ask))


async def _visit_all(trip: Trip, ask: Mapping[str, AskPage], wanted: Mapping[str, list[str]]) -> None:
    async with asyncio.TaskGroup() as group:
        for urls in wanted.values():
            group.create_task(_visit_host(trip, ask, urls[: trip.revisits_per_host]))


async def _visit_host(trip: Trip, ask: Mapping[str, AskPage], urls: Iterable[str]) -> None:
    async with Tasks() as tasks:
        for url in urls:
            address = canonical_address(url)
            if not trip.agenda.is_used_up(host_of(url)) and address not in trip.asked:
                trip.asked.add(address)
                await tasks.start(ask[_site(trip, url)](url, "revisit"))


def _vanished(trip: Trip, ask: Mapping[str, AskPage]) -> dict[str, list[str]]:
    """By host, what columns no longer list: is it withdrawn, or does it still stand? What the budget leaves out comes to its turn later."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for addresses in trip.vanished.values():
        for address in addresses:
            if _site(trip, address) in ask and address not in trip.asked and trip.known.knows(address):
                wanted[host_of(address)].append(address)
    trip.vanished.clear()
    return wanted


def _due(trip: Trip, ask: Mapping[str, AskPage]) -> list[Held]:
    """What is looked at again, a host after the other; holds a few times the budget at most, however much is due."""
    budget, night = trip.revisits_per_host, trip.options.night
    found: dict[str, list[Held]] = defaultdict(list)
    for held in trip.due() if budget else ():
        host = host_of(held.url)
        if trip.agenda.is_used_up(host) or canonical_address(held.url) in trip.asked or _site(trip, held.url) not in ask:
            continue
        found[host].append(held)
        if len(found[host]) > _MANY * budget:
            found[host] = narrow(found[host], budget)
    return [held for of_host in found.values() for held in choose(of_host, night, budget)]


def _site(trip: Trip, url: str) -> str:
    site = trip.district.site_of(url)
    return site.id if site else ""
