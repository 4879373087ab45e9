"""Members of archives, taken out one by one: zip, tar and gz by the standard library."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from rules.office.archives import Unreadable

_BROKEN = "压缩包已损坏或没有下载完整"
_UTF8, _LOCKED = 0x800, 0x1
"""General purpose bits 11 and 0 (APPNOTE.TXT 4.4.4)."""


@dataclass(frozen=True)
class Packed:
    """A member: its path, its size as declared (None: not told), how to take out up to so many bytes (raises Unreadable)."""

    name: str
    size: int | None
    content: Callable[[int], bytes]
    packed_size: int | None = None


def zipped(payload: bytes) -> Iterator[Packed]:
    """Raises Unreadable where the archive cannot be opened."""
    try:
        archive = zipfile.ZipFile(BytesIO(payload))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(_BROKEN) from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield Packed(zip_name(info), info.file_size, partial(_zip_content, archive, info), info.compress_size)


def zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: where no bit says UTF-8, programs in Chinese wrote GBK, a few UTF-8, which zipfile takes for cp437."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _decoded(written)


def _decoded(written: bytes) -> str:
    """
    >>> _decoded("附件1.doc".encode("gbk")), _decoded("附件1.doc".encode()), _decoded(b"a.txt")
    ('附件1.doc', '附件1.doc', 'a.txt')
    """
    try:
        told = written.decode()
        if told.isascii() or any("\u4e00" <= c <= "\u9fff" for c in told):
            return told
    except UnicodeDecodeError:
        pass
    return written.decode("gb18030", "replace")


def _zip_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    if info.flag_bits & _LOCKED:
        raise Unreadable("已加密")
    try:
        with archive.open(info) as member:
            return member.read(most)
    except NotImplementedError as error:
        raise Unreadable("压缩方法不支持") from error
    except Exception as error:  # zipfile and its decompressors raise a dozen kinds on broken input
        raise Unreadable("已损坏") from error


def tarred(payload: bytes) -> Iterator[Packed]:
    """Raises Unreadable where it is broken."""
    try:
        with tarfile.open(fileobj=BytesIO(payload), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
            for info in archive:
                if info.isreg():
                    name = _decoded(info.name.encode("utf-8", "surrogateescape"))
                    yield Packed(name, info.size, partial(_tar_content, archive, info))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise Unreadable(_BROKEN) from error


def _tar_content(archive: tarfile.TarFile, info: tarfile.TarInfo, most: int) -> bytes:
    member = archive.extractfile(info)
    return member.read(most) if member is not None else b""


def gzipped(payload: bytes, name: str) -> Iterator[Packed]:
    """The one file inside."""

    def content(most: int) -> bytes:
        try:
            with gzip.GzipFile(fileobj=BytesIO(payload)) as held:
                return held.read(most)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(_BROKEN) from error

    lowered = name.lower()
    inner = name[:-4] + ".tar" if lowered.endswith(".tgz") else name[:-3] if lowered.endswith(".gz") else name
    yield Packed(inner or "文件", None, content, len(payload))
