"""Two plans side by side: each item with the one it was in the former plan, and what differs between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.plan.items import PlanItem
from rules.text import normalise
from rules.years import same_but_years

Kind = Literal["same", "years", "changed", "new", "gone"]
_LEAST = 0.5
"""Less than this in common (Dice, of pairs of characters) is another item."""
_BONUS = 0.03
"""Between items alike, the one of the same section, of the same units, is meant."""
_WHOLE_YEAR = re.compile(
    r"(?:长期|常年|全年|持续|常态化)\w{0,8}|(?:(?:19|20)\d\d年|今年|本年)?(?:12月底|12月31日|十二月底|年底|年内|年终)(?:以?前|之前)?(?:完成)?"
)
"""Deadlines that say no more than the plan's year does."""
_COMMON = 400
"""A pair of characters that stands in more items than this tells nothing apart; without the bound a hostile plan costs its square."""


@dataclass(frozen=True)
class Change:
    """One item of either plan. kind: the text is the same, but for years, altered, or stands in one plan alone."""

    kind: Kind
    old: PlanItem | None
    new: PlanItem | None

    @property
    def is_moved(self) -> bool:
        """Whether it stands under another heading."""
        return self.old is not None and self.new is not None and _section(self.old) != _section(self.new)

    @property
    def units_lost(self) -> tuple[str, ...]:
        return _beyond(self.old, self.new)

    @property
    def units_added(self) -> tuple[str, ...]:
        return _beyond(self.new, self.old)

    @property
    def is_same_owner(self) -> bool:
        """Whether the same units answer, each in its part: a lead that became a support is a change."""
        return self.old is None or self.new is None or _owners(self.old) == _owners(self.new)

    @property
    def is_same_deadline(self) -> bool:
        """A deadline that the text itself names is told with the text."""
        return self.old is None or self.new is None or same_but_years(self.old.column_deadline) == same_but_years(self.new.column_deadline)

    @property
    def is_due_as_before(self) -> bool:
        """Whether the deadlines mean the same: 12月底前, 全年 and none at all do."""
        return self.is_same_deadline or (self.old is not None and self.new is not None and _is_whole_year(self.old) and _is_whole_year(self.new))


def compare_items(old: Sequence[PlanItem], new: Sequence[PlanItem]) -> tuple[Change, ...]:
    """Every item of the new plan in its order, then those of the old one that are gone. The same plans give the same pairs."""
    pairs: dict[int, int] = {}
    for key in (_exact_there, _exact, _years_there, _years):
        _pair_equal(old, new, pairs, key)
    _pair_alike(old, new, pairs)
    changes = [_change(old[pairs[j]] if j in pairs else None, item) for j, item in enumerate(new)]
    kept = set(pairs.values())
    return (*changes, *(Change("gone", item, None) for i, item in enumerate(old) if i not in kept))


def _change(old: PlanItem | None, new: PlanItem) -> Change:
    if old is None:
        return Change("new", None, new)
    if normalise(old.text) == normalise(new.text):
        return Change("same", old, new)
    return Change("years" if same_but_years(old.text) == same_but_years(new.text) else "changed", old, new)


def _exact(item: PlanItem) -> tuple[str, ...]:
    return (normalise(item.text),)


def _exact_there(item: PlanItem) -> tuple[str, ...]:
    return (normalise(item.text), _section(item))


def _years(item: PlanItem) -> tuple[str, ...]:
    return (same_but_years(item.text),)


def _years_there(item: PlanItem) -> tuple[str, ...]:
    return (same_but_years(item.text), _section(item))


def _section(item: PlanItem) -> str:
    return same_but_years(item.section)


def _pair_equal(old: Sequence[PlanItem], new: Sequence[PlanItem], pairs: dict[int, int], key: Callable[[PlanItem], tuple[str, ...]]) -> None:
    taken = set(pairs.values())
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in reversed(range(len(old))):
        if i not in taken:
            free[key(old[i])].append(i)
    for j, item in enumerate(new):
        if j not in pairs and free.get(key(item)):
            pairs[j] = free[key(item)].pop()


def _pair_alike(old: Sequence[PlanItem], new: Sequence[PlanItem], pairs: dict[int, int]) -> None:
    """Of those left, the most alike first."""
    taken = set(pairs.values())
    grams = {i: _grams(item.text) for i, item in enumerate(old) if i not in taken}
    holders: dict[str, list[int]] = defaultdict(list)
    for i, of_item in grams.items():
        for gram in of_item:
            holders[gram].append(i)
    ranked: list[tuple[float, int, int]] = []
    for j, item in enumerate(new):
        if j not in pairs:
            ranked += [(-score, i, j) for i, score in _scores(item, old, grams, holders)]
    for _, i, j in sorted(ranked):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)


def _scores(item: PlanItem, old: Sequence[PlanItem], grams: dict[int, frozenset[str]], holders: dict[str, list[int]]) -> Iterable[tuple[int, float]]:
    own = _grams(item.text)
    shared: dict[int, int] = defaultdict(int)
    for gram in own:
        for i in holders.get(gram, ()) if len(holders.get(gram, ())) <= _COMMON else ():
            shared[i] += 1
    for i, count in shared.items():
        alike = 2 * count / (len(own) + len(grams[i]))
        if alike >= _LEAST:
            yield i, alike + _BONUS * (_section(old[i]) == _section(item)) + _BONUS * (old[i].leads == item.leads)


def _grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, all numbers alike."""
    plain = re.sub(r"\d+", "0", re.sub(r"[^\w]", "", normalise(text)))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _beyond(one: PlanItem | None, other: PlanItem | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ()
    known = {normalise(name) for name in (*other.leads, *other.supports, *other.bracketed)}
    return tuple(name for name in (*one.leads, *one.supports, *one.bracketed) if normalise(name) not in known)


def _is_whole_year(item: PlanItem) -> bool:
    deadline = normalise(item.column_deadline)
    return not deadline or bool(_WHOLE_YEAR.fullmatch(deadline))


def _owners(item: PlanItem) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(normalise, names)) for names in (item.leads, item.supports, item.bracketed))
