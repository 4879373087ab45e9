"""Any plan document's bytes into paragraphs and tables: which reader, and one sentence where none can."""

from __future__ import annotations

import re
from collections.abc import Callable

from rules.office.archives import Unreadable
from rules.office.blocks import OfficeDocument
from rules.office.bounds import TOO_LARGE
from rules.office.doc import read_doc
from rules.office.docx import read_docx
from rules.office.html import read_html_document
from rules.office.kinds import kind_of
from rules.office.mhtml import html_inside
from rules.office.plain import read_plain
from rules.office.sheets import read_workbook

LOCKED = "文档有密码，无法读取。请用密码打开，另存为没有密码的文件再试"
_LOCKED = re.compile("加密|密码")
_ERROR_NAME = re.compile("（[A-Za-z]+）")
"""Which exception a library raised says something to programmers only."""
_READERS: dict[str, Callable[[bytes], OfficeDocument]] = {
    "txt": read_plain,
    "docx": read_docx,
    "doc": read_doc,
    "xlsx": lambda payload: read_workbook(payload, "xlsx"),
    "xls": lambda payload: read_workbook(payload, "xls"),
    "html": read_html_document,
    "mhtml": lambda payload: read_html_document(html_inside(payload)),
}


def read_document(payload: bytes, name: str) -> OfficeDocument:
    """`name` only settles what the bytes leave open. Raises Unreadable with one Chinese sentence, and nothing else."""
    try:
        return _READERS[kind_of(payload, name)](payload)
    except Unreadable as error:
        reason = _ERROR_NAME.sub("", str(error))
        raise Unreadable(LOCKED if _LOCKED.search(reason) else reason) from error
    except (MemoryError, RecursionError) as error:
        raise Unreadable(TOO_LARGE) from error
