"""Days in every form pages write them, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates.days import find_days, meta_day, parse_day
from crawler.extract.dates.offers import signature_day
from crawler.extract.dates.told import told_day

DIGITS = "〇一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789-/.:", "０１２３４５６７８９－／．：")


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[units] if units else "")


def _short_numeral(number: int) -> str:
    return {2: "廿", 3: "卅"}[number // 10] + (DIGITS[number % 10] if number % 10 else "") if number >= 20 else _numeral(number)


def _in_numerals(day: date, of_day=_numeral) -> str:
    return f"{''.join(DIGITS[int(c)] for c in str(day.year))}年{_numeral(day.month)}月{of_day(day.day)}日"


FORMS = {
    "dashes": lambda d: f"{d:%Y-%m-%d}",
    "slashes, no zeros": lambda d: f"{d.year}/{d.month}/{d.day}",
    "points": lambda d: f"{d:%Y.%m.%d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "年月日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "年月日 with zeros": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "年月日 with blanks": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "full width": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(FULL_WIDTH),
    "full width dashes": lambda d: f"{d:%Y-%m-%d}".translate(FULL_WIDTH),
    "numerals": lambda d: f"{''.join(DIGITS[int(c)] for c in str(d.year))}年{_numeral(d.month)}月{_numeral(d.day)}日",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "hyphens of print": lambda d: f"{d.year}‐{d.month:02}‐{d.day:02}",
    "hyphens that do not break": lambda d: f"{d:%Y-%m-%d}".replace("-", "‑"),
    "drawn dashes": lambda d: f"{d:%Y-%m-%d}".replace("-", "─"),
    "long dashes": lambda d: f"{d:%Y-%m-%d}".replace("-", "—"),
    "blanks that do not break": lambda d: f"{d.year}\u00a0年\u2002{d.month}\u3000月 {d.day}日",
    "blanks around dashes": lambda d: f"{d.year} - {d.month:02} - {d.day:02}",
    "weekday and time": lambda d: f"{d.year}/{d.month}/{d.day} 星期三 10:30:00",
    "weekday in brackets": lambda d: f"{d.year}年{d.month}月{d.day}日（周五）下午3:30",
    "ISO": lambda d: f"{d:%Y-%m-%d}T10:06:47.123+08:00",
    "ISO of Greenwich": lambda d: f"{d:%Y-%m-%d}T10:06:47Z",
    "hours of a desk": lambda d: f"{d:%Y-%m-%d} 08:30-17:30",
    "time without a blank": lambda d: f"{d:%Y-%m-%d}10:06:47",
    "numerals with 零": lambda d: _in_numerals(d).replace("〇", "零"),
    "numerals with O": lambda d: _in_numerals(d).replace("〇", "O"),
    "numerals with 廿 and 卅": lambda d: _in_numerals(d, _short_numeral),
    "numerals with ○": lambda d: f"{''.join(DIGITS[int(c)] for c in str(d.year))}年{_numeral(d.month)}月{_numeral(d.day)}日".replace("〇", "○"),
}


@pytest.mark.parametrize("form", FORMS, ids=list(FORMS))
@given(
    day=st.dates(date(1949, 10, 1), date(2099, 12, 31)),
    before=st.sampled_from(["", "发布日期：", "于", "（"]),
    after=st.sampled_from(["", " 来源", "）", "，"]),
)
def test_every_form_round_trips(form, day, before, after):
    text = before + FORMS[form](day) + after
    found = list(find_days(text))
    assert [f.day for f in found] == [day]
    assert text[found[0].start : found[0].end].strip() == found[0].text


@given(st.text(max_size=60))
def test_positions_lie_inside_any_text(text):
    for found in find_days(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-03-08 10:06:47", "10:06:47"), ("2017年03月08日 08时", "08:00"), ("2017年3月8日8时05分", "08:05"), ("2017-03-08T10:06:47+08:00", "10:06:47"),
        ("20170308100647", "10:06:47"), ("2017-03-08 星期三 09:30", "09:30"), ("2017-03-08", None), ("2017-03-08 10", None), ("2017-03-08 99:99", None),
    ],
)  # fmt: skip
def test_the_time_of_day_goes_with_its_day(text, time):
    found = parse_day(text)
    assert found and (found.day, found.time) == (date(2017, 3, 8), time)


@pytest.mark.parametrize(
    "text",
    [
        "2017年6月一般公共预算", "2017年六月8日", "二〇一七年3月8日", "2017年三月八日", "2017-02-30", "2017年13月1日", "2017-3", "2017年3月", "2017-03/08",
        "〔2017〕16号", "3.1.2017", "12017-03-08", "192.168.1.10", "版本2017.1.2.3",
        "电话020-84812345", "第20170308号", "post_20170308", "0020170308", "1899-01-01",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_day_is_none(text):
    assert parse_day(text) is None


@given(
    number=st.integers(10**8, 10**18),
    form=st.sampled_from(["{}", "电话020-{:.8}", "身份证{}", "201703{}", "金额{}.08元", "IP 10.{0:.3}.3.8"]),
)
def test_a_run_of_digits_is_no_day(number, form):
    digits = str(number)
    text = form.format(digits)
    assert all(f.day is None for f in find_days(text)) or len(digits) == 14


@pytest.mark.parametrize(
    "text",
    [
        "2017-2018学年", "08:30-17:30", "1,201.70", "2017.03", "v2017.3.8", "2017.03.08.1", "20170308.50", "20170308元", "440126199003081234", "2017-03-08-001",
        "2017年3月8号文", "第3-08页",
    ],
)  # fmt: skip
def test_numbers_of_other_things_are_no_days(text):
    assert [f.day for f in find_days(text) if f.day] == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("3月8日", "没有年份"), ("03-08", "没有年份"), ("三月八日", "没有年份"), ("[12-31]", "没有年份"), ("三月廿一日", "没有年份"),
        ("17年3月8日", "年份只有两位"), ("17-03-08", "年份只有两位"), ("2017-02-30", "没有这一天"), ("2017年13月1日", "没有这一天"),
        ("二〇一七年二月三十日", "没有这一天"), ("1899-01-01", "年份不在1949年至2099年之间"), ("2177年3月8日", "年份不在1949年至2099年之间"),
    ],
)  # fmt: skip
def test_what_a_day_lacks_is_said_and_not_filled_in(text, lacks):
    assert [(f.day, f.lacks) for f in find_days(text)] == [(None, lacks)]


@pytest.mark.parametrize(
    ("content", "day", "time"),
    [
        ("1488939599", date(2017, 3, 8), "10:19:59"), ("1488939599000", date(2017, 3, 8), "10:19:59"), ("201703081006", date(2017, 3, 8), "10:06"),
        ("Mar 8, 2017", date(2017, 3, 8), None), ("Wed Mar 08 10:06:47 CST 2017", date(2017, 3, 8), "10:06:47"),
        ("Wed, 08 Mar 2017 18:30:00 GMT", date(2017, 3, 9), "02:30:00"), ("2017-03-08 18:30:00 +0000", date(2017, 3, 9), "02:30:00"),
        ("148893959", None, None), ("14889395990", None, None), ("{PubDate}", None, None),
    ],
)  # fmt: skip
def test_the_day_of_a_meta_may_be_a_number_or_english(content, day, time):
    found = meta_day(content)
    assert (found.day, found.time) == (day, time) if found else day is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2017-03-08至2017-03-15", "是一段时间，不是一日"), ("2017-03-08 - 2017-03-15", "是一段时间，不是一日"), ("2017年3月8日—15日", "是一段时间，不是一日"),
        ("2017年3月8日起5个工作日", "是一段时间，不是一日"), ("自2017年3月8日至3月15日", "是一段时间，不是一日"),
        ("2017-03-08 2017-03-10", "同一标注后有两个不同的日期"), ("昨天 10:30", "相对日期"), ("3天前", "相对日期"), ("03-08", "没有年份"),
        ("3/8/2017", "读不出是哪一天"), ("长期公开", ""), ("2017-03-08 2017-03-08", date(2017, 3, 8)),
        ("2017-03-08（2017-03-10更新）", "同一标注后有两个不同的日期"),
        ("2017-03-08 10:06 字体：大", date(2017, 3, 8)),
    ],
)  # fmt: skip
def test_a_label_tells_one_day_or_why_none(value, told):
    found, reason = told_day(value)
    assert (found.day if found else reason) == told


def test_a_written_offset_moves_the_day_to_shanghai():
    found = parse_day("2017-03-08T18:30:00Z")
    assert found and (found.day, found.time) == (date(2017, 3, 9), "02:30:00")


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["特此公告。", "番禺区水务局", "2017年3月8日"], date(2017, 3, 8)),
        (["特此公告。", "番禺区水务局 二〇一七年三月八日", "附件：排名表.xls"], date(2017, 3, 8)),
        (["会议于2017年3月8日召开，审议通过。"], None),
        (["（2017年3月8日）"], None),
        (["2017年3月8日至2017年3月10日"], None),
        (["数据更新时间：2017年3月8日"], None),
        ([], None),
    ],
)
def test_only_a_day_under_the_text_is_a_signature(lines, day):
    found = signature_day(lines)
    assert (found.date if found else None) == day
