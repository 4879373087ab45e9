"""Which block of an unknown layout holds the text: paragraphs that stand together, weighed against the links beside them (after Arc90's readability)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from crawler.extract.layouts import LIKELY_BODY, UNLIKELY_BODY
from crawler.extract.outline import Line, Outline

_NEAR = 12
_CLIMB = 12
_ITEM_LINES = 6
_ITEM_TAGS = frozenset(("li", "tr", "dd", "dl"))
_CONTAINERS = frozenset(("div", "td", "section", "article", "main", "body", "form", "center", "fieldset"))
_PARAGRAPH = re.compile(r"[，。；、！？,;”]")
_SHARES = (1.0, 0.5, 0.2)
"""What of a paragraph's weight its container, that one's container and the next one get."""


def densest_block(outline: Outline, zones: Sequence[str], headline: int | None = None, within: int | None = None) -> int | None:
    """The container whose paragraphs weigh most against its links, one that begins near the headline before others; `within` looks only inside a block."""
    scores = _scores(outline, zones, within)
    if not scores:
        return None
    own = list(accumulate((len(line.text) - line.linked for line in outline.lines), initial=0))
    both = list(accumulate((len(line.text) for line in outline.lines), initial=0))

    def score(index: int) -> tuple[float, int]:
        block = outline.blocks[index]
        share = (own[block.last] - own[block.first]) / max(1, both[block.last] - both[block.first])
        is_near = headline is not None and -3 <= block.first - headline <= _NEAR and block.last > headline + 1
        return scores[index] * share * share * _by_name(block.tag, block.names) * (3.0 if is_near else 1.0), -index

    return max(scores, key=score)


def is_paragraph(line: Line) -> bool:
    """Whether a line is running text."""
    return len(line.text) - line.linked >= 40 and bool(_PARAGRAPH.search(line.text))


def weight_of(line: Line) -> float:
    """What a line says for its block being the text: its length and its punctuation, if it is not a link."""
    own = len(line.text) - line.linked
    if own < 8 or line.linked * 2 > own:
        return 0.0
    marks = len(_PARAGRAPH.findall(line.text))
    return 0.0 if own < 20 and not marks else min(own / 40, 4.0) + min(marks, 8) * 0.5


def abstracts(outline: Outline, zones: Sequence[str]) -> frozenset[int]:
    """Lines that only tell what the link right above them leads to: link and line stand in one item of many of its make."""
    found: list[tuple[int, tuple[str, str]]] = []
    makes: Counter[tuple[str, str]] = Counter()
    for at in range(1, len(outline.lines)):
        above = outline.lines[at - 1]
        if zones[at] or above.linked < 8 or above.linked * 2 < len(above.text) or not weight_of(outline.lines[at]):
            continue
        for index in outline.chain(outline.lines[at].block, 5):
            block = outline.blocks[index]
            if block.first < at:
                if block.last - block.first <= _ITEM_LINES and (block.names or block.tag in _ITEM_TAGS):
                    found.append((at, (block.tag, block.names)))
                    makes[block.tag, block.names] += 1
                break
    return frozenset(at for at, make in found if makes[make] >= 3)


def _scores(outline: Outline, zones: Sequence[str], within: int | None) -> dict[int, float]:
    """The weight of each container's paragraphs. What the page says twice is its frame's and counts once."""
    first, last = (outline.blocks[within].first, outline.blocks[within].last) if within is not None else (0, len(outline.lines))
    passed = abstracts(outline, zones)
    said: set[str] = set()
    held: list[tuple[float, list[int]]] = []
    for at in range(first, last):
        line = outline.lines[at]
        weight = weight_of(line) if not zones[at] and at not in passed else 0.0
        if weight and line.text not in said:
            said.add(line.text)
            held.append((weight, [b for b in outline.chain(line.block, _CLIMB) if outline.blocks[b].tag in _CONTAINERS]))
    makes = Counter(_make(outline, holders[0]) for _, holders in held if holders)
    scores: dict[int, float] = {}
    for weight, holders in held:
        is_paragraph_itself = len(holders) > 1 and _is_one_line(outline, holders[0]) and makes[_make(outline, holders[0])] > 1
        for share, holder in zip(_SHARES, holders[is_paragraph_itself:], strict=False):
            if within is None or holder > within:
                scores[holder] = scores.get(holder, 0.0) + weight * share
    return scores


def _make(outline: Outline, index: int) -> tuple[int, str, str]:
    block = outline.blocks[index]
    return block.parent, block.tag, block.names


def _is_one_line(outline: Outline, index: int) -> bool:
    """A block of one line is a paragraph of the one around it where that one has more of its make."""
    return outline.blocks[index].last - outline.blocks[index].first == 1


def _by_name(tag: str, names: str) -> float:
    by_tag = 1.5 if tag == "article" else 1.0
    return by_tag * (1.3 if LIKELY_BODY.search(names) else 1.0) * (0.4 if UNLIKELY_BODY.search(names) else 1.0) if names else by_tag
