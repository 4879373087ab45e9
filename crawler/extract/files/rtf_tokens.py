"""RTF as tokens, and its bytes as characters (Rich Text Format specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\")
Token = tuple[str, str, int | None, bytes]
"""(kind, word, number, bytes): word, symbol, open, close or text."""
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""\\fcharset of fonts; those not here (0 ANSI, 1 default, 2 symbol) leave it to the document's code page."""
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 65001: "utf-8"}
_ANSI = "cp1252"


def tokens(payload: bytes) -> Iterator[Token]:
    """All of it in order; binary data is passed over."""
    at, end = 0, len(payload)
    while at < end and (found := _TOKEN.match(payload, at)):
        at = found.end()
        code, word, number, symbol, brace, text = found.groups()
        if text is not None:
            yield "text", "", None, text
        elif code is not None:
            yield "text", "'", None, bytes((int(code, 16),))
        elif word is not None:
            value = None if number is None else int(number)
            if word == b"bin":
                at += max(0, value or 0)
            else:
                yield "word", word.decode("ascii"), value, b""
        elif symbol is not None:
            yield "symbol", symbol.decode("latin-1"), None, b""
        elif brace is not None:
            yield ("open" if brace == b"{" else "close"), "", None, b""


def decoded(raw: bytes, charset: int | None, east_asian: int | None, page: int) -> str:
    """Bytes of one run as text. charset: that of its font; east_asian: that of the font for double-byte text, if another; page: the
    document's \\ansicpg.

    >>> decoded("政务".encode("gbk"), 134, None, 1252), decoded("政务".encode("gbk"), 0, None, 936), decoded(bytes([233]), 0, None, 936)
    ('政务', '政务', 'é')
    """
    if raw.isascii():
        return raw.decode("ascii")
    wanted = [_CHARSETS.get(charset or 0), _PAGES.get(page, f"cp{page}"), _CHARSETS.get(east_asian or 0), _ANSI]
    if wanted[1] == _ANSI and wanted[2] is not None:
        wanted[1], wanted[2] = wanted[2], wanted[1]
    for name in filter(None, wanted):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode(wanted[0] or "gb18030", "replace")
