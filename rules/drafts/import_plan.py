"""A plan into the files of a rule set: drafts of every item, finished rules where a former year's plan had the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from rules.drafts.carry import Carried, Means, carry_rule
from rules.drafts.numbering import UNNAMED_OWNER, numbered
from rules.drafts.previous import PLAN, Previous
from rules.drafts.unknown_units import unknown_marked
from rules.drafts.write import head_text, rule_text
from rules.load import DEFAULT_RULE_SET, HEAD
from rules.plan.as_text import plan_text
from rules.plan.diff import Change, compare_items
from rules.plan.items import Plan, PlanItem
from rules.rule import OWN, Duty, Rule, RuleSetHead
from rules.units import District
from rules.words import Words, shared_words
from rules.years import Moves, moves_between

POLICY = "policy.yaml"
_PACKAGED_YEAR = 2017
_NO_OWNER = "单位：计划没有写出由谁负责，请填上"
Draft = Callable[[PlanItem], Rule]


@dataclass(frozen=True)
class Order:
    """What to make. name, title, year: of the rule set. prefix: of its rules' ids. previous: the former year's rules, if any."""

    name: str
    title: str
    year: int
    prefix: str
    previous: Previous | None = None

    @property
    def former_year(self) -> int:
        return (self.previous.head.year if self.previous else None) or self.year


@dataclass(frozen=True)
class Made:
    """One rule as it goes into its file. origin: the former rule it was carried from. cases: the text of the file of its cases."""

    rule: Rule
    change: Change
    origin: Rule | None = None
    cases: str | None = None
    dropped: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Imported:
    """A rule set before it is written: its files by their paths in the folder, and what a person is told of it.

    places: those that units.yaml does not know. gone: former rules whose items the new plan no longer has.
    """

    files: dict[str, str]
    made: tuple[Made, ...]
    notes: tuple[str, ...]
    places: tuple[str, ...]
    gone: tuple[Rule, ...] = ()


def import_plan(plan: Plan, order: Order, district: District, draft: Draft, told: Callable[[Iterable[Change]], Iterable[Change]] = iter) -> Imported:
    """Makes the rule set of a plan with items; nothing is written. told: passes the work through, to show how far it is."""
    plainly, previous = numbered(plan.items), order.previous
    changes = compare_items(previous.items if previous else (), plainly.items)
    words = shared_words()
    made = tuple(_made(change, order, draft, words) for change in told([c for c in changes if c.new is not None]))
    made = tuple(replace(one, rule=unknown_marked(one.rule, district)) for one in made)
    gone = tuple(r for c in changes if c.new is None and c.old and previous and (r := previous.rule_of(c.old)))
    places = _places([m.rule for m in made], district)
    head = RuleSetHead(1, order.name, order.title, order.year, tuple(places))
    unknown = tuple(name for name in places if district.site_named(name) is None)
    texts = {HEAD: head_text(head), POLICY: _policy(order), PLAN: plan_text(plan.title, plainly.items)}
    for one in made:
        folder = f"{one.rule.section_number:02d}"
        texts[f"{folder}/{one.rule.id}.yaml"] = rule_text(one.rule, _comments(one, order))
        if one.cases is not None:
            texts[f"{folder}/{one.rule.id}.cases.yaml"] = one.cases
    return Imported(texts, made, plainly.notes, unknown, gone)


def _made(change: Change, order: Order, draft: Draft, words: Words) -> Made:
    assert change.new is not None, "only the new plan's items become rules"
    item, previous = change.new, order.previous
    former = previous.rule_of(change.old) if previous and change.old else None
    if previous is None or former is None:
        return Made(_drafted(item, draft), change)
    moves = moves_between(former.text, item.text, order.year - order.former_year, order.former_year)
    rule_id = f"{order.prefix}-{item.section_number:02d}-{item.number:02d}"
    carried: Carried = carry_rule(former, change, rule_id, Means(moves, partial(_drafted, draft=draft), words))
    if not carried.kept:
        return Made(carried.rule, change, dropped=carried.dropped)
    return Made(carried.rule, change, former, previous.cases_of(former, carried.kept, moves), carried.dropped)


def _drafted(item: PlanItem, draft: Draft) -> Rule:
    rule = draft(item)
    if item.leads != (UNNAMED_OWNER,):
        return rule
    return replace(rule, duties=tuple(replace(d, review=(*d.review, _NO_OWNER)) for d in rule.duties))


def _places(rules: Iterable[Rule], district: District) -> list[str]:
    """The places of the plan that are no site a crawl reads."""
    names = dict.fromkeys(name for rule in rules for duty in rule.duties for name in (*duty.places.names, *duty.on_request) if name != OWN)
    return [name for name in names if (site := district.site_named(name)) is None or not site.is_crawled]


def _policy(order: Order) -> str:
    """The former set's readings, else the packaged ones, with the years of this plan."""
    own = order.previous.folder / POLICY if order.previous else None
    if own is not None and own.is_file():
        return Moves(order.year - order.former_year, order.former_year).text(own.read_text(encoding="utf-8-sig"))
    packaged = Path(str(files("rules"))) / DEFAULT_RULE_SET / POLICY
    return Moves(order.year - _PACKAGED_YEAR, _PACKAGED_YEAR).text(packaged.read_text(encoding="utf-8"))


def _comments(made: Made, order: Order) -> list[str]:
    """The lines above a rule: where it comes from, and what to do with it."""
    rule = made.rule
    item = made.change.new
    printed = f"（原文的{item.label}）" if item and item.label not in ("", str(rule.number)) else ""
    cited = f"第 {rule.section_number} 部分第 {rule.number} 项{printed}"
    if made.origin is None:
        lines = [f"草稿：由《{order.title}》{cited}起草。有 review 的义务还没有人看过。"]
        if made.dropped:
            lines.append("上一年有这一项，原文有改动，所以重新起草；能用的用词已沿用。")
    elif made.change.kind == "changed":
        lines = [f"由 {made.origin.id} 沿用一部分（{cited}的原文有改动），其余新起草。"]
    else:
        lines = [f"由 {made.origin.id} 沿用（{cited}，{'原文没有改动' if made.change.kind == 'same' else '原文只改了年份'}）。"]
    if any(duty.review for duty in rule.duties):
        lines.append(f"逐项看 review 写明的地方，改好后运行 gongkai rules approve {rule.section_number}.{rule.number}（删去 review 也一样）。")
    return lines
