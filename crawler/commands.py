"""Verbs of reading and of what is stored: read; archive verify, rebuild."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.context import Settings
from crawler.extract.show_json import reading_as_json
from crawler.extract.show_text import reading_as_text
from crawler.lock import locked
from crawler.page import Page
from crawler.progress import shown
from crawler.reading import read_body
from crawler.rebuild import rebuild
from crawler.store import Store
from crawler.verify import examine
from rules.errors import GongkaiError, InvalidInput
from rules.lazy_group import LazyGroup
from rules.load import find_units, load_district
from rules.units import District

if TYPE_CHECKING:  # it brings the crawler with it
    from crawler.run import CrawlSummary

FAULTS_EXIT = 1


@click.command("read", help="读一个已存下的网页或附件，说出读到了什么；不联网，不用数据库。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--url", metavar="网址", help="它的网址：用来补全链接，也是日期的最后依据。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def read_command(ctx: click.Context, file: Path, url: str | None, as_json: bool) -> None:
    page = _page_of(file)
    district = _district_if_any(ctx.obj)
    unit = district.unit_named(page.source) if district and page.source else None
    if as_json:
        click.echo(json.dumps(reading_as_json(page, url, unit.id if unit else None), ensure_ascii=False, indent=2))
    else:
        known = f"单位文件里的{unit.name}" if unit else "单位文件里没有这个名称" if district else ""
        click.echo(reading_as_text(page, url, known))


def _district_if_any(settings: Settings) -> District | None:
    """The units, to say whom 来源 names; reading needs no units file, and a mistake in one does not keep anyone from reading."""
    try:
        return load_district(find_units(settings.units, None, Path.cwd()))
    except GongkaiError:
        return None


def _page_of(file: Path) -> Page:
    try:
        payload = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"读不了文件 {file}（{error.strerror}）；允许的是一个已存下的网页或附件；例如 gongkai read 网页.html") from error
    return read_body(payload, "", "", f"file:///{file.name}").page


@click.group("archive", cls=LazyGroup, help="档案：核对摘要，由档案重建数据库。")
def archive_group() -> None:
    """The WARC files and journals."""


@archive_group.command("verify", help="核对档案：清单的链、每个文件和每条记录的摘要、流水账；有不符的退出码为 1。")
@click.pass_context
def archive_verify(ctx: click.Context) -> None:
    settings: Settings = ctx.obj
    with shown(settings.progress, "核对", "个文件") as progress:
        found = examine(settings.archive, progress)
    for fault in found.faults:
        click.echo(fault)
    for note in () if settings.quiet else found.notes:
        click.echo(f"（{note}）", err=True)
    count = len(found.faults)
    besides = f"（{'、'.join(found.under_way)} 正在抓取，还没有写完，没有核对）" if found.under_way else ""
    click.echo(f"档案 {settings.archive}：{f'{count} 处不符' if count else '全部相符'}{besides}。", err=True)
    ctx.exit(FAULTS_EXIT if count else 0)


@archive_group.command("rebuild", help="由档案重建数据库；以前的核查结果保留。")
@click.pass_context
def archive_rebuild(ctx: click.Context) -> None:
    settings: Settings = ctx.obj
    with locked(settings.archive), Store(settings.db_url) as store, shown(settings.progress, "重建", "次") as progress:
        count = rebuild(store, settings.archive, progress)
    click.echo(f"已由档案 {settings.archive} 的 {count} 次抓取重建数据库。", err=True)


def crawl_told(summary: CrawlSummary, seconds: float) -> Iterator[str]:
    """What a crawl came to, a line each."""
    yield from summary.said
    yield f"抓取 {summary.run}：请求 {summary.requests} 次，新网页 {summary.new_pages} 个，{seconds:.0f} 秒。"
    yield f"栏目读全 {summary.columns_complete} 个，未读全 {summary.columns_incomplete} 个。"
    yield from (f"  没有取到（{reason}）：{count} 个" for reason, count in summary.failures)
    yield from (f"  没有去取（{reason}）：{count} 个" for reason, count in summary.skipped)
    yield from (f"  网站 {site} 首次抓取尚未完成，预计还需 {nights} 夜" for site, nights in summary.remaining)
    yield from (f"  未能覆盖已确认的网站 {site}：{reason}" for site, reason in summary.unhealthy)
