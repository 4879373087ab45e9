"""A PDF's pages as text and tables, and what of them could not be read, in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Literal

from crawler.extract.files.file_text import FileText
from crawler.extract.files.pdf_lines import Column, Line, Run, bands_of, column_of, glued, lines_of, parts_of, runs_of, runs_on
from crawler.extract.files.pdf_tables import Placed, Stroke, aligned_tables, ruled_tables
from crawler.extract.files.pdf_words import is_garbled, is_partly_garbled
from rules.office.archives import Unreadable
from rules.office.as_text import text_of_blocks
from rules.office.blocks import Block, Paragraph

Fault = Literal["", "picture", "drawn", "garbled", "broken"]
RECOGNISED = "文字由图像识别得出，可能有误"
TOO_MANY = "图片过多，其余未识别"
NOT_INSTALLED = "安装可选组件 gongkai[ocr] 后可识别文字"
_FAULTS: dict[Fault, str] = {"picture": "是图片，没有文字层", "drawn": "的文字画成了图形，没有文字层", "garbled": "的文字层是乱码", "broken": "已损坏"}
_WHOLE_PICTURE, _SHOWING_PICTURE, _FEW_CHARACTERS, _MANY_SHAPES = 0.5, 0.05, 40, 20
_EDGE = 0.1
_PAGE_NUMBER = re.compile(r"[-—–－―·.\s]*(第\s*)?(\d{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})\s*(页)?\s*([/／,，、共\s]+\d{1,4}\s*页?)?[-—–－―·.\s]*")


@dataclass(frozen=True)
class Sheet:
    """What stands on a page. unmapped: glyphs the font gives no meaning for; pictures: each one's share of the page's area; shapes: drawn
    ones that are no ruling lines; is_hidden: the text is invisible, laid under a scan by the program that recognised it."""

    glyphs: Sequence[Run]
    width: float
    height: float
    strokes: Sequence[Stroke] = ()
    unmapped: int = 0
    pictures: tuple[float, ...] = ()
    shapes: int = 0
    is_hidden: bool = False


@dataclass(frozen=True)
class Strip:
    """Lines that follow one another in one column, and tables between them."""

    parts: tuple[Line | Placed, ...]
    column: Column


@dataclass(frozen=True)
class Leaf:
    """A page as read. fault: why it has no text of its own; pictures: how many show on it beside text; is_spoilt: some of its
    characters make no text; is_hidden: its text was recognised by a scanner."""

    strips: tuple[Strip, ...] = ()
    fault: Fault = ""
    characters: int = 0
    pictures: int = 0
    is_spoilt: bool = False
    is_hidden: bool = False
    height: float = 0.0


@dataclass(frozen=True)
class Told:
    """count: pages of the whole file; seen: the recognised text of pages with a fault, by place; tried: those looked at for it;
    has_ocr: whether any could be."""

    leaves: tuple[Leaf, ...]
    count: int
    seen: Mapping[int, Leaf] = field(default_factory=dict)
    tried: frozenset[int] = frozenset()
    has_ocr: bool = False


def read_leaf(sheet: Sheet) -> Leaf:
    text = "".join(glyph.text for glyph in sheet.glyphs)
    characters, pictured = len(text.replace(" ", "")), sum(sheet.pictures)
    fault = _fault(text, characters, sheet)
    if fault == "garbled" or not characters:
        return Leaf(fault=fault)
    tables, rest = ruled_tables(sheet.strokes, sheet.glyphs)
    strips = strips_of(runs_of(rest), tables, sheet.width, median(glyph.size for glyph in sheet.glyphs))
    shown = 0 if fault or sheet.is_hidden else sum(share >= _SHOWING_PICTURE for share in sheet.pictures)
    return Leaf(strips, fault, characters, shown, is_partly_garbled(text), sheet.is_hidden and pictured > _WHOLE_PICTURE, sheet.height)


def _fault(text: str, characters: int, sheet: Sheet) -> Fault:
    pictured = sum(sheet.pictures)
    if is_garbled(text, sheet.unmapped):
        return "garbled"
    if (pictured >= _WHOLE_PICTURE and characters < _FEW_CHARACTERS) or (not characters and pictured >= _SHOWING_PICTURE):
        return "picture"
    return "drawn" if not characters and sheet.shapes >= _MANY_SHAPES else ""


def strips_of(runs: Sequence[Run], tables: Sequence[Placed], width: float, size: float = 0.0) -> tuple[Strip, ...]:
    """A page in reading order: where tables part it, what stands above one comes before it. size: of the page's type, if known."""
    size = size or (median(run.size for run in runs for _ in run.text) if runs else 1.0)
    page = column_of(lines_of(runs), width, size)
    rest = list(runs)
    strips: list[Strip] = []
    for top in (*sorted(tables, key=lambda t: t.y0), None):
        bands = bands_of([run for run in rest if top is None or run.y0 + run.y1 < 2 * top.y0])
        rest = [run for run in rest if top is not None and run.y0 + run.y1 >= 2 * top.y0]
        strips += [Strip(tuple(aligned_tables(band)), page if len(bands) == 1 else column_of(band, 0, size)) for band in bands]
        if top is not None:
            strips.append(Strip((top,), page))
    return tuple(strips)


def told_of(pdf: Told) -> FileText:
    """Raises Unreadable where no page gave text. Page numbers on scans are no text."""
    leaves = [pdf.seen.get(at, leaf) for at, leaf in enumerate(pdf.leaves)]
    if not any(leaf.characters and not leaf.fault for leaf in leaves):
        raise Unreadable(_why_not(pdf))
    text, tables = text_of_blocks(blocks_of(leaves))
    return FileText(text, tables, reason=_reason(pdf), images=sum(leaf.pictures for leaf in leaves))


def _why_not(pdf: Told) -> str:
    faults = {leaf.fault for leaf in pdf.leaves if leaf.fault}
    if not faults:
        return "页面空白，没有文字层"
    if faults == {"broken"}:
        return "PDF 已损坏"
    said = "文字层是乱码，无法读取" if "garbled" in faults else "扫描件或图片 PDF，没有文字层"
    return f"{said}；{'图像识别也没有读出文字' if pdf.tried else TOO_MANY if pdf.has_ocr else NOT_INSTALLED}"


def _reason(pdf: Told) -> str:
    said: list[str] = []
    if pdf.seen:
        all_seen = len(pdf.seen) == len(pdf.leaves)
        said.append(RECOGNISED if all_seen else f"{_pages(list(pdf.seen))}的{RECOGNISED}")
    for fault, words in _FAULTS.items():
        at = [i for i, leaf in enumerate(pdf.leaves) if leaf.fault == fault and i not in pdf.seen]
        tried, rest = [i for i in at if i in pdf.tried], [i for i in at if i not in pdf.tried]
        said += [f"{_pages(tried)}{words}，没有识别出文字"] if tried else []
        said += [f"{_pages(rest)}{words}{'；' + TOO_MANY if pdf.has_ocr else ''}"] if rest else []
    spoilt = [i for i, leaf in enumerate(pdf.leaves) if leaf.is_spoilt and i not in pdf.seen]
    hidden = [i for i, leaf in enumerate(pdf.leaves) if leaf.is_hidden and i not in pdf.seen]
    said += [f"{_pages(spoilt)}有部分文字是乱码"] if spoilt else []
    said += [f"{_pages(hidden)}是扫描件，{RECOGNISED}"] if hidden else []
    said += [f"共{pdf.count}页，只读了前{len(pdf.leaves)}页"] if len(pdf.leaves) < pdf.count else []
    return "；".join(said)


def _pages(places: Sequence[int]) -> str:
    """Page numbers as people write them.

    >>> _pages([0, 2, 3, 4, 8])
    '第1、3—5、9页'
    """
    spans = [[n for _, n in group] for _, group in groupby(enumerate(sorted(places)), key=lambda pair: pair[1] - pair[0])]
    parts = [str(span[0] + 1) if len(span) == 1 else f"{span[0] + 1}{'—' if len(span) > 2 else '、'}{span[-1] + 1}" for span in spans]
    return f"第{'、'.join(parts)}页"


def blocks_of(leaves: Sequence[Leaf]) -> Iterator[Block]:
    """Paragraphs and tables in order. Page numbers go; a running head is told once."""
    heads = _running_heads(leaves)
    met: set[str] = set()
    text, column = "", Column(0, 0, 1, 1)
    last: Line | None = None
    for leaf in leaves:
        is_new_page = True
        for strip in leaf.strips:
            for part in strip.parts:
                if isinstance(part, Line):
                    if _is_margin(part, leaf) and (_is_page_number(part.text, heads) or (part.text in heads and part.text in met)):
                        continue
                    met.add(part.text)
                    is_beyond = last is not None and (is_new_page or part.y0 < last.y0)
                    joins = last is not None and runs_on(last, part, column if is_beyond else strip.column, strip.column if is_beyond else None)
                    if text and not joins:
                        yield Paragraph(text, 0)
                    text = glued(text, _line_text(part)) if joins else _line_text(part)
                    last = part
                else:
                    if text:
                        yield Paragraph(text, 0)
                    yield part.table
                    text, last = "", None
                is_new_page, column = False, strip.column
    if text:
        yield Paragraph(text, 0)


def _line_text(line: Line) -> str:
    return " ".join(parts_of(line))


def _is_margin(line: Line, leaf: Leaf) -> bool:
    return leaf.height > 0 and (line.y1 < _EDGE * leaf.height or line.y0 > (1 - _EDGE) * leaf.height)


def _same(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _is_page_number(text: str, heads: frozenset[str]) -> bool:
    """A lone number needs marks around it or company on other pages."""
    return _PAGE_NUMBER.fullmatch(text) is not None and (not text.strip().isalnum() or text.strip().startswith("第") or _same(text) in heads)


def _running_heads(leaves: Sequence[Leaf]) -> frozenset[str]:
    """What stands in the upper or lower edge of at least two pages and half of all; also with its figures made alike, for page numbers."""
    found: Counter[str] = Counter()
    for leaf in leaves:
        lines = [part for strip in leaf.strips for part in strip.parts if isinstance(part, Line)]
        found.update({form for line in lines if _is_margin(line, leaf) for form in (line.text, _same(line.text))})
    return frozenset(key for key, n in found.items() if n >= max(2, len(leaves) / 2))
