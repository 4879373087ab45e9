"""Attribution: which unit issued a publication, and how that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rules.other_places import leading_places, without_opening
from rules.text import normalise
from rules.units import District, Unit
from rules.words import shared_words

_IS_WITHIN = re.compile(
    r"[^\d的、，关]{1,8}?(?:村|社区|路|大道|地块|工业区|工业园|小学|中学|经济社|经联社|合作社|居委会|小区|广场|涌|河|岛|山)"
    r"|[“\"]?\d{1,2}[·•.]\d{1,2}[”\"]?[^\d]{0,12}?(?:事故|事件|火灾|爆炸|灾害|案)"
)
"""What follows a town's name where it is an address: a place within the town, or what happened there on a day (“3·14”火灾事故)."""
_MEDIUM = re.compile(r"日报|晚报|晨报|早报|时报|快报|商报|周报|都市报|新闻网|电视台|广播电台|通讯社|新华社|新华网|人民网|中新网|央视|南方网|大洋网|金羊网")
_CENTRAL = re.compile(
    r"^(?:中共中央|中央|国务院|国家|中国|全国|(?:财政|教育|科技|科学技术|民政|公安|司法|商务|农业|文化|水利|环境保护|交通运输|国土资源|住房和?城乡建设|人力资源和?社会保障|工业和信息化)部)"
)
_SUPERIOR = re.compile(r"^(?P<level>[省市])(?![场政民容价桥])[一-鿿]{1,14}(?:局|委|厅|办|办公室|府|院|会|中心)")
_OF_ALL = re.compile(r"^(?P<how>[我本全])(?P<level>[省市])(?![级场])")
"""A title that begins so speaks of the province or the city as a whole."""


@dataclass(frozen=True)
class Issuer:
    """Who issued it: a unit id, or None where nobody can be named; `by` says how it is known.

    elsewhere: its 来源, where that is a medium, a superior or another place and no unit of the district is named beside it.
    is_signature: whether a title that names the unit goes on as one that it signed (…办公室关于印发…).
    """

    unit: str | None
    by: str
    elsewhere: str = ""
    is_signature: bool = False

    @property
    def units(self) -> frozenset[str]:
        return frozenset() if self.unit is None else frozenset({self.unit})


_SIGNS = re.compile("关于|印发|转发|公布|发布")
"""What follows a unit's name in a title where the unit speaks."""


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
        if signed := self._signed_in(normalise(title)):
            unit, rest = signed
            return Issuer(unit.id, "标题", is_signature=_SIGNS.match(rest) is not None)
        elsewhere = source if source and self.is_elsewhere(source) else ""
        owners = self.district.units_of_site(site_id) if site_id else ()
        if len(owners) == 1:
            return Issuer(owners[0].id, "网址", elsewhere)
        return Issuer(None, "未署名", elsewhere)

    def is_elsewhere(self, source: str) -> bool:
        """Whether a 来源 is a medium, a superior or another place; what cannot be told is not.

        >>> d = District(1, "番禺区", (), ())
        >>> [Attributor(d).is_elsewhere(s) for s in ("广州日报", "省财政厅", "广州市财政局", "番禺日报", "市场监管科", "本网")]
        [True, True, True, False, False, False]
        """
        bare = normalise(source)
        if self._short in bare or bare.startswith(("我区", "本区", "区")) or self.unit_in(bare):
            return False
        superior = _SUPERIOR.match(bare)
        is_above = superior is not None and superior["level"] in self._levels_above
        return bool(_MEDIUM.search(bare) or _CENTRAL.match(bare)) or is_above or any(shared_words().is_place(n) for n in leading_places(bare))

    def _signed_in(self, title: str) -> tuple[Unit, str] | None:
        """The unit a normalised title names, and what follows, unless the name only says where something lies (石楼镇赤岗村集体建设用地…)."""
        for name, unit in self._names:
            if name in title:
                rest = title[title.index(name) + len(name) :]
                return None if unit.kind == "town" and _IS_WITHIN.match(rest) else (unit, rest)
        return None

    def signers_in(self, title: str) -> frozenset[str]:
        """The units a title begins with, one after the other: those that sign a joint paper.

        >>> d = District(1, "番禺区", (), (Unit("a", "区财政局", "department", ()), Unit("b", "区审计局", "department", ())))
        >>> sorted(Attributor(d).signers_in("区财政局、区审计局关于预算公开的通知"))
        ['a', 'b']
        """
        rest, found = normalise(title), set[str]()
        while signed := next(((name, unit) for name, unit in self._names if rest.startswith(name)), None):
            found.add(signed[1].id)
            rest = rest[len(signed[0]) :].lstrip("、和与及")
        return frozenset(found)

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
        if (of_all := _OF_ALL.match(bare)) is not None and of_all["level"] in self._levels_above:
            is_ours = self._short in bare or "我区" in bare or self.unit_in(bare) is not None
            return None if is_ours else OtherPlace(of_all[0], of_all["how"] != "全")
        if not names or any(self._short in n for n in names) or self.unit_in(bare[: sum(map(len, names)) + 12]):
            return None
        return OtherPlace(names[-1], shared_words().is_place(names[-1]))

    @property
    def _levels_above(self) -> str:
        """Of 省 and 市 those that are the district's superiors."""
        return "省" if self.district.district.endswith("市") else "省市"

    @cached_property
    def _short(self) -> str:
        """The district's name without its level: 番禺."""
        name = normalise(self.district.district)
        return name[:-1] if len(name) > 2 else name
