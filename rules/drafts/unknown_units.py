"""Units a plan names that units.yaml does not know, with the nearest names it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from rules.drafts.numbering import UNNAMED_OWNER
from rules.rule import Duty, Rule
from rules.text import normalise
from rules.units import District

_COMMON = re.compile("^[省市区县旗镇乡](?=..)|人民政府|办事处|办公室$|[局委办]$|[各()道]")
_ALIKE = 0.5


def is_unknown(name: str, district: District) -> bool:
    return name != UNNAMED_OWNER and district.expand(name) is None


def nearest_unit(name: str, district: District) -> str | None:
    """The unit's or group's name that is most like this one; None where none is like it."""
    known = _by_core(district.groups if "各" in name else (n for unit in district.units for n in unit.names))
    near = get_close_matches(_core(name), known, 1, _ALIKE)
    return known[near[0]] if near else None


def unknown_marked(rule: Rule, district: District) -> Rule:
    """The rule, each duty marked that a unit answers for which units.yaml does not know: nobody would be judged."""
    return replace(rule, duties=tuple(_marked(duty, district) for duty in rule.duties))


def _marked(duty: Duty, district: District) -> Duty:
    unknown = [name for name in duty.units if is_unknown(name, district)]
    told = "、".join(f"{name}" + (f"（最接近的是{near}）" if (near := nearest_unit(name, district)) else "") for name in unknown)
    mark = f"单位：单位文件里没有{told}，不会核查；请改正 leads 和 units 里的名称，或把单位补进 units.yaml"
    return replace(duty, review=(*duty.review, mark)) if unknown else duty


def _by_core(names: Iterable[str]) -> dict[str, str]:
    """Names by what tells them apart, each core's first."""
    return {_core(name): name for name in reversed(tuple(names))}


def _core(name: str) -> str:
    """A unit's name without what half of all names share: 县财政局 and 区财政局 are alike, 区社会事业局 and 区农业局 are not.

    >>> _core("区财政局"), _core("各乡镇人民政府（街道办事处）"), _core("各镇（街）")
    ('财政', '乡镇街', '镇街')
    """
    return _COMMON.sub("", normalise(name)) or normalise(name)
