"""Reading beside the fetching: nobody waits for a file that takes minutes."""

from __future__ import annotations

import asyncio
import threading

import pytest

from crawler import readers
from crawler.answer import RawAnswer
from crawler.extract.files import apart
from crawler.reading import takes_long

PAGE, ARCHIVE = b"<html><body><p>x</p></body></html>", b"Rar!\x1a\x07\x01\x00"


def test_pages_are_read_while_an_archive_still_is(monkeypatch):
    is_page_read = threading.Event()

    def read(answer, url):
        if answer.body == PAGE:
            is_page_read.set()
        return is_page_read.wait(10)

    async def both():
        asked = [beside.read(RawAnswer(f"http://h/{at}", 200, (), body), f"http://h/{at}") for at, body in enumerate((ARCHIVE, PAGE))]
        return await asyncio.gather(*asked)

    monkeypatch.setattr(readers, "read_answer", read)
    beside = readers.Readers(is_eager=False)
    assert asyncio.run(both()) == [True, True]
    beside.close()


@pytest.mark.parametrize(
    ("body", "encoding", "name", "expected"),
    [
        pytest.param(PAGE, "", "a.html", False, id="page"),
        pytest.param(ARCHIVE, "", "download", True, id="archive"),
        pytest.param(b"\x1f\x8b\x08packed", "gzip", "a.html", False, id="page packed for the way"),
        pytest.param(b"\x1f\x8b\x08packed", "gzip", "a.zip", True, id="archive packed for the way"),
        pytest.param(b"%PDF-1.7", "", "a.pdf", True, id="pdf where pictures are recognised"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "a.doc", False, id="Word"),
        pytest.param(b"", "", "", False, id="nothing"),
    ],
)
def test_what_may_take_minutes_is_told_before_it_is_read(monkeypatch, body, encoding, name, expected):
    monkeypatch.setattr(apart, "ocr_version", lambda: "rapidocr-0")
    assert takes_long(body, encoding, f"http://h/x/{name}") is expected
