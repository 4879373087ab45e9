"""Hand-made pages: the text stands straight in the body between menus, columns of news and the footer; what readers wrote dates nothing."""

from __future__ import annotations

import pytest

from crawler.extract import read_html

MENU = "".join(f'[<A HREF="p{i}.htm">栏目{i:02}</A>]' for i in range(12))
ROWS = "".join(f'<A HREF="n{i}.htm">我镇召开第{i}次工作会议</A>(2017-5-{i})<BR>' for i in range(10, 16))
NEWS = f"<TABLE ALIGN=LEFT><TR><TD>最近更新</TD></TR><TR><TD>{ROWS}</TD></TR></TABLE>"
FOOT = "".join(f'<A HREF="http://e/{i}">友情单位{i}</A>|' for i in range(8)) + "<BR>东涌镇版权所有 地址：某路1号 电话：020-1<BR>"
TITLE = "关于庙会期间交通管制的通告"
FIRST = "为确保庙会安全有序，经批准，对渡口街实行交通管制，禁止一切机动车通行，请绕行。"
SECOND = "各村要继续落实河长制，加强巡查，发现问题及时处理，并按时报送有关情况。"
TEXT = f"　　{FIRST}<BR>　　{SECOND}<BR>"
READERS = "<TABLE><TR><TD>{0}</TD><TD>2017-3-9{1}</TD></TR><TR><TD>路过</TD><TD>2017-3-10{1}</TD></TR></TABLE>"


def headed(beside: str = "") -> str:
    return f"<P ALIGN=CENTER><B><FONT SIZE=5>{TITLE}</FONT></B>{beside}</P>"


def page(main: str, title: str = "东涌镇") -> bytes:
    top = f"<CENTER>东涌镇欢迎您<BR>今天是2017年5月20日<BR><MARQUEE>原定2016年1月5日召开的会议改期，请相互转告！</MARQUEE><BR>{MENU}</CENTER>"
    return f"<HTML><HEAD><meta charset=utf-8><TITLE>{title}</TITLE></HEAD><BODY>{top}<HR>{NEWS}{main}<HR>{FOOT}</BODY></HTML>".encode()


@pytest.mark.parametrize(
    ("main", "day"),
    [
        pytest.param(headed() + TEXT, None, id="clock, marquee and news date nothing"),
        pytest.param(headed("<FONT SIZE=2>(2017-3-8)</FONT>") + TEXT, "2017-03-08", id="a day in brackets behind the headline"),
        pytest.param(headed() + "<CENTER>(2017-3-8)</CENTER>" + TEXT, "2017-03-08", id="a day in brackets under the headline"),
        pytest.param(headed() + TEXT + READERS.format("阿强", " 10:11:12"), None, id="readers with times"),
        pytest.param(headed() + TEXT + READERS.format("阿强", ""), None, id="readers in rows"),
        pytest.param(headed() + TEXT + "<B>网友留言</B><BR>阿强 2017-3-9<BR>", None, id="a heading over what readers wrote"),
        pytest.param(headed() + TEXT + "2017年3月8日<BR>" + READERS.format("游客", ""), "2017-03-08", id="a signature before the readers"),
        pytest.param(headed() + TEXT + "<P ALIGN=RIGHT>（2017年3月8日）</P>", "2017-03-08", id="a day in brackets ends the text"),
        pytest.param(headed() + TEXT + "上一篇：<A HREF=a.htm>防汛会议的通知</A>(2017-3-1)<BR>", None, id="the next article's day"),
    ],
)
def test_a_text_straight_in_the_body_is_found_and_dated_by_its_own_day(main, day):
    read = read_html(page(main)).page
    assert (read.kind, read.title, read.published and read.published.date.isoformat()) == ("article", TITLE, day)
    assert read.body.startswith(f"{FIRST}\n{SECOND}")


def test_the_day_of_a_daily_report_belongs_to_its_name():
    read = read_html(page("<P ALIGN=CENTER><FONT SIZE=5>农产品价格日报</FONT><FONT SIZE=2>(2017-3-8)</FONT></P>" + TEXT)).page
    assert (read.title, read.published) == ("农产品价格日报(2017-3-8)", None)


@pytest.mark.parametrize(
    "main",
    [
        pytest.param("".join(f"<P><A HREF=x{i}.htm>镇里召开第{i}次会议部署工作任务</A> 2017-5-{i}<BR>{FIRST}</P>" for i in range(10, 16)), id="abstracts"),
        pytest.param(TEXT + "".join(f"<A HREF=x{i}.htm>镇里召开第{i}次会议部署工作</A>(2017-5-{i})<BR>" for i in range(10, 22)), id="an introduction"),
    ],
)
def test_a_column_stays_a_list(main):
    assert read_html(page(f"<CENTER><B>镇村动态</B></CENTER>{main}", "镇村动态")).page.kind == "list"
