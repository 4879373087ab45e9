"""Lists that count themselves: 共2条记录 页次：1/1 right under two entries says what the page is for, however few and undated they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.layouts import OUTSIDE
from crawler.extract.outline import Outline

_COUNT = re.compile(r"(?:共|总)(?:计|有|数)?\s*[:：]?\s*(?P<count>\d{1,3})\s*(?:条|篇)")
_OF_PAGES = re.compile(r"(?<!\d)1\s*/\s*1(?!\d)|共\s*1\s*页")
_STEPS = re.compile(r"首页|上一?页|下一?页|[尾末]页")
_MOST_BELOW = 3
"""So many lines under its last entry the count of a list may stand."""
_LONGEST = 80


def own_count(outline: Outline, zones: Sequence[str]) -> tuple[int, int] | None:
    """How many entries a list of one page says it has, and the line that says so; None where none does, or more than one."""
    said = [(int(m["count"]), at) for at, line in enumerate(outline.lines) if zones[at] not in OUTSIDE and (m := _counts(line.text))]
    return said[0] if len(said) == 1 and said[0][0] else None


def is_counted(lines: Sequence[int], told: tuple[int, int]) -> bool:
    """Whether these lines are the entries that a count speaks of: just as many, and right above it."""
    count, at = told
    return 0 < len(lines) == count and at - _MOST_BELOW <= lines[-1] < at


def _counts(text: str) -> re.Match[str] | None:
    """
    >>> [bool(_counts(text)) for text in ("共2条记录 页次：1/1 首页 上一页 下一页 尾页", "共2条 第1/1页 1", "共2条建议", "共38条 1/2页 首页 下一页")]
    [True, True, False, False]
    """
    if len(text) > _LONGEST or ("共" not in text and "总" not in text):
        return None
    is_pager = _OF_PAGES.search(text) and ("页次" in text or "第" in text or len(set(_STEPS.findall(text))) >= 2)
    return _COUNT.search(text) if is_pager else None
