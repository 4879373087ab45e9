"""What must be in a publication, as far as a clause says it: numbers with their nouns, parts it enumerates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.clause import Clause
from rules.drafts.finishing import Finishing
from rules.drafts.shortest import shortest
from rules.drafts.wordings import wordings
from rules.text import normalise
from rules.wanted import Content, Part

_COUNTED = re.compile(r"(?<![\d.第])(\d{1,4})([条个家座处所宗户])([\u4e00-\u9fff]{2,12})")
_MEASURES = frozenset("月年日天周季工作小时百分以上以内")
_LISTS = re.compile("排名|清单|名单|目录|一览|名录|情况|数据|结果|信息|进度|监测|明细|统计")
MOST_PARTS = 20
FEWEST_ROWS, MOST_ROWS = 3, 2000
"""Fewer are told in a sentence; more are a quantity and no list."""


@dataclass(frozen=True)
class Asked:
    """A content with what a person has to look at."""

    content: Content
    review: tuple[str, ...] = ()


def content_of(clause: Clause, at: Finishing) -> Asked:
    """Parts and rows of a clause; nothing where it says nothing of them."""
    names = tuple(name for name in dict.fromkeys(map(_bare, clause.listed)) if 1 < len(name) <= 20)[:MOST_PARTS]
    parts = tuple(_part(name, at) for name in names)
    review: tuple[str, ...] = ()
    if parts:
        review = ("内容：正文里要分别有 content 里的各部分，请看是不是同一篇里都要有、各部分还有哪些写法；原文“等”字后面的不要求",)
    rows, noun = _rows(clause, at)
    if rows is not None:
        review += (f"内容：原文写明“{rows}{noun[0]}{noun[1]}”，要求表格不少于{rows}行，请看是不是逐{noun[0]}列出",)
    return Asked(Content(parts=parts, rows_at_least=rows, rows_of=noun[1]), review)


def _bare(name: str) -> str:
    return re.sub(r"等?(?:信息|内容|情况)?等?$", "", name) if len(name) > 6 else name.removesuffix("等")


def _part(name: str, at: Finishing) -> Part:
    """Its words in their order; and where they are of a common sort (电话, 范围, 职责) what else those are called."""
    tokens = at.cutter.tokens(name) or (normalise(name),)
    phrase = "…".join(dict.fromkeys((tokens[0], tokens[-1])))
    common = [other for token in tokens if _is_part(token) for other in wordings().same_part(token)]
    return Part(name, shortest((phrase, *common)))


def _is_part(word: str) -> bool:
    return any(word in group for group in wordings().parts)


def _rows(clause: Clause, at: Finishing) -> tuple[int | None, tuple[str, str]]:
    """How many rows a list must have at least, with the measure word and what is counted."""
    said = normalise(clause.subject)
    for found in _COUNTED.finditer(said):
        number, measure, behind = int(found[1]), found[2], found[3]
        tokens = at.cutter.tokens(behind)
        if tokens and behind[0] not in _MEASURES and FEWEST_ROWS <= number <= MOST_ROWS and _LISTS.search(said):
            return number, (measure, _counted(tokens[0], behind))
    return None, ("", "")


def _counted(first: str, behind: str) -> str:
    return first if behind.startswith(first) else behind[:4]
