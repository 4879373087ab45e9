"""The Chinese words of the reports: periods, days, rates, due days, places."""

from __future__ import annotations

from datetime import datetime

from checks.days import SHANGHAI
from checks.verdict import Verdict
from rules.chinese import chinese_period
from rules.explain_due import DueTold
from rules.rule import OWN, Duty
from rules.units import District, canonical_address

UNIT_KINDS = {"department": "部门和办公室", "town": "镇（街）", "other": "其他单位"}


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


def subject_name(verdict: Verdict) -> str:
    """What a verdict speaks of, as people know it: where the subject is an address, the title of the page that lies there."""
    subject = verdict.subject or ""
    if not subject.startswith(("http://", "https://")):
        return subject
    return next((e.title for e in verdict.evidence if e.title and canonical_address(e.url) == subject), subject)


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


def due_rule(due: DueTold | None) -> str:
    """By when in general, and on what ground: the sentence under a duty's title; "" where nothing is due."""
    return f"{due.rule}（{due.ground}：{due.source}）" if due else ""


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


def place_name(site: str, district: District) -> str:
    """The name of a place that a verdict tells of; whether only proof shows what stands there."""
    found = district.sites_by_id.get(site)
    return site_name(site, district) + ("（凭证明核查）" if found is not None and not found.is_crawled else "")


def places_wanted(duty: Duty, district: District, takes_any: bool) -> str:
    """Where the duty must stand; takes_any: of several named places any one will do."""
    names = "、".join(site_name(s, district) for s in duty.places.names)
    if len(duty.places.names) < 2:
        return names
    return f"{names}（{'缺一不可' if duty.places.all_of and not takes_any else '任一处即可'}）"
