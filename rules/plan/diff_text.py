"""What changed between two plans, told to people and to programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rules.chinese import numeral
from rules.plan.diff import Change
from rules.plan.items import PlanItem
from rules.plan.wording_diff import wording_diff
from rules.rule import Rule
from rules.tabular import cut
from rules.words import Words

_KINDS = {"same": "没有改动", "years": "只改了年份", "changed": "有改动", "new": "新增", "gone": "取消"}


@dataclass(frozen=True)
class RuleFate:
    """What becomes of the former plan's rule. standing, lost: its duties whose quotes stand, or no longer stand, in the new text."""

    rule: Rule
    standing: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A change with the words that differ, and the rule of its former item where rules are at hand."""

    change: Change
    wording: tuple[str, ...]
    fate: RuleFate | None = None


def told(change: Change, fate: RuleFate | None, words: Words) -> Told:
    differs = change.kind in ("changed", "years") and change.old is not None and change.new is not None
    wording = wording_diff(change.old.text, change.new.text, words) if differs and change.old and change.new else ()
    return Told(change, wording, fate)


def diff_lines(changes: Sequence[Told], has_rules: bool) -> Iterator[str]:
    """Altered, new and gone items with what differs; items that are the same are only counted."""
    for kind, heading in _KINDS.items():
        chosen = [t for t in changes if t.change.kind == kind and (kind != "same" or _is_worth_telling(t.change))]
        if chosen:
            yield f"\n{heading if kind != 'same' else '原文没有改动，别处有改动'}（{len(chosen)} 项）"
            for one in chosen:
                yield from _item_lines(one, has_rules)
    counts = Counter(t.change.kind for t in changes)
    moved = sum(t.change.is_moved for t in changes)
    yield "\n共：" + "、".join(f"{label} {counts[kind]} 项" for kind, label in _KINDS.items()) + (f"；换了部分的 {moved} 项" if moved else "") + "。"  # type: ignore[index]  # the keys are the kinds
    if has_rules:
        yield _fates(changes)


def _is_worth_telling(change: Change) -> bool:
    return change.is_moved or not change.is_same_owner or not change.is_same_deadline


def _item_lines(one: Told, has_rules: bool) -> Iterator[str]:
    change = one.change
    item = change.new or change.old
    assert item is not None, "a change is of some item"
    before = f"（原 {cited(change.old)}）" if change.old and change.new and cited(change.old) != cited(change.new) else ""
    yield f"  {cited(item)}{before}　{cut(item.text, 110) if change.kind != 'changed' else item.text}"
    yield from (f"      {line}" for line in one.wording)
    if change.is_moved and change.old and change.new:
        yield f"      由“{change.old.section}”移到“{change.new.section}”"
    if not change.is_same_owner and change.old and change.new:
        yield f"      单位：{change.old.lead_text or '、'.join(change.old.leads)} → {change.new.lead_text or '、'.join(change.new.leads)}"
    if not change.is_same_deadline and change.old and change.new:
        yield f"      时限：{change.old.deadline_text or '未写'} → {change.new.deadline_text or '未写'}"
    if change.kind == "new":
        yield f"      单位：{item.lead_text or '、'.join(item.leads)}"
    if has_rules:
        yield f"      规则：{_fate_of(one)}"


def _fate_of(one: Told) -> str:
    fate, kind = one.fate, one.change.kind
    if kind == "new" or (fate is None and kind != "gone"):
        return "要新起草"
    if fate is None:
        return "没有原规则"
    if kind == "gone":
        return f"{fate.rule.id} 不再使用"
    check = "" if one.change.is_same_owner and one.change.is_same_deadline else "，单位或时限要核对"
    if kind != "changed":
        return f"{fate.rule.id} 连同用例沿用{'，年份随计划改' if kind == 'years' else ''}{check}"
    kept = f"义务 {'、'.join(fate.standing)} 引用的话还在，沿用后核对" if fate.standing else "没有一项义务引用的话还在"
    return f"{fate.rule.id} 要重看：{kept}" + (f"；义务 {'、'.join(fate.lost)} 要改写" if fate.lost and fate.standing else "") + check


def _fates(changes: Sequence[Told]) -> str:
    whole = sum(t.fate is not None and t.change.kind in ("same", "years") for t in changes)
    part = sum(t.fate is not None and t.change.kind == "changed" for t in changes)
    fresh = sum(t.fate is None and t.change.new is not None for t in changes)
    return f"规则：连同用例沿用 {whole} 条，要重看 {part} 条，要新起草 {fresh} 条，不再使用 {sum(t.change.kind == 'gone' for t in changes)} 条。"


def cited(item: PlanItem) -> str:
    """一.3, as people cite the plan."""
    return f"{numeral(item.section_number)}.{item.number}"


def diff_json(changes: Sequence[Told]) -> list[dict[str, Any]]:
    """Every change, those without a difference too."""
    return [
        {
            "kind": t.change.kind, "old": _item(t.change.old), "new": _item(t.change.new), "moved": t.change.is_moved, "wording": list(t.wording),
            "units_changed": not t.change.is_same_owner, "units_added": list(t.change.units_added), "units_lost": list(t.change.units_lost),
            "deadline_changed": not t.change.is_same_deadline,
            "rule": {"id": t.fate.rule.id, "standing": list(t.fate.standing), "lost": list(t.fate.lost)} if t.fate else None,
        }
        for t in changes
    ]  # fmt: skip


def _item(item: PlanItem | None) -> dict[str, Any] | None:
    if item is None:
        return None
    keys = ("section_number", "section", "number", "text", "leads", "supports", "bracketed", "deadline_text")
    return {key: getattr(item, key) for key in keys}
