"""The kinds of WARC 1.1 records this archive has, each as the packed bytes of one gzip member."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from crawler.answer import RawAnswer

_PROFILES = {
    "unchanged": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
    "same": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
}
"""WARC 1.1, 6.7.2 and 6.7.3."""
_UNDONE = (b"transfer-encoding",)
"""Chunking is undone by the HTTP client; its header would make readers undo it again."""


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


@dataclass(frozen=True)
class Earlier:
    """The answer a revisit refers to: its payload's digest, and the address and time of the record that holds it."""

    sha256: str
    url: str
    at: datetime


@dataclass(frozen=True)
class Exchange:
    """One answer and what was asked for it. earlier: the same payload, kept before (a 304, or the same bytes again).

    request_headers, method, sent: as sent; without headers there is no request record. renderer: the "answer" is what this browser showed.
    """

    answer: RawAnswer
    at: datetime
    request_headers: tuple[tuple[bytes, bytes], ...] = ()
    earlier: Earlier | None = None
    renderer: str = ""
    method: str = "GET"
    sent: bytes = b""


def info_record(name: str, told: Mapping[str, str], at: datetime) -> bytes:
    """The record a file begins with. name: the file's."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record = writer.create_warcinfo_record(name, told)
    record.rec_headers.replace_header("WARC-Date", warc_date(at))
    writer.write_record(record)
    return out.getvalue()


def exchange_records(exchange: Exchange) -> tuple[bytes, bytes]:
    """The request's record (empty where it is unknown), which stands first, and the answer's."""
    if exchange.renderer:
        return b"", _resource(exchange)
    of_answer = StatusAndHeadersParser.make_warc_id()
    request = _request(exchange, of_answer) if exchange.request_headers else b""
    return request, _revisit(exchange, of_answer) if exchange.earlier else _response(exchange, of_answer)


def json_record(url: str, at: datetime, told: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> bytes:
    """A metadata record of JSON about an address."""
    block = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8") + b"\n"
    own = {"WARC-Date": warc_date(at), "WARC-Block-Digest": _digest(block), "Content-Type": "application/json", **(headers or {})}
    return _packed(url, "metadata", own, block)


def warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio ships no types
    """An HTTP head byte for byte: warcio would percent-encode what is not ASCII."""

    def __init__(self, first: str, headers: tuple[tuple[bytes, bytes], ...], protocol: str = "") -> None:
        super().__init__(first, [], protocol=protocol)
        lines = [f"{protocol} {first}".strip().encode("ascii", "replace"), *(name + b": " + value for name, value in headers)]
        self.headers_buff = b"\r\n".join(lines) + b"\r\n\r\n"

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Nothing to compute."""


def _response(exchange: Exchange, record_id: str) -> bytes:
    answer, head = exchange.answer, _answer_head(exchange.answer)
    told = {
        "WARC-Record-ID": record_id,
        "WARC-Date": warc_date(exchange.at),
        "WARC-Payload-Digest": _digest(answer.body),
        "WARC-Block-Digest": _digest(head.headers_buff, answer.body),
    }
    return _packed(answer.url, "response", told, answer.body, head)


def _revisit(exchange: Exchange, record_id: str) -> bytes:
    answer, head, earlier = exchange.answer, _answer_head(exchange.answer), exchange.earlier
    assert earlier is not None, "only what was kept before is revisited"
    told = {
        "WARC-Record-ID": record_id,
        "WARC-Date": warc_date(exchange.at),
        "WARC-Profile": _PROFILES["unchanged" if answer.status == HTTPStatus.NOT_MODIFIED else "same"],
        "WARC-Refers-To-Target-URI": earlier.url,
        "WARC-Refers-To-Date": warc_date(earlier.at),
        "WARC-Payload-Digest": f"sha256:{earlier.sha256}",
        "WARC-Block-Digest": _digest(head.headers_buff),
    }
    return _packed(answer.url, "revisit", told, b"", head)


def _resource(exchange: Exchange) -> bytes:
    """WARC 1.1, 6.4: a retrieval whose protocol information is none of its own. No conversion (6.8): a browser makes a document of many
    answers, which stand as records of their own, and of the moment; nothing makes it from any one of them again."""
    answer = exchange.answer
    told = {
        "WARC-Record-ID": StatusAndHeadersParser.make_warc_id(),
        "WARC-Date": warc_date(exchange.at),
        "WARC-Payload-Digest": _digest(answer.body),
        "WARC-Block-Digest": _digest(answer.body),
        "Content-Type": answer.header("Content-Type"),
        "Gongkai-Renderer": exchange.renderer,
    }
    return _packed(answer.url, "resource", told, answer.body)


def _request(exchange: Exchange, answer_id: str) -> bytes:
    parts = urlsplit(exchange.answer.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = _Head(f"{exchange.method} {path} HTTP/1.1", exchange.request_headers)
    told = {"WARC-Date": warc_date(exchange.at), "WARC-Concurrent-To": answer_id, "WARC-Block-Digest": _digest(head.headers_buff, exchange.sent)}
    return _packed(exchange.answer.url, "request", told, exchange.sent, head)


def _packed(url: str, kind: str, told: Mapping[str, str], body: bytes, head: _Head | None = None) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record: ArcWarcRecord = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=dict(told), http_headers=head
    )  # fmt: skip
    writer.write_record(record)
    return out.getvalue()


def _answer_head(answer: RawAnswer) -> _Head:
    kept = tuple((name, value) for name, value in answer.headers if name.lower() not in _UNDONE)
    return _Head(f"{answer.status} {_phrase(answer.status)}", kept, answer.protocol)


def _phrase(status: int) -> str:
    """The standard phrase: the HTTP client does not keep the one received."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "-"


def _digest(*parts: bytes) -> str:
    sha256 = hashlib.sha256()
    for part in parts:
        sha256.update(part)
    return f"sha256:{sha256.hexdigest()}"
