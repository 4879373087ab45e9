"""Conditional requests: what earlier runs have is not fetched or read again, and a 304 is believed only where it was asked for."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.extract import read_payload
from crawler.fetching import Ask, LastAnswer
from crawler.writer import Read

BODY = (
    '<html><head><title>预算</title></head><body><h1>预算</h1><div id="zoomcon"><p>'
    + "内容如下。" * 40
    + '</p><a href="x.doc">附件：x.doc</a></div></body></html>'
).encode()
HTML = "text/html; charset=utf-8"
ETAG, MODIFIED = '"abc-1"', "Sat, 30 Dec 2017 01:02:03 GMT"


def last(etag=ETAG, modified=MODIFIED, body=BODY, content_type=HTML):
    at = datetime(2017, 12, 30, tzinfo=UTC)
    return LastAnswer(hashlib.sha256(body).hexdigest(), len(body), content_type, etag, modified, "run/a.warc.gz", 12, "http://127.0.0.1/a.html", at)


class Earlier:
    """What the database would say, and which threads asked it."""

    def __init__(self, last, page=None):
        self.last = last
        self.page = page or read_payload(BODY, HTML, "a.html").page
        self.threads = set()
        self.asked = 0

    def last_of(self, address):
        self.threads.add(threading.current_thread())
        self.asked += 1
        return self.last if address.endswith("/a.html") else None

    def page_of(self, sha256):
        self.threads.add(threading.current_thread())
        return self.page if self.last.sha256 == sha256 else None


@pytest.fixture
def known(fetching):
    """Has the run know /a.html as `last` says."""

    def prepare(told, page=None):
        earlier = Earlier(told, page)
        fetching.desk = {"is_known": lambda address: address.endswith("/a.html"), "last_of": earlier.last_of, "page_of": earlier.page_of}
        return earlier

    return prepare


@pytest.mark.parametrize(
    ("etag", "modified", "sent"),
    [
        (ETAG, "", {"If-None-Match": ETAG}),
        ("", MODIFIED, {"If-Modified-Since": MODIFIED}),
        (ETAG, MODIFIED, {"If-None-Match": ETAG, "If-Modified-Since": MODIFIED}),
        ("W/\"é\"", "", {"If-None-Match": "W/\"é\""}),
        ("", "", {}),
        ("bad\r\nX: y", "中文", {}),
    ],
)  # fmt: skip
def test_what_the_last_answer_was_known_by_is_sent(fetching, host, known, etag, modified, sent):
    known(last(etag, modified))
    host.put("/a.html", BODY)
    fetching.get("/a.html")
    assert {name: value for name, value in host.sent("/a.html").items() if name.startswith("If-")} == sent


def test_nothing_changed_gives_the_stored_page_where_it_was_asked_for(fetching, host, known):
    known(last())
    host.put("/a.html", "", 304, ETag=ETAG)
    (answer,) = fetching.get("/a.html")
    assert (answer.status, answer.is_unchanged, answer.reason, answer.page.title, answer.links) == (304, True, "", "预算", ())
    assert answer.page.attachments[0].href == f"{host.root}/x.doc"
    assert [(a.answer.status, a.last.sha256) for a in fetching.arrived if a.role == "article"] == [(304, last().sha256)]
    assert not [message for message in fetching.kept.messages if isinstance(message, Read)]


def test_the_same_bytes_are_not_read_again(fetching, host, known):
    known(last("", ""), page=replace(read_payload(BODY, HTML, "a.html").page, title="as stored"))
    host.put("/a.html", BODY)
    (answer,) = fetching.get("/a.html")
    assert (answer.status, answer.is_unchanged, answer.page.title) == (200, True, "as stored")
    assert fetching.arrived[-1].last == last("", "")


def test_the_same_bytes_of_another_type_are_read_again(fetching, host, known):
    known(last(content_type="text/html; charset=gbk"), page=replace(read_payload(BODY, HTML, "a.html").page, title="as stored"))
    host.put("/a.html", BODY)
    (answer,) = fetching.get("/a.html")
    assert (answer.is_unchanged, answer.page.title) == (True, "预算")


def test_other_bytes_are_read(fetching, host, known):
    known(last())
    host.put("/a.html", BODY.replace("预算".encode(), "决算".encode()))
    (answer,) = fetching.get("/a.html")
    assert (answer.is_unchanged, answer.page.title) == (False, "决算")


@pytest.mark.parametrize("role", ["start", "section"])
def test_pages_asked_for_their_links_come_whole(fetching, host, known, role):
    known(last())
    host.put("/a.html", '<html><head><title>首页</title></head><body><a href="/b/">栏目</a><a href="/c/">栏目二</a></body></html>')
    (answer,) = fetching.get("/a.html", role=role)
    assert "If-None-Match" not in host.sent("/a.html")
    assert [link.href for link in answer.links] == [f"{host.root}/b/", f"{host.root}/c/"]


@pytest.mark.parametrize("role", ["list", "article", "attachment", "revisit", "recheck"])
def test_others_are_asked_conditionally_unless_afresh(fetching, host, known, role):
    known(last())
    host.put("/a.html", BODY)
    fetching.get("/a.html", role=role)
    assert "If-None-Match" in host.sent("/a.html")
    (answer,) = fetching.get("/a.html", role=role, ask=Ask(afresh=True))
    assert "If-None-Match" not in host.sent("/a.html")
    assert answer.is_unchanged


def test_a_304_nobody_asked_for_is_a_fault(fetching, host, known):
    host.put("/a.html", "", 304)
    known(last("", ""))
    for answer in (*fetching.get("/a.html"), *fetching.get("/b.html")):
        assert answer.page is None
    assert fetching.failures[0].reason == "http_other"
    assert "并没有这样问" in fetching.failures[0].detail


def test_without_the_stored_page_nothing_is_conditional(fetching, host, known):
    earlier = known(last())
    earlier.page_of = fetching.desk["page_of"] = lambda sha256: None
    host.put("/a.html", BODY)
    (answer,) = fetching.get("/a.html")
    assert "If-None-Match" not in host.sent("/a.html")
    assert answer.page.title == "预算"


def test_a_refusal_taken_for_a_page_by_an_earlier_reader_is_asked_for_again(fetching, host, known):
    known(last(), page=replace(read_payload(BODY, HTML, "a.html").page, refusal="login"))
    host.put("/a.html", BODY)
    fetching.get("/a.html")
    assert "If-None-Match" not in host.sent("/a.html")


def test_the_database_is_read_beside_the_reactor_and_only_for_known_addresses(fetching, host, known):
    earlier = known(last())
    for path in ("/a.html", "/b.html", "/c.html"):
        host.put(path, BODY)
    fetching.get("/a.html", "/b.html", "/c.html")
    assert earlier.asked == 1
    assert not any(thread.name == "gongkai-reactor" for thread in earlier.threads)


def test_a_redirect_is_conditional_on_where_it_leads(fetching, host, known):
    known(last())
    host.put("/b.html", "", 302, Location="/a.html")
    host.put("/a.html", "", 304)
    (answer,) = fetching.get("/b.html")
    assert (answer.asked, answer.url, answer.page.title) == (f"{host.root}/b.html", f"{host.root}/a.html", "预算")


def test_what_was_sent_is_handed_on_as_evidence_less_the_proxys_password(fetching, host):
    host.answers["http://192.168.7.7/a.html"] = host.answer(BODY)
    fetching.proxies = {"http": host.root.replace("http://", "http://user:secret@")}
    fetching.get("http://192.168.7.7/a.html")
    sent = dict(fetching.arrived[-1].request_headers)
    assert (sent[b"Host"], sent[b"User-Agent"]) == (b"192.168.7.7", b"gongkai-test")
    assert host.sent("http://192.168.7.7/a.html")["Proxy-Authorization"]
    assert b"Proxy-Authorization" not in sent


def test_a_failure_says_for_which_column_it_was_asked(fetching):
    fetching.get("/none.html", ask=Ask(column="zcjd"))
    assert [(failure.reason, failure.column) for failure in fetching.failures] == [("not_found", "zcjd")]
