"""What `sites discover` says: a table for people, JSON for programs, and what can be pasted into units.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crawler.platforms.holds import guess_holds
from crawler.platforms.site import NO_COLUMNS
from crawler.platforms.survey import ColumnSeen, SiteSeen
from rules.tabular import table
from rules.units import Site
from rules.words import shared_words

PLATFORM_NAMES = {"auto": "自动", "static": "静态栏目", "gkmlpt": "公开目录平台", "generic": "一般", "": "—"}
_WORDS = 4


def found_as_text(sites: Sequence[SiteSeen]) -> str:
    """A table for each site and, below all, what can be pasted into units.yaml once somebody has looked at it."""
    parts = [line for seen in sites for line in _told(seen)]
    snippets = [line for seen in sites for line in _snippet(seen)]
    if snippets:
        parts += [
            "以下可粘贴到 config/units.yaml 的 sites: 下（替换同编号的站点）。栏目由程序探得，逐条看过再用；看过后把 confirmed 改成当天日期。",
            "",
            *snippets,
        ]
    return "\n".join(parts).rstrip()


def found_as_json(run: str, sites: Sequence[SiteSeen]) -> str:
    told = [
        {
            "id": seen.site.id, "name": seen.site.name, "platform": seen.platform or None, "reason": seen.reason, "detail": seen.detail,
            "columns": [_column_json(column) for column in seen.columns],
        }
        for seen in sites
    ]  # fmt: skip
    return json.dumps({"schema_version": 1, "run": run, "sites": told}, ensure_ascii=False, indent=2)


def _told(seen: SiteSeen) -> Iterable[str]:
    yield f"{seen.site.name}（{seen.site.id}）：{_result(seen)}"
    if seen.columns:
        rows = [("编号", "名称", "第1页条数", "自称总数", "最早", "最新", "像是", "常见词", "读法", "地址")]
        yield from (f"  {line}" for line in table([*rows, *(_row(column) for column in seen.columns)]))
    yield ""


def _result(seen: SiteSeen) -> str:
    if seen.reason not in ("", NO_COLUMNS):
        return f"没有查全，{seen.detail or seen.reason}" if seen.columns else f"没有查成，{seen.detail or seen.reason}"
    if not seen.columns:
        return "一个栏目也没有找到；请看首页是否真有列表，或在 units.yaml 里直接写 columns"
    new = sum(not column.is_declared for column in seen.columns)
    return f"{PLATFORM_NAMES[seen.platform]}，{len(seen.columns)} 个栏目，其中 units.yaml 里没有的 {new} 个"


def _row(column: ColumnSeen) -> tuple[str, ...]:
    days = [day.isoformat() if day else "—" for day in (column.oldest, column.newest)]
    total = str(column.total) if column.total is not None else f"{column.pages} 页" if column.pages else "—"
    name = column.name + ("（已有）" if column.is_declared else "")
    return (
        column.id,
        name,
        str(len(column.titles)),
        total,
        *days,
        "、".join(_holds(column)) or "—",
        "、".join(_typical(column)) or "—",
        _way(column),
        column.url,
    )


def _way(column: ColumnSeen) -> str:
    if column.needs_browser:
        return f"要浏览器：{column.fault}"
    return column.fault or ("由脚本填充，读它装载的数据" if column.read_from else "直接读")


def _holds(column: ColumnSeen) -> tuple[str, ...]:
    return guess_holds(column.name, column.titles)


def _typical(column: ColumnSeen) -> tuple[str, ...]:
    """The words most of whose weight the titles carry; none where there are no titles."""
    return shared_words().keywords("\n".join(column.titles), _WORDS) if column.titles else ()


def _column_json(column: ColumnSeen) -> dict[str, object]:
    return {
        "id": column.id, "name": column.name, "start": column.url, "declared": column.is_declared, "entries": len(column.titles),
        "total": column.total, "pages": column.pages, "oldest": str(column.oldest) if column.oldest else None,
        "newest": str(column.newest) if column.newest else None, "words": list(_typical(column)), "holds": list(_holds(column)),
        "read_from": column.read_from or None, "needs_browser": column.needs_browser, "fault": column.fault or None,
    }  # fmt: skip


def _snippet(seen: SiteSeen) -> Iterable[str]:
    """The site as units.yaml would have it. What a person once confirmed stays confirmed; all else is a guess until somebody looks."""
    if not seen.columns:
        return
    yield from _site_lines(seen.site, seen.platform)
    yield "    discover: true  # 另由程序继续找新栏目；改成 false 则只看下列栏目"
    yield "    columns:"
    declared = {column.id: column for column in seen.site.columns}
    for column in seen.columns:
        holds = declared[column.id].holds if column.id in declared else _holds(column)
        told = f"第1页 {len(column.titles)} 条" + (f"，{column.oldest} 至 {column.newest}" if column.oldest else "")
        fields = f"id: {_yaml(column.id)}, name: {_yaml(column.name or column.id)}, start: {_yaml(column.url)}" + (f", holds: {_yaml(holds)}" if holds else "")
        yield f"      # 读不出，先不用：{{{fields}}}；{column.fault}" if column.fault else f"      - {{{fields}}}  # {told}"


def _site_lines(site: Site, platform: str) -> Iterable[str]:
    yield f"  - id: {_yaml(site.id)}"
    yield f"    name: {_yaml(site.name)}"
    if site.aliases:
        yield f"    aliases: {_yaml(site.aliases)}"
    yield f"    start: {_yaml(site.start)}"
    if site.prefixes:
        yield f"    prefixes: {_yaml(site.prefixes)}"
    yield f"    platform: {platform or site.platform}"
    is_day = site.confirmed not in (None, "vouched")
    yield f"    confirmed: {site.confirmed}" if is_day else "    confirmed: null  # 还没有人看过；看过后改成当天日期"
    if site.robots or site.tls or site.max_pages != Site.max_pages:
        yield "    # 原有的 robots、tls、max_pages 设置请照抄过来"


def _yaml(value: str | Sequence[str]) -> str:
    """JSON's strings and lists are YAML's."""
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)
