"""List pages: entries, days, marks, and the way on."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract import read_html
from crawler.page import Entry

ITEM = '<li><a href="content/post_{i}.html" title="番禺区水务局关于第{i}批河涌整治情况的通报">番禺区水务局关于第{i}批…</a><span>2017-10-{d:02}</span></li>'


def _entries(count: int, layout: str = ITEM) -> str:
    return "".join(layout.format(i=i, d=31 - i) for i in range(1, count + 1))


LAYOUTS = {
    "ul": ("<ul class='news_list'>{}</ul>", ITEM),
    "day before": ("<ul>{}</ul>", '<li><span>[2017-10-{d:02}]</span><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a></li>'),
    "day inside the link": ("<ul>{}</ul>", '<li><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报<i>2017-10-{d:02}</i></a></li>'),
    "table": (
        "<table><tr><th>名称</th><th>成文日期</th><th>发布日期</th><th>索引号</th></tr>{}</table>",
        '<tr><td><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a></td>'
        "<td>2017-09-01</td><td>2017-10-{d:02}</td><td>A{i}</td></tr>",
    ),
    "blocks": (
        "<div class='list'>{}</div>",
        '<div class="item"><h4><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a></h4>'
        "<p>摘要：整治情况如下，请知悉。</p><p>2017年10月{d}日</p></div>",
    ),
    "dl": ("<dl>{}</dl>", '<dt><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a></dt><dd>2017-10-{d:02}</dd>'),
    "a category before": (
        "<ul>{}</ul>",
        '<li><a href="/tz/">[通知]</a> <a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a> 2017-10-{d:02}</li>',
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=list(LAYOUTS))
def test_entries_are_found_in_every_layout(frame, layout):
    around, item = LAYOUTS[layout]
    page = read_html(frame(around.format(_entries(15, item)))).page
    assert page.kind == "list"
    assert page.entries == tuple(Entry(f"content/post_{i}.html", f"番禺区水务局关于第{i}批河涌整治情况的通报", date(2017, 10, 31 - i)) for i in range(1, 16))


def test_the_column_is_named_by_the_breadcrumb(frame):
    page = read_html(frame(f"<ul class='news_list'>{_entries(5)}</ul>")).page
    assert (page.column_name, page.title) == ("通知公告", "通知公告")


def test_a_list_of_titles_alone_is_a_list(frame):
    item = '<li><a href="http://www.gov.cn/content_{i}.htm">国务院办公厅关于第{i}项有关工作安排的通知</a></li>'
    page = read_html(frame(f"<ul>{_entries(20, item)}</ul>")).page
    assert (page.kind, len(page.entries), page.entries[0].date) == ("list", 20, None)


def test_a_bare_list_without_any_frame_is_a_list():
    item = '<li><a href="http://www.gov.cn/content_{i}.htm">国务院办公厅关于第{i}项有关工作安排的通知</a></li>'
    page = read_html(f"<html><head><title>政策文件</title></head><body><h1>政策文件</h1><ul>{_entries(20, item)}</ul></body></html>".encode()).page
    assert (page.kind, len(page.entries), page.next_href) == ("list", 20, None)


def test_one_entry_alone_is_a_list_where_its_block_says_so(frame):
    page = read_html(frame(f"<ul class='news_list'>{_entries(1)}</ul>")).page
    assert (page.kind, len(page.entries)) == ("list", 1)


@pytest.mark.parametrize("main", ["<ul class='news_list'></ul>", "<div class='list'><p>暂无内容</p></div>", "<p>共 0 条记录</p>"])
def test_an_empty_list_is_a_list_without_entries(frame, main):
    page = read_html(frame(main)).page
    assert (page.kind, page.entries) == ("list", ())


def test_an_empty_list_above_a_long_footer_is_no_article():
    foot = "<p>主办单位：番禺区石碁镇</p><p>承办单位：番禺区信息中心</p><p>联系电话：020-84636226 建议使用1024×768分辨率浏览 最后更新：2017年04月20日</p>"
    main = "<div class='main'><h3>石碁镇</h3><p>暂无内容</p><div>共0条 第1/1页</div></div>"
    page = read_html(f"<html><head><title>石碁镇</title></head><body>{main}<div class='footer'>{foot}</div></body></html>".encode()).page
    assert (page.kind, page.entries) == ("list", ())


def test_one_entry_above_a_long_footer_is_a_list():
    item = "<li><a href='content/post_1.html'>化龙镇部署下一阶段出租屋巡查</a><span>2017-04-13</span></li>"
    foot = "<p>主办单位：番禺区化龙镇</p><p>承办单位：番禺区信息中心</p><p>联系电话：020-84636226 建议使用1024×768分辨率浏览 最后更新：2017年04月20日</p>"
    main = f"<div class='main'><h3>化龙镇</h3><ul class='news_list'>{item}</ul><div>共1条 第1/1页</div></div>"
    page = read_html(f"<html><head><title>化龙镇</title></head><body>{main}<div class='footer'>{foot}</div></body></html>".encode()).page
    assert (page.kind, [e.date for e in page.entries]) == ("list", [date(2017, 4, 13)])


def test_the_only_entry_of_a_list_without_days_takes_no_day_from_the_footer():
    main = (
        "<div class='main'><h3>公示栏</h3><ul class='list'><li>· <a href='content/post_1.html'>番禺区2017年1月粮油价格信息</a></li></ul><div>共1条</div></div>"
    )
    foot = "<div class='footer'><p>主办单位：番禺区发展改革局</p><p>最后更新：2017年04月20日</p></div>"
    head = "<meta name='ColumnName' content='公示栏'><title>公示栏</title>"
    page = read_html(f"<html><head>{head}</head><body>{main}{foot}</body></html>".encode()).page
    assert [(e.title, e.date) for e in page.entries] == [("番禺区2017年1月粮油价格信息", None)]


def test_pinned_entries_are_marked_and_their_titles_clean(frame):
    pinned = '<li><a href="content/post_99.html">【置顶】番禺区水务局关于防汛工作的紧急通知</a><span>2016-05-01</span></li>'
    page = read_html(frame(f"<ul class='news_list'>{pinned}{_entries(5)}</ul>")).page
    assert page.entries[0] == Entry("content/post_99.html", "番禺区水务局关于防汛工作的紧急通知", date(2016, 5, 1), True)
    assert not any(e.pinned for e in page.entries[1:])


def test_an_entry_of_class_top_is_an_entry_and_no_head_of_the_page(frame):
    pinned = '<li class="top"><a href="content/post_99.html">番禺区水务局关于防汛工作的紧急通知</a><i>[置顶]</i><span>2016-05-01</span></li>'
    page = read_html(frame(f"<ul class='news_list'>{pinned}{_entries(5)}</ul>")).page
    assert (len(page.entries), page.entries[0].pinned) == (6, True)


def test_a_day_without_its_year_is_not_filled_in(frame):
    item = '<li><a href="content/post_{i}.html">番禺区水务局关于第{i}批河涌整治情况的通报</a><span>10-{d:02}</span></li>'
    page = read_html(frame(f"<ul class='news_list'>{_entries(15, item)}</ul>")).page
    assert (page.kind, len(page.entries), {e.date for e in page.entries}) == ("list", 15, {None})


def test_a_day_in_a_title_is_not_the_entrys_day(frame):
    item = '<li><a href="content/post_{i}.html">番禺区2017年3月8日第{i}次水质监测结果公布</a><span>2017-10-{d:02}</span></li>'
    page = read_html(frame(f"<ul>{_entries(6, item)}</ul>")).page
    assert [e.date for e in page.entries] == [date(2017, 10, 31 - i) for i in range(1, 7)]
    assert page.entries[0].title == "番禺区2017年3月8日第1次水质监测结果公布"


PAGING = {
    "next link": (
        '<div class="page"><a href="index.html">首页</a><a href="index_3.html">下一页</a><a href="index_9.html">尾页</a> 共9页</div>',
        "index_3.html",
        9,
    ),
    "at the end": ('<div class="page"><a href="index_8.html">上一页</a><span>下一页</span> 共9页</div>', None, 9),
    "disabled": ('<div class="page"><a href="index_9.html" class="next disabled">下一页</a> 9/9页</div>', None, 9),
    "numbers": ('<div class="page"><span class="on">1</span><a href="index_2.html">2</a><a href="index_3.html">3</a></div>', "index_2.html", 3),
    "numbers, second page": ('<div class="page"><a href="index.html">1</a><span class="on">2</span><a href="index_3.html">3</a></div>', "index_3.html", 3),
    "script": ('<script>createPageHTML(12, 0, "index", "html");</script>', "index_1.html", 12),
    "script, last page": ('<script>createPageHTML(12, 11, "index", "html");</script>', None, 12),
    "script with holder": ("<script>createPageHTML('page_div',12, 1,'index','shtml',240);</script>", "index_2.shtml", 12),
    "only a script knows": ('<div class="page"><a href="javascript:toPage(2)">下一页</a> 第1页/共17页</div>', None, 17),
    "none": ("", None, None),
}


@pytest.mark.parametrize("paging", PAGING, ids=list(PAGING))
def test_the_way_on_is_found_or_known_to_be_closed(frame, paging):
    markup, href, count = PAGING[paging]
    page = read_html(frame(f"<ul class='news_list'>{_entries(15)}</ul>{markup}")).page
    assert (page.kind, page.next_href, page.page_count) == ("list", href, count)


def test_reading_gives_every_link_that_leads_somewhere(frame):
    links = read_html(frame(f"<ul>{_entries(2)}</ul><a href='javascript:void(0)'>x</a><a href='#'>y</a><a href='mailto:a@b'>z</a>")).links
    assert links[-1].href == "content/post_2.html" and len(links) == 157


@pytest.mark.parametrize(
    ("pager", "is_open"),
    [
        ("<a href=\"javascript:__doPostBack('p','2')\">下一页</a>", True),
        ('<a href="#" onclick="go(2)">下一页</a>', True),
        ('<form method="post"><input type="submit" value="下一页"></form>', True),
        ('<button onclick="next()">下一页</button>', True),
        ('<a onclick="more()">加载更多</a>', True),
        ('<script>$("#p").pagination({pageSize: 20, total: 120})</script>', True),
        ("", False),
        ("<span>下一页</span>", False),
        ('<a href="javascript:;">下一页</a>', False),
        ('<a href="javascript:go(2)" class="disabled">下一页</a>', False),
        ('<a href="javascript:go(1)">下一页</a>', False),
        ('共1页 <a href="javascript:next()">下一页</a>', False),
        ('<script>$("#p").pagination({pageSize: 20, total: 3})</script>', False),
    ],
)
def test_a_way_on_that_only_a_script_or_a_form_knows_makes_a_list_longer_than_its_page(pager, is_open):
    rows = "".join(f'<li><a href="/tzgg/content/post_{n}.html">第{n}号通知的标题</a><span>2017-05-0{n}</span></li>' for n in range(1, 6))
    page = read_html(f'<title>通知公告</title><ul class="news_list">{rows}</ul><div class="page">{pager}</div>'.encode()).page
    assert (page.kind, len(page.entries), page.next_href) == ("list", 5, None)
    assert ((page.page_count or 1) > 1) is is_open


COUNTED = "<table>{rows}</table><table><tr><td>{count}</td></tr></table>"
ROW = "<tr><td>·</td><td><a href='show.aspx?id={i}'>番禺区水务局关于第{i}批河涌整治情况的通报</a></td><td>{day}</td></tr>"


@pytest.mark.parametrize("day", ["[2017-3-8]", ""], ids=["dated", "undated"])
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("count", ["共{}条记录 页次：1/1 首页 上一页 下一页 尾页", "首页 上一页 下一页 尾页 共1页 共{}条", "共{}条 第1/1页 1"])
def test_a_list_that_counts_itself_is_one_however_few_and_undated_its_entries(count, number, day):
    rows = "".join(ROW.format(i=i, day=day) for i in range(1, number + 1))
    head = "<table><tr><td>番禺区水务局</td><td>2017年10月30日 <a href='/'>首页</a> <a href='/jgzn/'>机构职能</a></td></tr></table>"
    head += "<table><tr><td><table><tr><td><a href='list.aspx?classid=3'>政策问答</a></td></tr></table></td></tr></table>"
    shown = COUNTED.format(rows=rows, count=count.format(number))
    page = read_html(f"<html><title>办事指南_番禺区水务局</title><body>{head}{shown}</body></html>".encode()).page
    assert page.kind == "list"
    assert [entry.href for entry in page.entries] == [f"show.aspx?id={i}" for i in range(1, number + 1)]


def test_a_count_of_other_things_makes_no_list():
    rows = "".join(ROW.format(i=i, day="") for i in (1, 2))
    page = read_html(f"<html><title>办事指南_番禺区水务局</title><body>{COUNTED.format(rows=rows, count='共收到2条建议')}</body></html>".encode()).page
    assert page.kind == "other"
