"""Web pages and html saved by Word and Excel: paragraphs, numbers and tables as a reader of the page sees them."""

from __future__ import annotations

import time

import pytest

from rules.office.archives import Unreadable
from rules.office.blocks import Paragraph
from rules.office.html import read_html_document
from rules.office.mhtml import html_inside


def read(markup, charset="utf-8"):
    return read_html_document(markup.encode(charset))


def paragraphs(markup):
    return [block.text for block in read(markup).blocks if isinstance(block, Paragraph)]


def shown(block):
    """A table's rows: a cell's text, or how it is covered."""
    return [[cell.merged or cell.text for cell in row.cells] for row in block.rows]


def tables(markup):
    return [shown(block) for block in read(markup).blocks if not isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        pytest.param("<h1>甲</h1><p>乙<br>丙<div>丁<p>戊</div>己", ["甲", "乙", "丙", "丁", "戊", "己"], id="headings, paragraphs, breaks, divisions"),
        pytest.param("<p>&emsp;&#12288;&nbsp;甲 \n\t 乙&amp;丙</p>", ["甲乙&丙"], id="white space folded, none at a break between Chinese characters"),
        pytest.param("<p>in 2017\nof</p>", ["in 2017 of"], id="a break of the source between other words is a blank"),
        pytest.param("<p>公开<del>旧的</del><s>原有</s><ins>新的</ins></p>", ["公开原有新的"], id="what is deleted is not read, what is struck out is"),
        pytest.param("<title>题</title><style>p{}</style><script>a()</script><noscript>请</noscript><p>甲<!-- 注 --></p>", ["甲"], id="what nobody sees"),
        pytest.param("<p>甲</p><div style='DISPLAY : none'><p>藏</p></div><p hidden>藏</p>", ["甲"], id="hidden elements"),
        pytest.param("<pre>一\n二  三</pre>", ["一", "二 三"], id="preformatted lines"),
        pytest.param("<ul><li>甲<li>乙</ul>", ["甲", "乙"], id="bullets are no text"),
        pytest.param("<ol start=3><li>甲<li><p>乙</p><ol type=a><li>丙</ol><li value=9>丁</ol>", ["3. 甲", "4. 乙", "a. 丙", "9. 丁"], id="numbers, nested"),
        pytest.param("<ol type=I><li>甲<li>乙</ol><ol type=i start=4><li>丙</ol><ol type=A><li>丁</ol>", ["I. 甲", "II. 乙", "iv. 丙", "A. 丁"], id="types"),
        pytest.param("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"], id="Chinese numbers"),
        pytest.param("<ol style='list-style:none'><li>1．甲</ol><ol><li>1．乙</ol>", ["1．甲", "1．乙"], id="numbers written in the text as well"),
        pytest.param("<ol start=x><li>甲<li value=''>乙</ol>", ["1. 甲", "2. 乙"], id="nonsense for a number"),
        pytest.param(
            "<p><![if !supportLists]><span style='mso-list:Ignore'>1．<span style='font:7pt'>&nbsp; </span></span><![endif]>甲<o:p></o:p></p>",
            ["1． 甲"], id="the number Word writes beside its lists",
        ),
        pytest.param("<p><span style='mso-list:Ignore'>l<span>&nbsp;</span></span>甲</p>", ["甲"], id="Word's bullets"),
        pytest.param("<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><xml><x>1</x></xml><p>甲</p>", ["甲"], id="Office data"),
        pytest.param("<p>甲<a class=msocomanchor>[1]</a></p><div style='mso-element:comment-list'><p>批注</p></div>", ["甲"], id="Word's comments"),
        pytest.param("<table><tr><td>框内<p>第二段</table>", ["框内", "第二段"], id="a frame of one cell"),
        pytest.param("<table><tr><td>题<tr><td colspan=3>文</table>", ["题", "文"], id="a table of one column only lays out"),
        pytest.param("", None, id="empty"),
    ],
)  # fmt: skip
def test_running_text_is_read_as_shown(markup, lines):
    if lines is None:
        with pytest.raises(Unreadable, match="空"):
            read(markup)
    else:
        assert paragraphs(markup) == lines


@pytest.mark.parametrize(
    ("markup", "grids"),
    [
        pytest.param(
            "<table><thead><tr><th>工作任务<th>事项<th>责任单位</thead><tr><td rowspan=2>一、甲<td>1．乙<td rowspan=2>区财政局<tr><td>2．丙</table>",
            [[["工作任务", "事项", "责任单位"], ["一、甲", "1．乙", "区财政局"], ["above", "2．丙", "above"]]], id="cells over rows",
        ),
        pytest.param(
            "<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>",
            [[["a", "left", "b"], ["above", "left", "c"], ["d", "e", "f"]]], id="a square",
        ),
        pytest.param("<table><tr><td>1．甲<p>2．乙<br>3．丙<td>x</table>", [[["1．甲\n2．乙\n3．丙", "x"]]], id="lines of a cell"),
        pytest.param("<table><tr><td>a<td><ol><li>甲<li>乙</ol></table>", [[["a", "1. 甲\n2. 乙"]]], id="a list in a cell"),
        pytest.param(
            "<table><tr><td>导航<td><table><tr><td>a<td>b</table>尾</table>", [[["a", "b"]]], id="a table in a table that lays out",
        ),
        pytest.param("<table><tr><td colspan=9999999>题<tr><td>a<td>b</table>", [[["题", "left"], ["a", "b"]]], id="a title spanned too far"),
        pytest.param("<table><tr><td rowspan=99999999>a<td>b<tr><td>c</table>", [[["a", "b"], ["above", "c"]]], id="a span beyond the end"),
        pytest.param("<table><tr><td rowspan=0>a<td>b<tr><td>c</table>", [[["a", "b"], ["above", "c"]]], id="a span to the end"),
        pytest.param("<table><tbody><tr><td rowspan=5>a<td>b</tbody><tbody><tr><td>c<td>d</tbody></table>", [[["a", "b"], ["c", "d"]]], id="groups end spans"),
        pytest.param("<table><tr><td>a<td>b<tr><td>c</table>", [[["a", "b"], ["c", ""]]], id="a row cut short"),
        pytest.param("<table><tr><td>a<td>b<tr style='display:none'><td>c<td>d<tr></tr></table>", [[["a", "b"]]], id="hidden and empty rows"),
        pytest.param("<div style='display:none'><table><tr><td>a<td>b</table></div><table><tr><td>c<td>d</table>", [[["c", "d"]]], id="a hidden table"),
    ],
)  # fmt: skip
def test_tables_are_grids(markup, grids):
    assert tables(markup) == grids


def test_blocks_keep_their_order_and_count_as_a_reader_does():
    blocks = read("<p>题</p><table><caption>表一</caption><tr><td>a<td>b<tr><td>c<td>d</table><p></p><p>尾</p>").blocks
    assert [(b.text, b.line) if isinstance(b, Paragraph) else [row.line for row in b.rows] for b in blocks] == [("题", 1), ("表一", 2), [3, 4], ("尾", 5)]


def test_what_is_left_out_is_said_once():
    assert read("<p>甲<del>乙</del><del>丙</del></p>").notes == ("标为删除的文字没有读入",)
    assert read("<p>甲</p>").notes == ()


def test_a_page_declared_in_another_charset_is_read_by_its_bytes():
    blocks = read("<meta charset=utf-8><p>政务公开工作要点</p>", "gb18030").blocks
    assert blocks == (Paragraph("政务公开工作要点", 1),)


def test_a_frameset_without_its_frames_says_so():
    with pytest.raises(Unreadable, match="框架"):
        read("<html><frameset rows='*'><frame src='sheet001.htm'></frameset></html>")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 50_000 + "底", id="divisions"),
        pytest.param("<table><tr><td>" * 10_000 + "底", id="tables"),
        pytest.param("<ol><li>" * 20_000 + "底", id="lists"),
        pytest.param("<p>" * 400_000, id="too many tags"),
        pytest.param("<table>" + "<tr><td rowspan=9999999 colspan=5>x" * 5_000, id="spans over spans"),
        pytest.param("<table><tr><td rowspan=65534>x" + "<td rowspan=2>x" * 20_000 + "<tr>" * 20_000, id="a wide row over many narrow ones"),
        pytest.param("<span style='mso-list:ignore'>" * 20_000 + "</div>" * 9, id="spans never closed"),
        pytest.param("<table><td>a<tr>b<td>c</tbody></tr></table></table><td>d", id="tags out of place"),
        pytest.param("&#xD800;&#0;\0<p", id="characters that are none"),
    ],
)  # fmt: skip
def test_hostile_pages_are_read_or_refused_in_time(markup):
    begun = time.monotonic()
    try:
        read(markup)
    except Unreadable as error:
        assert "过大" in str(error)
    assert time.monotonic() - begun < 40


@pytest.mark.parametrize("frames_first", [True, False])
def test_of_a_web_archive_the_page_is_read_rather_than_the_frame_around_it(frames_first):
    pages = ["<html><FRAMESET rows='*'><frame src='sheet001.htm'></FRAMESET></html>", "<p>公开预算。</p>"]
    parts = "".join(f"--b\nContent-Type: text/html; charset=utf-8\n\n{page}\n" for page in (pages if frames_first else pages[::-1]))
    payload = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n{parts}--b--\n".encode()
    assert read_html_document(html_inside(payload)).blocks == (Paragraph("公开预算。", 1),)
