"""The command line: reads the clock and the environment, wires the packages, and chooses the exit code."""

from __future__ import annotations

import sys

INTERRUPTED_EXIT = 130
try:  # loading takes most of the first second: Ctrl-C in it is answered as later
    import os
    import shutil
    import time
    import traceback
    from collections.abc import Callable
    from dataclasses import dataclass
    from datetime import UTC, date, datetime, timedelta
    from hashlib import sha256
    from pathlib import Path
    from typing import TYPE_CHECKING, Any
    from urllib.request import getproxies

    import click

    from crawler.context import Settings, simulated_now
    from rules.click_zh import speak_chinese, usage_message
    from rules.common_options import DEFAULT_DB, as_of_option, with_common_options
    from rules.errors import GongkaiError
    from rules.lazy_group import LazyGroup
except KeyboardInterrupt:
    sys.stderr.write("已中断。\n")
    sys.exit(INTERRUPTED_EXIT)

if TYPE_CHECKING:  # what a command needs, it imports where it runs: `rules list` need not load what crawls
    from checks.run import Checker, CheckRun
    from crawler.platforms.survey import SiteSeen
    from crawler.run import CrawlRequest, CrawlSummary

FAILING_EXIT, UNHEALTHY_EXIT, USAGE_EXIT, INTERNAL_EXIT = 1, 4, 2, 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no"
DISCOVER_BACK = timedelta(days=730)
"""Archives by month or day from before that are not looked into for columns."""


def _settings() -> Settings:
    """Settings from the environment alone; the options of a command replace what they name."""
    told = os.environ.get("GONGKAI_NOW")
    units, records = os.environ.get("GONGKAI_UNITS"), os.environ.get("GONGKAI_RECORDS")
    return Settings(
        db_url=os.environ.get("GONGKAI_DB", DEFAULT_DB),
        archive=Path("archive"),
        units=Path(units) if units else None,
        rules=(),
        now=simulated_now(told) if told else datetime.now(UTC),
        simulated=bool(told),
        progress=sys.stderr.isatty(),
        proxies=getproxies(),
        records=Path(records) if records else None,
        browser=_browser(os.environ.get("GONGKAI_BROWSER", "")),
    )


def _browser(told: str) -> str:
    """Where Chromium is: $GONGKAI_BROWSER, "no" for none; else one on the path; "" where there is none."""
    return "" if told == NO_BROWSER else told or next((found for name in BROWSERS if (found := shutil.which(name))), "")


def _clock(settings: Settings) -> Callable[[], datetime]:
    """The time each time it is asked; a simulated one stands still."""
    return (lambda: settings.now) if settings.simulated else (lambda: datetime.now(UTC))


@click.group(cls=LazyGroup)
@click.version_option(package_name="gongkai", prog_name="gongkai", message="%(prog)s %(version)s", help="显示版本。")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """公开：核查一个区的政府网站是否公开了年度政务公开计划要求的内容。"""


@dataclass(frozen=True)
class Asked:
    """How a crawl is asked for on the command line."""

    sites: tuple[str, ...] = ()
    full: bool = False
    fast: bool = False
    any_time: bool = False


def _request(settings: Settings, **asked: Any) -> CrawlRequest:
    from checks.run import PROGRAM
    from crawler.run import CrawlRequest

    where: dict[str, Any] = {"db_url": settings.db_url, "archive": settings.archive, "proxies": settings.proxies, "browser": settings.browser}
    return CrawlRequest(**where, clock=_clock(settings), simulated=settings.simulated, program=PROGRAM, **asked)


def _session(settings: Settings) -> tuple[Checker, Callable[[Asked], CrawlSummary]]:
    """The checker, and the crawl that ends with the second look at what the checker would call absent."""
    from checks.days import shanghai_day
    from checks.run import Checker
    from checks.standards import load_standards
    from crawler.progress import shown
    from crawler.run import crawl
    from crawler.store import Store
    from crawler.trip import WINDOW_MARGIN

    standards = load_standards(settings)
    checker = Checker(Store(settings.db_url), standards)
    checker.words.let_go()  # the crawl looks for words that are worked out by now
    years = [r.year for r in standards.rule_sets if r.year is not None]

    def run(asked: Asked) -> CrawlSummary:
        request = _request(
            settings,
            district=standards.district.at_any_time() if asked.any_time else standards.district,
            window_start=date(min(years), 1, 1) if years else date.min + WINDOW_MARGIN,
            units_sha256=standards.units_sha256,
            sites=asked.sites,
            full=asked.full,
            fast=asked.fast,
            wanted=lambda title, _: checker.matchers.is_wanted(title),
            second_look=lambda: checker.provisional(shanghai_day(settings.now)),
            resting=checker.resting,
        )
        with shown(settings.progress) as progress:
            return crawl(request, progress)

    return checker, run


@cli.command("crawl", help="抓取各网站。默认只看新增；结束前对未找到的内容复核一遍。有已确认的网站没有读全时退出码为 4。")
@click.option("--site", "sites", multiple=True, metavar="网站", help="只抓取这个网站（编号或名称），可写多次。")
@click.option("--full", is_flag=True, help="每个栏目都读到头。")
@click.option("--any-time", is_flag=True, help="不受抓取时段（night_window）限制。")
@click.option("--fast", is_flag=True, help="不等待；只许对本机地址或本机代理使用。")
@click.pass_context
def crawl_command(ctx: click.Context, sites: tuple[str, ...], full: bool, any_time: bool, fast: bool) -> None:
    started = time.monotonic()
    _, run = _session(ctx.obj)
    summary = run(Asked(sites, full, fast, any_time))
    _say_crawl(ctx.obj, summary, time.monotonic() - started)
    ctx.exit(UNHEALTHY_EXIT if summary.unhealthy else 0)


def _say_crawl(settings: Settings, summary: CrawlSummary, seconds: float) -> None:
    from crawler.commands import crawl_told

    for line in () if settings.quiet else crawl_told(summary, seconds):
        click.echo(line, err=True)


@cli.command("report", help="把核查结果写成网页：总览和每个单位一张评分表。")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹。")
@as_of_option
@click.pass_context
def report_command(ctx: click.Context, out: Path, as_of: str | None) -> None:
    from checks.commands import crawled_store, day_of
    from checks.run import Checker
    from checks.standards import load_standards

    settings: Settings = ctx.obj
    standards, day = load_standards(settings), day_of(as_of)
    run = Checker(crawled_store(settings), standards).check(day)
    click.echo(_write_report(run, out))


def _write_report(run: CheckRun, out: Path) -> Path:
    from reports.gather import report_data
    from reports.html import write_report

    return write_report(report_data(run), out)


@cli.command("nightly", help="一次做完：加锁、抓取、核查、出评分表；供定时任务调用。退出码：0 全部达标，1 有未达标，4 有已确认的网站没有读全。")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("report"), show_default=True, help="评分表写到哪个文件夹。")
@click.option("--fast", is_flag=True, help="不等待；只许对本机地址或本机代理使用。")
@click.option("--exit-zero", is_flag=True, help="有未达标的项也以 0 退出。")
@click.pass_context
def nightly_command(ctx: click.Context, out: Path, fast: bool, exit_zero: bool) -> None:
    from checks.days import shanghai_day
    from crawler.lock import locked

    settings: Settings = ctx.obj
    started = time.monotonic()
    with locked(settings.archive, "每晚任务", ".nightly.lock"):
        checker, run = _session(settings)
        summary = run(Asked(fast=fast))
        _say_crawl(settings, summary, time.monotonic() - started)
        checked = checker.check(shanghai_day(settings.now))
        index = _write_report(checked, out)
    failing = sum(v.outcome in ("late", "incomplete", "misplaced", "unmet") for v in checked.verdicts)
    click.echo(f"核查 {checked.id}：{len(checked.verdicts)} 项，未达标 {failing} 项。评分表：{index}", err=True)
    if summary.unhealthy:
        ctx.exit(UNHEALTHY_EXIT)
    ctx.exit(FAILING_EXIT if failing and not exit_zero else 0)


@click.command("discover", help="到网站上找栏目，说出每个栏目像是什么，给出可粘贴到单位文件的写法；不改任何文件，也不算检测过。")
@click.option("--site", "sites", multiple=True, metavar="网站", help="只看这个网站（编号或名称），可写多次。")
@click.option("--any-time", is_flag=True, help="不受抓取时段（night_window）限制。")
@click.option("--fast", is_flag=True, help="不等待；只许对本机地址或本机代理使用。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def discover_command(ctx: click.Context, sites: tuple[str, ...], any_time: bool, fast: bool, as_json: bool) -> None:
    from checks.days import shanghai_day
    from crawler.discovered import found_as_json, found_as_text
    from crawler.progress import shown
    from crawler.run import crawl
    from rules.load import find_units, load_district

    settings: Settings = ctx.obj
    path = find_units(settings.units, None, Path.cwd())
    district = load_district(path)
    found: list[SiteSeen] = []
    request = _request(
        settings,
        district=district.at_any_time() if any_time else district,
        window_start=shanghai_day(settings.now) - DISCOVER_BACK,
        units_sha256=sha256(path.read_bytes()).hexdigest(),
        sites=sites,
        fast=fast,
        survey=found.append,
    )
    with shown(settings.progress) as progress:
        summary = crawl(request, progress)
    click.echo(found_as_json(summary.run, found) if as_json else found_as_text(found))
    ctx.exit(UNHEALTHY_EXIT if any(seen.is_unhealthy for seen in found) else 0)


def _dress(command: click.Command) -> None:
    """Every command as it is shown: with the common options, in Chinese."""
    for group in (g for g in (command,) if isinstance(g, LazyGroup)):
        group.elsewhere, group.dress = ELSEWHERE.get(group.name or "", {}), _dress
    with_common_options(command)
    speak_chinese(command)


ELSEWHERE: dict[str, dict[str, str]] = {
    "cli": {
        "archive": "crawler.commands:archive_group",
        "check": "checks.commands:check_command",
        "diff": "checks.compare_commands:diff_command",
        "evidence": "checks.archive_commands:evidence_command",
        "plan": "rules.plan_commands:plan_group",
        "read": "crawler.commands:read_command",
        "rules": "rules.commands:rules_group",
        "runs": "checks.compare_commands:runs_command",
        "sites": "crawler.site_commands:sites_group",
    },
    "archive": {"prune": "checks.archive_commands:prune_command"},
    "rules": {"test": "checks.rules_commands:rules_test_command", "try": "checks.rules_commands:rules_try_command"},
    "sites": {"discover": "gongkai:discover_command"},
}
"""Where the commands of each group are, each in the package whose verb it is."""
_dress(cli)


def main(arguments: list[str] | None = None) -> None:
    """The console script. Standard output is for results, standard error for everything else."""
    sys.exit(run_cli(sys.argv[1:] if arguments is None else arguments))


def run_cli(arguments: list[str]) -> int:
    """Run one command line and give its exit code; every error is one clear message."""
    try:
        code = cli.main(arguments, prog_name="gongkai", standalone_mode=False, obj=_settings())
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE_EXIT
    except click.ClickException as error:
        click.echo(usage_message(error), err=True)
        return USAGE_EXIT
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return INTERRUPTED_EXIT
    except GongkaiError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone: nothing is left to flush to
        return 0
    except Exception as error:
        click.echo(f"内部错误：{type(error).__name__}: {error}", err=True)
        if "-v" in arguments or "--verbose" in arguments:
            traceback.print_exc()
        else:
            click.echo("加 -v 再运行一次可看细节；请把它交给开发者。", err=True)
        return INTERNAL_EXIT


if __name__ == "__main__":
    main()
