"""The command of judging: `check`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from checks.compare_output import FORMATS as COMPARED
from checks.compare_output import Shown
from checks.compare_runs import compare_trial, run_named
from checks.days import SHANGHAI
from checks.output import FORMATS
from checks.particulars import units_asked
from checks.pick import unit_named
from checks.run import Checker, CheckRun
from checks.standards import load_standards
from crawler.context import Settings
from crawler.store import Store
from rules.common_options import as_of_option
from rules.errors import InvalidInput
from rules.load import told_of_default

FAILING_EXIT = 1


@dataclass(frozen=True)
class CheckOptions:
    """What `gongkai check` was asked."""

    as_of: str | None
    known_at: str | None
    units: tuple[str, ...]
    form: str
    output: Path | None
    exit_zero: bool
    compare: str | None = None


@click.command("check", help="按已存的网页核查每个单位的每一项，给出结果。有未达标的项时退出码为 1；用 --compare 时，有项会变为未达标的为 1。")
@as_of_option
@click.option("--known-at", metavar="时间", help="只看这一时刻之前抓取到的内容，如 2017-12-31T22:00:00+08:00。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只核查这个单位（编号、名称或别名），可写多次。")
@click.option("--compare", metavar="编号", help="不存结果，只说按现在的规则和口径，这次核查的结论会怎样变；编号见 gongkai runs，日期和资料时间默认与它相同。")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="输出格式。")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写到文件；默认写到标准输出。")
@click.option("--exit-zero", is_flag=True, help="有未达标的项也以 0 退出（供定时任务用）。")
@click.pass_context
def check_command(ctx: click.Context, /, **options: Any) -> None:
    asked = CheckOptions(**options)
    settings: Settings = ctx.obj
    standards = load_standards(settings)
    if told := told_of_default(settings.rules, standards.district):
        click.echo(told, err=True)
    unit_ids = tuple(unit_named(standards.district, u).id for u in asked.units)
    day, known_at = day_of(asked.as_of), _instant_of(asked.known_at)
    checker = Checker(crawled_store(settings), standards)
    if asked.compare is not None:
        ctx.exit(_compare(checker, asked, day, known_at, unit_ids))
    run = checker.check(day, known_at, unit_ids)
    _write(FORMATS[asked.form](run), asked.output)
    _say_left_out(run)
    ctx.exit(FAILING_EXIT if run.is_failing and not asked.exit_zero else 0)


def _compare(checker: Checker, asked: CheckOptions, day: date | None, known_at: datetime | None, units: tuple[str, ...]) -> int:
    """Says what would flip of a kept run, keeps nothing, and gives the exit code."""
    old = run_named(checker.checks.runs(), asked.compare or "", "--compare")
    run = checker.trial(day or old.as_of, known_at or old.known_at, units or tuple(sorted(units_asked(old.meta) or ())))
    district = checker.standards.district
    compared = compare_trial(checker, old, run, {s.id: s.name for s in district.sites})
    _write(COMPARED[asked.form](Shown(compared, {u.id: u.name for u in district.units})), asked.output)
    _say_left_out(run)
    click.echo("这是试核查：没有存为一次核查，评分表和历史都不变。", err=True)
    return FAILING_EXIT if compared.flips_to_failing and not asked.exit_zero else 0


def crawled_store(settings: Settings) -> Store:
    """The store, once something was crawled; raises InvalidInput before: of nothing looked at, "nothing fails" would be no finding."""
    store = Store(settings.db_url)
    if store.last_capture_at() is None:
        raise InvalidInput(f"还没有抓取过（数据库 {settings.db_url}）：先运行 gongkai crawl 或 gongkai nightly，或用 --db 指明另一个数据库")
    return store


def day_of(text: str | None) -> date | None:
    """A day given on the command line; raises InvalidInput."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"--as-of 写的是 {text}；允许的是一个日期；例如 --as-of 2017-12-31") from error


def _instant_of(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"--known-at 写的是 {text}；允许的是带时区的 ISO 时间；例如 --known-at 2017-12-31T22:00:00+08:00") from error
    if at.tzinfo is None:
        raise InvalidInput(f"--known-at 写的是 {text}，缺时区；例如 --known-at {text}+08:00")
    return at


def _write(text: str, output: Path | None) -> None:
    """To standard output, or to a file that is whole or not there."""
    if output is None:
        click.echo(text, nl=False)
        return
    partial = output.with_name(output.name + ".part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(output)


def _say_left_out(run: CheckRun) -> None:
    later = len(run.standards.records) - len(run.records)
    if later:
        click.echo(
            f"有 {later} 条记录晚于所据资料的时间（{run.known_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}），没有计入；再抓取一次或用 --known-at 指明时间。",
            err=True,
        )
    names = Counter(name for rule_set in run.standards.rule_sets for name in rule_set.left_out)
    if names:
        click.echo(f"计划里有 {len(names)} 个单位和公开位置不在单位文件里，没有核查：{'、'.join(names)}", err=True)
