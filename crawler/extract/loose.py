"""The text of a hand-made page that no block holds for itself: the stretch of lines between its menus, columns and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract.density import is_paragraph, weight_of
from crawler.extract.outline import Line, Outline

Span = tuple[int, int]
_IMPRINT = re.compile(
    r"ICP备|网站标识码|公网安备|版权所有|Copyright|(?:主办|承办)单位[:：]|最后更新|访客|访问量|(?:地址|邮编)[:：].*(?:电话|传真|邮编)", re.IGNORECASE
)
_GOES_ON = re.compile(r"^[\s【\[(（]*(?:上一|下一)[篇条页]")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|pptx?|zip|rar|txt|ofd)\b", re.IGNORECASE)
_CENTRED = re.compile(r"^<center|^<h[1-4]\b|^<[^>]*(?:align=\"?center|text-align\s*:\s*center)", re.IGNORECASE)
_LARGE = re.compile(r"<(?:b|strong|h[1-4])\b|font-weight\s*:\s*(?:bold|[6-9]00)|size=\"?\+?[3-7]\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。；！？：:]")
_DAY_LINE = re.compile(r"[^，。；！？]{0,30}(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\s*(?:至|到|-|—))[^，。；！？]{0,30}")
_MENU, _COLUMN = 4, 3
"""So many links in a line make a menu, so many lines of one link each a column."""
_MOST_BESIDE = 16
"""Characters that stand beside the link of a column's line: a mark and a day."""
_HEADLINES = 8
_OF_HEADLINE = 3.0
_ROW = 0.3
_INSIDE = ("crumb", "tool", "hidden")


def text_between(outline: Outline, zones: Sequence[str], span: Span, headline: int | None) -> Span | None:
    """The lines [first, last) of a page's or container's text behind its headline; None where nothing of a frame stands beside it."""
    ends = _ends(outline, zones, span)
    if not ends:
        return None
    stretches = list(_stretches(span, ends))
    best = max(stretches, key=lambda stretch: _weight(outline, zones, stretch, headline), default=None)
    if best is None or not any(is_paragraph(line) or weight_of(line) for line in outline.lines[best[0] : best[1]]):
        return None
    return _behind_headline(outline, best, headline), best[1]


def is_imprint(line: Line) -> bool:
    """Whether a line says who keeps the site and where."""
    return bool(_IMPRINT.search(line.text))


def _ends(outline: Outline, zones: Sequence[str], span: Span) -> frozenset[int]:
    """The lines that belong to menus, columns of links, other frames, or to the footer."""
    found: set[int] = set()
    column: list[int] = []
    for at in range(*span):
        line = outline.lines[at]
        is_entry = _is_entry(outline, line)
        column = [*column, at] if is_entry else []
        if len(column) >= _COLUMN:
            found.update(column)
        if (zones[at] and zones[at] not in _INSIDE) or _is_menu(outline, line) or is_imprint(line) or _GOES_ON.match(line.text):
            found.add(at)
    return frozenset(found)


def _is_menu(outline: Outline, line: Line) -> bool:
    return len(line.anchors) >= _MENU and line.linked * 2 >= len(line.text.replace(" ", "")) and not _has_file(outline, line)


def _is_entry(outline: Outline, line: Line) -> bool:
    return 0 < len(line.anchors) < _MENU and line.linked >= 4 and len(line.text) - line.linked <= _MOST_BESIDE and not _has_file(outline, line)


def _has_file(outline: Outline, line: Line) -> bool:
    return any(_FILE.search(outline.anchors[i].href) or _FILE.search(outline.anchors[i].text) for i in line.anchors)


def _stretches(span: Span, ends: frozenset[int]) -> Iterator[Span]:
    first = span[0]
    for at in (*sorted(ends), span[1]):
        if at > first:
            yield first, at
        first = at + 1


def _weight(outline: Outline, zones: Sequence[str], stretch: Span, headline: int | None) -> float:
    """What its sentences and rows weigh; more where the line that the html title repeats stands in it."""
    lines = [outline.lines[at] for at in range(*stretch) if not zones[at]]
    weight = sum(weight_of(line) or (_ROW if "\t" in line.text and not line.linked else 0.0) for line in lines)
    return weight * (_OF_HEADLINE if headline is not None and stretch[0] <= headline < stretch[1] else 1.0)


def _behind_headline(outline: Outline, stretch: Span, headline: int | None) -> int:
    """Where the text begins: behind the last centred large line, or the html title's, before the first sentences."""
    text = next((at for at in range(*stretch) if is_paragraph(outline.lines[at])), stretch[1])
    first = stretch[0]
    for at in range(stretch[0], min(stretch[0] + _HEADLINES, text, stretch[1] - 1)):
        if at == headline or is_large(outline, outline.lines[at]):
            first = at + 1
    if first > stretch[0] and first < stretch[1] - 1 and _DAY_LINE.fullmatch(outline.lines[first].text):
        return first + 1
    return first


def is_large(outline: Outline, line: Line) -> bool:
    """Whether a short line is set as a headline: in the middle, bold or in large letters."""
    block = outline.blocks[line.block]
    if not 4 <= len(line.text) <= 80 or line.linked or "\t" in line.text or _SENTENCE.search(line.text) or block.last - block.first > 2:
        return False
    markup = outline.opening(block, 400)
    return bool(_CENTRED.search(markup) and _LARGE.search(markup))
