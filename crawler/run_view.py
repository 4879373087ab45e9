"""One run's sites and columns as lines to read: what was covered, what failed, what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.store_runs import ToldColumn, ToldOfRun, ToldSite
from rules.tabular import table

_REACHED = {"end": "读到头", "window": "读过检查范围", "unchanged": "首页未变", "known": "接上以前读过的", "removed": "栏目已撤"}
_MOST = 3


def lines_of(told: ToldOfRun) -> list[str]:
    """Sites, then columns; of what failed in a column the commonest reasons."""
    sites = [("网站", "条目", "情况"), *map(_site, told.sites)]
    columns = [("网站", "栏目", "遍", "页", "条目", "读到哪里", "没有取到", "没有去取"), *map(_column, told.columns)]
    return [*(["", *table(sites)] if told.sites else []), *(["", *table(columns)] if told.columns else [])]


def _site(site: ToldSite) -> tuple[str, ...]:
    return (site.site, "—" if site.standing is None else str(site.standing), "；".join(_state(site)) or "正常")


def _state(site: ToldSite) -> Iterator[str]:
    if site.nights_left:
        yield f"首次抓取尚未完成，预计还需 {site.nights_left} 夜"
    if site.reason:
        yield site.detail or site.reason


def _column(column: ToldColumn) -> tuple[str, ...]:
    reached = _REACHED.get(column.reached, column.reached) if column.complete else f"没有读全：{column.reason}"
    return (
        column.site, column.name or column.column, "复核" if column.look == 2 else "首遍", str(column.pages), str(column.entries), reached,
        _counted(column.failures), _counted(column.skipped),
    )  # fmt: skip


def _counted(counts: tuple[tuple[str, int], ...]) -> str:
    """The commonest first.

    >>> _counted((("已有", 2), ("站外", 5)))
    '站外 5，已有 2'
    """
    ordered = sorted(counts, key=lambda count: (-count[1], count[0]))
    rest = sum(n for _, n in ordered[_MOST:])
    return "，".join([f"{reason} {n}" for reason, n in ordered[:_MOST]] + ([f"其他 {rest}"] if rest else [])) or "—"
