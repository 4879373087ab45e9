"""The time of day written behind a day, and the day it makes in Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
CLOCK = (
    r"(?:\s*(?:\((?:星期|周)[一二三四五六日天]\)|(?:星期|周)[一二三四五六日天]))?"
    r"(?:[\sT]*(?P<half>上午|下午|早上|晚上|中午|凌晨)?\s*(?P<h>[01]?\d|2[0-3])\s*(?::|时|点)\s*"
    r"(?:(?P<mi>[0-5]?\d)(?:\s*[:分]\s*(?P<s>[0-5]?\d)(?:\.\d+)?)?)?"
    r"(?:\s?(?P<noon>[AaPp][Mm]))?(?P<z>\s?Z(?![A-Za-z])|\s?\+\d\d:?\d\d(?!\d)|(?<=:\d\d:\d\d)\s?-(?:0\d|1[0-2]):?[03]0(?!\d)|(?<=\.\d\d\d)-(?:0\d|1[0-2]):?[03]0(?!\d))?)?"
)
"""Behind hours and minutes alone -17:30 ends the hours a desk is open; only behind seconds it is an offset."""


def at_shanghai(day: date, groups: Mapping[str, str | None]) -> tuple[date, str | None, tuple[date, str] | None]:
    """Day and time as Asia/Shanghai has them; where a written offset moved the day, also both as written."""
    hour, minute, second = (groups.get(name) or groups.get(f"{name}4") for name in ("h", "mi", "s"))
    if hour is None:
        return day, None, None
    at = datetime(day.year, day.month, day.day, _hour(int(hour), groups), int(minute or 0), int(second or 0), tzinfo=SHANGHAI)
    written, form = at, "%H:%M:%S" if second else "%H:%M"
    if zone := (groups.get("z") or "").strip():
        at = at.replace(tzinfo=timezone(_offset(zone))).astimezone(SHANGHAI)
    return at.date(), at.strftime(form), (day, written.strftime(form)) if at.date() != day else None


def moment_of(seconds: int) -> tuple[date, str]:
    """The day and time in Shanghai of seconds since 1970.

    >>> moment_of(1488939599)
    (datetime.date(2017, 3, 8), '10:19:59')
    """
    at = datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI)
    return at.date(), f"{at:%H:%M:%S}"


def _hour(hour: int, groups: Mapping[str, str | None]) -> int:
    half = groups.get("half") or (groups.get("noon") or "").upper()
    if half in ("下午", "晚上", "PM") and hour < 12:
        return hour + 12
    if half == "中午" and hour < 3:
        return hour + 12
    return 0 if half in ("AM", "凌晨") and hour == 12 else hour


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timedelta(hours=8) if offset > timedelta(hours=14) else -offset if zone[0] == "-" else offset
