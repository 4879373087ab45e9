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
