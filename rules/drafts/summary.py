"""What a person is told of an import: how much, what is doubtful, what is unknown, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.chinese import KINDS, item_number
from rules.drafts.import_plan import Imported, Made
from rules.drafts.unknown_units import is_unknown, nearest_unit
from rules.plan.items import Plan
from rules.review import ASPECTS, parts_of
from rules.units import District

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
    """How the file was read, and what in it could not be placed."""
    yield from (f"读取说明：{note}" for note in plan.notes)
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
    cases = f"；{with_cases} 项的用例一并带过来" if with_cases else ""
    yield f"沿用原有规则 {sum(origins.values())} 项（{told}），新起草 {drafted} 项{cases}。"
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
    named = Counter(name for made in imported.made for name in dict.fromkeys(_names(made)))
    unknown = [(name, count) for name, count in named.items() if is_unknown(name, district)]
    if not unknown:
        return
    yield f"单位文件里没有的单位 {len(unknown)} 个（写进 units.yaml 的 units、aliases 或 groups 以后才会核查）："
    for name, count in sorted(unknown, key=lambda pair: -pair[1]):
        near = nearest_unit(name, district)
        yield f"  {name}：{count} 项" + (f"（最接近的是 {near}）" if near else "")


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
