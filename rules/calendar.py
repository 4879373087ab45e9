"""Working days by the State Council's yearly notices; a year without one gives bounds, not a guess."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from rules.errors import InvalidFiles, Mistake
from rules.shape import shaped
from rules.yamlfile import Document, KeyPath, read_yaml

MOST_WEEKDAYS_OFF = 46
"""At most so many Mondays to Fridays are holidays in a year whose notice we lack.

The most in any of the years 2007-2026 is 23 (2013; a test counts them); twice that, to be safe for years before and after.
"""

SEAM = (12, 25)
"""From this day on, the next year's notice may still change a year's days; none has named one before 29 December."""

_DAY = timedelta(days=1)
_IsOff = Callable[[date], bool]


@dataclass(frozen=True)
class Notice:
    """The State Council's notice a calendar was written from; `number` (文号) where it was seen."""

    url: str
    number: str | None = None


@dataclass(frozen=True)
class Holiday:
    """Days off, first and last included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        return (self.first + i * _DAY for i in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class YearNotice:
    """One file of rules/calendars. A notice may name days of the neighbouring years (2007-12-31 stands in 2008's)."""

    schema_version: Literal[1]
    year: int
    notices: tuple[Notice, ...]
    holidays: tuple[Holiday, ...]
    work: tuple[date, ...] = ()


@dataclass(frozen=True)
class DayBounds:
    """A day known exactly, or only to lie between two days."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True)
class Calendar:
    """years: those with a notice. off, work: the days the notices name; a weekend day in `work` is worked."""

    years: frozenset[int]
    off: frozenset[date]
    work: frozenset[date]
    sha256: str = ""

    def is_working_day(self, day: date) -> bool | None:
        """None where the day's year has no notice and no neighbouring year's notice names the day."""
        if day in self.work:
            return True
        if day in self.off:
            return False
        return day.weekday() < 5 if day.year in self.years else None

    def add_working_days(self, start: date, n: int) -> DayBounds:
        """The n-th working day after `start` (not counted itself); `start` for 0.

        Where days are unknown: at the earliest every unknown day is worked, at the latest no weekend is, and
        MOST_WEEKDAYS_OFF weekdays of each year are off besides, all of them inside the count.
        """
        if n < 0:
            raise ValueError("n must not be negative")
        return DayBounds(self._walk(start, n, self._surely_off), self._walk(start, n, self._possibly_off()))

    def working_days_after(self, due: date, day: date) -> int:
        """How many working days d with due < d <= day; Monday to Friday where the year is unknown."""
        days = (due + i * _DAY for i in range(1, (day - due).days + 1))
        return sum(1 for d in days if _or_weekday(self.is_working_day(d), d))

    def _walk(self, start: date, n: int, is_off: _IsOff) -> date:
        day = start
        while n:
            day += _DAY
            n -= not is_off(day)
        return day

    def _is_settled(self, day: date) -> bool:
        """Whether no notice still to come can change the day."""
        named = day in self.work or day in self.off
        return named or (day.year in self.years and ((day.month, day.day) < SEAM or day.year + 1 in self.years))

    def _surely_off(self, day: date) -> bool:
        return self._is_settled(day) and not self.is_working_day(day)

    def _possibly_off(self) -> _IsOff:
        left: dict[int, int] = {}

        def is_off(day: date) -> bool:
            if self._is_settled(day):
                return not self.is_working_day(day)
            if day.weekday() >= 5:
                return True
            budget = left.setdefault(day.year, MOST_WEEKDAYS_OFF)
            left[day.year] = budget - 1
            return budget > 0

        return is_off


def _or_weekday(known: bool | None, day: date) -> bool:
    return day.weekday() < 5 if known is None else known


@cache
def load_calendars() -> Calendar:
    """The packaged calendars; raises InvalidFiles with the mistakes of all of them."""
    return read_calendars(sorted(Path(str(files("rules") / "calendars")).glob("*.yaml")))


def read_calendars(paths: Iterable[Path]) -> Calendar:
    """One file for each year, in any order. Where two notices name a day, the later year's holds."""
    mistakes: list[Mistake] = []
    years: dict[int, YearNotice] = {}
    digest = hashlib.sha256()
    for path in sorted(paths):
        try:
            document = read_yaml(path)
            year = shaped(document, YearNotice)
        except InvalidFiles as error:
            mistakes += error.mistakes
            continue
        mistakes += _check(path, document, year)
        years[year.year] = year
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    if mistakes:
        raise InvalidFiles(mistakes)
    return _joined(years, digest.hexdigest())


def _joined(years: dict[int, YearNotice], sha256: str) -> Calendar:
    works: dict[date, bool] = {}
    for _, year in sorted(years.items()):
        works |= {day: False for holiday in year.holidays for day in holiday.days()}
        works |= dict.fromkeys(year.work, True)
    off = frozenset(day for day, worked in works.items() if not worked)
    return Calendar(frozenset(years), off, frozenset(works) - off, sha256)


def _check(path: Path, document: Document, year: YearNotice) -> Iterator[Mistake]:
    if path.stem != str(year.year):
        yield document.mistake(("year",), str(year.year), f"与文件名相同的年份 {path.stem}", f"year: {path.stem}")
    for i, off in enumerate(year.holidays):
        if off.last < off.first:
            yield document.mistake(("holidays", i, "last"), str(off.last), f"不早于 first（{off.first}）的日期", f"last: {off.first}")
        yield from _far(document, ("holidays", i, "first"), off.first, year.year)
        yield from _far(document, ("holidays", i, "last"), off.last, year.year)
    for i, day in enumerate(year.work):
        yield from _far(document, ("work", i), day, year.year)


def _far(document: Document, path: KeyPath, day: date, year: int) -> Iterator[Mistake]:
    if abs(day.year - year) > 1:
        yield document.mistake(path, str(day), f"{year} 年或其前后一年的日期", f"{year}-10-01")
