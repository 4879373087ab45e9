"""Sites whose columns are known: searched for new ones each third night alone, and at once where a column no longer shows itself."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby

import pytest

from crawler.recheck import Recheck
from rules.units import CrawlSettings

FOUND_AFTER = 5
"""Nights after which all columns of a site were come to."""
POST = "/zcjd/content/post_9.html"


def home(*columns):
    links = "".join(f'<a href="/{column}/">{column}</a>' for column in columns)
    return f"<html><head><title>番禺区财政局</title></head><body><div>{links}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"


@pytest.fixture
def quiet(crawls):
    told = CrawlSettings(delay_seconds=0, full_read_days=4000, rule_column_days=4000, revisits_per_host=0)
    return {"district": replace(crawls.district(), crawl=told)}


@pytest.fixture
def settled(crawls, website, quiet):
    """The website on an evening before a night without a search."""
    website.put("/", home("tzgg", "zcfg"))
    website.put_list("/zcfg/", [(f"/zcfg/content/post_{n}.html", f"第{n}号办法", f"2017-0{n}-01") for n in (3, 2, 1)], name="政策法规")
    for n in (3, 2, 1):
        website.put_article(f"/zcfg/content/post_{n}.html", f"第{n}号办法", f"2017-0{n}-01")
    for _ in range(FOUND_AFTER):
        crawls.run(**quiet)
    while "/" not in website.requests_of(lambda: crawls.run(**quiet)):
        pass
    return website


def open_column(website, *columns):
    website.put("/", home(*columns))
    website.put_list("/zcjd/", [(POST, "新栏目的解读", "2017-12-30")], name="政策解读")
    website.put_article(POST, "新栏目的解读", "2017-12-30")


def test_the_home_page_is_asked_for_each_third_night(crawls, settled, quiet):
    asked = [settled.requests_of(lambda: crawls.run(**quiet)) for _ in range(9)]
    assert [len(list(nights)) for is_searched, nights in groupby("/" in night for night in asked) if not is_searched] == [2, 2, 2]
    assert sorted(asked[0]) == ["/robots.txt", "/tzgg/", "/zcfg/"]


def test_a_night_without_a_search_counts_as_a_look_at_the_whole_site(crawls, settled, quiet):
    before = crawls.last_site()
    assert crawls.run(**quiet).unhealthy == ()
    look = crawls.last_site()
    assert (look.reached, look.names_unit, look.reason, look.standing, look.nights_left) == (True, True, "", before.standing, 0)
    assert "没有另找新栏目" in look.detail
    assert {c.column for c in crawls.snapshot().looks if c.run == look.run and c.complete} == {"/tzgg/", "/zcfg/"}


def test_a_new_column_is_found_two_nights_later_at_the_latest(crawls, settled, quiet):
    open_column(settled, "tzgg", "zcfg", "zcjd")
    nights = [POST in settled.requests_of(lambda: crawls.run(**quiet)) for _ in range(3)]
    assert nights == [False, False, True]
    entry = next(e for e in crawls.snapshot().listed if e.title == "新栏目的解读")
    assert entry.first_seen == crawls.last_look("/zcjd/").at


def test_the_second_look_finds_a_new_column_that_night(crawls, settled, quiet):
    open_column(settled, "tzgg", "zcfg", "zcjd")
    crawls.run(**quiet, second_look=lambda: Recheck(sites=frozenset(("czj",))))
    assert (crawls.last_look("/zcjd/").look, crawls.last_look("/zcjd/").complete) == (2, True)
    assert crawls.page(POST) is not None


def test_a_column_that_nothing_links_to_any_more_is_missed_that_night(crawls, settled, quiet):
    settled.put("/", home("tzgg"))
    settled.take_away("/zcfg/")
    asked = settled.requests_of(lambda: crawls.run(**quiet))
    assert (asked.count("/"), asked.count("/zcfg/")) == (1, 1)
    assert crawls.last_look("/zcfg/").reached == "removed"


def test_a_column_that_fails_and_is_still_linked_to_was_not_seen(crawls, settled, quiet):
    settled.take_away("/zcfg/")
    asked = settled.requests_of(lambda: crawls.run(**quiet))
    assert (asked.count("/"), asked.count("/tzgg/")) == (1, 1)
    assert not crawls.last_look("/zcfg/").complete
    assert crawls.last_look("/tzgg/").complete


def test_a_column_whose_navigation_alone_links_to_another_keeps_it(crawls, settled, quiet):
    """What was read before the search began was read without its links."""
    settled.put("/", home("tzgg"))
    settled.put_list("/tzgg/", [("/zcfg/", "政策法规", ""), *crawls.months])
    settled.take_away("/zcfg/")
    crawls.run(**quiet)
    assert crawls.last_look("/zcfg/").reached != "removed"


def test_after_a_look_that_was_not_sound_the_site_is_searched(crawls, settled, quiet):
    settled.take_away("/", 503)
    nights = [bool(crawls.run(**quiet).unhealthy) for _ in range(3)]
    assert nights == [False, False, True]
    settled.put("/", home("tzgg", "zcfg"))
    assert "/" in settled.requests_of(lambda: crawls.run(**quiet))
    assert crawls.last_site().detail == ""


def test_of_a_list_that_a_script_fills_the_data_alone_is_asked_for(crawls, website, quiet):
    rows = [{"title": f"第{n}号通知", "url": f"/tzgg/content/post_{n}.html", "publishDate": f"2017-0{n}-15"} for n in (3, 2, 1)]
    data = json.dumps({"code": 0, "data": {"total": 3, "page": 1, "rows": rows}}, ensure_ascii=False)
    website.put("/tzgg/", _shell("/api/a.json"))
    for path in ("/api/a.json?page=1&size=20", "/api/b.json?page=1&size=20"):
        website.put(path, data, headers={"Content-Type": "application/json; charset=utf-8"})
    for _ in range(FOUND_AFTER):
        crawls.run(**quiet)
    while "/" not in website.requests_of(lambda: crawls.run(**quiet)):
        pass
    assert website.requests_of(lambda: crawls.run(**quiet)) == ["/robots.txt", "/api/a.json?page=1&size=20"]
    assert crawls.last_look().reached == "unchanged"
    website.put("/tzgg/", _shell("/api/b.json"))
    website.take_away("/api/a.json?page=1&size=20")
    assert {"/tzgg/", "/api/b.json?page=1&size=20"} < set(website.requests_of(lambda: crawls.run(**quiet)))
    assert crawls.last_look().complete


def _shell(data):
    return (
        '<html><head><title>通知公告 - 番禺区财政局</title><meta name="ColumnName" content="通知公告"></head>'
        '<body><div>您当前所在位置：首页 &gt; 通知公告</div><ul class="news_list" id="list"></ul><div id="pager"></div>'
        f"<script>function draw(d){{}}\n$.getJSON(\"{data}?page=1&size=20\", draw);\n$('#list').append('');</script></body></html>"
    )
