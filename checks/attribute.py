"""Attribution: which unit issued a publication, and how that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from rules.text import normalise
from rules.units import District, Unit
from rules.words import Words

_ADMINISTRATIVE = re.compile(
    r"[一-鿿]{2,3}?(?:自治区|自治州|省(?![级市内直属])|市(?![场值民价政容面级直属内])|区(?![域间内级属直划块别委片])|县(?![级域])|镇(?![级村街])|街道?(?![级区]))"
)
_NOT_NAMES = ("我", "全", "本", "各", "城", "辖", "社", "园", "小", "新建", "该", "景", "开发", "郊", "灾", "林", "牧", "矿", "港", "商", "专")
"""Beginnings of words that only look like a place's name (我区, 全市, 城区, 社区 …)."""
_OPENING = re.compile(r"^(?:关于|转发|印发|公布|公开|发布|[《【\[（(“\"])+")
_PERIOD = re.compile(r"^\d{4}年(?:度)?(?:\d{1,2}月份?|第?[一二三四]季度|上半年)?")


@dataclass(frozen=True)
class Issuer:
    """Who issued it: a unit id, or None where nobody can be named; `by` says how it is known."""

    unit: str | None
    by: str


@dataclass(frozen=True)
class OtherPlace:
    """A place that is not this district; not sure where only its shape says that it is a place at all."""

    name: str
    is_sure: bool


class Attributor:
    """Names units in text: the longest name or alias that stands there."""

    def __init__(self, district: District) -> None:
        self.district = district
        self._names = sorted(((normalise(n), u) for u in district.units for n in u.names), key=lambda p: (-len(p[0]), p[0]))

    def unit_in(self, text: str) -> Unit | None:
        """The unit whose longest name stands in this text."""
        bare = normalise(text)
        return next((u for name, u in self._names if name in bare), None)

    def units_in(self, text: str) -> frozenset[str]:
        """All units whose names stand in this text (joint papers); a name inside a longer one does not count."""
        bare, found = normalise(text), set[str]()
        for name, unit in self._names:
            if name in bare:
                found.add(unit.id)
                bare = bare.replace(name, "\0")
        return frozenset(found)

    def issuer(self, source: str | None, title: str, site_id: str | None) -> Issuer:
        """Cascade: 来源 or 发布机构, the title, the owner of the address's site."""
        if source and (unit := self.unit_in(source)):
            return Issuer(unit.id, "来源")
        if unit := self.unit_in(title):
            return Issuer(unit.id, "标题")
        owners = self.district.units_of_site(site_id) if site_id else ()
        if len(owners) == 1:
            return Issuer(owners[0].id, "网址")
        return Issuer(None, "未署名")

    def other_place(self, title: str) -> OtherPlace | None:
        """A place a title begins with that is not this district, nor named together with it.

        A title about another district, or about the city or province as a whole, is not this district's publication.
        A name that only looks like a place's is told as not sure.

        >>> d = District(1, "番禺区", (), (Unit("swz", "沙湾镇", "town", ()),))
        >>> [Attributor(d).other_place(t) for t in ("南沙区2017年3月财政收支", "广州市番禺区3月财政收支", "我区3月财政收支", "番禺楼市3月成交结果")]
        [OtherPlace(name='南沙区', is_sure=True), None, None, None]
        """
        bare = _OPENING.sub("", normalise(title))
        names = self._leading_places(bare)
        if not names or any(self._short in n for n in names) or self.unit_in(bare[: sum(map(len, names)) + 12]):
            return None
        return OtherPlace(names[-1], _words().is_place(names[-1]))

    def _leading_places(self, title: str) -> list[str]:
        names: list[str] = []
        rest = _PERIOD.sub("", title)
        while (m := _ADMINISTRATIVE.match(rest)) and not m[0].startswith(_NOT_NAMES):
            names.append(m[0])
            rest = rest[m.end() :]
        return names

    @cached_property
    def _short(self) -> str:
        """The district's name without its level: 番禺."""
        name = normalise(self.district.district)
        return name[:-1] if len(name) > 2 else name


@cache
def _words() -> Words:
    return Words()
