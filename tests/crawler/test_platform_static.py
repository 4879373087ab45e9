"""Columns of web pages, however they number their pages and whatever their addresses carry besides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.events import ColumnRead
from crawler.recheck import Recheck
from rules.units import Column

SIZE = 20


def entries_of(count, link="/show.aspx?id={}"):
    """Numbered downwards, one a day."""
    return [(link.format(n), f"关于第{n}号事项的通知", date(2017, 1, 1) + timedelta(n)) for n in range(count, 0, -1)]


def old_page(title, inner):
    """A page of nested tables, in GBK and said to be gb2312."""
    head = f"<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=gb2312'><TITLE>{title}_番禺区财政局</TITLE></HEAD>"
    return f"{head}<BODY><TABLE width=1000><TR><TD><A href='/'>首页</A></TD></TR><TR><TD>{inner}</TD></TR></TABLE></BODY></HTML>".encode("gbk")


def old_list(entries, pager):
    rows = "".join(
        f'<TR><TD>·</TD><TD><A href="{href}" title="{title}">{title}</A></TD><TD>[{day.year}-{day.month}-{day.day}]</TD></TR>' for href, title, day in entries
    )
    return old_page("通知公告", f"<TABLE>{rows}</TABLE><TABLE><TR><TD>{pager}</TD></TR></TABLE>")


def old_article(title, day):
    told = (
        f"<TABLE><TR><TD align=center><B>{title}</B></TD></TR><TR><TD>发布时间：{day}</TD></TR><TR><TD><P>{'现将有关情况公布如下。' * 8}</P></TD></TR></TABLE>"
    )
    return old_page(title, told)


@pytest.fixture
def old_site(website):
    """An old site: list.aspx?classid=3&page=2, show.aspx?id=…; 45 entries on 3 pages."""
    gbk = {"Content-Type": "text/html; charset=gb2312"}
    entries = entries_of(45)
    website.answers = {"/robots.txt": website.answers["/robots.txt"]}
    website.put("/", old_page("首页", '<A href="/list.aspx?classid=3">通知公告</A> <A href="/about.aspx">本局概况</A>'), headers=gbk)
    website.put("/about.aspx", old_page("本局概况", "番禺区财政局负责本区财政工作，办公地址在市桥。" * 4), headers=gbk)
    for number in (1, 2, 3):
        shown = entries[(number - 1) * SIZE : number * SIZE]
        more = f'<A href="/list.aspx?classid=3&page={number + 1}">下一页</A>' if number < 3 else "下一页"
        pager = f'第{number}页 共3页 <A href="/list.aspx?classid=3&page=1">首页</A> {more} <A href="/list.aspx?classid=3&page=3">尾页</A>'
        for path in {f"/list.aspx?classid=3&page={number}"} | ({"/list.aspx?classid=3"} if number == 1 else set()):
            website.put(path, old_list(shown, pager), headers=gbk)
    for href, title, day in entries:
        website.put(href, old_article(title, day), headers=gbk)
    return website


def test_an_old_site_of_tables_is_found_whole(crawls, old_site):
    assert crawls.run().unhealthy == ()
    assert len(old_site.asked) == len(set(old_site.asked))
    assert [path for path in old_site.asked if path.startswith("/list")] == ["/list.aspx?classid=3", *(f"/list.aspx?classid=3&page={n}" for n in (2, 3))]
    assert {path for path in old_site.asked if path.startswith("/show")} == {f"/show.aspx?id={n}" for n in range(1, 46)}
    look = crawls.last_look("/list.aspx?classid=3")
    assert (look.complete, look.reached, look.entries) == (True, "end", 45)
    page = crawls.page("/show.aspx?id=7")
    assert (page.page.title, page.page.published.date) == ("关于第7号事项的通知", date(2017, 1, 8))


def numbered(website, count, pager, size=5, first="/tzgg/", following="/tzgg/index_{}.html"):
    """A column whose pages lie where a numbering says; `pager` makes what each shows of it."""
    entries = [(href, title, day.isoformat()) for href, title, day in entries_of(count, "/tzgg/content/post_{}.html")]
    pages = -(-count // size)
    for number in range(1, pages + 1):
        path = first if number == 1 else following.format(number)
        website.put_list(path, entries[(number - 1) * size : number * size])
        body = website.answers[path].body.decode().replace("</body>", f"<div class='pages'>{pager(number, pages)}</div></body>")
        website.put(path, body)
    for href, title, day in entries:
        website.put_article(href, title, day)


def test_a_list_that_says_how_many_pages_it_has_and_shows_their_numbering_is_read_on(crawls, website):
    numbered(website, 18, lambda n, pages: f'第{n}页 共{pages}页 <a href="javascript:next()">下一页</a> <a href="/tzgg/index_{pages}.html">尾页</a>')
    crawls.run()
    assert [path for path in website.asked if path.startswith("/tzgg/") and "post" not in path] == ["/tzgg/", *(f"/tzgg/index_{n}.html" for n in (2, 3, 4))]
    look = crawls.last_look()
    assert (look.complete, look.reached, look.entries) == (True, "end", 18)


def test_a_guessed_second_page_that_shows_the_first_again_is_no_second_page(crawls, website):
    numbered(website, 18, lambda n, pages: f'第{n}页 共{pages}页 <a href="javascript:next()">下一页</a> <a href="/tzgg/index_{pages}.html">尾页</a>')
    website.answers["/tzgg/index_2.html"] = website.answers["/tzgg/"]
    crawls.run()
    look = crawls.last_look()
    assert (look.complete, look.entries) == (False, 5)
    assert "不是这个列表的下一页" in look.reason


@pytest.mark.parametrize(
    "pager",
    [
        "共4页 <a href=\"javascript:__doPostBack('pager','2')\">下一页</a>",
        '<form method="post"><input type="submit" value="下一页"></form>第1页 共4页',
        '<a href="javascript:go(1)">1</a> <a href="javascript:go(2)">2</a> <a href="javascript:go(4)">4</a>',
    ],
    ids=["postback", "form", "script"],
)
def test_pages_that_only_a_form_or_a_script_reaches_are_told_as_not_read(crawls, website, pager):
    numbered(website, 18, lambda n, pages: pager)
    summary = crawls.run()
    assert summary.unhealthy == (("czj", "columns_incomplete"),)
    assert "4 页" in crawls.last_look().reason


def test_a_column_of_several_addresses_is_read_once(crawls, website):
    nav = [
        "/tzgg/", "/tzgg/index.html", "/tzgg/?", "/tzgg/index.html?utm_source=home", "/tzgg/;jsessionid=1A2B", "/tzgg/index.html;jsessionid=99FF",
        "/tzgg/index.html?PHPSESSID=abc123", "/tzgg/?sid=5f2e9c1d7ab34e60", "/tzgg/?_=1512345678901",
    ]  # fmt: skip
    anchors = "".join(f'<a href="{href}">通知公告{n}</a>' for n, href in enumerate(nav))
    website.put("/", website.answers["/"].body.decode().replace("</div>", f"{anchors}</div>", 1))
    crawls.run()
    assert [path for path in website.asked if path.startswith("/tzgg/") and "post" not in path] == ["/tzgg/"]
    assert [look.column for look in crawls.snapshot().looks] == ["/tzgg/"]


def test_entries_with_a_new_session_each_night_are_the_same_entries(crawls, website):
    def put(session):
        website.put_list("/tzgg/", [(f"{href};jsessionid={session}", title, day) for href, title, day in crawls.months])

    put("AAA1")
    crawls.run()
    put("BBB2")
    asked = website.requests_of(crawls.run)
    assert asked == ["/robots.txt", "/", "/tzgg/"]
    assert all(e.gone_on is None for e in crawls.snapshot().listed)


def test_a_declared_column_in_the_middle_of_a_query_is_read_to_its_end(crawls, old_site):
    column = Column(id="tz", name="通知", start=f"{old_site.root}/list.aspx?classid=3&page=1")
    crawls.run(district=crawls.district(columns=(column,)))
    assert [(e.column, len(e.entries)) for e in crawls.journal() if isinstance(e, ColumnRead)] == [("tz", 45)]


def test_the_second_look_finds_a_column_that_was_none_when_it_was_first_seen(crawls, website):
    plain = '<html><head><title>番禺区财政局</title></head><body><a href="/">首页</a><p>番禺区财政局服务事项说明，请到窗口办理，谢谢。</p></body></html>'
    website.put("/", website.answers["/"].body.decode().replace("</body>", '<a href="/fwsx/">服务事项</a></body>'))
    website.put("/fwsx/", plain)
    crawls.run()
    website.put_list("/fwsx/", crawls.months, name="服务事项")
    crawls.run()
    assert not [look for look in crawls.snapshot().looks if look.column == "/fwsx/" and look.complete and look.reached != "removed"]
    crawls.run(second_look=lambda: Recheck(frozenset({"czj"})))
    assert [(look.look, look.complete) for look in crawls.snapshot().looks if look.column == "/fwsx/"][-1] == (2, True)


def test_columns_that_a_page_of_columns_lists_are_read_as_columns(crawls, website):
    names = ("财政预算决算信息公开专栏", "政府采购监督管理信息公开专栏", "行政事业性收费信息公开专栏")
    links = "".join(f'<li><a href="/zl/z{n}/">{name}</a></li>' for n, name in enumerate(names))
    website.put("/", website.answers["/"].body.decode().replace("</body>", '<a href="/zl/">专栏</a></body>'))
    website.put("/zl/", f'<html><head><title>专栏_番禺区财政局</title></head><body><a href="/">首页</a><ul class="news_list">{links}</ul></body></html>')
    for n, name in enumerate(names):
        website.put_list(f"/zl/z{n}/", [(f"/zl/z{n}/content/post_{n}9.html", f"{name}第一号", "2017-05-05")], name=name)
        website.put_article(f"/zl/z{n}/content/post_{n}9.html", f"{name}第一号", "2017-05-05")
    crawls.run()
    assert {look.column for look in crawls.snapshot().looks} >= {f"/zl/z{n}/" for n in range(3)}
