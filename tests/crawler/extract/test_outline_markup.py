"""The outline of odd markup: what no author should write and every site has somewhere."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import read_html
from crawler.extract.outline import read_outline
from crawler.extract.paging import is_address
from crawler.extract.tables import tables_of

DEEP = ("b", "span class=x", "font", "div", "ul", "table", "ul><li", "table><tr><td", "blockquote")
SECONDS = 2.0

LINES = {
    "unclosed paragraphs": ("<p>一<p>二", ["一", "二"]),
    "a tag never ended": ('<div class="a" <p class="b">丙</p></div>', ["丙"]),
    "an element named like two": ("<div<p>甲</div<p>", ["甲"]),
    "cells without a table": ("<td>甲<td>乙", ["甲乙"]),
    "cells without rows": ("<table><td>甲<td>乙</table>", ["甲\t乙"]),
    "an empty cell between": ("<table><tr><td>甲<td>&nbsp;<td>乙</table>", ["甲\t\t乙"]),
    "text right in a table": ("<table>丢<tr><td>甲</table>", ["丢", "甲"]),
    "terms and their descriptions": ("<dl><dt>项<dd>说明<dt>项二<dd>说明二</dl>", ["项\t说明", "项二\t说明二"]),
    "a rule": ("甲<hr>乙", ["甲", "乙"]),
    "entities": ("甲&lt;b&gt;&amp;nbsp;&nbsp;乙&#12288;丙", ["甲<b>&nbsp; 乙 丙"]),
    "tabs and breaks in the source": ("a\tb<b>\n c</b>", ["a b c"]),
    "invisible characters": ("甲\u200b乙\ufeff", ["甲乙"]),
    "a comment with tags": ("甲<!-- <p>注</p> > -->乙", ["甲乙"]),
    "an empty comment": ("甲<!-->乙", ["甲乙"]),
    "tags in a script": ('甲<script>if(a<b){"</p>"}</script>乙', ["甲乙"]),
    "a template": ("甲<template><p>藏</p></template>乙", ["甲乙"]),
    "a drawing": ("甲<svg><title>图</title><text>字</text></svg>乙", ["甲乙"]),
    "a form's text": ("甲<textarea><p>填</p></textarea><select><option>选</option></select>乙", ["甲乙"]),
    "for readers without scripts": ("甲<noscript><noscript><p>无</p></noscript></noscript>乙", ["甲乙"]),
    "shown as written": ("甲<xmp><p>&amp;</p> a < b </xmp>乙<p>丙", ["甲<p>&amp;</p> a < b 乙", "丙"]),
    "plain text to the end": ("甲<plaintext><b>乙</b>", ["甲<b>乙</b>"]),
    "behind the end": ("<body>甲</body></html>乙", ["甲乙"]),
    "a page of frames": ("<frameset><frame src=a></frameset>", []),
    "nothing": ("", []),
}
ANCHORS = {
    "one begun in another": ("<a href=1>甲<a href=2>乙", [("1", "", "甲"), ("2", "", "乙")]),
    "one in a table in another": ("<a href=1><table><tr><td><a href=2>内</a></td></tr></table>尾</a>", [("1", "", ""), ("2", "", "内")]),
    "tags and quotes in values": ('<a title="&quot;甲&quot; <b>" href=" /x?a=1>2&amp;b=3 ">乙</a>', [("/x?a=1>2&b=3", '"甲" <b>', "乙")]),
    "a value that ends like a name": ('<a title="x href=" href="/y">乙</a>', [("/y", "x href=", "乙")]),
    "a stray quote": ('<a href="x"" title="y">z</a>', [("x", "y", "z")]),
    "a break": ('<a href="/a">上<br>下</a>', [("/a", "", "上\n下")]),
    "paragraphs": ("<a href=1><p>甲</p><p>乙</p></a>", [("1", "", "甲\n乙")]),
    "only a picture": ("<a href=1><img src=a alt=图></a>", [("1", "", "")]),
    "without an address": ("<a name=top></a><a>甲</a>", [("", "", ""), ("", "", "甲")]),
}


@pytest.mark.parametrize(("markup", "lines"), LINES.values(), ids=LINES)
def test_lines_of_odd_markup(markup, lines):
    assert [line.text for line in read_outline(markup).lines] == lines


@pytest.mark.parametrize(("markup", "anchors"), ANCHORS.values(), ids=ANCHORS)
def test_links_of_odd_markup(markup, anchors):
    assert [(a.href, a.title, a.text) for a in read_outline(markup).anchors] == anchors


def test_a_line_knows_how_much_of_it_is_a_link():
    line = read_outline("<p>甲乙 <a href=1> 丙丁 <b>戊</b></a></p>").lines[0]
    assert (line.text, line.linked, line.anchors) == ("甲乙 丙丁 戊", 3, (0,))


def test_what_a_page_says_of_itself_counts_also_in_its_body():
    page = "<title> 甲 -\n乙 </title><meta name=A content=''><body><p>文<meta name='a' content=' 1 '><meta property=A content=2><link rel=next href=/2>"
    outline = read_outline(page)
    assert (outline.html_title, outline.metas, outline.next_rel) == ("甲 - 乙", {"a": "1"}, "/2")


def test_pictures_for_readers_without_scripts_are_kept_apart():
    outline = read_outline("<p>甲<img src=a.png alt=图><noscript><img src=b.png></noscript>")
    assert [i.src for i in outline.images] == ["a.png"] and [i.src for i in outline.unseen] == ["b.png"]


def test_names_are_those_of_the_element_in_lower_case():
    outline = read_outline('<div id="Main" class="A b"><p class=c>甲</p><ul data-x="class=" class=d><li>乙</ul></div>')
    assert [(b.tag, b.names) for b in outline.blocks] == [("body", ""), ("div", "main a b"), ("p", ""), ("ul", "d"), ("li", "")]


def test_the_markup_of_a_block_can_be_had_again():
    outline = read_outline('<div><p style="text-align: center"><b>甲&amp;</b></p><p>乙</p></div>')
    block = next(b for b in outline.blocks if b.tag == "p")
    assert outline.opening(block, 600) == '<p style="text-align: center"><b>甲&amp;</b></p>'
    assert outline.opening(block, 2) == "<p"


@pytest.mark.parametrize("tag", DEEP)
def test_elements_nested_without_end_are_read_in_time(tag):
    started = time.process_time()
    lines = read_outline(f"<{tag}>" * (100_000 // (1 + tag.count("<"))) + "甲").lines
    assert [line.text for line in lines] == ["甲"] and time.process_time() - started < SECONDS


@pytest.mark.parametrize("fonts", [1_000, 5_000])
def test_elements_left_open_in_each_paragraph_are_read_in_time(fonts):
    started = time.process_time()
    outline = read_outline("".join(f"<p><font color={at}>甲</p>" for at in range(fonts)))
    assert len(outline.lines) == fonts and not outline.tokens.is_cut and time.process_time() - started < SECONDS


def test_cells_without_text_are_read_in_time():
    started = time.process_time()
    outline = read_outline("<table><tr>" + "<td></td>" * 30_000 + "<td>甲</td></tr></table>")
    assert len(outline.lines) == 1 and time.process_time() - started < SECONDS


def test_a_page_nested_too_deep_says_so():
    text = "<p>甲区财政局关于二〇一七年预算的公告，现予公布。</p>" * 5
    deep, flat = (read_html(f"{'<div>' * depth}{text}{'</div>' * depth}".encode()).page for depth in (5_000, 100))
    assert (deep.body, deep.readable, deep.reason) == (flat.body, True, "网页嵌套过深，只读了一部分") and flat.is_whole


def test_a_long_page_of_sloppy_markup_is_whole():
    item = "<li><a href=/{at}>甲<b><span>乙"
    cell = "<tr><td><div><p>丙<p>丁<td>戊"
    page = f"<ul>{''.join(item.format(at=at) for at in range(1_500))}</ul><table>{cell * 1_500}</table>"
    outline = read_outline(page)
    assert not outline.tokens.is_cut and len(outline.anchors) >= 1_500


TABLES = {
    "spans": ("<table><tr><td colspan=2>a<td rowspan=2>b<tr><td>c<td>d</table>", ((("a", "a", "b"), ("c", "d", "b")),)),
    "the inner one": ("<table><tr><td><table><tr><td>a<td>b</table></table>", ((("a", "b"),),)),
    "paragraphs in a cell": ("<table><tr><td><p>a</p><p>b</p><td>c<b>d</b></table>", ((("a b", "cd"),),)),
    "one cell is no table": ("<table><tr><td>a</table>", ()),
    "spans nobody can mean": ("<table><tr><td colspan=0>a<td rowspan='x'>b<td colspan=-1>c</table>", ((("a", "b", "c"),),)),
    "a choice in a cell": ("<table><tr><td><select><option>x</select>a<td>b</table>", ((("a", "b"),),)),
}


@pytest.mark.parametrize(("markup", "rows"), TABLES.values(), ids=TABLES)
def test_rows_of_tables(markup, rows):
    assert tables_of(markup) == rows


_OPENED = "p div a td tr table svg math xmp br hr img html body head title noscript template select frameset textarea script li dt dd"
_CLOSED = "p div a td table svg xmp noscript template select script title option body html"
_PIECES = st.sampled_from(
    [*"甲乙<>\"'/=&;! -\t\n\0\u200b", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&nbsp;", "&lt;", "&#0;", "&#x110000;", "<plaintext>"]
    + [f"<{tag}>" for tag in _OPENED.split()]
    + [f"</{tag}>" for tag in _CLOSED.split()]
    + ["<a href='1' href=2 class=", '<div id="a" class=\'b\' x">', "<td colspan=9 rowspan=9>", "<meta name=a content=b>", '<option "=">', "<div<p>"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_soup_of_tags_breaks_the_outline(markup):
    outline = read_outline(markup)
    last = len(outline.lines)
    assert all(0 <= line.block < len(outline.blocks) and line.text for line in outline.lines)
    assert all(0 <= b.first <= b.last <= last and b.parent < at for at, b in enumerate(outline.blocks))
    assert all(0 <= a.line <= last for a in outline.anchors)
    tables_of(markup)


_CHARACTERS = st.sampled_from("#jJavascript:mailtodhef=/&;\"' \u3000\xa0xſ<>")
_VALUES = st.text(_CHARACTERS, max_size=12) | st.sampled_from(["javascript:x", " tel:1", "&nbsp;#a", "JavaScript:", "x"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_VALUES, _VALUES, st.booleans()), max_size=6))
def test_links_to_other_pages_are_counted_without_being_taken_apart(values):
    quoted = [(html.escape(href), html.escape(title), is_first) for href, title, is_first in values]
    page = "".join(f'<a title="{t}" href="{h}">甲</a>' if is_first else f'<a href="{h}" x title="{t}"><b>甲</b></a>' for h, t, is_first in quoted)
    anchors = read_outline(page).anchors
    assert anchors.count_addresses() == sum(is_address(anchor.href) for anchor in anchors)


def test_the_links_of_some_lines_are_those_that_start_there():
    anchors = read_outline("".join(f"<p><a href=/{at}>甲</a>" for at in range(5))).anchors
    assert [anchor.href for anchor in anchors.within(1, 3)] == ["/1", "/2"]


def test_a_link_in_a_cell_belongs_to_its_text():
    assert tables_of("<table><tr><td>甲<a href=1>乙</a>丙<td><p><a href=2>丁</a><p>戊</table>") == ((("甲乙丙", "丁 戊"),),)
