"""An item's text into sentences and their segments, and a list of things into its members; quotes and brackets stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rules.drafts.lexicon import lexicon

_CLOSERS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "〔": "〕", "‘": "’"}
_STOPS = "。；;！!？?\n"
_COMMAS = "，,"
_EDGE = "，。；：、,;:！!？? \n\t　"
_JOINT = re.compile(r"[，,、]?(?:以及|及其|及|和|与)|、|，|,|；")
_ANOTHER = re.compile(r"并(?=(?:做好|加强|强化|抓好|开展|积极|组织开展))")
"""并 between two acts of one segment: the second begins a segment of its own."""
_AND_SO_ON = re.compile(r"(?:等(?:相关|有关|重要|具体|方面)?(?:信息|内容|情况|事项|工作|材料|数据|文件|各类信息)?)$")
_OF_ONE_SORT = re.compile(r"(?P<list>.{4,200}?)等(?:目录清单|目录|清单|名单|报告)?", re.DOTALL)
_SHARED_HEAD = re.compile(r"[，,、]?及其[^、，的]{2,6}的[^、，及和]+$")
"""项目及其资金的使用情况: what stands behind 的 is said of both."""
_BRACKET = re.compile(r"（[^（）]{1,40}）$")
_MOST = 200
"""Segments of an item; what a hostile text has beyond them stays with the last."""
_LONGEST = 400
"""Characters of a list of things; a longer one is not taken apart."""
_DEEPEST = 8
"""Brackets within brackets; older ones that are still open are taken for stray."""
_NUMERAL = re.compile(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|[.．](?!\d))|[一二三四五六七八九]是(?:要)?|[①-⑳]"
)
"""Numerals before the sentences of one cell."""
_SHORTEST = 4
"""Characters; a shorter member (进展、成效) leans on the one before it and is no thing of its own."""


@dataclass(frozen=True)
class Span:
    """A piece of the item's text: where it begins and ends, and in which sentence (from 0)."""

    start: int
    end: int
    sentence: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def segments(text: str) -> tuple[Span, ...]:
    """The text cut at commas and stops outside quotes and brackets; punctuation at the edges is left away.

    >>> text = "公开《甲，乙》，加强指导。按月公布丙；"
    >>> [s.of(text) for s in segments(text)]
    ['公开《甲，乙》', '加强指导', '按月公布丙']
    """
    inside = enclosed(text)
    cuts = {at.start() for at in _ANOTHER.finditer(text) if not inside[at.start()]}
    found: list[Span] = []
    start = sentence = 0
    for i, char in enumerate(text + "\n"):
        is_mark = char in _STOPS or char in _COMMAS
        if i not in cuts and (not is_mark or (i < len(text) and inside[i])):
            continue
        if len(found) >= _MOST:
            return (*found[:-1], trimmed(text, Span(found[-1].start, len(text), found[-1].sentence)))
        span = trimmed(text, Span(start, i, sentence))
        if span.start < span.end:
            found.append(span)
        sentence += char in _STOPS
        start = i if i in cuts else i + 1
    return tuple(found)


def trimmed(text: str, span: Span) -> Span:
    """The same piece without punctuation at its edges."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    if numeral := _NUMERAL.match(text, start, end):
        start = numeral.end()
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end, span.sentence)


def whole(text: str, span: Span) -> str:
    """The span's words without punctuation at the edges."""
    return trimmed(text, span).of(text)


def enclosed(text: str) -> bytearray:
    """For every character whether it stands within quotes or brackets; an opening one that is never closed opens nothing."""
    edges = [0] * (len(text) + 1)
    waiting: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        at = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == char), None)
        if at is not None:
            edges[waiting[at][1]] += 1
            edges[i + 1] -= 1
            del waiting[at:]
        elif char in _CLOSERS:
            waiting = [*waiting[1 - _DEEPEST :], (_CLOSERS[char], i)]
    return bytearray(depth > 0 for depth in accumulate(edges[:-1]))


def masked(text: str) -> str:
    """The text with every character within quotes and brackets blanked out, so that no word is found there."""
    return "".join("\0" if hidden else char for char, hidden in zip(text, enclosed(text), strict=True))


def members(thing: str) -> tuple[str, ...]:
    """The things of a coordinated object that could each be published alone; one that cannot be cut comes back whole.

    >>> members("工作目标任务、改造项目信息及任务完成情况")
    ('工作目标任务', '改造项目信息', '任务完成情况')
    >>> members("治理措施、进展、成效")
    ('治理措施、进展、成效',)
    """
    thing = _AND_SO_ON.sub("", thing) or thing
    if len(thing) > _LONGEST:
        return (thing,)
    hidden = masked(thing)
    cuts = [found.span() for found in _JOINT.finditer(hidden)]
    parts, start = [], 0
    for left, right in cuts:
        if _SHARED_HEAD.match(hidden, left):
            continue
        is_break = thing[left] in "，," and right - left > 1
        if _stands_alone(thing[start:left]) and (_stands_alone(thing[right:]) if is_break else _begins_anew(thing[right:], hidden[right:])):
            parts.append(thing[start:left])
            start = right
    parts.append(thing[start:])
    return tuple(parts)


def alike(thing: str) -> tuple[str, ...]:
    """Many of one sort, each published by itself; empty where the thing is no such list.

    >>> alike("行政事业性收费、经营性服务收费、进出口环节收费等目录清单")
    ('行政事业性收费', '经营性服务收费', '进出口环节收费')
    """
    found = _OF_ONE_SORT.fullmatch(thing) if len(thing) <= _LONGEST else None
    if found is None:
        return ()
    hidden = masked(found["list"])
    cuts = [-1, *(at.start() for at in re.finditer("、", hidden)), len(hidden)]
    parts = tuple(found["list"][a + 1 : b] for a, b in pairwise(cuts))
    return parts if len(parts) > 2 and all(len(part) >= _SHORTEST for part in parts) else ()


def _stands_alone(part: str) -> bool:
    """Ends in the head of a noun phrase, and is more than the head."""
    words = lexicon()
    bare = _BRACKET.sub("", part)
    return len(part) >= _SHORTEST and bare.endswith((*words.document.words, *words.head.words, *words.outcome.words, *words.policy.words))


def _begins_anew(rest: str, hidden: str) -> bool:
    """Whether the next member stands alone too: 进展 after 措施 does not."""
    cut = _JOINT.search(hidden)
    return _stands_alone(_AND_SO_ON.sub("", rest[: cut.start()] if cut else rest))


def enumerated(thing: str) -> tuple[str, ...]:
    """The names in a list of contents, whatever they are.

    >>> enumerated("招生范围、招生计划以及报名条件等信息")
    ('招生范围', '招生计划', '报名条件')
    """
    bare = _AND_SO_ON.sub("", thing)
    hidden = masked(bare)
    cuts = [found.span() for found in re.finditer(r"、|，|,|以及|及", hidden)]
    edges = [0, *(edge for cut in cuts for edge in cut), len(bare)]
    parts = [bare[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(part for part in parts if part)
