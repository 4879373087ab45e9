"""Days in text: every form government pages write them in, and none that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crawler.extract.dates.clock import CLOCK, at_shanghai, moment_of
from crawler.extract.dates.english import english_days
from crawler.extract.dates.numerals import COUNT_CLASS, DAY_CLASS, DIGIT_CLASS, count_of, narrow, year_of

NO_YEAR = "没有年份"
SHORT_YEAR = "年份只有两位"
NO_SUCH_DAY = "没有这一天"
FIRST_YEAR, LAST_YEAR = 1949, 2099
OTHER_YEAR = f"年份不在{FIRST_YEAR}年至{LAST_YEAR}年之间"

_DASHES = "-/.‐‑‒–—−─"
"""Between the numbers of a day, twice the same."""
_END = r"(?:日|号(?![文令楼线馆院台门机]))"
_WHOLE = r"(?:19|20)\d\d[-/.]\d\d[-/.]\d\d"
_DAY = re.compile(
    "(?:"
    rf"(?<!\d)(?:(?<!\d[-/.])|(?<={_WHOLE}[-/.]))(?P<y1>\d{{4}}) ?(?P<sep>[{_DASHES}]) ?(?P<m1>\d{{1,2}}) ?(?P=sep) ?(?P<d1>\d{{1,2}})"
    rf"(?:(?!\d)(?!(?P=sep)\d)|(?=[-/.]{_WHOLE}(?!\d))|(?<=\d\d)(?=[012]\d:[0-5]\d))"
    rf"|(?<!\d)(?P<y2>\d{{4}})\s*年\s*(?P<m2>\d{{1,2}})\s*月\s*(?P<d2>\d{{1,2}})\s*{_END}"
    rf"|(?<![{DIGIT_CLASS}\d])(?P<y3>[一二][{DIGIT_CLASS}]{{3}})\s*年\s*(?P<m3>[{COUNT_CLASS}元]{{1,2}})\s*月\s*(?P<d3>[{DAY_CLASS}]{{1,3}})\s*{_END}"
    rf"){CLOCK}"
    r"|(?<![A-Za-z\d〔/._=-])(?P<y4>(?:19|20)\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])"
    r"(?:(?P<h4>[01]\d|2[0-3])(?P<mi4>[0-5]\d)(?P<s4>[0-5]\d))?(?![\d号期元万亿%A-Za-z_-]|\.\d)"
    rf"|(?<![年{DAY_CLASS}])(?P<m7>[{COUNT_CLASS}元]{{1,2}})\s*月\s*(?P<d7>[{DAY_CLASS}]{{1,3}})\s*{_END}"
    rf"|(?<![\d年.\-/])(?:(?P<y8>\d\d)\s*年\s*)?(?P<m5>\d{{1,2}})\s*月\s*(?P<d5>\d{{1,2}})\s*{_END}"
    r"|(?<![\w.\-/:])(?:(?P<y9>\d\d)[-/])?(?P<m6>0[1-9]|1[0-2])[-/](?P<d6>0[1-9]|[12]\d|3[01])(?![\w.\-/:])(?!\s+[年月日时点])"
)
_ANCHOR = re.compile(rf"月|\d ?[{_DASHES}－／．] ?\d|\d{{8}}")
"""What every form holds; days are looked for around these places only, which is what makes long texts cheap."""
_MAY_HOLD = re.compile(r"[月\d]")
_SHORT = 80
"""Values of labels and cells are short, and asked by every part of the reading; what they say is kept."""
_REACH = 20
_START = re.compile(f"[0-9元{COUNT_CLASS}]")
_VERSION = re.compile(r"(?:版本号?|(?:^|[^A-Za-z])v(?:er(?:sion)?)?)[\s.:：]*$", re.IGNORECASE)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_RUN = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)([01]\d|2[0-3])([0-5]\d)?([0-5]\d)?(?:\d{3})?")


@dataclass(frozen=True)
class Found:
    """A day in a text; `day` is None where something is missing or wrong, which `lacks` says: nothing is ever filled in.

    `time` as HH:MM or HH:MM:SS; `written`: day and time as they stand, where an offset moved the day to another in Shanghai.
    """

    day: date | None
    time: str | None
    start: int
    end: int
    text: str
    is_numeric: bool = True
    lacks: str = ""
    written: tuple[date, str] | None = None


def find_days(text: str) -> Iterator[Found]:
    """In order of appearance. A Chinese form needs 日 (or 号) and one style of numerals.

    >>> [(f.day, f.text) for f in find_days("二〇一七年三月八日 印发，2017-03-10 发布")]
    [(datetime.date(2017, 3, 8), '二〇一七年三月八日'), (datetime.date(2017, 3, 10), '2017-03-10')]
    >>> [list(find_days(t)) for t in ("2017年6月一般公共预算", "〔2017〕16号", "2017-2018学年")]
    [[], [], []]
    >>> [(f.day, f.text, f.lacks) for f in find_days("3月8日，17年3月8日，2017-02-30")]
    [(None, '3月8日', '没有年份'), (None, '17年3月8日', '年份只有两位'), (None, '2017-02-30', '没有这一天')]
    """
    return iter(_kept(text)) if len(text) <= _SHORT else _days(text)


def parse_day(text: str) -> Found | None:
    """The first whole day (with its year) of a short text such as a label's value or a cell.

    >>> parse_day("2017-03-08T18:30:00Z").day
    datetime.date(2017, 3, 9)
    """
    return next((f for f in find_days(text) if f.day), None)


def meta_day(content: str) -> Found | None:
    """The day of a meta's content, which may also be in English or nothing but a run of digits.

    >>> [meta_day(c).day.isoformat() for c in ("1488939599", "1488939599000", "201703081006", "Wed, 08 Mar 2017 18:30:00 GMT", "2017-03-08")]
    ['2017-03-08', '2017-03-08', '2017-03-08', '2017-03-09', '2017-03-08']
    """
    text = content.strip()
    if _EPOCH.fullmatch(text):
        day, time = moment_of(int(text[:10]))
        return Found(day, time, 0, len(text), text)
    if m := _RUN.fullmatch(text):
        try:
            return Found(date(int(m[1]), int(m[2]), int(m[3])), ":".join(part for part in (m[4], m[5] or "00", m[6]) if part), 0, len(text), text)
        except ValueError:
            return None
    if found := parse_day(text):
        return found
    return next((Found(day, time, m.start(), m.end(), m[0]) for m, day, time in english_days(text)), None)


def _days(text: str) -> Iterator[Found]:
    if _MAY_HOLD.search(text) and _ANCHOR.search(text):
        for m in _matches(narrow(text)):
            found = _found(m, text)
            if found is not None:
                yield found


@lru_cache(2048)
def _kept(text: str) -> tuple[Found, ...]:
    return tuple(_days(text))


def _matches(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for anchor in _ANCHOR.finditer(text):
        for start in _START.finditer(text, max(done, anchor.start() - _REACH), anchor.start() + 1):
            if m := _DAY.match(text, start.start()):
                yield m
                done = m.end()
                break


def _found(m: re.Match[str], text: str) -> Found | None:
    span, shown = m.span(), text[m.start() : m.end()].strip()
    if month := m["m5"] or m["m6"] or m["m7"]:
        if not _is_day(2000, count_of(month) or int(month == "元"), count_of(m["d5"] or m["d6"] or m["d7"])):
            return None
        return Found(None, None, *span, shown, bool(m["m6"]), SHORT_YEAR if m["y8"] or m["y9"] else NO_YEAR)
    is_numeric = bool(m["y1"] or m["y4"])
    if m["sep"] == "." and _VERSION.search(text[: m.start()]):
        return None
    if m["y3"]:
        year, month_number, day_number = year_of(m["y3"]), 1 if m["m3"] == "元" else count_of(m["m3"]), count_of(m["d3"])
    else:
        form = "1" if m["y1"] else "2" if m["y2"] else "4"
        year, month_number, day_number = int(m[f"y{form}"]), int(m[f"m{form}"]), int(m[f"d{form}"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Found(None, None, *span, shown, is_numeric, OTHER_YEAR)
    if not _is_day(year, month_number, day_number):
        return Found(None, None, *span, shown, is_numeric, NO_SUCH_DAY)
    if m["h"] is None and m["h4"] is None:
        return Found(date(year, month_number, day_number), None, *span, shown, is_numeric)
    day, time, written = at_shanghai(date(year, month_number, day_number), m.groupdict())
    return Found(day, time, *span, shown, is_numeric, "", written)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
