"""Verbs of the plan and of the rules: plan show; rules list, lint."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from rules.calendar import load_calendars
from rules.chinese import EVERY, chinese_day
from rules.errors import InvalidFiles, Mistake
from rules.explain import Reference, explain
from rules.explain_text import as_json as explain_json
from rules.explain_text import as_text as explain_text
from rules.lint import lint, told_of
from rules.load import load_all, load_district, rule_set_folders
from rules.markers import load_markers
from rules.naming import ids_named
from rules.options import rules_option, units_option
from rules.plan import Plan, PlanItem, read_plan
from rules.policy_file import load_policies, load_policy
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.tabular import cut, table
from rules.units import District

T = TypeVar("T")

KIND_LABELS = {
    "periodic": "定期", "one_off": "一次性", "standing": "长期", "event": "随事项", "reprint": "转发", "paired": "配解读", "marked": "标注废止",
    "progress": "分阶段", "interactive": "互动", "timely": "限时", "manual": "人工核查",
}  # fmt: skip


@click.group("plan")
def plan_group() -> None:
    """年度计划：读出条目。"""


@click.group("rules")
def rules_group() -> None:
    """规则：列出、检查。"""


@plan_group.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def show_plan(file: Path, as_json: bool) -> None:
    """读出计划文件（.txt）里的每一项，并说明没有看懂的内容。"""
    plan = read_plan(file)
    if not plan.items:
        click.echo(f"没有找到计划条目：{file} 里没有“任务、事项、责任单位”这样的表格。", err=as_json)
    if as_json:
        _echo_json({"schema_version": 1, **asdict(plan)})
    elif plan.items:
        click.echo("\n".join(_plan_lines(plan)))


def _plan_lines(plan: Plan) -> Iterable[str]:
    yield plan.title or "（没有标题）"
    section = 0
    for number in dict.fromkeys(item.section_number for item in plan.items):
        items = [item for item in plan.items if item.section_number == number]
        section += 1
        yield f"\n第 {number} 部分　{items[0].section}"
        yield from table([_plan_row(item) for item in items])
    inherited = sum(item.inherited for item in plan.items)
    year = f"（{plan.year} 年）" if plan.year else ""
    yield f"\n共 {section} 个部分、{len(plan.items)} 项{year}，其中 {inherited} 项的责任单位沿用上一格（标 ↑）。"
    for line in plan.not_understood:
        yield f"没有看懂：第 {line.line} 行　{line.text}"


def _plan_row(item: PlanItem) -> tuple[str, str, str]:
    return f"{item.section_number}.{item.number}", ("↑" if item.inherited else "") + cut(item.lead_text, 36), cut(item.text, 90)


@rules_group.command("list")
@units_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_rules(units_path: Path, rules_folders: tuple[str, ...], as_json: bool) -> None:
    """列出全部规则和各项义务。"""
    district, rule_sets = load_all(units_path, rules_folders)
    for rule_set in rule_sets:
        if rule_set.left_out:
            click.echo(f"{rule_set.name}：单位文件里没有 {len(rule_set.left_out)} 个计划里的单位，已略去：{'、'.join(rule_set.left_out)}", err=True)
    if as_json:
        _echo_json(_listed(rule_sets, district))
    else:
        for rule_set in rule_sets:
            click.echo("\n".join(_rule_lines(rule_set)))


def _listed(rule_sets: tuple[RuleSet, ...], district: District) -> dict[str, Any]:
    """The contract's shape; of several sets the rules stand one after the other and the names joined."""
    rules = [_listed_rule(rule, district) for rule_set in rule_sets for rule in rule_set.rules]
    return {"schema_version": 1, "rule_set": "、".join(s.name for s in rule_sets), "items": len(rules), "rules": rules}


def _listed_rule(rule: Rule, district: District) -> dict[str, Any]:
    return {
        "id": rule.id,
        "section_number": rule.section_number,
        "number": rule.number,
        "text": rule.text,
        "leads": rule.leads,
        "duties": [_listed_duty(duty, district) for duty in rule.duties],
    }


def _listed_duty(duty: Duty, district: District) -> dict[str, Any]:
    sites = [name if name == OWN or not (site := district.site_named(name)) else site.id for name in duty.places.names]
    return {"id": duty.id, "kind": duty.kind, "title": duty.title, "every": duty.every, "sites": sites, "automated": duty.is_automated}


def _rule_lines(rule_set: RuleSet) -> Iterable[str]:
    yield rule_set.title
    rows = [("编号", "义务", "方式", "责任单位", "内容")]
    duties = [(rule, duty) for rule in rule_set.rules for duty in rule.duties]
    for rule, duty in duties:
        how = EVERY[duty.every] if duty.every and duty.is_automated else KIND_LABELS[duty.kind]
        rows.append((rule.id, duty.id, how, cut("、".join(duty.units), 30), cut(duty.title, 70)))
    yield from table(rows)
    for rule in rule_set.rules:
        if rule.amends is not None:
            yield f"{rule.id} 自{chinese_day(rule.amends.since)}起修订（{rule.amends.why}），此前按原规则核查。"
    automated = sum(duty.is_automated for _, duty in duties)
    yield f"共 {len(rule_set.rules)} 条规则、{len(duties)} 项义务：自动核查 {automated} 项，人工核查 {len(duties) - automated} 项。"


@rules_group.command("lint")
@units_option
@rules_option
@click.option("--rule", "only", multiple=True, metavar="编号", help="只列这条规则的错误（编号，或 1.3 这样的部分.序号），可写多次。")
def lint_rules(units_path: Path, rules_folders: tuple[str, ...], only: tuple[str, ...]) -> None:
    """检查单位文件、规则、办法取舍和日历，一次列出全部错误：写法，还有永远查不到的词、重复的义务、没有引用到的原文等。"""
    mistakes: list[Mistake] = []
    district = _tried(partial(load_district, units_path), [])
    folders = rule_set_folders(units_path, rules_folders, district)
    loaded = _tried(partial(load_all, units_path, rules_folders), mistakes)
    others: list[Callable[[], object]] = [load_calendars, load_markers]
    if loaded is None:
        others += [partial(load_policy, folder) for folder in folders]
    else:
        others.append(partial(load_policies, {r.name: folder for r, folder in zip(loaded[1], folders, strict=True)}, units_path))
    for other in others:
        _tried(other, mistakes)
    mistakes += lint(folders, units_path, district) if district else ()
    mistakes = told_of(mistakes, folders, only)
    if mistakes:
        raise InvalidFiles(mistakes)
    if only:
        click.echo(f"没有错误：{'、'.join(only)}。")
    elif loaded:
        click.echo(_counted(*loaded))


def _counted(district: District, rule_sets: tuple[RuleSet, ...]) -> str:
    rules = sum(len(rule_set.rules) for rule_set in rule_sets)
    duties = sum(len(rule.duties) for rule_set in rule_sets for rule in rule_set.rules)
    return f"没有错误：单位 {len(district.units)} 个、站点 {len(district.sites)} 个、规则 {rules} 条、义务 {duties} 项。"


@rules_group.command("explain")
@units_option
@rules_option
@click.argument("rule")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def explain_rule(context: click.Context, units_path: Path, rules_folders: tuple[str, ...], rule: str, as_json: bool) -> None:
    """说明一条规则（编号，或 1.3、一.3 这样的部分.序号）：约束谁、在哪里公开、怎么认、各期应在哪天前、为什么。"""
    district, rule_sets = load_all(units_path, rules_folders)
    folders = rule_set_folders(units_path, rules_folders, district)
    policies = load_policies({r.name: folder for r, folder in zip(rule_sets, folders, strict=True)}, units_path)
    now = getattr(context.obj, "now", None)
    calendar = load_calendars()
    by = Reference(district, policies, calendar, now.year if now else max(calendar.years))
    ids = ids_named(rule, [r.id for rule_set in rule_sets for r in rule_set.rules])
    pages = [explain(rule_set, r, by) for rule_set in rule_sets for r in rule_set.rules if r.id in ids]
    click.echo(explain_json(pages) if as_json else "\n".join(map(explain_text, pages)), nl=False)


def _tried(load: Callable[[], T], mistakes: list[Mistake]) -> T | None:
    try:
        return load()
    except InvalidFiles as error:
        mistakes += error.mistakes
        return None


def _echo_json(shape: dict[str, Any]) -> None:
    click.echo(json.dumps(shape, ensure_ascii=False, indent=1))
