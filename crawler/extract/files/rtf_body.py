"""The flow of an RTF document: characters to paragraphs, cells to rows, rows to tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rules.office.blocks import Block, Paragraph, Row, Table
from rules.office.bounds import Budget
from rules.office.doc_rows import RowShape
from rules.office.doc_tables import StoredRow, grid


@dataclass
class _Shape:
    """How a row is divided, as its \\cellx say so far."""

    edges: list[int] = field(default_factory=lambda: [0])
    left: list[bool] = field(default_factory=list)
    above: list[bool] = field(default_factory=list)
    is_left: bool = False
    is_above: bool = False

    def end_cell(self, edge: int) -> None:
        if not self.left:
            self.edges[0] = min(self.edges[0], edge - 1)
        self.edges.append(edge)
        self.left.append(self.is_left)
        self.above.append(self.is_above)
        self.is_left = self.is_above = False

    def told(self) -> RowShape:
        return RowShape(tuple(self.edges), tuple(self.left), tuple(self.above))


@dataclass
class Flow:
    """Takes characters and control words in their order. A row's shape may stand before its cells or behind them."""

    WORDS: ClassVar[frozenset[str]] = frozenset(
        (
            "par", "sect", "page", "column", "pard", "intbl", "trowd", "cellx", "clmgf", "clmrg", "clvmgf", "clvmrg", "trleft", "cell", "row",
            "nestcell", "nestrow", "itap",
        )
    )  # fmt: skip

    budget: Budget
    found: list[Block] = field(default_factory=list)
    line: int = 0
    text: list[str] = field(default_factory=list)
    is_in_table: bool = False
    cell: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    shape: _Shape = field(default_factory=_Shape)
    rows: list[StoredRow] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.budget.take_text(text)
        self.text.append(text)

    def word(self, word: str, number: int) -> None:
        if word in ("par", "sect", "page", "column"):
            self.end_paragraph()
        elif word == "pard":
            self.is_in_table = False
        elif word in ("intbl", "itap"):
            self.is_in_table = word == "intbl" or number > 0
        elif word in ("cell", "nestcell"):
            self._end_cell(word == "nestcell")
        elif word == "nestrow":
            self._end_inner_row()
        elif word == "row":
            self._end_row()
        else:
            self._divide(word, number)

    def _divide(self, word: str, number: int) -> None:
        if word == "trowd":
            self.shape = _Shape()
        elif word == "cellx":
            self.shape.end_cell(number)
        elif word == "trleft":
            self.shape.edges[0] = number
        elif word == "clmrg":
            self.shape.is_left = True
        elif word == "clvmrg":
            self.shape.is_above = True

    def end_paragraph(self) -> None:
        text = _joined(self.text)
        self.text.clear()
        if self.is_in_table or self.cells or self.cell:
            if text:
                self.cell.append(text)
            return
        self._end_table()
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            self.line += 1
            self.found.append(Paragraph(line, self.line))

    def _end_cell(self, is_inner: bool) -> None:
        self.is_in_table = True
        if is_inner:
            self.inner.append(_joined(self.text))
            self.text.clear()
            return
        self._end_inner_row()
        self.end_paragraph()
        self.budget.take_cells(1)
        self.cells.append("\n".join(self.cell))
        self.cell.clear()

    def _end_inner_row(self) -> None:
        """A row of a table inside the cell is one line of it."""
        if any(self.inner):
            self.cell.append(" ".join(filter(None, self.inner)).replace("\n", " "))
        self.inner.clear()

    def _end_row(self) -> None:
        if self.cells:
            self.line += 1
            self.rows.append(StoredRow(tuple(self.cells), self.shape.told(), self.line))
        self.cells.clear()
        self.is_in_table = False

    def _end_table(self) -> None:
        if self.rows:
            laid = grid(self.rows, self.budget)
            self.found.append(Table(tuple(Row(cells, row.line) for cells, row in zip(laid, self.rows, strict=True))))
            self.rows.clear()

    def blocks(self) -> tuple[Block, ...]:
        """All of it, once nothing more is coming."""
        if self.cells or self.cell:
            self._end_cell(is_inner=False)
            self._end_row()
        self.end_paragraph()
        self._end_table()
        return tuple(self.found)


def _joined(parts: list[str]) -> str:
    """Characters beyond the basic plane are written as two halves."""
    text = "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
