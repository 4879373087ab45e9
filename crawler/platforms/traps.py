"""Addresses without end: paths that grow by themselves, calendars that turn for ever. Told by their shape."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from urllib.parse import urlsplit

_GROWING = re.compile(r"((?:/[^/]+){1,3}?)\1\1(?=/|$)")
_MOST_SEGMENTS = 16
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_PATH = re.compile(rf"/{_YEAR}[-/]?(?P<month>0?[1-9]|1[0-2])(?:[-/]?(?P<day>0?[1-9]|[12]\d|3[01]))?/?(?:index\.s?html?)?$")
_OF_PAGE = re.compile(rf"/{_YEAR}[-/](?P<month>0?[1-9]|1[0-2])(?:[-/](?P<day>0?[1-9]|[12]\d|3[01]))?\.s?html?$")
"""Only with something between year and month: other numbers are columns'."""
_OF_QUERY = re.compile(rf"{_YEAR}[-/.]?(?P<month>0?[1-9]|1[0-2])(?:[-/.]?(?P<day>0?[1-9]|[12]\d|3[01]))?")
_DATE_NAMES = frozenset(("date", "day", "d", "month", "ym", "ymd", "rq", "riqi", "yearmonth", "m"))


def is_growing(url: str) -> bool:
    """Whether a path repeats itself three times, or is deeper than any site's.

    >>> is_growing("http://a/zwgk/list/list/list/"), is_growing("http://a/x/y/x/y/x/y"), is_growing("http://a/xxgk/xxgk/tzgg/")
    (True, True, False)
    """
    path = urlsplit(url).path
    return path.count("/") > _MOST_SEGMENTS or bool(_GROWING.search(path))


def day_span(url: str) -> tuple[date, date] | None:
    """The first and the last day an archive's address speaks of; None for other addresses, and for years as a whole.

    >>> [day.isoformat() for day in day_span("http://a/rili/2017-02")]
    ['2017-02-01', '2017-02-28']
    >>> [day.isoformat() for day in day_span("http://a/rili/2017/02/03.html")]
    ['2017-02-03', '2017-02-03']
    >>> [day.isoformat() for day in day_span("http://a/rili.aspx?year=2031&month=5")]
    ['2031-05-01', '2031-05-31']
    >>> day_span("http://a/ysgk/2017/"), day_span("http://a/201705/t20170503_1.html"), day_span("http://a/col/200012.html")
    (None, None, None)
    """
    parts = urlsplit(url)
    return _span(_OF_PATH.search(parts.path) or _OF_PAGE.search(parts.path)) or (_span_of_query(parts.query) if parts.query else None)


def _span_of_query(query: str) -> tuple[date, date] | None:
    told = {name.lower(): value for part in query.split("&") for name, _, value in [part.partition("=")]}
    if "year" in told and "month" in told:
        return _span(_OF_QUERY.fullmatch("-".join(told[name] for name in ("year", "month", "day") if told.get(name))))
    return next((span for name, value in told.items() if name in _DATE_NAMES and (span := _span(_OF_QUERY.fullmatch(value)))), None)


def _span(match: re.Match[str] | None) -> tuple[date, date] | None:
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"]), match["day"]
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, int(day)),) * 2 if int(day) <= last else None
