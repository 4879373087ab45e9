"""Commands that need both verdicts and the archive: `evidence`, and of the group `archive` the verb `prune`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from checks.evidence import Case, hand_over
from checks.pick import unit_named
from checks.rests import rests_of
from checks.run import PROGRAM
from checks.store import CheckStore, StoredRun
from crawler.context import Settings
from crawler.lock import locked
from crawler.progress import shown
from crawler.prune import Pruned, Pruning, prune
from crawler.rebuild import heal
from crawler.shelf import Shelf
from crawler.store import Store
from crawler.store_captures import CaptureStore
from rules.chinese import chinese_period
from rules.errors import InvalidInput
from rules.load import find_units, load_district
from rules.naming import ids_named
from rules.retention import load_retention


@dataclass(frozen=True)
class Asked:
    """The verdict `gongkai evidence` was asked for."""

    rule: str
    duty: str
    unit: str
    period: str | None
    subject: str | None
    run: str | None
    out: Path


@click.command("evidence", help="把一项核查结论的证据写成一个 WARC 文件交出去：它依据的网页、为查找而翻过的列表页，连同请求，原样取自档案。")
@click.argument("rule", metavar="规则")
@click.option("--duty", required=True, metavar="事项", help="事项的编号，如 a。")
@click.option("--unit", required=True, metavar="单位", help="单位的编号、名称或别名。")
@click.option("--period", metavar="期间", help="如 2017-03、2017Q1、2017H1、2017；只有一个期间时可不写。")
@click.option("--subject", metavar="文件", help="结论所说的文件（文号或网址）；只有一个时可不写。")
@click.option("--run", metavar="编号", help="哪一次核查；默认最近一次。")
@click.option("--out", required=True, metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件，如 证据.warc.gz。")
@click.pass_context
def evidence_command(ctx: click.Context, /, **options: Any) -> None:
    asked, settings = Asked(**options), ctx.obj
    unit = unit_named(load_district(find_units(settings.units, None, Path.cwd())), asked.unit).id
    with Store(settings.db_url) as store:
        checks = CheckStore(store.engine)
        run = _run_of(checks.runs(), asked.run)
        rules = ids_named(asked.rule, checks.rules_of(run.id))
        verdicts = [v for rule in rules for v in checks.verdicts(run.id, rule, asked.duty, unit)]
        case = Case(_only(verdicts, asked, run), run.meta, run.known_at)
        handed = hand_over(case, CaptureStore(store.engine), Shelf(settings.archive), asked.out, settings.now)
    if not settings.quiet:
        click.echo(f"{asked.out}：{case.name} 的证据，应答 {handed.answers} 条（核查 {run.id}）。", err=True)
        for url in handed.dropped:
            click.echo(f"  {url} 的内容已按保存期限清理，只附摘要和读出的内容", err=True)


def _run_of(runs: Sequence[StoredRun], name: str | None) -> StoredRun:
    if not runs:
        raise InvalidInput("还没有核查过：先运行 gongkai check 或 gongkai nightly，或用 --db 指明另一个数据库")
    found = next((run for run in runs if run.id == name), None) if name else runs[-1]
    if found is None:
        raise InvalidInput(f"--run 写的是 {name}；库里没有这次核查，最近一次是 {runs[-1].id}；例如 --run {runs[-1].id}")
    return found


def _only(verdicts: list[dict[str, Any]], asked: Asked, run: StoredRun) -> dict[str, Any]:
    """The one verdict that is meant. Raises InvalidInput where there is none, or more than one."""
    if not verdicts:
        raise InvalidInput(
            f"核查 {run.id} 里没有规则 {asked.rule} 事项 {asked.duty} 对单位 {asked.unit} 的结论；"
            "规则和事项用 gongkai rules list 查看；例如 gongkai evidence py2017-01-03 --duty a --unit 区财政局 --out 证据.warc.gz"
        )
    found = [v for v in verdicts if asked.period in (None, v["period"]) and asked.subject in (None, v["subject"])]
    if len(found) == 1:
        return found[0]
    told = "\n".join(f"  {_which(v)}" for v in (found or verdicts))
    what = "没有所写期间或文件的结论，有的是" if not found else f"有 {len(found)} 个结论，请用 --period、--subject 写明其中一个"
    raise InvalidInput(f"规则 {asked.rule} 事项 {asked.duty} 对单位 {asked.unit} {what}：\n{told}")


def _which(verdict: dict[str, Any]) -> str:
    parts = (("--period", verdict["period"]), ("--subject", verdict["subject"]), ("", verdict["rule_set"]))
    period = f"（{chinese_period(verdict['period'])}）" if verdict["period"] else ""
    return " ".join(f"{option} {value}".strip() for option, value in parts if value) + period


@click.command("prune", help="按保存期限（config/retention.yaml）清理档案里过期的内容，留下摘要、日期、原因和读出的内容；结论不变。")
@click.option("--dry-run", is_flag=True, help="只说会清理多少，不动档案。")
@click.pass_context
def prune_command(ctx: click.Context, dry_run: bool) -> None:
    settings: Settings = ctx.obj
    retention = load_retention(find_units(settings.units, None, Path.cwd()))
    with locked(settings.archive, "清理"), Store(settings.db_url) as store, shown(settings.progress, "清理", "个文件") as progress:
        _say_healed(heal(store, settings.archive))
        rests = rests_of(CheckStore(store.engine), CaptureStore(store.engine), retention)
        asked = Pruning(settings.now, f"gongkai/{PROGRAM}", settings.simulated, retention, rests, progress)
        done = prune(store, settings.archive, asked, dry_run=dry_run)
    _say(done, dry_run=dry_run)


def _say_healed(said: tuple[str, ...]) -> None:
    for line in said:
        click.echo(line, err=True)


def _say(done: Pruned, *, dry_run: bool) -> None:
    verb = "可清理" if dry_run else "已清理"
    total, saved = sum(done.records.values()), sum(done.bytes.values())
    click.echo(f"{verb} {total} 条内容，{saved} 字节。" if total else "没有过期的内容。")
    for reason in sorted(done.records):
        click.echo(f"  {reason}：{done.records[reason]} 条，{done.bytes[reason]} 字节")
