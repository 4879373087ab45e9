"""Where the main text is: a known layout, else the densest block, else what follows the line that names date and source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from crawler.extract.density import densest_block, weight_of
from crawler.extract.layouts import BODY_NAMES, FRAME, FRAME_TAGS, zone_of
from crawler.extract.loose import is_imprint, text_between
from crawler.extract.outline import Block, Line, Outline

LOOSE = "散在页面里的正文"
_FOREIGN = (FRAME - {"nav"}) | {"hidden"}
_MOST_HIDDEN = 200
"""A hidden block with more text than this is no rest of a template."""
_HIDDEN = re.compile(r"display\s*:\s*none|\shidden=\"\"", re.IGNORECASE)
_HIDDEN_NAMES = frozenset(("hide", "hidden", "d-none", "is-hidden", "sr-only", "visually-hidden"))
_BARE_TAG = 10
"""A shorter tag has no attribute that matters here."""
_ARTICLE_BODY = re.compile(r"itemprop=\"[^\"]*\barticleBody\b", re.IGNORECASE)
_RANK = {name: rank for rank, name in enumerate(BODY_NAMES)}
_TAIL = re.compile(
    r"^[【\[(（]?\s*(?:(?:上一|下一)[篇条]|相关(?:链接|文章|文档|信息|新闻|阅读|报道)\s*(?:[:：】\])）]|$)|延伸阅读|推荐阅读|猜你喜欢|热门(?:新闻|文章|推荐|信息|点击)|更多精彩|(?:图片|视频|热点|最新)新闻\s*$|参考资料\s*$"
    r"|(?:打印|关闭|返回|收藏|举报|评论|我要评论|网友评论|发表评论)(?:本页|页面|此页|窗口|本文|文章|列表|顶部|首页|上一?[级页])?\s*(?:$|[】\]）)|｜\d])|分享到|扫一扫|微信扫|用微信扫"
    r"|版权所有|网站标识码|免责声明|浏览次数|阅读次数|访问次数|点击数)"
)
"""A button or a heading of what follows the text; never a sentence that only begins with such a word (举报电话：…, 关闭以下煤矿：…)."""
_KEEPER = re.compile(r"^\s*主办(?:单位)?\s*[:：]")
_IMPRINT = re.compile(r"ICP备|网站标识码|公网安备|版权所有|主办单位|承办单位|Copyright", re.IGNORECASE)
_IMPRINT_ONLY = re.compile(r"ICP备|网站标识码|公网安备|版权所有|Copyright", re.IGNORECASE)
_IMPRINT_LINES = 12
_TOOLS = re.compile(
    r"^[\s【\[(（]*(?:字体|字号|大\s*中\s*小|浏览次数|阅读次数|访问次数|点击数?|打印|分享|收藏|关闭|【|[（(]?(?:责任)?编辑\s*[:：]|责任编辑$|关键[字词]\s*[:：]|标签\s*[:：])"
)


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
    tags = outline.tokens.tags
    for index, block in enumerate(outline.blocks):
        first, last = block.first, block.last
        if last <= first or zones[first]:
            continue
        tag = tags[block.start]
        if len(tag) > _BARE_TAG and ("none" in tag or "hid" in tag) and index not in around and _is_rest(own, block, tag):
            zones[first:last] = ["hidden"] * (last - first)
        elif (block.names or block.tag in FRAME_TAGS) and (zone := zone_of(block.tag, block.names)) and index not in around:
            is_part = (own[last] - own[first]) * 2 <= max(own[-1], 200)
            if is_part or (zone == "foot" and _is_imprint(outline, block)):
                zones[first:last] = [zone] * (last - first)
    return zones


def _is_rest(own: Sequence[int], block: Block, tag: str) -> bool:
    """Whether a block is hidden and holds too little to be the text, which a script may show."""
    text = own[block.last] - own[block.first]
    if text > _MOST_HIDDEN or text * 4 > own[-1]:
        return False
    return bool(_HIDDEN.search(tag)) or not _HIDDEN_NAMES.isdisjoint(block.names.split())


def _is_imprint(outline: Outline, block: Block) -> bool:
    """Whether a few lines say who keeps the site: a footer also where the page has hardly any other text."""
    lines = outline.lines[block.first : block.last]
    return len(lines) <= _IMPRINT_LINES and bool(_IMPRINT.search(" ".join(line.text for line in lines)))


def known_body(outline: Outline) -> Body | None:
    """The block of the surest known name; of several the one with most text."""
    best: tuple[int, int, int] | None = None
    tags = outline.tokens.tags
    for index, block in enumerate(outline.blocks):
        rank = _rank_of(block.names) if block.names else None
        if rank is None and len(tag := tags[block.start]) > _BARE_TAG and "itemprop" in tag and _ARTICLE_BODY.search(tag):
            rank = _RANK["articlebody"]
        if rank is not None and (best is None or rank <= best[0]):
            size = sum(len(line.text) for line in outline.lines[block.first : block.last])
            if best is None or (rank, -size) < best[:2]:
                best = (rank, -size, index)
    if best is None:
        return None
    block = outline.blocks[best[2]]
    return Body(block.first, block.last, best[2], f"版式 {BODY_NAMES[best[0]]}")


@lru_cache(4096)
def _rank_of(names: str) -> int | None:
    """The surest of the known names among these."""
    return min((_RANK[name] for name in names.split() if name in _RANK), default=None)


def densest_body(outline: Outline, zones: list[str], headline: int | None = None, within: Body | None = None) -> Body | None:
    """The densest block of the page, or of another body's block."""
    index = densest_block(outline, zones, headline, within.block if within else None)
    if index is None:
        return None
    index = _grown(outline, zones, index)
    block = outline.blocks[index]
    if not within and (text := _loose_text(outline, zones, block, headline)):
        return Body(*text, index, LOOSE)
    return Body(block.first, block.last, index, within.how if within else "正文密度")


def _loose_text(outline: Outline, zones: Sequence[str], block: Block, headline: int | None) -> tuple[int, int] | None:
    """The text of a block that is the whole page, or holds its footer too."""
    if block.tag == "body" or any(is_imprint(outline.lines[at]) and not zones[at] for at in range(block.first, block.last)):
        return text_between(outline, zones, (block.first, block.last), headline)
    return None


def _grown(outline: Outline, zones: Sequence[str], index: int) -> int:
    """The block around it where that one begins with it and only adds lines without links, as a table or signature under the text."""
    while (parent := outline.blocks[index].parent) > 0:
        block, around = outline.blocks[index], outline.blocks[parent]
        added = range(block.last, around.last)
        if around.first != block.first or any(zones[at] or outline.lines[at].linked or _TAIL.match(outline.lines[at].text) for at in added):
            break
        if _IMPRINT.search(" ".join(outline.lines[at].text for at in added)):
            break
        index = parent
    return index


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
    while last < len(outline.lines) and zones[last] not in ("foot", "related") and not _ends(outline, last):
        last += 1
    if last == line + 1:
        return None
    holder = next((b for b in outline.chain(outline.lines[line].block) if outline.blocks[b].last >= last), 0)
    return Body(line + 1, last, holder, "来源行之后")


def _ends(outline: Outline, at: int) -> bool:
    return bool(_TAIL.match(outline.lines[at].text)) or _is_keeper(outline.lines, at)


def trimmed(outline: Outline, zones: list[str], body: Body) -> list[Line]:
    """The body's lines without print buttons, counters, comments and the links to the next article."""
    last = _end_before_frame(outline, zones, body)
    lines = [line for line, zone in zip(outline.lines[body.first : last], zones[body.first : last], strict=True) if zone not in _FOREIGN]
    from_end = max(3, len(lines) * 2 // 5)
    for at in range(max(0, len(lines) - from_end), len(lines)):
        if len(lines[at].text) < 200 and (_TAIL.match(lines[at].text) or _is_keeper(lines, at)):
            lines = lines[:at]
            break
    while lines and _TOOLS.match(lines[-1].text) and len(lines[-1].text) < 60:
        lines.pop()
    while lines and _TOOLS.match(lines[0].text) and len(lines[0].text) < 60:
        lines.pop(0)
    return lines


def _is_keeper(lines: list[Line], at: int) -> bool:
    """Whether a line names who keeps the site: a notice of an event has 主办单位 too, but no imprint behind it."""
    return bool(_KEEPER.match(lines[at].text)) and bool(_IMPRINT_ONLY.search(" ".join(line.text for line in lines[at : at + 6])))


def _end_before_frame(outline: Outline, zones: list[str], body: Body) -> int:
    """Where a known layout's name also holds comments and columns behind the text: the first of them behind the last sentence."""
    backwards = range(body.last - 1, body.first - 1, -1)
    last = next((at for at in backwards if zones[at] not in _FOREIGN and _holds_text(outline.lines[at])), body.last)
    return next((at for at in range(last + 1, body.last) if zones[at] in _FOREIGN), body.last)


def _holds_text(line: Line) -> bool:
    return "\t" in line.text or weight_of(line) > 0.0
