"""Days of the model year: holidays, working days, periods and due days, written independently of the program."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

YEAR = 2017
BEIJING = timezone(timedelta(hours=8))
CRAWL_DAYS = (date(2017, 4, 20), date(2017, 9, 30), date(2017, 12, 31))
YEAR_END = date(2017, 12, 31)
GRACE_WORKING_DAYS = 20


def _span(year: int, month: int, first: int, last: int) -> set[date]:
    return {date(year, month, d) for d in range(first, last + 1)}


# 国办发明电〔2016〕17号 for 2017; 国办发明电〔2017〕12号 for 2018 as far as due days of 2017's periods reach.
OFF: frozenset[date] = frozenset(
    _span(2017, 1, 1, 2)
    | _span(2017, 1, 27, 31)
    | _span(2017, 2, 1, 2)
    | _span(2017, 4, 2, 4)
    | _span(2017, 5, 1, 1)
    | _span(2017, 5, 28, 30)
    | _span(2017, 10, 1, 8)
    | _span(2018, 1, 1, 1)
    | _span(2018, 2, 15, 21)
)
MADE_UP: frozenset[date] = frozenset(
    {date(2017, 1, 22), date(2017, 2, 4), date(2017, 4, 1), date(2017, 5, 27), date(2017, 9, 30), date(2018, 2, 11), date(2018, 2, 24)}
)


def is_working(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def add_working(start: date, count: int) -> date:
    """The count-th working day after `start`, which does not count itself.

    >>> add_working(date(2017, 9, 20), 10)
    datetime.date(2017, 10, 10)
    """
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def working_day_near(day: date, latest: date | None = None) -> date:
    """The first working day from `day` on; where that passes `latest`, the last one before it."""
    later = day
    while not is_working(later):
        later += timedelta(days=1)
    if latest is None or later <= latest:
        return later
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def month_end(month: int, year: int = YEAR) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def period_end(period: str) -> date:
    """Last day of "2017-03", "2017Q1" or "2017"."""
    if "Q" in period:
        return month_end(3 * int(period[-1]), int(period[:4]))
    return month_end(int(period[5:]), int(period[:4])) if "-" in period else date(int(period), 12, 31)


def due_of(period: str | None) -> date:
    """Periodic: 20 working days after the period's end; without a period: the end of the year."""
    return YEAR_END if period is None else add_working(period_end(period), GRACE_WORKING_DAYS)


def at(day: date, hour: int = 22, minute: int = 0) -> datetime:
    """An instant of a Beijing day; the crawls start at 22:00."""
    return datetime.combine(day, time(hour, minute), BEIJING)


MONTHS = tuple(f"{YEAR}-{m:02d}" for m in range(1, 13))
QUARTERS = tuple(f"{YEAR}Q{q}" for q in range(1, 5))
