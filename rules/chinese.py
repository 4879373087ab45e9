"""Chinese words for what rules are made of: kinds, periods, days, grounds, numbers of items."""

from __future__ import annotations

from datetime import date

from rules.rule import Duty, Rule

BASIS = {"quoted": "计划原文", "law": "法规", "assumption": "本办口径，不是计划原文"}
KINDS = {
    "periodic": "定期公开", "one_off": "一次性公开", "standing": "长期公开", "event": "有此情形即公开", "reprint": "转发上级文件",
    "paired": "政策与解读配套", "marked": "标注废止失效", "progress": "分阶段公开", "interactive": "互动栏目", "timely": "限期公开", "manual": "人工核查",
}  # fmt: skip
KIND_LABELS = {
    "periodic": "定期", "one_off": "一次性", "standing": "长期", "event": "随事项", "reprint": "转发", "paired": "配解读", "marked": "标注废止",
    "progress": "分阶段", "interactive": "互动", "timely": "限时", "manual": "人工核查",
}  # fmt: skip
"""The same, as short as a table needs them."""
EVERY = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年", "regular": "定期"}
ROLES = {"lead": "牵头", "support": "配合落实"}
VALUES = KIND_LABELS | EVERY | ROLES
"""What the values that a rule file writes in English are called wherever people read of them."""
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


def chinese_day(day: date) -> str:
    """A day as people read it.

    >>> chinese_day(date(2017, 5, 2))
    '2017年5月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(period: str) -> str:
    """A period as people read it.

    >>> [chinese_period(p) for p in ("2017-03", "2017Q1", "2017H2", "2017")]
    ['2017年3月', '2017年第一季度', '2017年下半年', '2017年度']
    """
    year, rest = period[:4], period[4:].lstrip("-")
    if not rest:
        return f"{year}年度"
    if rest.startswith("Q"):
        return f"{year}年第{'一二三四'[int(rest[1]) - 1]}季度"
    if rest.startswith("H"):
        return f"{year}年{'上' if rest == 'H1' else '下'}半年"
    return f"{year}年{int(rest)}月"


def how_often(duty: Duty) -> str:
    """定期公开（每月）; 定期公开 alone where the plan names no period."""
    every = "" if duty.every == "regular" else EVERY.get(duty.every or "", "")
    return KINDS.get(duty.kind, duty.kind) + (f"（{every}）" if every else "")
