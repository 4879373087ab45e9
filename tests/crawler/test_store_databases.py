"""The store gives the same answers from SQLite and from PostgreSQL, and refuses databases it does not know."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from crawler.db import newest, writing
from crawler.events import Captured, ColumnRead, Failed, RunEnded, RunStarted, SeenEntry, SiteRead
from crawler.page import Attachment, Link, Page
from crawler.schema import head
from crawler.store import Store
from crawler.tables import metadata
from crawler.visits import night_of
from rules.errors import StoreError

T0 = datetime(2017, 6, 1, 14, tzinfo=UTC)
A, B, C = "a" * 64, "b" * 64, "c" * 64


def night(number):
    return T0 + timedelta(days=number)


class Run:
    """Events of one night, as a crawl would write them."""

    def __init__(self, number):
        self.at, self.id = night(number), f"run{number}"
        self.events = [RunStarted(self.at, self.id, True, "incremental", True, "gongkai/0.1.0", "1", "0" * 64, ("czj",))]

    def capture(self, path, sha256=A, status=200, location="", role="article"):
        url = f"http://h/{path}"
        place = len(self.events)
        self.events.append(Captured(self.at, url, "czj", role, status, sha256, 5, "text/html", location, f"{self.id}/h.warc.gz", place, 5))
        return self

    def look(self, *names, reached="end", look=1):
        entries = tuple(SeenEntry(f"http://h/{n}", f"http://h/{n}", f"第{n}号", date(2017, 5, 1), False) for n in names)
        told = (self.at, look, "czj", "/c/", "公告", "http://h/c/", bool(reached), reached, reached == "end", None, 1, C, entries)
        self.events.append(ColumnRead(*told, "" if reached else "读不到"))
        return self

    def fail(self, path, reason="timeout"):
        self.events.append(Failed(self.at, f"http://h/{path}", "czj", "article", reason, "超时"))
        return self

    def end(self, store, **readings):
        self.events += [SiteRead(self.at, "czj", True, True, "", ""), RunEnded(self.at, "done", (("requests", 1),))]
        store.apply(self.id, enumerate(self.events, start=1), list(readings.items()))


PAGE = Page(
    kind="article", media="html", title="关于\x00公开𠮷的通知", body="正文" * 50, tables=((("甲", "乙"),),), attachments=(Attachment("x.doc", "附件", "doc"),)
)


def test_what_is_stored_comes_back_from_either_database(store):
    Run(1).capture("1").look(1).end(store, **{A: PAGE})
    page = store.snapshot().pages[0]
    assert (page.address, page.first_seen, page.fetched_at, page.archive.file) == ("http://h/1", night(1), night(1), "run1/h.warc.gz")
    assert (page.page.body, page.page.tables, page.page.attachments[0].href) == ("", (), "http://h/x.doc")
    (reading,) = store.readings_after(0)
    assert (reading.page.body, reading.page.tables, reading.content_sha256) == (PAGE.body, PAGE.tables, page.content_sha256)
    assert store.readings_after(reading.id) == []
    assert store.last_capture_at() == night(1)
    assert [(run.id, run.status, run.counts) for run in store.runs()] == [("run1", "done", (("requests", 1),))]


def test_an_empty_store_knows_nothing(store):
    snapshot = store.snapshot()
    assert (snapshot.pages, snapshot.listed, snapshot.looks, snapshot.sites, snapshot.failures) == ((), (), (), (), ())
    assert (store.last_capture_at(), store.runs(), store.unread()) == (None, (), [])


def test_every_earlier_moment_stays_as_it_was_known(store):
    nights = [
        Run(1).capture("1").capture("2", B).look(2, 1),
        Run(2).fail("3").look(3, 2, reached=""),
        Run(3).capture("1", status=404).capture("3", C).look(3, 2),
        Run(4).capture("1", B).look(4, 3, 2, 1).look(4, 3, 1, look=2),
    ]
    as_known = []
    for run in nights:
        run.end(store, **{A: PAGE, B: PAGE, C: PAGE})
        as_known.append(store.snapshot())
    for number, snapshot in enumerate(as_known, start=1):
        assert store.snapshot(night(number)) == snapshot
        assert store.snapshot(night(number) + timedelta(hours=5)).pages == snapshot.pages
    assert store.snapshot(night(0)).pages == ()


def test_the_latest_good_answer_counts_and_withdrawal_is_the_first_404_after_it(store):
    for number, (sha, status) in enumerate([(A, 200), (B, 200), (C, 500), (C, 404), (C, 410), (C, 503)], start=1):
        Run(number).capture("1", sha, status).end(store, **{A: PAGE, B: PAGE})
    (page,) = store.snapshot().pages
    assert (page.sha256, page.first_seen, page.fetched_at, page.withdrawn_on) == (B, night(1), night(2), night(4))
    assert store.snapshot(night(3)).pages[0].withdrawn_on is None
    Run(7).capture("1", A).end(store)
    assert store.snapshot().pages[0].withdrawn_on is None


def test_an_entry_keeps_its_stay_through_looks_that_prove_nothing(store):
    Run(1).look(1, 2).end(store)
    Run(2).look(2, reached="").end(store)
    Run(3).look(2, reached="unchanged").end(store)
    (one, _) = store.snapshot().listed
    assert (one.first_seen, one.last_seen, one.gone_on) == (night(1), night(3), None)
    Run(4).look(2).end(store)
    (one, two) = store.snapshot().listed
    assert (one.last_seen, one.gone_on) == (night(3), night(4))
    assert (two.last_seen, two.gone_on) == (night(4), None)
    assert [look.entries for look in store.snapshot().looks] == [2, 2, 2, 1]


def test_redirects_lead_to_where_the_page_lies_now(store):
    run = Run(1).capture("old", status=301, location="http://h/newer").capture("newer", status=302, location="https://h/new#top")
    run.capture("new").capture("loop", status=302, location="http://h/loop2").capture("loop2", status=302, location="http://h/loop").look("old", "loop")
    run.end(store, **{A: PAGE})
    assert {e.title: e.address for e in store.snapshot().listed} == {"第old号": "http://h/new", "第loop号": "http://h/loop"}
    assert [p.address for p in store.snapshot().pages] == ["http://h/new"]


def test_references_are_whole_addresses_of_where_their_pages_lie_now(store):
    run = Run(1).capture("old", status=301, location="http://h/new").capture("new").capture("a/1", B)
    run.end(store, **{A: PAGE, B: Page("article", "html", title="b", references=(Link("../old", "原文"), Link("2", "解读")))})
    assert [[r.href for r in p.page.references] for p in store.snapshot().pages] == [["http://h/new", "http://h/a/2"], []]


def test_failures_stay_open_until_something_definite_is_answered(store):
    Run(1).fail("1").fail("2").fail("3").end(store)
    Run(2).capture("1").capture("2", status=404).capture("3", status=500).end(store, **{A: PAGE})
    assert [f.address for f in store.snapshot().failures] == ["http://h/3"]
    assert len(store.snapshot(night(1)).failures) == 3


def test_robots_txt_is_no_page(store):
    Run(1).capture("robots.txt", role="robots").end(store)
    assert (store.snapshot().pages, store.unread()) == ((), [])


def test_an_answer_not_yet_read_is_unreadable_and_waits(store):
    Run(1).capture("1").capture("2", B).capture("3", B).end(store, **{A: PAGE})
    assert [p.page.readable for p in store.snapshot().pages] == [True, False, False]
    assert [(one.sha256, one.url) for one in store.unread()] == [(B, "http://h/2")]


def test_the_first_reading_of_a_payload_is_kept(store):
    Run(1).capture("1").end(store, **{A: PAGE})
    store.apply("run1", (), [(A, Page(kind="other", media="html"))])
    assert store.snapshot().pages[0].page.kind == "article"


def test_an_incremental_crawl_learns_what_it_may_take_for_granted(store):
    run = Run(1).capture("1").capture("2", status=404).capture("3", status=500).fail("3", "http_5xx").fail("4", "refused").fail("5")
    run.look(1, 2).end(store, **{A: PAGE})
    Run(2).look(7, 1, reached="").end(store)
    known = store.known()
    assert [known.knows(f"http://h/{n}") for n in (1, 2, 3, 4)] == [True, True, False, False]
    assert known.pending == ("http://h/3", "http://h/5")
    assert (known.searched, known.named) == ({"czj"}, {"czj"})
    (head,) = known.heads_of("czj")
    assert (head.was_complete, head.to_end, head.first_page, head.covers(date(1990, 1, 1))) == (True, True, C, True)
    assert (head.standing, dict(head.entries), head.read_through) == (3, {}, date(2017, 6, 2))
    column = known.column("czj", "/c/")
    assert {address[-1]: entry.joined for address, entry in column.entries.items()} == {"1": True, "2": True, "7": False}
    assert [known.listed.__contains__(f"http://h/{n}") for n in (1, 7, 3)] == [True, True, False]
    assert known.column("czj", "/none/") is None


@pytest.mark.parametrize(("status", "is_settled"), [(200, True), (404, True), (503, False), (429, False), (412, False)])
def test_a_failure_is_owed_until_something_definite_is_answered(store, status, is_settled):
    Run(1).fail("1").end(store)
    Run(2).capture("1", status=status).end(store)
    known = store.known()
    assert (known.knows("http://h/1"), known.pending) == (is_settled, () if is_settled else ("http://h/1",))


def test_a_page_that_was_had_and_failed_since_is_owed_again(store):
    Run(1).capture("1").end(store, **{A: PAGE})
    Run(2).fail("1").end(store)
    assert (store.known().knows("http://h/1"), store.known().pending) == (False, ("http://h/1",))
    Run(3).fail("1", "not_found").end(store)
    assert store.known().knows("http://h/1")


def test_what_the_budget_left_is_owed_the_next_night(store):
    Run(1).fail("9", "budget").end(store)
    assert store.known().pending == ("http://h/9",)


def test_an_article_of_a_run_cut_off_still_owes_its_attachments(store):
    run = Run(1).capture("1")
    store.apply(run.id, enumerate(run.events, start=1), [(A, PAGE)])
    assert store.known().pending == ("http://h/x.doc",)


def test_a_list_of_a_run_cut_off_before_its_site_was_told_of_is_looked_at_again(store):
    """It may be a new column, which nobody would ask for again: its address has been answered."""
    run = Run(1).capture("new/", role="section")
    store.apply(run.id, enumerate(run.events, start=1))
    assert not store.known().knows("http://h/new/")
    run.events += [SiteRead(run.at, "czj", True, True, "", ""), RunEnded(run.at, "killed", ())]
    run.capture("later/", role="section")
    store.apply(run.id, list(enumerate(run.events, start=1))[2:])
    assert [store.known().knows(f"http://h/{n}/") for n in ("new", "later")] == [True, False]
    Run(2).capture("later/", role="section").end(store)
    assert store.known().knows("http://h/later/")


def test_forgetting_the_archive_keeps_the_verdicts(store):
    Run(1).capture("1").end(store, **{A: PAGE})
    with writing(store.engine) as connection:
        connection.execute(text("INSERT INTO verdict VALUES ('c', 1, 's', 'r', 'a', 'czj', NULL, NULL, 'met', '{}')"))
        connection.execute(text("INSERT INTO match_mark VALUES ('m', '1', 5)"))
    store.forget_archive()
    assert store.snapshot().pages == ()
    with store.engine.connect() as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("verdict", "match_mark")]
    assert counts == [1, 0]


def test_the_migrations_make_the_tables_as_they_are_declared(store):
    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    assert differences == []


def test_the_newest_migration_by_its_name_is_the_last_of_the_chain():
    assert newest() == head()


def test_opening_again_changes_nothing(url, store):
    Run(1).capture("1").end(store, **{A: PAGE})
    with Store(url) as again:
        assert again.snapshot() == store.snapshot()


def test_a_database_of_a_later_version_is_refused_with_what_to_do(url, store):
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"版本是 9999，本程序只认得到 \d+.*请升级 gongkai"):
        Store(url)


def test_somebody_elses_database_is_left_alone(url):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE run (id INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"同名的表（run）.*不是 gongkai 建的"):
        Store(url)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param("nonsense", "看不懂数据库地址", id="no address at all"),
        pytest.param("oracle+none://x/y", "看不懂数据库地址", id="an unknown kind"),
        pytest.param("sqlite:////nonexistent/folder/x.db", "打不开数据库文件", id="no such folder"),
        pytest.param("postgresql+psycopg://postgres:secret@127.0.0.1:1/postgres", "连不上数据库服务器", id="no server"),
    ],
)
def test_a_wrong_database_is_told_in_chinese_without_its_password(wrong, says):
    with pytest.raises(StoreError, match=says) as error:
        Store(wrong)
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "x.db"
    path.write_text("not a database" * 100)
    with pytest.raises(StoreError, match="不是数据库"):
        Store(f"sqlite:///{path}")


def test_a_full_disk_is_told_and_keeps_what_is_there(tmp_path):
    """SQLite's own limit on pages gives the same error as a full disk."""
    with Store(f"sqlite:///{tmp_path / 'x.db'}") as store:
        Run(1).capture("1").end(store, **{A: PAGE})
        before = store.snapshot()
        with store.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StoreError, match="磁盘已满"):
            Run(2).capture("1", B).look(*range(3000)).end(store)
        assert store.snapshot() == before


def test_two_processes_may_write_one_after_the_other(tmp_path):
    path = tmp_path / "x.db"
    with Store(f"sqlite:///{path}") as store:
        other = sqlite3.connect(path)
        try:
            other.execute("INSERT INTO match_mark VALUES ('m', '1', 5)")
            other.commit()
        finally:
            other.close()
        Run(1).capture("1").end(store, **{A: PAGE})
        assert len(store.snapshot().pages) == 1


def test_the_last_good_answer_is_what_the_next_request_is_conditional_on(store):
    run = Run(1)
    run.events.append(Captured(run.at, "http://h/1", "czj", "article", 200, A, 5, "text/html", "", "run1/h.warc.gz", 7, 5, '"e1"', "Mon"))
    run.end(store, **{A: PAGE})
    later = Run(2)
    later.events.append(Captured(later.at, "http://h/1", "czj", "article", 304, A, 5, "", "", "run2/h.warc.gz", 3, 2, "", "", "run1/h.warc.gz", 7))
    later.end(store)
    last = store.last_answer("http://h/1")
    assert (last.sha256, last.content_type, last.etag, last.last_modified, last.at) == (A, "text/html", '"e1"', "Mon", night(1))
    assert (last.file, last.offset) == ("run1/h.warc.gz", 7)


def test_what_failed_or_is_gone_is_asked_for_unconditionally(store):
    Run(1).capture("1").capture("2").capture("3").fail("3", "waf").end(store, **{A: PAGE})
    Run(2).capture("2", status=404).end(store)
    assert store.last_answer("http://h/1") is not None
    assert [store.last_answer(f"http://h/{n}") for n in (2, 3, 4)] == [None, None, None]


def test_a_stored_page_comes_back_whole(store):
    Run(1).capture("1").end(store, **{A: PAGE})
    page = store.page_of(A)
    assert (page.body, page.tables, page.attachments) == (PAGE.body, PAGE.tables, PAGE.attachments)
    assert store.page_of(B) is None


def days_due(store, number, resting=frozenset()):
    return {held.url: held for held in store.due(night_of(night(number)), resting)}


def test_a_page_is_due_again_by_the_age_of_its_last_change(store):
    """Entries are dated 1 May; the first night is 2 June: an unchanged page is 32 days old, and due after 23 to 30 nights."""
    Run(1).look(1, 2).capture("1").capture("2").end(store, **{A: PAGE, B: replace(PAGE, title="改")})
    assert (days_due(store, 23), set(days_due(store, 31))) == ({}, {"http://h/1", "http://h/2"})
    Run(33).capture("1", B).capture("2").end(store)
    assert set(days_due(store, 34)) == {"http://h/1"}
    assert set(days_due(store, 36, frozenset({"http://h/2"}))) == {"http://h/1", "http://h/2"}


def test_what_is_gone_is_due_only_while_it_is_listed_and_lists_never_are(store):
    Run(1).look(1).capture("1").capture("2").capture("c/", role="list").capture("r", status=301, location="http://h/1").end(store, **{A: PAGE})
    Run(2).capture("1", status=404).capture("2", status=404).end(store)
    assert set(days_due(store, 300)) == {"http://h/1"}


def test_an_answer_of_other_bytes_and_the_same_content_is_no_change(store):
    Run(1).look(1).capture("1").end(store, **{A: PAGE, C: PAGE})
    Run(33).capture("1", C).end(store)
    assert (days_due(store, 55), set(days_due(store, 63))) == ({}, {"http://h/1"})


def test_a_site_is_measured_by_its_last_runs(store):
    for number in range(1, 13):
        run = Run(number)
        run.events.append(SiteRead(run.at, "czj", True, True, "shrunk" if number > 10 else "", "", number))
        store.apply(run.id, enumerate([*run.events, RunEnded(run.at, "done", ())], start=1))
    known = store.known()
    assert (known.sizes["czj"], known.doubted["czj"]) == (tuple(range(3, 13)), 2)


def test_what_one_run_says_of_its_columns(store):
    run = Run(1).look(1, 2)
    run.events.append(replace(run.events[-1], column="/d/", complete=False, reached="", reason="读不到", skipped=(("已有", 3),)))
    run.events.append(Failed(run.at, "http://h/1", "czj", "article", "timeout", "超时", "/d/"))
    run.end(store)
    told = store.told_of("run1")
    assert [(c.column, c.complete, c.entries, c.failures, c.skipped) for c in told.columns] == [
        ("/c/", True, 2, (), ()), ("/d/", False, 2, (("超时", 1),), (("已有", 3),))
    ]  # fmt: skip
    assert [(s.site, s.reason) for s in told.sites] == [("czj", "")]
