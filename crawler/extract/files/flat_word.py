"""Word files kept as one XML file: Word 2003 XML, and the parts of a docx side by side (flat OPC)."""

from __future__ import annotations

import re

from crawler.extract.files.file_text import FileText
from crawler.extract.files.office_text import file_text
from rules.office.docx import read_word_file
from rules.office.docx_parts import flat_word

_PICTURE = re.compile(rb"<(?:\w+:)?(?:binData|blip)\b")


def read_flat_word(payload: bytes) -> FileText:
    """Raises Unreadable."""
    return file_text(read_word_file(flat_word(payload)), len(_PICTURE.findall(payload)))
