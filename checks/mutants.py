"""Mutants: a duty with one of its conditions taken away, for every condition it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from rules.rule import OWN, Due, Duty, Every
from rules.wanted import ColumnWanted, Match, Terms

T = TypeVar("T")
PORTAL = "portal"
NOBODY, NO_COLUMN = "（没有这个单位）", "（没有这个栏目）"
"""Names that no case can mean: what is left where the only unit or column name is taken away."""
LONG_AFTER = 366
"""Calendar days: a due day that no case reaches."""
_OTHER_PERIOD: dict[Every, Every] = {"month": "quarter", "quarter": "month", "half": "quarter", "year": "half", "regular": "quarter"}
_FIELDS = ("title", "list_title", "body", "attachment", "issuer")


@dataclass(frozen=True)
class Mutant:
    """A duty without one condition: which one (as its key in the rule file), and what case would notice."""

    what: str
    duty: Duty
    advice: str


def mutants_of(duty: Duty, unseen: frozenset[str] = frozenset()) -> tuple[Mutant, ...]:
    """Every mutant of an automated duty, each condition taken away once, in the order of the keys; none of a manual duty.

    unseen: names of places that no crawl sees; of several such alternatives none changes anything alone, so that they go together.
    """
    if not duty.is_automated:
        return ()
    found = [mutant for kind in _KINDS for mutant in kind(duty)]
    return (*_units(duty), *_places(duty, unseen), *found)


Found = Iterator[Mutant]


def _units(duty: Duty) -> Found:
    for name in duty.units:
        left = _without(duty.units, name) or (NOBODY,)
        yield Mutant(f"units 里的 {name}", replace(duty, units=left), f"问到{name}的用例（单位组任选其中一个单位）")


def _places(duty: Duty, unseen: frozenset[str]) -> Found:
    key, names = ("all_of" if duty.places.all_of else "any_of"), duty.places.names
    together = tuple(n for n in names if n in unseen)
    for gone in [*((n,) for n in names if n not in unseen), *([together] if together else [])]:
        left = tuple(n for n in names if n not in gone)
        what, swapped = f"places.{key} 里的 {'、'.join(gone)}", PORTAL if gone[0] == OWN else OWN
        if left:
            advice = "只有这一处没有时应为位置不符的用例" if key == "all_of" else "只在这一处公开（或只有这一处没有读完）的用例"
        else:
            what, left, advice = f"{what}（换成 {swapped}）", (swapped,), f"只公开在 {swapped} 因而不算的用例"
        yield Mutant(what, replace(duty, places=_changed(duty.places, key, left)), advice)


def _time(duty: Duty) -> Found:
    if duty.every is not None:
        other = _OTHER_PERIOD[duty.every]
        yield Mutant(f"every（{duty.every} 换成 {other}）", replace(duty, every=other), "写明 period 的用例")
    if duty.due is not None and (due := _without_count(duty.due, duty)) != duty.due:
        yield Mutant("due", replace(duty, due=due), "期限过后才公开（逾期）或期限过后仍没有的用例")
    for key in ("valid_from", "valid_to"):
        if getattr(duty, key) is not None:
            yield Mutant(key, _changed(duty, key, None), f"在 {key} 之外、应为无此情形的用例")
    if duty.since is not None:
        yield Mutant("since", replace(duty, since=None), "只有 since 之前的旧内容、因而不算的用例")


def _without_count(due: Due, duty: Duty) -> Due | None:
    """The due day moved out of sight; where no days are counted, the policy's assumption in its place, if there is one."""
    if due.working_days or due.calendar_days or due.day:
        return replace(due, working_days=None, calendar_days=LONG_AFTER, day=None)
    return None if duty.kind in ("periodic", "event") else due


def _jointly(duty: Duty) -> Found:
    if duty.jointly:
        yield Mutant("jointly", replace(duty, jointly=False), "由另一个责任单位署名、也应为达标的用例")


def _match(duty: Duty) -> Found:
    for what, match, advice in _loosened(duty.match) if duty.match else ():
        yield Mutant(f"match.{what}", replace(duty, match=match), advice)


def _pair(duty: Duty) -> Found:
    if duty.pair is not None:
        for what, match, advice in _loosened(duty.pair.match):
            yield Mutant(f"pair.match.{what}", replace(duty, pair=replace(duty.pair, match=match)), advice)


def _loosened(match: Match) -> Iterator[tuple[str, Match, str]]:
    for key in _FIELDS:
        for what, terms, advice in _loosened_terms(getattr(match, key)):
            yield f"{key}.{what}", _changed(match, key, terms), advice
    for i, terms in enumerate(match.accepted):
        yield f"accepted 第{i + 1}种写法（{_told(terms.groups[0] if terms.groups else ())}）", _at(match, "accepted", i), "只合这种认可写法的用例"
    if match.near:
        yield f"near（{_told(match.near)}）", replace(match, near=()), "标题只含 near 的词、应为待核实（near_miss）的用例"


def _loosened_terms(terms: Terms) -> Iterator[tuple[str, Terms, str]]:
    for i, group in enumerate(terms.all):
        yield f"all 第{i + 1}组（{_told(group)}）", _at(terms, "all", i), "别的条件都合、只缺这一组词、因而不算达标的用例"
    if terms.any:
        yield f"any（{_told(terms.any)}）", replace(terms, any=()), "别的条件都合、只缺这一组词、因而不算达标的用例"
    if terms.none:
        yield f"none（{_told(terms.none)}）", replace(terms, none=()), "别的条件都合、但含其中一个词、因而不算的用例"


def _content(duty: Duty) -> Found:
    content = duty.content
    for i, part in enumerate(content.parts):
        yield Mutant(f"content.parts 里的 {part.name}", replace(duty, content=_at(content, "parts", i)), f"只缺“{part.name}”、应为内容不全的用例")
    if content.rows_at_least is not None:
        yield Mutant("content.rows_at_least", replace(duty, content=replace(content, rows_at_least=None)), "表格行数不够、应为内容不全的用例")
    if content.names:
        advice = f"缺其中一个{content.names_of or '名称'}、应为内容不全的用例"
        yield Mutant("content.names", replace(duty, content=replace(content, names=())), advice)


def _column(duty: Duty) -> Found:
    if duty.column is None:
        return
    changes: list[tuple[str, object, object, str]] = [
        ("names", duty.column.names, (NO_COLUMN,), "有这样的栏目、应为达标的用例"),
        ("near", duty.column.near, (), "只有名称相近的栏目、应为待核实（near_miss）的用例"),
        ("min_entries", 0 if _is_implied(duty.column) else duty.column.min_entries, 0, "栏目里本年度条目不够的用例"),
        ("answers", duty.column.answers, (), "有栏目、有条目、但没有答复的用例"),
    ]
    for key, now, gone, advice in changes:
        if now and now != gone:
            yield Mutant(f"column.{key}", replace(duty, column=_changed(duty.column, key, gone)), advice)


def _is_implied(column: ColumnWanted) -> bool:
    """An answered entry of the year is an entry of the year."""
    return column.min_entries == 1 and bool(column.answers)


def _chain(duty: Duty) -> Found:
    for i, stage in enumerate(duty.stages):
        yield Mutant(f"stages 里的 {stage.name}", _at(duty, "stages", i), f"只缺“{stage.name}”这一阶段的用例")
    if duty.marks:
        yield Mutant(f"marks（{_told(duty.marks)}）", replace(duty, marks=()), "已经标注、应为达标的用例")
    if duty.on_request:
        yield Mutant("on_request", replace(duty, on_request=()), "门户网站上缺标注、应为待核实的用例")
    if duty.upstream is not None and duty.upstream.sites:
        yield Mutant("upstream.sites", replace(duty, upstream=replace(duty.upstream, sites=())), "上级网站上有文件、本处没有转发的用例")
    if duty.silence is not None:
        yield Mutant("silence", replace(duty, silence=None), "什么也没有找到、应为待核实（softened）的用例")


_KINDS: tuple[Callable[[Duty], Found], ...] = (_time, _jointly, _match, _pair, _content, _column, _chain)


def _without(names: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(n for n in names if n != gone)


def _at(owner: T, key: str, i: int) -> T:
    """A copy without the i-th of a tuple."""
    items = getattr(owner, key)
    return _changed(owner, key, (*items[:i], *items[i + 1 :]))


def _changed(owner: T, key: str, value: Any) -> T:
    changed: T = replace(owner, **{key: value})  # type: ignore[type-var]
    return changed


def _told(words: tuple[str, ...]) -> str:
    """The first words of a group, so that its place in the file is found."""
    return "、".join(words[:3]) + ("…" if len(words) > 3 else "")
