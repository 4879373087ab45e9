"""The paragraphs of a Word 97-2003 file with their layout: the seen text cut at the marks that end paragraphs, cells and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.office.archives import Unreadable
from rules.office.doc_marks import BREAK, CELL_END, DELETED_CELL_END
from rules.office.doc_pieces import Pieces
from rules.office.doc_properties import Properties
from rules.office.doc_styles import Layout, Layouts

_MARKS = ("\r", CELL_END, DELETED_CELL_END, BREAK)
_MARK = re.compile(f"[{''.join(_MARKS)}]")
_MOST_PARAGRAPHS = 400_000
"""As many as there may be cells."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_CELL_ENDS = frozenset((CELL_END, DELETED_CELL_END))


@dataclass(frozen=True)
class StoredParagraph:
    """`text`: lines apart by newlines, blanks in a row made one. `is_begun`: a page break parted it from the paragraph before.
    `is_vanished`: it had characters, and none of them is read."""

    text: str
    layout: Layout
    ends_cell: bool = False
    is_deleted: bool = False
    is_begun: bool = False
    is_vanished: bool = False


def paragraphs(text: str, pieces: Pieces, stored: Properties, layouts: Layouts) -> Iterator[StoredParagraph]:
    """`text`: as seen, one character for each of the pieces' text. What follows the last mark is a paragraph too.
    Raises Unreadable where there are too many."""
    if sum(map(text.count, _MARKS)) > _MOST_PARAGRAPHS:
        raise Unreadable("文档过大（超过 40 万个段落），未读取")
    at, before = 0, -1
    for mark in _MARK.finditer(text):
        run = stored.at(pieces.byte_of(mark.start()))
        layout = layouts.of(run.stored) if run else Layout()
        raw = text[at : mark.start()]
        words = _words(raw)
        is_begun = run is not None and run.start == before
        if words or mark[0] != BREAK:
            before = run.start if run else -1
            yield StoredParagraph(words, layout, mark[0] in _CELL_ENDS, mark[0] == DELETED_CELL_END, is_begun, bool(raw) and not raw.strip("\0"))
        at = mark.end()
    if rest := _words(text[at:]):
        yield StoredParagraph(rest, Layout())


def _words(raw: str) -> str:
    plain = _CONTROL.sub("", raw.replace("\t", " "))
    if not plain.isascii() and any("\ud800" <= c <= "\udfff" for c in plain):
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def with_guessed_rows(found: Iterable[StoredParagraph]) -> Iterator[StoredParagraph]:
    """For a file without paragraph properties: an empty cell right after the end of a cell is the end of the row, and what stands
    between two ends of cells belongs to the table."""
    is_in_row = was_cell = False
    for paragraph in found:
        is_row_end = paragraph.ends_cell and was_cell and not paragraph.text
        was_cell = paragraph.ends_cell and not is_row_end
        is_in_row = was_cell or (is_in_row and not is_row_end)
        depth = 1 if is_in_row or is_row_end else 0
        yield replace(paragraph, layout=replace(paragraph.layout, depth=depth, is_row_end=is_row_end))
