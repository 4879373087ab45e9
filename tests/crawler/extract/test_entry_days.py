"""The day of a list's entry: whole, in parts that stand apart, without its year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import read_html
from crawler.extract.dates.entries import day_in

LINK = '<a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a>'
PARTS = {
    "day beside year and month": "<li><b>{d:02}</b><span>2017-10</span>" + LINK + "</li>",
    "day above year and month": "<li><div><p>{d:02}</p><p>2017-10</p></div>" + LINK + "</li>",
    "day under year and month": "<li><div><p>2017.10</p><p>{d}</p></div>" + LINK + "</li>",
    "inside the link": '<li><a href="content/post_{i}.html"><div>{d:02}</div><div>2017-10</div><p>番禺区水务局关于第{i}批河涌整治情况的通报</p></a></li>',
    "cells": "<tr><td>" + LINK + "</td><td>2017年</td><td>10月{d}日</td></tr>",
    "month and day above the year": "<li>" + LINK + "<div><p>10-{d:02}</p><p>2017</p></div></li>",
}
FORMS = {
    "day before": "{d:02} {y}-{m:02}",
    "day after": "{y}.{m:02} {d:02}",
    "year apart": "{y} {m:02}-{d:02}",
    "year behind": "{m:02}/{d:02} {y}",
    "in words": "{d}日 {y}年{m}月",
    "without blanks": "{d:02}{y}-{m:02}",
}


@pytest.mark.parametrize("form", PARTS, ids=list(PARTS))
def test_a_day_in_parts_is_put_together(frame, form):
    items = "".join(PARTS[form].format(i=i, d=31 - i) for i in range(1, 13))
    around = f"<table>{items}</table>" if form == "cells" else f"<ul class='news_list'>{items}</ul>"
    page = read_html(frame(around)).page
    assert [e.date for e in page.entries] == [date(2017, 10, 31 - i) for i in range(1, 13)]
    assert page.entries[0].title == "番禺区水务局关于第1批河涌整治情况的通报"


@pytest.mark.parametrize("form", FORMS, ids=list(FORMS))
@given(day=st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_parts_round_trip(form, day):
    assert day_in(FORMS[form].format(y=day.year, m=day.month, d=day.day)).day == day


@pytest.mark.parametrize(("shown", "yearless"), [("10-{d:02}", "10-30"), ("[10-{d:02}]", "10-30"), ("10月{d}日", "10月30日"), ("17-10-{d:02}", "17-10-30")])
def test_a_day_without_its_year_is_kept_as_written(frame, shown, yearless):
    items = "".join(f"<li>{LINK}<span>{shown}</span></li>".format(i=i, d=31 - i) for i in range(1, 13))
    page = read_html(frame(f"<ul class='news_list'>{items}</ul>")).page
    assert (page.kind, page.entries[0].date, page.entries[0].yearless) == ("list", None, yearless)


@pytest.mark.parametrize("text", ["", "人气 12", "第12期 2017", "2017年第3期", "12 2017", "2017-13 08"])
def test_other_numbers_beside_a_title_are_no_days(text):
    assert day_in(text).day is None
