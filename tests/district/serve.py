"""Serves the model district as an HTTP forward proxy on 127.0.0.1; `serve`, `truth` and `count` from the command line."""

from __future__ import annotations

import argparse
import json
import socketserver
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.answers import Answer, Answers
from district.days import CRAWL_DAYS, at
from district.register import UNITS_FILE
from district.truth import Record
from district.world import World, build_world

CONTROL = "district.invalid"
REASONS = {200: "OK", 302: "Found", 400: "Bad Request", 404: "Not Found", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway"}
KEPT_UNKNOWN = 500


class Counts:
    """What was asked of the district."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.total = 0
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.unknown: dict[str, None] = {}

    def begin(self, host: str) -> None:
        with self.lock:
            self.total += 1
            self.running[host] += 1
            self.most[host] = max(self.most[host], self.running[host])

    def end(self, host: str, url: str, answer: Answer) -> None:
        with self.lock:
            self.running[host] -= 1
            if not answer.known and len(self.unknown) < KEPT_UNKNOWN:
                self.unknown[url] = None

    def told(self) -> dict[str, Any]:
        with self.lock:
            return {"total": self.total, "max_concurrent": dict(sorted(self.most.items())), "unknown": list(self.unknown)}


class District:
    """One seed's district; `start` serves it from a thread. latency_seconds: how long each answer is held back."""

    def __init__(self, seed: int, scale: float = 1.0, units_file: Path = UNITS_FILE) -> None:
        self.latency_seconds = 0.0
        self.world: World = build_world(seed, scale, units_file)
        self.counts = Counts()
        self._files: dict[str, bytes] = {}
        self._server: _Server | None = None
        self.set_now(at(CRAWL_DAYS[-1]))

    def set_now(self, now: datetime) -> None:
        """Moves the clock; now must carry an offset."""
        if now.tzinfo is None:
            raise ValueError(f"the clock needs an offset, e.g. 2017-12-31T22:00:00+08:00, not {now.isoformat()}")
        self.answers = Answers(self.world, now.astimezone(at(CRAWL_DAYS[0]).tzinfo), self._files)

    def truth(self, day: date) -> list[Record]:
        """The ledger of one of the three crawl days."""
        return self.world.truth(day)

    def start(self, now: datetime, port: int = 0) -> District:
        self.set_now(now)
        self._server = _Server(("127.0.0.1", port), self)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    @property
    def port(self) -> int:
        assert self._server is not None, "start the district first"
        return int(self._server.server_address[1])

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> District:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def answer(self, url: str) -> Answer:
        """Control addresses move the clock and tell the counts; all others are pages."""
        parts = urlsplit(url)
        if parts.hostname != CONTROL:
            return self.answers.at(url)
        if parts.path == "/stats":
            return Answer(200, json.dumps(self.counts.told(), ensure_ascii=False).encode(), "application/json")
        if parts.path == "/clock":
            asked = parse_qs(parts.query.replace("+", "%2B")).get("now", [""])[0]
            try:
                if asked:
                    self.set_now(datetime.fromisoformat(asked))
            except ValueError as wrong:
                return Answer(400, f"{wrong}\n".encode(), "text/plain")
            return Answer(200, f"{self.answers.now.isoformat()}\n".encode(), "text/plain")
        return Answer(404, b"", known=False)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], district: District) -> None:
        self.district = district
        super().__init__(address, _Handler)


class _Handler(socketserver.StreamRequestHandler):
    """HTTP/1.1 with keep-alive, GET and HEAD, absolute addresses; lean, because a crawl makes thousands of requests."""

    disable_nagle_algorithm = True
    server: _Server

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
            self._send(Answer(501, known=False), method, close=True)
            return False
        return self._answer(method, url, close=version == "HTTP/1.0" or headers.get("connection", "").lower() == "close")

    def _headers(self) -> dict[str, str]:
        headers = {}
        while (line := self.rfile.readline(65536)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _answer(self, method: str, url: str, close: bool) -> bool:
        district, host = self.server.district, url.split("/", 3)[2]
        if host == CONTROL:
            self._send(district.answer(url), method, close)
            return not close
        district.counts.begin(host)
        answer = district.answer(url)
        time.sleep(district.latency_seconds)
        try:
            self._send(answer, method, close or answer.cut)
        finally:
            district.counts.end(host, url, answer)
        return not (close or answer.cut)

    def _send(self, answer: Answer, method: str, close: bool) -> None:
        length = len(answer.body) + (4096 if answer.cut else 0)
        head = f"HTTP/1.1 {answer.status} {REASONS[answer.status]}\r\nContent-Type: {answer.media}\r\nContent-Length: {length}\r\n"
        head += f"Location: {answer.location}\r\n" if answer.location else ""
        head += f"Connection: {'close' if close else 'keep-alive'}\r\n\r\n"
        self.wfile.write(head.encode("latin-1") + (b"" if method == "HEAD" else answer.body))


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("serve", "truth", "count"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="how many ordinary pages, 1.0 is about 4,000")
    parser.add_argument("--units", type=Path, default=UNITS_FILE)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each answer is held back")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--now", type=datetime.fromisoformat, default=at(CRAWL_DAYS[-1]))
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    asked = _arguments(argv)
    district = District(asked.seed, asked.scale, asked.units)
    if asked.command == "truth":
        records = [asdict(r) for day in CRAWL_DAYS for r in district.truth(day)]
        print(json.dumps({"seed": asked.seed, "records": records}, ensure_ascii=False, indent=1, default=str))
        return 0
    if asked.command == "count":
        for day in CRAWL_DAYS:
            print(day, dict(sorted(Counter("/".join(r.outcomes) for r in district.truth(day)).items())))
        print("documents", len(district.world.ground.docs), "columns", len(district.world.columns), "files", len(district.world.files))
        return 0
    district.latency_seconds = asked.latency
    district.start(asked.now, asked.port)
    print(district.port, flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        district.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
