"""Crediting: which periods of a duty a publication about some period counts for (readings of rules/<set>/policy.yaml)."""

from __future__ import annotations

import re
from datetime import date

from rules.policy import Policy
from rules.rule import Every

_SPAN = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)$")
_YEARLESS = re.compile(r"--(\d\d|Q\d|H\d)(?:/--(\d\d))?$")


def with_year(period: str, published: date | None) -> str | None:
    """A period whose year the page left out, with the year that lies nearest to its publication; None without a day.

    >>> with_year("--03", date(2017, 4, 12)), with_year("--12", date(2017, 1, 15))
    ('2017-03', '2016-12')
    >>> with_year("2017-03", None)
    '2017-03'
    """
    if not (m := _YEARLESS.match(period)):
        return period
    if published is None:
        return None
    years = (published.year, published.year - 1, published.year + 1)
    return min((_dated(m, y) for y in years), key=lambda p: abs((published - _end_roughly(p)).days))


def _dated(m: re.Match[str], year: int) -> str:
    first = f"{year}-{m[1]}" if m[1].isdigit() else f"{year}{m[1]}"
    return f"{first}/{year}-{m[2]}" if m[2] else first


def _end_roughly(period: str) -> date:
    last = period.split("/")[-1]
    year, rest = int(last[:4]), last[4:].lstrip("-")
    month = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}.get(rest) or int(rest)
    return date(year, month, 28)


def credited(period: str, every: Every, policy: Policy) -> frozenset[str]:
    """The duty periods that a publication about `period` counts for.

    >>> sorted(credited("2017-01/2017-02", "month", Policy()))
    ['2017-01', '2017-02']
    >>> sorted(credited("2017H1", "quarter", Policy())), sorted(credited("2017-01/2017-09", "month", Policy()))
    (['2017Q2'], ['2017-09'])
    """
    if every == "month":
        return _months(period, policy)
    if every == "quarter":
        return _quarters(period)
    if every == "half":
        return _halves(period)
    return frozenset({period}) if re.fullmatch(r"\d{4}", period) else _whole_year(period)


def _from_january(period: str) -> tuple[int, int] | None:
    """(year, last month) of a cumulative period: a span from January, a first half, a year."""
    if (m := _SPAN.match(period)) and m[1] == m[3] and m[2] == "01":
        return int(m[1]), int(m[4])
    if m := re.fullmatch(r"(\d{4})(H1)?", period):
        return int(m[1]), 6 if m[2] else 12
    return None


def _months(period: str, policy: Policy) -> frozenset[str]:
    if re.fullmatch(r"\d{4}-\d\d", period):
        return frozenset({period})
    if period.endswith("Q1") and policy.quarter_is_last_month:
        return frozenset({f"{period[:4]}-03"})
    if (m := _SPAN.match(period)) and m[1] == m[3] and m[2] != "01":
        return frozenset()
    if (cumulative := _from_january(period)) is None:
        return frozenset()
    year, last = cumulative
    both = last == 2 and policy.january_february == "both"
    return frozenset({f"{year}-01", f"{year}-02"}) if both else frozenset({f"{year}-{last:02d}"})


def _quarters(period: str) -> frozenset[str]:
    if re.fullmatch(r"\d{4}Q\d", period):
        return frozenset({period})
    if (cumulative := _from_january(period)) and cumulative[1] % 3 == 0:
        return frozenset({f"{cumulative[0]}Q{cumulative[1] // 3}"})
    if (m := _SPAN.match(period)) and m[1] == m[3] and int(m[4]) % 3 == 0 and int(m[4]) - int(m[2]) == 2:
        return frozenset({f"{m[1]}Q{int(m[4]) // 3}"})
    return frozenset()


def _halves(period: str) -> frozenset[str]:
    if re.fullmatch(r"\d{4}H\d", period):
        return frozenset({period})
    if (cumulative := _from_january(period)) and cumulative[1] % 6 == 0:
        return frozenset({f"{cumulative[0]}H{cumulative[1] // 6}"})
    return frozenset()


def _whole_year(period: str) -> frozenset[str]:
    cumulative = _from_january(period)
    return frozenset({str(cumulative[0])}) if cumulative and cumulative[1] == 12 else frozenset()
