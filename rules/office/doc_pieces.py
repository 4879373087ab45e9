"""The main text of a Word 97-2003 file: its header (FIB), its piece table, and the text with a position in the file for each character."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass

from rules.office.archives import Unreadable
from rules.office.bounds import MOST_CHARACTERS, TOO_LARGE
from rules.office.ole import streams

_WORD_97 = 0x00C1
_WORD_95 = (0xA5DC, 0xA5DB, 0xA59B, 0xA59C)
_MAGIC = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX = 33
_MOST_PIECES = 400_000
_CHINESE = frozenset((0x0404, 0x0804, 0x0C04, 0x1004, 0x1404))
_GB2312_PAIRS = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")


@dataclass(frozen=True)
class WordFile:
    """The streams of a file and what its header tells of them. `blobs`: the header's table of places in the table stream (MS-DOC 2.5.5)."""

    main: bytes
    table: bytes
    data: bytes
    blobs: tuple[tuple[int, int], ...]
    is_chinese: bool
    characters: int

    def blob(self, index: int) -> bytes:
        """One structure of the table stream; empty where the file has none."""
        start, length = self.blobs[index] if index < len(self.blobs) else (0, 0)
        return self.table[start : start + length]

    def tail(self, index: int) -> bytes:
        """The table stream from the end of one structure on."""
        start, length = self.blobs[index] if index < len(self.blobs) else (len(self.table), 0)
        return self.table[start + length :]


@dataclass(frozen=True)
class Piece:
    """Characters `start` to `end` of the text stand in the main stream from byte `at`, `width` bytes each. `grpprl`: sprms for all of them."""

    start: int
    end: int
    at: int
    width: int
    grpprl: bytes


@dataclass(frozen=True)
class Pieces:
    """The text, one character for each character position, and its pieces."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def byte_of(self, position: int) -> int:
        """Where a character stands in the main stream."""
        piece = self.pieces[bisect_right(self.starts, position) - 1]
        return piece.at + (position - piece.start) * piece.width


def open_word(payload: bytes) -> WordFile:
    """Raises Unreadable for what is no Word 97-2003 file, or is encrypted."""
    held = streams(payload, ("WordDocument", "0Table", "1Table", "Data"))
    main = held.get("WordDocument", b"")
    if len(main) < 34:
        raise Unreadable("不是 Word 文档，或文件已损坏")
    magic, version = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 10)
    if flags & _ENCRYPTED:
        raise Unreadable("文档有密码，无法读取")
    if magic in _WORD_95 or (magic == _MAGIC and version < _WORD_97):
        raise Unreadable("是 Word 95 或更早版本的文档，请用 Word 另存为 .docx 后再读取")
    if magic != _MAGIC:
        raise Unreadable("不是 Word 文档，或文件已损坏")
    table = held.get("1Table" if flags & _TABLE_1 else "0Table")
    if table is None:
        raise Unreadable("文件已损坏（缺少表格流）")
    return _with_blobs(main, table, held.get("Data", b""))


def _with_blobs(main: bytes, table: bytes, data: bytes) -> WordFile:
    """MS-DOC 2.5.1: three arrays, each behind its own count, after the 32 bytes of FibBase."""
    shorts_at = 34
    longs_at = shorts_at + 2 * int.from_bytes(main[32:34], "little") + 2
    blobs_at = longs_at + 4 * int.from_bytes(main[longs_at - 2 : longs_at], "little") + 2
    count = int.from_bytes(main[blobs_at - 2 : blobs_at], "little")
    numbers = struct.unpack_from(f"<{2 * count}I", main, blobs_at)
    (characters,) = struct.unpack_from("<i", main, longs_at + 12)
    languages = {int.from_bytes(main[6:8], "little"), int.from_bytes(main[longs_at - 4 : longs_at - 2], "little")}
    if characters < 0:
        raise Unreadable("文件已损坏（正文长度不对）")
    if characters > MOST_CHARACTERS:
        raise Unreadable(TOO_LARGE)
    blobs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    return WordFile(main, table, data, blobs, bool(languages & _CHINESE), characters)


def read_pieces(word: WordFile) -> Pieces:
    """Raises Unreadable where the piece table is missing or points outside the file."""
    pieces = _pieces(word)
    text = "".join(_decoded(word, piece) for piece in pieces)
    return Pieces(text, pieces, tuple(piece.start for piece in pieces))


def _pieces(word: WordFile) -> tuple[Piece, ...]:
    """MS-DOC 2.8.35: n+1 character positions, then n descriptors of eight bytes."""
    prcs, plc = _clx(word.blob(_CLX))
    count = (len(plc) - 4) // 12
    if count > _MOST_PIECES:
        raise Unreadable("文档结构过于复杂，未读取")
    if count < 1 and word.characters:
        raise Unreadable("文件已损坏（没有正文位置表）")
    bounds = struct.unpack_from(f"<{count + 1}I", plc) if count >= 0 else (0,)
    found: list[Piece] = []
    for index in range(count):
        start, end = bounds[index], min(bounds[index + 1], word.characters)
        if start != (found[-1].end if found else 0) or end < start:
            raise Unreadable("文件已损坏（正文位置表次序不对）")
        if start < end:
            fc, prm = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * index + 2)
            width = 1 if fc & 0x40000000 else 2
            at = (fc & 0x3FFFFFFF) // (3 - width)
            found.append(Piece(start, end, at, width, _piece_sprms(prm, prcs)))
        if end == word.characters:
            break
    if (found[-1].end if found else 0) != word.characters or any(p.at + (p.end - p.start) * p.width > len(word.main) for p in found):
        raise Unreadable("文件不完整，正文有缺失")
    return tuple(found)


def _clx(clx: bytes) -> tuple[list[bytes], bytes]:
    """The lists of sprms that pieces refer to, and the PlcPcd (MS-DOC 2.9.38)."""
    prcs: list[bytes] = []
    at = 0
    while at + 5 <= len(clx) and clx[at] == 1:
        length = int.from_bytes(clx[at + 1 : at + 3], "little")
        prcs.append(clx[at + 3 : at + 3 + length])
        at += 3 + length
    if at + 5 > len(clx) or clx[at] != 2:
        return prcs, b""
    return prcs, clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]


_SHORT_SPRMS = {0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C}
"""The one-byte codes of Prm0 (MS-DOC 2.9.214) that matter here: deleted, inserted, hidden."""


def _piece_sprms(prm: int, prcs: list[bytes]) -> bytes:
    if prm & 1:
        return prcs[prm >> 1] if prm >> 1 < len(prcs) else b""
    code = _SHORT_SPRMS.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""


def _decoded(word: WordFile, piece: Piece) -> str:
    """One character for each position: halves of a surrogate pair stay apart, the second byte of a GBK pair becomes NUL."""
    raw = word.main[piece.at : piece.at + (piece.end - piece.start) * piece.width]
    if piece.width == 1:
        return _gbk(raw) if word.is_chinese and _is_gbk(raw) else raw.decode("cp1252", "replace")
    text = raw.decode("utf-16-le", "surrogatepass")
    return text if len(text) == piece.end - piece.start else "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _is_gbk(raw: bytes) -> bool:
    """One-byte pieces are cp1252 by the specification; some programs put GB2312 there, and then every high byte has its partner."""
    pairs: list[bytes] = _GB2312_PAIRS.findall(raw)
    high = len(raw) - len(raw.translate(None, bytes(range(0x80, 0x100))))
    return high >= 4 and sum(map(len, pairs)) == high


def _gbk(raw: bytes) -> str:
    return "".join(c if c < "\x80" else c + "\0" for c in raw.decode("gb18030", "replace"))
