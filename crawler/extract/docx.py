"""Word files (docx) as text and tables: their text first, then headers, footers and notes."""

from __future__ import annotations

from crawler.extract.tables import Rows
from rules.office.as_text import text_of_blocks
from rules.office.docx import read_docx_whole


def read_docx(payload: bytes) -> tuple[str, tuple[Rows, ...]]:
    """(text with table rows as tab-parted lines, tables with merged cells filled in). Raises Unreadable."""
    document, beside = read_docx_whole(payload)
    return text_of_blocks((*document.blocks, *beside))
