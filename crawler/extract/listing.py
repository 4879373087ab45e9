"""List pages: the entries of the list that the page is for, not those of its side columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.extract.counted import is_counted, own_count
from crawler.extract.dates.days import Found, find_days
from crawler.extract.dates.entries import NONE, EntryDay, day_in, yearless_of
from crawler.extract.layouts import OUTSIDE, names_headline, names_list
from crawler.extract.outline import Anchor, Line, Outline
from crawler.extract.titles import clean_title
from crawler.page import Entry

_CUT = re.compile(r"(?:…|\.{2,})\s*$")
_NO_ENTRY = re.compile(
    r"^[\[【<>《》«»\s]*(?:上一页|下一页|上页|下页|前一页|后一页|首页|尾页|末页|第一页|最后一页|更多|more|详细|详情|查看|查看详情|阅读全文|全文|下载|返回|跳转|go|english|繁體|简体|登录|注册|\d+)[\]】<>《》«».…+\s]*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^[\[【<>《》«»\s+]*(?:查看)?(?:更多|more)[\]】<>《》«».…+\s]*$", re.IGNORECASE)
_PINNED = re.compile(r"置\s*顶|[\[【(（]\s*顶\s*[)）】\]]")
_PINNED_TITLE = re.compile(r"^[\[【(（]?\s*置\s*顶\s*[)）】\]]?\s*[:：]?\s*|^[\[【(（]\s*顶\s*[)）】\]]\s*")
_PINNED_NAMES = re.compile(r"zhiding|置顶|(?<![a-z])(?:istop|is-top|zd|settop|pinned|sticky)(?![a-z])")
_ASIDE_HEADING = re.compile(r"相关|推荐|热点|热门|排行|点击榜|延伸|猜你|友情链接|快速(?:导航|通道)|最新(?:信息|文章|动态|发布|公开|更新)")
_DATE_EDGE = re.compile(r"[\s\[\](（）)【】|｜·:：]*")
_MAY_BE_DAY = re.compile(r"月|年|\d\s*[-/.|－／．‐‑‒–—−─]\s*\d|\d{4}")
_LONGEST_PART = 12
"""A year, month or day that stands apart is no longer."""
_EMPTY = re.compile(r"暂无|暂时没有|没有(?:找到|相关|任何|符合)|尚无|无相关|共\s*[有计]?\s*0\s*[条个篇]|栏目建设中|该栏目下没有|(?:内容|数据|信息)为空")
_WHOLE_LISTS = frozenset(("ul", "ol", "table", "tbody", "body", "html"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "dt", "caption"))
_NO_MORE = frozenset(("nav", "foot", "side"))
_DAY_COLUMNS = ("发布日期", "发布时间", "公开日期", "公开时间", "日期", "时间")

_Headings = dict[int, tuple[tuple[int, bool], ...]]
"""Of blocks already asked about: the headings over each."""


@dataclass(frozen=True)
class Listing:
    """The list of a page: its entries, the lines they stand in, whether a name says it is a list, and whether its heading (最新 …)
    says that it is not what the page is for; is_counted: a line under it says that it is all there is."""

    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    dated: int
    is_named: bool
    is_aside: bool
    blocks_with_more: int
    is_counted: bool = False


@dataclass(slots=True)
class _Row:
    line: int
    anchor: Anchor
    title: str
    told: EntryDay
    shape: tuple[str | int, ...]
    is_aside: bool

    @property
    def is_dated(self) -> bool:
        return self.told != NONE


def find_listing(outline: Outline, zones: Sequence[str]) -> Listing | None:
    """The group of equally built lines with one main link each that weighs most by titles and days."""
    headings: _Headings = {}
    rows = [row for at, line in enumerate(outline.lines) if line.anchors and zones[at] not in OUTSIDE and (row := _row(outline, at, line, headings))]
    groups: dict[tuple[str | int, ...], list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.shape, []).append(row)
    if not groups:
        return None
    counted = _counted(own_count(outline, zones), groups.values())
    best = counted or max(groups.values(), key=lambda group: (_weight(outline, group), -group[0].line))
    if not any(row.is_dated for row in best):
        _date_from_items(outline, zones, best)
    best = counted or _of_one_kind(best)
    more = sum(line < len(zones) and zones[line] not in _NO_MORE and bool(_MORE.match(text)) for text, line in outline.anchors.texts_with("更多", "more"))
    entries = tuple(_entry(outline, row) for row in best)
    named = any(names_list(outline.blocks[b].names) for b in outline.chain(outline.lines[best[0].line].block, 5) if outline.blocks[b].names)
    dated = sum(e.date is not None or bool(e.yearless) for e in entries)
    return Listing(entries, tuple(row.line for row in best), dated, named, best[0].is_aside, more, counted is not None)


def says_empty(outline: Outline, zones: Sequence[str]) -> bool:
    """A short line outside the frame that says there is nothing, or a list block without a line in it."""
    for line, zone in zip(outline.lines, zones, strict=True):
        if zone not in OUTSIDE and len(line.text) <= 40 and _EMPTY.search(line.text):
            return True
    return any(
        block.tag in ("ul", "ol", "table", "tbody", "div", "dl") and block.first == block.last and names_list(block.names)
        for block in outline.blocks
        if block.names
    )


def _counted(told: tuple[int, int] | None, groups: Iterable[list[_Row]]) -> list[_Row] | None:
    """The rows that a line under them counts: the last ones of the nearest group above it, since a head may be built as they are."""
    if told is None:
        return None
    above = [rows for group in groups if (rows := [row for row in group if row.line < told[1]])]
    nearest = max(above, key=lambda rows: rows[-1].line, default=[])[-told[0] :]
    return nearest if is_counted([row.line for row in nearest], told) else None


def _row(outline: Outline, at: int, line: Line, headings: _Headings) -> _Row | None:
    anchor = outline.anchors[line.anchors[0]]
    if len(line.anchors) > 1:
        anchor = max((outline.anchors[i] for i in line.anchors), key=lambda a: len(a.text.partition("\n")[0]) or len(a.title))
    href = anchor.href[:11].lower()
    text = _longest(anchor.text) or anchor.title
    if len(text) < 4 or not href or href.startswith(("#", "javascript:", "mailto:", "tel:")) or _NO_ENTRY.match(text):
        return None
    outside = line.text.replace(text, "\x00", 1)
    told = _day(outline, at, outside)
    if told.day is None:
        text, inside = _day_at_edge(anchor.text, text)
        told = inside if inside.day or not told.yearless else told
    aside = _is_aside(outline, at, headings)
    return _Row(at, anchor, text, told, (*_shape(outline, line), aside), aside)


def _longest(text: str) -> str:
    if "\n" not in text:
        return text
    pieces = text.split("\n")
    return max((p for p in pieces if not _is_only_day(p)), key=len, default=pieces[0])


def _is_only_day(text: str) -> bool:
    return any(_DATE_EDGE.fullmatch(text[: f.start] + text[f.end :]) for f in find_days(text))


def _day(outline: Outline, at: int, outside: str) -> EntryDay:
    """The day of an entry's own line; of several cells the one under 发布日期, else the last."""
    if not _MAY_BE_DAY.search(outside):
        return NONE
    cells = outside.replace("\x00", " ").split("\t")
    if len(cells) == 1:
        return day_in(cells[0])
    found = {i: list(find_days(cell)) for i, cell in enumerate(cells)}
    days = {i: f.day for i, of_cell in found.items() for f in of_cell if f.day}
    if len(days) > 1 and (wanted := _day_cell(outline, at, len(cells))) in days:
        return EntryDay(days[wanted])
    if days:
        return EntryDay(days[max(days)])
    if (told := day_in(" ".join(cells))).day:
        return told
    return EntryDay(yearless=next((words for of_cell in reversed(found.values()) if (words := yearless_of(of_cell))), ""))


def _day_cell(outline: Outline, at: int, width: int) -> int:
    """Which cell the head row calls the day of publication; -1 if none does."""
    for above in range(at - 1, max(-1, at - 60), -1):
        cells = outline.lines[above].text.split("\t")
        if len(cells) == width and not outline.lines[above].anchors:
            for name in _DAY_COLUMNS:
                if (found := next((i for i, cell in enumerate(cells) if name in cell), None)) is not None:
                    return found
    return -1


def _day_at_edge(whole: str, text: str) -> tuple[str, EntryDay]:
    """A day inside the link: in pieces of its own, or numeric at the end or the start of its text."""
    pieces = [piece for piece in whole.split("\n") if piece != text]
    told = next((told for piece in pieces if (told := day_in(piece)).day), NONE)
    if told.day or (pieces and (told := day_in(" ".join(p for p in pieces if len(p) <= _LONGEST_PART))).day):
        return text, told
    days: list[Found] = [f for f in find_days(text) if f.day and f.is_numeric]
    for f in days:
        before, after = text[: f.start], text[f.end :]
        if _DATE_EDGE.fullmatch(after) and len(before.strip()) >= 4:
            return before.rstrip(" [(（【|"), EntryDay(f.day)
        if _DATE_EDGE.fullmatch(before) and len(after.strip()) >= 4:
            return after.lstrip(" ])）】|"), EntryDay(f.day)
    return text, told


def _shape(outline: Outline, line: Line) -> tuple[str | int, ...]:
    """How a line is built in: tags of its block and of those around, with the names of containers but not of items,
    and which block holds them all, so that side by side lists of one make stay apart."""
    chain = outline.chain(line.block, 4)
    shape: list[str | int] = [chain[-1]]
    for index in chain:
        block = outline.blocks[index]
        shape.append(block.tag if block.tag in ("li", "tr", "td", "dd", "dt", "p", "h2", "h3", "h4") or len(shape) == 1 else f"{block.tag}.{block.names}")
    return tuple(shape)


def _weight(outline: Outline, group: list[_Row]) -> float:
    weight = sum(3 + min(len(row.title), 30) / 10 if row.is_dated else min(max(len(row.title) - 6, 0), 24) / 10 for row in group)
    return weight * (0.3 if group[0].is_aside else 1.0)


def _is_aside(outline: Outline, at: int, headings: _Headings) -> bool:
    """Whether the line belongs to a block headed 最新信息, 相关链接 and the like."""
    for index in outline.chain(outline.lines[at].block, 4):
        if index not in headings:
            headings[index] = tuple(_headings_over(outline, outline.blocks[index].first))
        for last, says_aside in headings[index]:
            if last > at:
                return says_aside
    return False


def _headings_over(outline: Outline, first: int) -> Iterator[tuple[int, bool]]:
    """The headings right above a line: where what each is over ends, and whether it is one of an aside."""
    for above in range(first - 1, max(-1, first - 3), -1):
        line = outline.lines[above]
        block = outline.blocks[line.block]
        if len(line.text) <= 20 and block.parent >= 0 and (not line.linked or block.tag in _HEADINGS or names_headline(block.names)):
            yield outline.blocks[block.parent].last, bool(_ASIDE_HEADING.search(line.text))


def _date_from_items(outline: Outline, zones: Sequence[str], group: list[_Row]) -> None:
    """Where the day stands in a line of its own: look through each entry's item, up to where the next entry begins.

    A list of one entry has no next one: its item ends with the list, and a footer's 最后更新 is nobody's day.
    """
    starts = {row.line for row in group}
    for row in group:
        for index in outline.chain(outline.lines[row.line].block, 5):
            block = outline.blocks[index]
            last = min(block.last, block.first + 12)
            if block.tag in _WHOLE_LISTS or sum(at in starts for at in range(block.first, min(block.last, block.first + 40))) > 1:
                break
            if any(zone in OUTSIDE for zone in zones[block.first : last]):
                break
            texts = [line.text.replace(row.title, "") for line in outline.lines[block.first : last] if not line.linked or line.text != row.title]
            row.told = _day_of_item([text for text in texts if len(text) < 60])
            if row.is_dated:
                break


def _day_of_item(texts: Sequence[str]) -> EntryDay:
    """The first day of an item's lines; else one in parts that stand in neighbouring short lines."""
    told = [day_in(text) for text in texts]
    if whole := next((t for t in told if t.day), None):
        return whole
    short = [text if len(text) <= _LONGEST_PART else "\n" for text in texts]
    if (joined := day_in(" ".join(short))).day:
        return joined
    return next((t for t in told if t.yearless), NONE)


def _of_one_kind(group: list[_Row]) -> list[_Row]:
    """If nearly all rows of a group carry a day, those without one are not entries; an address counts once a line."""
    dated = [row for row in group if row.is_dated]
    return dated if len(dated) >= 2 and len(dated) * 5 >= len(group) * 4 else group


def _entry(outline: Outline, row: _Row) -> Entry:
    line = outline.lines[row.line]
    marks = " ".join(f"{image.alt} {image.src}" for image in outline.images if image.line == row.line) if outline.images else ""
    names = outline.blocks[line.block].names
    title = _PINNED_TITLE.sub("", row.title) if "顶" in row.title else row.title
    is_pinned = title != row.title or bool(
        ("顶" in line.text and _PINNED.search(line.text.replace(row.title, ""))) or _PINNED.search(marks) or _PINNED_NAMES.search(f"{names} {marks}".lower())
    )
    hint = row.anchor.title
    if hint and (_CUT.search(title) or (len(hint) > len(title) and hint.startswith(title[:6]))):
        title = hint
    return Entry(row.anchor.href, clean_title(_PINNED_TITLE.sub("", title)), row.told.day, is_pinned, row.told.yearless)
