"""The journal: lines that come back as they were, and what a crash leaves behind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.answer import RawAnswer
from crawler.archive import ArchiveWriter, WarcInfo
from crawler.events import Captured, ColumnRead, Failed, RunEnded, RunStarted, SecondLookStarted, SeenEntry, SiteRead, from_line, to_line
from crawler.journal import JournalWriter, read_events, repair, runs_in
from rules.errors import StoreError

AT = datetime(2017, 12, 31, 14, 30, 5, 1234, tzinfo=UTC)
ENTRY = SeenEntry("http://h/a", "https://h/a", "关于“报告”的\n通知", date(2017, 1, 2), True)
EVENTS = [
    RunStarted(AT, "run1", True, "full", False, "gongkai/0.1.0", "1", "0" * 64, ("portal", "czj")),
    Captured(AT, "http://h/a", None, "robots", 200, "0" * 64, 10, "text/plain", "", "run1/h.warc.gz", 5, 7),
    Failed(AT, "http://h/a", "czj", "article", "timeout", "超时，没有应答"),
    ColumnRead(AT, 2, "czj", "/c/", "公告", "http://h/c/", True, "window", False, date(2016, 12, 2), 3, "0" * 64, (ENTRY,), ""),
    SiteRead(AT, "czj", True, False, "", ""),
    SecondLookStarted(AT, ("czj",)),
    RunEnded(AT, "done", (("bytes", 5), ("requests", 3))),
]
text = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_event_comes_back_as_it_was(event):
    assert from_line(to_line(7, event)) == (7, event)


@given(text, text)
def test_any_text_stays_on_its_line(title, url):
    line = to_line(1, ColumnRead(AT, 1, "s", "c", title, url, False, "", False, None, 0, "", (SeenEntry(url, url, title, None, False),), title))
    assert "\n" not in line
    _, event = from_line(line.encode().decode())
    assert to_line(1, event) == line


@pytest.mark.parametrize("line", ["", "{}", '{"seq":1}', '{"seq":1,"kind":"nonsense"}', '{"seq":1,"kind":"failure"}', "[]", '"x"', '{"seq":1,"ki'])
def test_what_is_no_event_is_refused(line):
    with pytest.raises(ValueError, match="not an event"):
        from_line(line)


@pytest.fixture
def archive(tmp_path):
    """A run of two answers whose journal was never closed."""
    warc = ArchiveWriter(tmp_path, WarcInfo("run1", "gongkai/0.1.0", "test", simulated=True))
    journal = JournalWriter(tmp_path / "run1" / "journal.jsonl")
    journal.append(EVENTS[0])
    for number in range(2):
        url = f"http://h/{number}"
        kept = warc.append(RawAnswer(url, 200, (), b"x" * 1000), AT)
        journal.append(Captured(AT, url, "czj", "article", 200, kept.sha256, 1000, "", "", kept.file, kept.offset, kept.length))
    warc.close()
    journal.close()
    return tmp_path


def sizes(archive):
    return {path.name: path.stat().st_size for path in (archive / "run1").iterdir()}


def test_a_whole_run_needs_no_repair(archive):
    before = sizes(archive)
    repaired = repair(archive, "run1")
    assert (repaired.count, repaired.said, repaired.is_closed) == (3, (), False)
    assert sizes(archive) == before


def test_a_torn_last_line_is_moved_aside_with_the_record_it_would_have_named(archive):
    path = archive / "run1" / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    repaired = repair(archive, "run1")
    assert repaired.count == 2
    assert len(repaired.said) == 2
    torn = (archive / "run1" / "journal.jsonl.torn-1").read_bytes()
    assert path.read_bytes() + torn == whole[:-20]
    assert (archive / "run1" / "h.warc.gz.torn-1").exists()
    assert repair(archive, "run1").said == ()


def test_a_line_whose_record_is_not_whole_on_disk_is_torn_too(archive):
    warc = archive / "run1" / "h.warc.gz"
    warc.write_bytes(warc.read_bytes()[:-1])
    repaired = repair(archive, "run1")
    assert repaired.count == 2


def test_a_record_no_line_speaks_of_is_moved_aside(archive):
    with (archive / "run1" / "h.warc.gz").open("ab") as warc:
        warc.write(b"half a record")
    repaired = repair(archive, "run1")
    assert (repaired.count, len(repaired.said)) == (3, 1)
    assert (archive / "run1" / "h.warc.gz.torn-1").read_bytes() == b"half a record"


def test_nothing_is_ever_overwritten_by_a_second_repair(archive):
    warc = archive / "run1" / "h.warc.gz"
    for tail in (b"first", b"second"):
        with warc.open("ab") as out:
            out.write(tail)
        repair(archive, "run1")
    assert [(archive / "run1" / f"h.warc.gz.torn-{n}").read_bytes() for n in (1, 2)] == [b"first", b"second"]


def test_reading_a_broken_journal_says_which_line_and_what_to_do(archive):
    path = archive / "run1" / "journal.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    with pytest.raises(StoreError, match=r"第 2 行的序号是 3.*gongkai archive verify"):
        list(read_events(archive, "run1"))


def test_runs_are_found_in_their_order(archive):
    for name in ("run0", "run9", "no-run"):
        (archive / name).mkdir()
    for name in ("run9", "run0"):
        (archive / name / "journal.jsonl").touch()
    assert runs_in(archive) == ["run0", "run1", "run9"]
