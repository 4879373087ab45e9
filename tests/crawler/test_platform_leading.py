"""Pages that are no lists to the reader, and yet the only way to some publications: they are columns, or their site would count as read without them."""

from __future__ import annotations

import pytest

MEMBERS = [("/ldzc/content/post_71.html", "张三"), ("/ldzc/content/post_72.html", "李四")]


def leading(links, name="领导之窗", nav=""):
    anchors = "".join(f"<p><a href='{href}'>{text}</a></p>" for href, text in links)
    return f"<html><head><title>{name} - 番禺区财政局</title></head><body>{nav}<div>{anchors}</div></body></html>"


NAV = "<div class='nav'><a href='/tzgg/'>通知公告</a><a href='/ldzc/'>领导之窗</a><a href='/jgzn/'>机构职能</a></div>"


@pytest.fixture
def office(website):
    """A page of links beside an ordinary column: its two publications stand in no list."""
    website.put("/", f"<html><head><title>番禺区财政局</title></head><body>{NAV}<p>欢迎访问番禺区财政局网站。</p></body></html>")
    website.put("/ldzc/", leading(MEMBERS, nav=NAV))
    for href, text in MEMBERS:
        website.put_article(href, f"番禺区财政局领导{text}", "2017-02-02")
    return website


def test_a_page_of_links_to_publications_is_read_as_a_list_of_them(crawls, office):
    assert crawls.run().unhealthy == ()
    look = crawls.last_look("/ldzc/#links")
    assert (look.complete, look.reached, look.entries, look.name) == (True, "end", 2, "领导之窗")
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/", "/ldzc/#links"}
    assert sorted(entry.title for entry in crawls.snapshot().listed if entry.column == "/ldzc/#links") == ["张三", "李四"]
    assert len(office.asked) == len(set(office.asked))


@pytest.mark.parametrize("nights", [1, 7])
def test_what_enters_such_a_page_later_is_seen_the_next_night(crawls, office, nights):
    for _ in range(nights):
        crawls.run()
    office.put("/ldzc/", leading([*MEMBERS, ("/ldzc/content/post_73.html", "王五")], nav=NAV))
    office.put_article("/ldzc/content/post_73.html", "番禺区财政局领导王五", "2017-12-30")
    assert crawls.run().unhealthy == ()
    assert crawls.page("/ldzc/content/post_73.html") is not None
    assert crawls.last_look("/ldzc/#links").entries == 3


def test_such_a_page_with_ways_to_more_pages_is_not_read_whole(crawls, office):
    office.put("/ldzc/", leading([*MEMBERS, ("/ldzc/index_2.html", "下一页")], nav=NAV))
    assert crawls.run().unhealthy == (("czj", "columns_incomplete"),)
    assert not crawls.last_look("/ldzc/#links").complete


def test_a_page_that_leads_only_to_columns_is_none(crawls, office):
    office.put("/ldzc/", leading([("/zcjd/", "政策解读")], nav=NAV))
    office.put_list("/zcjd/", [("/zcjd/content/post_9.html", "关于预算管理办法的解读", "2017-06-05")], name="政策解读")
    office.put_article("/zcjd/content/post_9.html", "关于预算管理办法的解读", "2017-06-05")
    assert crawls.run().unhealthy == ()
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/", "/zcjd/"}
