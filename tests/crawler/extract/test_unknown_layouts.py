"""Pages of no known layout: the text is found by how it stands on the page, its frame never comes with it, and lists stay lists."""

from __future__ import annotations

import pytest

from crawler.extract import read_html

TITLE = "番禺区2017年第三季度水质监测情况通报"
FIRST = "今年第三季度，全区集中式饮用水水源水质达标率为100%，与去年同期持平。"
SECOND = "下一步，各镇街要继续落实河长制，加强巡查，发现问题及时处理。"
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
INFO = "<p>来源：区水务局 发布时间：2017-10-12</p>"
CARD = """<div class="card-item"><h4><a href="/n/{0}.html">番禺区第{0}次工作会议召开的情况介绍</a></h4>
<p>会议第{0}部分指出，要全面落实各项工作任务，确保按时完成，并报送结果。</p></div>"""
SIDE = "".join(f"<tr><td>·<a href='/list.asp?id={i}'>栏目{i:02}</a></td></tr>" for i in range(30))
NEWS = "".join(f"<tr><td><a href='/show.asp?id={i}'>工作会议召开{i}</a>(2017-10-{i})</td></tr>" for i in range(10, 17))


def old(main: str, crumb: str = "首页 >> 通知公告") -> bytes:
    """A page laid out by tables without any names, a menu and a column of news before the text."""
    foot = "<table><tr><td>主办单位：番禺区水务局 网站标识码：4401130001</td></tr></table>"
    left = f"<td><table>{SIDE}<tr><td>最新更新</td></tr>{NEWS}</table></td>"
    right = f"<td><table><tr><td>{crumb}</td></tr>{main}</table></td>"
    return f"<html><head><meta charset=utf-8><title>番禺区水务局</title></head><body><table><tr>{left}{right}</tr></table>{foot}</body></html>".encode()


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<div class=c1>{TEXT}</div>", id="paragraphs"),
        pytest.param(f"<div class=c1>{FIRST}<br><br>&nbsp;&nbsp;&nbsp;&nbsp;{SECOND}</div>", id="line breaks"),
        pytest.param(f"<div class=c1><div>{FIRST}</div><div>{SECOND}</div></div>", id="a block for each paragraph"),
        pytest.param(f"<table><tr><td>{FIRST}<br>{SECOND}</td></tr></table>", id="right in a cell"),
        pytest.param(f"<div class=c1><p>{''.join(f'<span>{c}</span>' for c in FIRST)}</p><p>{SECOND}</p></div>", id="a span for each character"),
        pytest.param(f'<div itemprop="articleBody">{TEXT}</div>', id="schema.org"),
        pytest.param(f"<article>{TEXT}</article>", id="article"),
    ],
)
def test_a_text_is_read_whole_however_its_paragraphs_are_made(frame, text):
    page = read_html(frame(f"<h1>{TITLE}</h1>{INFO}{text}", f"{TITLE}_番禺区水务局")).page
    assert (page.kind, page.title, page.body) == ("article", TITLE, f"{FIRST}\n{SECOND}")


def test_a_short_text_outweighs_many_abstracts_of_other_pages(frame):
    cards = "".join(map(CARD.format, range(40)))
    page = read_html(frame(f'<h1>{TITLE}</h1>{INFO}<div class="c1">{TEXT}</div><div class="stream">{cards}</div>', TITLE)).page
    assert (page.kind, page.body) == ("article", f"{FIRST}\n{SECOND}")


def test_what_is_related_makes_no_list_of_a_text(frame):
    related = "".join(f'<li><a href="/n/{i}.html">番禺区召开第{i}次水务工作会议的情况</a>2017-10-{i}</li>' for i in range(10, 18))
    page = read_html(frame(f'<h1>{TITLE}</h1><div class="c1">{TEXT}</div><div class="mod"><h2>相关新闻</h2></div><ul class="xx">{related}</ul>', TITLE)).page
    assert (page.kind, page.body) == ("article", f"{FIRST}\n{SECOND}")


def test_columns_before_the_way_to_the_page_are_no_list():
    page = read_html(old(row(TITLE) + row("10月12日 来源：区水务局 点击：77") + row(TEXT))).page
    assert (page.kind, page.title, page.body) == ("article", TITLE, f"{FIRST}\n{SECOND}")


def test_a_notice_that_is_one_table_keeps_its_rows():
    table = "".join(
        row(f"<p>{name}</p>", f"<p>{value}</p>") for name, value in (("项目名称", "第二污水厂扩建"), ("建设单位", "区水务公司"), ("公示期", "5个工作日"))
    )
    page = read_html(old(row("环评文件受理公示") + row("录入：审批股 时间：2017-08-22 09:05:41 浏览：3") + row(f"<table border=1>{table}</table>"))).page
    assert (page.kind, page.title) == ("article", "环评文件受理公示")
    assert page.body == "项目名称\t第二污水厂扩建\n建设单位\t区水务公司\n公示期\t5个工作日"


def test_a_table_made_of_blocks_belongs_to_the_text_above_it(frame):
    cells = "".join(f"<div class=ce>{cell}</div>" for cell in ("断面", "类别", "大龙", "三类"))
    page = read_html(frame(f"<h1>{TITLE}</h1>{INFO}<div class=r1><div class=p1>{FIRST}</div><div class=g1>{cells}</div></div>", TITLE)).page
    assert page.body == "\n".join((FIRST, "断面", "类别", "大龙", "三类"))


@pytest.mark.parametrize(
    "end", ["举报电话：020-12358。", "关闭以下三处码头，恢复岸线原貌。", "主办单位：番禺区水务局\n承办单位：各镇街", "返回剩余款项的，由财政所办理。"]
)
def test_a_sentence_that_begins_like_a_button_ends_no_text(frame, end):
    text = f"{TEXT}<p>{end.replace(chr(10), '</p><p>')}</p><p>番禺区水务局</p>"
    body = read_html(frame(f"<h1>{TITLE}</h1>{INFO}<div id=zoomcon>{text}</div>")).page.body
    assert body == f"{FIRST}\n{SECOND}\n{end}\n番禺区水务局"


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param('<div style="display:none">上一篇：没有了</div>', id="hidden by style"),
        pytest.param("<p hidden>本模板版权归番禺区信息中心所有，请勿改动。</p>", id="hidden"),
        pytest.param('<div class="hide"><p>您即将离开本站，是否继续？</p></div>', id="hidden by name"),
        pytest.param("<p>【打印本页】 【关闭窗口】</p>", id="buttons"),
        pytest.param("<p>责任编辑：张三</p>", id="editor"),
        pytest.param('<div class="related"><p>相关文件另见番禺区政府网站的专题栏目，欢迎查阅。</p></div>', id="related"),
    ],
)
def test_rests_of_the_template_are_no_text(frame, rest):
    assert read_html(frame(f"<h1>{TITLE}</h1>{INFO}<div id=zoomcon>{TEXT}{rest}</div>")).page.body == f"{FIRST}\n{SECOND}"


def test_a_hidden_block_that_holds_the_text_is_the_text():
    page = read_html(f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{INFO}<div style='display:none'>{TEXT}</div></body></html>".encode()).page
    assert page.body == f"{FIRST}\n{SECOND}"


def test_headline_and_source_line_inside_a_known_layout_are_no_text(frame):
    page = read_html(frame(f"<div class=article-content><h1>{TITLE}</h1><div>2017-10-12 10:06·区水务局</div>{TEXT}</div>", TITLE)).page
    assert (page.title, page.body) == (TITLE, f"{FIRST}\n{SECOND}")


@pytest.mark.parametrize(
    ("made", "title"),
    [
        pytest.param(row("番禺区2017年第三季度<br>水质监测情况通报"), TITLE, id="two lines in a cell"),
        pytest.param(row(f"<b>{TITLE}</b>"), TITLE, id="bold in a cell"),
        pytest.param(row(TITLE) + row("番水〔2017〕16号"), TITLE, id="a number between headline and source line"),
    ],
)
def test_the_headline_stands_right_above_the_line_of_date_and_source(made, title):
    assert read_html(old(made + row("来源：区水务局 发布时间：2017-10-12") + row(TEXT))).page.title == title


def test_a_column_with_an_introduction_stays_a_list(frame):
    intro = "<p>本栏目公开番禺区水务局制定的规范性文件，公众可以通过目录查询，也可以依申请获取。</p>"
    entries = "".join(f'<li><a href="/c/{i}.html">番禺区水务局关于第{i}号事项的通知公告</a><span>2017-10-{i}</span></li>' for i in range(10, 20))
    page = read_html(frame(f"<h1>番禺区水务局规范性文件目录</h1>{intro}<ul class=news_list>{entries}</ul>", "番禺区水务局规范性文件目录")).page
    assert (page.kind, len(page.entries)) == ("list", 10)
