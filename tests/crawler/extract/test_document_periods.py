"""Periods a document is about, never its days or numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates.periods import document_periods, periods_in

CASES = {
    "2017年9月财政": "2017-09",
    "9月份": "--09",
    "第三季度": "--Q3",
    "三季度": "--Q3",
    "2017年1-9月": "2017-01/2017-09",
    "1至9月累计": "--01/--09",
    "1—9月": "--01/--09",
    "上半年": "--H1",
    "下半年": "--H2",
    "前三季度": "--01/--09",
    "2016年度": "2016",
    "2016年": "2016",
    "一季度": "--Q1",
    "2017年全年": "2017",
    "二〇一七年九月": "2017-09",
    "九月份": "--09",
    "2017年1-2月": "2017-01/2017-02",
    "2017年4-6月": "2017-04/2017-06",
    "2017年3月8日": "",
    "穗府〔2017〕16号": "",
    "2016-2018年规划": "2016/2018",
    "2018—2035年": "2018/2035",
    "2017年番禺区9月份财政收支": "2017-09",
    "9月份财政收支（2017年）": "2017-09",
    "2017年十二月": "2017-12",
    "十一月": "--11",
    "2017年第1季度": "2017Q1",
    "番禺区2017年上半年预算": "2017H1",
    "3个月": "",
    "2017年6月一般公共预算": "2017-06",
    "2017-09": "2017-09",
    "201709财政": "",
    "财政 201709": "2017-09",
    "关于2016年决算和2017年1-6月预算": "2017-01/2017-06",
    "2017年1月至2017年9月": "2017-01/2017-09",
    "2016年12月-2017年2月": "2016-12/2017-02",
    "2017年一至三季度": "2017-01/2017-09",
    "2017年前两个季度": "2017-01/2017-06",
    "前9个月": "--01/--09",
    "2017年1、2月": "2017-01/2017-02",
    "2017年第一、二季度": "2017-01/2017-06",
    "2017年一至九月": "2017-01/2017-09",
    "一二月": "",
    "2017年元月": "2017-01",
    "２０１７年９月": "2017-09",
    "2017年半年度报告": "2017H1",
    "二○一七年一季度": "2017Q1",
    "三月三十日": "",
    "2017年2月28日至3月6日": "",
    "2016-2017学年": "2016/2017",
    "2017年09月": "2017-09",
    "2017.9": "2017-09",
    "2017年1月-9月": "2017-01/2017-09",
    "2017年1～9月": "2017-01/2017-09",
    "2017年1月份-9月份": "2017-01/2017-09",
    "第十二个月": "",
    "二月二日": "",
    "第三产业": "",
    "2017年12月及全年": "2017-12",
    "2017年四季度": "2017Q4",
    "2017年第16号公告": "2017",
    "一月": "--01",
    "2017年10月—12月": "2017-10/2017-12",
    "2017年第三季度及1-9月": "2017Q3,2017-01/2017-09",
    "2017年三季报": "2017Q3",
    "2018年第1期（2017年12月）": "2017-12",
    "9月房价（2017年10月12日）": "--09",
    "2016年12月及2017年1月": "2016-12,2017-01",
    "11-2月": "",
    "2017年13月": "",
    "第十三五规划": "",
    "2017年第3季度": "2017Q3",
    "2017年1—9月": "2017-01/2017-09",
    "截至2017年9月底": "2017-09",
    "2016-2020年规划": "2016/2020",
    "二〇一六至二〇二〇年": "2016/2020",
    "2017上半年": "2017H1",
    "2017年Q3": "2017Q3",
    "2017年7月1日至9月30日": "2017-07/2017-09",
    "2017年1月1日至2017年12月31日": "2017",
    "2017.7.1-2017.9.30": "2017-07/2017-09",
    "2017年9月1日至9月15日": "",
    "2017年6月底前完成": "",
    "自2017年6月起施行": "",
    "2017年以来": "2017",
    "2017年9月13号": "",
    "2017年6月起至9月": "2017-06/2017-09",
    "2016年10月至2017年3月": "2016-10/2017-03",
    "17年9月": "--09",
}


@pytest.mark.parametrize("text", CASES, ids=list(CASES))
def test_each_wording_names_its_periods(text):
    assert ",".join(periods_in(text)) == CASES[text]


@given(st.integers(1949, 2099), st.integers(1, 12))
def test_months_round_trip(year, month):
    assert periods_in(f"番禺区{year}年{month}月份财政收支") == (f"{year}-{month:02}",)


@given(st.integers(1949, 2099), st.integers(1, 11), st.integers(1, 11))
def test_spans_round_trip(year, first, length):
    last = min(12, first + length)
    assert periods_in(f"{year}年{first}-{last}月执行情况") == (f"{year}-{first:02}/{year}-{last:02}",)


@given(st.text(max_size=80))
def test_any_text_is_taken(text):
    assert isinstance(periods_in(text), tuple)


def test_the_title_alone_decides_where_it_names_any():
    assert document_periods("2017年9月财政收支", ["2016年.xls"], ["2015年"], ["2014年"]) == ("2017-09",)
    assert document_periods("财政收支情况", ["2016年.xls"], ["2015年"], ["2014年"]) == ("2016",)
    assert document_periods("财政收支情况", [], ["2015年"], ["2014年"]) == ("2015",)
    assert document_periods("财政收支情况", [], [], ["2014年上半年"]) == ("2014H1",)
    assert document_periods("财政收支情况") == ()


@given(
    st.integers(1949, 2099),
    st.sampled_from([("第{q}季度", "Q"), ("{q}季度", "Q"), ("第{d}季度", "Q"), ("Q{d}", "Q"), ("上半年", "H1"), ("下半年", "H2"), ("度", "")]),
    st.integers(1, 4),
    st.sampled_from(["{}", "{}番禺区", "番禺区{}财政收支情况", "关于公布{}的通知（番财〔2016〕16号）"]),
)
def test_quarters_halves_and_years_round_trip(year, form, quarter, around):
    words, tail = form
    text = around.format(f"{year}年{words.format(q='一二三四'[quarter - 1], d=quarter)}")
    assert periods_in(text) == (f"{year}{tail}{quarter if tail == 'Q' else ''}",)


@given(st.integers(2000, 2050), st.integers(1, 12), st.integers(1, 3), st.integers(1, 12), st.sampled_from(["至", "-", "—", "～"]))
def test_spans_across_years_round_trip(year, first, length, last, mark):
    assert periods_in(f"{year}年{first}月{mark}{year + length}年{last}月") == (f"{year}-{first:02}/{year + length}-{last:02}",)


def test_days_in_a_sentence_bound_no_period():
    assert document_periods("禁火令", [], [], ["禁火期为2017年10月1日至2018年4月30日"]) == ()
