"""What a list interface says of its pages: how many entries and pages there are, and where the next one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from crawler.extract.feeds import keys
from crawler.extract.feeds.values import count_of

_HAS_MORE = ("hasnext", "hasnextpage", "hasmore")
_IS_LAST = ("last", "lastpage", "islastpage", "islast")


@dataclass(frozen=True)
class Pager:
    """is_past_end: the page asked for lies behind the last."""

    total: int | None
    page_count: int | None
    next_href: str | None
    is_past_end: bool = False


@dataclass(frozen=True)
class _Told:
    """`key`: how the answer writes its page's number; `first`: which number its first page has."""

    total: int | None
    pages: int | None
    size: int | None
    key: str
    number: int | None
    first: int
    has_more: bool | None


def pager_of(around: tuple[Mapping[str, Any], ...], rows: int) -> Pager:
    """From the objects around the records, innermost first, and what stands beside them (a `page` object).

    >>> pager_of(({"total": 45, "pageNo": 1, "pageSize": 20},), 20)
    Pager(total=45, page_count=3, next_href='?pageNo=2', is_past_end=False)
    >>> pager_of(({"total": 45},), 20)
    Pager(total=45, page_count=3, next_href=None, is_past_end=False)
    """
    told = _told(_scalars(around), rows)
    size = told.size or (rows if told.number in (None, told.first) else None)
    pages = told.pages or (ceil(told.total / size) if told.total and size else None)
    ordinal = None if told.number is None else told.number - told.first + 1
    is_past_end = not rows and bool(ordinal and ordinal > 1 and (pages is None or ordinal > pages))
    has_more = told.has_more
    if has_more is None:
        has_more = bool(rows and ordinal and pages and ordinal < pages)
    next_href = f"?{told.key}={told.number + 1}" if has_more and rows and told.number is not None and told.key else None
    return Pager(told.total, pages, next_href, is_past_end)


def _told(held: Mapping[str, tuple[str, Any]], rows: int) -> _Told:
    number, key, first = None, "", 1
    if "number" in held and "totalelements" in held:  # Spring counts its pages from 0, and is asked by `page`
        number, key, first = count_of(held["number"][1]), "page", 0
    for name in keys.NUMBERS if number is None else ():
        if name in held and (number := count_of(held[name][1])) is not None:
            key = held[name][0]
            first = 0 if number == 0 else 1
            break
    total = next((n for name in keys.TOTALS if name in held and (n := count_of(held[name][1])) is not None and n >= rows), None)
    pages = next((n for name in keys.COUNTS if name in held and (n := count_of(held[name][1]))), None)
    size = next((n for name in keys.SIZES if name in held and (n := count_of(held[name][1])) and n >= rows), None)
    return _Told(total, pages, size, key, number, first, _has_more(held))


def _has_more(held: Mapping[str, tuple[str, Any]]) -> bool | None:
    for name in (*_HAS_MORE, *_IS_LAST):
        if name in held and isinstance(held[name][1], bool):
            return held[name][1] is (name in _HAS_MORE)
    return None


def _scalars(around: tuple[Mapping[str, Any], ...]) -> dict[str, tuple[str, Any]]:
    """Keys as written and values by bare name; what stands nearer to the records wins."""
    held: dict[str, tuple[str, Any]] = {}
    for told in around:
        beside = [value for value in list(told.values())[:50] if isinstance(value, dict)]
        for fields in (told, *(b for b in beside if b not in around)):
            for key, value in list(fields.items())[:200]:
                if not isinstance(value, dict | list):
                    held.setdefault(keys.bare(key), (key, value))
    return held
