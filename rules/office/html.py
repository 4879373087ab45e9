"""Web pages, and html that Word and Excel saved under their own names, as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.office.archives import Unreadable
from rules.office.blocks import Block, OfficeDocument, Paragraph, Row
from rules.office.bounds import TOO_LARGE, Budget
from rules.office.charset import decode
from rules.office.grid import table_of
from rules.office.html_grid import Grid
from rules.office.html_lines import Lines
from rules.office.html_lists import LISTS, Lists
from rules.office.markup import Piece, pieces

_UNREAD = frozenset(("script", "style", "noscript", "template", "title", "iframe", "xml", "svg", "canvas", "audio", "video", "datalist", "rt", "rp", "del"))
_COMMENT_CLASSES = frozenset(("msocomanchor", "MsoCommentReference"))
_MOST_TAGS = 200_000
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_DELETED = "标为删除的文字没有读入"
_COMMENTED = "批注没有读入"


def read_html_document(payload: bytes) -> OfficeDocument:
    """Everything a reader of the page sees, navigation included. A table that only lays out others, or has one column, is
    running text. Raises Unreadable."""
    text = decode(payload).text
    if not text.strip():
        raise Unreadable("文件是空的")
    if text.count("<") > _MOST_TAGS:
        raise Unreadable(TOO_LARGE)
    try:
        found = list(pieces(text))
    except Unreadable:
        raise
    except Exception as error:  # the parser raises several kinds on broken markup
        raise Unreadable(f"网页无法解析（{type(error).__name__}）") from error
    reader = _Reader(_tables_in_order(found))
    for piece in found:
        reader.take(piece)
    reader.lines.end_paragraph()
    reader.flush()
    if not reader.blocks and any(piece.said == "frameset" for piece in found if piece.kind == "open"):
        raise Unreadable("网页只有框架，内容在另外的文件里。请在原来的程序中打开，另存为 .docx 或 .xlsx 再试")
    return OfficeDocument("html", tuple(reader.blocks), tuple(reader.notes))


def _tables_in_order(found: Sequence[Piece]) -> list[bool]:
    """For each table in the order they open, whether it holds no other table."""
    innermost: list[bool] = []
    waiting: list[int] = []
    for piece in found:
        if piece.said == "table" and piece.kind == "open":
            if waiting:
                innermost[waiting[-1]] = False
            waiting.append(len(innermost))
            innermost.append(True)
        elif piece.said == "table" and piece.kind == "close":
            waiting.pop()
    return innermost


@dataclass
class _Reader:
    """Walks the pieces. `grid`: the innermost table we are in; `cell`: the tag of its cell we are in; `around`: the lines the
    table interrupts; `cell_depth`, `unread_depth`: how many tags are open in that cell, or in an element that is not read."""

    innermost: list[bool]
    budget: Budget = field(default_factory=Budget)
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    lists: Lists = field(default_factory=Lists)
    grid: Grid | None = None
    cell: Piece | None = None
    around: Lines = field(default_factory=Lines)
    cell_depth: int = 0
    unread_depth: int = 0
    tables_seen: int = 0
    last_line: int = 0

    def take(self, piece: Piece) -> None:
        if self.unread_depth:
            self.unread_depth += (piece.kind == "open") - (piece.kind == "close")
            self.tables_seen += piece.kind == "open" and piece.said == "table"
        elif piece.kind == "text":
            self.lines.add(piece.said)
        elif piece.kind == "open":
            self.open(piece)
        else:
            self.close(piece.said)

    def open(self, piece: Piece) -> None:
        if self.is_unread(piece):
            self.unread_depth = 1
            self.tables_seen += piece.said == "table"
            return
        self.cell_depth += self.cell is not None
        self.lines.open(piece)
        if piece.said in LISTS:
            self.lists.begin(piece)
        elif piece.said == "li":
            self.lines.mark(self.lists.mark(piece))
        elif piece.said == "table":
            self.begin_table()
        elif self.grid is not None and self.cell is None:
            self.open_in_table(self.grid, piece)

    def is_unread(self, piece: Piece) -> bool:
        if piece.said == "del":
            self.note(_DELETED)
        is_comment = "mso-element:comment" in piece.values.get("style", "").replace(" ", "") or piece.values.get("class", "") in _COMMENT_CLASSES
        if is_comment:
            self.note(_COMMENTED)
        return is_comment or piece.said in _UNREAD or piece.is_hidden

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def begin_table(self) -> None:
        if self.innermost[self.tables_seen]:
            self.flush()
            self.grid = Grid(self.budget)
        self.tables_seen += 1

    def open_in_table(self, grid: Grid, piece: Piece) -> None:
        if piece.said == "tr":
            grid.begin_row()
        elif piece.said in ("td", "th"):
            self.cell, self.cell_depth = piece, 0
            self.around, self.lines = self.lines, Lines()

    def close(self, name: str) -> None:
        self.lines.close(name)
        if name in LISTS:
            self.lists.end()
        if self.cell is not None:
            if self.cell_depth == 0:
                self.end_cell()
            else:
                self.cell_depth -= 1
        elif self.grid is not None:
            self.close_in_table(self.grid, name)

    def end_cell(self) -> None:
        self.lines.end_paragraph()
        text = "\n".join(self.lines.taken())
        self.budget.take_text(text)
        if self.grid is not None and self.cell is not None:
            self.grid.add(self.cell, text)
        self.cell, self.lines = None, self.around

    def close_in_table(self, grid: Grid, name: str) -> None:
        if name == "tr":
            grid.end_row()
        elif name in _GROUPS:
            grid.end_group()
        elif name == "table":
            grid.end_row()
            self.flush()
            self.end_table(grid)
            self.grid = None

    def end_table(self, grid: Grid) -> None:
        if grid.has_columns:
            rows = [Row(tuple(row), self.last_line + at) for at, row in enumerate(grid.rows, 1)]
            self.last_line += len(rows)
            self.blocks.append(table_of(rows, self.budget))
        else:
            self.tell(line for row in grid.rows for line in row[0].text.split("\n"))

    def flush(self) -> None:
        """The running text so far as paragraphs."""
        self.lines.end_paragraph()
        self.tell(self.lines.taken())

    def tell(self, lines: Iterable[str]) -> None:
        for line in filter(None, lines):
            self.budget.take_text(line)
            self.last_line += 1
            self.blocks.append(Paragraph(line, self.last_line))
