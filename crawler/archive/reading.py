"""Reads records of WARC files back by their offset, and tells what is wrong with one."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.answer import RawAnswer
from crawler.archive.writing import Kept
from crawler.encoding import unpack
from rules.errors import StoreError

_UNREADABLE = (OSError, StopIteration, ArchiveLoadFailed, EOFError, ValueError, KeyError, StatusAndHeadersParserException, zlib.error)
_MEMBER = b"\x1f\x8b\x08\0\0\0\0\0"
"""How our gzip members begin: no flags, no time. No checksum covers these bytes."""


@dataclass(frozen=True)
class Record:
    """One record, unpacked. kind: warcinfo, request, response, revisit, resource or metadata; block: its bytes without an HTTP head."""

    kind: str
    url: str
    date: str
    id: str
    payload_digest: str
    block: bytes
    length: int


def read_record(path: Path, offset: int) -> RawAnswer:
    """One answer as it was received; of a revisit, status and headers alone; of a resource, what the browser showed. Raises StoreError
    where there is none."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            return _answer(next(ArchiveIterator(stream)))
    except _UNREADABLE as error:
        raise StoreError(f"档案 {path} 在偏移 {offset} 处读不出记录（{error or '文件到此为止'}）；请运行 gongkai archive verify") from error


def read_payload(path: Path, offset: int) -> tuple[int, tuple[tuple[bytes, bytes], ...], bytes]:
    """Status, headers and the payload with its Content-Encoding undone. Raises StoreError, UnpackError."""
    answer = read_record(path, offset)
    return answer.status, answer.headers, unpack(answer.body, answer.header("Content-Encoding"))


def faults_of_record(root: Path, kept: Kept) -> Iterator[str]:
    """What differs between an answer's record and its own digests or the journal's, in Chinese."""
    try:
        with (root / kept.file).open("rb") as stream:
            stream.seek(kept.offset)
            packed = stream.read(kept.length)
    except OSError as error:
        yield f"读不出记录（{error.strerror or error}）"
        return
    yield from faults_of_answer(packed, kept.sha256)


def faults_of_answer(packed: bytes, sha256: str) -> Iterator[str]:
    """The same of a record's bytes. sha256: of the payload that it holds, or that it says it saw again."""
    records, faults = records_in(packed)
    yield from faults
    if faults:
        return
    if len(records) != 1 or records[0].kind not in ("response", "revisit", "resource"):
        yield "这里不是一条应答记录"
    elif sha256 not in (hashlib.sha256(records[0].block).hexdigest(), records[0].kind == "revisit" and records[0].payload_digest.rpartition(":")[2]):
        yield "内容与流水账里的摘要不符"


def records_in(packed: bytes) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The records these bytes hold from the first to the last, and all that is wrong with them, in Chinese."""
    found: list[Record] = []
    faults: list[str] = []
    while packed and not faults:
        try:
            plain, rest = _unpacked(packed)
            record = next(ArchiveIterator(BytesIO(plain), check_digests=True))
            block = record.raw_stream.read()
        except _UNREADABLE as error:
            return tuple(found), (f"读不出记录（{error or '文件到此为止'}）",)
        faults += [f"记录自带的摘要不符：{problem}" for problem in record.digest_checker.problems]
        found.append(_record(record, block, len(packed) - len(rest)))
        packed = rest
    return tuple(found), tuple(faults)


def read_json(block: bytes) -> dict[str, Any]:
    """The JSON of a metadata record."""
    told: dict[str, Any] = json.loads(block)
    return told


def _unpacked(packed: bytes) -> tuple[bytes, bytes]:
    """The first gzip member to its last byte (a reader of records stops before the checksum), and what follows."""
    if not packed.startswith(_MEMBER):
        raise ValueError("压缩头有变动")
    member = zlib.decompressobj(31)
    plain = member.decompress(packed) + member.flush()
    if not member.eof:
        raise EOFError
    return plain, member.unused_data


def _record(record: ArcWarcRecord, block: bytes, length: int) -> Record:
    told = record.rec_headers.get_header
    return Record(
        record.rec_type, told("WARC-Target-URI") or "", told("WARC-Date") or "", told("WARC-Record-ID") or "",
        told("WARC-Payload-Digest") or "", block, length,
    )  # fmt: skip


def _answer(record: ArcWarcRecord) -> RawAnswer:
    head = record.http_headers
    if record.rec_type == "resource":
        told = record.rec_headers.get_header
        return RawAnswer(told("WARC-Target-URI"), 200, ((b"Content-Type", told("Content-Type").encode()),), record.raw_stream.read())
    if record.rec_type not in ("response", "revisit") or head is None:
        raise ValueError(f"a {record.rec_type} record, not an answer")
    headers = tuple((name.encode(), value.encode()) for name, value in head.headers)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return RawAnswer(url, int(head.get_statuscode()), headers, record.raw_stream.read(), head.protocol)
