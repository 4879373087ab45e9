"""Which readings of the policy touch a duty: each reading names what it concerns, in words a test stands behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from rules.rule import OWN, Duty, Kind, Rule
from rules.units import District

Concern = Literal[
    "periodic", "one_off", "standing", "event", "reprint", "paired", "marked", "progress", "interactive", "timely", "manual",
    "automated", "by_period", "month", "cumulative", "regular", "period_without_day", "once_without_day", "event_without_day",
    "all_places", "any_place", "channels", "law", "bracketed", "supported", "alternatives",
]  # fmt: skip
"""A kind of duty, or a trait of a duty or its item (the tests below)."""

_PLACE_WORDS = ("网站", "平台", "大厅", "系统", "专栏", "栏目", "渠道")
_Test = Callable[[Rule, Duty, District], bool]


def _counts_days(duty: Duty) -> bool:
    return duty.due is not None and (duty.due.working_days or duty.due.calendar_days or duty.due.day) is not None


def _names_place(duty: Duty) -> bool:
    """Whether the plan's words say where."""
    return any(word in quote for quote in duty.quotes for word in _PLACE_WORDS)


def _has_channel(duty: Duty, district: District) -> bool:
    """Whether one of several places is one that no crawl sees."""
    sites = (district.site_named(name) for name in duty.places.any_of if name != OWN)
    return any(site is not None and not site.is_crawled for site in sites)


_TESTS: dict[str, _Test] = {
    "automated": lambda rule, duty, district: duty.is_automated,
    "by_period": lambda rule, duty, district: duty.kind == "periodic" and duty.every != "regular",
    "month": lambda rule, duty, district: duty.kind == "periodic" and duty.every == "month",
    "cumulative": lambda rule, duty, district: duty.kind == "periodic" and duty.every in ("month", "quarter"),
    "regular": lambda rule, duty, district: duty.kind == "periodic" and duty.every == "regular",
    "period_without_day": lambda rule, duty, district: duty.kind == "periodic" and duty.every != "regular" and not _counts_days(duty),
    "once_without_day": lambda rule, duty, district: duty.kind == "one_off" and not _counts_days(duty),
    "event_without_day": lambda rule, duty, district: duty.kind == "event" and not _counts_days(duty),
    "all_places": lambda rule, duty, district: len(duty.places.all_of) > 1,
    "any_place": lambda rule, duty, district: len(duty.places.any_of) > 1 and not _names_place(duty),
    "channels": lambda rule, duty, district: _has_channel(duty, district),
    "law": lambda rule, duty, district: duty.due is not None and duty.due.basis == "law",
    "bracketed": lambda rule, duty, district: bool(rule.bracketed),
    "supported": lambda rule, duty, district: bool(rule.supports),
    "alternatives": lambda rule, duty, district: any("转发、" in quote for quote in duty.quotes),
}


def concerns(concern: Concern, rule: Rule, duty: Duty, district: District) -> bool:
    """Whether a concern is one of this duty's."""
    return duty.kind == concern if concern in get_args(Kind) else _TESTS[concern](rule, duty, district)
