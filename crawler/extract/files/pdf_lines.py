"""Lines and paragraphs of a page from pieces of text and where they stand; the same for a text layer and for recognised pictures.

A line runs on into the next only where all of this holds: the next one's first word had no room left in its column; the next one begins at the
column's left edge, in type of the same size, at the usual distance; it does not end a sentence; the next one begins no
numbered item. Or both have the same middle, in type larger than the page's usual one, the first broad: a title of two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_ENDS = tuple("。！？；：!?;:")
_ITEM = re.compile(
    r"(第[一二三四五六七八九十百\d]+[条章节编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、．]|\d+\.(?!\d)|附件|附[:：]|[●■◆◇○□☑▪·•➢])"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffee]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_USUAL_SQUARE = 0.85
_FIRST = re.compile(r"(?:[（(《“‘【〔]*)(?:[A-Za-z0-9.,%+/:~～－-]+|.)[，。、；：！？,.;:!?）)》”’】〕%％]*")
_NEXT_EMS, _PART_EMS, _TITLE, _BROAD = 1.0, 1.5, 1.2, 0.4
_LEAST_COLUMN, _FAR = 12, 0.6
_LONG_RUN, _BOTH_SIDES = 9, 4


class Run(NamedTuple):
    """Text standing together, with its box: points or pixels from the page's upper left corner, y downward."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(frozen=True)
class Line:
    """Runs side by side, left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def y0(self) -> float:
        return min(run.y0 for run in self.runs)

    @property
    def y1(self) -> float:
        return max(run.y1 for run in self.runs)

    @property
    def size(self) -> float:
        return median(run.size for run in self.runs)


@dataclass(frozen=True)
class Column:
    """What lines are measured against: the edges of their column, the usual type size and distance of lines."""

    left: float
    right: float
    size: float
    distance: float


def glued(before: str, after: str) -> str:
    """Two parts of one text: no blank beside Chinese; a word's hyphen at the line's end goes.

    >>> glued("一般公共", "预算"), glued("the open", "data"), glued("infor-", "mation"), glued("2017", "年")
    ('一般公共预算', 'the open data', 'information', '2017年')
    """
    if not before or not after or _WIDE.match(before[-1]) or _WIDE.match(after[0]):
        return before + after
    if before[-1] == "-" and before[-2:-1].isalpha() and after[0].islower():
        return before[:-1] + after
    return f"{before} {after}"


def sized(glyphs: Sequence[Run]) -> list[Run]:
    """Glyphs with the size of their type. The height of a box is more, by as much as the font says; an ideograph is as wide as
    its type is large."""
    squares = [(g.x1 - g.x0) / g.size for g in glyphs if _IDEOGRAPH.match(g.text) and 0.4 < (g.x1 - g.x0) / g.size < 1.3]
    usual = median(squares) if squares else _USUAL_SQUARE
    return [g._replace(size=g.x1 - g.x0 if _IDEOGRAPH.match(g.text) and 0.4 < (g.x1 - g.x0) / g.size < 1.3 else g.size * usual) for g in glyphs]


def runs_of(glyphs: Iterable[Run]) -> list[Run]:
    """Glyphs in the order they are drawn, put together where one follows on the other; a blank glyph keeps words apart."""
    runs: list[list[Run]] = []
    is_apart = False
    for glyph in glyphs:
        if glyph.text == " ":
            is_apart = True
            continue
        last = runs[-1][-1] if runs else None
        if last is None or not _follows(last, glyph):
            runs.append([glyph])
        elif not (last.text == glyph.text and abs(glyph.x0 - last.x0) < 0.3 * glyph.size):  # drawn twice to look bold
            wants_blank = is_apart or (glyph.x0 - last.x1 > 0.25 * glyph.size and not _WIDE.match(last.text[-1]) and not _WIDE.match(glyph.text))
            runs[-1].append(glyph._replace(text=f" {glyph.text}") if wants_blank else glyph)
        is_apart = False
    return [_joined(run) for run in runs]


def _follows(last: Run, glyph: Run) -> bool:
    size = max(last.size, glyph.size)
    return (_shared(last, glyph) > 0.5 and -0.4 * size < glyph.x0 - last.x1 < _NEXT_EMS * size) or (
        last.text == glyph.text and abs(glyph.x0 - last.x0) < 0.3 * size and _shared(last, glyph) > 0.8
    )


def _shared(a: Run, b: Run) -> float:
    """How much of the lower one's height both have in common."""
    return (min(a.y1, b.y1) - max(a.y0, b.y0)) / max(0.1, min(a.y1 - a.y0, b.y1 - b.y0))


def _joined(run: Sequence[Run]) -> Run:
    text = "".join(g.text for g in run)
    return Run(text, min(g.x0 for g in run), min(g.y0 for g in run), max(g.x1 for g in run), max(g.y1 for g in run), median(g.size for g in run))


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Runs at the same height are a line; lines from top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.y0 + run.y1, run.x0)):
        held = next((line for line in reversed(lines[-3:]) if _shared(line[0], run) > 0.5), None)
        if held is None:
            lines.append([run])
        else:
            held.append(run)
    return [Line(_beside(sorted(line, key=lambda run: run.x0))) for line in lines]


def _beside(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs without room between them are one: its type or its order of drawing changed in the middle of a word."""
    told = [runs[0]]
    for run in runs[1:]:
        gap, size = run.x0 - told[-1].x1, max(run.size, told[-1].size)
        if gap >= _NEXT_EMS * size:
            told.append(run)
        else:
            text = told[-1].text + run.text if gap < 0.25 * size else f"{told[-1].text} {run.text}"
            told[-1] = Run(text, told[-1].x0, min(run.y0, told[-1].y0), max(run.x1, told[-1].x1), max(run.y1, told[-1].y1), told[-1].size)
    return tuple(told)


def bands_of(runs: Sequence[Run]) -> list[list[Line]]:
    """Lines in reading order, one list for each column: where text is set in two columns, the left one is read first."""
    gutter = _gutter(runs)
    bands: list[list[Run]] = [[]]
    left: list[Run] = []
    right: list[Run] = []
    for run in sorted(runs, key=lambda run: run.y0 + run.y1):
        if gutter is not None and gutter.is_beside(run):
            (left if run.x1 <= gutter.edge else right).append(run)
            continue
        if left or right:
            bands += [left, right, []]
            left, right = [], []
        bands[-1].append(run)
    return [lines_of(band) for band in (*bands, left, right) if band]


class _Gutter(NamedTuple):
    """Where the right one of two columns begins, and its first and last line's middle."""

    edge: float
    top: float
    bottom: float

    def is_beside(self, run: Run) -> bool:
        return self.top <= (run.y0 + run.y1) / 2 <= self.bottom and (run.x1 <= self.edge or run.x0 >= self.edge)


def _gutter(runs: Sequence[Run]) -> _Gutter | None:
    """The left edge of a right column of text, if there is one: four long runs begin there, four long ones beside them end before
    it, most of them close to it. Columns of a table hold short texts."""
    long = [run for run in runs if len(run.text) >= _LONG_RUN]
    starts = sorted(run.x0 for run in long)
    for at, edge in enumerate(starts):
        right = [run for run in long if edge <= run.x0 <= edge + 2.5 * run.size]
        if len(right) < _BOTH_SIDES or edge == starts[0] or (at and edge - starts[at - 1] < 1):
            continue
        top, bottom = min(run.y0 for run in right), max(run.y1 for run in right)
        beside = [run for run in runs if top <= (run.y0 + run.y1) / 2 <= bottom]
        left = [run for run in beside if run in long and run.x1 <= edge]
        reaching = sum(run.x1 > edge - 3.5 * run.size for run in left)
        crossing = sum(run.x0 < edge - 0.1 < run.x1 for run in beside)
        short = sum(len(run.text) < _LONG_RUN for run in beside)
        if len(left) >= _BOTH_SIDES and reaching >= 0.5 * len(left) and crossing * 5 <= len(beside) and short * 3 <= len(beside):
            return _Gutter(edge - 0.1, min(top, min(run.y0 for run in left)), max(bottom, max(run.y1 for run in left)))
    return None


def column_of(lines: Sequence[Line], page_width: float, size: float) -> Column:
    """Edges are what at least two lines share; a right one no line shares, or in the page's middle, is taken to be as far
    from the page's edge as the left one. page_width: 0 for one of several columns. size: of the page's type, tables included."""
    left = _shared_edge([line.x0 for line in lines], size, 1)
    right = -_shared_edge([-line.x1 for line in lines], size, 2)
    right = right if right > _FAR * page_width else page_width - left
    distances = [b.y0 - a.y0 for a, b in pairwise(lines) if 0 < b.y0 - a.y0 < 4 * size]
    return Column(left, right, size, median(distances) if distances else 2 * size)


def _shared_edge(edges: Iterable[float], size: float, least: int) -> float:
    """The smallest edge that two lines have; else the smallest one, or 0 where one line is not enough."""
    known = sorted(edges)
    shared = next((a for a, b in pairwise(known) if b - a <= size), None)
    return shared if shared is not None else (known[0] if known and least == 1 else 0.0)


def runs_on(line: Line, after: Line, column: Column, beyond: Column | None = None) -> bool:
    """Whether `after` continues the paragraph of `line`; the rule stands at the module's head. beyond: the column of
    `after`, where it is the first line of another one, or of another page; the distance tells nothing then."""
    size = line.size
    if line.text.endswith(_ENDS) or _ITEM.match(after.text) or abs(after.size - size) > 0.2 * size:
        return False
    if beyond is None and after.y0 - line.y0 > max(1.35 * column.distance, 2.2 * size if size >= _TITLE * column.size else 0):
        return False
    is_full = column.right - line.x1 < _room(after) + 0.6 * size and column.right - column.left >= _LEAST_COLUMN * size
    if is_full and after.x0 <= (beyond or column).left + 0.7 * size and line.x0 <= column.left + 0.4 * (column.right - column.left):
        return True
    is_centred = abs(line.x0 + line.x1 - after.x0 - after.x1) < 1.6 * size and abs(line.x0 - after.x0) > 0.4 * size
    return beyond is None and size >= _TITLE * column.size and is_centred and line.x1 - line.x0 > _BROAD * (column.right - column.left)


def _room(line: Line) -> float:
    """How wide the line's first word is that cannot be parted: a figure or a Latin word, or a character and the stop after it."""
    m = _FIRST.match(line.text)
    return sum(1.0 if _WIDE.match(c) else 0.55 for c in m[0][:20]) * line.size if m else line.size


def parts_of(line: Line) -> Iterator[str]:
    """The runs' texts; those with little room between them stand together."""
    text, end = line.runs[0].text, line.runs[0].x1
    for run in line.runs[1:]:
        if run.x0 - end > _PART_EMS * run.size:
            yield text
            text = run.text
        else:
            text = f"{text} {run.text}"
        end = run.x1
    yield text


def cell_text(lines: Sequence[Line], width: float) -> str:
    """A table cell's lines: one with no room for the next one's first word runs on, as does one of a single character (text set downward)."""
    text = lines[0].text.strip() if lines else ""
    for before, line in pairwise(lines):
        is_full = width - (before.x1 - before.x0) < _room(line) + 1.3 * before.size
        runs = is_full or len(before.text) == len(line.text) == 1
        text = glued(text, line.text.strip()) if runs else f"{text}\n{line.text.strip()}"
    return text
