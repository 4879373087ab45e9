"""The archive's WARC files: one a run and host, written record by record, read back by offset."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from crawler.answer import RawAnswer
from crawler.encoding import unpack
from rules.errors import StoreError

_UNDONE = (b"transfer-encoding",)
"""Chunking is undone by the HTTP client; its header would make readers undo it again."""
_UNREADABLE = (OSError, StopIteration, ArchiveLoadFailed, EOFError, ValueError, StatusAndHeadersParserException)


@dataclass(frozen=True)
class Kept:
    """Where a record lies (file relative to the archive), how long it is there, and its payload's digest."""

    file: str
    offset: int
    length: int
    sha256: str


@dataclass(frozen=True)
class WarcInfo:
    """What the first record of each file says of the run."""

    run: str
    program: str
    user_agent: str
    simulated: bool

    def lines(self) -> dict[str, str]:
        told = {"software": self.program, "http-header-user-agent": self.user_agent, "isPartOf": self.run}
        told |= {"format": "WARC File Format 1.1", "robots": "classic"}
        return told | ({"description": "模拟时钟：WARC-Date 不是真实时间"} if self.simulated else {})


class ArchiveWriter:
    """Appends the answers of one run. Used by one thread alone."""

    def __init__(self, root: Path, info: WarcInfo) -> None:
        self._root = root
        self._info = info
        self._files: dict[str, IO[bytes]] = {}

    def append(self, answer: RawAnswer, at: datetime) -> Kept:
        """Writes one answer and hands it to the operating system before it returns."""
        file = f"{self._info.run}/{file_name(answer.url)}"
        out = self._files.get(file) or self._open(file, at)
        offset = out.tell()
        sha256 = hashlib.sha256(answer.body).hexdigest()
        _write(out, answer, at, sha256)
        return Kept(file, offset, out.tell() - offset, sha256)

    def sync(self) -> None:
        """Returns when everything written is on the disk."""
        for out in self._files.values():
            os.fsync(out.fileno())

    def close(self) -> None:
        for out in self._files.values():
            out.close()
        self._files.clear()

    def _open(self, file: str, at: datetime) -> IO[bytes]:
        path = self._root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        # Closed by close(): files stay open for the whole run.
        out = self._files[file] = path.open("ab", buffering=1 << 16)
        if out.tell() == 0:
            _write_info(out, path.name, self._info, at)
        return out


def file_name(url: str) -> str:
    """The WARC file of an address's host.

    >>> file_name("http://WWW.Panyu.gov.cn:8080/a/")
    'www.panyu.gov.cn_8080.warc.gz'
    """
    host = urlsplit(url).netloc.rpartition("@")[2].lower()
    return re.sub(r"[^a-z0-9.-]", "_", host).strip(".") + ".warc.gz"


def read_record(path: Path, offset: int) -> RawAnswer:
    """One answer as it was received. Raises StoreError where there is none."""
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
    """What differs between a record and its own digests or the journal's, in Chinese."""
    try:
        with (root / kept.file).open("rb") as stream:
            stream.seek(kept.offset)
            packed = stream.read(kept.length)
        # To the last byte: a reader of records stops before the checksum that ends the member.
        plain = gzip.decompress(packed)
        record = next(ArchiveIterator(BytesIO(plain), check_digests=True))
        body = record.raw_stream.read()
    except (*_UNREADABLE, zlib.error) as error:
        yield f"读不出记录（{error or '文件到此为止'}）"
        return
    yield from (f"记录自带的摘要不符：{problem}" for problem in record.digest_checker.problems)
    if hashlib.sha256(body).hexdigest() != kept.sha256:
        yield "内容与流水账里的摘要不符"


class _Received(StatusAndHeaders):  # type: ignore[misc]  # warcio ships no types
    """The HTTP head byte for byte: warcio would percent-encode what is not ASCII."""

    def __init__(self, answer: RawAnswer) -> None:
        super().__init__(f"{answer.status} {_phrase(answer.status)}", [], protocol=answer.protocol)
        head = [f"{answer.protocol} {answer.status} {_phrase(answer.status)}".encode("ascii")]
        head += [name + b": " + value for name, value in answer.headers if name.lower() not in _UNDONE]
        self.headers_buff = b"\r\n".join(head) + b"\r\n\r\n"

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Nothing to compute."""


def _write(out: IO[bytes], answer: RawAnswer, at: datetime, sha256: str) -> None:
    head = _Received(answer)
    block = hashlib.sha256(head.headers_buff)
    block.update(answer.body)
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    told = {
        "WARC-Date": _warc_date(at),
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "WARC-Block-Digest": f"sha256:{block.hexdigest()}",
    }
    record = writer.create_warc_record(
        answer.url, "response", payload=BytesIO(answer.body), length=len(answer.body),
        warc_headers_dict=told, http_headers=head,
    )  # fmt: skip
    writer.write_record(record)


def _write_info(out: IO[bytes], name: str, info: WarcInfo, at: datetime) -> None:
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record = writer.create_warcinfo_record(name, info.lines())
    record.rec_headers.replace_header("WARC-Date", _warc_date(at))
    writer.write_record(record)


def _answer(record: ArcWarcRecord) -> RawAnswer:
    head = record.http_headers
    if record.rec_type != "response" or head is None:
        raise ValueError(f"a {record.rec_type} record, not an answer")
    headers = tuple((name.encode(), value.encode()) for name, value in head.headers)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return RawAnswer(url, int(head.get_statuscode()), headers, record.raw_stream.read(), head.protocol)


def _phrase(status: int) -> str:
    """The standard phrase: the HTTP client does not keep the one received."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "-"


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
