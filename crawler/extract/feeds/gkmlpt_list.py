"""The answer of gkmlpt's list interface (api/all/<column>), 100 rows a page; pages 0 and 1 are the same.

`total` counts what the public list has; `classify.post_count` is often far above it and is never looked at.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from crawler.extract.dates.entries import NONE
from crawler.extract.feeds.values import count_of, day_of, href_of, is_yes, title_of
from crawler.page import Entry, Page

_ROWS = 100
_MARKS = (("is_abolished", "已废止"), ("is_expired", "已失效"))
_DAYS = ("create_time", "display_publish_time")
"""What the public table calls 发布日期. `date` is the day of writing, `created_at` may be that of a migration."""


def gkmlpt_list(told: Any, charset: str) -> Page | None:
    """A list page, or None where this is no such answer.

    next_href is "?page=N": the answer does not tell the `sid` it was asked with, so whoever asks next keeps the other parameters of
    the address. An answer that claims entries and gives none, and is not beyond its end, is unreadable.
    """
    if not isinstance(told, dict) or not isinstance(rows := told.get("articles"), list) or not {"classify", "offset"} & told.keys():
        return None
    total, offset = count_of(told.get("total")), count_of(told.get("offset")) or 0
    classify = told.get("classify")
    name = title_of(classify.get("name")) if isinstance(classify, dict) else ""
    page = Page(kind="list", media="json", charset=charset, title=name, column_name=name)
    entries = tuple(entry for row in rows if (entry := _entry(row)))
    has_more = total is not None and bool(rows) and offset + len(rows) < total
    return replace(
        page,
        entries=entries,
        total=total,
        page_count=ceil(total / _ROWS) if total else None,
        next_href=f"?page={offset // _ROWS + 2}" if has_more else None,
        **_fault(rows, entries, total, offset),
    )


def _fault(rows: list[Any], entries: tuple[Entry, ...], total: int | None, offset: int) -> dict[str, Any]:
    if total is None:
        return {"readable": False, "reason": "列表接口没有说共有多少条"}
    if not rows and offset < total:
        return {"readable": False, "reason": f"列表接口称共有 {total} 条，却一条也没有给出"}
    lost = len(rows) - len(entries)
    if rows and not entries:
        return {"readable": False, "reason": "列表接口的条目没有标题或地址"}
    return {"reason": f"有 {lost} 条没有标题或地址"} if lost else {}


def _entry(row: Any) -> Entry | None:
    if not isinstance(row, dict):
        return None
    title, href = title_of(row.get("title")), href_of(row.get("url")) or href_of(row.get("post_url"))
    if not title or not href:
        return None
    told = next((day for name in _DAYS if (day := day_of(row.get(name))).day), NONE)
    marks = tuple(mark for name, mark in _MARKS if is_yes(row.get(name)))
    return Entry(href, title, told.day, is_yes(row.get("is_top")), marks=marks)
