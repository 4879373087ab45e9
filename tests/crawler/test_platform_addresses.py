"""Which spellings of an address are one column, and which are not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crawler.addresses import clean_address, column_key, is_feed, leads_to_more_pages, merge_query
from crawler.fetching import PLAINLY, Answer, Ask
from crawler.known import Known
from crawler.page import Entry, Page
from crawler.platforms.pages import ListPages
from crawler.platforms.traps import day_span, is_growing
from crawler.trip import Options, Trip
from rules.units import District, Site

FOLDER = "http://a.gov.cn/tzgg/"


@pytest.mark.parametrize(
    "url",
    [
        "http://a.gov.cn/tzgg/", "https://a.gov.cn/tzgg/", "http://A.gov.cn:80/tzgg/", "http://a.gov.cn/tzgg/#top", "http://a.gov.cn/tzgg/?",
        "http://a.gov.cn/tzgg/index.html", "http://a.gov.cn/tzgg/index.shtml", "http://a.gov.cn/tzgg/default.aspx", "http://a.gov.cn/tzgg/index.html?",
        "http://a.gov.cn/tzgg/;jsessionid=0A1B2C", "http://a.gov.cn/tzgg/index.jsp;jsessionid=0A1B.node1?", "http://a.gov.cn/tzgg/?PHPSESSID=f00",
        "http://a.gov.cn/tzgg/?JSESSIONID=1&utm_source=a&utm_medium=b", "http://a.gov.cn/tzgg/?sid=5f2e9c1d7ab34e60b1", "http://a.gov.cn/tzgg/?_=1512345678901",
        "http://a.gov.cn/tzgg/?t=1512345678", "http://a.gov.cn/tzgg/?rnd=0.123456", "http://a.gov.cn/tzgg/?page=1", "http://a.gov.cn/(S(abcdefghij0123456789klmn))/tzgg/",
        "http://a.gov.cn/tzgg/?offset=0", "http://a.gov.cn/tzgg/index.html?pageNo=1&utm_campaign=x",
    ],
)  # fmt: skip
def test_these_spellings_are_one_column(url):
    assert column_key(url) == FOLDER


@pytest.mark.parametrize(
    "url",
    [
        "http://a.gov.cn/tzgg", "http://a.gov.cn/tzgg/index_2.html", "http://a.gov.cn/tzgg/?page=2", "http://a.gov.cn/tzgg/?sid=755041", "http://a.gov.cn/tzgg/?t=3",
        "http://a.gov.cn/tzgg/?token=3", "http://a.gov.cn/tzgg/?id=1", "http://b.gov.cn/tzgg/", "http://a.gov.cn/tzgg/list.html", "http://a.gov.cn/tzgg/?s=财政",
        "http://a.gov.cn/tzgg/?offset=20",
    ],
)  # fmt: skip
def test_these_are_other_columns(url):
    assert column_key(url) != FOLDER


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://a/x.aspx?id=3&sid=1&jsessionid=9", "http://a/x.aspx?id=3&sid=1"),
        ("http://a/x.aspx?a=&b", "http://a/x.aspx?a=&b"),
        ("http://a/x.aspx?b=2&a=1#p", "http://a/x.aspx?b=2&a=1#p"),
        ("http://a/x;y/z", "http://a/x;y/z"),
    ],
)
def test_what_an_address_is_about_is_left_as_it_is(url, asked):
    assert clean_address(url) == asked


@pytest.mark.parametrize(
    ("url", "text", "is_more"),
    [
        ("http://a/list.aspx?id=3&page=1", "通知公告", False), ("http://a/list.aspx?id=3&page=1", "1", True), ("http://a/list.aspx?id=3&page=2", "通知", True),
        ("http://a/list.aspx?id=3&page=10", "通知", True), ("http://a/gkmlpt/api/all/12?page=1&sid=1", "目录>规章", False), ("http://a/x/", "第2页", True),
        ("http://a/x/", "下一页", True), ("http://a/list?offset=0", "通知", False), ("http://a/list?offset=20", "通知", True),
        ("http://a/list.aspx?pageNo=1", "通知", False),
    ],
)  # fmt: skip
def test_first_pages_are_columns_and_further_pages_are_not(url, text, is_more):
    assert leads_to_more_pages(url, text) is is_more


@pytest.mark.parametrize(
    ("asked", "following", "merged"),
    [
        ("http://a/l?page=1&sid=7", "http://a/l?page=2", "http://a/l?page=2&sid=7"),
        ("http://a/l?c=1&page=1&size=20", "http://a/l?page=2&x=1", "http://a/l?c=1&page=2&size=20&x=1"),
        ("http://a/l", "http://a/l?page=2", "http://a/l?page=2"),
        ("http://a/l?page=1", "http://a/m?page=2", "http://a/m?page=2"),
        ("http://a/l?page=1", "http://a/l_2.json", "http://a/l_2.json"),
    ],
)
def test_a_way_on_that_names_only_the_page_keeps_what_else_was_asked(asked, following, merged):
    assert merge_query(asked, following) == merged


def test_feeds_calendars_and_growing_paths_are_told_by_their_shape():
    feeds = [path for path in ("rss.xml", "zcjd/rss", "feed/", "atom.xml", "x.rss", "?feed=rss2", "rssx/", "feedback.html") if is_feed(f"http://a/{path}")]
    assert feeds == ["rss.xml", "zcjd/rss", "feed/", "atom.xml", "x.rss", "?feed=rss2"]
    paths = ("2017/05/", "2017-05-03", "201705/", "r?month=2017-05", "2017/", "r?year=2017", "t20170503_1.html")
    assert [path for path in paths if day_span(f"http://a/{path}")] == ["2017/05/", "2017-05-03", "201705/", "r?month=2017-05"]
    paths = ("a/a/a/", "a/b/a/b/a/b", "a/a/b/", "/".join("abcdefghijklmnopqrs"))
    assert [is_growing(f"http://a/{path}") for path in paths] == [True, True, False, True]


def test_a_browser_is_asked_only_where_a_script_fills_a_list_and_there_is_a_browser():
    """A Fetch of ours stands for the one that shows pages."""
    empty = Page(kind="other", media="html", readable=False, reason="列表由脚本填充，页面本身没有条目")
    filled = Page(kind="list", media="html", entries=(Entry("http://a.gov.cn/1", "第一号通知", date(2017, 5, 5)),))
    asked: list[tuple[str, bool]] = []

    async def fetch(url: str, role: str, ask: Ask = PLAINLY) -> Answer:
        asked.append((url, ask.render))
        return Answer(url, url, 200, page=filled if ask.render else empty)

    district = District(1, "番禺区", (Site("a", "甲", start=("http://a.gov.cn/",)),), ())
    options = Options(date(2017, 1, 1), full=False, wanted=lambda title, day: False)

    def first(given: Options) -> tuple[Answer, str]:
        pages = ListPages(Trip(district, Known(), given, fetch, lambda event: None, lambda: datetime(2018, 1, 1, tzinfo=UTC)))
        return asyncio.run(pages.first(FOLDER)), pages.read_from

    answer, _ = first(options)
    assert asked == [(FOLDER, False)]
    assert (answer.page.readable, answer.page.reason) == (False, "列表由脚本填充，页面本身没有条目；请管理员运行 make browser 并安装 Chromium")
    answer, read_from = first(replace(options, renders=True))
    assert (answer.page, read_from, asked[1:]) == (filled, "browser", [(FOLDER, False), (FOLDER, True)])
