"""Serves captured pages under their own addresses: an HTTP forward proxy on 127.0.0.1 with one list page."""

from __future__ import annotations

import html
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LIST = "http://www.gov.cn/zhengce/list.html"


@dataclass(frozen=True)
class Captured:
    """The captured pages by address, and what is true of each."""

    pages: dict[str, bytes]
    truth: dict[str, dict[str, Any]]


def read_captured(folder: Path) -> Captured:
    """A folder of pages with its truth.json (file name -> url, title, published, formed, document_number …)."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    pages = {told["url"]: (folder / name).read_bytes() for name, told in truth.items()}
    items = "".join(f'<li><a href="{html.escape(t["url"])}">{html.escape(t["title"])}</a></li>' for t in truth.values())
    title = "<title>政策文件 - 中国政府网</title>"
    listing = f'<html><head><meta charset="utf-8">{title}</head><body><ul class="list">{items}</ul></body></html>'
    return Captured({**pages, LIST: listing.encode()}, {t["url"]: t for t in truth.values()})


class Server:
    """A running proxy; `port` is its port."""

    def __init__(self, captured: Captured) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = captured.pages.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: Any) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self._http.server_address[1])
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
