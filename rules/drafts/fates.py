"""Which rules of the former plan the new one can take over."""

from __future__ import annotations

from rules.drafts.carry import stands
from rules.drafts.previous import Previous
from rules.plan.diff import Change
from rules.plan.diff_text import RuleFate
from rules.years import moves_between


def fate_of(change: Change, previous: Previous, by: int, year: int) -> RuleFate | None:
    """What becomes of the rule of the change's former item; None where there is none. by: years between the plans, year: the former's."""
    rule = previous.rule_of(change.old) if change.old else None
    if rule is None:
        return None
    if change.new is None:
        return RuleFate(rule, (), tuple(duty.id for duty in rule.duties))
    moves = moves_between(rule.text, change.new.text, by, year)
    standing = {d.id: stands(tuple(map(moves.text, d.quotes)), change.new.text) for d in rule.duties}
    return RuleFate(rule, tuple(i for i, stays in standing.items() if stays), tuple(i for i, stays in standing.items() if not stays))
