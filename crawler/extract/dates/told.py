"""What a label's value says of a day: one day, or why it is none."""

from __future__ import annotations

import re

from crawler.extract.dates.days import Found, find_days
from crawler.extract.dates.english import english_days

_MOST = 60
_LATEST_START = 4
_RELATIVE = re.compile(r"(?:刚刚|刚才|今[天日]|昨[天日]|前天|[\d一二两三四五六七八九十]{1,3}\s*(?:个)?(?:秒|分钟|小时|天|日|周|星期|月|年)(?:钟)?[之以]?前)")
_SPAN_MARK = r"[\s(（]*(?:至|到|起至|—{1,2}|-{1,2}|–|─|~|～|－)\s*"
_SPAN = re.compile(rf"{_SPAN_MARK}(?:\d|今|[一二三四五六七八九十])|\s*起")
_BETWEEN = re.compile(r"[\s,，、;；/|()（）]*")


def told_day(value: str) -> tuple[Found | None, str]:
    """The day a label's value names, else None and the reason ("" where it says nothing of days).

    >>> [told_day(v)[0].day.isoformat() for v in ("2017-03-08 10:00", "2017年3月8日 字体", "Mar 8, 2017")]
    ['2017-03-08', '2017-03-08', '2017-03-08']
    >>> [told_day(v)[1] for v in ("2017-03-08至2017-03-15", "2017-03-08 2017-03-10", "3天前", "03-08", "2017-02-30", "长期")]
    ['是一段时间，不是一日', '同一标注后有两个不同的日期', '相对日期', '没有年份', '没有这一天', '']
    """
    text = value[:_MOST]
    days = [f for f in find_days(text) if f.day or f.start <= _LATEST_START]
    if not days or days[0].start > _LATEST_START:
        return _odd(text)
    first = days[0]
    if first.day is None:
        return None, first.lacks
    if _SPAN.match(text, first.end):
        return None, "是一段时间，不是一日"
    if len(days) > 1 and days[1].day not in (None, first.day) and _BETWEEN.fullmatch(text, first.end, days[1].start):
        return None, "同一标注后有两个不同的日期"
    return first, ""


def _odd(text: str) -> tuple[Found | None, str]:
    for m, day, time in english_days(text):
        if m.start() <= _LATEST_START:
            return Found(day, time, m.start(), m.end(), m[0]), ""
    if _RELATIVE.match(text.strip()):
        return None, "相对日期"
    return None, "读不出是哪一天" if any(c.isdigit() for c in text[:_LATEST_START]) else ""
