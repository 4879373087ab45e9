"""Random tables with merged cells come back the same from every format that holds them."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rules.office.html import read_html_document
from rules.office.sheets import read_workbook

_TEXTS = st.text("甲乙丙公开1．a&<", min_size=1, max_size=6).map(lambda text: f"文{text}字")


@dataclass(frozen=True)
class Grid:
    """`regions`: (top, left, bottom, right) of merged cells, counted from 0, both corners inclusive, none over another.
    Every column begins a cell of its own in the last row, so that no reader need guess the width."""

    texts: list[list[str]]
    regions: list[tuple[int, int, int, int]]

    @property
    def height(self) -> int:
        return len(self.texts)

    @property
    def width(self) -> int:
        return len(self.texts[0])

    def region_at(self, row, column):
        return next((r for r in self.regions if r[0] <= row <= r[2] and r[1] <= column <= r[3]), None)

    def shown(self) -> list[list[str]]:
        """What a reader of documents makes of it: a cell's text, or `above` or `left` where it is covered."""
        return [[self._shown(row, column) for column in range(self.width)] for row in range(self.height)]

    def _shown(self, row, column):
        region = self.region_at(row, column)
        if region is None or region[:2] == (row, column):
            return self.texts[row][column]
        return "left" if column > region[1] else "above"


@st.composite
def grids(draw):
    height, width = draw(st.integers(2, 7)), draw(st.integers(2, 5))
    texts = draw(st.lists(st.lists(_TEXTS, min_size=width, max_size=width), min_size=height, max_size=height))
    regions: list[tuple[int, int, int, int]] = []
    for _ in range(draw(st.integers(0, 5))):
        top, left = draw(st.integers(0, height - 2)), draw(st.integers(0, width - 1))
        region = (top, left, draw(st.integers(top, height - 2)), draw(st.integers(left, width - 1)))
        if region[:2] != region[2:] and not any(r[0] <= region[2] and region[0] <= r[2] and r[1] <= region[3] and region[1] <= r[3] for r in regions):
            regions.append(region)
    return Grid(texts, regions)


def shown(document):
    [table] = document.blocks
    return [[cell.merged or cell.text for cell in row.cells] for row in table.rows]


@settings(max_examples=60, deadline=None)
@given(grids())
def test_any_grid_comes_back_from_a_page(grid):
    rows = []
    for at in range(grid.height):
        cells = []
        for column in range(grid.width):
            region = grid.region_at(at, column) or (at, column, at, column)
            if region[:2] == (at, column):
                spans = f"rowspan={region[2] - at + 1} colspan={region[3] - column + 1}"
                cells.append(f"<td {spans}>{html.escape(grid.texts[at][column])}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    assert shown(read_html_document(f"<table>{''.join(rows)}</table>".encode())) == grid.shown()


@settings(max_examples=30, deadline=None)
@given(grids(), st.integers(1, 9), st.integers(1, 4))
def test_any_grid_comes_back_from_a_sheet_with_its_row_numbers(grid, top, left):
    book = Workbook()
    for at, texts in enumerate(grid.texts):
        for column, text in enumerate(texts):
            book.active.cell(at + top, column + left, text)
    for first, begin, last, end in grid.regions:
        book.active.merge_cells(start_row=first + top, start_column=begin + left, end_row=last + top, end_column=end + left)
    held = io.BytesIO()
    book.save(held)
    document = read_workbook(held.getvalue(), "xlsx")
    assert shown(document) == grid.shown()
    assert [row.line for row in document.blocks[0].rows] == list(range(top, top + grid.height))
