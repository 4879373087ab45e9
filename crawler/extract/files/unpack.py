"""Archives that the standard library cannot open (rar, 7z); the only user of libarchive."""

from __future__ import annotations

import ctypes
import locale
from collections.abc import Iterator
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

from crawler.extract.files.packing import Packed
from rules.office.archives import Unreadable

_LOCKED, _UNKNOWN = ("crypt", "passphrase", "password"), ("unsupported", "not supported")
_BLOCK_BYTES = 1 << 16


@cache
def unpacker_version() -> str:
    """libarchive where the system has it, else empty: rar and 7z read differently then."""
    for name in ("libarchive.so.13", "libarchive.so"):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return "libarchive"
    return ""


def unpacked(payload: bytes, kind: str) -> Iterator[Packed]:
    """The members in the archive's order, each to be read before the next. Raises Unreadable."""
    libarchive = _library(kind)
    name = {"rar": "rar5" if payload[6:7] == b"\x01" else "rar", "7z": "7zip"}[kind]
    try:
        with libarchive.memory_reader(payload, format_name=name, filter_name="none") as archive:
            for entry in archive:
                if entry.isfile:
                    yield Packed(_name(entry), entry.size, partial(_content, libarchive, entry))
    except libarchive.ArchiveError as error:
        raise Unreadable(_reason(error)) from error


def _library(kind: str) -> ModuleType:
    """Its names are those of the C library's locale, which a service may have started without."""
    try:
        libarchive = import_module("libarchive")
    except Exception as error:  # the C library may be missing, or be another than its wrapper needs
        raise Unreadable(f"{kind} 压缩包要用系统组件 libarchive 解压，这台电脑没有安装") from error
    for charset in ("C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, charset)
            break
        except locale.Error:
            continue
    return libarchive


def _content(libarchive: ModuleType, entry: Any, most: int) -> bytes:
    """No more than `most` bytes. Raises Unreadable."""
    held, room = [], most
    try:
        for block in entry.get_blocks(_BLOCK_BYTES):
            held.append(block[:room])
            room -= len(block)
            if room <= 0:
                break
    except libarchive.ArchiveError as error:
        raise Unreadable(_reason(error)) from error
    return b"".join(held)


def _name(entry: Any) -> str:
    told = entry.pathname
    return told.decode("gb18030", "replace") if isinstance(told, bytes) else str(told or "")


def _reason(error: Exception) -> str:
    said = str(error).lower()
    if any(word in said for word in _LOCKED):
        return "已加密"
    return "压缩方法不支持" if any(word in said for word in _UNKNOWN) else "压缩包已损坏或没有下载完整"
