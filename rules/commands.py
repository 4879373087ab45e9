"""Verbs of the rules: list, lint, approve, explain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from rules.approve import Approval, Chosen, approved, write
from rules.calendar import load_calendars
from rules.check_rules import RuleFile
from rules.chinese import EVERY, KIND_LABELS, chinese_day
from rules.errors import InvalidFiles, InvalidInput, Mistake
from rules.explain import Reference, explain
from rules.explain_text import as_json as explain_json
from rules.explain_text import as_texts as explain_texts
from rules.lazy_group import LazyGroup
from rules.lint import lint, told_of
from rules.lint_review import files_named, left, marks_of, rules_typed, told
from rules.load import load_all, load_district, rule_set_folders, told_of_default
from rules.markers import load_markers
from rules.naming import ids_named
from rules.options import rules_option, units_option
from rules.policy_file import load_policies, load_policy
from rules.review import ASPECTS, parts_of
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.tabular import cut, table
from rules.units import District

T = TypeVar("T")


@click.group("rules", cls=LazyGroup)
def rules_group() -> None:
    """规则：列出、检查、说明、试查、审核。"""


@rules_group.command("list")
@units_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_rules(units_path: Path, rules_folders: tuple[str, ...], as_json: bool) -> None:
    """列出全部规则和各项义务。"""
    district, rule_sets = load_all(units_path, rules_folders)
    if told := told_of_default(rules_folders, district):
        click.echo(told, err=True)
    for rule_set in rule_sets:
        if rule_set.left_out:
            click.echo(f"{rule_set.name}：计划里有 {len(rule_set.left_out)} 个单位和公开位置不在单位文件里，已略去：{'、'.join(rule_set.left_out)}", err=True)
    if as_json:
        _echo_json(_listed(rule_sets, district))
    else:
        for rule_set in rule_sets:
            click.echo("\n".join(_rule_lines(rule_set, rules_typed(rules_folders))))


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
    told = {"id": duty.id, "kind": duty.kind, "title": duty.title, "every": duty.every, "sites": sites, "automated": duty.is_automated}
    return told | {"review": duty.review} if duty.review else told


def _rule_lines(rule_set: RuleSet, folders: str) -> Iterable[str]:
    yield rule_set.title
    rows = [("编号", "义务", "方式", "责任单位", "内容")]
    duties = [(rule, duty) for rule in rule_set.rules for duty in rule.duties]
    for rule, duty in duties:
        how = EVERY[duty.every] if duty.every and duty.is_automated else KIND_LABELS[duty.kind]
        how += "（草稿）" if duty.review else ""
        rows.append((rule.id, duty.id, how, cut("、".join(duty.units), 30), cut(duty.title, 70)))
    yield from table(rows)
    for rule in rule_set.rules:
        if rule.amends is not None:
            yield f"{rule.id} 自{chinese_day(rule.amends.since)}起修订（{rule.amends.why}），此前按原规则核查。"
    automated = sum(duty.is_automated for _, duty in duties)
    drafts = sum(bool(duty.review) for _, duty in duties)
    still = f"其中 {drafts} 项还是草稿，用 gongkai rules lint{folders} 看要核对什么。" if drafts else ""
    yield f"共 {len(rule_set.rules)} 条规则、{len(duties)} 项义务：自动核查 {automated} 项，人工核查 {len(duties) - automated} 项。{still}"


@rules_group.command("lint", short_help="检查规则和单位文件，列出全部错误，和草稿里要人看的地方。")
@units_option
@rules_option
@click.option("--rule", "only", multiple=True, metavar="编号", help="只列这条规则的错误（编号，或 1.3 这样的部分.序号），可写多次。")
def lint_rules(units_path: Path, rules_folders: tuple[str, ...], only: tuple[str, ...]) -> None:
    """检查单位文件、规则、办法取舍和日历，一次列出全部错误：写法，还有永远查不到的词、重复的义务、没有引用到的原文等；再列出草稿里要人看的地方。"""
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
    if only and not mistakes:
        click.echo(f"没有错误：{'、'.join(only)}。")
    elif loaded and not mistakes:
        click.echo(_counted(*loaded))
    for line in told(marks_of(files_named(folders, only)), rules_folders):
        click.echo(line)
    if mistakes:
        raise InvalidFiles(mistakes)


def _counted(district: District, rule_sets: tuple[RuleSet, ...]) -> str:
    rules = sum(len(rule_set.rules) for rule_set in rule_sets)
    duties = sum(len(rule.duties) for rule_set in rule_sets for rule in rule_set.rules)
    return f"没有错误：单位 {len(district.units)} 个、站点 {len(district.sites)} 个、规则 {rules} 条、义务 {duties} 项。"


@rules_group.command("approve")
@units_option
@rules_option
@click.argument("names", metavar="[规则]…", nargs=-1)
@click.option("--duty", metavar="义务", help="只去掉这一项义务的标记，如 a。")
@click.option("--about", type=click.Choice(ASPECTS), multiple=True, help="只去掉这一方面的标记，如 用词，可写多次。")
@click.option("--all", "everything", is_flag=True, help="去掉所有规则的标记。")
def approve_rules(units_path: Path, rules_folders: tuple[str, ...], names: tuple[str, ...], everything: bool, **asked: Any) -> None:
    """草稿看过以后，去掉规则（编号，或 1.3 这样的部分.序号）里要人看的标记；标记去完的义务此后照常判定。文件的其余部分一字不动。"""
    if bool(names) == everything:
        raise click.UsageError("请写看过的规则编号，或者写 --all（全部规则），只能写其中一样；例如 gongkai rules approve 1.3")
    folders = rule_set_folders(units_path, rules_folders, load_all(units_path, rules_folders)[0])
    files = files_named(folders, names)
    chosen = _chosen_marks(files, asked["duty"], asked["about"])
    done = [(file.rule.stem, approval) for file in files if (approval := approved(file.path, chosen)).removed]
    for _, approval in done:
        write(approval)
    click.echo("\n".join(_approval_lines(done, folders)))


def _chosen_marks(files: Iterable[RuleFile], duty: str | None, about: tuple[str, ...]) -> Chosen:
    """Which marks were asked for; raises InvalidInput for a duty that none of the rules has."""
    known = dict.fromkeys(d.id for file in files for d in file.rule.duties)
    if duty is not None and duty not in known:
        raise InvalidInput(f"--duty 写的是 {duty}；这些规则里有的是 {'、'.join(known)}；例如 --duty {next(iter(known))}")
    return lambda of_duty, mark: duty in (None, of_duty) and (not about or parts_of(mark)[0] in about)


def _approval_lines(done: list[tuple[str, Approval]], folders: Iterable[Path]) -> Iterable[str]:
    yield from (f"已去掉 {rule} {removed.duty} {removed.mark}" for rule, approval in done for removed in approval.removed)
    marks = marks_of(files_named(folders))
    for rule, approval in done:
        for duty in dict.fromkeys(removed.duty for removed in approval.removed):
            open_ = [parts_of(m.mark)[0] for m in marks if (m.file, m.duty) == (str(approval.path), duty)]
            yield f"{rule} {duty}：" + (f"还有{'、'.join(dict.fromkeys(open_))}要看，仍是草稿。" if open_ else "审核完毕，此后照常判定。")
    count = sum(len(approval.removed) for _, approval in done)
    yield (f"去掉 {count} 处标记。" if count else "这里没有要去掉的标记，文件没有改动。") + left(marks)


@rules_group.command("explain")
@units_option
@rules_option
@click.argument("named", nargs=-1, metavar="[规则]…")
@click.option("--drafts", is_flag=True, help="还有标记要人核对的全部规则。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def explain_rules(units_path: Path, rules_folders: tuple[str, ...], named: tuple[str, ...], drafts: bool, as_json: bool) -> None:
    """说明规则（编号，或 1.3、一.3 这样的部分.序号，可写多条）：约束谁、在哪里公开、怎么认、各期应在哪天前、为什么。"""
    if not named and not drafts:
        raise click.UsageError("请写规则编号，例如 gongkai rules explain 1.3；或用 --drafts 说明还要人核对的全部规则")
    district, rule_sets = load_all(units_path, rules_folders)
    folders = rule_set_folders(units_path, rules_folders, district)
    policies = load_policies({r.name: folder for r, folder in zip(rule_sets, folders, strict=True)}, units_path)
    now = getattr(click.get_current_context().obj, "now", None)
    calendar = load_calendars()
    by = Reference(district, policies, calendar, now.year if now else max(calendar.years))
    rules = [(rule_set, rule) for rule_set in rule_sets for rule in rule_set.rules]
    ids = {found for name in named for found in ids_named(name, [rule.id for _, rule in rules])}
    ids |= {rule.id for _, rule in rules if drafts and any(duty.review for duty in rule.duties)}
    pages = [explain(rule_set, rule, by) for rule_set, rule in rules if rule.id in ids]
    if not pages:
        click.echo(left(()), err=True)
    click.echo(explain_json(pages) if as_json else explain_texts(pages), nl=False)


def _tried(load: Callable[[], T], mistakes: list[Mistake]) -> T | None:
    try:
        return load()
    except InvalidFiles as error:
        mistakes += error.mistakes
        return None


def _echo_json(shape: dict[str, Any]) -> None:
    click.echo(json.dumps(shape, ensure_ascii=False, indent=1))
