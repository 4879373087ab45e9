"""Whether a text says that it goes on: on further pages of its own, or in a frame that holds all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.extract.body import Body
from crawler.extract.layouts import OUTSIDE
from crawler.extract.outline import Line, Outline
from crawler.extract.paging import is_address

_NEXT = re.compile(r"^[\[【\s<]*(?:下一?页|后一?页|下一頁)[\s>»›＞→\]】]*$")
_PART = re.compile(r"(?:[_-](\d{1,2})\.\w{2,5}|[?&](?:page|p|pn|pageno|pageindex|currentpage)=(\d{1,2})\b[^/]*)$", re.IGNORECASE)
_SAID = re.compile(r"第\s*(\d{1,2})\s*页\s*[，,/\s]*共\s*(\d{1,2})\s*页|共\s*(\d{1,2})\s*页\s*[，,/\s]*(?:当前)?第\s*(\d{1,2})\s*页")
_SCRIPTED = re.compile(r"createPageHTML\s*\(\s*(?:['\"][^'\"]*['\"]\s*,\s*)?(\d+)\s*,\s*(\d+)\s*,\s*['\"](?!index|list|default)[\w./-]+['\"]", re.IGNORECASE)
_UNDER = 8
"""So many lines under a text its pager may stand."""


def unread_part(outline: Outline, zones: Sequence[str], body: Body, text: str) -> str:
    """Which part of the text is not on this page, in Chinese; "" where nothing is sure."""
    if "createPageHTML" in text and (m := _SCRIPTED.search(text)) and int(m[1]) > 1:
        return _told(int(m[2]) + 1)
    last = min(len(outline.lines), body.last + _UNDER)
    near = [at for at in range(body.first, last) if zones[at] not in OUTSIDE]
    for at in near:
        if said := _said_by(outline, outline.lines[at]):
            return said
    return ""


def _said_by(outline: Outline, line: Line) -> str:
    """By a line that counts its pages, or whose link 下一页 leads to another part of the same address."""
    if len(line.text) > 120 or "页" not in line.text:
        return ""
    anchors = [outline.anchors[i] for i in line.anchors]
    onward = next((a for a in anchors if _NEXT.match(a.text.replace("\n", " ")) and is_address(a.href)), None)
    counted = _SAID.search(line.text)
    if counted and (onward or anchors):
        at, of = int(counted[1] or counted[4]), int(counted[2] or counted[3])
        return _told(at) if of > 1 else ""
    part = _part_of(onward.href) if onward else 0
    return _told(part - 1) if part > 1 else ""


def _part_of(href: str) -> int:
    """
    >>> _part_of("t20170908_31_2.html"), _part_of("show.asp?id=3&page=2"), _part_of("post_4471.html"), _part_of("t20170908_31.html")
    (2, 2, 0, 31)
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return 0
    m = _PART.search(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return int(m[1] or m[2]) if m else 0


def _told(page: int) -> str:
    return f"正文分页，只读到第{max(page, 1)}页"
