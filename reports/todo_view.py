"""What a unit must do next: failing duties gravest first, then the next due days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.score import Cell
from checks.verdict import FAILING, Outcome, Verdict
from reports import words
from reports.card_view import anchor
from reports.hostile import shown
from rules.chinese import item_number
from rules.rule import Duty, Rule

Rules = dict[tuple[str, str], Rule]
Duties = dict[tuple[str, str, str], Duty]


@dataclass(frozen=True)
class Target:
    """Where a verdict stands on the page, and what the link says."""

    label: str
    anchor: str


@dataclass(frozen=True)
class Todo:
    """One thing to put right: a duty, an outcome, and the periods or subjects it concerns."""

    outcome: str
    number: str
    title: str
    targets: tuple[Target, ...]
    more: int
    why: str
    remedy: str
    due: str


@dataclass(frozen=True)
class Upcoming:
    """A due day that has not come yet."""

    due: str
    days_left: int
    number: str
    title: str
    period: str
    anchor: str


_MOST_TARGETS = 24


def things_to_do(cells: Iterable[Cell], rules: Rules, duties: Duties) -> tuple[Todo, ...]:
    """Failing verdicts, those of one duty, outcome and remedy together; gravest first, then the longest overdue."""
    groups: dict[tuple[Outcome, str, str, str, str], list[Verdict]] = defaultdict(list)
    for cell in cells:
        for v in cell.failing:
            groups[(v.outcome, v.rule_set, v.rule, v.duty, v.remedy)].append(v)
    order = sorted(groups.values(), key=lambda same: (-FAILING.index(same[0].outcome), _first_due(same), same[0].key))
    return tuple(_todo(same, rules, duties) for same in order)


def _first_due(verdicts: list[Verdict]) -> date:
    return min((v.due for v in verdicts if v.due), default=date.max)


def _todo(same: list[Verdict], rules: Rules, duties: Duties) -> Todo:
    first = same[0]
    rule, duty = rules[(first.rule_set, first.rule)], duties[(first.rule_set, first.rule, first.duty)]
    due = _first_due(same)
    return Todo(
        first.outcome, item_number(rule), duty.title,
        tuple(Target(_label(v), anchor(v)) for v in same[:_MOST_TARGETS]), max(0, len(same) - _MOST_TARGETS),
        shown(first.why, 300) if len(same) == 1 else "", shown(first.remedy, 300), due.isoformat() if due < date.max else "",
    )  # fmt: skip


def _label(v: Verdict) -> str:
    return shown(words.subject_name(v), 40) or words.period_name(v.period) or "查看依据"


def upcoming(cells: Iterable[Cell], rules: Rules, duties: Duties, as_of: date) -> list[Upcoming]:
    """Due days to come, soonest first; without those of drafts, which ask nothing of a unit yet."""
    asked = (c for c in cells if not duties[(c.rule_set, c.rule, c.duty)].review)
    waiting = [(v.due, v) for c in asked for v in c.verdicts if v.outcome == "not_due" and v.due is not None]
    return [
        Upcoming(
            due.isoformat(), (due - as_of).days, item_number(rules[(v.rule_set, v.rule)]),
            duties[(v.rule_set, v.rule, v.duty)].title, shown(words.subject_name(v), 40) or words.period_name(v.period), anchor(v),
        )
        for due, v in sorted(waiting, key=lambda pair: (pair[0], pair[1].key))
    ]  # fmt: skip
