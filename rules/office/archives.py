"""Zip files opened with bounds, so that none unpacks to more than we can hold."""

from __future__ import annotations

import zipfile
from io import BytesIO

MOST_BYTES = 96_000_000
_MOST_MEMBERS = 5_000


class Unreadable(Exception):
    """A file that holds no text we can get; its message is the reason, in Chinese."""


def names(payload: bytes) -> tuple[str, ...]:
    """What a zip file holds; nothing where it is broken."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            return tuple(archive.namelist()[:_MOST_MEMBERS])
    except Exception:  # zipfile raises a dozen kinds on broken input
        return ()


def members(payload: bytes, wanted: tuple[str, ...] | None = None, ending: str = "") -> dict[str, bytes]:
    """The members whose names start with one of `wanted` (all: None) and end so, by name. Declared sizes are checked first,
    and since they may lie, unpacking stops at the same bound. Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_MEMBERS or sum(i.file_size for i in infos) > MOST_BYTES:
                raise Unreadable("文件解压后过大，未展开")
            if any(i.flag_bits & 1 for i in infos):
                raise Unreadable("文件已加密")
            held: dict[str, bytes] = {}
            room = MOST_BYTES
            for info in infos:
                if not info.is_dir() and (wanted is None or info.filename.startswith(wanted)) and info.filename.lower().endswith(ending):
                    with archive.open(info) as member:
                        held[info.filename] = member.read(room + 1)
                    room -= len(held[info.filename])
                    if room < 0:
                        raise Unreadable("文件解压后过大，未展开")
            return held
    except Unreadable:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on broken input
        raise Unreadable("文件已损坏，或没有下载完整") from error
