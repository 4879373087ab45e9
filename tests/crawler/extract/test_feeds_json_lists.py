"""Lists that scripts load: any JSON with titles, addresses and days is a list; what a list says of its pages is taken at its word."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extract import read_payload

DAY = date(2017, 6, 19)
URL = "/art/2017/6/19/art_12_{}.html"


def rows(count: int = 2, title: str = "title", href: str = "url", day: str = "publishDate", when: object = "2017-06-19 10:12:00") -> list[dict]:
    return [{"id": n, title: f"关于第{n}次会议的通知", href: URL.format(n), day: when, "content": "<p>正文</p>"} for n in range(1, count + 1)]


def read(told: object, content_type: str = "application/json;charset=UTF-8", name: str = "list"):
    return read_payload(json.dumps(told, ensure_ascii=False).encode(), content_type, name).page


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(rows(), id="an array"),
        pytest.param({"rows": rows()}, id="rows"),
        pytest.param({"code": 200, "msg": "ok", "data": {"list": rows(), "menu": [{"name": "首页", "url": "/"}] * 9}}, id="deep, beside a menu"),
        pytest.param({"result": [{"page": {"content": rows()}}]}, id="inside an array"),
        pytest.param(rows(href="docpuburl", title="DOCTITLE", day="DOCRELTIME"), id="TRS in capitals"),
        pytest.param(rows(href="linkUrl", title="infotitle", day="pub_time", when=1497838320), id="seconds"),
        pytest.param(rows(href="href", title="bt", day="createTime", when=1497838320000), id="thousandths"),
        pytest.param(rows(href="link", title="name", day="releaseTime", when="2017年6月19日"), id="a Chinese day"),
        pytest.param(rows(day="fbrq", when="Sun, 18 Jun 2017 18:30:00 GMT"), id="a day elsewhere"),
        pytest.param([{**row, "createTime": "2019-12-01", "updateTime": "2020-01-01"} for row in rows()], id="days of entry and change beside it"),
        pytest.param([{**row, "subtitle": "副标题", "name": "会议处"} for row in rows()], id="names beside the title"),
        pytest.param([*rows(), {"ad": 1}], id="a record of something else"),
    ],
)
def test_titles_addresses_and_days_make_a_list(told):
    page = read(told)
    assert (page.kind, page.media, page.charset) == ("list", "json", "utf-8")
    assert [(e.href, e.title, e.date) for e in page.entries] == [(URL.format(n), f"关于第{n}次会议的通知", DAY) for n in (1, 2)]


@pytest.mark.parametrize(
    ("payload", "content_type"),
    [
        pytest.param(b"jQuery1709_12(%s);", "application/javascript", id="a call"),
        pytest.param(b"/**/ callback ( %s )\n", "text/html; charset=utf-8", id="a call as html"),
        pytest.param(b"var listData = %s;", "text/javascript", id="a variable"),
        pytest.param(b"\xef\xbb\xbf%s", "text/plain", id="a byte order mark"),
        pytest.param(b"%s", "text/html", id="said to be html"),
        pytest.param(b"%s", "", id="said to be nothing"),
    ],
)
def test_a_list_is_one_whatever_it_is_wrapped_in_and_said_to_be(payload, content_type):
    page = read_payload(payload % json.dumps({"rows": rows()}, ensure_ascii=False).encode(), content_type, "getList").page
    assert (page.kind, len(page.entries)) == ("list", 2)


def test_a_list_in_gb18030_is_read():
    page = read_payload(json.dumps(rows(), ensure_ascii=False).encode("gb18030"), "application/json", "").page
    assert (page.charset, page.entries[0].title) == ("gb18030", "关于第1次会议的通知")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"code": 401, "msg": "请登录", "data": None}, id="an error"),
        pytest.param({"code": 500, "msg": "系统错误", "data": [], "total": 0}, id="an error with an empty array"),
        pytest.param([{"name": "首页", "url": "/"}, {"name": "政务公开", "url": "/zwgk/"}], id="a menu"),
        pytest.param([{"title": "通知", "publishDate": "2017-06-19", "id": 7}] * 3, id="addresses that a script makes"),
        pytest.param([{"title": "通知", "url": "javascript:;", "date": "2017-06-19"}] * 3, id="addresses that are none"),
        pytest.param([{"title": "晴", "url": "/w/1", "date": "明天"}] * 3, id="days that are none"),
        pytest.param([{"title": "通知", "url": "/a/1", "updateTime": "2019-12-01"}] * 3, id="days of change alone"),
        pytest.param({"title": "通知", "url": "/a/1", "date": "2017-06-19"}, id="one record"),
        pytest.param([1, 2, 3], id="numbers"),
        pytest.param({}, id="nothing"),
        pytest.param([], id="an empty array alone"),
        pytest.param({"hits": 12, "html": "<p>阅读<b>12</b>次</p>"}, id="a counter with tags"),
    ],
)
def test_what_holds_no_list_stays_a_file_nobody_reads(told):
    page = read(told)
    assert (page.kind, page.media, page.readable, page.reason) == ("attachment", "json", False, "不是网页或文档（JSON 数据）")


def test_json_under_a_published_files_name_stays_that_file():
    assert read([{"title": "通知", "url": "/a/1", "date": "2017-06-19"}], "text/csv", "名单.csv").kind == "attachment"


@pytest.mark.parametrize(
    ("beside", "total", "pages", "following"),
    [
        pytest.param({}, None, None, None, id="nothing told"),
        pytest.param({"total": 20}, 20, 1, None, id="all of them"),
        pytest.param({"total": 45}, 45, 3, None, id="more, and no page told"),
        pytest.param({"total": 45, "pageNo": 1, "pageSize": 20}, 45, 3, "?pageNo=2", id="page and size"),
        pytest.param({"total": "45", "page_num": "2", "page_size": "20"}, 45, 3, "?page_num=3", id="as texts"),
        pytest.param({"totalCount": 60, "pageIndex": 3, "pageSize": 20}, 60, 3, None, id="the last page"),
        pytest.param({"totalRecords": 45, "pageIndex": 0, "pageSize": 20}, 45, 3, "?pageIndex=1", id="counted from nought"),
        pytest.param({"totalElements": 45, "number": 1, "size": 20, "totalPages": 3, "last": False}, 45, 3, "?page=2", id="Spring"),
        pytest.param({"totalElements": 45, "number": 2, "size": 20, "totalPages": 3, "last": True}, 45, 3, None, id="Spring's last"),
        pytest.param({"pageCount": 4, "currentPage": 1}, None, 4, "?currentPage=2", id="pages alone"),
        pytest.param({"page": {"totalCount": 45, "pageNo": 1, "pageSize": 20}}, 45, 3, "?pageNo=2", id="in an object beside the records"),
        pytest.param({"hasNextPage": True, "pageNum": 1}, None, None, "?pageNum=2", id="it says that there is more"),
        pytest.param({"count": 5}, None, None, None, id="a count of something else"),
        pytest.param({"total": 10**30, "pageNo": -1}, None, None, None, id="numbers that are none"),
    ],
)
def test_what_a_list_says_of_its_pages(beside, total, pages, following):
    page = read({**beside, "rows": rows(20)})
    assert (page.total, page.page_count, page.next_href) == (total, pages, following)


def test_what_stands_around_the_list_counts_as_well():
    page = read({"code": 200, "total": 45, "pageNo": 1, "pageSize": 20, "data": {"list": rows(20)}})
    assert (page.total, page.next_href) == (45, "?pageNo=2")


@pytest.mark.parametrize(
    ("told", "readable", "total"),
    [
        pytest.param({"total": 0, "rows": []}, True, 0, id="none at all"),
        pytest.param({"success": True, "data": {"recordsTotal": "0", "list": []}}, True, 0, id="none, told as text"),
        pytest.param({"total": 45, "pageNo": 4, "pageSize": 20, "rows": []}, True, 45, id="behind the last page"),
        pytest.param({"total": 45, "pageNo": 1, "pageSize": 20, "rows": []}, False, 45, id="some, and none given"),
        pytest.param({"total": 45, "rows": []}, False, 45, id="some, and nobody knows which page this is"),
    ],
)
def test_an_empty_list_is_one_only_where_it_says_so(told, readable, total):
    page = read(told)
    assert (page.kind, page.readable, page.entries, page.total, page.next_href) == ("list", readable, (), total, None)
    assert bool(page.reason) == (not readable)


def test_entries_that_are_none_are_counted_and_pinned_ones_marked():
    page = read([{**rows(1)[0], "isTop": 1}, *rows(4), {**rows(1)[0], "url": None}])
    assert (len(page.entries), page.entries[0].pinned, page.entries[1].pinned, page.reason) == (5, True, False, "有 1 条没有标题或地址")


@pytest.mark.parametrize("at", [1, 2, 40, 200, -2, -1])
def test_a_cut_answer_is_no_list(at):
    payload = json.dumps({"total": 5, "rows": rows(5)}, ensure_ascii=False).encode()
    page = read_payload(payload[:at], "application/json", "list").page
    assert page.kind != "list" and not page.readable


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["2017-06-19", "/a/1.html", 1497838320, 1e300, -1, 10**40]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["title", "url", "date", "rows", "data", "total", "page", "pageSize", "articles", "classify", "offset", "x"]), inner)
    ),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.sampled_from(["%s", "f(%s);", "%s]", "var a = %s"]), st.integers(0, 10))
def test_no_json_raises_and_all_of_it_reads_the_same_twice(told, form, cut):
    payload = (form % json.dumps(told)).encode()
    payload = payload[: len(payload) - cut]
    reading = read_payload(payload, "application/json", "list")
    assert reading == read_payload(payload, "application/json", "list")
    assert "无法解析" not in reading.page.reason


@pytest.mark.parametrize(
    "payload", [b"[" * 200_000, b'{"rows":' * 50_000, b"f(" + b"[" * 90_000, b'[{"title":' + b"9" * 5000 + b"}]"], ids=["[", "{", "f([", "9"]
)
def test_depth_and_long_numbers_are_borne(payload):
    assert not read_payload(payload, "application/json", "list").page.readable


@pytest.mark.parametrize(("megabytes", "kind"), [(11, "list"), (50, "attachment")])
def test_large_arrays_are_read_in_time_or_not_at_all(megabytes, kind):
    record = json.dumps(rows(1)[0], ensure_ascii=False).encode() + b","
    payload = b"[" + record * (megabytes * 1_000_000 // len(record)) + b"0]"
    started = time.process_time()
    assert read_payload(payload, "application/json", "list").page.kind == kind
    assert time.process_time() - started < 8


def test_a_short_list_may_tell_no_day_where_a_key_for_it_stands():
    told = b'{"code": 0, "data": {"total": 1, "page": 1, "rows": [{"title": "\xe5\x85\xac\xe5\x91\x8a", "url": "/a/1.html", "publishDate": ""}]}}'
    page = read_payload(told, "application/json").page
    assert (page.kind, page.total, [(e.title, e.href, e.date) for e in page.entries]) == ("list", 1, [("公告", "/a/1.html", None)])


def test_titles_and_addresses_without_any_key_for_a_day_are_no_list():
    told = b'{"rows": [{"title": "\xe5\x85\xac\xe5\x91\x8a", "url": "/a/1.html"}]}'
    assert read_payload(told, "application/json").page.kind == "attachment"
