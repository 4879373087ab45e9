"""Word files (docx) as paragraphs and tables, automatic list numbers written out, revisions accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.office.archives import Unreadable
from rules.office.blocks import Block, OfficeDocument, Paragraph, Table
from rules.office.bounds import Budget
from rules.office.docx_numbers import ListNumbers
from rules.office.docx_parts import WordFile, open_word
from rules.office.docx_table import Grid, shown_rows
from rules.office.docx_text import ends_in_the_next, words_of
from rules.office.notes import BROKEN, HIDDEN, PICTURES, REVISED
from rules.office.word_xml import Element, inside, is_on, w

_MOST_DEPTH = 25
_PARAGRAPH, _TABLE = w("p"), w("tbl")
_BLOCKS = frozenset((_PARAGRAPH, _TABLE))
_REVISIONS = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")


def read_docx(payload: bytes) -> OfficeDocument:
    """Headers, footers and notes are left out: they are no lines of the text. Raises Unreadable."""
    return _read_main(open_word(payload), Budget())


def read_docx_whole(payload: bytes) -> tuple[OfficeDocument, tuple[Block, ...]]:
    """The document, and what its headers, footers and notes say. Raises Unreadable."""
    file, budget = open_word(payload), Budget()
    beside = [block for root in file.beside for block in _Reader(file.hidden, file.numbers(), budget).blocks(root, 0)]
    return _read_main(file, budget), tuple(beside)


def read_word_file(file: WordFile) -> OfficeDocument:
    """A document whose parts are at hand already. Raises Unreadable."""
    return _read_main(file, Budget())


def _read_main(file: WordFile, budget: Budget) -> OfficeDocument:
    reader = _Reader(file.hidden, file.numbers(), budget)
    blocks = tuple(reader.blocks(file.main, 0))
    is_revised = next(file.main.iter(*_REVISIONS), None) is not None
    has_pictures = next(file.main.iter(*_PICTURES), None) is not None
    notes = ((REVISED, is_revised), (HIDDEN, reader.hides), (PICTURES, has_pictures), (BROKEN, file.broken))
    return OfficeDocument("docx", blocks, tuple(note for note, holds in notes if holds))


@dataclass
class _Reader:
    """Goes through one part in reading order, counting lines and list numbers."""

    hidden: frozenset[str]
    numbers: ListNumbers
    budget: Budget
    line: int = 0
    hides: bool = False
    begun: str = field(default="", init=False)

    def blocks(self, holder: Element, depth: int) -> Iterator[Block]:
        """Paragraphs with text and tables with rows; text boxes follow the paragraph they are anchored in."""
        if depth > _MOST_DEPTH:
            raise Unreadable("文档嵌套过深，未读取")
        for element in inside(holder, _BLOCKS):
            if element.tag == _TABLE:
                yield from self.close()
                yield from self.table(element, depth)
            else:
                text, boxes = self.paragraph(element)
                yield from self.lines(text)
                for box in boxes:
                    yield from self.blocks(box, depth + 1)
        yield from self.close()

    def close(self) -> Iterator[Paragraph]:
        """What a deleted paragraph mark left waiting, where no paragraph follows."""
        text, self.begun = self.begun, ""
        return self.lines(text)

    def lines(self, text: str) -> Iterator[Paragraph]:
        for line in text.split("\n") if text else ():
            self.line += 1
            yield Paragraph(line, self.line)

    def paragraph(self, element: Element) -> tuple[str, tuple[Element, ...]]:
        """Its number and words, and its text boxes; no words yet where they run on into the next paragraph."""
        words = words_of(element, self.hidden)
        self.hides = self.hides or words.hides
        self.budget.take_text(words.text)
        text = self.begun + words.text
        if ends_in_the_next(element):
            self.begun = text
            return "", words.boxes
        self.begun = ""
        if not text and is_on(element, "pPr", "rPr", "vanish"):  # hidden with its number
            return "", words.boxes
        return (self.numbers.label(element.find(w("pPr"))) + text).strip(), words.boxes

    def table(self, element: Element, depth: int) -> Iterator[Table]:
        grid = Grid(lambda cell: self.cell(cell, depth), self.budget)
        first = self.line + 1
        for row in shown_rows(element):
            self.line += 1
            grid.add(row)
        table = grid.table(first)
        if table is not None:
            yield table

    def cell(self, element: Element, depth: int) -> str:
        """Its paragraphs and the rows of tables in it, apart by newlines; they are no lines of their own."""
        line = self.line
        said = [text for block in self.blocks(element, depth + 1) for text in _texts(block)]
        self.line = line
        return "\n".join(said)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows:
        if text := " ".join(cell.text.replace("\n", " ") for cell in row.cells if cell.text):
            yield text
