"""Lists as programs hand them to each other: any JSON that holds records with a title, an address and a day.

What a list says of itself (total, page, page size) stands beside the records or above them; the ledger is told no more than it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.extract.dates.entries import NONE
from crawler.extract.feeds import keys
from crawler.extract.feeds.pager import Pager, pager_of
from crawler.extract.feeds.values import count_of, day_of, href_of, is_yes, title_of
from crawler.page import Entry, Page

_DEEPEST, _FEW = 8, 3
_MOST_NODES = 50_000
_LEAST_SHARE = 2
"""One in so many records has all three, or the records are no entries."""
_FAILED = frozenset(("fail", "failed", "error", "failure"))


@dataclass(frozen=True)
class _Found:
    """Records that may be entries, the objects around them (innermost first), and the name they stand under."""

    rows: list[Any]
    around: tuple[Mapping[str, Any], ...]
    name: str


def json_list(told: Any, charset: str) -> Page | None:
    """A list page, or None where this holds no list. next_href keeps to the parameter the answer names its page by, and needs the
    other parameters of the address it was asked with."""
    arrays = list(_arrays(told))
    best = max(((_entries(found.rows), found) for found in arrays), key=lambda of: sum(e is not None for e in of[0]), default=None)
    if best is None or not any(best[0]):
        return _empty(arrays, charset)
    entries, found = tuple(e for e in best[0] if e), best[1]
    is_dated = any(e.date or e.yearless for e in entries) or keys.bare(found.name) in keys.LISTS
    if len(entries) * _LEAST_SHARE < len(found.rows) or not is_dated:
        return None
    pager = pager_of(found.around, len(found.rows))
    lost = len(found.rows) - len(entries)
    reason = f"有 {lost} 条没有标题或地址" if lost else ""
    return _page(charset, pager, entries=entries, reason=reason)


def _page(charset: str, pager: Pager, **told: Any) -> Page:
    return Page(kind="list", media="json", charset=charset, total=pager.total, page_count=pager.page_count, next_href=pager.next_href, **told)


def _empty(arrays: list[_Found], charset: str) -> Page | None:
    """A list that says it has no entries; one that says it has some and gives none on its first page is unreadable."""
    for found in arrays:
        if found.rows or not found.around or keys.bare(found.name) not in keys.LISTS or _has_failed(found.around):
            continue
        pager = pager_of(found.around, 0)
        if pager.total == 0 or (pager.total and pager.is_past_end):
            return _page(charset, Pager(pager.total, None, None, is_past_end=True))
        if pager.total:
            return _page(charset, pager, readable=False, reason=f"列表数据称共有 {pager.total} 条，却一条也没有给出")
    return None


def _has_failed(around: tuple[Mapping[str, Any], ...]) -> bool:
    for told in around:
        fields = keys.fields_of(told)
        held = {name: told[fields[name]] for name in ("code", "status", "success", "state") if name in fields}
        code = count_of(held.get("code"))
        if held.get("success") is False or (code is not None and code >= 400) or str(held.get("status", held.get("state", ""))).lower() in _FAILED:
            return True
    return False


def _arrays(told: Any) -> Iterator[_Found]:
    """Arrays of objects and empty arrays, the outer before the inner; within bounds of depth and number."""
    waiting: list[tuple[Any, tuple[Mapping[str, Any], ...], str]] = [(told, (), "")]
    at = 0
    while at < len(waiting) and at < _MOST_NODES:
        value, around, name = waiting[at]
        at += 1
        if isinstance(value, list):
            if not value or isinstance(value[0], dict):
                yield _Found(value, around, name)
            inner = [(item, "") for item in value] if len(value) <= _FEW else []  # what a record holds is its own
        elif isinstance(value, dict) and len(around) < _DEEPEST:
            inner, around = [(item, key) for key, item in list(value.items())[:200]], (value, *around)
        else:
            continue
        waiting += [(item, around, key) for item, key in inner if isinstance(item, dict | list)]


def _entries(rows: list[Any]) -> list[Entry | None]:
    """Each record as an entry, or None; which keys hold title, address and day is decided once for all records. Where no day is told at
    all, a key that would hold it is enough: a short list may have none."""
    sample = [row for row in rows[:200] if isinstance(row, dict)]
    seen = Counter(name for row in sample for name in keys.fields_of(row))
    common = {name: name for name, times in seen.items() if times * 2 > len(sample)}
    title = next((n for n in keys.TITLES if n in common and _holds(sample, n, title_of)), None)
    href = next((n for n in keys.HREFS if n in common and _holds(sample, n, href_of)), None)
    days = [n for n in keys.DAYS if n in common]
    day = next((n for n in days if _holds(sample, n, lambda v: (d := day_of(v)).day or d.yearless)), days[0] if days else None)
    if title is None or href is None or day is None:
        return []
    return [_entry(row, title, href, day) if isinstance(row, dict) else None for row in rows]


def _holds(sample: list[dict[str, Any]], name: str, read: Any) -> bool:
    held = [row[fields[name]] for row in sample if name in (fields := keys.fields_of(row))]
    return sum(bool(read(value)) for value in held) * 2 > len(held)


def _entry(row: dict[str, Any], title: str, href: str, day: str) -> Entry | None:
    fields = keys.fields_of(row)
    said, address = title_of(row.get(fields.get(title, ""))), href_of(row.get(fields.get(href, "")))
    if not said or not address:
        return None
    told = day_of(row[fields[day]]) if day in fields else NONE
    pinned = any(is_yes(row[fields[name]]) for name in keys.PINNED if name in fields)
    return Entry(address, said, told.day, pinned, told.yearless)
