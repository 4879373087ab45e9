"""The day of a list's entry: whole, in parts that stand apart (08 above 2017-03), or without its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.extract.dates.days import NO_YEAR, SHORT_YEAR, Found, find_days
from crawler.extract.dates.english import english_days
from crawler.extract.dates.numerals import narrow

_YEAR, _MONTH, _DAY = r"(?P<y{0}>(?:19|20)\d\d)", r"(?P<m{0}>0?[1-9]|1[0-2])", r"(?P<d{0}>0?[1-9]|[12]\d|3[01])"
_YEAR_MONTH = r"\s*(?:[-/.]|年)\s*"
_MONTH_DAY = r"\s*(?:[-/.]|月)\s*"
_APART = r"(?:\s*[|｜/]\s*|\s+)"


def _form(at: int, pattern: str) -> str:
    return r"(?<![^\s\[(])" + pattern.replace("Y", _YEAR.format(at)).replace("M", _MONTH.format(at)).replace("D", _DAY.format(at)) + r"(?![^\s\])])"


_SPLIT = re.compile(
    "|".join(
        _form(at, pattern)
        for at, pattern in enumerate(
            (
                rf"D日?{_APART}Y{_YEAR_MONTH}M月?",
                rf"Y{_YEAR_MONTH}M月?{_APART}D日?",
                rf"Y年?{_APART}M{_MONTH_DAY}D日?",
                rf"M{_MONTH_DAY}D日?{_APART}Y年?",
            )
        )
    )
)
_TWO = r"(?:0[1-9]|[12]\d|3[01])"
_GLUED = re.compile(
    rf"(?<!\S)(?:(?P<d0>{_TWO})(?P<y0>(?:19|20)\d\d)[-/.年](?P<m0>0[1-9]|1[0-2])月?|(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>0[1-9]|1[0-2])(?P<d1>{_TWO})"
    rf"|(?P<m2>0[1-9]|1[0-2])[-/.](?P<d2>{_TWO})(?P<y2>(?:19|20)\d\d)|(?P<y3>(?:19|20)\d\d)(?P<m3>0[1-9]|1[0-2])[-/.](?P<d3>{_TWO}))(?!\S)"
)
"""The same in elements without a blank between them; then each part has both its digits."""
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|年")


@dataclass(frozen=True)
class EntryDay:
    """A day, or the words of one without its year."""

    day: date | None = None
    yearless: str = ""


NONE = EntryDay()


def day_in(text: str) -> EntryDay:
    """The day of a short text beside a title: the last whole one, else one in parts, else the words of one without its year.

    >>> [day_in(t).day.isoformat() for t in ("[2017-03-08]", "08 2017-03", "2017.03 | 8", "2017年 3月8日", "03-08 2017", "082017-03", "08 Mar 2017")]
    ['2017-03-08', '2017-03-08', '2017-03-08', '2017-03-08', '2017-03-08', '2017-03-08', '2017-03-08']
    >>> day_in("[03-08]"), day_in("人气 12")
    (EntryDay(day=None, yearless='03-08'), EntryDay(day=None, yearless=''))
    """
    found = list(find_days(text))
    if whole := [f.day for f in found if f.day]:
        return EntryDay(whole[-1])
    if _HAS_YEAR.search(text) and (day := split_day(text)):
        return EntryDay(day)
    return EntryDay(yearless=yearless_of(found))


def split_day(text: str) -> date | None:
    """A day whose year, month and day stand in neighbouring elements; None where there are two or none."""
    plain = narrow(text)
    days = {day for pattern in (_SPLIT, _GLUED) for m in pattern.finditer(plain) if (day := _day_of(m))}
    days |= {day for _, day, _ in english_days(plain)}
    return days.pop() if len(days) == 1 else None


def yearless_of(found: Sequence[Found]) -> str:
    """The words of the last day that lacks nothing but its year."""
    return next((f.text for f in reversed(found) if f.lacks in (NO_YEAR, SHORT_YEAR)), "")


def _day_of(m: re.Match[str]) -> date | None:
    g = m.groupdict()
    at = next(n for n in "0123" if g[f"y{n}"])
    try:
        return date(int(g[f"y{at}"]), int(g[f"m{at}"]), int(g[f"d{at}"]))
    except ValueError:
        return None
