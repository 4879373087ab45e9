"""What a person is told of an import: how much, what is doubtful, what is unknown, what to do next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from rules.chinese import KINDS, item_number
from rules.drafts.import_plan import Imported, Made
from rules.drafts.numbering import UNNAMED_OWNER
from rules.plan.items import Plan
from rules.review import ASPECTS, parts_of
from rules.text import normalise
from rules.units import District

_COMMON = re.compile("^[省市区县旗镇乡](?=..)|人民政府|办事处|办公室$|[局委办]$|[各()道]")
_CARRIED = {"same": "原文没有改动", "years": "原文只改了年份", "changed": "原文有改动，沿用一部分"}


def summary_lines(imported: Imported, plan: Plan, district: District, folder: Path) -> Iterator[str]:
    """The summary, a line each."""
    rules = [made.rule for made in imported.made]
    duties = [duty for rule in rules for duty in rule.duties]
    automated = sum(duty.is_automated for duty in duties)
    sections = len({rule.section_number for rule in rules})
    yield f"已写入 {folder}：{sections} 个部分、{len(rules)} 项，拆成 {len(duties)} 项义务：自动核查 {automated} 项，人工核查 {len(duties) - automated} 项。"
    kinds = Counter(duty.kind for duty in duties)
    yield "  " + "、".join(f"{KINDS[kind]} {count}" for kind, count in kinds.most_common())
    yield from _carried(imported)
    yield from _marks(imported)
    yield from imported.notes
    yield from not_understood_lines(plan)
    yield from _unknown_units(imported, district)
    if imported.places:
        yield f"单位文件里没有的公开位置 {len(imported.places)} 处（已记在 ruleset.yaml 的 places，暂不核查）：{'、'.join(imported.places)}"
    doubtful = (rule for rule in rules if any(duty.review for duty in rule.duties))
    yield from _next(folder, next(doubtful, rules[0]).id, any(made.cases for made in imported.made))


def not_understood_lines(plan: Plan) -> Iterator[str]:
    if plan.not_understood:
        yield f"计划里没有看懂的 {len(plan.not_understood)} 处，请对照原文："
        yield from (f"  第 {line.line} 行　{line.text}" for line in plan.not_understood)


def _carried(imported: Imported) -> Iterator[str]:
    origins = Counter(made.change.kind for made in imported.made if made.origin)
    if not origins:
        return
    told = "、".join(f"{_CARRIED[kind]} {count} 项" for kind, count in origins.items())
    drafted = sum(made.origin is None for made in imported.made)
    with_cases = sum(made.cases is not None for made in imported.made)
    yield f"沿用原有规则 {sum(origins.values())} 项（{told}），新起草 {drafted} 项；{with_cases} 项的用例一并带过来。"
    for made in imported.made:
        yield from (f"  {item_number(made.rule)}：原义务“{duty.title}”引用的话已不在原文里，已按新的原文起草。" for duty in made.dropped)
    if imported.gone:
        yield f"新计划里没有了的 {len(imported.gone)} 项，规则没有带过来：{'、'.join(item_number(rule) for rule in imported.gone)}"


def _marks(imported: Imported) -> Iterator[str]:
    duties = [duty for made in imported.made for duty in made.rule.duties]
    marks = Counter(parts_of(mark)[0] for duty in duties for mark in duty.review)
    if not marks:
        yield "没有要核对的标记。"
        return
    told = "、".join(f"{aspect} {marks[aspect]}" for aspect in (*ASPECTS, *sorted(set(marks) - set(ASPECTS))) if marks[aspect])
    yield f"要人核对的标记 {sum(marks.values())} 处，在 {sum(bool(d.review) for d in duties)} 项义务里：{told}。核对以前，这些义务不会判任何单位未达标。"


def _unknown_units(imported: Imported, district: District) -> Iterator[str]:
    named = Counter(name for made in imported.made for name in dict.fromkeys(_names(made)) if name != UNNAMED_OWNER)
    unknown = [(name, count) for name, count in named.items() if district.expand(name) is None]
    if not unknown:
        return
    groups, units = _by_core(district.groups), _by_core(name for unit in district.units for name in unit.names)
    yield f"单位文件里没有的单位 {len(unknown)} 个（写进 units.yaml 的 units、aliases 或 groups 以后才会核查）："
    for name, count in sorted(unknown, key=lambda pair: -pair[1]):
        near = get_close_matches(_core(name), groups if "各" in name else units, 1, 0.5)
        yield f"  {name}：{count} 项" + (f"（最接近的是 {(groups if '各' in name else units)[near[0]]}）" if near else "")


def _by_core(names: Iterable[str]) -> dict[str, str]:
    """Names by what tells them apart, each core's first."""
    return {_core(name): name for name in reversed(tuple(names))}


def _core(name: str) -> str:
    """A unit's name without what half of all names share: 县财政局 and 区财政局 are alike, 区社会事业局 and 区农业局 are not.

    >>> _core("区财政局"), _core("各乡镇人民政府（街道办事处）"), _core("各镇（街）")
    ('财政', '乡镇街', '镇街')
    """
    return _COMMON.sub("", normalise(name)) or normalise(name)


def _names(made: Made) -> Iterable[str]:
    rule = made.rule
    return (*rule.leads, *rule.supports, *rule.bracketed, *(name for duty in rule.duties for name in duty.units))


def _next(folder: Path, first: str, has_cases: bool) -> Iterator[str]:
    yield "接下来："
    yield f"  gongkai rules lint --rules {folder}              # 写法有没有错，哪些地方要看"
    yield f"  gongkai rules explain --rules {folder} {first}   # 一条一条看：约束谁、在哪里、怎么认"
    yield f"  gongkai rules approve --rules {folder} {first}   # 看过、改好以后，去掉标记"
    if has_cases:
        yield f"  gongkai rules test --rules {folder}              # 带过来的用例还对不对（各年的工作日不同）"
