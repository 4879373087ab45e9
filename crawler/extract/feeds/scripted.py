"""Lists that a script fills: the page holds an empty frame for entries, so nothing in it says that there are none.

What says so: a list's element without entries (empty, 加载中, or a template of a script), and a script that speaks of that element
or loads data. Such a page is unreadable, never an empty column; `data_hrefs` are what the script loads, where that stands in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.feeds.loaded import codes_of, data_hrefs, loads_unplainly
from crawler.extract.layouts import OUTSIDE, names_list, zone_of
from crawler.extract.listing import find_listing
from crawler.extract.outline import Block, Outline
from crawler.extract.taken import Taken
from crawler.extract.tokens import values_of
from crawler.page import Page

REASON = "列表由脚本填充，页面本身没有条目"
_LISTS = frozenset(("ul", "ol", "tbody", "table", "dl"))
_HOLDERS = _LISTS | {"div", "section"}
_LOADING = re.compile(r"(?:数据|内容|列表|努力|正在|拼命|玩命){0,4}(?:加载|载入|读取)中?[\s.…。,，请稍候等后待]*|loading[\s.…]*", re.IGNORECASE)
_TEMPLATED = re.compile(r"\{\{[^{}]*\}\}|<%[^%<>]*%>|\$\{[^{}]*\}")
_LONGEST_LOADING, _LONGEST_TEMPLATED = 40, 400
_SAYS_NONE = re.compile(r"暂无|没有(?:找到|相关|任何|符合)|(?:内容|数据|信息)为空|共\s*0\s*条")
_TEMPLATE = re.compile(r"\s(?:v-for|ng-repeat|wx:for|\*ngFor|data-bind)\s*=", re.IGNORECASE)
_LIST_SCRIPT = re.compile(r"<script\b[^>]{0,300}?\bsrc\s*=\s*[\"']?[^\"'>\s]*?(?:list|page|column|channel|liebiao)[^\"'>\s/]*\.js", re.IGNORECASE)
_MOST_HOLDERS, _MOST_LINES = 30, 6
_SHORT_TEXT = 400


def marked_scripted(page: Page, taken: Taken) -> Page:
    """The page itself, or in its place one that says that a script fills its list."""
    if page.entries or (page.kind == "article" and not _may_be_misread(page, taken)):
        return page
    if not page.readable:
        return replace(page, data_hrefs=data_hrefs("\n".join(codes_of(taken.source.text)))) if page.refusal == "shell" else page
    holders, codes = list(_holders(taken)), codes_of(taken.source.text)
    hrefs = _loaded_for(taken, holders, codes)
    if not _is_filled(taken, holders, "\n".join(codes), bool(hrefs), page.kind) or (page.kind == "other" and _has_entries(taken)):
        return page
    return Page(
        kind="other", media=page.media, title=page.title, column_name=page.column_name, data_hrefs=hrefs, readable=False, reason=REASON,
    )  # fmt: skip


def _loaded_for(taken: Taken, holders: list[tuple[Block, bool]], codes: tuple[str, ...]) -> tuple[str, ...]:
    """What the scripts load that speak of the empty elements, since others fill side columns; where those load nothing by an address
    of their own, the only address there is."""
    names = {name for block, _ in holders for name in _names(taken.outline, block)}
    speaking = [code for code in codes if any(_speaks_of(code.lower(), name) for name in names)]
    hrefs = data_hrefs("\n".join(speaking))
    if hrefs or any(map(loads_unplainly, speaking)):
        return hrefs
    every = data_hrefs("\n".join(codes))
    return every if len(every) == 1 else ()


def _may_be_misread(page: Page, taken: Taken) -> bool:
    """Whether an article is one for the words of a footer alone, in which is no sentence."""
    is_undated = not (page.published or page.contested or page.formed or page.document_number or page.index_number or page.attachments)
    return is_undated and taken.known is None and "articletitle" not in taken.outline.metas and len(page.body) < _SHORT_TEXT and "。" not in page.body


def _has_entries(taken: Taken) -> bool:
    """Whether something else on a page that is no column is a list: then it is a front page, with a part that is loaded."""
    listing = find_listing(taken.outline, taken.zones)
    return listing is not None and ((listing.dated > 0 and not listing.is_aside) or listing.blocks_with_more >= 2)


def _is_filled(taken: Taken, holders: list[tuple[Block, bool]], code: str, loads: bool, kind: str) -> bool:
    lowered = code.lower()
    is_template = kind != "article" and bool(_TEMPLATE.search(taken.source.text))
    for block, says_none in holders:
        is_spoken_of = any(_speaks_of(lowered, name) for name in _names(taken.outline, block))
        if says_none:
            if is_spoken_of and loads:
                return True
        elif block.tag in _LISTS or names_list(block.names):
            if is_spoken_of or loads or is_template or _LIST_SCRIPT.search(taken.source.text):
                return True
        elif is_spoken_of and loads:
            return True
    return is_template and any(_is_unfilled(line.text) for line, zone in zip(taken.outline.lines, taken.zones, strict=True) if zone not in OUTSIDE)


def _holders(taken: Taken) -> Iterator[tuple[Block, bool]]:
    """Elements outside the page's frame that could hold entries and hold none, with whether they say that there are none."""
    outline, left = taken.outline, _MOST_HOLDERS
    for index, block in enumerate(outline.blocks):
        if block.tag not in _HOLDERS or block.last - block.first > _MOST_LINES or not left:
            continue
        lines = outline.lines[block.first : block.last]
        says_none = bool(lines) and all(len(line.text) <= 40 and _SAYS_NONE.search(line.text) for line in lines)
        if not says_none and not all(_is_unfilled(line.text) for line in lines):
            continue
        around = [outline.blocks[at] for at in outline.chain(index)]
        if _names(outline, block) and not any(zone_of(b.tag, b.names) in OUTSIDE for b in around if b.names or b.tag != "body"):
            left -= 1
            yield block, says_none


def _is_unfilled(line: str) -> bool:
    """Whether a line says nothing yet: it is being loaded, or a template's.

    >>> [_is_unfilled(t) for t in ("数据加载中，请稍候…", "[{{ item.date }}] {{item.title}}", "加载中的列车", "{{x}} 条")]
    [True, True, False, False]
    """
    if len(line) <= _LONGEST_LOADING and _LOADING.fullmatch(line):
        return True
    rest, times = _TEMPLATED.subn("", line) if len(line) <= _LONGEST_TEMPLATED else (line, 0)
    return bool(times) and not any(c.isalnum() for c in rest)


def _names(outline: Outline, block: Block) -> list[str]:
    """Id and classes; the outline keeps those of a tbody with its tag alone."""
    if block.names or block.tag != "tbody":
        return block.names.split()
    held = values_of(outline.tokens.tags[block.start])
    return f"{held.get('id', '')} {held.get('class', '')}".lower().split()


def _speaks_of(code: str, name: str) -> bool:
    """Whether a script names an element, as a selector or as an id, in quotes."""
    at = code.find(name) if len(name) > 1 else -1
    pattern = re.compile(rf"[\"'`](?:[^\"'`\n]{{0,60}}[\s>])?[#.]?{re.escape(name)}(?![\w-])[^\"'`\n]{{0,60}}[\"'`]") if at >= 0 else None
    return bool(pattern and pattern.search(code))
