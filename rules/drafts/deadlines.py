"""By when: the deadline that words of a clause or of the deadline column name, as far as a `Due` can say it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rules.chinese import chinese_day
from rules.plan.marks import chinese_number
from rules.rule import Due, Every, Kind
from rules.text import normalise

_NUMERAL = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_COUNT = re.compile(
    rf"(?P<from>(?:自|从)?[^，。；、,;自从]{{0,30}}?(?:之日起|之日|当日起|起|后|结束后|终了后|以后|满))?的?第?(?P<count>{_NUMBER})个?(?P<working>工作)?(?:日|天)(?:之?内|以内)"
)
_MONTHLY_DAY = re.compile(rf"(?:次月|下月|下个月|每月|每个月|当月|次季度首月|每季度首月|季后首月|下季度首月)(?:的)?(?P<day>{_NUMBER})(?:日|号)(?:之?前|以前)")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_DAY = re.compile(rf"(?:(?P<year>\d{{4}})年)?(?P<month>{_NUMBER})月(?P<day>{_NUMBER})(?:日|号)(?:之?前|以前|前完成)?(?!起|以来|之日起|之?后)")
_MONTH = re.compile(rf"(?:(?P<year>\d{{4}})年)?(?P<month>{_NUMBER})月(?:份)?(?:底|末|底之?前|末之?前|前|底以前|中旬|上旬|下旬)(?:之?前|以前)?")
_HALF = re.compile(r"(?:(?P<year>\d{4})年?)?(?P<half>上半年|下半年)")
_QUARTER = re.compile(r"(?:(?P<year>\d{4})年?)?(?:第?(?P<quarter>[一二三四1-4])季度)(?:末|底|内)?(?:之?前)?")
_YEAR_END = re.compile(r"(?:(?P<year>\d{4})年?|今|本|当)?年(?:底|末|终)(?:之?前|以前)?|(?:今年|本年|当年|年度)内")
_QUARTER_END = re.compile(r"每个?季度?末(?:之?前)?|每月(?:底|末)(?:之?前)?|每年(?:底|末)(?:之?前)?")
_BARE_COUNT = re.compile(rf"{_NUMBER}(?:个?工作日|日|天|个?小时|个月)(?:之?内|以内)")
_NAMED_SEASON = re.compile(
    r"(?:主?汛期?|入汛|入冬|供暖期?|采暖期?|开学|新学期|学期|寒暑?假|暑假|春节|国庆节?|清明|中秋|节假日|[中高]考|招生|报名|开考|两会|人代会|换届|旅游旺季|防火期|台风季)(?:到来|开始|来临|结束)?(?:之?前|后|期间)"
)
_WHOLE_MONTH = re.compile(rf"每年(?:的)?{_NUMBER}(?:[至到\-—－、]{_NUMBER})?月(?:份)?")
_STANDING = re.compile(r"全年|持续|长期|常年|常态|随时|实时|即时|及时|适时|日常|不断")
_OF_PERIOD = re.compile(r"(?:季度?|月度?|年度?|半年|期)(?:内|结束|终了|末|满|之日|当日|起|以?后)*$")
_OF_PAPER = re.compile(r"形成|变更|制作|获取|产生|印发|签发|作出|成文")
_OF_EVENT_KINDS: tuple[Kind, ...] = ("event", "timely", "marked", "paired", "reprint")
"""Kinds whose days are counted from an event, a document or its day; of others only the period's end or the year's is known."""


@dataclass(frozen=True)
class Deadline:
    """A deadline as far as it can be said; `doubt`: what a person must look at (without its 期限：), empty where nothing is left open.

    is_open: the words say that there is no due day (全年, 持续推进).
    """

    due: Due | None
    doubt: str = ""
    is_open: bool = False


def deadline_in(words: str, year: int | None, kind: Kind, every: Every | None) -> Deadline | None:
    """The first deadline of the words; None where they name none. Never stricter than what is written.

    >>> deadline_in("每季度后20日内公开", 2017, "periodic", "quarter").due.calendar_days
    20
    >>> deadline_in("6月底前", 2017, "one_off", None).due.day
    datetime.date(2017, 6, 30)
    """
    plain = normalise(words)
    if kind == "periodic" and every not in ("year", None):
        readers: tuple[_Reader, ...] = (_monthly_day, _period_end, _count, _fixed)
    else:
        readers = (_count, _monthly_day, _fixed)
    for reader in readers:
        if (found := reader(plain, year, kind)) is not None:
            return found
    if bare := _BARE_COUNT.search(plain):
        return Deadline(None, f"原文“{bare[0]}”没有写从哪天起算，草稿{'放宽到年底' if kind == 'one_off' else '未用'}，请定")
    if vague := _NAMED_SEASON.search(plain) or _WHOLE_MONTH.search(plain):
        return Deadline(None, f"原文“{vague[0]}”没有写哪一天，草稿{'放宽到年底' if kind == 'one_off' else '未用'}，请写成固定日期")
    return Deadline(None, is_open=True) if _STANDING.search(plain) else None


def _count(plain: str, year: int | None, kind: Kind) -> Deadline | None:
    found = _COUNT.search(plain)
    days = number(found["count"]) if found else 0
    if found is None or not 0 < days <= 366:
        return None
    said = f"原文“{found[0]}”"
    due = Due("quoted", said, working_days=days) if found["working"] else Due("quoted", said, calendar_days=days)
    start = found["from"] or ""
    if kind == "periodic":
        doubt = "" if not start or _OF_PERIOD.search(start) else f"原文从“{start}”起算，草稿从每期期末起算，请核对"
        return Deadline(due, doubt)
    if kind in _OF_EVENT_KINDS:
        doubt = (
            "" if _OF_PAPER.search(start) or kind in ("marked", "paired", "reprint") else f"原文“{found[0]}”的起算日网页上看不出，登记该事项的日期后才能计算"
        )
        return Deadline(due, doubt)
    return Deadline(None, f"原文“{found[0]}”的起算日网页上看不出，草稿放宽到年底；知道起算日的，请写成固定日期")


def _monthly_day(plain: str, year: int | None, kind: Kind) -> Deadline | None:
    """次月15日前: the 15th day after the month's end."""
    found = _MONTHLY_DAY.search(plain)
    days = number(found["day"]) if found else 0
    if found is None or kind != "periodic" or not 0 < days <= 31:
        return None
    due = Due("quoted", f"原文“{found[0]}”", calendar_days=days)
    is_said = found[0].startswith(("次", "下", "季后"))
    return Deadline(due, "" if is_said else f"原文“{found[0]}”未写是公开上期还是本期，草稿按公开上一期、从期末起算")


def _period_end(plain: str, year: int | None, kind: Kind) -> Deadline | None:
    found = _QUARTER_END.search(plain)
    if found is None:
        return None
    due = Due("assumption", f"原文“{found[0]}”；期末当天尚无该期全部数据，暂按期末后20个工作日", working_days=20)
    return Deadline(due, f"原文“{found[0]}”早于期末，草稿放宽到期末后20个工作日，请定")


def _fixed(plain: str, year: int | None, kind: Kind) -> Deadline | None:
    """A day of the plan's year; of several the last, so that nobody is held to an earlier one."""
    days = [found for reader in (_iso, _days, _months, _parts) for found in reader(plain, year)]
    if not days:
        return None
    said, day = max(days, key=lambda found: found[1])
    if kind not in ("one_off", "standing", "manual", "progress") and (day.month, day.day) == (12, 31):
        return Deadline(None)
    if kind == "periodic":
        return Deadline(None, f"原文“{said}”是固定日期，这一项按期公开，草稿未用，请定每期的期限")
    if year is not None and day.year != year:
        return Deadline(None, f"原文“{said}”（{chinese_day(day)}）不在计划年度内，草稿未用，请核对")
    doubt = "" if len({d for _, d in days}) == 1 else f"原文有几个日期，草稿取最后一个（{chinese_day(day)}），请核对"
    if kind not in ("one_off", "standing", "manual"):
        return Deadline(None, f"原文“{said}”是固定日期，这一项有了才公开，草稿未用；若到期必须有，请改为一次性并写明日期")
    return Deadline(Due("quoted", f"原文“{said}”", day=day), doubt)


_Days = list[tuple[str, date]]


def _iso(plain: str, year: int | None) -> _Days:
    return [(f[0], d) for f in _ISO.finditer(plain) if (d := _day(int(f["year"]), int(f["month"]), int(f["day"])))]


def _days(plain: str, year: int | None) -> _Days:
    return [(f[0], d) for f in _DAY.finditer(plain) if (d := _day(_year(f, year), number(f["month"]), number(f["day"])))]


def _months(plain: str, year: int | None) -> _Days:
    """6月底前: the month's last day; so too 6月前 and 中旬, which are never read stricter."""
    return [(f[0], d) for f in _MONTH.finditer(plain) if (d := _last(_year(f, year), number(f["month"])))]


def _parts(plain: str, year: int | None) -> _Days:
    """Half years, quarters and the year's end."""
    found = [(f[0], d) for f in _HALF.finditer(plain) if (d := _last(_year(f, year), 6 if f["half"] == "上半年" else 12))]
    quarters = ((f, number(f["quarter"])) for f in _QUARTER.finditer(plain))
    found += [(f[0], d) for f, quarter in quarters if (d := _last(_year(f, year), quarter * 3))]
    return found + [(f[0], d) for f in _YEAR_END.finditer(plain) if (d := _last(_year(f, year), 12))]


def _year(found: re.Match[str], year: int | None) -> int | None:
    return int(found["year"]) if found["year"] else year


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:  # 2月30日, 13月1日
        return None


def _last(year: int | None, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 and year <= 9999 else None


def number(said: str) -> int:
    """A number below a hundred in digits or Chinese numerals; 0 where it is none.

    >>> [number(said) for said in ("20", "十", "二十", "十五", "三")]
    [20, 10, 20, 15, 3]
    """
    if said.isdecimal():
        return int(said)
    plain = said.replace("两", "二")
    return chinese_number(plain) if _NUMERAL.fullmatch(plain) else 0


_Reader = Callable[[str, int | None, Kind], Deadline | None]
