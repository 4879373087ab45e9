"""Word 97-2003 files (doc, wps) as text and tables."""

from __future__ import annotations

from crawler.extract.files.file_text import FileText
from crawler.extract.files.office_text import file_text
from crawler.extract.files.pictures import stored_pictures
from rules.office.doc import read_doc as read_document


def read_doc(payload: bytes) -> FileText:
    """Raises Unreadable."""
    return file_text(read_document(payload), stored_pictures(payload))
