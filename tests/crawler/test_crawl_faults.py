"""Sites that are down, cut short, garbage or hostile: the run goes on, and coverage says what was not seen."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from dataclasses import replace

import pytest

from crawler.events import Failed
from crawler.extract import READER
from crawler.journal import runs_in
from crawler.rebuild import rebuild
from crawler.run import Interrupted, OutsideHours
from crawler.settings import Manners
from crawler.store import Store
from crawler.verify import verify
from crawler.writer import Writer
from rules.errors import StoreError
from rules.units import CrawlSettings, District, Site, Unit

POST = "/tzgg/content/post_{}.html"


def failures(crawls):
    return {(f.url.removeprefix(crawls.website.root), f.reason) for f in crawls.snapshot().failures}


@pytest.fixture
def refusing_port():
    """Nobody listens on it, and nobody can begin to while it is held."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        pytest.param({"status": 500}, "http_5xx", id="server error"),
        pytest.param({"cut_to": 50}, "truncated", id="cut short"),
        pytest.param({"status": 404}, "not_found", id="not found"),
        pytest.param({"status": 403}, "refused", id="forbidden"),
        pytest.param({"status": 302}, "http_other", id="redirect to nowhere"),
        pytest.param({"status": 302, "headers": {"Location": POST.format(2)}}, "redirect_loop", id="redirect loop"),
        pytest.param({"status": 302, "headers": {"Location": "http://www.example.cn/"}}, "offsite", id="redirect off the district"),
    ],
)
def test_an_article_that_cannot_be_had_is_a_failure_and_the_run_goes_on(crawls, website, told, reason):
    website.put(POST.format(2), "正文" * 100, **told)
    summary = crawls.run()
    assert (POST.format(2), reason) in failures(crawls)
    assert dict(summary.failures)[reason] >= 1
    assert crawls.page(POST.format(2)) is None
    assert crawls.page(POST.format(1)) is not None
    assert crawls.last_look().complete
    assert verify(crawls.archive) == ()


@pytest.mark.parametrize("told", [{"status": 503}, {"cut_to": 50}], ids=["server error", "cut short"])
def test_what_may_pass_is_tried_again_at_once_and_at_the_end(crawls, website, told):
    website.put(POST.format(2), "正文" * 100, **told)
    crawls.run()
    assert website.asked.count(POST.format(2)) == 4
    assert sum(isinstance(e, Failed) for e in crawls.journal()) == 2


def test_a_page_mended_during_the_run_is_read_after_all(crawls, website):
    whole = website.answers[POST.format(2)]
    website.put(POST.format(2), "x", status=503)
    times = []

    def mend(path):
        times.extend([path] if path == POST.format(2) else [])
        if len(times) > 2:
            website.answers[POST.format(2)] = whole

    website.before = mend
    crawls.run()
    assert failures(crawls) == set()
    assert crawls.page(POST.format(2)).page.title == "二月报告"


def test_a_failed_article_is_asked_again_the_next_night(crawls, website):
    whole = website.answers[POST.format(2)]
    website.put(POST.format(2), "x", status=503)
    crawls.run()
    website.answers[POST.format(2)] = whole
    website.put_list("/tzgg/", crawls.months[:2])
    crawls.run()
    assert crawls.page(POST.format(2)) is not None
    assert failures(crawls) == set()


@pytest.mark.parametrize("told", [{"status": 500}, {"cut_to": 30}], ids=["server error", "cut short"])
def test_a_list_page_that_cannot_be_had_leaves_its_column_incomplete(crawls, website, told):
    website.put_list("/tzgg/", crawls.months[:2], "/tzgg/index_2.html")
    website.put("/tzgg/index_2.html", "x" * 100, **told)
    summary = crawls.run()
    look = crawls.last_look()
    assert (look.complete, look.reached, look.pages) == (False, "", 1)
    assert look.reason
    assert summary.unhealthy == (("czj", "columns_incomplete"),)


def test_a_list_page_of_garbage_leaves_its_column_incomplete(crawls, website):
    website.put_list("/tzgg/", crawls.months[:2], "/tzgg/index_2.html")
    website.put("/tzgg/index_2.html", bytes(range(256)) * 20)
    crawls.run()
    assert not crawls.last_look().complete
    assert len(crawls.snapshot().listed) == 2


def test_next_pages_that_turn_in_circles_end_and_are_not_called_complete(crawls, website):
    website.put_list("/tzgg/", crawls.months[:1], "/tzgg/index_2.html")
    website.put_list("/tzgg/index_2.html", crawls.months[1:2], "/tzgg/index_3.html")
    website.put_list("/tzgg/index_3.html", crawls.months[2:], "/tzgg/")
    crawls.run()
    assert "成环" in crawls.last_look().reason
    assert len(crawls.snapshot().listed) == 3


def test_a_link_that_cannot_be_read_may_be_a_column_so_the_site_is_not_covered(crawls, website):
    website.put("/jgzn/", "x", status=500)
    summary = crawls.run()
    assert summary.unhealthy == (("czj", "columns_incomplete"),)
    assert "500" in crawls.last_look("/jgzn/").reason


def test_and_once_it_can_be_read_and_is_none_it_is_forgotten(crawls, website):
    plain = website.answers["/jgzn/"]
    website.put("/jgzn/", "x", status=500)
    crawls.run()
    website.answers["/jgzn/"] = plain
    assert crawls.run().unhealthy == ()
    assert crawls.last_look("/jgzn/").reached == "removed"
    assert "/jgzn/" not in website.requests_of(crawls.run)


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        pytest.param({"status": 500}, "site_down", id="server error"),
        pytest.param({"status": 403}, "refused", id="forbidden"),
        pytest.param({"status": 412}, "refused", id="a firewall's answer"),
        pytest.param({"status": 404}, "missing", id="no such page"),
        pytest.param({"cut_to": 20}, "truncated", id="cut short"),
    ],
)
def test_a_start_page_that_cannot_be_had_is_the_sites_fault(crawls, website, put, reason):
    website.put("/", "x" * 100, **put)
    summary = crawls.run()
    site = crawls.last_site()
    assert (site.reached, site.reason) == (False, reason)
    assert site.detail
    assert summary.unhealthy == (("czj", reason),)
    assert crawls.snapshot().looks == ()


def test_a_site_that_is_down_is_told_and_comes_back(crawls, website, refusing_port):
    there = crawls.district()
    away = crawls.district(start=(f"http://127.0.0.1:{refusing_port}/",))
    assert crawls.run(district=away).unhealthy == (("czj", "site_down"),)
    assert "拒绝连接" in crawls.last_site().detail
    assert crawls.run(district=there).unhealthy == ()


def test_a_guessed_site_that_is_down_is_nobodys_fault(crawls, refusing_port):
    away = crawls.district(start=(f"http://127.0.0.1:{refusing_port}/",), confirmed=None)
    assert crawls.run(district=away).unhealthy == ()
    assert crawls.last_site().reason == "site_down"


def test_a_slow_site_times_out(crawls, website):
    website.before = lambda path: time.sleep(2.5) if path == POST.format(2) else None
    crawls.run(manners=Manners("gongkai-test", 0.0, True, timeout_seconds=0.4, retries=0))
    assert (POST.format(2), "timeout") in failures(crawls)


def test_robots_txt_is_obeyed(crawls, website):
    website.put("/robots.txt", "User-agent: *\nDisallow: /tzgg/content/\n", headers={"Content-Type": "text/plain"})
    crawls.run()
    assert not any(path.startswith("/tzgg/content/") for path in website.asked)
    assert {reason for _, reason in failures(crawls)} == {"robots"}
    assert len(crawls.snapshot().listed) == 3


def test_a_site_whose_robots_txt_shuts_it_is_refused(crawls, website):
    website.put("/robots.txt", "User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    assert crawls.run().unhealthy == (("czj", "refused"),)
    assert website.asked == ["/robots.txt"]


def test_an_unreadable_start_page_is_the_sites_fault(crawls, website):
    website.put("/", b"")
    assert crawls.run().unhealthy == (("czj", "unreadable"),)


def test_a_site_without_any_list_has_no_columns(crawls, website):
    website.take_away("/tzgg/")
    assert crawls.run().unhealthy == (("czj", "no_columns"),)


def two_sites(crawls, **second):
    """czj under /czj/, and the portal above it."""
    root = crawls.website.root
    bare = root.removeprefix("http://")
    sites = (
        Site(id="portal", name="门户网站", start=(f"{root}/",)),
        Site(**{"id": "czj", "name": "区财政局网站", "start": (f"{root}/czj/",), "prefixes": (f"{bare}/czj/",)} | second),
    )
    unit = Unit(id="czj", name="区财政局", kind="department", sites=("czj",))
    return District(schema_version=1, district="番禺区", sites=sites, units=(unit,))


def test_a_home_page_that_sends_us_to_another_site_is_never_coverage(crawls, website):
    website.put("/czj/", "", status=302, headers={"Location": "/"})
    summary = crawls.run(district=two_sites(crawls))
    assert summary.unhealthy == (("czj", "redirected_away"),)
    assert crawls.last_site("portal").reached
    assert not [look for look in crawls.snapshot().looks if look.site == "czj"]


def test_a_site_that_never_names_its_unit_says_so(crawls, website):
    for path, served in website.answers.items():
        website.put(path, served.body.replace("番禺区财政局".encode(), "某网站".encode()), headers=served.headers)
    crawls.run()
    assert (crawls.last_site().reached, crawls.last_site().names_unit) == (True, False)


def test_a_full_disk_is_told_clearly_and_the_next_run_goes_on(crawls, website, monkeypatch):
    keep, count = Writer._keep, []

    def fail(self, arrived):
        count.append(1)
        if len(count) > 4:
            raise OSError(28, "No space left on device")
        return keep(self, arrived)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "_keep", fail)
        with pytest.raises(StoreError, match=r"写不进档案（No space left on device）.*接着做"):
            crawls.run()
    assert crawls.run().unhealthy == ()
    with Store(crawls.db_url) as store:
        assert [run.status for run in store.runs()] == ["killed", "done"]
    assert verify(crawls.archive) == ()


def test_ctrl_c_ends_in_order_and_nothing_is_lost(crawls, website):
    def interrupt(path):
        if path == POST.format(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1.0)

    website.before = interrupt
    with pytest.raises(Interrupted, match="接着做"):
        crawls.run()
    website.before = None
    assert crawls.journal()[-1].status == "interrupted"
    assert verify(crawls.archive) == ()
    crawls.run()
    assert {p.address.removeprefix(website.root) for p in crawls.snapshot().pages} >= {POST.format(n) for n in (1, 2, 3)}


def test_a_crash_is_healed_by_the_next_start(crawls, website, tmp_path):
    """As after a power cut: the journal's last line half written, the database some events behind."""
    crawls.run()
    run = runs_in(crawls.archive)[-1]
    journal = crawls.archive / run / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:8]) + lines[8][:40])
    for sealed in (journal.with_name("manifest.json"), crawls.archive / "head.json"):
        sealed.unlink()
    for path in crawls.folder.glob("gongkai.db*"):
        path.unlink()
    summary = crawls.run()
    assert any("没写完" in said for said in summary.said)
    assert any("没有记在流水账里" in said for said in summary.said)
    with Store(crawls.db_url) as store:
        assert [run.status for run in store.runs()] == ["killed", "done"]
    assert {p.address.removeprefix(website.root) for p in crawls.snapshot().pages} == set(website.asked) - {"/robots.txt"}
    assert verify(crawls.archive) == ()
    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        rebuild(other, crawls.archive)
        assert other.snapshot() == crawls.snapshot()


def test_articles_behind_an_unchanged_first_page_are_had_after_all(crawls, website):
    website.put_list("/tzgg/", crawls.months[:2], "/tzgg/index_2.html")
    website.put_list("/tzgg/index_2.html", crawls.months[2:])
    whole = website.answers[POST.format(1)]
    website.put(POST.format(1), "x", cut_to=0)
    crawls.run()
    website.answers[POST.format(1)] = whole
    asked = website.requests_of(crawls.run)
    assert (POST.format(1) in asked, "/tzgg/index_2.html" in asked) == (True, False)
    assert crawls.page(POST.format(1)).page.title == "一月报告"


def test_an_attachment_that_failed_is_asked_for_again(crawls, website):
    whole = website.answers["/files/table.txt"]
    website.put("/files/table.txt", "x", status=503)
    crawls.run()
    website.answers["/files/table.txt"] = whole
    assert "/files/table.txt" in website.requests_of(crawls.run)
    assert "/files/table.txt" not in website.requests_of(crawls.run)


def test_a_database_behind_its_archive_is_brought_up(crawls):
    """As after a kill between the journal line and the commit."""
    crawls.run()
    whole = crawls.snapshot()
    events = [(seq, event) for seq, event in enumerate(crawls.journal(), start=1)]
    run = runs_in(crawls.archive)[-1]
    with Store(crawls.db_url) as store:
        store.forget_archive()
        store.apply(run, events[:7])
    crawls.run()
    assert crawls.snapshot(whole.known_at) == whole


def test_a_new_reader_version_reads_the_archive_again(crawls, monkeypatch):
    crawls.run()
    before = crawls.snapshot()
    for module in ("crawler.store", "crawler.run"):
        monkeypatch.setattr(f"{module}.READER", READER + "-next")
    assert all(not page.page.readable for page in crawls.snapshot().pages)
    crawls.run()
    assert [p.page for p in crawls.snapshot(before.known_at).pages] == [p.page for p in before.pages]


def test_an_error_of_the_second_look_ends_the_run_as_failed(crawls):
    def broken():
        raise ZeroDivisionError("boom")

    with pytest.raises(ZeroDivisionError):
        crawls.run(second_look=broken)
    assert crawls.journal()[-1].status == "failed"
    assert threading.active_count() < 10


WALL = "<html><head><title>访问被拦截</title></head><body><h1>您的访问被阻断</h1><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p></body></html>"


def test_a_firewalls_page_takes_the_place_of_no_page(crawls, website):
    crawls.run()
    before = crawls.page(POST.format(2))
    for n in (1, 2, 3):
        website.put(POST.format(n), WALL)
    crawls.run(full=True)
    after = crawls.page(POST.format(2))
    assert (after.page.title, after.sha256, after.withdrawn_on) == (before.page.title, before.sha256, None)
    assert {path for path, reason in failures(crawls) if reason == "waf"} == {POST.format(n) for n in (1, 2, 3)}


def test_an_article_that_sends_us_home_has_not_moved_to_the_home_page(crawls, website):
    website.put(POST.format(2), "", status=302, headers={"Location": "/"})
    crawls.run()
    assert [e.address.removeprefix(website.root) for e in crawls.snapshot().listed if e.title == "二月报告"] == [POST.format(2)]
    assert (POST.format(2), "redirected_home") in failures(crawls)


def test_outside_its_hours_a_run_asks_nothing_and_tells_nothing_of_the_sites(crawls, website):
    crawls.run()
    district = replace(crawls.district(), crawl=CrawlSettings(delay_seconds=0, night_window="02:00-02:01"))
    before = len(website.asked), crawls.snapshot()
    with pytest.raises(OutsideHours, match=r"不在抓取时段 02:00-02:01.*--any-time"):
        crawls.run(district=district, fast=False)
    assert (len(website.asked), crawls.snapshot()) == before
    assert crawls.run(district=district.at_any_time(), fast=False).unhealthy == ()
