"""The tables of the nights: ours beside the floor, what was seen when, other tools."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bench.nights_count import APART

from rules.tabular import table

WANTED, YOUNG_DAYS = 1.2, 60
_EVENTS = {"edit": "改动", "mark": "标注失效", "withdrawal": "撤下", "backdated": "倒填日期插入", "pinned": "置顶新增"}
_ROLES = {
    "robots": "robots.txt", "start": "首页", "section": "栏目首页（找栏目时）", "list": "列表页", "article": "新网页",
    "attachment": "附件", "unknown": "流水账里没有",
    "full_read": "读到头", "revisit": "回访", "second_look": "复核", "recheck": "复核", "map": "网站地图",
}  # fmt: skip
_TOOLS = {"full": "本项目每夜全部重读", "wget": "wget -r -N -np", "scrapy": "Scrapy（RFC 2616 缓存）"}
_FLOOR = {"columns": "栏目", "robots": "robots.txt", "pages": "新网页", "attachments": "附件", "further": "再一页列表"}


def inside(parts: dict[str, Any], unit: str = "requests") -> int:
    """What of a night is held against the floor."""
    return sum(n for role, n in parts[unit].items() if role not in APART)


def floor_lines(ours: dict[str, Any]) -> Iterator[str]:
    """Night by night, then the sum of all nights but the first crawl."""
    rows = [("夜", "请求", "下限", "倍数", "新网页", "304", "出错", "读到头", "回访", "复核", "千字节")]
    nights = ours["nights"]
    for number, night in enumerate(nights):
        rows.append((str(number), *_row([night])))
    quiet = nights[1:]
    rows.append((f"1–{len(nights) - 1}", *_row(quiet)))
    yield from table(rows)
    parts, asked = Counter[str](), sum(n["floor"]["total"] for n in quiet)
    for night in quiet:
        parts.update(night["parts"]["requests"])
    yield "  下限由来：" + "，".join(f"{name} {sum(n['floor'][key] for n in quiet)}" for key, name in _FLOOR.items())
    yield "  我们的请求：" + "，".join(f"{_ROLES.get(role, role)} {n}" for role, n in parts.most_common())
    ratio = sum(inside(n["parts"]) for n in quiet) / asked
    yield f"  除去读到头、回访、复核，是下限的 {ratio:.2f} 倍（目标 {WANTED} 倍以内{'' if ratio <= WANTED else '，超出'}）"


def _row(nights: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    asked, floor = sum(inside(n["parts"]) for n in nights), sum(n["floor"]["total"] for n in nights)
    apart = [str(sum(n["parts"]["requests"].get(role, 0) for n in nights)) for role in APART]
    pages, size = sum(n["floor"]["pages"] for n in nights), sum(sum(n["parts"]["bytes"].values()) for n in nights)
    told = [sum(n["parts"][key] for n in nights) for key in ("unchanged", "failing")]
    return (str(asked), str(floor), f"{asked / floor:.2f}", str(pages), str(told[0]), str(told[1]), *apart, f"{size // 1000}")


def seen_lines(ours: dict[str, Any], nights: int) -> Iterator[str]:
    """What is missing at the end; how many nights later than it stood something was seen."""
    late = ours["late"]
    unread = [key for key in ours["unread"] if key not in ours["missed"]]
    missing = f"缺 {len(ours['missed'])} 条，列出而没有网页的 {len(unread)} 条"
    yield f"  最后一夜列在各栏目的 {ours['standing']} 条：{missing}；库中在列而模型区账上没有的 {ours['listed_unknown']} 条"
    yield from (f"    缺 {site} {address}" for site, address in ours["missed"][:10])
    yield from (f"    没有网页 {site} {address}" for site, address in unread[:10])
    wrong = [n for n in late["newest_first"] if n]
    yield f"  首次见到正是出现当夜的：{len(late['newest_first']) - len(wrong)} / {len(late['newest_first'])}" + (f"，差 {sorted(wrong)} 夜" if wrong else "")
    if late["backdated"]:
        yield f"  出现在列表第一页之后的 {len(late['backdated'])} 条：{_spread(late['backdated'])}"
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in ours["events"]:
        by_kind[_kind(event)].append(event)
    for what, events in by_kind.items():
        seen = [e["seen"] - e["night"] for e in events if e["seen"] is not None]
        unseen = [nights - 1 - e["night"] for e in events if e["seen"] is None]
        still = f"；{len(unseen)} 件到最后一夜还没有见到（已过 {min(unseen)}–{max(unseen)} 夜）" if unseen else ""
        yield f"  {what} {len(events)} 件，见到：{_spread(seen) if seen else '无'}{still}"


def _kind(event: dict[str, Any]) -> str:
    """Pages of the last two months are looked at again sooner than older ones."""
    name, age = _EVENTS[event["what"]], event.get("age")
    return f"{name}（{'两个月内' if age < YOUNG_DAYS else '更早'}的网页）" if age is not None and event["what"] in ("edit", "mark") else name


def _spread(nights: Sequence[int]) -> str:
    return f"最少 {min(nights)}、中位 {statistics.median(nights):g}、最多 {max(nights)} 夜后"


def peer_lines(told: dict[str, Any], every: int) -> Iterator[str]:
    """Requests and bytes per new page: what a night takes on average, by what was published a night."""
    tools = [tool for tool in _TOOLS if tool in told]
    if "ours" not in told:
        return
    quiet = told["ours"]["nights"][1:]
    pages = sum(n["floor"]["pages"] for n in quiet) / len(quiet)
    ours = (statistics.mean(sum(n["parts"]["requests"].values()) for n in quiet), statistics.mean(sum(n["parts"]["bytes"].values()) for n in quiet))
    rows = [("", "每夜请求", "每夜千字节", "每新网页请求", "每新网页千字节", "是我们的几倍（请求）", "（字节）")]
    rows.append(("本项目（读到头、回访、复核在内）", *_told(*ours, pages), "1", "1"))
    for tool in tools:
        nights = told[tool]["nights"][1:]
        its = (statistics.mean(n["requests"] for n in nights), statistics.mean(n["bytes"] for n in nights))
        rows.append((_TOOLS[tool], *_told(*its, pages), f"{its[0] / ours[0]:.1f}", f"{its[1] / ours[1]:.1f}"))
    if tools:
        yield f"\n其他工具（同样的夜晚、同样的变动，各有一个模型区；每 {every} 夜来一次，按夜平均）"
    yield from table(rows)
    for tool in tools:
        yield from had_lines(_TOOLS[tool], told[tool]["had"])


def _told(requests: float, size: float, pages: float) -> tuple[str, ...]:
    return f"{requests:.0f}", f"{size / 1000:.0f}", f"{requests / pages:.0f}", f"{size / 1000 / pages:.0f}"


def had_lines(name: str, had: dict[str, dict[str, int]]) -> Iterator[str]:
    total = {key: sum(row[key] for row in had.values()) for key in ("standing", "had", "new", "new_had", "new_at_once")}
    yield (
        f"  {name}：最后在列的 {total['standing']} 条取到 {total['had'] / total['standing']:.1%}；"
        f"其间新增 {total['new']} 条取到 {total['new_had']}，下一次来就取到的 {total['new_at_once']}"
    )
    yield "    " + "，".join(f"{platform} {row['had']}/{row['standing']}" for platform, row in sorted(had.items()))
