"""Answers without end: bodies that drip, never stop, or unpack to gigabytes; headers by the million."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from dataclasses import replace

import pytest

from crawler.encoding import UnpackError, unpack
from crawler.settings import MAX_BODY

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_a_body_that_drips_ends_with_the_time_for_a_whole_answer(fetching, host):
    def drip(handler):
        handler.wfile.write(HEAD + b"Content-Length: 1000\r\n\r\n")
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    host.answers["/a.html"] = drip
    host.put("/b.html")
    fetching.how = replace(fetching.how, timeout_seconds=0.8, retries=0)
    began = time.monotonic()
    first, second = fetching.get("/a.html", "/b.html")
    assert (first.reason, second.reason) == ("timeout", "")
    assert time.monotonic() - began < 4


def test_headers_that_drip_end_with_it_too(fetching, host):
    def drip(handler):
        handler.wfile.write(HEAD)
        for n in range(60):
            handler.wfile.write(b"X-%d: y\r\n" % n)
            handler.wfile.flush()
            time.sleep(0.1)

    host.answers["/a.html"] = drip
    fetching.how = replace(fetching.how, timeout_seconds=0.8, retries=0)
    assert fetching.get("/a.html")[0].reason == "timeout"


@pytest.mark.parametrize("head", [HEAD + b"Content-Length: 99999999999\r\n\r\n", HEAD + b"\r\n"], ids=["as announced", "unannounced"])
def test_a_body_without_end_is_left_at_the_limit(fetching, host, head):
    written = []

    def pour(handler):
        handler.wfile.write(head)
        block = bytes(1 << 20)
        for _ in range(2 * MAX_BODY >> 20):
            handler.wfile.write(block)
            written.append(1)

    host.answers["/a.html"] = pour
    fetching.how = replace(fetching.how, timeout_seconds=60.0)
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, host.times("/a.html") <= 1) == ("too_large", True)
    assert len(written) < 2 * MAX_BODY >> 20


@pytest.mark.parametrize("line", [b"X-Filler: " + b"y" * 80 + b"\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["headers", "informational answers"])
def test_headers_without_end_are_left_at_a_limit(fetching, host, line):
    def pour(handler):
        handler.wfile.write(b"" if line.startswith(b"HTTP") else HEAD)
        for _ in range(1000):
            handler.wfile.write(line * 1000)

    host.answers["/a.html"] = pour
    host.put("/b.html")
    fetching.how = replace(fetching.how, timeout_seconds=60.0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, second = fetching.get("/a.html", "/b.html")
    assert (first.reason, second.reason) == ("too_large", "")
    assert "应答头" in first.detail
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_many_headers_are_no_bomb(fetching, host):
    host.put("/a.html", **{f"X_{n}": "y" * 900 for n in range(90)})
    assert fetching.get("/a.html")[0].reason == ""


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param(gzip.compress(bytes(60 << 20)), "gzip", id="one that unpacks to 60 MB"),
        pytest.param(gzip.compress(gzip.compress(bytes(60 << 20))), "gzip, gzip", id="packed twice"),
        pytest.param(zlib.compress(bytes(60 << 20)), "deflate", id="deflate"),
        pytest.param(gzip.compress(b"") * 100_000, "gzip", id="empty members by the thousand"),
        pytest.param(b"x", ",".join(["gzip"] * 1000), id="layers by the thousand"),
    ],
)
def test_packed_bombs_are_not_unpacked(body, encoding):
    began = time.process_time()
    with pytest.raises(UnpackError):
        unpack(body, encoding)
    assert time.process_time() - began < 5


def test_a_bomb_is_an_unreadable_page_and_the_run_goes_on(fetching, host):
    host.put("/a.html", gzip.compress(bytes(60 << 20)), Content_Encoding="gzip")
    host.put("/b.html")
    first, second = fetching.get("/a.html", "/b.html")
    assert (first.page.readable, first.page.reason) == (False, "解开后超过 50 MB")
    assert second.page.readable
