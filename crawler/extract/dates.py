"""Days in text: every form government pages write them in, and none that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from crawler.extract.numerals import COUNT_CLASS, DIGIT_CLASS, count_of, narrow, year_of

_SHANGHAI = timezone(timedelta(hours=8))
_CLOCK = (
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:[\sT]*(?P<h>[01]?\d|2[0-3])\s*(?::|时|点)\s*(?:(?P<mi>[0-5]?\d)(?:\s*[:分]\s*(?P<s>[0-5]?\d)(?:\.\d+)?)?)?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
_DAY = re.compile(
    r"(?<!\d)(?<!\d[-/.])(?:"
    r"(?P<y1>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})(?!\d)(?!(?P=sep)\d)"
    r"|(?P<y2>(?:19|20)\d\d)\s*年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日"
    rf"|(?<![{DIGIT_CLASS}])(?P<y3>[一二][{DIGIT_CLASS}]{{3}})\s*年\s*(?P<m3>[{COUNT_CLASS}元]{{1,2}})\s*月\s*(?P<d3>[{COUNT_CLASS}]{{1,3}})\s*日"
    rf")(?:{_CLOCK})"
    r"|(?<![A-Za-z\d〔/._=-])(?P<y4>(?:19|20)\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])"
    r"(?:(?P<h4>[01]\d|2[0-3])(?P<i4>[0-5]\d)(?P<s4>[0-5]\d))?(?![\d号A-Za-z_-])"
    rf"|(?<![年{COUNT_CLASS}])(?P<m7>[{COUNT_CLASS}元]{{1,2}})\s*月\s*(?P<d7>[{COUNT_CLASS}]{{1,3}})\s*日"
    r"|(?<![\d年.\-/])(?P<m5>\d{1,2})\s*月\s*(?P<d5>\d{1,2})\s*日"
    r"|(?<![\w.\-/:])(?P<m6>0[1-9]|1[0-2])-(?P<d6>0[1-9]|[12]\d|3[01])(?![\w.\-/:])"
)


@dataclass(frozen=True)
class Found:
    """A day in a text: `day` is None where the year is missing (never filled in); `time` as HH:MM or HH:MM:SS."""

    day: date | None
    time: str | None
    start: int
    end: int
    text: str
    is_numeric: bool = True


def find_days(text: str) -> Iterator[Found]:
    """In order of appearance. A Chinese form needs 日 and one style of numerals; impossible days are passed over.

    >>> [(f.day, f.text) for f in find_days("二〇一七年三月八日 印发，2017-03-10 发布")]
    [(datetime.date(2017, 3, 8), '二〇一七年三月八日'), (datetime.date(2017, 3, 10), '2017-03-10')]
    >>> [list(find_days(t)) for t in ("2017年6月一般公共预算", "2017-02-30", "〔2017〕16号")]
    [[], [], []]
    >>> [(f.day, f.text) for f in find_days("3月8日")]
    [(None, '3月8日')]
    """
    for m in _DAY.finditer(narrow(text)):
        found = _found(m, text)
        if found is not None:
            yield found


def parse_day(text: str) -> Found | None:
    """The first whole day (with its year) of a short text such as a meta's content or a cell.

    >>> parse_day("2017-03-08T18:30:00Z").day
    datetime.date(2017, 3, 9)
    """
    return next((f for f in find_days(text) if f.day), None)


def _found(m: re.Match[str], text: str) -> Found | None:
    g = m.groupdict()
    try:
        if g["m5"] or g["m6"] or g["m7"]:
            date(2000, count_of(g["m5"] or g["m6"] or g["m7"]), count_of(g["d5"] or g["d6"] or g["d7"]))
            return Found(None, None, m.start(), m.end(), text[m.start() : m.end()], bool(g["m6"]))
        if g["y3"]:
            day = date(year_of(g["y3"]), 1 if g["m3"] == "元" else count_of(g["m3"]), count_of(g["d3"]))
        else:
            day = date(*(int(g["y1"] or g["y2"] or g["y4"]), int(g["m1"] or g["m2"] or g["m4"]), int(g["d1"] or g["d2"] or g["d4"])))
    except (ValueError, KeyError):
        return None
    if not 1900 <= day.year <= 2099:
        return None
    day, time = _at_shanghai(day, g)
    return Found(day, time, m.start(), m.end(), text[m.start() : m.end()].strip(), bool(g["y1"] or g["y4"]))


def _at_shanghai(day: date, g: dict[str, str | None]) -> tuple[date, str | None]:
    """Day and time as Asia/Shanghai has them; only a written offset moves them."""
    hour, minute, second = g["h"] or g["h4"], g["mi"] or g["i4"], g["s"] or g["s4"]
    if hour is None:
        return day, None
    at = datetime(day.year, day.month, day.day, int(hour), int(minute or 0), int(second or 0), tzinfo=_SHANGHAI)
    if zone := g["z"]:
        sign = -1 if zone[0] == "-" else 1
        offset = timedelta() if zone == "Z" else sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        if abs(offset) < timedelta(hours=24):
            at = at.replace(tzinfo=timezone(offset)).astimezone(_SHANGHAI)
    return at.date(), f"{at:%H:%M:%S}" if second else f"{at:%H:%M}"
