"""Attribution: which unit issued a publication, and how that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from rules.other_places import leading_places, without_opening
from rules.text import normalise
from rules.units import District, Unit
from rules.words import Words

_IS_WITHIN = re.compile(r"[^\d的、，关]{1,8}?(?:村|社区|路|大道|地块|工业区|工业园|小学|中学|经济社|经联社|合作社|居委会|小区|广场|涌|河|岛|山)")
"""What follows a town's name where it is an address: a place within the town."""


@dataclass(frozen=True)
class Issuer:
    """Who issued it: a unit id, or None where nobody can be named; `by` says how it is known."""

    unit: str | None
    by: str

    @property
    def units(self) -> frozenset[str]:
        return frozenset() if self.unit is None else frozenset({self.unit})


@dataclass(frozen=True)
class OtherPlace:
    """A place that is not this district; not sure where only its shape says that it is a place at all."""

    name: str
    is_sure: bool


class Attributor:
    """Names units in text: the longest name or alias that stands there."""

    def __init__(self, district: District) -> None:
        self.district = district
        self._names = district.units_by_length

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
        if unit := self._signed_in(normalise(title)):
            return Issuer(unit.id, "标题")
        owners = self.district.units_of_site(site_id) if site_id else ()
        if len(owners) == 1:
            return Issuer(owners[0].id, "网址")
        return Issuer(None, "未署名")

    def _signed_in(self, title: str) -> Unit | None:
        """The unit a normalised title names, unless the name only says where something lies (石楼镇赤岗村集体建设用地…)."""
        for name, unit in self._names:
            if name in title:
                return None if unit.kind == "town" and _IS_WITHIN.match(title, title.index(name) + len(name)) else unit
        return None

    def other_place(self, title: str) -> OtherPlace | None:
        """A place a title begins with that is not this district, nor named together with it.

        A title about another district, or about the city or province as a whole, is not this district's publication.
        A name that only looks like a place's is told as not sure.

        >>> d = District(1, "番禺区", (), (Unit("swz", "沙湾镇", "town", ()),))
        >>> [Attributor(d).other_place(t) for t in ("南沙区2017年3月财政收支", "广州市番禺区3月财政收支", "我区3月财政收支", "番禺楼市3月成交结果")]
        [OtherPlace(name='南沙区', is_sure=True), None, None, None]
        """
        bare = without_opening(normalise(title))
        names = leading_places(bare)
        if not names or any(self._short in n for n in names) or self.unit_in(bare[: sum(map(len, names)) + 12]):
            return None
        return OtherPlace(names[-1], _words().is_place(names[-1]))

    @cached_property
    def _short(self) -> str:
        """The district's name without its level: 番禺."""
        name = normalise(self.district.district)
        return name[:-1] if len(name) > 2 else name


@cache
def _words() -> Words:
    return Words()
