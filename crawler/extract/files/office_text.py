"""An Office document of our own readers as a FileText."""

from __future__ import annotations

import re

from crawler.extract.files.file_text import FileText
from rules.office.as_text import text_of_blocks
from rules.office.blocks import Block, OfficeDocument
from rules.office.notes import BROKEN

_STORED_PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xdb\xe0\xe1\xe2\xee]")


def file_text(document: OfficeDocument, images: int, beside: tuple[Block, ...] = ()) -> FileText:
    """`beside`: headers, footers and notes, which follow the text."""
    text, tables = text_of_blocks((*document.blocks, *beside))
    return FileText(text, tables, BROKEN if BROKEN in document.notes else "", images=images)


def stored_pictures(payload: bytes) -> int:
    """Pictures inside an old Office file, by their first bytes: they stand in it as they are."""
    return len(_STORED_PICTURE.findall(payload))
