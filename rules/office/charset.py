"""Bytes to text: UTF-8 where it fits, else GB18030, Big5 only where it is clearly that; what is declared counts last."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE_BYTES = 20_000
_HIGH_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Decoded:
    """The text, the charset it was read with, and how many places could not be read (shown as U+FFFD)."""

    text: str
    charset: str
    damaged: int = 0


def decode(payload: bytes, declared: str | None = None) -> Decoded:
    """Never raises. `declared` (from a header) only settles what the bytes leave open: headers and metas of such pages lie.

    >>> decode("政务公开".encode("gb18030"), "utf-8")
    Decoded(text='政务公开', charset='gb18030', damaged=0)
    >>> decode("政务公开".encode()[:-1]).charset
    'utf-8'
    """
    for mark, charset in _BOMS:
        if payload.startswith(mark):
            return _replacing(payload[len(mark) :], charset)
    if payload[:4000].count(0) * 5 > len(payload[:4000]):
        return _replacing(payload, "utf-16-be" if payload[:1] == b"\0" else "utf-16-le")
    try:
        return Decoded(payload.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(payload, error):
            return _replacing(payload, "utf-8")
    return _replacing(payload, "big5" if _is_big5(payload, declared) else "gb18030")


def _replacing(payload: bytes, charset: str) -> Decoded:
    text = payload.decode(charset, "replace")
    return Decoded(text, charset, text.count("\ufffd"))


def _is_mostly_utf8(payload: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 whose tail was cut, or with a few stray bytes (a GB page hardly ever holds ten good sequences for one bad)."""
    if error.reason == "unexpected end of data" and not payload[: error.start].isascii():
        return True
    good = len(_UTF8_SEQUENCE.findall(payload))
    bad = payload.decode("utf-8", "replace").count("\ufffd")
    return bool(good >= 10 * bad)


def _is_big5(payload: bytes, declared: str | None) -> bool:
    """Both tables hold nearly every byte pair; the everyday characters of the right one lie in its first level."""
    pairs: list[bytes] = _HIGH_PAIR.findall(_without_ascii_runs(payload[:_SAMPLE_BYTES]))
    if not pairs:
        return False
    big5 = sum(0xA4 <= lead <= 0xC6 or (lead == 0xA1) for lead, _ in pairs) / len(pairs)
    gb = sum((0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3) and trail >= 0xA1 for lead, trail in pairs) / len(pairs)
    claimed = (declared or "").lower().startswith("big5") or b"big5" in payload[:2000].lower()
    return big5 > 0.9 and gb < (0.9 if claimed else 0.7)


def _without_ascii_runs(payload: bytes) -> bytes:
    return re.sub(rb"<[^>]*>|[\x00-\x3f]+", b"", payload)
