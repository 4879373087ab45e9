"""Tables of a page: cells between ruling lines, else columns that at least three lines share; doubtful ones stay lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crawler.extract.files.pdf_lines import Line, Run, cell_text, lines_of, parts_of, runs_of
from rules.office.blocks import Cell, Row, Table

_NEAR, _THIN = 2.5, 3.0
_MOST_CROSSINGS, _MOST_CELLS = 400_000, 100_000
_LEAST_LINES, _LEAST_GUTTER = 3, 1.2


class Stroke(NamedTuple):
    """A ruling line: `at` is its y where it lies, its x where it stands; it goes from `start` to `end`."""

    lies: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Grid:
    """The lines of one table: edges of columns and rows, and between which of them a line is drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: frozenset[tuple[int, int]]
    lying: frozenset[tuple[int, int]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the grid's position there."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        return _place(self.ys, y), _place(self.xs, x)


@dataclass(frozen=True)
class Placed:
    """A table and the height where it begins."""

    y0: float
    y1: float
    table: Table


def ruled_tables(strokes: Sequence[Stroke], glyphs: Sequence[Run]) -> tuple[list[Placed], list[Run]]:
    """The tables drawn with lines, and the glyphs in none of them. Of tables in one another the inner one takes its glyphs first."""
    tables: list[Placed] = []
    grids = sorted(filter(None, map(_grid, _connected(_merged(strokes)))), key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))
    for grid in grids:
        owners = _owners(grid)
        if owners is None:
            continue
        held, rest = _parted(grid, glyphs)
        table = _table(grid, owners, held)
        if table is not None:
            tables.append(Placed(grid.ys[0], grid.ys[-1], table))
            glyphs = rest
    return tables, list(glyphs)


def _merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch are one: borders are drawn cell by cell, dashed ones in small pieces."""
    told: list[Stroke] = []
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: (s.lies, s.at)):
        if rows and rows[-1][0].lies == stroke.lies and stroke.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    for row in rows:
        first = len(told)
        for stroke in sorted(row, key=lambda s: s.start):
            if len(told) > first and stroke.start <= told[-1].end + _NEAR:
                told[-1] = told[-1]._replace(end=max(told[-1].end, stroke.end))
            else:
                told.append(stroke)
    return [s for s in told if s.end - s.start > 2 * _NEAR]


def _connected(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Strokes that cross one another, directly or through others. None where the page is a drawing of too many."""
    lying, upright = [s for s in strokes if s.lies], [s for s in strokes if not s.lies]
    if len(lying) * len(upright) > _MOST_CROSSINGS:
        return
    group = {s: i for i, s in enumerate(strokes)}
    parent = list(range(len(strokes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for h in lying:
        for v in upright:
            if v.start - _NEAR <= h.at <= v.end + _NEAR and h.start - _NEAR <= v.at <= h.end + _NEAR:
                parent[root(group[h])] = root(group[v])
    members: dict[int, list[Stroke]] = {}
    for s in strokes:
        members.setdefault(root(group[s]), []).append(s)
    yield from members.values()


def _grid(strokes: Sequence[Stroke]) -> Grid | None:
    """A frame with one line across it at least. Sides without a line of their own end where the crossing lines end."""
    lying, upright = [s for s in strokes if s.lies], [s for s in strokes if not s.lies]
    if len(lying) < 2 or not upright or len(lying) + len(upright) < 5:
        return None
    xs = _edges([*(s.at for s in upright), min(s.start for s in lying), max(s.end for s in lying)])
    ys = _edges([*(s.at for s in lying), min(s.start for s in upright), max(s.end for s in upright)])
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return Grid(xs, ys, _drawn(upright, xs, ys), _drawn(lying, ys, xs))


def _edges(found: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for at in sorted(found):
        if not edges or at - edges[-1] > _THIN:
            edges.append(at)
    return tuple(edges)


def _drawn(strokes: Sequence[Stroke], across: Sequence[float], along: Sequence[float]) -> frozenset[tuple[int, int]]:
    """(edge, part) for each part of an edge between two crossing edges that a stroke covers."""
    middles = [(a + b) / 2 for a, b in pairwise(along)]
    told: set[tuple[int, int]] = set()
    for s in strokes:
        edge = min(range(len(across)), key=lambda i: abs(across[i] - s.at))
        told.update((edge, part) for part, middle in enumerate(middles) if s.start <= middle <= s.end)
    return frozenset(told)


def _place(edges: Sequence[float], at: float) -> int:
    low, high = 0, len(edges) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if edges[middle] <= at else (low, middle)
    return low


_Owners = dict[tuple[int, int], tuple[int, int]]


def _owners(grid: Grid) -> _Owners | None:
    """The first position of the cell that each position belongs to. None where a cell is no rectangle: then it is no table."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owners: _Owners = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in owners:
                continue
            right, bottom = c, r
            while right + 1 < columns and (right + 1, r) not in grid.upright and (r, right + 1) not in owners:
                right += 1
            while bottom + 1 < rows and (bottom + 1, c) not in grid.lying and (bottom + 1, c) not in owners:
                bottom += 1
            region = [(y, x) for y in range(r, bottom + 1) for x in range(c, right + 1)]
            if any(at in owners for at in region) or _is_crossed(grid, (r, c), (bottom, right)):
                return None
            owners.update(dict.fromkeys(region, (r, c)))
    return owners


def _is_crossed(grid: Grid, first: tuple[int, int], last: tuple[int, int]) -> bool:
    inner_x = any((x, y) in grid.upright for x in range(first[1] + 1, last[1] + 1) for y in range(first[0], last[0] + 1))
    return inner_x or any((y, x) in grid.lying for y in range(first[0] + 1, last[0] + 1) for x in range(first[1], last[1] + 1))


def _parted(grid: Grid, glyphs: Sequence[Run]) -> tuple[dict[tuple[int, int], list[Run]], list[Run]]:
    """Glyphs by grid position, and those outside. One that touches the glyph before it goes where that one went: text that
    overflows its cell is one text."""
    held: dict[tuple[int, int], list[Run]] = {}
    rest: list[Run] = []
    last: Run | None = None
    place: tuple[int, int] | None = None
    for glyph in glyphs:
        touches = last is not None and abs(glyph.x0 - last.x1) < 0.12 * glyph.size and abs(glyph.y1 - last.y1) < 0.2 * glyph.size
        if not touches:
            place = grid.cell_at((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2)
        if place is None:
            rest.append(glyph)
        else:
            held.setdefault(place, []).append(glyph)
        last = glyph
    return held, rest


def _table(grid: Grid, owners: _Owners, held: dict[tuple[int, int], list[Run]]) -> Table | None:
    """None where it is only a frame: fewer than two cells with text, or no row of two cells."""
    glyphs: dict[tuple[int, int], list[Run]] = {}
    for place, found in held.items():
        glyphs.setdefault(owners[place], []).extend(found)
    ends: dict[tuple[int, int], int] = {}
    for (_, c), owner in owners.items():
        ends[owner] = max(ends.get(owner, 0), c)
    texts = {at: cell_text(lines_of(runs_of(found)), grid.xs[ends[at] + 1] - grid.xs[at[1]]) for at, found in glyphs.items()}
    if sum(map(bool, texts.values())) < 2:
        return None
    return Table(tuple(_row(r, len(grid.xs) - 1, owners, texts) for r in range(len(grid.ys) - 1)))


def _row(r: int, columns: int, owners: _Owners, texts: dict[tuple[int, int], str]) -> Row:
    cells: list[Cell] = []
    for c in range(columns):
        owner = owners[r, c]
        if owner == (r, c):
            cells.append(Cell(texts.get(owner, "")))
        else:
            cells.append(Cell("", "left" if owner[1] != c else "above"))
    return Row(tuple(cells), r + 1)


def aligned_tables(lines: Sequence[Line]) -> list[Line | Placed]:
    """The lines, those put into tables that stand in columns with gaps at the same place."""
    told: list[Line | Placed] = []
    at = 0
    while at < len(lines):
        group = _aligned(lines[at:])
        table = _columns(group) if len(group) >= _LEAST_LINES else None
        told.append(Placed(group[0].y0, group[-1].y1, table) if table else lines[at])
        at += len(group) if table else 1
    return told


def _aligned(lines: Sequence[Line]) -> list[Line]:
    """The first lines that share a gutter, each with text on two sides of one."""
    group: list[Line] = []
    for line in lines:
        if len(line.runs) < 2 or (group and line.y0 - group[-1].y0 > 4 * line.size):
            break
        before, after = _gutters(group), _gutters([*group, line])
        if not after or (len(group) >= _LEAST_LINES and len(after) < len(before)):
            break
        group.append(line)
    return group


def _gutters(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The gaps no run of any line crosses."""
    boxes = sorted((run.x0, run.x1) for line in lines for run in line.runs)
    gutters: list[tuple[float, float]] = []
    end = boxes[0][1] if boxes else 0.0
    for x0, x1 in boxes:
        if x0 - end >= _LEAST_GUTTER * lines[0].size:
            gutters.append((end, x0))
        end = max(end, x1)
    return gutters


def _columns(lines: Sequence[Line]) -> Table | None:
    """None unless sure: each column is filled in most lines and its texts share an edge or a middle."""
    edges = [b for _, b in _gutters(lines)]
    rows: list[list[list[Run]]] = [[[] for _ in range(len(edges) + 1)] for _ in lines]
    for row, line in zip(rows, lines, strict=True):
        for run in line.runs:
            row[sum(run.x0 >= edge for edge in edges)].append(run)
    for c in range(len(edges) + 1):
        filled = [row[c] for row in rows if row[c]]
        if len(filled) < 0.6 * len(rows) or not _is_straight(filled):
            return None
    told = (tuple(Cell(" ".join(parts_of(Line(tuple(cell)))) if cell else "") for cell in row) for row in rows)
    return Table(tuple(Row(cells, n) for n, cells in enumerate(told, 1)))


def _is_straight(cells: Sequence[Sequence[Run]]) -> bool:
    size = cells[0][0].size
    edges = ([c[0].x0 for c in cells], [c[-1].x1 for c in cells], [(c[0].x0 + c[-1].x1) / 2 for c in cells])
    return any(max(sum(abs(x - known) <= 0.6 * size for x in found) for known in found) >= 0.7 * len(found) for found in edges)
