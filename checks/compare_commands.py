"""Verbs of runs: `runs` lists crawls and check runs, `diff` says what changed between two check runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from checks.compare_output import FORMATS, Shown
from checks.compare_runs import compare_kept, run_named
from checks.particulars import units_asked
from checks.pick import unit_named
from checks.store import CheckStore, StoredRun
from checks.store_history import counts_of
from checks.verdict import FAILING, LABELS
from crawler.context import Settings
from crawler.run_view import crawls, one_crawl, told_time
from crawler.store import Store
from rules.errors import InvalidInput
from rules.load import find_units, load_district
from rules.tabular import table

_APART = ("met", "unverified", "not_checked")
"""Outcomes that have a column of their own in the list of check runs, beside the failing ones."""
_DIGESTS = (("units_sha256", "单位文件"), ("policy_sha256", "口径"), ("records_sha256", "记录"), ("calendars_sha256", "工作日历"))


@click.command("runs", help="列出各次抓取和核查；写出编号则说那一次的详情。")
@click.argument("run", metavar="编号", required=False)
@click.pass_context
def runs_command(ctx: click.Context, run: str | None) -> None:
    settings: Settings = ctx.obj
    with Store(settings.db_url) as store:
        checks = CheckStore(store.engine)
        click.echo("\n".join(_all(store, checks) if run is None else _one(store, checks, run)))


def _all(store: Store, checks: CheckStore) -> list[str]:
    crawled, checked = store.runs(), checks.runs()
    lines = ["抓取：", *crawls(crawled)] if crawled else ["还没有抓取过。"]
    return [*lines, "", "核查：", *_listed(checked, counts_of(store.engine))] if checked else lines


def _listed(runs: tuple[StoredRun, ...], counts: dict[str, dict[str, int]]) -> list[str]:
    rows = [("编号", "核查日", "资料截至", "项", "未达标", *(LABELS[o] for o in _APART), "其他")]
    for run in runs:
        n = counts.get(run.id, {})
        failing, apart = sum(n.get(o, 0) for o in FAILING), [n.get(o, 0) for o in _APART]
        rest = sum(n.values()) - failing - sum(apart)
        rows.append((run.id, str(run.as_of), _known(run), *map(str, (sum(n.values()), failing, *apart, rest))))
    return table(rows)


def _one(store: Store, checks: CheckStore, name: str) -> list[str]:
    crawled, checked = store.runs(), checks.runs()
    crawl = next((r for r in crawled if r.id == name), None)
    if crawl is not None:
        return one_crawl(crawl, store.told_of(crawl.id))
    named = [r for r in checked if r.id == name] or [r for r in checked if r.id.startswith(name) or r.id.endswith(name)]
    if len(named) == 1:
        return _details(named[0], counts_of(store.engine, named[0].id).get(named[0].id, {}))
    raise InvalidInput(f"没有编号为 {name} 的抓取或核查；现有抓取 {len(crawled)} 次、核查 {len(checked)} 次，用 gongkai runs 列出")


def _details(run: StoredRun, counts: dict[str, int]) -> list[str]:
    meta: dict[str, Any] = run.meta
    asked = units_asked(meta)
    rows = [("编号", run.id), ("核查日", str(run.as_of)), ("资料截至", _known(run)), ("单位", "、".join(sorted(asked)) if asked else "全部")]
    rows += [("程序", meta["program"]), ("读取器版本", meta["reader"])]
    rows += [(f"规则集 {r['name']} 摘要", r["sha256"]) for r in meta["rule_sets"]]
    rows += [(f"{name}摘要", meta[key]) for key, name in _DIGESTS]
    return [*table(rows), "", *table([(label, str(counts[code])) for code, label in LABELS.items() if counts.get(code)])]


def _known(run: StoredRun) -> str:
    return told_time(run.known_at, bool(run.meta.get("simulated_clock")))


@click.command("diff", help="两次核查之间变了什么：新增问题、持续、已整改、撤销等，每项说明原因；来回反复的单列，不算变化。")
@click.argument("older", metavar="编号")
@click.argument("newer", metavar="编号")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只看这个单位（编号、名称或别名），可写多次。")
@click.option("--format", "form", type=click.Choice([f for f in FORMATS if f != "junit"]), default="text", show_default=True, help="输出格式。")
@click.pass_context
def diff_command(ctx: click.Context, older: str, newer: str, units: tuple[str, ...], form: str) -> None:
    settings: Settings = ctx.obj
    district = load_district(find_units(settings.units, None, Path.cwd()))
    asked = [unit_named(district, u).id for u in units]
    with Store(settings.db_url) as store:
        checks = CheckStore(store.engine)
        runs = checks.runs()
        old, new = run_named(runs, older, "编号"), run_named(runs, newer, "编号")
        if _time(new) < _time(old):
            click.echo(f"{old.id} 是较晚的一次，按先后调换。", err=True)
            old, new = new, old
        compared = compare_kept(checks, old, new, {s.id: s.name for s in district.sites}, asked)
    click.echo(FORMATS[form](Shown(compared, {u.id: u.name for u in district.units})), nl=False)


def _time(run: StoredRun) -> tuple[datetime, str]:
    return (run.known_at, run.as_of.isoformat())
