"""Review marks: what a person must look at in a draft's duty, each written 方面：要看什么."""

from __future__ import annotations

ASPECTS = ("拆分", "方式", "周期", "位置", "单位", "期限", "用词", "内容")
"""What a mark may be about: how an item is split into duties, then a duty's kind, cadence, places, units, due day, wording, contents."""


def parts_of(mark: str) -> tuple[str, str]:
    """The two sides of a mark's colon, full or half width.

    >>> parts_of("用词：由原文推出，看有没有别的写法"), parts_of("期限: "), parts_of("用词")
    (('用词', '由原文推出，看有没有别的写法'), ('期限', ''), ('用词', ''))
    """
    at = min((i for i in (mark.find("："), mark.find(":")) if i >= 0), default=len(mark))
    return mark[:at].strip(), mark[at + 1 :].strip()


def is_mark(mark: str) -> bool:
    """Whether a text is written as a mark: it says something about a known aspect."""
    aspect, what = parts_of(mark)
    return aspect in ASPECTS and bool(what)
