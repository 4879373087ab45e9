"""Word files (docx) as text and tables: their text first, then headers, footers and notes."""

from __future__ import annotations

from crawler.extract.files.file_text import FileText
from crawler.extract.files.office_text import file_text
from crawler.extract.files.pictures import docx_pictures
from rules.office.archives import names
from rules.office.docx import read_docx_whole


def read_docx(payload: bytes) -> FileText:
    """Raises Unreadable."""
    document, beside = read_docx_whole(payload)
    has_media = any("/media/" in name for name in names(payload))
    return file_text(document, docx_pictures(payload) if has_media else 0, beside)
