"""An Office document of our own readers as a FileText."""

from __future__ import annotations

from crawler.extract.files.file_text import FileText
from rules.office.as_text import text_of_blocks
from rules.office.blocks import Block, OfficeDocument
from rules.office.notes import BROKEN


def file_text(document: OfficeDocument, images: int, beside: tuple[Block, ...] = ()) -> FileText:
    """`beside`: headers, footers and notes, which follow the text."""
    text, tables = text_of_blocks((*document.blocks, *beside))
    return FileText(text, tables, BROKEN if BROKEN in document.notes else "", images=images)
