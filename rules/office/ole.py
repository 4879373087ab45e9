"""Streams of OLE compound files (doc, xls, wps) taken out with bounds; the only user of olefile."""

from __future__ import annotations

import struct
from io import BytesIO

import olefile

from rules.office.archives import MOST_BYTES, Unreadable

_ENCRYPTED = "EncryptedPackage"
"""The stream that holds an encrypted docx or xlsx (MS-OFFCRYPTO 2.3.4.4)."""


def streams(payload: bytes, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """The root's streams of these names, those that are there. Raises Unreadable, also where the file is an encrypted package."""
    try:
        _check_header(payload)
        with olefile.OleFileIO(BytesIO(payload)) as ole:
            if ole.exists(_ENCRYPTED):
                raise Unreadable("文档有密码，无法读取")
            there = [name for name in wanted if ole.exists(name)]
            if sum(map(ole.get_size, there)) > len(payload):
                raise Unreadable("文件已损坏（数据流长度不对）")
            return {name: ole.openstream(name).read() for name in there}
    except Unreadable:
        raise
    except Exception as error:  # olefile raises a dozen kinds on broken input, RecursionError too
        raise Unreadable(f"文件已损坏（{type(error).__name__}）") from error


def _check_header(payload: bytes) -> None:
    """olefile believes the counts of the header (MS-CFB 2.2) and would read the same sectors for hours."""
    if len(payload) < 512:
        raise Unreadable("文件不完整")
    if len(payload) > MOST_BYTES:
        raise Unreadable("文件过大，未读取")
    (shift,) = struct.unpack_from("<H", payload, 30)
    (fat,) = struct.unpack_from("<I", payload, 44)
    mini_fat, _, difat = struct.unpack_from("<III", payload, 64)
    if shift not in (9, 12):
        raise Unreadable("文件已损坏（扇区大小不对）")
    sectors = (len(payload) >> shift) + 1
    entries_each = (1 << shift) // 4
    if fat > sectors // entries_each + 128 or mini_fat > sectors or difat > sectors // entries_each + 2:
        raise Unreadable("文件已损坏（扇区数不对）")
