"""How a page words a period: months, spans, quarters, half years, with or without the year."""

from __future__ import annotations

from random import Random

from district.days import YEAR

QUARTER_WORDS = ("一季度", "第一季度", "1季度"), ("二季度", "第二季度", "2季度"), ("三季度", "第三季度", "3季度"), ("四季度", "第四季度", "4季度")
DASHES = ("-", "—", "－", "～", "至")


def month_words(month: int, rng: Random, year: int = YEAR) -> str:
    """The usual forms; always with the year."""
    return rng.choice((f"{year}年{month}月", f"{year}年{month}月份", f"{year}年{month}月", f"{year}年{month:02d}月"))


def bare_month_words(month: int, rng: Random) -> str:
    """Without the year: it is the one the page was published in."""
    return rng.choice((f"{month}月份", f"{month}月"))


def span_words(last: int, rng: Random, year: int = YEAR) -> str:
    """A cumulative span that ends with the month."""
    dash = rng.choice(DASHES)
    usual = f"{year}年1{dash}{last}月" if dash != "至" else f"{year}年1月至{last}月"
    named = {3: f"{year}年一季度", 6: f"{year}年上半年", 9: f"{year}年前三季度"}.get(last)
    return rng.choice((usual, usual, named)) if named else usual


def half_year_words(period: str, rng: Random, year: int = YEAR) -> str:
    """June or the second quarter as a half year; September or the third as three quarters of one."""
    return f"{year}年" + rng.choice(("上半年", "1-6月") if period.endswith(("06", "Q2")) else ("前三季度", "1-9月"))


def first_two_words(rng: Random, year: int = YEAR) -> str:
    """January and February in one."""
    return rng.choice((f"{year}年1-2月", f"{year}年1—2月", f"{year}年1－2月份", f"{year}年1~2月"))


def quarter_words(quarter: int, rng: Random, year: int = YEAR) -> str:
    spans = {1: ("1-3月",), 2: ("上半年", "1-6月"), 3: ("前三季度", "1-9月")}.get(quarter, ())
    return f"{year}年" + rng.choice((*QUARTER_WORDS[quarter - 1], *spans))


def period_words(period: str, rng: Random) -> str:
    if "Q" in period:
        return quarter_words(int(period[-1]), rng, int(period[:4]))
    return month_words(int(period[5:]), rng, int(period[:4])) if "-" in period else f"{period}年度"
