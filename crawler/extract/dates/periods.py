"""Which periods a document is about, from words such as 2017年9月, 第三季度, 1-9月; never from its dates.

截至2017年9月底 is 2017-09: what stood then is the figure of that month. Days from the first of a month to the last of one
(2017年7月1日至9月30日) are those months. A deadline (2017年6月底前) or a beginning (2017年6月起) is no period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.extract.dates.days import NO_YEAR, find_days
from crawler.extract.dates.numerals import COUNT_CLASS, DIGIT_CLASS, count_of, narrow, year_of

_NUM = rf"(?:\d{{1,2}}|[{COUNT_CLASS}元]{{1,3}})"
_TO = r"\s*(?:起[至到]|[-–—－~～一至到]|--|——){1,2}\s*"
_MONTHS_TO = _TO.replace("一", "")
"""Between months 一 is a numeral, not a stroke."""
_YEAR = r"(?:(?P<{0}>(?:19|20)\d\d)\s*年(?:度)?\s*)"
_YEAR_OR_FIGURE = r"(?:(?<!\d)(?P<{0}>(?:19|20)\d\d)\s*(?:年(?:度)?)?\s*)"
"""Before 上半年 and 季度 the 年 of the year may be left out."""
_PATTERN = re.compile(
    rf"(?=[\d{COUNT_CLASS}元前第上下半Qq])(?:"
    + "|".join(
        (
            rf"(?P<plan_from>(?:19|20)\d\d)\s*年?{_TO.replace('一', '/')}(?P<plan_to>(?:19|20)\d\d)\s*(?:学?年度?|财年)",
            rf"{_YEAR.format('from_year')}?(?P<from>{_NUM})\s*月?(?:份)?{_MONTHS_TO}{_YEAR.format('to_year')}?(?P<to>{_NUM})\s*月(?:份)?",
            rf"{_YEAR.format('pair_year')}?(?P<pair_from>{_NUM})\s*月?(?:份)?\s*[、和]\s*(?P<pair_to>{_NUM})\s*月(?:份)?",
            rf"{_YEAR_OR_FIGURE.format('first_year')}?前\s*(?P<first>{_NUM}|两)\s*个?(?P<first_of>季度|月)",
            rf"{_YEAR_OR_FIGURE.format('quarters_year')}?第?\s*(?P<q_from>[一二三四1-4])\s*(?:季度)?(?:{_MONTHS_TO}|\s*[、和]\s*)"
            r"第?\s*(?P<q_to>[一二三四1-4])\s*季度",
            rf"{_YEAR_OR_FIGURE.format('quarter_year')}?(?:第?\s*(?P<quarter>[一二三四1-4])\s*(?:季度|季报)|(?<![A-Za-z])[Qq](?P<q>[1-4])(?![\dA-Za-z]))",
            rf"{_YEAR_OR_FIGURE.format('half_year')}?(?P<half>上半年|下半年|半年度|半年报)(?:度)?",
            rf"{_YEAR.format('whole_year')}(?P<whole>全年)",
            rf"{_YEAR.format('month_year')}?(?<![\d.个第{COUNT_CLASS}])(?<!农历)(?<!阴历)(?P<month>{_NUM})\s*月(?!\s*\d{{1,2}}\s*[日号]|[初廿])(?:份)?",
            r"(?<![\d.\-/])(?P<ym_year>(?:19|20)\d\d)[-./年](?P<ym_month>0[1-9]|1[0-2]|[1-9])(?![\d月日])(?![-./]\d)",
            r"(?P<year>(?:19|20)\d\d)\s*年(?:度)?",
        )
    )
    + ")"
)
_CHINESE_YEAR = re.compile(rf"(?=[一二])(?<![{DIGIT_CLASS}])([一二][{DIGIT_CLASS}]{{3}})(?=\s*年|{_TO}[一二][{DIGIT_CLASS}]{{3}}\s*年)")
_IS_LIMIT = re.compile(r"\s*[底末]?\s*(?:(?:以|之)?前(?![\d一二两三四五六七八九十])|起(?!\s*[至到])|以来|以后|之后)")
_WHOLE_MONTHS = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s*(?:年|[-./])\s*(?P<m>\d{1,2})\s*(?:月|[-./])\s*0?1\s*日?\s*(?:[-–—－~～至到]|——|--)\s*"
    r"(?:(?P<y2>\d{4})\s*(?:年|[-./])\s*)?(?P<m2>\d{1,2})\s*(?:月|[-./])\s*(?P<d2>\d{1,2})(?:\s*日|(?![\d日]))"
)
_NUMBERED = re.compile(r"[〔\[（(【［]\s*(?:19|20)\d\d\s*[〕\]）)】］]\s*第?\s*\d+\s*号")
_COMPACT = re.compile(r"(?<![\w.])(20[012]\d)(0[1-9]|1[0-2])(?![\w])")
_MAY_NAME = re.compile(r"[\d年月季半QqＱｑ]")
_QUARTER_MONTHS = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}


@dataclass(frozen=True)
class _Named:
    """One period as written: `tail` follows the year ("-09", "Q3", "" for a bare year), `to_tail` ends a span ("/" one of years)."""

    year: int | None
    tail: str
    to_tail: str = ""
    to_year: int | None = None
    is_bare_year: bool = False

    def told(self, year: int | None) -> str:
        start = f"{self.year or year or '--'}"
        first = start + (self.tail[1:] if start == "--" and self.tail.startswith("-") else self.tail)
        if not self.to_tail:
            return first
        if self.to_tail == "/":
            return f"{first}/{self.to_year}"
        end = f"{self.to_year or self.year or year or '--'}"
        return f"{first}/{end}{self.to_tail[1:] if end == '--' else self.to_tail}"


def periods_in(text: str, *, is_name: bool = True) -> tuple[str, ...]:
    """In order of appearance, each once. A missing year is taken from the same text, else shown as "--".

    is_name: whether it is a title, a file's name or a table's head, where days that are whole months name what is told of;
    in a sentence they may bound anything (禁火期).

    >>> [periods_in(t) for t in ("2017年9月财政收支", "前三季度", "2017年番禺区1-2月", "二〇一七年第三季度", "〔2017〕16号")]
    [('2017-09',), ('--01/--09',), ('2017-01/2017-02',), ('2017Q3',), ()]
    >>> periods_in("2017年3月8日印发")
    ()
    """
    if not _MAY_NAME.search(text):
        return ()
    named = list(_named(_masked(_WHOLE_MONTHS.sub(_months_of, narrow(text)) if is_name else narrow(text))))
    if any(not n.is_bare_year for n in named):
        years = [n.year for n in named if n.year]
    else:
        return tuple(dict.fromkeys(n.told(None) for n in named))
    told: dict[str, None] = {}
    year = years[0] if len(set(years)) == 1 else None
    for n in named:
        year = n.year or year
        if not n.is_bare_year:
            told[n.told(year)] = None
    return tuple(told)


def document_periods(title: str, names: Iterable[str] = (), heads: Iterable[str] = (), first_lines: Iterable[str] = ()) -> tuple[str, ...]:
    """The periods of the first of title, attachment names, table heads and first lines that names any.

    >>> document_periods("财政收支情况", ["2017年9月.xls"], ["2016年"])
    ('2017-09',)
    """
    for source in ((title,), names, heads, first_lines):
        found = dict.fromkeys(p for text in source for p in periods_in(text, is_name=source is not first_lines))
        if found:
            return tuple(found)
    return ()


def _masked(text: str) -> str:
    """Chinese years in digits; days and document numbers blanked, so that they name no period."""
    for found in find_days(text):
        if not (found.lacks == NO_YEAR and found.is_numeric):
            text = text[: found.start] + "\x00" * (found.end - found.start) + text[found.end :]
    text = _NUMBERED.sub(lambda m: "\x00" * len(m[0]), text)
    text = _CHINESE_YEAR.sub(lambda m: f"{year_of(m[1]):04d}", text)
    return _COMPACT.sub(r"\1年\2月", text) if "20" in text else text


def _months_of(m: re.Match[str]) -> str:
    """Days that are whole months, as months; any others as they stand."""
    year, first, to_year, last = int(m["y"]), int(m["m"]), int(m["y2"] or m["y"]), int(m["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12 and 1949 <= year <= to_year <= 2099) or monthrange(to_year, last)[1] != int(m["d2"]):
        return m[0]
    if year == to_year and (first, last) == (1, 12):
        return f"{year}年全年"
    if (year, first) == (to_year, last):
        return f"{year}年{first}月"
    return f"{year}年{first}月至{to_year}年{last}月"


def _named(text: str) -> Iterable[_Named]:
    for m in _PATTERN.finditer(text):
        named = _one({k: v for k, v in m.groupdict().items() if v})
        limit = _IS_LIMIT.match(text, m.end())
        if named is not None and (limit is None or (named.is_bare_year and limit[0] == "以来")):
            yield named


def _one(g: dict[str, str]) -> _Named | None:
    if "plan_from" in g:
        return _Named(int(g["plan_from"]), "", to_tail="/", to_year=int(g["plan_to"])) if g["plan_from"] < g["plan_to"] else None
    if "from" in g:
        return _span(_int(g.get("from_year")), _month(g["from"]), _int(g.get("to_year")), _month(g["to"]))
    if "pair_from" in g:
        first, last = _month(g["pair_from"]), _month(g["pair_to"])
        return _span(_int(g.get("pair_year")), first, None, last) if last == first + 1 else _at_month(_int(g.get("pair_year")), last)
    if "first" in g:
        count = 2 if g["first"] == "两" else count_of(g["first"])
        return _span(_int(g.get("first_year")), 1, None, count * 3 if g["first_of"] == "季度" else count)
    if "q_from" in g:
        first, last = count_of(g["q_from"]), count_of(g["q_to"])
        return _span(_int(g.get("quarters_year")), _QUARTER_MONTHS[first][0], None, _QUARTER_MONTHS[last][1])
    return _single(g)


def _single(g: dict[str, str]) -> _Named | None:
    if numeral := g.get("quarter") or g.get("q"):
        return _Named(_int(g.get("quarter_year")), f"Q{count_of(numeral)}")
    if "half" in g:
        return _Named(_int(g.get("half_year")), "H2" if g["half"].startswith("下") else "H1")
    if "whole" in g:
        return _Named(int(g["whole_year"]), "")
    if "month" in g:
        return _at_month(_int(g.get("month_year")), _month(g["month"]))
    if "ym_month" in g:
        return _at_month(int(g["ym_year"]), int(g["ym_month"]))
    return _Named(int(g["year"]), "", is_bare_year=True)


def _at_month(year: int | None, month: int) -> _Named | None:
    return _Named(year, f"-{month:02d}") if 1 <= month <= 12 else None


def _span(year: int | None, first: int, to_year: int | None, last: int) -> _Named | None:
    """A span of months; one that runs backwards inside a year says nothing sure."""
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if (to_year or year or 0) == (year or 0) and first >= last:
        return _at_month(year, last) if first == last else None
    return _Named(year, f"-{first:02d}", f"-{last:02d}", to_year)


def _month(numeral: str) -> int:
    return 1 if numeral == "元" else count_of(numeral) if "元" not in numeral else 0


def _int(text: str | None) -> int | None:
    return int(text) if text else None
