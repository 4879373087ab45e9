"""A plan's items under numbers that rule files can be named by: sections and items counted from 1, each number once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rules.plan.items import PlanItem

UNNAMED_SECTION = "计划没有分部分"
UNNAMED_OWNER = "责任单位未写明"
_MOST_SECTIONS, _MOST_ITEMS = 99, 999


@dataclass(frozen=True)
class Numbered:
    """Items as the rules number them. notes: what was numbered anew or filled in, in Chinese."""

    items: tuple[PlanItem, ...]
    notes: tuple[str, ...]


def numbered(items: Iterable[PlanItem]) -> Numbered:
    """The items with numbers that name a rule each; the plan's own wherever they do.

    Numbers that repeat, or are none, give way to counting; an item nobody answers for is said to have nobody.
    """
    items = tuple(items)
    notes: list[str] = []
    sections = _sections(items)
    if set(sections) == {(0, "")}:
        notes.append("计划没有分部分，各项编为第 1 部分")
    elif any(sections[key] != key[0] for key in sections):
        notes.append("计划里各部分的序号有重复或缺少，已按先后重新编号")
    placed = [replace(i, section_number=sections[_key(i)], section=i.section.strip() or UNNAMED_SECTION) for i in items]
    placed = _items(placed, notes)
    nobody = [i for i in placed if not i.leads]
    if nobody:
        notes.append(f"有 {len(nobody)} 项没有写明责任单位：{'、'.join(f'{i.section_number}.{i.number}' for i in nobody)}")
    filled = [i if i.leads else replace(i, leads=(UNNAMED_OWNER,), lead_text=UNNAMED_OWNER, inherited=False) for i in placed]
    return Numbered(tuple(filled), tuple(notes))


def _key(item: PlanItem) -> tuple[int, str]:
    return item.section_number, item.section.strip()


def _sections(items: tuple[PlanItem, ...]) -> dict[tuple[int, str], int]:
    """Each section's number: its own where all are different and fit, else its place."""
    keys = list(dict.fromkeys(map(_key, items)))
    own = [number for number, _ in keys]
    is_right = len(set(own)) == len(own) and all(0 < number <= _MOST_SECTIONS for number in own)
    return {key: key[0] if is_right else place for place, key in enumerate(keys, 1)}


def _items(items: list[PlanItem], notes: list[str]) -> list[PlanItem]:
    """The items of each section under their own numbers where those differ, else in their order."""
    twice = {place for place, count in Counter((i.section_number, i.number) for i in items).items() if count > 1}
    anew = {s for s, _ in twice} | {i.section_number for i in items if not 0 < i.number <= _MOST_ITEMS}
    if anew:
        notes.append(f"第 {'、'.join(map(str, sorted(anew)))} 部分里的序号有重复或缺少，已按先后重新编号")
    places: Counter[int] = Counter()
    placed: list[PlanItem] = []
    for item in items:
        places[item.section_number] += 1
        placed.append(replace(item, number=places[item.section_number]) if item.section_number in anew else item)
    return placed
