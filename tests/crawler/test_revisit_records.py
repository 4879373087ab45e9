"""What is kept of an exchange: what was asked, what was answered, and that nothing was new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.answer import RawAnswer
from crawler.archive import WarcInfo, read_record
from crawler.events import Captured, RunEnded, RunStarted
from crawler.fetching import LastAnswer
from crawler.journal import read_events, runs_in
from crawler.page import Page
from crawler.rebuild import heal, rebuild
from crawler.store import Store
from crawler.verify import verify
from crawler.writer import Arrived, Read, Writer

AT = datetime(2017, 12, 30, 14, 0, tzinfo=UTC)
URL = "http://www.panyu.gov.cn/czj/a.html?id=1"
BODY = "一般公共预算收支执行情况".encode() * 20
SENT = ((b"Host", b"www.panyu.gov.cn"), (b"User-Agent", b"gongkai-test (+0.1)"), (b"If-None-Match", b'"v1"'))


class Nights:
    """Answers written by the real writer, a run a night, into one archive and database."""

    def __init__(self, folder):
        self.archive, self.db_url, self.night = folder / "archive", f"sqlite:///{folder / 'g.db'}", 0
        self.last = None

    def run(self, *answers):
        self.night += 1
        at = AT + timedelta(days=self.night)
        run = f"{at:%Y%m%dT%H%M%SZ}-001"
        with Store(self.db_url) as store:
            writer = Writer(self.archive, WarcInfo(run, "gongkai/0.1.0", "gongkai-test", simulated=True), store, lambda: None)
            writer.put(RunStarted(at, run, True, "full", False, "gongkai/0.1.0", "1", "0" * 64, ("czj",)))
            for answer in answers:
                writer.put(Arrived(answer, URL, at, "czj", "article", "", self.last, SENT))
            writer.put(RunEnded(at, "done", ()))
            writer.close()
        return [event for _, event in read_events(self.archive, run) if isinstance(event, Captured)]

    def remember(self, captured):
        self.last = LastAnswer(
            captured.sha256, captured.size, captured.content_type, captured.etag, captured.last_modified,
            captured.file, captured.offset, captured.url, captured.at,
        )  # fmt: skip

    def records(self, run_number=-1):
        run = runs_in(self.archive)[run_number]
        told = []
        for path in sorted((self.archive / run).glob("*.warc.gz")):
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream, check_digests="raise"):
                    told.append((record.rec_type, dict(record.rec_headers.headers), record.http_headers, record.content_stream().read()))
        return told


@pytest.fixture
def nights(tmp_path):
    nights = Nights(tmp_path)
    headers = ((b"Content-Type", b"text/html"), (b"ETag", b'"v1"'), (b"Last-Modified", b"Sat, 30 Dec 2017 00:00:00 GMT"))
    nights.remember(nights.run(RawAnswer(URL, 200, headers, BODY))[0])
    return nights


def test_what_was_asked_stands_before_its_answer_and_names_it(nights):
    kinds = [record[0] for record in nights.records()]
    assert kinds == ["warcinfo", "request", "response"]
    (_, asked, head, body), (_, answered, _, _) = nights.records()[1:]
    assert asked["WARC-Concurrent-To"] == answered["WARC-Record-ID"]
    assert (asked["WARC-Target-URI"], asked["WARC-Date"]) == (URL, answered["WARC-Date"])
    assert (head.statusline, head.protocol, body) == ("/czj/a.html?id=1 HTTP/1.1", "GET", b"")
    assert head.headers == [(name.decode(), value.decode()) for name, value in SENT]


def test_a_304_is_a_revisit_of_the_answer_it_speaks_of(nights):
    first = nights.last
    (captured,) = nights.run(RawAnswer(URL, 304, ((b"Server", b"x"),), b""))
    assert (captured.status, captured.sha256, captured.size, captured.content_type) == (304, first.sha256, len(BODY), "text/html")
    assert (captured.held_file, captured.held_offset) == (first.file, first.offset)
    assert (captured.etag, captured.last_modified) == ('"v1"', "Sat, 30 Dec 2017 00:00:00 GMT")
    kind, told, head, _ = nights.records()[2]
    assert (kind, told["WARC-Profile"]) == ("revisit", "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
    assert (told["WARC-Refers-To-Target-URI"], told["WARC-Refers-To-Date"]) == (URL, "2017-12-31T14:00:00Z")
    assert told["WARC-Payload-Digest"] == f"sha256:{first.sha256}"
    assert head.get_statuscode() == "304"
    assert verify(nights.archive) == ()


def test_the_same_bytes_again_are_a_revisit_and_take_no_room(nights):
    (captured,) = nights.run(RawAnswer(URL, 200, ((b"ETag", b'"v2"'),), BODY))
    assert (captured.status, captured.etag, captured.held_file) == (200, '"v2"', nights.last.file)
    kind, told, head, body = nights.records()[2]
    assert (kind, told["WARC-Profile"], body) == ("revisit", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest", b"")
    assert head.get_header("ETag") == '"v2"'
    assert read_record(nights.archive / captured.file, captured.offset).body == b""
    assert verify(nights.archive) == ()


@pytest.mark.parametrize(("status", "body"), [(200, BODY + b"x"), (404, BODY), (200, b"")], ids=["changed", "an error page", "empty"])
def test_anything_else_is_kept_as_it_came(nights, status, body):
    (captured,) = nights.run(RawAnswer(URL, status, (), body))
    assert (captured.held_file, captured.size) == ("", len(body))
    assert nights.records()[2][0] == "response"


def test_a_304_nobody_asked_for_is_kept_as_it_came(nights):
    nights.last = None
    (captured,) = nights.run(RawAnswer(URL, 304, (), b""))
    assert (captured.held_file, captured.size) == ("", 0)
    assert nights.records()[2][0] == "response"
    assert verify(nights.archive) == ()


def test_a_database_rebuilt_from_revisits_is_equal_and_their_payload_is_read_once(nights, tmp_path):
    nights.run(RawAnswer(URL, 304, (), b""))
    nights.run(RawAnswer(URL, 200, (), BODY))
    with Store(nights.db_url) as store:
        heal(store, nights.archive)
        whole = store.snapshot()
    with Store(f"sqlite:///{tmp_path / 'new.db'}") as other:
        rebuild(other, nights.archive)
        assert other.snapshot() == whole
    (page,) = whole.pages
    assert (page.archive.file, page.archive.offset) == (nights.last.file, nights.last.offset)
    assert page.fetched_at == AT + timedelta(days=3)


@pytest.mark.parametrize("cut", [1, 40], ids=["in the answer's record", "in the request's"])
def test_a_request_whose_answer_was_cut_off_is_moved_aside(nights, cut):
    """As after a power cut: the journal knows of one answer, the WARC file ends within what followed."""
    run = runs_in(nights.archive)[-1]
    journal = nights.archive / run / "journal.jsonl"
    warc = next((nights.archive / run).glob("*.warc.gz"))
    again = nights.run(RawAnswer(URL, 200, (), BODY + b"2"))
    other = nights.archive / runs_in(nights.archive)[-1] / warc.name
    tail = other.read_bytes()[again[0].offset - cut * 4 :][: cut * 3]
    for path in (nights.archive / run / "manifest.json", nights.archive / "head.json"):
        path.unlink()
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    whole = warc.read_bytes()
    warc.write_bytes(whole + tail)
    with Store(nights.db_url) as store:
        store.forget_archive()
        said = heal(store, nights.archive)
    assert any("没有记在流水账里" in line for line in said)
    assert warc.read_bytes() == whole
    assert warc.with_name(f"{warc.name}.torn-1").read_bytes() == tail


def test_a_run_that_never_ended_is_not_sealed_by_its_writer(nights):
    with Store(nights.db_url) as store:
        writer = Writer(nights.archive, WarcInfo("20180301T000000Z-001", "p", "u", simulated=True), store, lambda: None)
        writer.put(Read("0" * 64, Page(kind="other", media="")))
        writer.close()
    assert not (nights.archive / "20180301T000000Z-001" / "manifest.json").exists()
