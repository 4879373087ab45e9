"""Who a clause itself says is to do its act: 由U公开, U要在…公开; only units and groups that units.yaml knows."""

from __future__ import annotations

import re

from rules.drafts.adverbials import agent_of
from rules.units import District

_BY_SUBJECT = re.compile(
    r"(?:都|均|也|还)?(?:要|应|须|必须|负责|牵头|分别|于|在|每|按|及时|主动|定期|适时|依法|通过|依托|将|把|对|汇总|统一|同步|根据|应当|结合|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月|年底|公布|公开|公示|发布)"
)
"""What follows a unit that is its clause's subject; 县财政局预算 is the office's budget."""
_AGENT = re.compile(
    r"(?<![理自缘事])由(?!来|于|此|头)(?P<agent>[^，。；由]{1,16}?(?:局|办|委|部门|单位|镇|街道|公司|中心|政府|机关|医院|法院|企业|学校|高校|社区|村|所|站|者))"
    r"(?=在|于|通过|每|按|及时|主动|定期|依法|负责|统一|分别|向|自行|公|发|上网|对|将|$)"
)
_JOINT = re.compile(r"[、和及与]|以及")
_MOST = 8
"""Units named one after another."""


def agents_in(words: str, district: District) -> tuple[str, ...]:
    """The units that the last segment before the act names as doing it; empty where the words leave it to the item's own.

    words: a piece's text, conditions before it included.
    """
    for segment in reversed(re.split(r"[，,；;。]", words)):
        if segment.endswith(("后", "时")):
            continue  # 由县统计局汇总后: no act of publishing
        named = _named_first(agent_of(segment), district)[0] or _subjects(segment, district)
        if named:
            return named
    return ()


def unknown_agent(words: str, district: District) -> str:
    """Who the last segment says is to do the act (由学校公示), where units.yaml lacks it; empty otherwise."""
    segment = re.split(r"[，,；;。]", words)[-1]
    found = _AGENT.search(segment)
    return found["agent"] if found and not agents_in(segment, district) else ""


def _subjects(segment: str, district: District) -> tuple[str, ...]:
    names, rest = _named_first(segment, district)
    return names if names and _BY_SUBJECT.match(rest) else ()


def _named_first(words: str, district: District) -> tuple[tuple[str, ...], str]:
    """The known names that words begin with, as units.yaml has them, and what follows."""
    names: list[str] = []
    for _ in range(_MOST):
        joint = _JOINT.match(words) if names else None
        found = _known(words[joint.end() :] if joint else words, district) if joint or not names else None
        if found is None:
            break
        words = words[joint.end() if joint else 0 :][len(found) :]
        names.append(found)
    return tuple(names), words


def _known(words: str, district: District) -> str | None:
    """The longest unit or group name that words begin with."""
    groups = (name for name in district.groups if words.startswith(name))
    units = (name for name, _ in district.units_by_length if words.startswith(name))
    return max((*groups, *units), key=len, default=None)
