"""By when a duty must be done: every due day of the plan's year, how it was counted and on what ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.calendar import Calendar
from rules.chinese import BASIS, chinese_day, chinese_period
from rules.due import DueDay, due_of
from rules.periods import period_end, period_start, periods_of_year
from rules.policy import Policy
from rules.rule import Due, Duty, InForce

_COUNTED_FROM = {
    "periodic": "每期结束", "timely": "文件成文", "reprint": "上级文件发布", "paired": "政策文件发布", "marked": "文件废止或宣布失效",
    "event": "登记在案的事项发生",
}  # fmt: skip
_BY_DOCUMENT = ("timely", "reprint", "paired", "marked", "event")
"""Kinds whose days hang on something that no calendar shows."""
_ACT = {"reprint": "转发", "paired": "解读", "marked": "标注"}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DueLine:
    """One due day. period: null for what is asked once. earliest and latest differ where a year's holidays are not known yet."""

    period: str | None
    what: str
    counted_from: date
    earliest: date
    latest: date
    told: str
    note: str


@dataclass(frozen=True)
class DueTold:
    """By when: the general rule, its ground (code, in words, source), every day of the plan's year, and an example where days hang on documents."""

    rule: str
    basis: str
    ground: str
    source: str
    days: tuple[DueLine, ...] = ()
    example: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Year:
    """What due days are counted with. in_force: the days on which this version of the rule holds."""

    year: int
    calendar: Calendar
    policy: Policy
    in_force: InForce

    @property
    def end(self) -> date:
        return date(self.year, 12, 31)


def due_told(duty: Duty, by: Year) -> DueTold | None:
    """None without a day of its own for a manual duty, whose proof is filed when it is asked for, and for one of stages."""
    if duty.kind in ("manual", "progress") and duty.due is None:
        return None
    sample = due_of(duty, by.end, by.end, by.calendar, by.policy)
    source = _source(duty.due) if duty.due else _assumed(duty, by, sample)
    told = DueTold(_rule(duty, by, sample), sample.basis, BASIS[sample.basis], source)
    if duty.kind in _BY_DOCUMENT:
        return replace(told, example=_example(duty, by))
    return replace(told, days=tuple(_lines(duty, by)), notes=tuple(_left_out(duty, by)))


def _source(due: Due) -> str:
    """As the rule writes it; of 原文“…” the words alone, for the ground says 计划原文 before them."""
    return due.source.removeprefix("原文") if due.basis == "quoted" and due.source.startswith("原文“") else due.source


def _rule(duty: Duty, by: Year, sample: DueDay) -> str:
    due = duty.due
    if due is not None and due.day is not None:
        return f"{chinese_day(due.day)}前"
    start = _COUNTED_FROM.get(duty.kind, "计划年度结束")
    if due is not None and due.calendar_days is not None:
        return f"{start}之日起 {due.calendar_days} 日内"
    days = due.working_days if due is not None else _policy_days(duty, by) if sample.is_working else None
    return f"{start}之日起 {days} 个工作日内" if days else f"{by.year}年底前"


def _policy_days(duty: Duty, by: Year) -> int:
    return by.policy.days_after_event if duty.kind == "event" else by.policy.days_after_period


def _assumed(duty: Duty, by: Year, sample: DueDay) -> str:
    """The reading that stands behind a day the rule does not write."""
    key = ("days_after_event" if duty.kind == "event" else "days_after_period") if sample.is_working else None
    chosen = zip(by.policy.readings, by.policy.chosen(), strict=True)
    why = next((told.why for reading, told in chosen if key is not None and reading.key == key), "")
    return why or ("计划没有写期限" if sample.is_working else "计划没有写期限；要点以年度为限")


def _lines(duty: Duty, by: Year) -> Iterator[DueLine]:
    if duty.kind != "periodic" or duty.every is None:
        yield _line(duty, by, None, by.end)
        return
    for period in periods_of_year(by.year, duty.every):
        if _excluded(duty, by, period_end(period)) is None:
            yield _line(duty, by, period, period_end(period))


def _line(duty: Duty, by: Year, period: str | None, start: date) -> DueLine:
    due = due_of(duty, start, by.end, by.calendar, by.policy)
    told = chinese_day(due.latest) if due.is_exact else f"{chinese_day(due.earliest)}至{chinese_day(due.latest)}之间"
    what = chinese_period(period) if period else f"{by.year}年"
    return DueLine(period, what, start, due.earliest, due.latest, told, "；".join(_notes(due, start, by)))


def _notes(due: DueDay, start: date, by: Year) -> Iterator[str]:
    if not due.is_exact:
        missing = "、".join(str(year) for year in range(start.year, due.latest.year + 1) if year not in by.calendar.years)
        yield f"{missing + '年' if missing else '次年'}的放假安排还没有收录，只知道最早和最晚"
    elif due.is_working and (days := _moved(start, due.latest, by.calendar)):
        yield f"其间{days}"
    if due.latest.year > by.year:
        yield "到期日在次年，年底核查时为未到期"


def _moved(start: date, end: date, calendar: Calendar) -> str:
    """What the holiday notices change between two days, the first excluded."""
    days = [start + _DAY * i for i in range(1, (end - start).days + 1)]
    off = sum(day.weekday() < 5 and day in calendar.off for day in days)
    work = sum(day.weekday() >= 5 and day in calendar.work for day in days)
    return "、".join(told for told in (f"放假占去 {off} 个工作日" if off else "", f"周末调休上班 {work} 天" if work else "") if told)


def _excluded(duty: Duty, by: Year, end: date) -> str | None:
    """Why a period is not judged; None where it is."""
    if (duty.valid_from and end < duty.valid_from) or (duty.valid_to and end > duty.valid_to):
        return "不在本项义务的有效期内"
    if not by.in_force.covers(end):
        return "适用另一版规则"
    if by.policy.judged_from is not None and end < by.policy.judged_from:
        return f"按本办口径，{chinese_day(by.policy.judged_from)}以前结束的各期不核查"
    return None


def _left_out(duty: Duty, by: Year) -> Iterator[str]:
    if duty.kind != "periodic" or duty.every is None:
        return
    reasons: dict[str, list[str]] = {}
    for period in periods_of_year(by.year, duty.every):
        if (why := _excluded(duty, by, period_end(period))) is not None:
            reasons.setdefault(why, []).append(chinese_period(period))
    for why, periods in reasons.items():
        yield f"{'、'.join(periods)}：{why}。"


def _example(duty: Duty, by: Year) -> str:
    """A day in the middle of the year, counted out."""
    start = period_start(f"{by.year}-06")
    due = due_of(duty, start, by.end, by.calendar, by.policy)
    first = _COUNTED_FROM[duty.kind].removeprefix("登记在案的")
    told = chinese_day(due.latest) if due.is_exact else f"{chinese_day(due.earliest)}至{chinese_day(due.latest)}之间"
    return f"逐件计算，事先列不出日期。例如{chinese_day(start)}{first}的，应在{told}前{_ACT.get(duty.kind, '公开')}。"
