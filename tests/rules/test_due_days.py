"""By when a duty must be done: its own count, else the office's, else the year's end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.calendar import load_calendars
from rules.due import DueDay, due_of
from rules.policy import Policy
from rules.rule import Due, Duty

END = date(2017, 12, 31)


def due(kind: str, counted: Due | None, counted_from: date, **switches: Any) -> DueDay:
    duty = Duty("a", kind, "公开", ("区财政局",), due=counted)  # type: ignore[arg-type]
    return due_of(duty, counted_from, END, load_calendars(), Policy(**switches))


@pytest.mark.parametrize(
    ("kind", "counted", "counted_from", "day", "basis", "is_working"),
    [
        pytest.param("marked", Due("quoted", "10个工作日内", working_days=10), date(2017, 9, 20), date(2017, 10, 10), "quoted", True, id="working days"),
        pytest.param("timely", Due("law", "20日内", calendar_days=20), date(2017, 9, 20), date(2017, 10, 10), "law", False, id="calendar days"),
        pytest.param("one_off", Due("quoted", "6月底前", day=date(2017, 6, 30)), END, date(2017, 6, 30), "quoted", False, id="a fixed day"),
        pytest.param("one_off", None, END, END, "assumption", False, id="once, without a day"),
        pytest.param("one_off", Due("quoted", "年内"), END, END, "quoted", False, id="within the year, says the plan"),
        pytest.param("periodic", None, date(2017, 3, 31), date(2017, 5, 2), "assumption", True, id="a period without a day"),
        pytest.param("event", None, date(2017, 3, 28), date(2017, 4, 26), "assumption", True, id="an event without a day"),
        pytest.param("standing", None, date(2017, 3, 28), END, "assumption", False, id="a list that stands"),
    ],
)
def test_a_duty_is_due_on(kind: str, counted: Due | None, counted_from: date, day: date, basis: str, is_working: bool) -> None:
    assert due(kind, counted, counted_from) == DueDay(day, day, is_working, basis)


def test_the_office_counts_where_the_plan_does_not() -> None:
    assert due("periodic", None, date(2017, 3, 31), days_after_period=10).latest == date(2017, 4, 17)
    assert due("event", None, date(2017, 9, 20), days_after_event=10).latest == date(2017, 10, 10)
    assert due("periodic", Due("quoted", "", working_days=20), date(2017, 3, 31), days_after_period=10).latest == date(2017, 5, 2)


def test_a_year_without_its_notice_gives_bounds() -> None:
    day = due("periodic", None, date(2040, 3, 31))
    assert not day.is_exact and day.earliest < day.latest


def test_what_is_asked_for_regularly_is_due_within_the_year() -> None:
    regular = Duty("a", "periodic", "公开", ("区财政局",), every="regular")
    assert due_of(regular, END, END, load_calendars(), Policy()) == DueDay(END, END, False, "assumption")
