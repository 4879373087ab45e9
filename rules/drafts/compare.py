"""Drafts beside a finished rule set: of each finished duty, what the drafts got right, and every difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from rules.chinese import EVERY, KINDS, ROLES, item_number
from rules.drafts.assign import best_pairs
from rules.quotes import QuotedText
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.text import normalise
from rules.units import District

ASPECTS = ("方式", "周期", "位置", "单位")
"""kind, every, places, units with their role."""
_SAME_SORT, _SAME_ROLE = 0.5, 0.3
"""Among duties that quote the same words, the one of the same sort (automated or manual) and role is meant."""
_LEAST = 0.15
"""Less than this in common (of 2) is no pair: two acts of one item share a word by chance."""


@dataclass(frozen=True)
class Difference:
    """One finished duty that the drafts did not get right in all. draft: its partner's title, empty where it has none.

    wrong: aspect, what the finished rule says, what the draft says.
    """

    item: str
    duty: str
    title: str
    draft: str
    wrong: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """right: of `total` finished duties, those right in each aspect; all_right: in all four. surplus: drafts without a partner (item, title)."""

    total: int
    right: dict[str, int]
    all_right: int
    differences: tuple[Difference, ...]
    surplus: tuple[tuple[str, str], ...]

    def as_text(self) -> str:
        """The table, then every difference and every draft without a partner, a line each."""
        rows = [*((aspect, self.right[aspect]) for aspect in ASPECTS), ("四项都对", self.all_right)]
        lines = [f"已定稿的义务 {self.total} 项，草稿判断正确的："]
        lines += [f"  {name:　<4}  {count:>4}  {_share(count, self.total)}" for name, count in rows]
        lines += ["", f"不同之处 {len(self.differences)} 项："] + [_line(d) for d in self.differences]
        lines += ["", f"草稿多出 {len(self.surplus)} 项："] + [f"  {item} {title}" for item, title in self.surplus]
        return "\n".join(lines) + "\n"


def compare(drafts: RuleSet, finished: RuleSet, district: District) -> Comparison:
    """Pairs every finished duty with the draft of the same item that quotes most of the same words; a duty without one is wrong in all.

    Items are the same by their text, else by their number.
    """
    items = list(_items(drafts.rules, finished.rules))
    right = dict.fromkeys(ASPECTS, 0)
    total = all_right = 0
    differences: list[Difference] = []
    surplus: list[tuple[str, str]] = []
    for rule, draft in items:
        pairs = dict(pairs_of(rule, draft))
        for i, duty in enumerate(rule.duties):
            partner = draft.duties[pairs[i]] if draft is not None and i in pairs else None
            wrong = _wrong(duty, partner, district)
            total += 1
            all_right += not wrong
            for aspect in ASPECTS:
                right[aspect] += aspect not in [name for name, _, _ in wrong]
            if wrong:
                differences.append(Difference(item_number(rule), duty.id, duty.title, partner.title if partner else "", wrong))
        left = [d for j, d in enumerate(draft.duties) if j not in pairs.values()] if draft is not None else []
        surplus += [(item_number(rule), f"{d.id} {d.title}（{KINDS[d.kind]}）") for d in left]
    return Comparison(total, right, all_right, tuple(differences), tuple(surplus))


def _items(drafts: Sequence[Rule], finished: Sequence[Rule]) -> Iterator[tuple[Rule, Rule | None]]:
    by_text = {normalise(rule.text): rule for rule in drafts}
    by_number = {(rule.section_number, rule.number): rule for rule in drafts}
    for rule in finished:
        yield rule, by_text.get(normalise(rule.text)) or by_number.get((rule.section_number, rule.number))


def pairs_of(rule: Rule, draft: Rule | None) -> tuple[tuple[int, int], ...]:
    """Which draft duty stands for which finished one, by their places in the rules: the best assignment, none for those that share nothing."""
    if draft is None:
        return ()
    text = QuotedText(rule.text)
    likeness = [[_likeness(duty, other, text) for other in draft.duties] for duty in rule.duties]
    return best_pairs(likeness, _LEAST)


def _likeness(one: Duty, other: Duty, text: QuotedText) -> float:
    """Shared quoted characters and shared pairs of characters of the titles, 0 to 1 each; 0 where they share neither."""
    common = _overlap(text.covered(one.quotes), text.covered(other.quotes)) + _overlap(_bigrams(one.title), _bigrams(other.title))
    if not common:
        return 0.0
    return common + _SAME_SORT * (one.is_automated == other.is_automated) + _SAME_ROLE * (one.role == other.role)


def _overlap(one: Set[object], other: Set[object]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _bigrams(title: str) -> set[str]:
    plain = normalise(title)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _wrong(duty: Duty, draft: Duty | None, district: District) -> tuple[tuple[str, str, str], ...]:
    if draft is None:
        return tuple((aspect, said, "没有草稿") for aspect, said in zip(ASPECTS, _said(duty), strict=True))
    same = (
        duty.kind == draft.kind,
        duty.every == draft.every,
        _places(duty, district) == _places(draft, district),
        (_units(duty, district), duty.role) == (_units(draft, district), draft.role),
    )
    told = zip(ASPECTS, same, _said(duty), _said(draft), strict=True)
    return tuple((aspect, finished, drafted) for aspect, is_same, finished, drafted in told if not is_same)


def _places(duty: Duty, district: District) -> tuple[str, frozenset[str]]:
    """One place is one place, whether it was written as all or as any."""
    names = frozenset(site.id if name != OWN and (site := district.site_named(name)) else normalise(name) for name in duty.places.names)
    return ("all" if duty.places.all_of and len(names) > 1 else "any"), names


def _units(duty: Duty, district: District) -> frozenset[str]:
    return frozenset(key for name in duty.units for key in ([u.id for u in district.expand(name) or ()] or [normalise(name)]))


def _said(duty: Duty) -> tuple[str, str, str, str]:
    places = ("都要：" if len(duty.places.all_of) > 1 else "") + "、".join(duty.places.names)
    return KINDS[duty.kind], EVERY.get(duty.every or "", "无"), places or "未定", f"{'、'.join(duty.units)}（{ROLES[duty.role]}）"


def _share(count: int, total: int) -> str:
    return f"{count / total:6.1%}" if total else "  —"


def _line(difference: Difference) -> str:
    head = f"  {difference.item} {difference.duty} {difference.title}："
    if not difference.draft:
        return f"{head}草稿里没有（{'，'.join(said for _, said, _ in difference.wrong)}）"
    return head + "；".join(f"{aspect} 定稿“{finished}”，草稿“{drafted}”" for aspect, finished, drafted in difference.wrong)
