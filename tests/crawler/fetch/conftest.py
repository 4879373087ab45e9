"""A server whose every answer a test writes by hand, over HTTP or TLS, and a run's fetching without planning."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from crawler.desk import Desk
from crawler.events import Failed
from crawler.fetching import PLAINLY, Answer, Ask
from crawler.patience import Patience
from crawler.settings import Manners
from crawler.spider import fetch_all
from crawler.writer import Arrived
from rules.units import CrawlSettings, District, Site

NOON = datetime(2017, 12, 31, 4, tzinfo=UTC)
PAGE = "<html><head><title>预算公开</title></head><body><h1>预算公开</h1><p>" + "现将有关情况公布如下。" * 30 + "</p></body></html>"


@dataclass
class Heard:
    """One request as the server heard it; times of the monotonic clock. ended: once the answer is written."""

    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


@dataclass
class Host:
    """Answers by path: (status, headers, body), or a function that writes to the socket itself; a list is worked off, its last one stays."""

    port: int = 0
    scheme: str = "http"
    answers: dict[str, Any] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def put(self, path: str, body: str | bytes = PAGE, status: int = 200, **headers: str) -> None:
        self.answers[path] = self.answer(body, status, **headers)

    def answer(self, body: str | bytes = PAGE, status: int = 200, **headers: str) -> tuple[int, dict[str, str], bytes]:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return status, {"Content-Type": "text/html; charset=utf-8"} | told, body.encode() if isinstance(body, str) else body

    def times(self, path: str) -> int:
        return [heard.path for heard in self.heard].count(path)

    def sent(self, path: str) -> dict[str, str]:
        """The headers of the last request for a path."""
        return next(heard.headers for heard in reversed(self.heard) if heard.path == path)

    def next_answer(self, path: str) -> Any:
        told = self.answers.get(path, (404, {}, b""))
        return (told.pop(0) if len(told) > 1 else told[0]) if isinstance(told, list) else told


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        heard = Heard(self.path, dict(self.headers.items()), time.monotonic())
        self.host.heard.append(heard)
        try:
            self._write(self.host.next_answer(self.path))
        finally:
            heard.ended = time.monotonic()

    def _write(self, told: Any) -> None:
        if callable(told):
            self.close_connection = True
            try:
                told(self)
            except OSError:
                return  # the client would not hear more
            return
        status, headers, body = told
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: object) -> None:
        """Quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *told: object) -> None:
        """Handshakes that the client breaks off are what is tested."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Host]]:
    """Starts servers on 127.0.0.1; with an SSL context, over TLS."""
    running: list[tuple[_Server, threading.Thread]] = []

    def start(context: ssl.SSLContext | None = None) -> Host:
        host = Host(scheme="https" if context else "http")
        server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"host": host}))
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        host.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return host

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def host(serve: Callable[..., Host]) -> Host:
    return serve()


@dataclass
class _Kept:
    """Where the writer would stand: all that fetching hands over, in its order."""

    messages: list[Any] = field(default_factory=list)

    def put(self, message: Any) -> None:
        self.messages.append(message)

    def put_nowait(self, message: Any) -> bool:
        self.put(message)
        return True


@dataclass
class Fetching:
    """The fetching of one run. crawl, site: what units.yaml says; how: the run's manners; desk: what earlier runs left."""

    host: Host
    crawl: dict[str, Any] = field(default_factory=dict)
    site: dict[str, Any] = field(default_factory=dict)
    desk: dict[str, Any] = field(default_factory=dict)
    proxies: dict[str, str] = field(default_factory=dict)
    how: Manners = field(default_factory=lambda: Manners("gongkai-test", 0.0, True, 2.0, 1, Patience(0.0, 6, 0.2, 600.0)))
    now: datetime = NOON
    budget: int | None = None
    kept: _Kept = field(default_factory=_Kept)
    opened: Desk | None = None

    def patiently(self, **told: Any) -> None:
        self.how = replace(self.how, patience=replace(self.how.patience, **told))

    def get(self, *paths: str, role: str = "article", ask: Ask = PLAINLY) -> list[Answer]:
        """Asks for paths of the host (or whole addresses), one after the other, in one run."""

        async def job(fetch: Any) -> None:
            for path in paths:
                answers.append(await fetch(self.host.root + path if path.startswith("/") else path, role, ask))

        answers: list[Answer] = []
        self.run(job)
        return answers

    def run(self, job: Callable[[Any], Any]) -> Desk:
        """Any work that asks for addresses, as a run."""
        site = Site(**{"id": "czj", "name": "区财政局网站", "start": (f"{self.host.root}/",)} | self.site)
        district = District(schema_version=1, district="番禺区", sites=(site,), units=(), crawl=CrawlSettings(**self.crawl))
        desk = Desk(district, self.kept, lambda: self.now, self.proxies, lambda url, n: None, **self.desk)  # type: ignore[arg-type]
        self.opened = desk
        fetch_all(desk, self.how, self.budget, job)
        return desk

    @property
    def arrived(self) -> list[Arrived]:
        return [message for message in self.kept.messages if isinstance(message, Arrived)]

    @property
    def failures(self) -> list[Failed]:
        return [message for message in self.kept.messages if isinstance(message, Failed)]


@pytest.fixture
def fetching(host: Host) -> Fetching:
    return Fetching(host)
