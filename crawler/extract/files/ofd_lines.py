"""The text objects of an OFD page as lines: what stands on one height is one line, from left to right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rules.office.word_xml import Element

_MOST_REPEATED = 100_000
_SAME_HEIGHT = 0.5
"""In sizes of the type: so far may the base lines of one line lie apart."""
_GAP, _LATIN_GAP = 0.8, 0.25
"""In sizes of the type: wider is a blank between characters (words of Latin letters stand closer)."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Run:
    """Characters on one base line, in millimetres of the page: from `left` to `right` at height `y`."""

    y: float
    left: float
    right: float
    size: float
    text: str


def runs_of(element: Element) -> Iterator[Run]:
    """The TextCodes of a TextObject (GB/T 33190 11.3)."""
    x0, y0 = _numbers(element.get("Boundary"), (0.0, 0.0, 0.0, 0.0))[:2]
    matrix = _numbers(element.get("CTM"), _IDENTITY)
    size = _numbers(element.get("Size"), (4.0,))[0]
    x = y = 0.0
    for code in element:
        if str(code.tag).rpartition("}")[2] != "TextCode" or not code.text:
            continue
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)  # left out: as in the TextCode before
        text = str(code.text).replace("\r", "").replace("\n", "")
        points = _points(text, x, y, code)
        yield from _laid(text, [_moved(matrix, point, (x0, y0)) for point in points], size * (math.hypot(matrix[2], matrix[3]) or 1.0))


def _points(text: str, x: float, y: float, code: Element) -> list[tuple[float, float]]:
    """Where each character stands. Without DeltaX there is no telling: the rest keeps the last place."""
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    points = [(x, y)]
    for at in range(len(text) - 1):
        x, y = x + (across[at] if at < len(across) else 0.0), y + (down[at] if at < len(down) else 0.0)
        points.append((x, y))
    return points


def _deltas(written: str | None, most: int) -> list[float]:
    """Numbers; "g n d" stands for n times d.

    >>> _deltas("3 g 2 4.5 1", 9)
    [3.0, 4.5, 4.5, 1.0]
    """
    parts = (written or "").split()
    found: list[float] = []
    at = 0
    while at < len(parts) and len(found) < min(most, _MOST_REPEATED):
        if parts[at] == "g" and at + 2 < len(parts):
            count = int(_number(parts[at + 1], 0.0))
            found += [_number(parts[at + 2], 0.0)] * max(0, min(count, most))
            at += 3
        else:
            found.append(_number(parts[at], 0.0))
            at += 1
    return found


def _laid(text: str, points: Sequence[tuple[float, float]], size: float) -> Iterator[Run]:
    """Cut where the base line is left: upright text, a line broken by DeltaY."""
    size = size if size > 0 else 4.0
    first = 0
    for at in range(1, len(points) + 1):
        if at == len(points) or abs(points[at][1] - points[first][1]) > size * _SAME_HEIGHT:
            yield _run(text[first:at], points[first:at], size)
            first = at


def _run(text: str, points: Sequence[tuple[float, float]], size: float) -> Run:
    """A gap wider than the others of the run is a blank; evenly spaced characters are one word."""
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    usual = max(median(steps), 0.0) if steps else 0.0
    told = [text[:1]]
    for at, step in enumerate(steps):
        wide = max(usual, _width(text[at], size)) + _GAP * size
        told.append(" " + text[at + 1] if step > wide else text[at + 1])
    is_told = any(steps)
    right = points[-1][0] + (_width(text[-1], size) if is_told or len(text) == 1 else sum(_width(c, size) for c in text))
    return Run(points[0][1], points[0][0], right, size, "".join(told))


def lines_of(runs: Iterable[Run]) -> Iterator[str]:
    """From top to bottom; runs that stand on one height are joined, a gap between them is a blank."""
    line: list[Run] = []
    for run in sorted(runs, key=lambda run: (run.y, run.left)):
        if line and abs(run.y - line[0].y) > min(run.size, line[0].size) * _SAME_HEIGHT:
            yield from _joined(line)
            line = []
        line.append(run)
    yield from _joined(line)


def _joined(line: Sequence[Run]) -> Iterator[str]:
    told, end = "", 0.0
    for run in sorted(line, key=lambda run: run.left):
        is_latin = told[-1:].isascii() and run.text[:1].isascii()
        if told and run.left - end > run.size * (_LATIN_GAP if is_latin else _GAP):
            told += " "
        told, end = told + run.text, run.right
    if text := " ".join(told.split()):
        yield text


def _width(character: str, size: float) -> float:
    return size * (0.5 if character.isascii() else 1.0)


def _moved(matrix: Sequence[float], point: tuple[float, float], corner: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f


def _numbers(written: str | None, default: tuple[float, ...]) -> tuple[float, ...]:
    """As many numbers as the default has, else the default."""
    found = tuple(_number(part, math.nan) for part in (written or "").split())
    return found if len(found) == len(default) and not any(map(math.isnan, found)) else default


def _number(written: str | None, default: float) -> float:
    try:
        found = float(written) if written else default
    except ValueError:
        return default
    return found if math.isnan(found) or math.isfinite(found) else default
