"""Crawls as lines to read: all of them in a table, and one with its sites and columns: what was covered, what failed, what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.store import StoredRun
from crawler.store_runs import ToldColumn, ToldOfRun, ToldSite
from rules.tabular import table

_BEIJING = ZoneInfo("Asia/Shanghai")
_STATUS = {"running": "未收尾", "done": "完成", "interrupted": "被中断", "failed": "出错", "killed": "被杀"}
_MODE = {"full": "全部重读", "incremental": "增量", "discover": "只找栏目"}
_REACHED = {"end": "读到头", "window": "读过检查范围", "unchanged": "首页未变", "known": "接上以前读过的", "removed": "栏目已撤"}
_MOST = 3


def crawls(runs: Sequence[StoredRun]) -> list[str]:
    """All crawls, a line each."""
    rows = [("编号", "开始", "方式", "状态", "请求", "新网页")]
    rows += [(r.id, told_time(r.started_at, r.simulated), _MODE.get(r.mode, r.mode), _STATUS.get(r.status, r.status), *_requests(r)) for r in runs]
    return table(rows)


def one_crawl(run: StoredRun, told: ToldOfRun) -> list[str]:
    """One crawl in full."""
    return [*_details(run), *lines_of(told)]


def _requests(run: StoredRun) -> tuple[str, str]:
    counts = dict(run.counts)
    return str(counts.get("requests", "—")), str(counts.get("new_pages", "—"))


def _details(run: StoredRun) -> list[str]:
    ended = told_time(run.ended_at, run.simulated) if run.ended_at else "—"
    rows = [
        ("编号", run.id), ("开始", told_time(run.started_at, run.simulated)), ("结束", ended),
        ("方式", _MODE.get(run.mode, run.mode) + ("，不留间隔" if run.fast else "")), ("状态", _STATUS.get(run.status, run.status)),
        ("程序", run.program), ("读取器版本", run.reader), ("单位文件摘要", run.units_sha256 or "—"),
    ]  # fmt: skip
    names = {"requests": "请求", "bytes": "字节", "new_pages": "新网页"}
    rows += [(names.get(name, f"没有取到（{name.removeprefix('failed:')}）"), str(count)) for name, count in run.counts]
    return table(rows)


def told_time(moment: datetime, simulated: bool) -> str:
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}" + ("（模拟时钟）" if simulated else "")


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
    elif site.detail:
        yield f"正常（{site.detail}）"


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
