"""Days: instants are UTC, days are Asia/Shanghai days (UTC+8 without daylight saving since 1992)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


def shanghai_day(at: datetime) -> date:
    """The Shanghai day of an instant; an instant without a zone is UTC.

    >>> shanghai_day(datetime(2017, 12, 31, 16, 0))
    datetime.date(2018, 1, 1)
    """
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone.utc)  # noqa: UP017 - reads beside `timezone`
    return at.astimezone(SHANGHAI).date()


def chinese_day(day: date) -> str:
    """A day as people read it.

    >>> chinese_day(date(2017, 5, 2))
    '2017年5月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(period: str) -> str:
    """A period as people read it.

    >>> [chinese_period(p) for p in ("2017-03", "2017Q1", "2017H2", "2017")]
    ['2017年3月', '2017年第一季度', '2017年下半年', '2017年度']
    """
    year, rest = period[:4], period[4:].lstrip("-")
    if not rest:
        return f"{year}年度"
    if rest.startswith("Q"):
        return f"{year}年第{'一二三四'[int(rest[1]) - 1]}季度"
    if rest.startswith("H"):
        return f"{year}年{'上' if rest == 'H1' else '下'}半年"
    return f"{year}年{int(rest)}月"
