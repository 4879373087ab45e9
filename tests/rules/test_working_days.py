"""Working days follow the notices; where a notice is missing they are bounded, never guessed."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import MOST_WEEKDAYS_OFF, SEAM, Calendar, load_calendars, read_calendars
from rules.errors import InvalidFiles

CALENDAR = load_calendars()
KNOWN_DAYS = st.dates(date(2007, 1, 1), date(2025, 12, 31))
ANY_DAYS = st.dates(date(1980, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(0, 60)
CALENDARS = Path(__file__).resolve().parents[2] / "rules" / "calendars"
HOLIDAYS = Path(os.environ.get("GONGKAI_SHARED", "../shared")) / "facts" / "holidays"


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [day for i in range(366) if (day := first + timedelta(i)).year == year]


def named_by(year: int) -> frozenset[date]:
    """The days this year's notice names."""
    alone = read_calendars([CALENDARS / f"{year}.yaml"])
    return alone.work | alone.off


def without(*years: int) -> Calendar:
    """The calendar as if these years' notices had never been seen."""
    return read_calendars(path for path in CALENDARS.glob("*.yaml") if int(path.stem) not in years)


def test_2017_has_its_working_days_by_month() -> None:
    worked = Counter(day.month for day in days_of(2017) if CALENDAR.is_working_day(day))
    assert [worked[month] for month in range(1, 13)] == [19, 19, 23, 19, 21, 22, 21, 23, 22, 17, 22, 21]
    assert worked.total() == 249


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2017-09-20", 10, "2017-10-10"),
        ("2017-01-16", 20, "2017-02-16"),
        ("2017-03-28", 10, "2017-04-12"),
        ("2017-05-22", 10, "2017-06-06"),
        ("2017-09-25", 20, "2017-10-27"),
        ("2017-09-29", 1, "2017-09-30"),
        ("2017-06-01", 0, "2017-06-01"),
    ],
)
def test_working_days_are_added_as_an_officer_counts_them(start: str, n: int, due: str) -> None:
    bounds = CALENDAR.add_working_days(date.fromisoformat(start), n)
    assert (bounds.earliest.isoformat(), bounds.exact) == (due, True)


@pytest.mark.parametrize(
    ("day", "worked"),
    [("2007-12-29", True), ("2007-12-31", False), ("2018-12-29", True), ("2018-12-31", False), ("2011-12-31", True), ("2022-12-31", False)],
)
def test_a_notice_may_name_days_of_the_year_before(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


def test_a_year_without_a_notice_is_unknown_but_for_the_days_a_neighbour_names() -> None:
    assert 2006 not in CALENDAR.years and 2027 not in CALENDAR.years
    assert CALENDAR.is_working_day(date(2006, 12, 29)) is None
    assert CALENDAR.is_working_day(date(2006, 12, 30)) is True
    assert CALENDAR.is_working_day(date(2027, 1, 2)) is None


def test_an_unknown_year_gives_bounds() -> None:
    bounds = CALENDAR.add_working_days(date(2005, 3, 1), 20)
    assert (bounds.earliest, bounds.latest, bounds.exact) == (date(2005, 3, 21), date(2005, 6, 1), False)


def test_the_end_of_the_last_known_year_waits_for_the_next_notice() -> None:
    assert CALENDAR.is_working_day(date(2026, 12, 31)) is True
    assert CALENDAR.add_working_days(date(2026, 12, 23), 1).exact
    assert not CALENDAR.add_working_days(date(2026, 12, 30), 1).exact


def test_no_notice_named_a_day_before_the_seam_of_the_year_before() -> None:
    early = [day for year in CALENDAR.years for day in named_by(year) if day.year != year]
    assert min((day.month, day.day) for day in early) == (12, 29) > SEAM


def test_no_year_ever_had_half_as_many_weekdays_off_as_the_bound_allows() -> None:
    off = {year: sum(day.weekday() < 5 and CALENDAR.is_working_day(day) is False for day in days_of(year)) for year in CALENDAR.years}
    assert max(off.values()) == 23
    assert 2 * max(off.values()) <= MOST_WEEKDAYS_OFF


def test_days_late_are_counted_after_the_due_day() -> None:
    assert CALENDAR.working_days_after(date(2017, 5, 2), date(2017, 5, 10)) == 6
    assert CALENDAR.working_days_after(date(2017, 9, 29), date(2017, 10, 9)) == 2
    assert CALENDAR.working_days_after(date(2017, 5, 2), date(2017, 5, 2)) == 0
    assert CALENDAR.working_days_after(date(2004, 5, 1), date(2004, 5, 10)) == 6


@given(KNOWN_DAYS, COUNTS)
def test_counting_undoes_adding(start: date, n: int) -> None:
    bounds = CALENDAR.add_working_days(start, n)
    assert bounds.exact or bounds.latest.year > max(CALENDAR.years)
    assert CALENDAR.working_days_after(start, bounds.earliest) == n or not bounds.exact


@given(ANY_DAYS, COUNTS)
def test_one_more_day_is_never_earlier(start: date, n: int) -> None:
    fewer, more = CALENDAR.add_working_days(start, n), CALENDAR.add_working_days(start, n + 1)
    assert fewer.earliest < more.earliest and fewer.latest < more.latest


@given(ANY_DAYS, COUNTS)
def test_a_later_start_is_never_due_earlier(start: date, n: int) -> None:
    first, second = CALENDAR.add_working_days(start, n), CALENDAR.add_working_days(start + timedelta(1), n)
    assert first.earliest <= second.earliest and first.latest <= second.latest


BLIND = without(2012, 2013, 2014)


@given(st.dates(date(2011, 10, 1), date(2014, 12, 31)), COUNTS)
def test_bounds_enclose_what_the_notices_would_have_said(start: date, n: int) -> None:
    bounds, exact = BLIND.add_working_days(start, n), CALENDAR.add_working_days(start, n)
    assert bounds.earliest <= exact.earliest <= exact.latest <= bounds.latest


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2017, 1, 1), -1)


def test_calendars_differ_in_their_digest() -> None:
    assert len(CALENDAR.sha256) == 64
    assert without(2017).sha256 != CALENDAR.sha256


def test_a_calendar_file_is_told_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "2018.yaml"
    path.write_text(
        "schema_version: 1\nyear: 2017\nnotices: []\nholidays:\n  - {name: 元旦, first: 2017-01-03, last: 2017-01-01}\nwork: [2071-01-22]\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidFiles) as raised:
        read_calendars([path])
    assert [(m.line, m.key) for m in raised.value.mistakes] == [(2, "year"), (5, "holidays[0].last"), (6, "work[0]")]


@pytest.mark.skipif(not HOLIDAYS.is_dir(), reason="the folder of real material is absent (GONGKAI_SHARED)")
def test_the_calendars_say_what_the_notices_say() -> None:
    named = {}
    for path in sorted(HOLIDAYS.glob("*.json")):
        named |= {date.fromisoformat(day["date"]): not day["isOffDay"] for day in json.loads(path.read_text(encoding="utf-8"))["days"]}
    assert {day: CALENDAR.is_working_day(day) for day in named} == named
    for year in CALENDAR.years:
        silent = [day for day in days_of(year) if day not in named]
        assert all(CALENDAR.is_working_day(day) is (day.weekday() < 5) for day in silent)
