"""The facts of a publication beside its title and days: number, issuer, files, tables, pictures, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract import labels
from crawler.extract.attached import attachments_of
from crawler.extract.body import Body
from crawler.extract.dates.days import find_days
from crawler.extract.labels import Labelled
from crawler.extract.outline import Block, Line, Outline
from crawler.extract.paging import is_address
from crawler.extract.tables import Rows, tables_in
from crawler.extract.titles import NUMBER_LINE
from crawler.page import Attachment, Link

_ICONS = ("icon", "ico_", "ico.", "/ico", "blank.", "space", "fileicon", "filetype", "btn", "dot.")
_FILES_END = frozenset(("foot", "related", "side", "comment"))
_MOST_TAIL = 25
_MOST_REFERENCES = 100
_BELONGS = re.compile(r"解读|原文|相关(?:政策|文件)|政策(?:文件|链接)")
"""What a line under the text says that introduces links which belong to it, not to the site."""
_NO_NAME = re.compile(r"field:|[{}<>$]")
"""What a template left where a name should stand."""
_COUNTER = re.compile(r"\s*(?:阅读|浏览|点击|访问)(?:次数|量|数)?\s*[:：]?\s*[\d.]*\s*[kKwW万]?\+?\s*次?$")
_BUTTONS = re.compile(
    r"(?:\s*[|｜·]?\s+(?:打印|关闭|收藏|分享|返回|复制|推荐|纠错|下载|转发|朗读|大|中|小)(?:本页|此页|页面|窗口|本文|此文|文章|链接|到)?)+\s*$"
)
"""Words of buttons behind a value; a name does not stand apart from its last word."""
_GOES_ON = re.compile(r"上一[篇条页]|下一[篇条页]|热门|推荐|最新|更多")
_OWN_LABEL = re.compile(rf"^(?:{'|'.join((*labels.ISSUER, *labels.ORIGIN))})\s*[:：]\s*")
"""A meta may repeat its label (content="来源：人民日报")."""


def offered_files(outline: Outline, zones: Sequence[str], body: Body, opening: int) -> tuple[Attachment, ...]:
    """Files linked in the text or in the lines right under it."""
    last = body.last
    while last < min(len(outline.lines), body.last + _MOST_TAIL) and zones[last] not in _FILES_END and "相关链接" not in outline.lines[last].text:
        last += 1
    return attachments_of(outline.anchors.within(opening - 3, max(last, opening)))


def references(outline: Outline, zones: Sequence[str], lines: Sequence[Line], body: Body, files: Sequence[Attachment]) -> tuple[Link, ...]:
    """The links of the text to other pages, and those right under it that a line such as 相关解读 introduces; each address once."""
    offered = {f.href for f in files}
    found: dict[str, Link] = {}
    for line in (*lines, *_under(outline, zones, body)):
        for anchor in (outline.anchors[i] for i in line.anchors):
            if is_address(anchor.href) and anchor.href not in offered and len(found) < _MOST_REFERENCES:
                found.setdefault(anchor.href, Link(anchor.href, (anchor.text.replace("\n", " ") or anchor.title)[:160]))
    return tuple(found.values())


def _under(outline: Outline, zones: Sequence[str], body: Body) -> Iterator[Line]:
    """Under the text: a line that says what its links, or those of the lines that follow it, have to do with the text."""
    is_introduced = False
    for at in range(body.last, min(len(outline.lines), body.last + _MOST_TAIL)):
        line = outline.lines[at]
        if zones[at] in _FILES_END - {"related"} or _GOES_ON.search(line.text):
            return
        own = len(line.text) - line.linked
        is_introduced = bool(_BELONGS.search(line.text)) if (own > 1 and own >= line.linked) or not line.anchors else is_introduced
        if is_introduced or (own > 1 and _BELONGS.search(line.text[: own + 8])):
            yield line


def body_tables(outline: Outline, body: Body) -> tuple[Rows, ...]:
    if not outline.blocks or body.how == "没有正文":  # a page of frames has no blocks
        return ()
    return tuple(rows for block in _outermost_tables(outline, body) for rows in tables_in(outline.tokens, block.start))


def _outermost_tables(outline: Outline, body: Body) -> Iterator[Block]:
    last = -1
    for index in range(body.block, len(outline.blocks)):
        block = outline.blocks[index]
        if block.first >= body.last and index > body.block:
            return
        if block.tag == "table" and block.first >= max(last, body.first) and block.last <= max(body.last, block.first):
            last = block.last
            yield block


def count_images(outline: Outline, body: Body) -> int:
    """Pictures of the text, small icons beside files aside."""
    if body.is_sure:
        block = outline.blocks[body.block]
        stop = outline.tokens.end_of(block.start)
        images = (*outline.images, *outline.unseen) if outline.images else ()
        sources = [image.src.lower() for image in images if block.start < image.at < stop]
    else:
        sources = [image.src.lower() for image in outline.images if body.first <= image.line <= body.last]
    return sum(bool(src) and not any(icon in src for icon in _ICONS) for src in sources)


def document_number(values: list[Labelled], above: list[str], lines: list[Line]) -> str | None:
    """The labelled 文号, else the line under the headline that is nothing but one."""
    for value in values:
        if value.label in labels.NUMBER and value.value and value.value not in ("无", "/", "-"):
            return value.value
    return next((t.strip(" ()（）") for t in (*above, *(line.text for line in lines[:6])) if len(t) < 40 and NUMBER_LINE.fullmatch(t.strip())), None)


def issuer(values: list[Labelled], metas: dict[str, str]) -> str | None:
    """Who issued it: the issuer's label, else 来源, else meta ContentSource; without a day that stands behind it."""
    said = [v.value for wanted in (labels.ISSUER, labels.ORIGIN) for v in values if v.label in wanted]
    for value in (*said, metas.get("contentsource", ""), metas.get("source", "")):
        day = next(find_days(value), None)
        text = _whole(_OWN_LABEL.sub("", (value[: day.start] if day else value).strip(" \t|｜")))
        if 1 < len(text) <= 60 and not _NO_NAME.search(text):
            return text
    return None


def _whole(name: str) -> str:
    """Without the counter behind it and without brackets that stand alone; those of 区发展改革局（物价局） belong to it."""
    name = _COUNTER.sub("", _BUTTONS.sub("", name))
    if name.count("（") + name.count("(") == name.count("）") + name.count(")") and not name.startswith(("(", "（")):
        return name
    return name.strip(" ()（）")
