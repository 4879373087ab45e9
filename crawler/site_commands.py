"""Verbs of sites: sites list (gongkai.py adds sites discover, which needs the clock)."""

from __future__ import annotations

import json
from pathlib import Path

import click

from crawler.context import Settings
from crawler.discovered import PLATFORM_NAMES
from rules.lazy_group import LazyGroup
from rules.load import find_units, load_district
from rules.tabular import table
from rules.units import Site


@click.group("sites", cls=LazyGroup, help="网站和栏目。")
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
        rows.append((site.id, site.name, units, columns, PLATFORM_NAMES[site.platform], _confirmed(site), "、".join(site.start)))
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
