"""Deadlines in words: what a due day can say is said, what it cannot is told and never made stricter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.drafts.deadlines import Deadline, deadline_in, number
from rules.rule import Due, Every, Kind


def _due(words: str, kind: Kind = "one_off", every: Every | None = None, year: int | None = 2018) -> Due | None:
    found = deadline_in(words, year, kind, every)
    return found.due if found else None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("6月底前公开", date(2018, 6, 30)),
        ("六月底前", date(2018, 6, 30)),
        ("12月底前", date(2018, 12, 31)),
        ("2月底前", date(2018, 2, 28)),
        ("2018年6月30日前", date(2018, 6, 30)),
        ("3月31日前", date(2018, 3, 31)),
        ("２０１８年９月１日之前", date(2018, 9, 1)),
        ("2018-06-30", date(2018, 6, 30)),
        ("2018/6/5", date(2018, 6, 5)),
        ("年底前", date(2018, 12, 31)),
        ("2018年年底前", date(2018, 12, 31)),
        ("2018年底", date(2018, 12, 31)),
        ("上半年完成", date(2018, 6, 30)),
        ("第三季度", date(2018, 9, 30)),
        ("三季度末前", date(2018, 9, 30)),
    ],
)
def test_a_fixed_day_is_the_last_day_the_words_allow(words: str, day: date) -> None:
    assert _due(words) == Due("quoted", _due(words).source, day=day)  # type: ignore[union-attr]  # a missing one fails here all the same


@pytest.mark.parametrize(
    ("words", "kind", "every", "working", "calendar"),
    [
        ("每季度后20日内", "periodic", "quarter", None, 20),
        ("每季度结束后二十日内", "periodic", "quarter", None, 20),
        ("每月终了后10个工作日内", "periodic", "month", 10, None),
        ("次月15日前", "periodic", "month", None, 15),
        ("每月10日前", "periodic", "month", None, 10),
        ("信息形成后7个工作日内", "event", None, 7, None),
        ("自行政处罚决定作出之日起7个工作日内", "event", None, 7, None),
        ("批准后20个工作日内", "event", None, 20, None),
        ("失效之日起10个工作日内", "marked", None, 10, None),
    ],
)
def test_days_are_counted_from_what_the_kind_counts_from(words: str, kind: Kind, every: Every | None, working: int | None, calendar: int | None) -> None:
    due = _due(words, kind, every)
    assert due is not None
    assert (due.basis, due.working_days, due.calendar_days, due.day) == ("quoted", working, calendar, None)
    assert words in due.source


def test_days_after_an_event_that_no_page_shows_leave_a_document_of_the_year_its_year() -> None:
    found = deadline_in("人大批准后20日内", 2018, "one_off", None)
    assert found is not None and found.due is None
    assert "人大批准后20日内" in found.doubt


def test_a_period_s_own_end_is_no_day_to_publish_it_by() -> None:
    found = deadline_in("每季度末前", 2018, "periodic", "quarter")
    assert found is not None and found.due is not None
    assert (found.due.basis, found.due.working_days) == ("assumption", 20)
    assert "每季度末前" in found.doubt


@pytest.mark.parametrize("words", ["全年", "持续推进", "长期坚持", "常态化开展"])
def test_words_without_an_end_are_no_due_day(words: str) -> None:
    assert deadline_in(words, 2018, "event", None) == Deadline(None, is_open=True)


@pytest.mark.parametrize("words", ["公开预算", "2018年部门预算", "13月底前", "2月30日前", ""])
def test_no_deadline_is_made_up(words: str) -> None:
    assert _due(words) is None


def test_of_several_days_the_last_counts_and_is_told() -> None:
    found = deadline_in("6月底前公开目录，10月底前更新", 2018, "standing", None)
    assert found is not None and found.due is not None
    assert found.due.day == date(2018, 10, 31)
    assert "几个日期" in found.doubt


def test_a_day_of_another_year_is_told_and_not_used() -> None:
    found = deadline_in("2019年3月31日前", 2018, "one_off", None)
    assert found is not None and found.due is None and "不在计划年度内" in found.doubt


def test_without_the_plan_s_year_a_month_is_no_day() -> None:
    assert _due("6月底前", year=None) is None


@given(
    st.text(alphabet="每月季度年底前后日内工作个次自起之形成第上下半末0123456789一二十两、，。-", max_size=60),
    st.sampled_from(["periodic", "one_off", "event", "standing"]),
)
def test_any_words_give_a_day_of_the_year_or_none(words: str, kind: Kind) -> None:
    due = _due(words, kind, "month" if kind == "periodic" else None)
    assert due is None or due.day is None or due.day.year == 2018
    assert due is None or sum(x is not None for x in (due.working_days, due.calendar_days, due.day)) == 1


@pytest.mark.parametrize(("said", "value"), [("20", 20), ("十", 10), ("二十", 20), ("十五", 15), ("两", 2), ("三", 3), ("十十", 0), ("", 0)])
def test_numbers_are_read_in_digits_and_numerals(said: str, value: int) -> None:
    assert (number(said) if said else 0) == value
