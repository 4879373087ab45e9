"""Archives for tests, written member by member: stored RAR 4 and RAR 5 files, zips with names in any charset."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def zip_of(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def zip_in_gbk(members: dict[str, bytes]) -> bytes:
    """As Windows writes it: names in GBK and no bit that says so. zipfile only writes UTF-8, so the names are changed afterwards."""
    stand_ins = {name: f"{at:x}".rjust(len(name.encode("gbk")), "_") for at, name in enumerate(members)}
    payload = zip_of({stand_ins[name]: content for name, content in members.items()})
    for name, stand_in in stand_ins.items():
        payload = payload.replace(stand_in.encode(), name.encode("gbk"))
    return payload


def locked(payload: bytes) -> bytes:
    """The same zip with the bit of encryption set in every header."""
    changed = bytearray(payload)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(magic)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(magic, place + 4)
    return bytes(changed)


def rar4_of(members: dict[str, bytes], charset: str = "utf-8") -> bytes:
    """Method 0x30 is stored; flag 0x8000: the member's bytes follow its header."""
    blocks = [b"Rar!\x1a\x07\x00", _rar4_block(0x73, 0, b"\0" * 6)]
    for name, content in members.items():
        told = name.encode(charset)
        body = struct.pack("<IIBIIBBHI", len(content), len(content), 3, zlib.crc32(content), 0x4A21_0000, 20, 0x30, len(told), 0o100644) + told
        blocks += [_rar4_block(0x74, 0x8000, body), content]
    return b"".join([*blocks, _rar4_block(0x7B, 0x4000, b"")])


def _rar4_block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def rar5_of(members: dict[str, bytes]) -> bytes:
    blocks = [b"Rar!\x1a\x07\x01\x00", _rar5_block(_vints(1, 0, 0))]
    for name, content in members.items():
        told = name.encode()
        fields = _vints(4, len(content), 0o100644) + struct.pack("<I", zlib.crc32(content)) + _vints(0, 1, len(told)) + told
        blocks += [_rar5_block(_vints(2, 2, len(content)) + fields), content]
    return b"".join([*blocks, _rar5_block(_vints(5, 0, 0))])


def _rar5_block(body: bytes) -> bytes:
    sized = _vints(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vints(*numbers: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    told = bytearray()
    for number in numbers:
        while number > 0x7F:
            told.append(number & 0x7F | 0x80)
            number >>= 7
        told.append(number)
    return bytes(told)
