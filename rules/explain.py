"""One rule explained to a district officer: whom it binds, where, what, by when and why; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.calendar import Calendar
from rules.chinese import ROLES, chinese_day, how_often, item_number
from rules.concerns import concerns
from rules.explain_due import DueTold, Year, due_told
from rules.explain_silence import silence_told
from rules.explain_words import Look, needed, sought
from rules.policy import Policy, ReadingChosen
from rules.rule import OWN, Duty, InForce, Kind, Rule, RuleSet
from rules.units import District, Site

_LOOKED_THROUGH: dict[Kind, str] = {"marked": "清单和原文件在这些位置上找", "paired": "文件和解读在这些位置上找", "timely": "这些位置上的文件都查"}
"""Kinds that are not told by how many of the places have it."""


@dataclass(frozen=True)
class Bound:
    """A name of the plan and the units it means. is_known: False where units.yaml lacks it, so that nobody answers."""

    name: str
    is_group: bool
    is_known: bool
    units: tuple[str, ...]


@dataclass(frozen=True)
class PlaceTold:
    """One place. check: crawl, api, proof, or "" where units.yaml lacks it; proof: what is asked for where it is not crawled."""

    name: str
    note: str
    check: str
    proof: str


@dataclass(frozen=True)
class DutyPage:
    """One duty. places_rule: how many of the places it takes; validity: "" where it holds all year; due: None without any day.

    review: of a draft, what a person has still to look at.
    """

    id: str
    kind: Kind
    title: str
    how_often: str
    is_automated: bool
    role: str
    bound: tuple[Bound, ...]
    places_rule: str
    places: tuple[PlaceTold, ...]
    sought: tuple[Look, ...]
    needed: tuple[str, ...]
    due: DueTold | None
    silence: tuple[str, ...]
    remedy: str
    reason: str
    proof: str
    quotes: tuple[str, ...]
    weight: int
    validity: str
    readings: tuple[ReadingChosen, ...]
    review: tuple[str, ...]


@dataclass(frozen=True)
class VersionPage:
    """One version of a rule: when it holds ("" without amendments), by what it was amended, and its duties."""

    holds: str
    why: str
    text: str
    duties: tuple[DutyPage, ...]


@dataclass(frozen=True)
class RulePage:
    """One item of the plan, explained. versions: the newest first; one where nothing was amended."""

    rule_set: str
    rule_set_title: str
    id: str
    section_number: int
    section: str
    number: str
    text: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    bracketed: tuple[str, ...]
    versions: tuple[VersionPage, ...]


@dataclass(frozen=True)
class Reference:
    """What rules are explained by. this_year: the year of a rule set that names none."""

    district: District
    policies: Mapping[str, Policy]
    calendar: Calendar
    this_year: int


def explain_all(rule_set: RuleSet, by: Reference) -> tuple[RulePage, ...]:
    """A page for each item, in the plan's order."""
    return tuple(explain(rule_set, rule, by) for rule in rule_set.rules)


def explain(rule_set: RuleSet, rule: Rule, by: Reference) -> RulePage:
    """The page of one item; `rule` is its newest version."""
    versions = [(version, force) for version, force in rule_set.versions() if version.id == rule.id]
    told = tuple(_version(rule_set, version, force, by) for version, force in reversed(versions))
    return RulePage(
        rule_set.name, rule_set.title, rule.id, rule.section_number, rule.section, item_number(rule), rule.text, rule.leads, rule.supports, rule.bracketed, told
    )  # fmt: skip


def _version(rule_set: RuleSet, rule: Rule, force: InForce, by: Reference) -> VersionPage:
    year = Year(rule_set.year or by.this_year, by.calendar, by.policies.get(rule_set.name, Policy()), force)
    why = rule.amends.why if rule.amends else ""
    return VersionPage(_span(force), why, rule.text, tuple(duty_page(rule, duty, year, by.district) for duty in rule.duties))


def _span(force: InForce) -> str:
    """The days on which something holds; "" for always."""
    first = f"自{chinese_day(force.first)}起" if force.first else ""
    last = f"至{chinese_day(force.last)}止" if force.last else ""
    return first + last


def duty_page(rule: Rule, duty: Duty, by: Year, district: District) -> DutyPage:
    """One duty of a version of its rule."""
    takes_any = by.policy.named_places == "any"
    return DutyPage(
        id=duty.id,
        kind=duty.kind,
        title=duty.title,
        how_often=how_often(duty),
        is_automated=duty.is_automated,
        role=_role(rule, duty),
        bound=tuple(_bound(name, district) for name in duty.units),
        places_rule=_places_rule(duty, takes_any),
        places=tuple(_place(name, duty, district) for name in duty.places.names),
        sought=sought(duty),
        needed=needed(duty, by.policy),
        due=due_told(duty, by),
        silence=silence_told(duty, by.policy),
        remedy=duty.remedy,
        reason=duty.reason,
        proof=duty.proof,
        quotes=duty.quotes,
        weight=duty.weight,
        validity=_span(InForce(duty.valid_from, duty.valid_to)),
        readings=_readings(rule, duty, by.policy, district),
        review=duty.review,
    )


def _role(rule: Rule, duty: Duty) -> str:
    """牵头 only where somebody else is named beside it."""
    is_shared = rule.supports or any(other.role == "support" for other in rule.duties)
    return ROLES[duty.role] if is_shared or duty.role == "support" else "责任单位"


def _bound(name: str, district: District) -> Bound:
    units = district.expand(name)
    return Bound(name, district.group_named(name) is not None, units is not None, tuple(unit.name for unit in units or ()))


def _places_rule(duty: Duty, takes_any: bool) -> str:
    if len(duty.places.names) < 2:
        return ""
    if duty.kind in _LOOKED_THROUGH:
        return _LOOKED_THROUGH[duty.kind]
    if duty.places.all_of:
        return "有一处即可（按本办口径）" if takes_any else "每一处都要有，缺一处为位置不符"
    return "有一处即可"


def _place(name: str, duty: Duty, district: District) -> PlaceTold:
    if name == OWN:
        units = {unit.id: unit for bound in duty.units for unit in district.expand(bound) or ()}
        sites = [district.sites_by_id[site].name for unit in units.values() for site in unit.sites if site in district.sites_by_id]
        note = "、".join(dict.fromkeys(sites)) if len(units) == 1 else "各单位在自己的网站上公开"
        return PlaceTold("本单位网站", note, "crawl", "")
    site = district.site_named(name)
    if site is None:
        return PlaceTold(name, "单位文件里没有这个站点，暂不核查", "", "")
    return PlaceTold(site.name, _how_checked(site), site.check, site.proof)


def _how_checked(site: Site) -> str:
    return {"crawl": "", "api": "有数据接口但程序还不能读，凭书面证明核查", "proof": "不抓取，凭书面证明核查"}[site.check]


def _readings(rule: Rule, duty: Duty, policy: Policy, district: District) -> tuple[ReadingChosen, ...]:
    pairs = zip(policy.readings, policy.chosen(), strict=True)
    return tuple(told for reading, told in pairs if any(concerns(concern, rule, duty, district) for concern in reading.concerns))
