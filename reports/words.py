"""The Chinese words of the reports: periods, days, rates, due days, places."""

from __future__ import annotations

from datetime import date, datetime

from checks.days import SHANGHAI, chinese_day, chinese_period
from rules.rule import OWN, Duty, Rule
from rules.units import District

BASIS = {"quoted": "计划原文", "law": "法规", "assumption": "本办口径，计划未写明"}
KINDS = {"periodic": "定期公开", "one_off": "一次性公开", "standing": "长期公开", "event": "有此情形即公开", "timely": "限期公开", "manual": "人工核查"}
EVERY = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年", "regular": "定期"}
UNIT_KINDS = {"department": "部门和办公室", "town": "镇（街）", "other": "其他单位"}
MATCHED_IN = {"title": "标题", "list_title": "栏目条目标题", "body": "正文", "column": "栏目名称"}
_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A section's number as the plan writes it.

    >>> [numeral(n) for n in (3, 10, 19, 20, 22)]
    ['三', '十', '十九', '二十', '二十二']
    """
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")


def item_number(rule: Rule) -> str:
    """一.3: section and item, as people cite the plan."""
    return f"{numeral(rule.section_number)}.{rule.number}"


def year_of(period: str) -> str:
    return period[:4]


def period_name(period: str | None, *, with_year: bool = True) -> str:
    """A period in words; "" for none.

    >>> [period_name(p) for p in ("2017-03", "2017Q1", None)]
    ['2017年3月', '2017年第一季度', '']
    >>> [period_name(p, with_year=False) for p in ("2017-03", "2017Q3", "2017")]
    ['3月', '第三季度', '2017年度']
    """
    if period is None:
        return ""
    whole = chinese_period(period)
    return whole if with_year or len(period) == 4 else whole.removeprefix(f"{year_of(period)}年")


def moment(at: datetime) -> str:
    """An instant as Shanghai time, to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def percent(part: int, whole: int) -> str:
    """A share to one decimal, cut and not rounded, so that 100% means all.

    >>> [percent(12, 15), percent(2, 3), percent(1999, 2000), percent(0, 0)]
    ['80%', '66.6%', '99.9%', '—']
    """
    if not whole:
        return "—"
    full, tenth = divmod(part * 1000 // whole, 10)
    return f"{full}.{tenth}%" if tenth else f"{full}%"


def rate(numbers: tuple[int, int]) -> str:
    """A rate with what it is made of.

    >>> rate((12, 15)), rate((0, 0))
    ('12/15 = 80%', '暂无')
    """
    return f"{numbers[0]}/{numbers[1]} = {percent(*numbers)}" if numbers[1] else "暂无"


def how_often(duty: Duty) -> str:
    """定期公开（每月）."""
    every = EVERY.get(duty.every or "", "")
    return KINDS.get(duty.kind, duty.kind) + (f"（{every}）" if every else "")


def due_rule(duty: Duty) -> str:
    """By when in general, and on what ground: the sentence under a duty's title."""
    due = duty.due
    if due is None:
        return ""
    if due.day is not None:
        when = f"{chinese_day(due.day)}前"
    elif due.working_days is not None or due.calendar_days is not None:
        start = "文件形成之日起" if duty.kind == "timely" else "每期结束后"
        when = f"{start} {due.working_days} 个工作日内" if due.working_days is not None else f"{start} {due.calendar_days} 日内"
    else:
        when = "计划年度年底前"
    return f"{when}（{BASIS.get(due.basis, due.basis)}{f'：{due.source}' if due.source else ''}）"


def due_day(day: date | None, basis: str | None) -> str:
    """A verdict's due day with its basis."""
    if day is None:
        return "没有固定期限"
    return f"{day.isoformat()}（{BASIS.get(basis or '', basis or '未说明依据')}）"


def days_late(days: int | None, unit: str | None) -> str:
    if not days:
        return ""
    return f"逾期 {days} {'个工作日' if unit == 'working' else '天'}"


def site_name(site: str, district: District) -> str:
    """The name of a site id or name of a rule; `own` is 本单位网站."""
    if site == OWN:
        return "本单位网站"
    found = district.sites_by_id.get(site) or district.site_named(site)
    return found.name if found else site


def places_wanted(duty: Duty, district: District) -> str:
    """Where the duty must stand."""
    names = "、".join(site_name(s, district) for s in duty.places.names)
    if len(duty.places.names) < 2:
        return names
    return f"{names}（{'缺一不可' if duty.places.all_of else '任一处即可'}）"
