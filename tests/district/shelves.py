"""Duties that ask for a column: laying out 政策解读 and 行政许可 columns, whole, empty, old, oddly named or missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from district import filler
from district.days import at, working_day_near
from district.ground import LONG_AGO, Ground, Paper
from district.model import STRANGER, Column, Sheet
from district.truth import Cell, Showing
from district.wordings import COLUMN_NAMES


@dataclass
class Shelf:
    """One column cell being planted. kind: the kind of pages it holds; key: "20-02" or "18-06b"."""

    ground: Ground
    cell: Cell
    key: str
    kind: str
    rng: Random
    odd_first: int = 0

    @property
    def site_id(self) -> str:
        return self.cell.own_site if "own" in self.cell.places and self.cell.own_site else "portal"

    @property
    def place(self) -> str:
        return "own" if self.site_id != "portal" else "portal"

    @property
    def usual(self) -> str:
        return COLUMN_NAMES[self.key][0].text

    def name(self, odd: bool) -> str:
        names = [w.text for w in COLUMN_NAMES[self.key] if w.odd == odd]
        return names[self.odd_first % len(names)]

    def open(self, name: str, opens: datetime = LONG_AGO) -> Column:
        """A new column on the site; one the units file declares under such a name is taken as it is."""
        site = self.ground.sites[self.site_id]
        declared = next((k for k, c in site.columns.items() if k.startswith("declared") and self.usual in c.name), None)
        path = {"20-02": "zcjd/", "18-06b": "xzxk/"}[self.key]
        base = site.base + ("zwgk/" if self.site_id == "portal" else "")
        key = path[:-1]
        if declared:
            site.columns[key] = replace(site.columns.pop(declared), key=key, layout="ul", opens=opens)
            return site.columns[key]
        site.columns[key] = Column(key, site.id, name, base + path, self.rng.choice(("ul", "table", "dl", "div")), 15, opens)
        return site.columns[key]

    def fill(self, column: Column, days: list[date]) -> None:
        unit = self.ground.register.units[self.cell.unit]
        name = STRANGER if self.ground.sites[self.site_id].fault == "stranger" else unit.name
        for day in days:
            day = working_day_near(day)
            if self.kind == "read":
                title = filler.title("read", self.cell.unit, unit.full, day, self.rng)
            else:
                title = f"准予{filler.person(self.rng)}等{self.rng.randint(2, 30)}家单位危险化学品经营许可决定（{day.year}年第{self.rng.randint(1, 40)}号）"
            paper = Paper(title, day, Sheet(filler.paragraphs(name, "有关政策", self.rng)), name)
            self.ground.put(paper, self.site_id, column.key)

    def account(self, claimed: date, opens: datetime, quality: str) -> None:
        self.cell.showings.append(Showing(self.place, claimed, opens, None, quality))


def _year_days(rng: Random, first_month: int, count: int) -> list[date]:
    return sorted(date(2017, rng.randint(first_month, 12), rng.randint(1, 26)) for _ in range(count))


def _old_days(rng: Random, count: int) -> list[date]:
    return sorted(date(2016, rng.randint(2, 12), rng.randint(1, 24)) for _ in range(count))


def _living(shelf: Shelf, odd: bool, first_month: int, opens: datetime = LONG_AGO) -> None:
    column = shelf.open(shelf.name(odd), opens)
    days = [working_day_near(d) for d in _year_days(shelf.rng, first_month, shelf.rng.randint(4, 18))]
    shelf.fill(column, ([] if opens > LONG_AGO else _old_days(shelf.rng, 4)) + days)
    first = min(days)
    if opens == LONG_AGO and not odd:
        shelf.account(date(2015, 1, 5), LONG_AGO, "partial")
    shelf.account(first, at(first, 18), "odd" if odd else "full")


def living(shelf: Shelf) -> None:
    """A column with entries of the year."""
    _living(shelf, False, 1)


def living_late(shelf: Shelf) -> None:
    """Opened in June."""
    _living(shelf, False, 7, at(date(2017, 6, 5), 9))


def living_odd(shelf: Shelf) -> None:
    """Named as an officer would recognise it."""
    _living(shelf, True, 1)


def old_entries(shelf: Shelf) -> None:
    """There, and nothing new since the year before."""
    shelf.fill(shelf.open(shelf.name(False)), _old_days(shelf.rng, shelf.rng.randint(5, 22)))
    shelf.account(date(2015, 1, 5), LONG_AGO, "partial")


def blank(shelf: Shelf) -> None:
    """There, and never filled."""
    shelf.open(shelf.name(False))
    shelf.account(date(2015, 1, 5), LONG_AGO, "partial")
    shelf.cell.also = frozenset({"unmet"})


def no_column(shelf: Shelf) -> None:
    """Not there at all."""


def no_site(shelf: Shelf) -> None:
    """The unit's address shows nothing of the unit; another body's column there is not the unit's."""
    if shelf.ground.sites[shelf.site_id].fault == "stranger":
        shelf.fill(shelf.open(shelf.name(False)), _year_days(shelf.rng, 1, 6))


def garbled(shelf: Shelf) -> None:
    """Linked by its name; its address answers bytes that are no page."""
    column = shelf.open(shelf.name(False))
    column.fault = "garbage"


SHELF_CASES: dict[str, Callable[[Shelf], None]] = {f.__name__: f for f in (living, living_late, living_odd, old_entries, blank, no_column, no_site, garbled)}
DEPARTMENT_ROUND = ("living", "no_column", "old_entries", "living", "living_odd", "living", "no_column", "living_late", "blank", "living")
PERMIT_ROUND = ("old_entries", "living", "no_column", "living_odd", "living")
PORTAL_ROUND = ("living", "living", "old_entries", "living")
