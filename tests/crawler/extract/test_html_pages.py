"""Whole pages: each layout with the traps such pages set."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract import read_html
from crawler.page import Attachment

BODY = "<p>现将番禺区2017年9月一般公共预算收支执行情况公布如下，详见附件。2016年3月1日起施行的办法同时适用。</p>" * 3
INFO = '<div class="info">来源：番禺区财政局 发布时间：2017-10-12 10:06:47 阅读次数：-</div>'
TITLE = "2017年9月番禺区一般公共预算收支执行情况"
ARTICLE = f'<h1 class="title">{TITLE}</h1>{INFO}<div id="zoomcon">{BODY}<p>番禺区财政局</p><p>二〇一七年十月九日</p></div>'


def test_a_static_portal_page_gives_each_value_from_its_own_place(frame):
    page = read_html(frame(ARTICLE, f"{TITLE} - 番禺区政府门户网站")).page
    assert (page.kind, page.title, page.source, page.column_name) == ("article", TITLE, "番禺区财政局", "通知公告")
    assert page.published and (page.published.date, page.published.time, page.published.source) == (date(2017, 10, 12), "10:06:47", "标注“发布时间”")
    assert page.periods == ("2017-09",)
    assert page.body.startswith("现将番禺区") and "栏目" not in page.body and "版权" not in page.body
    assert page.link_count == 155


def test_every_day_not_chosen_keeps_its_reason(frame):
    reasons = {c.rejected_for for c in read_html(frame(ARTICLE)).page.candidates}
    assert "" in reasons
    assert "与更可信的“标注“发布时间””不一致" in reasons
    assert "正文里的日期" in reasons
    assert "页眉、侧栏或相关链接里的日期" in reasons


@pytest.mark.parametrize(
    ("metas", "info", "day", "source"),
    [
        pytest.param('<meta name="PubDate" content="2017-10-12 08:00">', INFO, date(2017, 10, 12), "meta PubDate", id="meta before label"),
        pytest.param('<META NAME="pubdate" CONTENT="2017年10月13日">', "", date(2017, 10, 13), "meta PubDate", id="meta in any case"),
        pytest.param("", "<p>发布日期：2017/10/14</p>", date(2017, 10, 14), "标注“发布日期”", id="label"),
        pytest.param("", "<p>来源：区财政局 时间：2017.10.15</p>", date(2017, 10, 15), "标注“时间”", id="plain label"),
        pytest.param("", "<ul><li>2017-10-16</li><li>来源:区财政局</li><li>分享到</li></ul>", date(2017, 10, 16), "来源行", id="source line"),
        pytest.param("", "<p>来源：区财政局 ２０１７年１０月１７日 字体：大 中 小</p>", date(2017, 10, 17), "来源行", id="full width beside the source"),
        pytest.param("", "<p>成文日期：2017-10-01</p>", date(2017, 10, 9), "落款", id="signature last"),
    ],
)
def test_the_day_of_publication_comes_from_the_most_trusted_place(frame, metas, info, day, source):
    page = read_html(frame(ARTICLE.replace(INFO, info), metas=metas)).page
    assert page.published and (page.published.date, page.published.source) == (day, source)


@pytest.mark.parametrize(
    "info",
    [
        "",
        "<p>更新时间：2017-10-18</p>",
        "<p>会议时间：2017-10-18</p>",
        "<p>时间：10月18日</p>",
        "<p>今天是2017年10月18日 来源：本站</p>",
        "<p>（2017年10月18日区常委会通过）</p>",
    ],
)
def test_a_day_that_says_something_else_is_never_the_day_of_publication(frame, info):
    main = f'<h1>{TITLE}</h1>{info}<div id="zoomcon">{BODY}</div>'
    assert read_html(frame(main)).page.published is None


def test_the_day_of_forming_stays_apart(page_bytes):
    page = read_html(page_bytes("gkmlpt_detail.html")).page
    assert page.formed and page.formed.date == date(2014, 1, 18)
    assert page.published and page.published.date == date(2014, 1, 20)
    assert (page.index_number, page.document_number, page.source) == ("73719093-06-2014-000878", None, "桥南街道办事处")
    assert page.title == "2013年政府信息公开年度报告"
    assert page.periods == ("2013",)
    assert page.attachments == (Attachment("/gzpyqnj/attachment/0/1/1/5188221.xls", "附表.xls", "xls"),)


def test_an_old_table_page_in_gbk_is_read_whole(page_bytes):
    page = read_html(page_bytes("old_tables.html", "gb18030"), "iso-8859-1").page
    assert page.charset == "gb18030"
    assert page.title == "关于公布２０１７年第三季度粮油市场情况的通知"
    assert page.published and (page.published.date, page.published.source) == (date(2017, 10, 16), "标注“时间”")
    assert page.source == "区粮食局"
    assert "镕基粮库" in page.body and "12月主要粮油价格" not in page.body
    assert page.periods == ("2017Q3",)
    assert page.tables == ((("品种", "数量（吨）", "数量（吨）"), ("品种", "购进", "销售"), ("大米", "80000", "78000")),)


def test_one_sentence_with_attachments_keeps_them_all(frame):
    main = f"""<h1>{TITLE}</h1><div class="from">来源：区财政局 发布时间：2017-10-12</div><div class="wz"><p>详见附件。</p>
    <p>附件：<a href="files/1.xls">1.收入表.xls</a></p><p><a href="/down.jsp?id=7" title="支出表.pdf">点击下载</a></p></div>
    <div class="fj"><a href="files/3.docx"><img src="/icon/doc.gif"></a><a href="files/3.docx">3.说明</a></div>"""
    page = read_html(frame(main)).page
    assert [(a.href, a.name, a.type) for a in page.attachments] == [
        ("files/1.xls", "1.收入表.xls", "xls"),
        ("/down.jsp?id=7", "支出表.pdf", "pdf"),
        ("files/3.docx", "3.说明", "docx"),
    ]
    assert page.kind == "article" and "详见附件" in page.body


def test_a_picture_as_the_only_content_is_counted(frame):
    page = read_html(frame(f'<h1>{TITLE}</h1>{INFO}<div id="zoomcon"><p><img src="/a/1.jpg"></p><img src="/images/icon_doc.gif"></div>')).page
    assert (page.kind, page.images, page.body) == ("article", 1, "")


def test_a_document_number_under_the_headline_is_found(frame):
    main = ARTICLE.replace('<div id="zoomcon">', '<div id="zoomcon"><p align="center">番财〔2017〕16号</p>')
    assert read_html(frame(main)).page.document_number == "番财〔2017〕16号"


@pytest.mark.parametrize(
    ("main", "marks"),
    [
        pytest.param(ARTICLE.replace("</h1>", "【已废止】</h1>"), ("已废止",), id="in the headline"),
        pytest.param(ARTICLE.replace(INFO, INFO + '<div class="zt">失效</div>'), ("失效",), id="alone above the text"),
        pytest.param(ARTICLE.replace(INFO, INFO + "<p>有效性：废止</p>"), ("废止",), id="labelled"),
        pytest.param('<div class="zt">已失效</div>' + ARTICLE, ("已失效",), id="alone above the headline"),
        pytest.param('<div class="banner"><p>此件已宣布失效</p></div>' + ARTICLE, ("已失效",), id="a banner above the headline"),
        pytest.param("<p>【本文件已于2017年6月1日废止】</p><p>字体：大 中 小</p>" + ARTICLE, ("已废止",), id="with other lines between"),
        pytest.param(ARTICLE.replace(INFO, "<p>此件已宣布失效</p>" + INFO), ("已失效",), id="a sentence under the headline"),
        pytest.param('<div><a href="/b.html">已失效</a></div>' + ARTICLE, (), id="a link above the headline"),
        pytest.param("<ul><li>全部</li><li>有效</li><li>失效</li></ul>" + ARTICLE, (), id="states to choose from"),
        pytest.param("<p>《番禺区财政票据管理办法》已废止</p>" + ARTICLE, (), id="another document above the headline"),
        pytest.param('<div class="sidebar"><p>已失效</p></div>' + ARTICLE, (), id="in a sidebar before it"),
        pytest.param('<div class="nav"><span>已废止</span></div>' + ARTICLE, (), id="in a navigation before it"),
        pytest.param(ARTICLE + '<div class="related"><p>已失效</p></div>', (), id="in what is related"),
        pytest.param(ARTICLE.replace("详见附件", "废止原办法，失效文件另列"), (), id="only a word of the text"),
        pytest.param(ARTICLE.replace(TITLE, "关于废止2017年部分规范性文件的通知"), (), id="only a word of the title"),
    ],
)
def test_marks_count_only_as_marks(frame, main, marks):
    assert read_html(frame(main)).page.status_marks == marks


@pytest.mark.parametrize(
    ("head_title", "metas", "headline", "title"),
    [
        pytest.param("", "", "<h1>关于&amp;ldquo;三公&amp;rdquo;经费的公示</h1>", "关于“三公”经费的公示", id="double encoding"),
        pytest.param("2017年9月番禺区一般公共预算…_番禺区财政局", "", f"<p>{TITLE}</p>", TITLE, id="html title cut"),
        pytest.param(f"{TITLE} | 番禺区财政局", "", "", TITLE, id="html title alone"),
        pytest.param(
            "番禺区财政局", '<meta name="SiteName" content="番禺区财政局">', f"<h2>通知公告</h2><h1>{TITLE}</h1>", TITLE, id="column heading before it"
        ),
        pytest.param("x", f'<meta name="ArticleTitle" content="{TITLE}">', "<h1>番禺区财政局</h1>", TITLE, id="meta"),
        pytest.param("", "", "<h1>2017年9月番禺区一般公共预算<br>收支执行情况</h1>", TITLE, id="two lines"),
        pytest.param("规划（2018—2035年）的批复", "", "", "规划（2018—2035年）的批复", id="a dash of its own"),
    ],
)
def test_the_title_is_the_publications_own(frame, head_title, metas, headline, title):
    main = f'{headline}{INFO}<div id="zoomcon">{BODY}</div>'
    assert read_html(frame(main, head_title, metas)).page.title == title


def test_the_masthead_names_the_sites_owner_but_not_linked_sites(frame):
    page = read_html(frame(ARTICLE)).page
    assert "广州市番禺区水务局" in page.masthead and "栏目7" not in page.masthead and len(page.masthead) <= 700


def test_an_unmarked_text_is_an_article_without_a_day(frame):
    text = "<p>番禺区水务局主要负责水资源管理、防汛抢险、河涌整治和供排水监督管理，内设六个科室。</p>" * 3
    page = read_html(frame(f'<h2>机构职能</h2><div class="text">{text}</div>')).page
    assert (page.kind, page.published) == ("article", None)


def test_a_front_page_of_empty_blocks_above_a_footer_leads_on():
    block = '<div class="block"><h3>{0}</h3> <a href="/{0}/">更多&gt;&gt;</a><ul></ul></div>'
    foot = "<p>主办单位：番禺区水务局</p><p>粤ICP备00000000号 网站标识码4401130001</p><p>联系电话：020-00000000 最后更新：2017年09月30日</p>"
    blocks = "".join(map(block.format, ("通知", "动态")))
    text = f"<html><head><title>番禺区水务局</title></head><body>{blocks}<div class='footer'>{foot}</div></body></html>"
    reading = read_html(text.encode())
    assert (reading.page.kind, len(reading.links)) == ("other", 2)


def test_a_front_page_of_many_blocks_is_neither_list_nor_article(frame):
    block = '<div class="box"><h3>{0}</h3><a href="/{0}/">更多</a><ul>{1}</ul></div>'
    entries = "".join(f'<li><a href="/c/{i}.html">番禺区水务局关于第{i}号事项的通知公告</a><span>2017-10-{i:02}</span></li>' for i in range(10, 16))
    assert read_html(frame("".join(block.format(name, entries) for name in ("通知", "动态", "文件")))).page.kind == "other"


def test_a_meta_that_repeats_its_label_names_the_source_alone(frame):
    main = f'<h1>{TITLE}</h1><div id="zoomcon"><p>现将有关情况公布如下，请各单位遵照执行。</p></div>'
    page = read_html(frame(main, head_title=TITLE, metas='<meta name="ContentSource" content="来源：番禺区财政局">')).page
    assert page.source == "番禺区财政局"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ('<a href="/api/download.do?id=3"><span>附表.xlsx</span><em>18 KB</em></a>', Attachment("/api/download.do?id=3", "附表.xlsx", "xlsx")),
        ('<a href="/api/download.do?id=3">填表说明</a>', Attachment("/api/download.do?id=3", "填表说明", "")),
        ('<a href="/down.jsp?i_ID=4" title="附件3：收支分析.pdf">附件3</a>', Attachment("/down.jsp?i_ID=4", "附件3：收支分析.pdf", "pdf")),
    ],
    ids=["the name with its size", "only the address says that it is a file", "the name is in the link's hint"],
)
def test_a_file_behind_a_script_is_an_attachment(frame, link, told):
    main = f'<h1>{TITLE}</h1>{INFO}<div id="zoomcon"><p>现将有关情况公布如下，请各单位遵照执行。</p><p>附件：{link}</p></div>'
    assert read_html(frame(main, head_title=TITLE)).page.attachments == (told,)


def test_what_a_short_page_says_last_names_no_owner():
    """Its path and its text stand among the last lines: an office whose name holds 管理, an address of somebody's counter."""
    path = '<div class="position">您当前所在位置：<a href="/">首页</a> &gt; <a href="/yjj/">食品药品监督管理局</a> &gt; 办事指南</div>'
    text = "<p>食品药品监督管理局办事窗口，地址：清河东路281号，请市民在工作时间前来办理有关事项。</p>"
    foot = '<div class="footer"><p>主办单位：区供销合作总社</p></div>'
    page = read_html(f"<html><head><title>区供销合作总社</title></head><body>{path}<h1>办事指南</h1>{text}{foot}</body></html>".encode()).page
    assert "区供销合作总社" in page.masthead
    assert "监督管理局" not in page.masthead
