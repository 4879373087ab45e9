"""Where the main text is: a known layout, else the densest block, else what follows the line that names date and source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from crawler.extract.layouts import BODY_NAMES, FRAME, LIKELY_BODY, UNLIKELY_BODY, zone_of
from crawler.extract.outline import Block, Line, Outline

_NEAR = 12
_FOREIGN = FRAME - {"nav"}
_RANK = {name: rank for rank, name in enumerate(BODY_NAMES)}
_CONTAINERS = frozenset(["div", "td", "section", "article", "main", "body", "form", "center", "fieldset"])
_PARAGRAPH = re.compile(r"[，。；、！？,;”]")
_TAIL = re.compile(
    r"^[【\[(（]?\s*(?:上一篇|下一篇|上一条|下一条|相关(?:链接|文章|文档|信息|新闻|阅读)|延伸阅读|推荐阅读|猜你喜欢|热门|更多精彩|打印|关闭(?:窗口|本页)?|返回|分享到|扫一扫|收藏"
    r"|版权所有|主办单位|主办[:：]|网站标识码|免责声明|举报|评论|我要评论|网友评论|微信扫|用微信|浏览次数|阅读次数|访问次数|点击数)"
)
_IMPRINT = re.compile(r"ICP备|网站标识码|公网安备|版权所有|主办单位|承办单位|Copyright", re.IGNORECASE)
_IMPRINT_LINES = 12
_TOOLS = re.compile(r"^[\s【\[(（]*(?:字体|字号|大\s*中\s*小|浏览次数|阅读次数|访问次数|点击数?|打印|分享|收藏|关闭|【|责任编辑$)")


@dataclass(frozen=True, slots=True)
class Body:
    """The main text's lines [first, last), its block, and how it was found."""

    first: int
    last: int
    block: int
    how: str

    @property
    def is_sure(self) -> bool:
        return self.how.startswith("版式")


def zones_of(outline: Outline, body: Body | None) -> list[str]:
    """For each line the frame it is in ("" for none). A frame that holds the body, or most of the page's text and is no imprint, is none."""
    zones = [""] * len(outline.lines)
    own = list(accumulate((len(line.text) - line.linked for line in outline.lines), initial=0))
    around = frozenset(outline.chain(body.block)) if body else frozenset()
    for index, block in enumerate(outline.blocks):
        if block.last <= block.first or not (block.names or block.tag in ("nav", "header", "footer", "aside", "menu")):
            continue
        zone = zone_of(block.tag, block.names)
        is_part = (own[block.last] - own[block.first]) * 2 <= max(own[-1], 200)
        if zone and index not in around and (is_part or (zone == "foot" and _is_imprint(outline, block))) and not zones[block.first]:
            zones[block.first : block.last] = [zone] * (block.last - block.first)
    return zones


def _is_imprint(outline: Outline, block: Block) -> bool:
    """Whether a few lines say who keeps the site: a footer also where the page has hardly any other text."""
    lines = outline.lines[block.first : block.last]
    return len(lines) <= _IMPRINT_LINES and bool(_IMPRINT.search(" ".join(line.text for line in lines)))


def known_body(outline: Outline) -> Body | None:
    """The block of the surest known name; of several the one with most text."""
    best: tuple[int, int, int] | None = None
    for index, block in enumerate(outline.blocks):
        if not block.names:
            continue
        rank = min((_RANK[name] for name in block.names.split() if name in _RANK), default=None)
        if rank is not None:
            size = sum(len(line.text) for line in outline.lines[block.first : block.last])
            if best is None or (rank, -size) < best[:2]:
                best = (rank, -size, index)
    if best is None:
        return None
    block = outline.blocks[best[2]]
    return Body(block.first, block.last, best[2], f"版式 {BODY_NAMES[best[0]]}")


def densest_body(outline: Outline, zones: list[str], headline: int | None = None, within: Body | None = None) -> Body | None:
    """The container whose paragraphs weigh most against its links (after Arc90's readability), one that begins near the
    headline before others; `within` looks only inside that body's block."""
    first, last = (within.first, within.last) if within else (0, len(outline.lines))
    scores: dict[int, float] = {}
    for at in range(first, last):
        weight = _weight(outline.lines[at]) if not zones[at] else 0.0
        if weight:
            holders = [b for b in outline.chain(outline.lines[at].block, 12) if outline.blocks[b].tag in _CONTAINERS][:3]
            for share, holder in zip((1.0, 0.5, 0.2), holders, strict=False):
                if within is None or holder > within.block:
                    scores[holder] = scores.get(holder, 0.0) + weight * share
    if not scores:
        return None
    own = list(accumulate((len(line.text) - line.linked for line in outline.lines), initial=0))
    both = list(accumulate((len(line.text) for line in outline.lines), initial=0))

    def score(index: int) -> tuple[float, int]:
        block = outline.blocks[index]
        share = (own[block.last] - own[block.first]) / max(1, both[block.last] - both[block.first])
        is_near = headline is not None and -3 <= block.first - headline <= _NEAR and block.last > headline + 1
        return scores[index] * share * share * _by_name(block.names) * (3.0 if is_near else 1.0), -index

    best = max(scores, key=score)
    block = outline.blocks[best]
    return Body(block.first, block.last, best, within.how if within else "正文密度")


def narrowed(outline: Outline, zones: list[str], body: Body) -> Body:
    """A known layout's body, or its text alone where the name also holds columns of links."""
    lines = outline.lines[body.first : body.last]
    linked, whole = sum(line.linked for line in lines), sum(len(line.text) for line in lines)
    foreign = sum(len(line.text) for line, zone in zip(lines, zones[body.first : body.last], strict=True) if zone in _FOREIGN)
    if linked * 4 <= whole and foreign * 4 <= whole:
        return body
    inner = densest_body(outline, zones, within=body)
    held = sum(len(line.text) - line.linked for line in outline.lines[inner.first : inner.last]) if inner else 0
    return inner if inner and held * 2 >= whole - linked - foreign else body


def body_after(outline: Outline, zones: list[str], line: int) -> Body | None:
    """For a notice of one sentence in an unknown layout: everything from behind `line` to the first tail or foot."""
    last = line + 1
    while last < len(outline.lines) and zones[last] not in ("foot", "related") and not _TAIL.match(outline.lines[last].text):
        last += 1
    if last == line + 1:
        return None
    holder = next((b for b in outline.chain(outline.lines[line].block) if outline.blocks[b].last >= last), 0)
    return Body(line + 1, last, holder, "来源行之后")


def trimmed(outline: Outline, zones: list[str], body: Body) -> list[Line]:
    """The body's lines without print buttons, counters, comments and the links to the next article."""
    lines = [line for line, zone in zip(outline.lines[body.first : body.last], zones[body.first : body.last], strict=True) if zone not in _FOREIGN]
    from_end = max(3, len(lines) * 2 // 5)
    for at in range(max(0, len(lines) - from_end), len(lines)):
        if _TAIL.match(lines[at].text) and len(lines[at].text) < 200:
            lines = lines[:at]
            break
    while lines and _TOOLS.match(lines[-1].text) and len(lines[-1].text) < 60:
        lines.pop()
    while lines and _TOOLS.match(lines[0].text) and len(lines[0].text) < 60:
        lines.pop(0)
    return lines


def is_paragraph(line: Line) -> bool:
    """Whether a line is running text."""
    return len(line.text) - line.linked >= 40 and bool(_PARAGRAPH.search(line.text))


def _weight(line: Line) -> float:
    """What a line says for its block being the text: its length and its punctuation, if it is not a link."""
    own = len(line.text) - line.linked
    if own < 8 or line.linked * 2 > own:
        return 0.0
    marks = len(_PARAGRAPH.findall(line.text))
    return 0.0 if own < 20 and not marks else min(own / 40, 4.0) + min(marks, 8) * 0.5


def _by_name(names: str) -> float:
    if not names:
        return 1.0
    return (1.3 if LIKELY_BODY.search(names) else 1.0) * (0.4 if UNLIKELY_BODY.search(names) else 1.0)
