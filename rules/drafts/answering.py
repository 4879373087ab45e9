"""Who answers for a clause: those who lead for the district-wide thing, those named beside them for their own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.agents import agents_in
from rules.plan.items import PlanItem
from rules.rule import Role
from rules.text import normalise
from rules.units import District

_DEPARTMENT = re.compile(
    r"(?:^|[，,；;])(?:要求)?(?:(?:牵头|承办|起草|主办|各|有关|相关|各有关|责任|业务|主管|区政府|政府工作|市政府|县政府)*部门)(?!网站|权|预|决|收|的)"
)
_TOWNS = re.compile(r"(?:^|[，,；;])(?:各)?(?:镇街|镇（街）|镇、街|乡镇|街道)")


@dataclass(frozen=True)
class Answering:
    """Units with their role; jointly: what one of them published counts for all."""

    units: tuple[str, ...]
    role: Role
    jointly: bool


def leads_of(item: PlanItem, sentence: str, district: District, said: str = "") -> Answering:
    """The units that the act's own words (said) name as doing it, else the leads.

    Where the sentence speaks of departments (or towns) alone and one of several groups that lead is such, that group.
    """
    if own := agents_in(said, district):
        return Answering(own, "lead", len(own) > 1 and _is_joint(own, district))
    for pattern, letter in ((_DEPARTMENT, "部门"), (_TOWNS, "镇")):
        narrowed = tuple(name for name in item.leads if letter in name and district.group_named(name) is not None)
        if narrowed and len(narrowed) < len(item.leads) and pattern.search(sentence):
            return Answering(narrowed, "lead", False)
    return Answering(item.leads, "lead", _is_joint(item.leads, district))


def supports_of(item: PlanItem, district: District) -> Answering | None:
    """Those beside the leads; a name that means a lead itself (区统计局 within 区发展改革局) is none."""
    leading = {key for name in item.leads for key in _keys(name, district)}
    units = tuple(name for name in item.supports if not _keys(name, district) <= leading)
    return Answering(units, "support", False) if units else None


def _is_joint(names: tuple[str, ...], district: District) -> bool:
    """Several single units named for one thing make it together; groups and their members each their own."""
    return len(names) > 1 and not any(name.startswith("各") or district.group_named(name) is not None for name in names)


def _keys(name: str, district: District) -> set[str]:
    return {unit.id for unit in district.expand(name) or ()} or {normalise(name)}
