"""Days in every form pages write them, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates import find_days, parse_day
from crawler.extract.published import signature_day

DIGITS = "〇一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789-/.:", "０１２３４５６７８９－／．：")


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[units] if units else "")


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


@pytest.mark.parametrize("text", ["3月8日", "03-08", "三月八日", "[12-31]"])
def test_a_missing_year_is_flagged_and_not_filled_in(text):
    assert [f.day for f in find_days(text)] == [None]


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
        ([], None),
    ],
)
def test_only_a_day_under_the_text_is_a_signature(lines, day):
    found = signature_day(lines)
    assert (found.date if found else None) == day
