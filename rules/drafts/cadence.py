"""How often a clause asks for a thing: every month, quarter, half year, year, or regularly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.lexicon import first_of, lexicon
from rules.rule import Every

_ACT = r"(?:定期|及时|主动|分别|向社会|对外|集中|统一|[、和及，]){0,4}(?:公开|公布|发布|公示|公告|通报|转发|转载|推送|披露|更新)"
_PATTERNS: tuple[tuple[Every, re.Pattern[str]], ...] = (
    ("month", re.compile(r"(?P<said>每个?月度?|按月度?|逐月|月度|月报|分月|每周|按周|每日|每天|每旬|次月|下个?月|上个?月)")),
    ("quarter", re.compile(r"(?P<said>每个?季度?|按季度?|逐季|分季度?|季报|季度(?!末前))")),
    ("half", re.compile(r"(?P<said>每半年度?|每个?学期|按学期|按半年|半年度|半年(?=[、和及]|公|发))")),
    (
        "year",
        re.compile(rf"(?P<said>每年度?(?![\d一二三四五六七八九十]+月)|每个年度|按年度?|逐年|(?<![\d年一-龥])年度(?={_ACT})|(?<=[、和及])年度(?={_ACT}|$))"),
    ),
)


@dataclass(frozen=True)
class Period:
    """A period and the words that ask for it."""

    every: Every
    said: str


def periods(words: str) -> tuple[Period, ...]:
    """All periods that the words around an act name, the shortest first; 定期 only where none is named.

    >>> [(p.every, p.said) for p in periods("每季度、年度发布")]
    [('quarter', '每季度'), ('year', '年度')]
    >>> periods("每月定期发布")
    (Period(every='month', said='每月'),)
    """
    found = tuple(Period(every, at["said"]) for every, pattern in _PATTERNS if (at := pattern.search(words)))
    if found:
        return found
    regular = first_of(lexicon().regular, words)
    return (Period("regular", regular),) if regular else ()
