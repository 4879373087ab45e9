"""Verbs of the plan: show, import, diff, compare."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from rules.drafts.compare import compare
from rules.drafts.draft import draft_rule
from rules.drafts.fates import fate_of
from rules.drafts.folder import refuse_filled, write_folder
from rules.drafts.import_plan import Order, import_plan
from rules.drafts.previous import Previous, previous_of
from rules.drafts.summary import not_understood_lines, summary_lines
from rules.errors import InvalidInput
from rules.load import load_district, load_rule_set, rule_set_folder
from rules.options import units_option
from rules.plan import Plan, PlanItem, read_plan
from rules.plan.diff import Change, compare_items
from rules.plan.diff_text import Told, diff_json, diff_lines, told
from rules.tabular import cut, table
from rules.words import shared_words

_YEARS = range(1950, 2101)
_PREFIX = re.compile(r"[a-z][a-z0-9]*")
_FILE = click.Path(path_type=Path, readable=False)  # whoever opens it says what is wrong, and in Chinese


@click.group("plan")
def plan_group() -> None:
    """年度计划：读出条目，起草规则，比较两年的计划。"""


@plan_group.command("show")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def show_plan(file: Path, as_json: bool) -> None:
    """读出计划文件里的每一项，并说明没有看懂的内容。"""
    plan = read_plan(file)
    if not plan.items:
        click.echo("\n".join([_no_items(file), *not_understood_lines(plan)]), err=as_json)
    if as_json:
        _echo_json({"schema_version": 1, **asdict(plan), "items": [_item_shape(item) for item in plan.items]})
    elif plan.items:
        click.echo("\n".join(_plan_lines(plan)))


def _item_shape(item: PlanItem) -> dict[str, Any]:
    """An item as JSON; its printed number and the heading between only where they tell more than number and section."""
    shape = asdict(item)
    if item.label in ("", str(item.number)):
        del shape["label"]
    if not item.subsection:
        del shape["subsection"]
    return shape


def _no_items(file: Path) -> str:
    return f"没有找到计划条目：{file} 里没有读到任务和责任单位。"


def _plan_lines(plan: Plan) -> Iterable[str]:
    yield plan.title or "（没有标题）"
    numbers = tuple(dict.fromkeys(item.section_number for item in plan.items))
    for number in numbers:
        items = [item for item in plan.items if item.section_number == number]
        yield f"\n第 {number} 部分　{items[0].section}" if number else "\n（没有分部分）"
        yield from table([_plan_row(item) for item in items])
    inherited = sum(item.inherited for item in plan.items)
    year = f"（{plan.year} 年）" if plan.year else ""
    above = f"，其中 {inherited} 项的责任单位沿用上一格（标 ↑）" if inherited else ""
    yield f"\n共 {f'{len(numbers)} 个部分、' if any(numbers) else ''}{len(plan.items)} 项{year}{above}。"
    yield from (f"读取说明：{note}" for note in plan.notes)
    for line in plan.not_understood:
        yield f"没有看懂：第 {line.line} 行　{line.text}"


def _plan_row(item: PlanItem) -> tuple[str, str, str]:
    label = "" if item.label == str(item.number) else item.label
    printed = f"（{label}）" if label and not label.startswith("（") else label
    owner = "、".join(item.leads) if "：" in item.lead_text else item.lead_text  # without 牵头单位：…；配合单位：…
    columns = "；".join(f"{head}：{text}" for head, text in (("配合", cut("、".join(item.supports), 30)), ("时限", cut(item.column_deadline, 30))) if text)
    told = cut(item.text, 90) + (f"〔{columns}〕" if columns else "")
    return f"{item.section_number}.{item.number}{printed}", ("↑" if item.inherited else "") + cut(owner, 36), told


@plan_group.command("import")
@click.argument("file", type=_FILE)
@click.option("--out", required=True, metavar="DIR", type=_FILE, help="规则写到哪个新文件夹，如 rules/panyu-2018；已有内容的文件夹不会覆盖。")
@units_option
@click.option("--year", type=int, metavar="年", help="计划的年度；计划里写明了的不用写。")
@click.option("--name", metavar="名称", help="规则集的名称；默认是文件夹的名称。")
@click.option("--prefix", metavar="前缀", help="规则编号的前缀，如 py2018；默认由名称和年度（或原有规则的前缀）得出。")
@click.option("--previous", metavar="DIR", help="上一年的规则集（文件夹或名称）：没有改动的条目，规则和用例沿用。")
@click.pass_context
def import_command(context: click.Context, /, file: Path, out: Path, units_path: Path, **asked: Any) -> None:
    """由计划文件起草一套规则，每项一个文件；凡是推定的都写明要人核对什么。没有核对的义务不会判任何单位未达标。"""
    refuse_filled(out)
    plan = read_plan(file)
    if not plan.items:
        click.echo("\n".join([_no_items(file) + "没有写入任何文件。", *not_understood_lines(plan)]))
        return
    district = load_district(units_path)
    previous = _previous(asked["previous"], units_path) if asked["previous"] else None
    order = _order(plan, out, asked, previous)
    draft = partial(draft_rule, prefix=order.prefix, year=order.year, district=district)
    hidden = not getattr(context.obj, "progress", False) or getattr(context.obj, "quiet", False)

    def shown(changes: Iterable[Change]) -> Iterator[Change]:
        with click.progressbar(changes, label="起草规则", file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    if plan.year not in (None, order.year):
        click.echo(f"请注意：计划里写的是 {plan.year} 年，按 --year 写的 {order.year} 年起草。", err=True)
    imported = import_plan(plan, order, district, draft, shown)
    write_folder(out, imported.files)
    click.echo("\n".join(summary_lines(imported, plan, district, out)))


def _previous(name: str, units_path: Path) -> Previous:
    """The former rules; raises InvalidFiles where they have mistakes, which would be carried over."""
    folder = _folder(name, "--previous", units_path)
    load_rule_set(folder, load_district(units_path))
    return previous_of(folder)


def _folder(name: str, option: str, units_path: Path | None = None) -> Path:
    """A rule set's folder by its path or name; raises InvalidInput naming the option it was given for."""
    try:
        return rule_set_folder(name, units_path)
    except InvalidInput as error:
        raise InvalidInput(f"{option} 写的是 {name}；没有这个规则集；允许的是规则集的文件夹，或随程序安装的规则集的名称；例如 rules/panyu-2017") from error


def _order(plan: Plan, out: Path, asked: dict[str, Any], previous: Previous | None) -> Order:
    year = asked["year"] or plan.year
    if year is None:
        raise InvalidInput("计划里没有写明年度；请用 --year 给出，例如 --year 2018")
    if year not in _YEARS:
        raise InvalidInput(f"--year 写的是 {year}；允许的是 {_YEARS.start} 到 {_YEARS.stop - 1} 的年份；例如 --year 2018")
    name = asked["name"] or out.absolute().name
    prefix = asked["prefix"] or _prefix(name, year, previous)
    if not _PREFIX.fullmatch(prefix):
        raise InvalidInput(f"--prefix 写的是 {prefix}；允许的是小写字母开头的小写字母和数字；例如 --prefix py2018")
    return Order(name, plan.title or name, year, prefix, previous)


def _prefix(name: str, year: int, previous: Previous | None) -> str:
    """py2017 becomes py2018; without former rules the name's letters and the year.

    >>> _prefix("panyu-2018", 2018, None), _prefix("番禺", 2018, None)
    ('panyu2018', 'plan2018')
    """
    former = previous.rules[0].id.split("-")[0] if previous and previous.rules else ""
    letters = re.sub(r"[^a-z]", "", former or name.lower()) or "plan"
    return f"{letters}{year}"


@plan_group.command("diff")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--rules", "rules_folder", metavar="DIR", help="上一年的规则集（文件夹或名称）：说明哪些规则可以沿用。OLD 是规则集文件夹的不用写。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def diff_plans(old: Path, new: Path, rules_folder: str | None, as_json: bool) -> None:
    """比较两年的计划（计划文件或规则集文件夹）：哪些没有改、改了哪些字、新增和取消了什么，哪些规则可以沿用。"""
    before, after = _side(old), _side(new)
    previous = previous_of(_folder(rules_folder, "--rules")) if rules_folder else before.previous
    changes = _told(before, after, previous)
    if as_json:
        _echo_json({"schema_version": 1, "old": before.told(), "new": after.told(), "changes": diff_json(changes)})
    for side, path in ((before, old), (after, new)):
        if not side.items:
            click.echo(_no_items(path), err=as_json)
    if before.items and after.items and not as_json:
        click.echo(f"原：{before.title}（{len(before.items)} 项）\n新：{after.title}（{len(after.items)} 项）")
        click.echo("\n".join(diff_lines(changes, has_rules=previous is not None)))


@plan_group.command("compare")
@click.argument("drafts", metavar="DRAFTS")
@click.argument("rules", metavar="RULES")
@units_option
def compare_rules(drafts: str, rules: str, units_path: Path) -> None:
    """比较草稿（DRAFTS）与定稿的规则（RULES）：方式、周期、位置、单位各有多少项相同，逐项列出不同之处。"""
    district = load_district(units_path)
    first, second = _folder(drafts, "DRAFTS", units_path), _folder(rules, "RULES", units_path)
    click.echo(compare(load_rule_set(first, district), load_rule_set(second, district), district).as_text(), nl=False)


@dataclass(frozen=True)
class _Side:
    """One of two plans: a document's, or a folder's of rules."""

    title: str
    year: int | None
    items: tuple[PlanItem, ...]
    previous: Previous | None = None

    def told(self) -> dict[str, Any]:
        return {"title": self.title, "year": self.year, "items": len(self.items)}


def _side(path: Path) -> _Side:
    if not path.exists():  # perhaps the name of a packaged rule set; if not, reading the file tells what is wrong
        with suppress(InvalidInput):
            path = rule_set_folder(path)
    if not path.is_dir():
        plan = read_plan(path)
        return _Side(plan.title or path.name, plan.year, plan.items)
    previous = previous_of(path)
    return _Side(previous.head.title or path.name, previous.head.year, previous.items, previous)


def _told(before: _Side, after: _Side, previous: Previous | None) -> list[Told]:
    """Every change with its words and, where rules are at hand, what becomes of them."""
    year = (previous.head.year if previous else None) or before.year or 0
    by = after.year - year if after.year and year else 0
    words = shared_words()
    changes = compare_items(before.items, after.items)
    return [told(change, fate_of(change, previous, by, year) if previous else None, words) for change in changes]


def _echo_json(shape: dict[str, Any]) -> None:
    click.echo(json.dumps(shape, ensure_ascii=False, indent=1))
