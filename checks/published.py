"""When a publication was published: what its page says, set against the list that leads to it."""

from __future__ import annotations

from datetime import date

from crawler.extract.dates.address import date_in_address
from crawler.page import Dated
from crawler.seen import Listed, SeenPage
from rules.chinese import chinese_day

BY_ADDRESS = "网址"
WEAK_DATES = ("来源行", "落款", BY_ADDRESS)
"""Sources of a page's date that a list entry's date outranks (cascade of trust)."""


def day_of(page: SeenPage | None, entry: Listed | None) -> tuple[date | None, str | None]:
    """Cascade of trust: the page's own statement, the list entry, then a free line, signature and address.

    Where the page's own statements contradict each other, only a list entry that agrees with one of them decides.
    """
    listed = entry.date if entry is not None else None
    own, contested = (page.page.published, page.page.contested) if page else (None, ())
    if contested and not _is_weak(contested[0]):
        agreeing = next((c for c in contested if c.date == listed), None)
        return (agreeing.date, f"栏目列表，与{agreeing.source}一致") if agreeing else (None, None)
    if own is not None and (listed is None or not _is_weak(own)):
        return own.date, own.source
    if listed is not None:
        return listed, "栏目列表"
    day = date_in_address(page.url) if page is not None and page.page.kind == "article" and not contested else None
    return (day, BY_ADDRESS) if day else (None, None)


def contradictions(page: SeenPage | None) -> str:
    """The days that contradict each other on a page, with where each stands."""
    return "，".join(f"{dated.source}为{chinese_day(dated.date)}" for dated in (page.page.contested if page else ()))


def _is_weak(dated: Dated) -> bool:
    return dated.source.startswith(WEAK_DATES)
