"""Speaks HTTP/1.1 as a forward proxy: keep-alive, GET and HEAD, conditional and packed answers, bodies that break off or never end."""

from __future__ import annotations

import gzip
import json
import socketserver
import time
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from district.answer import JSON, Answer
from district.bends import bend
from district.counts import Request

if TYPE_CHECKING:
    from district.serve import District

CONTROL = "district.invalid"
Headers = dict[str, str]


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], district: District) -> None:
        self.district = district
        self.is_over = False
        super().__init__(address, _Handler)


def is_unchanged(answer: Answer, headers: Headers) -> bool:
    """Whether the client's validator is the answer's: If-None-Match decides where it stands; a time must be the very one that was sent."""
    asked = headers.get("if-none-match")
    if asked is not None:
        return bool(answer.etag) and (asked == "*" or answer.etag in (t.strip().removeprefix("W/") for t in asked.split(",")))
    return bool(answer.modified) and headers.get("if-modified-since") == answer.modified


@lru_cache(maxsize=4096)
def packed(body: bytes) -> bytes:
    return gzip.compress(body, 1, mtime=0)


class _Handler(socketserver.StreamRequestHandler):
    """Lean, because a crawl makes thousands of requests."""

    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        try:
            while self._one():
                pass
        except (ConnectionError, TimeoutError):
            return

    def _one(self) -> bool:
        """Serves one request; says whether the connection goes on."""
        line = self.rfile.readline(65536).decode("latin-1").split()
        if len(line) != 3:
            return False
        headers = self._headers()
        method, url, version = line
        if not url.startswith("http://"):
            url = f"http://{headers.get('host', '')}{url}"
        if method not in ("GET", "HEAD"):
            self._send(Answer(501, known=False), method, headers, close=True)
            return False
        close = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
        if url.split("/", 3)[2] == CONTROL:
            self._send(control(self.server.district, url), method, headers, close)
            return not close
        return self._answer(method, url, headers, close)

    def _headers(self) -> Headers:
        headers = {}
        while (line := self.rfile.readline(65536)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _answer(self, method: str, url: str, headers: Headers, close: bool) -> bool:
        district, host = self.server.district, url.split("/", 3)[2]
        is_conditional = "if-none-match" in headers or "if-modified-since" in headers
        began = district.counts.begin(host)
        status, sent, is_known = 0, 0, True
        try:
            answer = district.answers.at(url)
            fault = district.faults.striking(url) if district.faults.on else None
            answer = answer if fault is None else bend(district.faults, fault, url, answer)
            is_known = answer.known
            if district.latency_seconds or answer.delay_seconds:
                time.sleep(district.latency_seconds + answer.delay_seconds)
            close = close or answer.cut or answer.drop or answer.endless
            if not answer.drop:
                status, sent = self._send(answer, method, headers, close)
                if answer.endless and method == "GET":
                    sent = self._pour(answer)
        finally:
            district.counts.end(Request(host, url, method, status, sent, began, time.monotonic(), is_conditional), is_known)
        return not close

    def _send(self, answer: Answer, method: str, headers: Headers, close: bool) -> tuple[int, int]:
        """Status and the number of body bytes that were sent."""
        more = _validators(answer)
        if answer.status == 200 and (answer.etag or answer.modified) and is_unchanged(answer, headers):
            self._write(304, more, b"", close)
            return 304, 0
        body = answer.body
        if answer.gzip and "gzip" in headers.get("accept-encoding", ""):
            body, more = packed(body), f"{more}Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
        more += f"Content-Type: {answer.media}\r\n"
        more += "" if answer.endless else f"Content-Length: {len(body) + (4096 if answer.cut else 0)}\r\n"
        more += f"Location: {answer.location}\r\n" if answer.location else ""
        more += f"Retry-After: {answer.retry_after}\r\n" if answer.retry_after else ""
        body = b"" if method == "HEAD" or answer.endless else body
        self._write(answer.status, more, body, close)
        return answer.status, len(body)

    def _write(self, status: int, more: str, body: bytes, close: bool) -> None:
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{more}Connection: {'close' if close else 'keep-alive'}\r\n\r\n"
        self.wfile.write(head.encode("latin-1") + body)

    def _pour(self, answer: Answer) -> int:
        """Until the client has enough."""
        sent = 0
        try:
            while not self.server.is_over:
                self.wfile.write(answer.body)
                sent += len(answer.body)
                time.sleep(answer.pace_seconds)
        except OSError:
            pass
        return sent


def _validators(answer: Answer) -> str:
    etag = f"ETag: {answer.etag}\r\n" if answer.etag else ""
    return etag + (f"Last-Modified: {answer.modified}\r\n" if answer.modified else "")


# the control addresses


def control(district: District, url: str) -> Answer:
    """/clock?now=, /stats, /requests[?all=1], /reset, /fault[?name=&where=&…&clear=1], /publications."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query.replace("+", "%2B")))
    try:
        if parts.path == "/stats":
            return _json(district.counts.told())
        if parts.path == "/requests":
            return _json(district.counts.as_json(asked.get("all") == "1"))
        if parts.path == "/reset":
            district.counts.reset()
            return _json({})
        if parts.path == "/fault":
            _switch(district, asked)
            return _json(district.faults.told())
        if parts.path == "/clock":
            if asked.get("now"):
                district.set_now(datetime.fromisoformat(asked["now"]))
            return Answer(200, f"{district.answers.now.isoformat()}\n".encode(), "text/plain")
        if parts.path == "/publications":
            return _json([vars(p) for p in district.publications()])
    except ValueError as wrong:
        return Answer(400, f"{wrong}\n".encode(), "text/plain")
    return Answer(404, b"", known=False)


def _json(said: object) -> Answer:
    return Answer(200, json.dumps(said, ensure_ascii=False, default=str).encode(), JSON)


def _switch(district: District, asked: dict[str, str]) -> None:
    name, where = asked.pop("name", ""), asked.pop("where", "")
    if asked.pop("clear", "") == "1":
        district.faults.clear(name, where)
    elif name or where:
        kinds = {"seconds": float, "pace_seconds": float, "status": int, "every": int, "next": int}
        district.faults.set(name, where, **{k: kinds.get(k, str)(v) for k, v in asked.items()})
