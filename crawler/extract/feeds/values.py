"""Values of fields as programs write them: days as texts or as seconds since 1970, numbers as texts, titles with entities."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from crawler.extract.dates.clock import moment_of
from crawler.extract.dates.days import FIRST_YEAR, LAST_YEAR, meta_day
from crawler.extract.dates.entries import NONE, EntryDay, day_in
from crawler.extract.paging import is_address
from crawler.extract.titles import clean_title

_MILLISECONDS = 10_000_000_000
"""So many seconds after 1970 is the year 2286: a larger number counts thousandths."""
_LEAST_SECONDS, _MOST_SECONDS = 100_000_000, 4_000_000_000
"""1973 and 2096: smaller numbers are ids and counts."""
_MOST = 100_000_000
"""No list has more entries."""
_LONGEST_TITLE, _LONGEST_HREF, _LONGEST_DAY = 500, 2_000, 60
_NUMBER = re.compile(r"\d{1,9}")
_EPOCH = re.compile(r"\d{9,13}")
_FALSE = frozenset(("", "0", "false", "no", "n", "否", "null"))


def title_of(value: Any) -> str:
    """
    >>> title_of(" 关于&ldquo;三公&rdquo;经费<br/>的公示 "), title_of(3)
    ('关于“三公”经费的公示', '')
    """
    return clean_title(value[: 2 * _LONGEST_TITLE]).replace("\0", "")[:_LONGEST_TITLE] if isinstance(value, str) else ""


def href_of(value: Any) -> str:
    """An address as written, "" where it leads nowhere.

    >>> href_of(" //www.example.gov.cn/post_1.html "), href_of("javascript:;"), href_of("关于公示")
    ('//www.example.gov.cn/post_1.html', '', '')
    """
    if not isinstance(value, str) or len(value) > _LONGEST_HREF:
        return ""
    href = value.strip().replace("&amp;", "&")
    is_plain = is_address(href) and not any(c.isspace() or c in "<>\"'\0" for c in href)
    return href if is_plain and ("/" in href or "?" in href or "." in href) else ""


def day_of(value: Any) -> EntryDay:
    """The day in Shanghai of a text, or of seconds or thousandths since 1970.

    >>> [day_of(v).day.isoformat() for v in (1497838320, 1497838320000, "1497838320", "2017-06-19 10:12", "20170619")]
    ['2017-06-19', '2017-06-19', '2017-06-19', '2017-06-19', '2017-06-19']
    >>> [day_of(v).day.isoformat() for v in ("2017-06-18T18:30:00Z", "Sun, 18 Jun 2017 18:30:00 GMT")]
    ['2017-06-19', '2017-06-19']
    >>> day_of(88).day, day_of("06-19").yearless, day_of(True).day, day_of(1e400).day
    (None, '06-19', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return NONE
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _LONGEST_DAY:
            return NONE
        if not _EPOCH.fullmatch(text):
            found = meta_day(text)
            return EntryDay(found.day) if found and found.day else day_in(text)
        value = int(text)
    return EntryDay(_day_of_epoch(value))


def _day_of_epoch(value: float) -> date | None:
    if not math.isfinite(value):
        return None
    seconds = int(value // 1000 if value > _MILLISECONDS else value)
    if not _LEAST_SECONDS <= seconds <= _MOST_SECONDS:
        return None
    day = moment_of(seconds)[0]
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def count_of(value: Any) -> int | None:
    """A number of entries or pages; None for anything else.

    >>> count_of(35), count_of("35"), count_of(35.0), count_of(True), count_of(-1), count_of(10**30)
    (35, 35, 35, None, None, None)
    """
    if isinstance(value, str):
        return int(value) if value.isascii() and _NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        return None
    return int(value) if value == int(value) else None


def is_yes(value: Any) -> bool:
    """Whether a switch is on, however it is written.

    >>> [is_yes(v) for v in (1, "1", True, "是", 0, "0", "false", None, "否")]
    [True, True, True, True, False, False, False, False, False]
    """
    return value.strip().lower() not in _FALSE if isinstance(value, str) else value is True or (isinstance(value, int | float) and value == 1)
