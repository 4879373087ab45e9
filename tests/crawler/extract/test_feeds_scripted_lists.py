"""Lists that stand in a script or are loaded by one: entries are read where they are, and nothing that is loaded is an empty column."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract import read_html, read_payload
from crawler.extract.show_json import reading_as_json
from crawler.extract.show_text import reading_as_text

REASON = "列表由脚本填充，页面本身没有条目"
PROXY = "/module/web/jpage/dataproxy.jsp?page=1&amp;webid=23&amp;path=/&amp;columnid=1229207&amp;unitid=6612034"


def records(count: int, first: int = 1) -> str:
    line = (
        "<record><![CDATA[<li><a href='/art/2017/6/19/art_7_{0}.html' title='关于第{0}次会议的通知'>关于第{0}次会…</a><span>2017-06-19</span></li>]]></record>"
    )
    return "".join(line.format(n) for n in range(first, first + count))


def store(held: str, group: str = PROXY, more: str = "") -> str:
    leads = f'<![CDATA[<a href="{group}"></a>]]>' if group else ""
    return f"<datastore>{more}<nextgroup>{leads}</nextgroup><recordset>{held}</recordset></datastore>"


def column(held: str, total: int) -> str:
    call = f"<script>$('#6612034').jpage({{proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage: 5, totalRecord: {total}}});</script>"
    return f"<div id='6612034' class='default_pgContainer'></div><script type='text/xml'>{held}</script>{call}"


def test_entries_in_a_datastore_are_the_list_and_its_group_leads_on(frame):
    page = read_html(frame(column(store(records(15)), 40))).page
    assert (page.kind, page.readable, len(page.entries), page.total, page.page_count) == ("list", True, 15, 40, 3)
    assert page.entries[0].title == "关于第1次会议的通知" and page.entries[0].date == date(2017, 6, 19)
    assert page.next_href == "/module/web/jpage/dataproxy.jsp?page=1&webid=23&path=/&columnid=1229207&unitid=6612034"


@pytest.mark.parametrize(
    ("held", "total", "following", "pages"),
    [
        pytest.param(store(records(8)), 8, None, 1, id="all of them, though a group is named"),
        pytest.param(store(records(8), group=""), 8, None, 1, id="all of them"),
        pytest.param(store(records(8), group=""), 20, None, 3, id="more, and only a script knows the way"),
    ],
)
def test_a_datastore_says_how_much_is_left(frame, held, total, following, pages):
    page = read_html(frame(column(held, total))).page
    assert (page.kind, page.next_href, page.total, page.page_count) == ("list", following, total, pages)


@pytest.mark.parametrize(
    ("held", "total"),
    [pytest.param(store(""), 40, id="claims some"), pytest.param(store(records(8))[:-400], 40, id="cut"), pytest.param("<datastore>", 0, id="only begun")],
)
def test_a_datastore_without_its_entries_is_no_empty_column(frame, held, total):
    page = read_html(frame(column(held, total))).page
    assert not (page.kind == "list" and page.readable)


OWN = "dataproxy: '/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=1&endrecord=15&perpage=5'"


@pytest.mark.parametrize(
    ("script", "following"),
    [
        pytest.param(OWN, "/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=16&endrecord=30&perpage=5", id="named whole"),
        pytest.param(OWN.replace("&", "&amp;"), "/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=16&endrecord=30&perpage=5", id="with entities"),
        pytest.param(OWN.replace("columnid=7&", ""), None, id="the list's number is sent in a form"),
        pytest.param(f"{OWN}, other: '/x.jsp?columnid=8&startrecord=1&endrecord=9'", None, id="two of them"),
        pytest.param(f"{OWN} + unit", None, id="put together"),
    ],
)
def test_without_a_next_group_the_address_of_the_own_one_leads_on(frame, script, following):
    held = store(records(15), group="", more="<totalrecord>20</totalrecord>")
    page = read_html(frame(f"<div id='7'><script type='text/xml'>{held}</script></div><script>new jpage({{{script}}});</script>")).page
    assert (page.next_href, page.total, page.page_count) == (following, 20, 2)


def test_the_answer_of_the_proxy_is_a_list_as_well():
    more = "<totalrecord>40</totalrecord><totalpage>3</totalpage>"
    page = read_payload(store(records(15, 16), PROXY.replace("page=1", "page=2"), more).encode(), "text/html;charset=utf-8", "dataproxy.jsp").page
    assert (page.kind, page.media, len(page.entries), page.total, page.readable) == ("list", "xml", 15, 40, True)
    assert page.next_href == "/module/web/jpage/dataproxy.jsp?page=2&webid=23&path=/&columnid=1229207&unitid=6612034"
    last = read_payload(("\n<?xml version='1.0' encoding='utf-8'?>" + store(records(10, 31), "", more)).encode(), "text/xml", "dataproxy.jsp").page
    assert (len(last.entries), last.next_href, last.page_count) == (10, None, None)


def test_a_proxy_that_is_cut_or_gives_nothing_is_unreadable():
    assert not read_payload(store(records(15))[:-500].encode(), "text/xml", "").page.readable
    assert not read_payload(store("", more="<totalrecord>40</totalrecord>").encode(), "text/xml", "").page.readable


EMPTY = "<ul id='infoList' class='news_list'></ul>"
CALL = "<script>$.getJSON('/api/info/list?columnId=7&page=1', function(r){ render('#infoList', r.rows); });</script>"


@pytest.mark.parametrize(
    ("main", "hrefs"),
    [
        pytest.param(EMPTY + CALL, ("/api/info/list?columnId=7&page=1",), id="getJSON"),
        pytest.param(EMPTY + "<script>$.ajax({type: 'get', url: 'list_7.json', success: f})</script>", ("list_7.json",), id="ajax"),
        pytest.param(EMPTY + "<script>fetch('./data/list.json').then(show)</script>", ("./data/list.json",), id="fetch"),
        pytest.param(EMPTY + "<script>axios.get(\"/rest/news?pageNo=1\")</script>", ("/rest/news?pageNo=1",), id="axios"),
        pytest.param(EMPTY + "<script>x.open('GET', '/xxgk/list.xml', true)</script>", ("/xxgk/list.xml",), id="XMLHttpRequest"),
        pytest.param(EMPTY + "<script>var listUrl = '/api/list.json';</script>", ("/api/list.json",), id="a variable"),
        pytest.param(EMPTY + "<script>$.get('/api/list?page=' + n, f)</script>", ("/api/list?page=1",), id="a page's number added"),
        pytest.param(EMPTY + "<script>$.get('/api/list?c=' + id + '&page=1', f); $('#infoList').html(h)</script>", (), id="put together"),
        pytest.param(EMPTY + "<script>$.ajax({url: '/api/list', type: 'POST', data: q}); $('#infoList').html(h)</script>", (), id="posted"),
        pytest.param(EMPTY + "<script>document.getElementById('infoList').innerHTML = html;</script>", (), id="only a browser could tell"),
        pytest.param(EMPTY + "<script src='/js/columnList.js'></script>", (), id="a script of its own for lists"),
        pytest.param("<div class='list' id='box'><p>数据加载中，请稍候…</p></div>" + CALL, ("/api/info/list?columnId=7&page=1",), id="being loaded"),
        pytest.param("<table><tbody id='tb'></tbody></table><script>$('#tb').append(row); $.getJSON('/a/list.json')</script>", ("/a/list.json",), id="table"),
        pytest.param("<ul class='gl'><li v-for='item in list'><a :href='item.url'>{{ item.title }}</a></li></ul>", (), id="a template"),
        pytest.param("<ul id='infoList'><li>暂无数据</li></ul>" + CALL, ("/api/info/list?columnId=7&page=1",), id="says none until it is filled"),
    ],
)  # fmt: skip
def test_a_list_that_a_script_fills_is_unreadable_and_names_what_is_loaded(frame, main, hrefs):
    page = read_html(frame(main)).page
    assert (page.kind, page.readable, page.reason, page.entries, page.data_hrefs) == ("other", False, REASON, (), hrefs)


ARTICLE = "<h1>关于公开预算的通知</h1><p>发布日期：2017-06-19</p><div id=zoomcon><p>现将本年度预算予以公开，请社会各界监督。</p></div>"
UNDATED = "<p>无日期的一则公告，请大家互相转告，按时到场参加。</p>" * 9
ROWS = "<ul class=news_list>" + "".join(f"<li><a href={n}.html>关于第{n}次会议的通知</a><span>2017-06-1{n}</span></li>" for n in range(5)) + "</ul>"


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        pytest.param(EMPTY, "list", id="an empty list"),
        pytest.param(EMPTY + "<script>$.getJSON('/nfcms/hits?id=3', f); $.get('/api/weather/list.json')</script>", "list", id="a counter and the weather"),
        pytest.param("<ul class=news_list><li>暂无信息</li></ul>" + CALL.replace("infoList", "nav"), "list", id="says that it is empty"),
        pytest.param(EMPTY + "<!-- <script>$.getJSON('/api/list.json')</script> -->".replace("script", "b"), "list", id="a comment"),
        pytest.param(ROWS + EMPTY + CALL, "list", id="entries, and a further part that is loaded"),
        pytest.param(ARTICLE + EMPTY + CALL, "article", id="a publication with related ones loaded"),
        pytest.param(UNDATED + EMPTY + CALL, "article", id="an undated text"),
    ],
)  # fmt: skip
def test_other_pages_with_scripts_stay_what_they_are(frame, main, kind):
    page = read_html(frame(main)).page
    assert (page.kind, page.readable, page.data_hrefs) == (kind, True, ())


def test_a_shell_names_what_it_loads_where_that_stands_in_it():
    script = "<script>window.api = {listUrl: '/api/news/list?page=1', css: '/a.css'}; var src = '/js/list.js';</script>"
    page = read_html(f"<html><head><title>公告</title></head><body><div id=app></div>{script}</body></html>".encode()).page
    assert (page.kind, page.readable, page.data_hrefs) == ("other", False, ("/api/news/list?page=1",))


@pytest.mark.parametrize(
    ("own", "hrefs"),
    [
        pytest.param("$.getJSON('/api/list?c=' + column, function(r){ $('#infoList').html(r.html); });", (), id="its own address is put together"),
        pytest.param("$.getJSON('/api/list?c=7', function(r){ $('#infoList').html(r.html); });", ("/api/list?c=7",), id="its own address is plain"),
    ],
)
def test_what_fills_another_part_of_the_page_is_not_taken_for_the_list(frame, own, hrefs):
    side = "<script>$.getJSON('/api/notes/list.json', function(r){ $('#sideNote').html(r.html); });</script>"
    page = read_html(frame(f"{EMPTY}<script>{own}</script>{side}")).page
    assert (page.readable, page.reason, page.data_hrefs) == (False, REASON, hrefs)


def test_an_address_told_in_another_script_is_the_lists_where_it_is_the_only_one(frame):
    main = f"{EMPTY}<script>var listUrl = '/api/list.json';</script><script>$.getJSON(listUrl, function(r){{ $('#infoList').html(r.html); }});</script>"
    assert read_html(frame(main)).page.data_hrefs == ("/api/list.json",)


def test_at_most_five_addresses_are_named_and_none_that_is_no_address(frame):
    calls = "".join(f"$.getJSON('/api/list{n}.json');" for n in range(9)) + "$.getJSON('http://[x/list.json'); $.getJSON('/tpl/list.html')"
    hrefs = read_html(frame(f"{EMPTY}<script>{calls} $('#infoList').html(h);</script>")).page.data_hrefs
    assert hrefs == tuple(f"/api/list{n}.json" for n in range(5))


def test_what_was_read_is_shown_with_total_and_data(frame):
    page = read_html(frame(column(store(records(15)), 40))).page
    assert "本页 15 条，共 3 页，列表自称共 40 条" in reading_as_text(page) and reading_as_json(page)["total"] == 40
    loaded = read_html(frame(EMPTY + CALL)).page
    url = "http://www.example.gov.cn/a/"
    assert "数据地址：http://www.example.gov.cn/api/info/list?columnId=7&page=1" in reading_as_text(loaded, url)
    assert reading_as_json(loaded, url)["data"] == ["http://www.example.gov.cn/api/info/list?columnId=7&page=1"]
