"""How draft duties do in the cases of the finished rules: judged by the draft that stands for the finished duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checks.case import Case, read_cases
from checks.cases import outcome_of
from checks.court import Standards
from checks.match import Matchers
from checks.situation import situation_of
from rules.rule import Duty, Rule, RuleSet
from rules.words import Words

FAILING = ("late", "incomplete", "misplaced", "unmet")
COLUMNS = ("对", "待定", "冤枉", "放过", "另一种不合格")
"""right; unsure (nobody is passed or accused); accuses where the truth does not; passes where it does not; fails for another reason."""

Pairs = Mapping[tuple[str, str], Duty | None]
"""(rule, duty) of the finished rules to the draft duty that stands for it."""


@dataclass(frozen=True)
class Tried:
    """One case judged by a draft. got: as if approved unread."""

    rule: str
    case: Case
    kind: str
    got: str
    reason: str
    reviewed: bool

    def said(self, is_approved: bool) -> str:
        """The outcome: while a duty has marks, what would fail is left open."""
        return "unverified" if self.got in FAILING and self.reviewed and not is_approved else self.got

    def sort(self, is_approved: bool) -> str:
        said, expected = self.said(is_approved), self.case.todo or self.case.expect
        if said == expected:
            return "对"
        if said == "met":
            return "放过"
        if said in FAILING:
            return "另一种不合格" if expected in FAILING else "冤枉"
        return "待定"


def try_cases(standards: Standards, rule_set: RuleSet, folder: Path, pairs: Pairs, words: Words) -> Iterator[Tried]:
    """Every case of the finished rules, judged by the draft duty under the finished duty's id, so that its events fit."""
    stand_ins = {
        (rule.id, duty.id): replace(draft, id=duty.id, review=()) if (draft := pairs.get((rule.id, duty.id))) is not None else None
        for rule in rule_set.rules
        for duty in rule.duties
    }
    matchers = Matchers([duty for duty in stand_ins.values() if duty is not None], words, standards.district)
    for rule in rule_set.rules:
        drafts = {d.id: draft for d in rule.duties if (draft := stand_ins[rule.id, d.id]) is not None}
        drafted = replace(rule, duties=tuple(drafts.values()))
        for case in read_cases(folder, rule):
            yield _tried(standards, rule_set, drafted, case, pairs, matchers)


def _tried(standards: Standards, rule_set: RuleSet, rule: Rule, case: Case, pairs: Pairs, matchers: Matchers) -> Tried:
    draft = pairs.get((rule.id, case.duty))
    duty = next((d for d in rule.duties if d.id == case.duty), None)
    situation = situation_of(standards, case)
    if draft is None or duty is None or situation is None:
        return Tried(rule.id, case, "没有草稿", "没有结果", "", True)
    got, reason = outcome_of(case, situation.judge(rule_set, rule, duty, matchers))
    return Tried(rule.id, case, draft.kind, got, reason, bool(draft.review))


def table(tried: Iterable[Tried], is_approved: bool) -> str:
    """Rows: the outcome that must come; columns: what the drafts said of it."""
    counts: dict[str, Counter[str]] = {}
    for one in tried:
        counts.setdefault(one.case.todo or one.case.expect, Counter())[one.sort(is_approved)] += 1
    rows = [["应为", "例数", *COLUMNS]]
    for expected in sorted(counts):
        of = counts[expected]
        rows.append([expected, str(of.total()), *(str(of[name]) for name in COLUMNS)])
    whole = sum(counts.values(), Counter[str]())
    rows.append(["合计", str(whole.total()), *(str(whole[name]) for name in COLUMNS)])
    return "\n".join("  ".join(f"{cell:<14}" if i == 0 else f"{cell:>7}" for i, cell in enumerate(row)) for row in rows)
