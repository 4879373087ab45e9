"""Picking by name: the rule, the duty or the unit a user means, with the nearest in the message where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.check_units import nearest
from rules.errors import InvalidInput
from rules.naming import ids_named
from rules.rule import Duty, Rule, RuleSet
from rules.units import District, Unit


def rules_named(rule_sets: Iterable[RuleSet], names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of these names (py2017-01-03, 01-03, 一.3), in their own order; all where no name is given. Raises InvalidInput."""
    rules = [r for rule_set in rule_sets for r in rule_set.rules]
    asked = list(names)
    wanted = {rule for name in asked for rule in ids_named(name, [r.id for r in rules])}
    return tuple(r for r in rules if r.id in wanted) if asked else tuple(rules)


def duties_named(rules: Sequence[Rule], name: str | None) -> tuple[Duty, ...]:
    """The duties of this id in the versions of a rule; all where no id is given. Raises InvalidInput."""
    duties = [d for r in rules for d in r.duties]
    found = tuple(d for d in duties if name in (None, d.id))
    if not found:
        known = "、".join(dict.fromkeys(d.id for d in duties))
        raise InvalidInput(f"--duty 写的是 {name}；{rules[0].id} 里有的是 {known}；例如 --duty {duties[0].id}")
    return found


def unit_named(district: District, name: str) -> Unit:
    """A unit by id, name or alias. Raises InvalidInput."""
    unit = district.units_by_id.get(name) or district.unit_named(name)
    if unit is None:
        known = {n for u in district.units for n in (u.id, *u.names)}
        allowed = f"单位文件里的编号、名称或别名{nearest(name, known)}"
        raise InvalidInput(f"--unit 写的是 {name}；允许的是{allowed}；例如 --unit {district.units[0].name}")
    return unit
