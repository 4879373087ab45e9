"""Periods: their names, first and last days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.periods import period_end, period_start, periods_of_year
from rules.rule import Every

EVERY: list[Every] = ["month", "quarter", "half", "year", "regular"]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2017-01", "2017-01-01", "2017-01-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-12", "2017-12-01", "2017-12-31"),
        ("2017Q3", "2017-07-01", "2017-09-30"),
        ("2017H2", "2017-07-01", "2017-12-31"),
        ("2017", "2017-01-01", "2017-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: str, last: str) -> None:
    assert (period_start(period).isoformat(), period_end(period).isoformat()) == (first, last)


@pytest.mark.parametrize("word", ["2017-13", "2017-00", "2017Q5", "2017H3", "17-01", "2017-1", "2017-01/2017-03", "", "--03"])
def test_what_is_no_period_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        period_end(word)


def test_a_regular_duty_is_due_once_a_year() -> None:
    assert periods_of_year(2017, "regular") == ("2017",)


@given(st.integers(1950, 2100), st.sampled_from(EVERY))
def test_the_periods_of_a_year_fill_it_without_gap(year: int, every: Every) -> None:
    periods = periods_of_year(year, every)
    assert period_start(periods[0]) == date(year, 1, 1) and period_end(periods[-1]) == date(year, 12, 31)
    for before, after in pairwise(periods):
        assert period_end(before) + timedelta(1) == period_start(after)
