"""gkmlpt: the shell leads to its lists, the list interface is a list, a publication that only a script shows is read."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.extract import read_payload
from crawler.page import Link
from crawler.reading import located_links, read_body

TREE = (
    '[{"id": 11, "name": "机构概况", "post_count": 0, "jump_url": "", "children": [{"id": 12, "name": "内设机构", "post_count": 900, "children": []},'
    ' {"id": 13, "name": "政务微博", "jump_url": "https://weibo.example/", "children": [{"id": 14, "name": "微博存档"}]}]},'
    ' {"id": "15", "name": "财政&nbsp;预决算", "children": null}]'
)
LINKS = (
    Link("api/all/11?page=1&sid=755041", "机构概况"),
    Link("api/all/12?page=1&sid=755041", "机构概况>内设机构"),
    Link("api/all/14?page=1&sid=755041", "机构概况>政务微博>微博存档"),
    Link("api/all/15?page=1&sid=755041", "财政 预决算"),
)


def shell(tree: str = TREE, sid: str = "SID: '755041',", more: str = "") -> bytes:
    script = f"<script>\n// a config\nwindow._CONFIG = {{ NAME: '区水务局', {sid} {more} TREE: {tree}, SERVICE_AREA_ID: 4 }};</script>"
    body = '<div id="app"></div><script src="/gkmlpt/static/js/index.js"></script>'
    return f"<!DOCTYPE html><html><head><title>区水务局信息公开目录</title></head><body>{script}{body}</body></html>".encode()


def shown(payload: bytes, url: str = "http://www.example.gov.cn/gzpysw/gkmlpt/index"):
    return read_body(payload, "", "text/html", url)


def columns(reading) -> tuple[Link, ...]:
    return tuple(link for link in reading.links if link.href.startswith("api/"))


@pytest.mark.parametrize("leaf", ["index", "mindex"])
def test_the_shell_leads_to_the_list_of_every_column_that_lies_here(leaf):
    url = f"http://www.example.gov.cn/gzpysw/gkmlpt/{leaf}"
    reading = shown(shell(), url)
    assert (reading.page.kind, reading.page.readable, reading.page.reason, reading.page.title) == ("other", True, "", "区水务局信息公开目录")
    assert columns(reading) == LINKS
    assert located_links(reading.links, url)[0].href == "http://www.example.gov.cn/gzpysw/gkmlpt/api/all/11?page=1&sid=755041"


@pytest.mark.parametrize(
    ("tree", "sid"),
    [
        pytest.param(TREE.replace('"', "'"), "SID: '755041',", id="single quotes"),
        pytest.param(TREE.replace('"id"', "id").replace('"name"', "name").replace("]}]},", "],}],},/* more */"), 'SID: "755041",', id="bare keys"),
        pytest.param(json.dumps(json.loads(TREE)), '"SID": 755041,', id="escapes and a number"),
    ],
)
def test_the_tree_is_read_however_a_script_writes_it(tree, sid):
    assert columns(shown(shell(tree, sid))) == LINKS


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(shell()[:-200], id="cut in the tree"),
        pytest.param(shell(more="BASE: '/gzpysw/gkmlpt',").split(b"TREE")[0], id="cut before the tree"),
        pytest.param(shell(TREE.replace("}]},", "}}},")), id="brackets that do not match"),
        pytest.param(shell("[{id: f(1)}]"), id="a call"),
        pytest.param(shell("[" * 5000), id="deep nesting"),
        pytest.param(shell("[]"), id="no column at all"),
    ],
)
def test_a_tree_that_cannot_be_read_is_said_to_be_unreadable(payload):
    reading = shown(payload)
    assert (reading.page.kind, reading.page.readable, columns(reading)) == ("other", False, ())
    assert "TREE" in reading.page.reason


def test_a_shell_without_sid_asks_without_it():
    assert columns(shown(shell(sid="")))[0].href == "api/all/11?page=1"


def test_a_publication_with_a_tree_stays_a_publication():
    table = "<table><tr><td>发布日期:</td><td>2017-06-19</td></tr></table>"
    text = "<p>根据有关规定，现将本年度预算予以公开，请社会各界监督。</p>"
    payload = shell(more='DETAIL: {"id": 1},').replace(b"</body>", f"<h1>关于公开预算的通知</h1>{table}<div class=article-content>{text}</div></body>".encode())
    page = shown(payload).page
    assert (page.kind, page.published.date) == ("article", date(2017, 6, 19))
    assert shown(payload).links == ()


def answer(rows: list, total: int, offset: int = 0, **more) -> bytes:
    classify = {"id": 12, "name": "内设机构", "parent": 11, "post_count": 9000, "jump_url": ""}
    return json.dumps({"classify": classify, "total": total, "offset": offset, "articles": rows, **more}, ensure_ascii=False).encode()


def row(number: int = 1, **more) -> dict:
    told = {
        "id": number, "title": f"通知{number}", "url": f"https://www.example.gov.cn/gzpysw/gkmlpt/content/0/0/post_{number}.html", "type": "normal",
        "date": 1496592000, "create_time": 1497838320, "created_at": "2019-12-03 02:11:07", "is_expired": 0, "is_abolished": 0,
        "abstract": "<p>摘要</p>", "attachment": [{"name": "附件.doc", "url": "/a.doc", "create_time": 1497838320}],
    }  # fmt: skip
    return {**told, **more}


def listed(payload: bytes):
    return read_body(payload, "", "application/json", "http://www.example.gov.cn/gzpysw/gkmlpt/api/all/12?page=1&sid=755041").page


def test_an_answer_of_the_list_interface_is_a_list():
    page = listed(answer([row(), row(2)], total=2))
    assert (page.kind, page.media, page.column_name, page.total, page.page_count, page.next_href) == ("list", "json", "内设机构", 2, 1, None)
    assert [(e.title, e.date) for e in page.entries] == [("通知1", date(2017, 6, 19)), ("通知2", date(2017, 6, 19))]
    assert page.is_whole


@pytest.mark.parametrize(
    ("changed", "field", "wanted"),
    [
        pytest.param({"title": "关于&ldquo;三公&rdquo;经费&amp;决算"}, "title", "关于“三公”经费&决算", id="entities"),
        pytest.param({"create_time": 1497838320000}, "date", date(2017, 6, 19), id="thousandths"),
        pytest.param({"create_time": "1497838320"}, "date", date(2017, 6, 19), id="seconds as text"),
        pytest.param({"create_time": 1497801600}, "date", date(2017, 6, 19), id="midnight in Shanghai"),
        pytest.param({"create_time": 0}, "date", None, id="no day, though one of writing and one of migration"),
        pytest.param({"url": "//www.example.gov.cn/p.html"}, "href", "//www.example.gov.cn/p.html", id="without scheme"),
        pytest.param({"url": "/gzpysw/gkmlpt/p.html"}, "href", "/gzpysw/gkmlpt/p.html", id="without host"),
        pytest.param({"url": "", "post_url": "/p.html"}, "href", "/p.html", id="post_url"),
        pytest.param({"type": "url", "url": "http://mp.example.com/s?a=1"}, "href", "http://mp.example.com/s?a=1", id="external"),
        pytest.param({"is_abolished": 1}, "marks", ("已废止",), id="abolished"),
        pytest.param({"is_expired": "1", "is_abolished": True}, "marks", ("已废止", "已失效"), id="expired as well"),
    ],
)
def test_an_entry_says_what_the_public_table_shows(changed, field, wanted):
    assert getattr(listed(answer([row(**changed)], total=1)).entries[0], field) == wanted


@pytest.mark.parametrize(
    ("rows", "total", "offset", "following"),
    [(100, 250, 0, "?page=2"), (100, 250, 100, "?page=3"), (50, 250, 200, None), (100, 100, 0, None), (3, 3, 0, None)],
)
def test_the_way_on_follows_from_total_and_never_from_post_count(rows, total, offset, following):
    page = listed(answer([row(n) for n in range(rows)], total, offset))
    assert (page.next_href, page.total, page.page_count) == (following, total, -(-total // 100))


def test_an_empty_column_is_an_empty_list():
    page = listed(answer([], total=0))
    assert (page.kind, page.readable, page.reason, page.entries, page.total, page.next_href) == ("list", True, "", (), 0, None)


def test_a_list_that_claims_entries_and_gives_none_is_no_empty_column():
    page = listed(answer([], total=7))
    assert (page.kind, page.readable, page.reason) == ("list", False, "列表接口称共有 7 条，却一条也没有给出")


def test_entries_without_an_address_are_counted():
    page = listed(answer([row(), row(2, url="", post_url=None), "x"], total=3))
    assert (len(page.entries), page.readable, page.reason) == (1, True, "有 2 条没有标题或地址")


def test_a_cut_answer_is_no_list_and_no_page():
    page = listed(answer([row(n) for n in range(50)], total=50)[:-300])
    assert (page.kind, page.media, page.readable) == ("attachment", "json", False)


DETAIL = {
    "title": "关于公开预算的通知", "content": "<p>现将本年度预算予以公开，请社会各界监督。</p>", "identifier": "007000246/2017-00311", "publisher": "区水务局",
    "document_number": "番水〔2017〕3号", "date": 1496592000, "create_time": 1497838320, "created_at": "2019-12-03 02:11:07", "is_abolished": 1,
    "attachment": [{"name": "预算表.xls", "url": "/gzpysw/attachment/0/1/1/5.xls"}],
}  # fmt: skip


@pytest.mark.parametrize("quoted", [True, False], ids=["JSON", "bare keys"])
def test_a_publication_that_only_a_script_shows_is_read_with_its_facts(quoted):
    told = json.dumps(DETAIL, ensure_ascii=False).replace("<", "\\u003C")
    told = told if quoted else told.replace('"title":', "title:").replace('"content":', "content:")
    page = shown(shell(more=f"DETAIL: {told},"), "http://www.example.gov.cn/gzpysw/gkmlpt/content/0/0/mpost_5.html").page
    assert (page.kind, page.title, page.published.date, page.formed.date) == ("article", "关于公开预算的通知", date(2017, 6, 19), date(2017, 6, 5))
    assert (page.document_number, page.index_number, page.source) == ("番水〔2017〕3号", "007000246/2017-00311", "区水务局")
    assert page.body == "现将本年度预算予以公开，请社会各界监督。\n预算表.xls"
    assert [a.name for a in page.attachments] == ["预算表.xls"] and page.status_marks == ("已废止",)


def test_a_day_the_page_shows_is_not_told_again_by_its_script():
    told = json.dumps({**DETAIL, "create_time": 1400000000}).replace("<", "\\u003C")
    payload = shell(more=f"DETAIL: {told},").replace(b"</body>", "<p>发布日期：2017-06-19</p></body>".encode())
    page = shown(payload).page
    assert (page.published.date, page.contested) == (date(2017, 6, 19), ())


def test_the_same_bytes_read_the_same_without_a_name():
    assert read_payload(answer([row()], 1)).page == read_payload(answer([row()], 1), "text/html", "12").page
