"""Which labelled days of a page are its own, and not those of a list, a side column or an event it announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract import labels
from crawler.extract.labels import Labelled
from crawler.extract.outline import Outline

_DATED = frozenset((*labels.PUBLISHED, *labels.FORMED, *labels.PLAIN_DATE))
_OF_A_RECORD = frozenset((*labels.INDEX, *labels.NUMBER, *labels.ISSUER))
_EVENT = re.compile(r"地\s*点|会\s*场|报名|参加(?:人员|对象)|主办")
_SAYS_SOURCE = re.compile(r"来源|点击|浏览|阅读|字体|字号|打印")
_SENTENCE = re.compile(r"[，。；！？]")
_RECORD_REACH = 8
_HEAD_REACH = 8


def own_lines(outline: Outline, values: Sequence[Labelled], headline: int | None, opening: int) -> frozenset[int]:
    """The lines between headline and text, and those of the metadata table above the headline; where no headline is seen, the last
    lines above the text."""
    record = [v.line for v in values if v.label in _OF_A_RECORD]
    return frozenset(_own(outline, [v for v in values if v.label in _DATED and v.line < opening], record, (headline, opening)))


def _own(outline: Outline, values: Sequence[Labelled], record: Sequence[int], head: tuple[int | None, int]) -> Iterator[int]:
    headline, opening = head
    first = opening - _HEAD_REACH if headline is None else headline
    for value in values:
        line = outline.lines[value.line]
        is_in_record = any(abs(at - value.line) <= _RECORD_REACH for at in record)
        is_event = value.label in labels.PLAIN_DATE and not _SAYS_SOURCE.search(line.text) and _is_of_event(outline, value.line)
        if line.linked * 2 <= len(line.text) and (value.line >= first or is_in_record) and not is_event:
            yield value.line


def _is_of_event(outline: Outline, at: int) -> bool:
    """Whether the lines around a 时间 tell where and for whom, as labels do; a sentence of the text below tells nothing of it."""
    near = (outline.lines[i].text for i in range(max(0, at - 1), min(at + 2, len(outline.lines))) if i == at or not _SENTENCE.search(outline.lines[i].text))
    return any(_EVENT.search(text) for text in near)
