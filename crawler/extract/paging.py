"""How a list goes on: the address of its next page, and how many pages it says it has."""

from __future__ import annotations

import re

from crawler.extract.outline import Anchor, Outline

_NEXT = re.compile(r"^[\[【\s]*(?:下一?页|后一?页|下一頁|next(?:\s*page)?)[\s>»›＞→\]】]*$|^[»›]$", re.IGNORECASE)
_NEXT_BEGINS = frozenset("[【下后nN»›")
_OFF = re.compile(r"disab|(?<![a-z])(?:off|unclick|gray|grey|none)(?![a-z])")
_CREATE_PAGE = re.compile(
    r"createPageHTML\s*\(\s*(?P<holder>['\"][^'\"]*['\"]\s*,\s*)?(?P<count>\d+)\s*,\s*(?P<at>\d+)\s*,\s*['\"](?P<name>[\w./-]+)['\"]\s*,\s*['\"](?P<ext>\w+)['\"]",
    re.IGNORECASE,
)
_COUNT_PAGE = re.compile(r"countPage\s*=\s*(?P<count>\d+)")
_CURRENT_PAGE = re.compile(r"currentPage\s*=\s*(\d+)")
_SCRIPT_EXT = re.compile(r"nextPage\s*\+\s*[\"']\.?[\"']?\s*\+?\s*[\"']?\.?(s?html?|jsp|aspx?)")
_PAGES = re.compile(r"共\s*(\d{1,5})\s*页|(?:第|页次[:：]?)?\s*(?<![\d/])\d{1,5}\s*/\s*(?:共\s*)?(\d{1,5})\s*页?(?![\d/])|总页数\s*[:：]?\s*(\d{1,5})")
_DIGIT = re.compile("[0-9]")
_CURRENT_NAMES = re.compile(r"(?<![a-z])(?:on|cur|current|active|now|selected|this|pageon|page-on|curr)(?![a-z])")


def next_href(outline: Outline, text: str) -> str | None:
    """Where the next page is, as written: a link that says so, rel=next, the number after the current one, or the
    page script's own rule (`createPageHTML`, TRS's countPage/currentPage). None at the end, or where only a script knows."""
    if outline.next_rel:
        return outline.next_rel
    for anchor in outline.anchors.beginning_with(_NEXT_BEGINS):
        said = anchor.text or anchor.title
        if (said[:1] in _NEXT_BEGINS and _NEXT.match(said.replace("\n", " ") if anchor.text else said)) or anchor.rel == "next":
            return anchor.href if is_address(anchor.href) and not _OFF.search(anchor.names) else _scripted(text)
    return _numbered(outline) or _scripted(text)


def page_count(outline: Outline, text: str) -> int | None:
    """How many pages the list says it has; None if it does not say."""
    if (m := _created(text)) or (m := _counted(text)):
        return int(m["count"])
    for line in reversed(outline.lines):
        if len(line.text) < 200 and _may_count(line.text) and (m := _PAGES.search(line.text)):
            return int(m[1] or m[2] or m[3])
    numbers = _numbers(outline)
    return max(numbers) if len(numbers) > 1 else None


def _may_count(text: str) -> bool:
    """Whether a line is about pages at all."""
    return "页" in text or ("/" in text and ("条" in text or "page" in text.lower()))


def is_address(href: str) -> bool:
    """Whether a link leads to another page."""
    return bool(href) and (href[0] not in "#jJmMtTdD" or not href[:11].lower().startswith(("#", "javascript:", "mailto:", "tel:", "data:")))


def _numbers(outline: Outline) -> dict[int, list[Anchor]]:
    """The links whose text is a page number, of the last line that has two of them."""
    for line in reversed(outline.lines):
        if not line.anchors or not _DIGIT.search(line.text):
            continue
        numbers: dict[int, list[Anchor]] = {}
        for index in line.anchors:
            text = outline.anchors.text(index)
            if len(text) <= 4 and text.isascii() and text.isdigit():
                numbers.setdefault(int(text), []).append(outline.anchors[index])
        if len(numbers) > 1 or (numbers and re.search(r"(?<!\d)1(?!\d)", line.text) and min(numbers) == 2):
            return numbers
    return {}


def _numbered(outline: Outline) -> str | None:
    numbers = _numbers(outline)
    if not numbers:
        return None
    linked = {n for n, anchors in numbers.items() if is_address(anchors[0].href)}
    marked = [n for n, anchors in numbers.items() if _CURRENT_NAMES.search(anchors[0].names)]
    current = marked[0] if marked else next((n for n in range(1, max(numbers) + 1) if n not in linked), max(numbers))
    return numbers[current + 1][0].href if current + 1 in linked else None


def _scripted(text: str) -> str | None:
    if m := _created(text):
        count, at = int(m["count"]), int(m["at"])
        has_next = at < count if m["holder"] else at + 1 < count
        return f"{m['name']}_{at + 1}.{m['ext']}" if has_next else None
    count_page, current = _counted(text), _CURRENT_PAGE.search(text) if "currentPage" in text else None
    if count_page and current and "index" in text and int(current[1]) + 1 < int(count_page["count"]):
        ext = _SCRIPT_EXT.search(text)
        return f"index_{int(current[1]) + 1}.{ext[1] if ext else 'html'}"
    return None


def _created(text: str) -> re.Match[str] | None:
    return _CREATE_PAGE.search(text) if "createPageHTML" in text else None


def _counted(text: str) -> re.Match[str] | None:
    return _COUNT_PAGE.search(text) if "countPage" in text else None
