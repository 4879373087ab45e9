"""Bytes to text: UTF-8 where it fits, else GB18030, Big5 only where it is clearly that; what is declared counts last."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE_BYTES = 20_000
_HIGH_PAIRS = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+")
_UNPAIRED = re.compile(rb"[\x00-\x3f](?:(?<=<)[^>]*>|[\x00-\x3f]*)")
"""A tag, else a run of what begins no character. Its first byte is written in front, as in the sequence of UTF-8 below: so a search passes
over all others quickly."""
_ASCII = bytes(range(128))
_ASCII_AND_TRAILS = bytes(range(0xC0))
"""Any sequence of UTF-8 has one of these trailing bytes at least."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4](?:(?<=[\xc2-\xdf])[\x80-\xbf]|(?<=[\xe0-\xef])[\x80-\xbf]{2}|(?<=[\xf0-\xf4])[\x80-\xbf]{3})")
_MOST_IN_ONE = 3


def _flags(*ranges: tuple[int, int]) -> bytes:
    """A table for `translate`: 1 for the bytes of these ranges."""
    return bytes(any(first <= byte <= last for first, last in ranges) for byte in range(256))


_BIG5_LEADS = _flags((0xA4, 0xC6), (0xA1, 0xA1))
_GB_LEADS, _GB_TRAILS = _flags((0xB0, 0xD7), (0xA1, 0xA3)), _flags((0xA1, 0xFF))


@dataclass(frozen=True)
class Decoded:
    """The text, the charset it was read with, and how many places could not be read (shown as U+FFFD). utf8: the text's own bytes,
    where it was read from UTF-8 as it stands."""

    text: str
    charset: str
    damaged: int = 0
    utf8: bytes | None = field(default=None, repr=False, compare=False)


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
        return Decoded(payload.decode("utf-8"), "utf-8", utf8=payload)
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
    high, leads = len(payload.translate(None, _ASCII)), len(payload.translate(None, _ASCII_AND_TRAILS))
    if leads * 10 > (high - leads) * (10 + _MOST_IN_ONE):  # were each trailing byte a sequence's only one: most GB pages are told by this alone
        return False
    rest, good = _UTF8_SEQUENCE.subn(b"", payload)
    stray = len(rest.translate(None, _ASCII))
    if stray * 10 > good * _MOST_IN_ONE:  # each mark of damage stands for three bytes at most: so they need not be counted
        return False
    bad = payload.decode("utf-8", "replace").count("\ufffd")
    return bool(good >= 10 * bad)


def _is_big5(payload: bytes, declared: str | None) -> bool:
    """Both tables hold nearly every byte pair; the everyday characters of the right one lie in its first level."""
    pairs = b"".join(_HIGH_PAIRS.findall(_UNPAIRED.sub(b"", payload[:_SAMPLE_BYTES])))
    leads, trails = pairs[::2], pairs[1::2]
    if not leads or _count(leads.translate(_BIG5_LEADS)) / len(leads) <= 0.9:
        return False
    gb = _count(leads.translate(_GB_LEADS), trails.translate(_GB_TRAILS)) / len(leads)
    claimed = (declared or "").lower().startswith("big5") or b"big5" in payload[:2000].lower()
    return gb < (0.9 if claimed else 0.7)


def _count(flags: bytes, others: bytes | None = None) -> int:
    """How many places are flagged, in both rows where there are two."""
    both = int.from_bytes(flags) & int.from_bytes(others) if others is not None else int.from_bytes(flags)
    return both.bit_count()
