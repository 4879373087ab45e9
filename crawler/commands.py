"""Verbs of reading and of what is stored: read; sites list; runs; archive verify, rebuild."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from crawler.context import Settings
from crawler.extract.show_json import reading_as_json
from crawler.extract.show_text import reading_as_text
from crawler.lock import locked
from crawler.page import Page
from crawler.reading import read_body
from crawler.rebuild import rebuild
from crawler.store import Store, StoredRun
from crawler.verify import verify
from rules.errors import GongkaiError, InvalidInput
from rules.load import find_units, load_district
from rules.tabular import table
from rules.units import District, Site

FAULTS_EXIT = 1
_BEIJING = ZoneInfo("Asia/Shanghai")
_STATUS = {"running": "未收尾", "done": "完成", "interrupted": "被中断", "failed": "出错", "killed": "被杀"}
_MODE = {"full": "全部重读", "incremental": "增量"}
_PLATFORM = {"auto": "自动", "static": "静态栏目", "gkmlpt": "公开目录平台（本版本未支持）", "generic": "一般"}


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


@click.group("sites", help="网站和栏目。")
def sites_group() -> None:
    """The sites of units.yaml."""


@sites_group.command("list", help="列出单位文件里的全部网站、它们的单位和栏目。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def sites_list(ctx: click.Context, as_json: bool) -> None:
    settings: Settings = ctx.obj
    district = load_district(find_units(settings.units, None, Path.cwd()))
    if as_json:
        sites = [_site_json(site, [unit.name for unit in district.units_of_site(site.id)]) for site in district.sites]
        click.echo(json.dumps({"schema_version": 1, "sites": sites}, ensure_ascii=False, indent=2))
        return
    rows = [("编号", "名称", "单位", "栏目", "平台", "地址是否确认", "起始地址")]
    for site in district.sites:
        units = "、".join(unit.name for unit in district.units_of_site(site.id)) or "—"
        if not site.is_crawled:
            rows.append((site.id, site.name, units, "—", "—", "不抓取，凭证明核查", f"证明：{site.proof}"))
            continue
        columns = f"{len(site.columns)} 个" + ("，另自动查找" if site.finds_columns and site.columns else "") if site.columns else "自动查找"
        rows.append((site.id, site.name, units, columns, _PLATFORM[site.platform], _confirmed(site), "、".join(site.start)))
    click.echo("\n".join(table(rows)))


def _confirmed(site: Site) -> str:
    if site.confirmed is None:
        return "推测"
    return "由填写人担保" if site.confirmed == "vouched" else f"{site.confirmed} 已确认"


def _site_json(site: Site, units: list[str]) -> dict[str, object]:
    columns = [{"id": c.id, "name": c.name, "start": c.start, "holds": list(c.holds)} for c in site.columns]
    return {
        "id": site.id, "name": site.name, "aliases": list(site.aliases), "units": units, "start": list(site.start),
        "platform": site.platform, "finds_columns": site.finds_columns, "columns": columns,
        "confirmed": str(site.confirmed) if site.confirmed else None, "check": site.check, "proof": site.proof,
    }  # fmt: skip


@click.command("runs", help="列出各次抓取；写出编号则说那一次的详情。")
@click.argument("run", metavar="编号", required=False)
@click.pass_context
def runs_command(ctx: click.Context, run: str | None) -> None:
    settings: Settings = ctx.obj
    with Store(settings.db_url) as store:
        runs = store.runs()
    if run is None:
        rows = [("编号", "开始", "方式", "状态", "请求", "新网页")]
        rows += [(r.id, _told(r.started_at, r.simulated), _MODE.get(r.mode, r.mode), _STATUS.get(r.status, r.status), *_counted(r)) for r in runs]
        click.echo("\n".join(table(rows)) if runs else "还没有抓取过。")
        return
    found = next((r for r in runs if r.id == run), None)
    if found is None:
        raise InvalidInput(f"没有编号为 {run} 的抓取；现有 {len(runs)} 次，用 gongkai runs 列出")
    click.echo("\n".join(_details(found)))


def _counted(run: StoredRun) -> tuple[str, str]:
    counts = dict(run.counts)
    return str(counts.get("requests", "—")), str(counts.get("new_pages", "—"))


def _details(run: StoredRun) -> list[str]:
    ended = _told(run.ended_at, run.simulated) if run.ended_at else "—"
    rows = [
        ("编号", run.id), ("开始", _told(run.started_at, run.simulated)), ("结束", ended),
        ("方式", _MODE.get(run.mode, run.mode) + ("，不留间隔" if run.fast else "")), ("状态", _STATUS.get(run.status, run.status)),
        ("程序", run.program), ("读取器版本", run.reader), ("单位文件摘要", run.units_sha256 or "—"),
    ]  # fmt: skip
    names = {"requests": "请求", "bytes": "字节", "new_pages": "新网页"}
    rows += [(names.get(name, f"没有取到（{name.removeprefix('failed:')}）"), str(count)) for name, count in run.counts]
    return table(rows)


def _told(moment: datetime, simulated: bool) -> str:
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}" + ("（模拟时钟）" if simulated else "")


@click.group("archive", help="档案：核对摘要，由档案重建数据库。")
def archive_group() -> None:
    """The WARC files and journals."""


@archive_group.command("verify", help="核对档案里每条记录的摘要和流水账；有不符的退出码为 1。")
@click.pass_context
def archive_verify(ctx: click.Context) -> None:
    settings: Settings = ctx.obj
    faults = verify(settings.archive)
    for fault in faults:
        click.echo(fault)
    click.echo(f"档案 {settings.archive}：{len(faults)} 处不符。" if faults else f"档案 {settings.archive}：全部相符。", err=True)
    ctx.exit(FAULTS_EXIT if faults else 0)


@archive_group.command("rebuild", help="由档案重建数据库；以前的核查结果保留。")
@click.pass_context
def archive_rebuild(ctx: click.Context) -> None:
    settings: Settings = ctx.obj
    with locked(settings.archive), Store(settings.db_url) as store:
        count = rebuild(store, settings.archive)
    click.echo(f"已由档案 {settings.archive} 的 {count} 次抓取重建数据库。", err=True)
