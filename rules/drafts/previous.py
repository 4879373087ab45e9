"""The former year's rule set, as far as the next year's plan can take it over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rules.amendments import order
from rules.errors import InvalidInput
from rules.load import rule_files
from rules.plan import read_plan
from rules.plan.items import PlanItem
from rules.rule import Rule, RuleSetHead
from rules.text import normalise
from rules.yamlfile import parse_yaml
from rules.years import Moves

PLAN = "plan.txt"
_CASE = re.compile(r"^  - ", re.MULTILINE)


@dataclass(frozen=True)
class Previous:
    """A folder of finished rules: of each item the newest version."""

    folder: Path
    head: RuleSetHead
    rules: tuple[Rule, ...]

    @cached_property
    def items(self) -> tuple[PlanItem, ...]:
        """The items its rules stand for: as its plan has them, else as the rules' heads tell them."""
        path = self.folder / PLAN
        told = {(i.section_number, i.number): i for i in read_plan(path).items} if path.is_file() else {}
        return tuple(self._item(rule, told.get((rule.section_number, rule.number))) for rule in self.rules)

    def _item(self, rule: Rule, told: PlanItem | None) -> PlanItem:
        if told is not None and normalise(told.text) == normalise(rule.text):
            return told
        return PlanItem(
            rule.section_number,
            rule.section,
            rule.number,
            rule.text,
            rule.leads,
            rule.supports,
            rule.bracketed,
            "、".join(rule.leads),
            False,
            rule.deadline_text or None,
        )

    def rule_of(self, item: PlanItem) -> Rule | None:
        """The rule of an item of the former plan: the one of its text, of several the one of its number."""
        same = self._by_text.get(normalise(item.text), ())
        return next((r for r in same if (r.section_number, r.number) == (item.section_number, item.number)), same[0] if same else None)

    @cached_property
    def _by_text(self) -> dict[str, tuple[Rule, ...]]:
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            found[normalise(rule.text)] = (*found.get(normalise(rule.text), ()), rule)
        return found

    def cases_of(self, rule: Rule, kept: tuple[str, ...], moves: Moves) -> str | None:
        """The file of the rule's cases with its years moved, the cases of duties that were not kept left out; None where there are none."""
        path = next(iter(sorted(self.folder.glob(f"**/{rule.stem}.cases.yaml"))), None)
        if path is None:
            return None
        text = path.read_text(encoding="utf-8-sig")
        duties = [case.get("duty") for case in parse_yaml(text, str(path)).data["cases"]]
        if all(duty in kept for duty in duties):
            return moves.case_file(text)
        starts = [found.start() for found in _CASE.finditer(text)]
        if len(starts) != len(duties):  # written in another style than one case to a dash: better none than half of them
            return None
        blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        chosen = [block for block, duty in zip(blocks, duties, strict=True) if duty in kept]
        return moves.case_file(text[: starts[0]] + "".join(chosen)) if chosen else None


def previous_of(folder: Path) -> Previous:
    """Raises InvalidInput where the folder holds no rule, or one that cannot be read: it would pass for an item that is new."""
    head, files = rule_files(folder)
    unread = {path for path in folder.glob("*/*.yaml") if not path.name.endswith(".cases.yaml")} - {file.path for file in files}
    if unread:
        raise InvalidInput(f"{min(unread)} 等 {len(unread)} 个规则文件读不出来；请先改好，例如 gongkai rules lint --rules {folder}")
    newest = {rule.id: rule for rule in sorted((file.rule for file in files), key=order)}
    return Previous(folder, head, tuple(newest.values()))
