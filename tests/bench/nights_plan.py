"""The nights of the model district that every tool sees: when each is, and what happens before it besides what is published anyway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from district.days import at
from district.events import MARK_WORDS, Planted
from district.model import Column
from district.serve import District

FIRST_DAY = date(2017, 10, 30)
"""With 60 nights the last one is 28 December; the district publishes until the 29th."""
EVERY = {"edit": 2, "mark": 4, "withdrawal": 5, "backdated": 4, "pinned": 20}
"""How often something of a kind happens, in nights."""
LAST_SHARE = 0.75
"""Nothing is planted later than after this part of the nights, so that there is time to see it."""


TRIED = 12
"""Columns among which something is planted: some have no page left for it."""


@dataclass(frozen=True)
class Night:
    """One night and what was planted on the day before it."""

    number: int
    now: datetime
    planted: tuple[Planted, ...]


def nights_of(district: District, count: int) -> Iterator[Night]:
    """Sets the district's clock night after night, the same for every instance of one seed and scale."""
    rng = Random(f"nights {district.world.seed}")
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number)
        planted = tuple(_plant(district, number, at(day, 15), rng)) if 0 < number <= count * LAST_SHARE else ()
        district.set_now(at(day))
        yield Night(number, at(day), planted)


def _plant(district: District, number: int, moment: datetime, rng: Random) -> Iterator[Planted]:
    district.set_now(moment)
    for what, every in EVERY.items():
        if number % every == 0:
            planted = _try(district, what, moment, rng)
            if planted is not None:
                yield planted


def _try(district: District, what: str, moment: datetime, rng: Random) -> Planted | None:
    """In one of a few columns that may still have a page for it; None where none has."""
    for column in _columns(district, what, moment, rng):
        try:
            if what == "mark":
                is_platform = district.world.sites[column.site].platform == "gkmlpt"
                how = rng.choice([how for how in MARK_WORDS if how != "table" or is_platform])
                return district.plant_mark(column.site, column.key, at=moment, how=how)
            plant = {
                "edit": district.plant_edit,
                "withdrawal": district.plant_withdrawal,
                "backdated": district.plant_backdated,
                "pinned": district.plant_pinned,
            }
            return plant[what](column.site, column.key, at=moment)
        except ValueError:
            continue
    return None


def _columns(district: District, what: str, moment: datetime, rng: Random) -> list[Column]:
    """Of a few sites the longest column, so that back-dated entries lie behind its first page; each second edit or mark in one of the columns
    where pages are youngest, because young ones are looked at again sooner."""
    sites = [s for s in district.world.sites.values() if not s.fault and s.columns]
    by_site = [[c for c in s.columns.values() if not c.fault and c.layout != "undated"] for s in sites]
    if what in ("edit", "mark") and moment.toordinal() // EVERY[what] % 2:
        youngest = sorted((c for columns in by_site for c in columns), key=lambda c: _middle_day(district, c, moment), reverse=True)[:TRIED]
        return rng.sample(youngest, len(youngest))
    return rng.sample([max(columns, key=lambda c: len(c.entries)) for columns in by_site if columns], min(TRIED, len(sites)))


def _middle_day(district: District, column: Column, moment: datetime) -> date:
    """The day of the page that the district would take: in the middle of those that may be changed."""
    days = [e.day for e in column.standing(moment) if e.day and e.href in district.world.ordinary]
    return days[len(days) // 2] if days else date.min
