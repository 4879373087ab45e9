"""Word 97-2003 files (doc, wps) as paragraphs and tables, automatic list numbers written out, revisions accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rules.office.archives import Unreadable
from rules.office.blocks import Block, OfficeDocument, Paragraph, Row, Table
from rules.office.bounds import Budget
from rules.office.doc_lists import read_lists
from rules.office.doc_marks import seen
from rules.office.doc_numbers import ListNumbers
from rules.office.doc_paragraphs import StoredParagraph, paragraphs, with_guessed_rows
from rules.office.doc_pieces import WordFile, open_word, read_pieces
from rules.office.doc_properties import Properties
from rules.office.doc_sprms import SprmReader
from rules.office.doc_styles import Layout, Layouts
from rules.office.doc_tables import StoredRow, grid
from rules.office.notes import HIDDEN, REVISED

GUESSED = "文档没有版式信息：表格的行列只按标记推断，空单元格多的地方可能断错，请核对"
_STYLES, _CHARACTERS, _PARAGRAPHS, _LISTS, _LIST_USES = 1, 12, 13, 73, 74
"""Places in the file's table of structures (MS-DOC 2.5.6)."""


def read_doc(payload: bytes) -> OfficeDocument:
    """The main text; headers, footers, notes and text boxes are left out: they are no lines of it. Raises Unreadable."""
    try:
        return read_streams(open_word(payload))
    except Unreadable:
        raise
    except Exception as error:  # the border: an offset of a broken file that nothing else has caught
        raise Unreadable("文件已损坏（内部位置对不上）") from error


def read_streams(word: WordFile) -> OfficeDocument:
    """Raises Unreadable, or anything for streams that contradict each other."""
    pieces, reader = read_pieces(word), SprmReader()
    visible = seen(pieces, Properties(word.main, word.blob(_CHARACTERS), False), reader)
    layouts = Layouts(word.blob(_STYLES), word.data, reader)
    found = list(paragraphs(visible.text, pieces, Properties(word.main, word.blob(_PARAGRAPHS), True), layouts))
    is_guessed = any(p.ends_cell for p in found) and not any(p.layout.depth for p in found)
    numbers = ListNumbers(read_lists(word.blob(_LISTS), word.tail(_LISTS), word.blob(_LIST_USES)))
    blocks = tuple(_Assembly(numbers).blocks(with_guessed_rows(found) if is_guessed else found))
    notes = ((REVISED, visible.is_revised), (HIDDEN, visible.hides), (GUESSED, is_guessed))
    return OfficeDocument("doc", blocks, tuple(note for note, holds in notes if holds))


@dataclass
class _Assembly:
    """Puts paragraphs together in reading order: cells to rows, rows to tables; counts lines."""

    numbers: ListNumbers
    budget: Budget = field(default_factory=Budget)
    line: int = 0
    cell: list[str] = field(default_factory=list)
    inner_row: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[StoredRow] = field(default_factory=list)

    def blocks(self, found: Iterable[StoredParagraph]) -> Iterator[Block]:
        for paragraph in found:
            if paragraph.layout.depth or paragraph.ends_cell:
                self._take(paragraph)
            else:
                yield from self._table()
                yield from self._lines(paragraph)
        yield from self._table()

    def _lines(self, paragraph: StoredParagraph) -> Iterator[Paragraph]:
        for line in self._text(paragraph).split("\n"):
            if line:
                self.line += 1
                yield Paragraph(line, self.line)

    def _text(self, paragraph: StoredParagraph) -> str:
        if paragraph.is_begun or paragraph.is_vanished:
            return paragraph.text
        text = (self.numbers.label(paragraph.layout) + paragraph.text).strip()
        self.budget.take_text(text)
        return text

    def _take(self, paragraph: StoredParagraph) -> None:
        layout = paragraph.layout
        if layout.is_row_end and paragraph.ends_cell:
            self._end_row(paragraph)
        elif layout.is_inner_row_end:
            self._end_inner_row()
        else:
            text = self._text(paragraph)
            held = self.inner_row if layout.depth > 1 and not paragraph.ends_cell else self.cell
            if text:
                held.append(text)
            if paragraph.ends_cell:
                self._end_cell()

    def _end_inner_row(self) -> None:
        """A row of a table inside the cell is one line of it."""
        if self.inner_row:
            self.cell.append(" ".join(self.inner_row).replace("\n", " "))
            self.inner_row.clear()

    def _end_cell(self) -> None:
        self._end_inner_row()
        self.cells.append("\n".join(self.cell))
        self.cell.clear()

    def _end_row(self, paragraph: StoredParagraph) -> None:
        if self.cell or self.inner_row:
            self._end_cell()
        if self.cells and not paragraph.is_deleted:
            self.line += 1
            self.rows.append(StoredRow(tuple(self.cells), paragraph.layout.row, self.line))
        self.cells.clear()

    def _table(self) -> Iterator[Table]:
        """The rows so far; cells that no mark made a row are one."""
        if self.cell or self.inner_row or self.cells:
            self._end_row(_NO_MARK)
        if self.rows:
            laid = grid(self.rows, self.budget)
            yield Table(tuple(Row(cells, row.line) for cells, row in zip(laid, self.rows, strict=True)))
            self.rows.clear()


_NO_MARK = StoredParagraph("", Layout())
