"""Crawls of a real website on this machine: what is asked for, kept, found, and found again."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import date, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.events import Captured, ColumnRead, RunEnded, RunStarted, SecondLookStarted
from crawler.journal import runs_in
from crawler.rebuild import rebuild
from crawler.recheck import Recheck
from crawler.run import FastRefused, crawl
from crawler.store import Store
from crawler.verify import verify
from rules.errors import AlreadyRunning, InvalidInput, StoreError
from rules.units import Column

POST = "/tzgg/content/post_{}.html"


def addresses(pages):
    return {page.address.split("/", 3)[3] for page in pages}


def entries_of(first, last):
    """Entries numbered downwards, one a day."""
    start = date(2017, 1, 1)
    return [(POST.format(n), f"第{n}号通知", (start + timedelta(n)).isoformat()) for n in range(last, first - 1, -1)]


def put_pages(website, entries, size=5):
    """The entries on as many list pages as they need, each with its article."""
    for at in range(0, len(entries), size):
        number = at // size + 1
        more = f"/tzgg/index_{number + 1}.html" if at + size < len(entries) else ""
        website.put_list("/tzgg/" if number == 1 else f"/tzgg/index_{number}.html", entries[at : at + size], more)
    for href, title, day in entries:
        website.put_article(href, title, day)


def test_a_first_crawl_finds_the_column_its_articles_and_their_files(crawls, website):
    summary = crawls.run()
    assert website.asked[:2] == ["/robots.txt", "/"]
    assert sorted(website.asked[2:]) == sorted(["/tzgg/", "/jgzn/", *(POST.format(n) for n in (1, 2, 3)), "/files/table.txt"])
    assert (summary.requests, summary.new_pages, summary.columns_complete, summary.columns_incomplete) == (8, 7, 1, 0)
    assert (summary.unhealthy, summary.failures) == ((), ())
    assert addresses(crawls.snapshot().pages) == {path[1:] for path in website.asked[1:]}


def test_what_was_seen_is_told_with_place_time_and_digest(crawls, website):
    crawls.run()
    page = crawls.page(POST.format(3))
    assert (page.page.title, page.page.published.date, page.site, page.withdrawn_on) == ("三月报告", date(2017, 3, 20), "czj", None)
    assert page.page.attachments[0].href == website.root + "/files/table.txt"
    assert (page.page.body, page.page.tables, page.page.entries) == ("", (), ())
    assert page.first_seen == page.fetched_at
    listed = [(e.title, e.date, e.address, e.gone_on) for e in crawls.snapshot().listed]
    assert ("三月报告", date(2017, 3, 20), page.address, None) in listed
    look = crawls.last_look()
    assert (look.name, look.complete, look.reached, look.to_end, look.entries, look.oldest) == ("通知公告", True, "end", True, 3, date(2017, 1, 20))
    site = crawls.last_site()
    assert (site.reached, site.names_unit, site.reason) == (True, True, "")


def test_the_text_of_a_packed_attachment_is_read(crawls):
    crawls.run()
    with Store(crawls.db_url) as store:
        bodies = [reading.page.body for reading in store.readings_after(0)]
    assert any("收入,100" in body or "收入" in body for body in bodies)


def test_every_answer_lies_in_a_warc_file_with_its_digest(crawls, website):
    crawls.run()
    run = runs_in(crawls.archive)[-1]
    urls = []
    for path in (crawls.archive / run).glob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                urls.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    for kind in ("request", "response"):
        assert sorted(url for of, url in urls if of == kind) == sorted(website.root + path for path in website.asked)
    assert verify(crawls.archive) == ()


def test_the_journal_tells_the_run_from_start_to_end(crawls):
    crawls.run()
    events = crawls.journal()
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-1], RunEnded)
    assert events[-1].status == "done"
    assert dict(events[-1].counts)["requests"] == 8
    assert [e.role for e in events if isinstance(e, Captured)].count("robots") == 1
    assert [len(e.entries) for e in events if isinstance(e, ColumnRead)] == [3]


def test_the_database_rebuilt_from_the_archive_is_equal(crawls, website, tmp_path):
    crawls.run()
    website.put_list("/tzgg/", [(POST.format(4), "四月报告", "2017-04-20"), *crawls.months[:2]])
    website.put_article(POST.format(4), "四月报告", "2017-04-20")
    website.take_away(POST.format(1))
    crawls.run(full=True)
    with Store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        assert rebuild(other, crawls.archive) == 2
        assert other.snapshot() == crawls.snapshot()
        assert rebuild(other, crawls.archive) == 2
        assert other.snapshot() == crawls.snapshot()
        assert [run.status for run in other.runs()] == ["done", "done"]


def test_a_deleted_database_is_filled_again_by_the_next_crawl(crawls, website):
    crawls.run()
    before = crawls.snapshot()
    for path in crawls.folder.glob("gongkai.db*"):
        path.unlink()
    asked = website.requests_of(lambda: crawls.run())
    assert asked == ["/robots.txt", "/", "/tzgg/"]
    assert crawls.snapshot(before.known_at) == before


def test_an_unchanged_site_costs_three_requests_the_next_night(crawls, website):
    crawls.run()
    assert website.requests_of(crawls.run) == ["/robots.txt", "/", "/tzgg/"]
    assert crawls.last_look().reached == "unchanged"
    assert crawls.last_site().names_unit


def test_a_new_entry_costs_its_article_and_no_more_pages_than_it_needs(crawls, website):
    put_pages(website, entries_of(1, 22))
    crawls.run()
    assert crawls.last_look().pages == 5
    put_pages(website, entries_of(1, 24))
    asked = website.requests_of(crawls.run)
    assert sorted(asked) == sorted(["/robots.txt", "/", "/tzgg/", "/tzgg/index_2.html", POST.format(23), POST.format(24)])
    look = crawls.last_look()
    assert (look.reached, look.to_end, look.entries) == ("known", True, 24)


def test_a_full_crawl_takes_nothing_for_granted(crawls, website):
    crawls.run()
    assert len(website.requests_of(lambda: crawls.run(full=True))) == 8


def test_a_changed_title_fetches_the_article_again_and_keeps_its_first_day(crawls, website):
    crawls.run()
    first = crawls.snapshot()
    website.put_list("/tzgg/", [(POST.format(3), "三月报告（更正）", "2017-03-20"), *crawls.months[1:]])
    website.put_article(POST.format(3), "三月报告（更正）", "2017-03-20")
    assert POST.format(3) in website.requests_of(crawls.run)
    now = next(e for e in crawls.snapshot().listed if e.url.endswith(POST.format(3)))
    assert (now.title, now.first_seen) == ("三月报告（更正）", first.listed[0].first_seen)
    assert crawls.page(POST.format(3)).page.title == "三月报告（更正）"
    assert crawls.snapshot(first.known_at) == first


@pytest.mark.parametrize(("status", "withdrawn"), [(404, True), (410, True), (200, False)])
def test_an_entry_that_vanished_is_visited_to_see_whether_it_is_withdrawn(crawls, website, status, withdrawn):
    crawls.run()
    website.put_list("/tzgg/", crawls.months[:2])
    if withdrawn:
        website.take_away(POST.format(1), status)
    assert POST.format(1) in website.requests_of(crawls.run)
    page = crawls.page(POST.format(1))
    assert (page.withdrawn_on is not None) is withdrawn
    gone = next(e for e in crawls.snapshot().listed if e.url.endswith(POST.format(1)))
    assert gone.gone_on == crawls.last_look().at


def test_a_withdrawn_page_that_comes_back_stands_again_as_a_new_stay(crawls, website):
    crawls.run()
    website.put_list("/tzgg/", crawls.months[:2])
    website.take_away(POST.format(1))
    crawls.run()
    website.put_list("/tzgg/", crawls.months)
    website.put_article(POST.format(1), "一月报告", "2017-01-20")
    crawls.run(full=True)
    assert crawls.page(POST.format(1)).withdrawn_on is None
    stays = [e for e in crawls.snapshot().listed if e.url.endswith(POST.format(1))]
    assert [stay.gone_on is None for stay in stays] == [False, True]
    assert stays[0].gone_on < stays[1].first_seen


def test_articles_before_the_window_are_left_out_unless_wanted(crawls, website):
    old = [("/tzgg/content/post_98.html", "办事指南", "2015-05-01"), ("/tzgg/content/post_99.html", "很早以前的通知", "2015-04-01")]
    put_pages(website, [*crawls.months, *old])
    asked = website.requests_of(lambda: crawls.run(wanted=lambda title, day: title == "办事指南" and day == date(2015, 5, 1)))
    assert "/tzgg/content/post_98.html" in asked
    assert "/tzgg/content/post_99.html" not in asked
    assert len(crawls.snapshot().listed) == 5


def test_entries_of_other_hosts_are_listed_but_not_fetched(crawls, website):
    website.put_list("/tzgg/", [("http://www.gd.gov.cn/x.html", "省里的通知", "2017-05-01"), *crawls.months])
    summary = crawls.run()
    assert dict(summary.skipped)["不属于 units.yaml 里的站点"] >= 1
    assert "http://www.gd.gov.cn/x.html" in {e.address for e in crawls.snapshot().listed}


def test_the_second_look_reads_the_named_sites_columns_once_more(crawls, website):
    seen = []

    def second_look():
        seen.append(len(crawls.snapshot().pages))
        put_pages(website, [(POST.format(4), "四月报告", "2017-04-20"), *crawls.months])
        return Recheck(frozenset({"czj"}))

    crawls.run(second_look=second_look)
    assert seen == [7]
    assert [(look.look, look.complete, look.reached, look.entries) for look in crawls.snapshot().looks] == [(1, True, "end", 3), (2, True, "end", 4)]
    assert crawls.page(POST.format(4)) is not None
    assert sum(isinstance(e, SecondLookStarted) for e in crawls.journal()) == 1


def test_no_second_look_where_nothing_fails(crawls, website):
    crawls.run(second_look=Recheck)
    assert len(website.asked) == 8


def test_a_declared_column_keeps_its_id_and_is_not_searched_for(crawls, website):
    column = Column(id="gg", name="公告", start=f"{website.root}/tzgg/index.html")
    website.answers["/tzgg/index.html"] = website.answers["/tzgg/"]
    crawls.run(district=crawls.district(columns=(column,)))
    assert "/jgzn/" not in website.asked
    assert [(look.column, look.name) for look in crawls.snapshot().looks] == [("gg", "公告")]


def test_columns_are_found_behind_section_pages_and_counted_once(crawls, website):
    from_home = website.answers["/"].body.decode().replace("</div>", '<a href="/zwgk/">政务公开</a><a href="/tzgg/index.html">公告</a></div>', 1)
    website.put("/", from_home)
    website.put("/zwgk/", website.answers["/jgzn/"].body.decode().replace("</div>", '<a href="/zwgk/czxx/">财政信息</a><a href="/a.pdf">图</a></div>', 1))
    website.put_list("/zwgk/czxx/", [("/zwgk/czxx/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")], name="财政信息")
    website.put_article("/zwgk/czxx/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")
    crawls.run()
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/", "/zwgk/czxx/"}
    assert "/a.pdf" not in website.asked
    assert len(website.asked) == len(set(website.asked))


def test_a_publication_only_the_home_page_links_to_is_had_with_its_file(crawls, website):
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/zt/content/post_77.html">专题公开</a></div>', 1))
    website.put_article("/zt/content/post_77.html", "专题公开情况", "2017-06-06", '<a href="/files/77.txt">附件：77.txt</a>')
    website.put("/files/77.txt", "专题的附件", headers={"Content-Type": "text/plain; charset=utf-8"})
    crawls.run()
    assert crawls.page("/zt/content/post_77.html").page.title == "专题公开情况"
    assert crawls.page("/files/77.txt") is not None
    assert website.requests_of(crawls.run) == ["/robots.txt", "/", "/tzgg/"]


def test_a_home_page_link_to_a_listed_publication_of_earlier_years_is_not_followed(crawls, website):
    put_pages(website, [*crawls.months, ("/tzgg/content/post_98.html", "多年以前的通知", "2012-05-01")])
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/tzgg/content/post_98.html">多年以前的通知</a></div>', 1))
    crawls.run()
    assert "/tzgg/content/post_98.html" not in website.asked


def test_a_column_whose_address_looks_like_a_publication_is_found_all_the_same(crawls, website):
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/zwgk/123456.html">财政信息</a></div>', 1))
    website.put_list("/zwgk/123456.html", [("/zwgk/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")], name="财政信息")
    website.put_article("/zwgk/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")
    crawls.run()
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/", "/zwgk/123456.html"}
    assert crawls.page("/zwgk/content/post_9.html") is not None


def test_a_link_that_appears_later_is_found_the_next_night(crawls, website):
    crawls.run()
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/new/">新栏目</a></div>', 1))
    website.put_list("/new/", [("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")], name="新栏目")
    website.put_article("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")
    asked = website.requests_of(crawls.run)
    assert sorted(asked) == ["/", "/new/", "/new/content/post_5.html", "/robots.txt", "/tzgg/"]


def test_a_found_column_that_is_taken_down_is_removed_and_its_entries_are_gone(crawls, website):
    crawls.run()
    website.put("/", website.answers["/jgzn/"].body)
    website.take_away("/tzgg/")
    crawls.run()
    look = crawls.last_look()
    assert (look.complete, look.reached, look.entries) == (True, "removed", 0)
    assert "/tzgg/" not in website.requests_of(crawls.run)


@pytest.mark.parametrize(("nav", "reached"), [("", "removed"), ('<a href="/tzgg/">通知公告</a>', "")], ids=["nobody links", "a sister column links"])
def test_a_column_is_removed_only_if_no_unchanged_page_links_to_it_either(crawls, website, nav, reached):
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/czxx/">财政信息</a></div>', 1))
    website.put_list("/czxx/", [("/czxx/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")], name="财政信息")
    website.put("/czxx/", website.answers["/czxx/"].body.decode().replace("<body>", f"<body><div class='nav'>{nav}</div>"))
    website.put_article("/czxx/content/post_9.html", "二〇一七年预算情况说明", "2017-02-02")
    for _ in range(6):
        crawls.run()
    website.put("/", website.answers["/"].body.decode().replace('<a href="/tzgg/">通知公告</a>', ""))
    website.take_away("/tzgg/")
    crawls.run()
    assert crawls.last_look().reached == reached
    assert crawls.last_look("/czxx/").complete


def test_a_column_still_linked_that_answers_404_is_not_covered(crawls, website):
    crawls.run()
    website.take_away("/tzgg/")
    summary = crawls.run()
    assert (crawls.last_look().complete, summary.unhealthy) == (False, (("czj", "columns_incomplete"),))
    assert "404" in crawls.last_look().reason
    assert all(e.gone_on is None for e in crawls.snapshot().listed)


def test_https_twins_are_one_address_asked_as_the_site_is_written(crawls, website):
    secure = [(f"https://127.0.0.1:{website.port}{href}", title, day) for href, title, day in crawls.months]
    website.put_list("/tzgg/", secure)
    summary = crawls.run()
    assert summary.failures == ()
    assert POST.format(3) in website.asked


def test_a_moved_article_is_known_where_it_lies_now(crawls, website):
    website.put(POST.format(3), "", status=301, headers={"Location": "/new/content/post_3.html"})
    website.put_article("/new/content/post_3.html", "三月报告", "2017-03-20")
    crawls.run()
    listed = next(e for e in crawls.snapshot().listed if e.title == "三月报告")
    assert listed.url == website.root + POST.format(3)
    assert listed.address == website.root + "/new/content/post_3.html"
    assert crawls.page("/new/content/post_3.html").page.title == "三月报告"
    captured = [(e.url, e.status, e.location) for e in crawls.journal() if isinstance(e, Captured) and "post_3" in e.url]
    assert captured == [(listed.url, 301, listed.address), (listed.address, 200, "")]


def test_never_two_requests_at_once_on_a_host(crawls, website):
    put_pages(website, entries_of(1, 60))
    crawls.run()
    assert website.most_at_once == 1


def test_only_the_named_sites_are_crawled(crawls, website):
    with pytest.raises(InvalidInput, match=r"没有这些站点：不存在.*czj"):
        crawls.run(sites=("不存在",))
    assert crawls.run(sites=("区财政局网站",)).columns_complete == 1


def test_fast_is_for_loopback_alone(crawls):
    district = crawls.district(start=("http://www.panyu.gov.cn/",))
    with pytest.raises(FastRefused, match="--fast"):
        crawls.run(district=district)


def test_two_at_once_on_an_archive_are_refused(crawls, website):
    inside, may_go = threading.Event(), threading.Event()

    def wait(_path):
        inside.set()
        may_go.wait(10)

    website.before = wait
    first = crawls.request()
    thread = threading.Thread(target=lambda: crawl(first))
    thread.start()
    try:
        assert inside.wait(10)
        with pytest.raises(AlreadyRunning, match="另一次抓取正在使用档案"):
            crawls.run()
    finally:
        may_go.set()
        thread.join()
    assert crawls.journal()[-1].status == "done"


def test_a_clock_that_went_back_is_refused(crawls):
    crawls.run()
    crawls.day = -10
    with pytest.raises(StoreError, match="GONGKAI_NOW"):
        crawls.run()


def test_a_moved_archive_is_verified_and_a_changed_byte_named(crawls, tmp_path):
    crawls.run()
    moved = tmp_path / "moved"
    shutil.copytree(crawls.archive, moved)
    warc = next(moved.glob("*/*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 1
    warc.write_bytes(data)
    faults = verify(moved)
    assert len(faults) == 1
    assert warc.name in faults[0]


def test_the_database_is_in_wal_mode_and_whole(crawls):
    crawls.run()
    connection = sqlite3.connect(crawls.folder / "gongkai.db")
    try:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()
