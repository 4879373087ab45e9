"""Which periods a publication about some period counts for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.credit import credited, with_year
from rules.periods import period_end, periods_of_year
from rules.policy import Policy

BOTH, FEBRUARY = Policy(), Policy(january_february="february", quarter_is_last_month=False)


@pytest.mark.parametrize(
    ("period", "every", "counts"),
    [
        ("2017-03", "month", {"2017-03"}),
        ("2017-01/2017-02", "month", {"2017-01", "2017-02"}),
        ("2017-01/2017-09", "month", {"2017-09"}),
        ("2017H1", "month", {"2017-06"}),
        ("2017", "month", {"2017-12"}),
        ("2017Q1", "month", {"2017-03"}),
        ("2017Q3", "month", set()),
        ("2017-04/2017-06", "month", set()),
        ("2017Q2", "quarter", {"2017Q2"}),
        ("2017-04/2017-06", "quarter", {"2017Q2"}),
        ("2017-01/2017-09", "quarter", {"2017Q3"}),
        ("2017H1", "quarter", {"2017Q2"}),
        ("2017", "quarter", {"2017Q4"}),
        ("2017-06", "quarter", set()),
        ("2017-01/2017-08", "quarter", set()),
        ("2017-01/2017-06", "half", {"2017H1"}),
        ("2017", "half", {"2017H2"}),
        ("2017", "year", {"2017"}),
        ("2017-01/2017-12", "year", {"2017"}),
        ("2017Q4", "year", set()),
        ("2016/2018", "month", set()),
    ],
)
def test_period_counts_for(period, every, counts):
    assert credited(period, every, BOTH) == counts


def test_office_may_count_two_months_in_one_for_february_alone():
    assert credited("2017-01/2017-02", "month", FEBRUARY) == {"2017-02"}
    assert credited("2017Q1", "month", FEBRUARY) == set()


@pytest.mark.parametrize(
    ("told", "published", "period"),
    [
        ("--03", date(2017, 4, 12), "2017-03"),
        ("--12", date(2017, 1, 15), "2016-12"),
        ("--01", date(2016, 12, 28), "2017-01"),
        ("--Q4", date(2018, 1, 20), "2017Q4"),
        ("--H1", date(2017, 7, 20), "2017H1"),
        ("--01/--09", date(2017, 10, 20), "2017-01/2017-09"),
        ("--03", None, None),
        ("2017-03", None, "2017-03"),
    ],
)
def test_missing_year_is_the_one_nearest_to_the_publication(told, published, period):
    assert with_year(told, published) == period


@given(year=st.integers(2000, 2040), every=st.sampled_from(["month", "quarter", "half", "year"]))
def test_every_period_counts_for_itself_and_nothing_else(year, every):
    for period in periods_of_year(year, every):
        assert credited(period, every, BOTH) == {period}


@given(year=st.integers(2000, 2040), last=st.integers(2, 12), every=st.sampled_from(["month", "quarter", "half", "year"]))
def test_cumulative_title_never_counts_for_a_period_that_ends_later(year, last, every):
    span = f"{year}-01/{year}-{last:02d}"
    assert all(period_end(credit) <= period_end(f"{year}-{last:02d}") for credit in credited(span, every, BOTH))
