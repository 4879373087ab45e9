"""The process that reads files: whatever one file does to it, the reading ends in time and the next file is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.extract import read_payload
from crawler.extract.files import apart
from crawler.extract.files.apart import Reader
from crawler.extract.files.wire import Question
from rules.office.archives import Unreadable

sys.path.append(str(Path(__file__).parent))
from packed_samples import zip_of

ROOT = Path(__file__).parents[3]
BAD_READERS = """
import os, sys, time
sys.path.insert(0, {root!r})
from crawler.extract.files import readers, watch, worker
from crawler.extract.files.file_text import FileText

def act(payload, watch=None):
    word = payload.decode()
    if word == "sleep": time.sleep(60)
    if word == "spin":
        while True: pass
    if word == "abort": os.abort()
    if word == "memory": bytearray(8 << 30)
    if word == "deep":
        f = lambda: f()
        f()
    if word == "print": print("x" * 1000, flush=True)
    if word == "long": return FileText("x" * 9_000_000, ((("a",) * 1_100_000,), (("b",),)))
    if word == "pages":
        for _ in range(3): watch.may_recognise(), time.sleep(0.4)
    if word == "odd": return FileText("\\ud800甲")
    return FileText(word + " %d" % os.getpid())

readers._loaded = lambda place: act
worker._GROWN = worker._GROWN_WITH_ENGINE = {grown}
watch.PAGE_SECONDS = worker.PAGE_SECONDS = 0.5
worker.serve()
"""


@pytest.fixture(scope="module")
def reader():
    """One for all: whatever a file does to it, the next is read."""
    made = Reader(BAD_READERS.format(root=str(ROOT), grown=500 << 20))
    yield made
    made.close()


def _read(reader: Reader, word: str, kind: str = "doc", payload: bytes | None = None):
    return reader.read(word.encode() if payload is None else payload, Question(kind, "a", 0.7, 0.7))


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        pytest.param("sleep", "读取超时", id="sleeps"),
        pytest.param("spin", "读取超时", id="never ends"),
        pytest.param("abort", "读取进程中止", id="ends the process"),
        pytest.param("memory", "内存过多", id="takes all memory"),
        pytest.param("deep", "内存过多", id="recurses without end"),
    ],
)
def test_a_file_that_breaks_the_reading_costs_no_other(reader, word, reason):
    with pytest.raises(Unreadable, match=reason):
        _read(reader, word)
    assert _read(reader, "next").text.startswith("next")


def test_one_process_reads_many_files(reader):
    assert len({_read(reader, "same").text for _ in range(20)}) == 1


def test_what_a_library_prints_is_no_answer(reader):
    assert _read(reader, "print").text.startswith("print")


def test_more_than_an_answer_holds_is_cut_and_said(reader):
    found = _read(reader, "long")
    assert (len(found.text), found.tables, found.reason) == (5_000_000, (), "内容过多，只读了前面部分")


def test_half_characters_pass_through(reader):
    assert _read(reader, "odd").text == "\ud800甲"


def test_members_that_break_the_process_cost_no_other_member(reader):
    payload = zip_of({"1.txt": b"one", "2.txt": b"abort", "3.txt": b"three", "4.txt": b"sleep", "5.txt": b"five"})
    found = _read(reader, "", "zip", payload)
    assert [(m.name, m.readable, m.reason) for m in found.members] == [
        ("1.txt", True, ""),
        ("2.txt", False, "读取进程中止，文件可能已损坏"),
        ("3.txt", True, ""),
        ("4.txt", False, "读取超时"),
        ("5.txt", True, ""),
    ]


def test_an_archive_of_nothing_but_breaking_members_ends(reader):
    found = _read(reader, "", "zip", zip_of({f"{at}.txt": b"abort" for at in range(50)}))
    assert sum(m.reason == "读取进程中止，文件可能已损坏" for m in found.members) == 3
    assert not any(m.readable for m in found.members) and len(found.members) == 50


def test_a_process_that_has_grown_is_replaced():
    grown = Reader(BAD_READERS.format(root=str(ROOT), grown=1))
    assert len({_read(grown, "same").text for _ in range(2)}) == 2
    grown.close()


def test_pages_that_are_recognised_have_their_own_time(reader):
    assert _read(reader, "pages", "pdf").text.startswith("pages")


@pytest.mark.parametrize(("version", "slow"), [("", {"zip", "rar"}), ("rapidocr-3.10.0", {"zip", "rar", "pdf", "png"})], ids=["without ocr", "with ocr"])
def test_what_may_take_minutes_has_a_process_of_its_own(monkeypatch, version, slow):
    monkeypatch.setattr(apart, "ocr_version", lambda: version)
    asked = {}
    for place in ("_READER", "_PATIENT"):
        monkeypatch.setattr(apart, place, SimpleNamespace(read=lambda payload, question, place=place: asked.setdefault(question.kind, place)))
    kinds = ("doc", "xls", "pdf", "png", "zip", "rar", "ofd")
    assert {kind for kind in kinds if apart.read_apart(b"", kind) == "_PATIENT"} == slow


def test_memory_of_whoever_started_it_makes_no_process_grown():
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from crawler.extract.files.worker import _held; print(_held())"
    start = f"x = bytes(600 << 20); import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc on this system")
    assert int(subprocess.run([sys.executable, "-c", start], capture_output=True, check=True).stdout) < 200 << 20


def test_a_process_that_was_killed_between_two_files_is_replaced(reader):
    first = _read(reader, "same").text
    assert reader.process is not None
    reader.process.kill()
    reader.process.wait()
    assert _read(reader, "same").text != first


def test_files_too_large_are_not_sent(monkeypatch):
    monkeypatch.setattr(apart, "read_apart", None)
    page = read_payload(b"%PDF-" + b"0" * 64_000_000, "", "a.pdf").page
    assert (page.readable, page.reason) == (False, "文件超过 64 MB，未读取")
