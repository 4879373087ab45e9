"""The province's catalogue platform, crawled from a small copy of it on this machine."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.events import Captured

SID = "755041"
BASE = "/czj/gkmlpt"
ROWS = 100


def shell(tree):
    config = f"window._CONFIG = {{ SID: '{SID}', LANG: 'zh', DETAIL: {{}}, TREE: {json.dumps(tree, ensure_ascii=False)}, SERVICE_AREA_ID: 440113 }};"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="番禺区财政局"><title>番禺区财政局政府信息公开平台</title>'
        f'<script>{config}</script></head><body><div id="app"></div><div class="footer">主办单位：番禺区财政局</div></body></html>'
    )


def node(number, name, children=(), jump="", posts=700):
    return {"id": number, "name": name, "parent": 0, "post_count": posts, "jump_url": jump, "children": list(children)}


def day_of(n):
    return date(2017, 1, 1) + timedelta(n)


def row(website, n, classify=12):
    made = int(datetime(*day_of(n).timetuple()[:3], 2, tzinfo=UTC).timestamp())
    url = f"{website.root}{BASE}/content/0/{n}/post_{n}.html"
    return {
        "id": n, "title": f"第{n}号文件", "url": url, "post_url": url, "type": "normal", "document_number": "", "create_time": made,
        "date": made - 864000, "created_at": "2019-01-01 00:00:00", "is_abolished": 0, "is_expired": 0, "attachment": [], "classify_main": classify,
    }  # fmt: skip


def detail(n):
    return (
        f'<html><head><meta name="SiteName" content="番禺区财政局"><title>第{n}号文件</title></head><body><table class="classify-detail">'
        f"<tr><td>名称：</td><td>第{n}号文件</td><td>发布日期：</td><td>{day_of(n)}</td></tr></table><h1>第{n}号文件</h1>"
        f'<div class="article-content"><p>{"现将有关情况公布如下。" * 8}</p></div></body></html>'
    )


def put_column(website, number, count, total=None, posts=700):
    """The list API of one column: entries numbered downwards, one a day, 100 a page; 404 past the end."""
    first, rows = number * 1000, [row(website, n, number) for n in range(count, 0, -1)]
    for entry in rows:
        n = entry["id"]
        entry["url"] = entry["post_url"] = f"{website.root}{BASE}/content/{number}/post_{first + n}.html"
        website.put(f"{BASE}/content/{number}/post_{first + n}.html", detail(n))
    for at in range(0, max(count, 1), ROWS):
        told = {"classify": node(number, "文件", posts=posts), "total": count if total is None else total, "offset": at, "articles": rows[at : at + ROWS]}
        body = json.dumps(told, ensure_ascii=False)
        for page in {at // ROWS + 1, 0} if at == 0 else {at // ROWS + 1}:
            website.put(f"{BASE}/api/all/{number}?page={page}&sid={SID}", body, headers={"Content-Type": "application/json"})


def home(links):
    anchors = "".join(f'<a href="{href}">{text}</a>' for href, text in links)
    head = '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head>'
    return f"{head}<body><div class='nav'>{anchors}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"


@pytest.fixture
def platform(website):
    """A shell of three columns, one of which leads elsewhere; 250 documents in one of them."""
    jump = node(99, "市政府目录", jump=f"{website.root}/tzgg/")
    website.put(f"{BASE}/index", shell([node(10, "目录", [node(12, "规范性文件"), node(13, "机构概况")]), jump]))
    put_column(website, 10, 3)
    put_column(website, 12, 250)
    put_column(website, 13, 2)
    return website


def site(crawls, **told):
    return crawls.district(start=(f"{crawls.website.root}{BASE}/index",), prefixes=(f"127.0.0.1:{crawls.website.port}/czj/",), **told)


@pytest.mark.parametrize("kind", ["auto", "gkmlpt"])
def test_every_document_of_the_platform_is_found_and_no_page_asked_for_twice(crawls, platform, kind):
    summary = crawls.run(district=site(crawls, platform=kind))
    assert summary.unhealthy == ()
    asked = platform.asked
    assert len(asked) == len(set(asked))
    assert [path for path in asked if "/api/all/12?" in path] == [f"{BASE}/api/all/12?page={n}&sid={SID}" for n in (1, 2, 3)]
    assert {path for path in asked if "/content/12/" in path} == {f"{BASE}/content/12/post_{12000 + n}.html" for n in range(1, 251)}
    assert not any("/99" in path or path.startswith("/tzgg/") for path in asked)
    looks = {look.column: look for look in crawls.snapshot().looks}
    assert {column: (look.complete, look.reached, look.entries) for column, look in looks.items()} == {
        "gkmlpt:10": (True, "end", 3),
        "gkmlpt:12": (True, "end", 250),
        "gkmlpt:13": (True, "end", 2),
    }
    assert looks["gkmlpt:12"].name.endswith("规范性文件")
    listed = {e.title: e.date for e in crawls.snapshot().listed if e.column == "gkmlpt:12"}
    assert listed["第250号文件"] == day_of(250)


def test_the_next_night_costs_the_shell_and_a_page_for_each_column(crawls, platform):
    crawls.run(district=site(crawls))
    asked = platform.requests_of(lambda: crawls.run(district=site(crawls)))
    assert sorted(asked) == sorted(["/robots.txt", f"{BASE}/index", *(f"{BASE}/api/all/{n}?page=1&sid={SID}" for n in (10, 12, 13))])
    assert {look.complete for look in crawls.snapshot().looks} == {True}


def test_the_platform_is_found_behind_a_home_page_of_the_same_site(crawls, platform):
    platform.put("/czj/", home([("/czj/gkmlpt/index#12", "信息公开目录")]))
    district = crawls.district(start=(f"{platform.root}/czj/",))
    assert crawls.run(district=district).unhealthy == ()
    assert {look.column for look in crawls.snapshot().looks} == {"gkmlpt:10", "gkmlpt:12", "gkmlpt:13"}


def test_a_base_that_sends_to_its_shell_is_a_start_like_any(crawls, platform):
    platform.put("/czj/", "", status=301, headers={"Location": f"{BASE}/index"})
    assert crawls.run(district=crawls.district(start=(f"{platform.root}/czj/",))).unhealthy == ()
    assert {look.column for look in crawls.snapshot().looks} == {"gkmlpt:10", "gkmlpt:12", "gkmlpt:13"}


def test_documents_that_appear_later_cost_their_pages_and_one_list(crawls, platform):
    crawls.run(district=site(crawls))
    put_column(platform, 12, 253)
    asked = platform.requests_of(lambda: crawls.run(district=site(crawls)))
    assert {path for path in asked if "/content/" in path} == {f"{BASE}/content/12/post_{12000 + n}.html" for n in (251, 252, 253)}
    assert [path for path in asked if "/api/all/12?" in path] == [f"{BASE}/api/all/12?page={n}&sid={SID}" for n in (1, 2)]
    assert (crawls.last_look("gkmlpt:12").complete, crawls.last_look("gkmlpt:12").entries) == (True, 253)


def test_a_site_said_to_be_of_the_platform_is_asked_for_its_shell_without_any_link(crawls, platform):
    platform.put(
        "/czj/", '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head><body>欢迎访问番禺区财政局网站。</body></html>'
    )
    assert crawls.run(district=crawls.district(start=(f"{platform.root}/czj/",), platform="gkmlpt")).unhealthy == ()
    assert "gkmlpt:12" in {look.column for look in crawls.snapshot().looks}


def test_a_site_said_to_be_static_is_not_looked_through_for_the_platform(crawls, platform):
    platform.put("/", platform.answers["/"].body.decode().replace("</div>", '<a href="/czj/gkmlpt/index">目录</a></div>', 1))
    crawls.run(district=crawls.district(platform="static"))
    assert not any("gkmlpt" in path for path in platform.asked)


def test_a_list_that_ends_before_its_total_is_not_complete(crawls, platform):
    put_column(platform, 12, 250, total=400)
    summary = crawls.run(district=site(crawls))
    look = crawls.last_look("gkmlpt:12")
    assert (look.complete, look.pages, summary.unhealthy) == (False, 3, (("czj", "columns_incomplete"),))
    assert look.reason


def test_a_list_of_more_entries_than_its_total_is_not_complete(crawls, platform):
    put_column(platform, 13, 5, total=2)
    crawls.run(district=site(crawls))
    look = crawls.last_look("gkmlpt:13")
    assert not look.complete
    assert "2" in look.reason


def test_a_column_without_documents_is_read_and_empty(crawls, platform):
    put_column(platform, 13, 0, posts=40)
    assert crawls.run(district=site(crawls)).unhealthy == ()
    assert (crawls.last_look("gkmlpt:13").complete, crawls.last_look("gkmlpt:13").entries) == (True, 0)


def test_a_shell_that_is_down_is_a_site_that_was_not_seen(crawls, platform):
    platform.take_away(f"{BASE}/index")
    assert crawls.run(district=site(crawls)).unhealthy == (("czj", "missing"),)


def test_answers_of_the_list_interface_are_in_the_archive(crawls, platform):
    crawls.run(district=site(crawls))
    kept = {e.url.removeprefix(platform.root) for e in crawls.journal() if isinstance(e, Captured)}
    assert f"{BASE}/api/all/12?page=3&sid={SID}" in kept
