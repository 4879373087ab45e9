"""Finished rules of the former plan carried over to the items of the new one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import count
from typing import Any, TypeVar

from rules.chinese import chinese_day
from rules.drafts.draft import letter
from rules.plan.diff import Change
from rules.plan.items import PlanItem
from rules.quotes import QuotedText, content_words
from rules.review import parts_of
from rules.rule import Duty, Rule
from rules.text import normalise
from rules.words import Words
from rules.years import Moves

T = TypeVar("T")
_YEAR_END = (12, 31)
_KEPT = frozenset({"schema_version", "id", "kind", "role", "every", "leads", "supports", "bracketed", "units", "section", "text", "allow", "outcome", "basis"})
"""Fields that a year does not move: what they hold is taken from the new plan, or is no text."""


@dataclass(frozen=True)
class Carried:
    """A rule of the new plan. kept: the ids of the former rule's duties that it has, under the same ids: their cases go with them.
    dropped: the former duties whose quotes the new text no longer has."""

    rule: Rule
    kept: tuple[str, ...]
    dropped: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Means:
    """What carrying takes: the years' moves, drafts for what has changed, a dictionary."""

    moves: Moves
    redraft: Callable[[PlanItem], Rule]
    words: Words


def carry_rule(former: Rule, change: Change, rule_id: str, means: Means) -> Carried:
    """The former rule for the new item of `change`. Where only years differ the whole of it, its years moved; else the duties
    whose quotes still stand, marked, and drafts for what none of them quotes."""
    assert change.old is not None and change.new is not None, "only what both plans have is carried"
    moved = _moved(former, means.moves)
    item = change.new
    duties = tuple(_cited_anew(_owned(_due_again(duty, old, item), change), means.moves) for duty, old in zip(moved.duties, former.duties, strict=True))
    if change.kind != "changed":
        return Carried(_headed(moved, item, rule_id, duties), tuple(d.id for d in duties))
    stay = [stands(duty.quotes, item.text) for duty in duties]
    kept = [_marked(d, "内容：原文有改动，引用的话还在；核对其余的话有没有改变要求") for d, stands_still in zip(duties, stay, strict=True) if stands_still]
    lost = [(old, new) for old, new, stands_still in zip(former.duties, duties, stay, strict=True) if not stands_still]
    added = [d for d in means.redraft(item).duties if _says_more(d.quotes, kept, item.text, means.words)]
    added = _in_known_words(added, [new for _, new in lost], item.text)
    dropped = tuple(old for old, _ in lost)
    return Carried(_headed(moved, item, rule_id, (*kept, *_lettered(added, former.duties if kept else ()))), tuple(d.id for d in kept), dropped)


def stands(quotes: tuple[str, ...], text: str) -> bool:
    """Whether every quote still stands literally in the text."""
    plan = QuotedText(text)
    return bool(quotes) and all(plan.spans(quote) for quote in quotes)


def _headed(rule: Rule, item: PlanItem, rule_id: str, duties: tuple[Duty, ...]) -> Rule:
    return replace(
        rule, id=rule_id, section_number=item.section_number, section=item.section, number=item.number, text=item.text,
        leads=item.leads, supports=item.supports, bracketed=item.bracketed, duties=duties, amends=None,
        deadline_text=item.column_deadline,
    )  # fmt: skip


def _owned(duty: Duty, change: Change) -> Duty:
    """The duty with the new plan's units, marked where they are others."""
    assert change.old is not None and change.new is not None, "only what both plans have is carried"
    if not change.is_due_as_before:
        duty = _marked(duty, f"期限：计划里的时限由“{change.old.deadline_text or '未写'}”改为“{change.new.deadline_text or '未写'}”")
    if change.is_same_owner:
        return duty
    lost, added = set(change.units_lost), change.units_added
    units = tuple(name for name in duty.units if name not in lost)
    if len(units) < len(duty.units):
        units = (*units, *(name for name in added if name not in units))
    told = "、".join(f"{'、'.join(names)}{how}" for names, how in ((change.units_lost, "已不在计划里"), (added, "是新加的")) if names)
    return _marked(replace(duty, units=units or change.new.leads), f"单位：{told or '牵头与配合有改动'}，核对由谁负责")


def _due_again(duty: Duty, former: Duty, item: PlanItem) -> Duty:
    """A day that the plan does not name rests on something of the former year (the day of an approval): it is marked, and its source stays as told."""
    due, before = duty.due, former.due
    if due is None or before is None or due.day is None or due.day == before.day or (due.day.month, due.day.day) == _YEAR_END:
        return duty
    if re.search(rf"(?<!\d)0?{due.day.month}(?:月|[-/.])", normalise(f"{item.text}；{item.column_deadline}")):
        return duty
    told = f"期限：{chinese_day(due.day)}由上一年的{chinese_day(before.day or due.day)}顺延，计划没有写这一天；请改为今年的日期，并改写来源"
    return _marked(replace(duty, due=replace(due, source=before.source)), told)


def _cited_anew(duty: Duty, moves: Moves) -> Duty:
    if moves.cites_others and any(moves.cites(quote) for quote in duty.quotes):
        return _marked(duty, "内容：原文所引文件的文号换了年份，是另一份文件；核对标题、用词是否随之改变")
    return duty


def _marked(duty: Duty, mark: str) -> Duty:
    return replace(duty, review=(*duty.review, mark))


def _moved(value: T, moves: Moves) -> T:
    """The same with its years and days moved, in whatever depth."""
    if not moves.by and not moves.told:
        return value
    return _moved_any(value, moves)  # type: ignore[no-any-return]  # of the same type as it came


def _moved_any(value: Any, moves: Moves) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _moved_any(getattr(value, f.name), moves) for f in fields(value) if f.name not in _KEPT}
        if getattr(value, "basis", "") == "law":  # an article's document keeps its year
            changed["source"] = value.source  # type: ignore[attr-defined]  # what has a basis has a source
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_moved_any(item, moves) for item in value)
    if isinstance(value, date):
        return moves.day(value)
    return moves.text(value) if isinstance(value, str) else value


def _in_known_words(added: list[Duty], lost: list[Duty], text: str) -> list[Duty]:
    """Drafts that ask for what a former duty asked for in other words (按季度 instead of 按月) look for it by that duty's proven terms."""
    plan, free, done = QuotedText(text), list(lost), []
    for duty in added:
        alike = [(len(plan.covered(duty.quotes) & plan.covered(old.quotes)), -i) for i, old in enumerate(free) if _is_alike(duty, old)]
        best, at = max(alike, default=(0, 0))
        if not best:
            done.append(duty)
            continue
        old = free.pop(-at)
        review = tuple(mark for mark in duty.review if parts_of(mark)[0] != "用词")
        done.append(_marked(replace(duty, match=old.match, review=review), f"用词：沿用上一年“{old.title}”的用词；原文有改动，核对是否还合适"))
    return done


def _is_alike(one: Duty, other: Duty) -> bool:
    return one.kind == other.kind and one.role == other.role and one.match is not None and other.match is not None


def _says_more(quotes: tuple[str, ...], kept: list[Duty], text: str, words: Words) -> bool:
    """Whether the quotes cover content words of the text that no duty kept covers."""
    plan = QuotedText(text)
    own = sorted(plan.covered(quotes).difference(*(plan.covered(duty.quotes) for duty in kept)))
    run = "".join(plan.plain[i] if before == i - 1 else "，" + plan.plain[i] for before, i in zip([-1, *own], own, strict=False))
    return bool(content_words(run, words)) or not kept


def _lettered(added: list[Duty], former: tuple[Duty, ...]) -> list[Duty]:
    """The drafts under ids that no former duty had, so that nobody takes one for another."""
    taken = {duty.id for duty in former}
    free = (name for name in map(letter, count()) if name not in taken)
    return [replace(duty, id=next(free)) for duty in added]
