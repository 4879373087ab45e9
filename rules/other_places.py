"""Names of places that a title begins with: a city's, a district's, a town's."""

from __future__ import annotations

import re

_ADMINISTRATIVE = re.compile(
    r"[一-鿿]{2,3}?(?:自治区|自治州|省(?![级市内直属])|市(?![场值民价政容面级直属内])|区(?![域间内级属直划块别委片])|县(?![级域])|镇(?![级村街])|街道?(?![级区]))"
)
_NOT_NAMES = ("我", "全", "本", "各", "城", "辖", "社", "园", "小", "新建", "该", "景", "开发", "郊", "灾", "林", "牧", "矿", "港", "商", "专", "旧")
"""Beginnings of words that only look like a place's name (我区, 全市, 城区, 社区, 旧城镇 …)."""
_OPENING = re.compile(r"^(?:关于|转发|印发|公布|公开|发布|[《【\[（(“\"])+")
_PERIOD = re.compile(r"^\d{4}年(?:度)?(?:\d{1,2}月份?|第?[一二三四]季度|上半年)?")


def without_opening(title: str) -> str:
    """A normalised title without what comes before its first word of weight.

    >>> without_opening("关于印发《南沙区工作方案》的通知")
    '南沙区工作方案》的通知'
    """
    return _OPENING.sub("", title)


def leading_places(title: str) -> tuple[str, ...]:
    """The names that stand one after the other at a title's beginning, a period before them aside; by their shape alone.

    >>> leading_places("2017年3月广州市南沙区财政收支"), leading_places("我区财政收支")
    (('广州市', '南沙区'), ())
    """
    names: list[str] = []
    rest = _PERIOD.sub("", title)
    while (found := _ADMINISTRATIVE.match(rest)) and not found[0].startswith(_NOT_NAMES):
        names.append(found[0])
        rest = rest[found.end() :]
    return tuple(names)
