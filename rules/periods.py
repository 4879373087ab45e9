"""Names of periods: "2017-03", "2017Q1", "2017H1", "2017"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rules.rule import Every

_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?")


def period_start(period: str) -> date:
    """The first day. Raises ValueError where it is no period.

    >>> period_start("2017Q2")
    datetime.date(2017, 4, 1)
    """
    year, month, _ = _span(period)
    return date(year, month, 1)


def period_end(period: str) -> date:
    """The last day. Raises ValueError where it is no period.

    >>> period_end("2016-02"), period_end("2017H1"), period_end("2017")
    (datetime.date(2016, 2, 29), datetime.date(2017, 6, 30), datetime.date(2017, 12, 31))
    """
    year, month, months = _span(period)
    last = month + months - 1
    return date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def periods_of_year(year: int, every: Every) -> tuple[str, ...]:
    """The periods of a year in their order. "regular" (定期 without a term) is once a year: readings, question 4.

    >>> periods_of_year(2017, "quarter")
    ('2017Q1', '2017Q2', '2017Q3', '2017Q4')
    """
    if every == "month":
        return tuple(f"{year:04d}-{month:02d}" for month in range(1, 13))
    if every == "quarter":
        return tuple(f"{year:04d}Q{quarter}" for quarter in range(1, 5))
    if every == "half":
        return (f"{year:04d}H1", f"{year:04d}H2")
    return (f"{year:04d}",)


def _span(period: str) -> tuple[int, int, int]:
    """Year, first month, number of months."""
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(f"no period: {period!r}")
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    if month:
        return year, month, 1
    if quarter:
        return year, 3 * quarter - 2, 3
    return (year, 6 * half - 5, 6) if half else (year, 1, 12)
