"""`make eval`: how the drafts do on plan items that were written beside the drafting, by another hand (other_plans.yaml)."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from rules.drafts.clause import Clause
from rules.drafts.compare import pairs_of
from rules.drafts.outline import outline
from rules.load import load_district
from rules.plan.items import PlanItem
from rules.rule import Due, Duty, Every, Kind, Role, Rule
from rules.text import normalise
from rules.units import District

TRUTH = Path(__file__).with_name("other_plans.yaml")
ASPECTS = {"kind": "方式", "every": "周期", "at": "位置", "by": "单位", "due": "期限"}
"""The four that every duty has, and the deadline, which is compared where the item writes one out."""
_KEYS = {*ASPECTS, "role", "title", "quote", "optional"}
_NOBODY_HOLDS = {"lwyd"}
"""两微一端 are not held against a unit by a crawl of the web: naming them among any_of changes nothing."""


@dataclass(frozen=True)
class Wanted:
    """One finished duty: of each aspect the values that are equally right."""

    title: str
    right: dict[str, tuple[str, ...]]
    optional: bool
    duty: Duty


@dataclass(frozen=True)
class Tried:
    """One duty beside its draft; wrong: aspect, what is right, what the draft says; all aspects where there is no draft."""

    item: int
    wanted: Wanted
    draft: str
    wrong: tuple[tuple[str, str, str], ...]


def main() -> int:
    """Prints the table and every difference; measures only, so the exit code is always 0."""
    data = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))
    district = _district(data["units"])
    tried: list[Tried] = []
    surplus: list[str] = []
    for number, raw in enumerate(data["items"], start=1):
        found, left = _try_item(number, raw, district)
        tried += found
        surplus += [f"{number:>3} 多出：{line}" for line in left]
    print(_table(tried, len(data["items"])))
    print("\n".join([*(_line(t) for t in tried if t.wrong), *surplus]))
    return 0


def _district(raw: dict[str, Any]) -> District:
    """The invented county through the real reader of units.yaml: every unit has a site of its own beside the portal's."""
    units, sites = [], list(raw.pop("sites"))
    for kind, key in (("department", "departments"), ("town", "towns")):
        for id_, (name, *aliases) in raw.pop(key).items():
            sites.append({"id": id_, "name": f"{name}网站", "start": [f"http://{id_}.chengxi.example/"]})
            units.append({"id": id_, "name": name, "kind": kind, "sites": [id_], "aliases": aliases})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "units.yaml")
        path.write_text(yaml.safe_dump({**raw, "sites": sites, "units": units}, allow_unicode=True), encoding="utf-8")
        return load_district(path)


def _try_item(number: int, raw: dict[str, Any], district: District) -> tuple[list[Tried], list[str]]:
    item, year = _plan_item(number, raw), raw["year"]
    wanted = [_wanted(duty, item, district) for duty in raw["duties"]]
    clauses = outline(item, district, year)
    pairs = _pairs(item, wanted, clauses)
    tried = [_beside(number, w, clauses[pairs[i]] if i in pairs else None, district) for i, w in enumerate(wanted) if i in pairs or not w.optional]
    left = [f"{c.title}（{c.kind}）" for j, c in enumerate(clauses) if j not in pairs.values()]
    return tried, left


def _plan_item(number: int, raw: dict[str, Any]) -> PlanItem:
    leads, supports = raw["leads"], raw.get("supports", ())
    owners = raw.get("lead_text") or "、".join(leads) + ("牵头，" + "、".join(supports) + "落实" if supports else "")
    names = (tuple(leads), tuple(supports), tuple(raw.get("bracketed", ())))
    return PlanItem(1, raw["section"], number, raw["text"], *names, owners, False, raw.get("deadline"))


def _wanted(raw: dict[str, Any], item: PlanItem, district: District) -> Wanted:
    assert not (unknown := raw.keys() - _KEYS), f"{item.number}: {unknown}"
    assert raw["quote"] in item.text, raw["quote"]
    kinds, roles = _or(raw["kind"]), _or(raw.get("role", "lead"))
    everies = _or(raw.get("every", "none"))
    assert {*kinds} <= {*get_args(Kind)}, kinds
    assert {*roles} <= {*get_args(Role)}, roles
    assert {*everies} <= {*get_args(Every), "none"}, everies
    units = tuple(raw.get("by") or (item.supports if roles[0] == "support" else item.leads))
    places = _or(raw.get("at", "none" if kinds[0] == "manual" else "any portal own"))
    right = {
        "kind": kinds,
        "every": everies,
        "at": tuple(_place(place.split()[0], place.split()[1:], district) for place in places),
        "by": tuple(f"{role} {_answering(units, district)}" for role in roles),
        "due": _or(str(raw.get("due", ""))),
    }
    kind: Any = kinds[0]
    duty = Duty(raw["title"], kind, raw["title"], units, role="support" if roles[0] == "support" else "lead", quotes=(raw["quote"],))
    return Wanted(raw["title"], right, bool(raw.get("optional")), duty)


def _or(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


def _place(how: str, names: list[str], district: District) -> str:
    """Places in one spelling: ids of sites where they are known, in order; one alone is the same under all and any."""
    known = {site.id if (site := district.site_named(name)) else normalise(name) for name in names}
    known = known - _NOBODY_HOLDS or known
    return " ".join([how if len(known) > 1 else "at", *sorted(known)]) if known else "none"


def _answering(names: tuple[str, ...], district: District) -> str:
    """Who answers, in one spelling: the name of a group, else the id of the unit."""
    return " ".join(sorted(name if district.group_named(name) else unit.id if (unit := district.unit_named(name)) else name for name in names))


def _pairs(item: PlanItem, wanted: list[Wanted], clauses: tuple[Clause, ...]) -> dict[int, int]:
    """Which clause stands for which duty.

    One that may be missing never takes the partner of one that may not, and has none of another kind.
    """
    draft = _rule(item, [Duty(c.title, c.kind, c.title, c.units, role=c.role, every=c.every, places=c.places, quotes=c.quotes) for c in clauses])
    pairs = dict(pairs_of(_rule(item, [w.duty for w in wanted]), draft))
    needed = [i for i, w in enumerate(wanted) if not w.optional]
    if all(i in pairs for i in needed):
        return {i: j for i, j in pairs.items() if not wanted[i].optional or clauses[j].kind in wanted[i].right["kind"]}
    return {needed[i]: j for i, j in pairs_of(_rule(item, [wanted[i].duty for i in needed]), draft)}


def _rule(item: PlanItem, duties: list[Duty]) -> Rule:
    return Rule(1, f"x-{item.number}", 1, item.section, item.number, item.text, item.leads, tuple(duties), item.supports, item.bracketed)


def _beside(number: int, wanted: Wanted, draft: Clause | None, district: District) -> Tried:
    if draft is None:
        return Tried(number, wanted, "", tuple((aspect, "", "") for aspect in ASPECTS if aspect != "due" or wanted.right["due"] != ("",)))
    says = {
        "kind": draft.kind,
        "every": draft.every or "none",
        "at": _place("all" if draft.places.all_of else "any", [*draft.places.names], district),
        "by": f"{draft.role} {_answering(draft.units, district)}",
        "due": _due(draft.due) if wanted.right["due"] != ("",) else "",
    }
    wrong = tuple((aspect, " | ".join(wanted.right[aspect]), said) for aspect, said in says.items() if said not in wanted.right[aspect])
    return Tried(number, wanted, draft.title, wrong)


def _due(due: Due | None) -> str:
    if due is None or due.basis == "assumption":
        return "none"
    counted = ((due.working_days, "wd"), (due.calendar_days, "cd"))
    return str(due.day) if due.day else next((f"{name} {days}" for days, name in counted if days is not None), "none")


def _table(tried: list[Tried], items: int) -> str:
    """Right per aspect, and in all four; deadlines apart, of those written out."""
    wrong = Counter(aspect for t in tried for aspect, _, _ in t.wrong)
    total, dated = len(tried), sum(t.wanted.right["due"] != ("",) for t in tried)
    of = {aspect: dated if aspect == "due" else total for aspect in ASPECTS}
    lines = [f"  {name} {of[aspect] - wrong[aspect]}/{of[aspect]}（{1 - wrong[aspect] / of[aspect]:.1%}）" for aspect, name in ASPECTS.items()]
    fully = sum(all(aspect == "due" for aspect, _, _ in t.wrong) for t in tried)
    lacking = sum(not t.draft for t in tried)
    head = f"他人另写的计划条目 {items} 条、义务 {total} 项，其中 {lacking} 项没有草稿；起草正确："
    return "\n".join([head, *lines, f"  前四项全对 {fully}/{total}（{fully / total:.1%}）"])


def _line(tried: Tried) -> str:
    if not tried.draft:
        return f"{tried.item:>3} {tried.wanted.title}：没有草稿"
    wrong = "；".join(f"{ASPECTS[aspect]} 应为 {right or '（空）'}，草稿 {said or '（空）'}" for aspect, right, said in tried.wrong)
    return f"{tried.item:>3} {tried.wanted.title}（草稿：{tried.draft}）：{wrong}"


if __name__ == "__main__":
    sys.exit(main())
