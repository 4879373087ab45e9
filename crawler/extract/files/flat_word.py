"""Word files kept as one XML file: Word 2003 XML, and the parts of a docx side by side (flat OPC)."""

from __future__ import annotations

from crawler.extract.files.file_text import FileText
from crawler.extract.files.office_text import file_text
from crawler.extract.files.pictures import word_pictures
from rules.office.docx import read_word_file
from rules.office.docx_parts import flat_word


def read_flat_word(payload: bytes) -> FileText:
    """Raises Unreadable."""
    file = flat_word(payload)
    return file_text(read_word_file(file), word_pictures(file.main))
