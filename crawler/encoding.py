"""Undoes an answer's Content-Encoding, within a bound: a few kilobytes can unpack to gigabytes."""

from __future__ import annotations

import zlib

MAX_UNPACKED = 50 * 1024 * 1024
_MOST_LAYERS = 3
_MOST_MEMBERS = 1000
"""Each member costs a copy of what follows: a file of a few megabytes that holds nothing but empty ones would take hours."""


class UnpackError(ValueError):
    """The body is not what its Content-Encoding says; the message is Chinese."""


def unpack(body: bytes, encoding: str, limit: int = MAX_UNPACKED) -> bytes:
    """The payload as its author wrote it.

    Only gzip and deflate are asked for; anything else that comes unasked cannot be read. Raises UnpackError.

    >>> unpack(zlib.compress(b"abc"), "deflate")
    b'abc'
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(names) > _MOST_LAYERS:
        raise UnpackError(f"内容压缩了 {len(names)} 层，没有解开")
    for name in reversed(names):
        if not body:
            continue
        if name in ("gzip", "x-gzip"):
            body = _gunzip(body, limit)
        elif name == "deflate":
            body = _inflate(body, limit)
        else:
            raise UnpackError(f"内容编码 {name} 没有请求过，无法解开")
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """All members one after another, as the format allows; zero padding behind the last is ignored."""
    parts: list[bytes] = []
    while body.strip(b"\0"):
        if len(parts) == _MOST_MEMBERS:
            raise UnpackError(f"压缩的内容由 {_MOST_MEMBERS} 段以上拼成，没有解开")
        unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        parts.append(_all_of(unpacker, body, limit - sum(map(len, parts))))
        body = unpacker.unused_data
    return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    """RFC 9110 means the zlib format by deflate, but some servers send the bare stream."""
    try:
        return _all_of(zlib.decompressobj(), body, limit)
    except UnpackError:
        return _all_of(zlib.decompressobj(-zlib.MAX_WBITS), body, limit)


def _all_of(unpacker: zlib._Decompress, body: bytes, limit: int) -> bytes:
    try:
        unpacked = unpacker.decompress(body, max(limit, 1))
    except zlib.error as error:
        raise UnpackError(f"压缩的内容已损坏（{error}）") from error
    if unpacker.unconsumed_tail:
        raise UnpackError(f"解开后超过 {MAX_UNPACKED // 1024 // 1024} MB")
    if not unpacker.eof:
        raise UnpackError("压缩的内容被截断")
    return unpacked
