"""A fresh compound file around one stream, so that no reader walks the sector chains of a file that may be hostile."""

from __future__ import annotations

import struct

_SECTOR = 4096
_END, _FREE, _FAT, _NO_ENTRY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_HEADER_FATS = 109
_ENTRIES_EACH = _SECTOR // 4
_ROOT, _STREAM = 5, 2


def in_fresh_shell(name: str, content: bytes) -> bytes:
    """A compound file of version 4 (MS-CFB 2.2 to 2.6): the FAT, the directory, a mini stream of one sector, the stream.

    Shorter than a sector the content is filled with zeros, for it would belong into the mini stream.
    """
    content = content.ljust(_SECTOR, b"\0")
    size = -(-len(content) // _SECTOR)
    fats = -(-(size + 2) // (_ENTRIES_EACH - 1))
    if fats > _HEADER_FATS:
        raise ValueError("too long for a header's FAT")
    first = fats + 2
    chain = [*[_FAT] * fats, _END, _END, *range(first + 1, first + size), _END]
    chain += [_FREE] * (fats * _ENTRIES_EACH - len(chain))
    entries = _entry("Root Entry", _ROOT, 1, fats + 1, 64) + _entry(name, _STREAM, _NO_ENTRY, first, len(content))
    table = struct.pack(f"<{len(chain)}I", *chain)
    body = table + entries.ljust(_SECTOR, b"\0") + bytes(_SECTOR) + content.ljust(size * _SECTOR, b"\0")
    return _header(fats) + body


def _header(fats: int) -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    shape = struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    starts = struct.pack("<9I", 1, fats, fats, 0, _SECTOR, _END, 0, _END, 0)
    listed = [*range(fats), *[_FREE] * (_HEADER_FATS - fats)]
    return (magic + shape + starts + struct.pack(f"<{_HEADER_FATS}I", *listed)).ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """One entry of the directory: MS-CFB 2.6.1."""
    spelled = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _NO_ENTRY, _NO_ENTRY, child)
    return spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled), kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
