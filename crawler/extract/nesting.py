"""Markup nested deeper than any page is made loses its surplus tags before it is parsed: a parser's time grows with the square of the depth.

Its text stays. Browsers, too, nest no deeper than some 500 elements (Chromium: kMaximumHTMLParserDOMTreeDepth = 512).
"""

from __future__ import annotations

import re
from collections import Counter

_FEW, _MANY = 4_000, 20_000
"""A page with fewer tags takes no second however it is nested; one with more is looked at tag by tag."""
_MOST_WORK = 4_000_000
"""Tags times depth: what a parser does at worst."""
_PIECE = 4_096
_DEEPEST, _MOST_HANGING = 500, 50
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>?")
_FLAT = frozenset(
    ("a", "nobr", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "html", "head", "body")
)
"""Void elements, those a page has one of, and those that end where the next one begins, wherever that is."""
_FORMATTING = frozenset(("b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"))
"""Those left open are opened again in every paragraph that follows."""
_ENDING = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot"))
"""These end where the next of their kind begins."""
_OF_TABLE = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot"))
_LISTS = frozenset(("table", "ul", "ol", "dl", "select"))


def may_be_deep(page: str) -> bool:
    """Whether a page has so many tags, and so many more opened than closed somewhere, that parsing it might not end.

    >>> may_be_deep("<div>" * 3_000 + "</div>" * 3_000), may_be_deep("<div></div>" * 3_000)
    (True, False)
    """
    tags = page.count("<")
    if not _FEW < tags <= _MANY:
        return tags > _MANY
    depth = deepest = 0
    for start in range(0, len(page), _PIECE):
        both, closing = page.count("<", start, start + _PIECE), page.count("</", start, start + _PIECE)
        deepest = max(deepest, depth + both - closing)
        depth = max(0, depth + both - 2 * closing)
    return tags * deepest > _MOST_WORK


def bounded(page: str) -> tuple[str, bool]:
    """The page with no element deeper than 500 others, and whether that changed how its text is nested.

    >>> bounded("<div>" * 600 + "甲")[0].count("<div>"), bounded("<div><p>甲<p>乙</div>" * 600)[1]
    (500, False)
    """
    nesting = _Nesting()
    return _ELEMENT.sub(nesting.kept, page), nesting.is_cut


class _Nesting:
    """What is open at a place of the markup."""

    def __init__(self) -> None:
        self.is_cut = False
        self._open: list[str] = []
        self._held: Counter[str] = Counter()
        self._hanging: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()

    def kept(self, found: re.Match[str]) -> str:
        """What stays of a tag: all of it or nothing."""
        if (name := found[2].lower()) in _FLAT:
            return found[0]
        is_kept = self._closes(name) if found[1] else self._opens(name)
        return found[0] if is_kept else ""

    def _opens(self, name: str) -> bool:
        if name in _FORMATTING:
            if self._hanging.total() >= _MOST_HANGING:
                self._dropped[name] += 1
                return False
            self._hanging[name] += 1
            return True
        if name in _ENDING and self._held[name]:
            self._end_same(name)
        if len(self._open) >= _DEEPEST and name not in _ENDING:
            self._dropped[name] += 1
            self.is_cut = True
            return False
        self._open.append(name)
        self._held[name] += 1
        return True

    def _closes(self, name: str) -> bool:
        if self._dropped[name]:
            self._dropped[name] -= 1
            return False
        if name in _FORMATTING:
            self._hanging[name] -= self._hanging[name] > 0
        elif self._held[name]:
            while self._pop() != name:
                pass
        return True

    def _end_same(self, name: str) -> None:
        around = {"table"} if name in _OF_TABLE else _LISTS
        at = len(self._open) - 1
        while at >= 0 and self._open[at] != name and self._open[at] not in around:
            at -= 1
        if at >= 0 and self._open[at] == name:
            while len(self._open) > at:
                self._pop()

    def _pop(self) -> str:
        name = self._open.pop()
        self._held[name] -= 1
        return name
