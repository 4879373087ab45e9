"""A draft rule set of the plan behind a finished one, its duties under the ids of the finished duties that they stand for."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from rules.drafts.compare import pairs_of
from rules.drafts.draft import draft_rule
from rules.drafts.write import head_text, rule_text
from rules.plan import read_plan
from rules.rule import OWN, Duty, Rule, RuleSet, RuleSetHead
from rules.units import District

WITHOUT = "没有草稿"
"""Title of the manual duty that stands where the drafts have none, so that records of the finished duty name something."""


@dataclass(frozen=True)
class Drafted:
    """rules: as drafted. paired: of each finished duty (rule, duty) the draft that stands for it, None where there is none."""

    rules: tuple[Rule, ...]
    paired: dict[tuple[str, str], Duty | None]


def draft_all(finished: RuleSet, folder: Path, district: District) -> Drafted:
    """Drafts of the plan in the finished set's folder. Raises InvalidInput where that cannot be read."""
    prefix = finished.rules[0].id.split("-")[0]
    rules = tuple(draft_rule(item, prefix, finished.year, district) for item in read_plan(folder / "plan.txt").items)
    drafts, paired = {rule.id: rule for rule in rules}, dict[tuple[str, str], Duty | None]()
    for rule in finished.rules:
        draft = drafts.get(rule.id)
        pairs = dict(pairs_of(rule, draft))
        for i, duty in enumerate(rule.duties):
            paired[rule.id, duty.id] = draft.duties[pairs[i]] if draft is not None and i in pairs else None
    return Drafted(rules, paired)


def write_under_finished_ids(drafted: Drafted, finished: RuleSet, source: Path, folder: Path, district: District) -> None:
    """The drafts as a folder of rules named like the finished set, so that its records and its ledger of planted cells fit."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rules = [_under_finished_ids(rule, next(r for r in finished.rules if r.id == rule.id), drafted) for rule in drafted.rules]
    (folder / "ruleset.yaml").write_text(head_text(RuleSetHead(1, finished.name, finished.title, finished.year, _places(rules, district))), encoding="utf8")
    shutil.copy(source / "policy.yaml", folder / "policy.yaml")
    shutil.copy(source / "plan.txt", folder / "plan.txt")
    for rule in rules:
        path = folder / f"{rule.section_number:02d}" / f"{rule.id}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(rule_text(rule), encoding="utf8")


def _under_finished_ids(rule: Rule, finished: Rule, drafted: Drafted) -> Rule:
    of_drafts = {partner.id: duty.id for duty in finished.duties if (partner := drafted.paired[finished.id, duty.id]) is not None}
    duties = [replace(duty, id=of_drafts.get(duty.id, f"z{duty.id}")) for duty in rule.duties]
    lacking = [duty for duty in finished.duties if drafted.paired[finished.id, duty.id] is None]
    duties += [Duty(d.id, "manual", WITHOUT, d.units, d.role, reason=WITHOUT, proof=WITHOUT, quotes=d.quotes) for d in lacking]
    return replace(rule, duties=tuple(duties))


def _places(rules: list[Rule], district: District) -> tuple[str, ...]:
    """Names that no crawl reads: the set has to know them itself."""
    names = dict.fromkeys(name for rule in rules for duty in rule.duties for name in (*duty.places.names, *duty.on_request) if name != OWN)
    return tuple(name for name in names if (site := district.site_named(name)) is None or not site.is_crawled)
