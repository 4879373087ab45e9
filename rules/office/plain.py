"""Text files as lines: each line a paragraph, as it stands, since tabs and blank lines tell cells and rows apart."""

from __future__ import annotations

import re

from rules.office.archives import Unreadable
from rules.office.blocks import OfficeDocument, Paragraph
from rules.office.bounds import Budget
from rules.office.charset import decode
from rules.office.kinds import READABLE

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_DAMAGE = 0.02


def read_plain(payload: bytes) -> OfficeDocument:
    """Raises Unreadable where the bytes are no text."""
    decoded = decode(payload)
    text = decoded.text
    if _CONTROL.search(text) or decoded.damaged > max(1, len(text) * _MOST_DAMAGE):
        raise Unreadable(f"不是文本文件，也不是认得的文档。{READABLE}；请用 Word 或 WPS 打开后另存为其中一种")
    Budget().take_text(text)
    lines = _LINE_END.split(text)
    notes = (f"有 {decoded.damaged} 处字符无法辨认，请核对",) if decoded.damaged else ()
    return OfficeDocument("txt", tuple(Paragraph(line, number) for number, line in enumerate(lines, 1)), notes)
