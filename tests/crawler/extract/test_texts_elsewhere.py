"""Texts that stand elsewhere than in the page's own markup: in frames and viewers, in a script, on further pages."""

from __future__ import annotations

import json

import pytest

from crawler.extract import read_html
from crawler.page import Attachment

TITLE = "番禺区水务局2016年部门决算"
INFO = "<p>来源：区水务局 发布时间：2017-10-12</p>"
TEXT = "<p>现将番禺区水务局2016年部门决算予以公开，请社会各界监督，详见附件。</p>"
PDF = Attachment("/files/2016js.pdf", "2016js.pdf", "pdf")


def article(body: str) -> str:
    return f"<h1>{TITLE}</h1>{INFO}<div id=zoomcon>{body}</div>"


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param('<iframe src="/files/2016js.pdf" width=100%></iframe>', id="frame"),
        pytest.param('<iframe src="/pdfjs/web/viewer.html?file=/files/2016js.pdf"></iframe>', id="viewer"),
        pytest.param('<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2F2016js.pdf"></iframe>', id="viewer with a quoted address"),
        pytest.param('<embed src="/files/2016js.pdf" type="application/pdf">', id="embed"),
        pytest.param('<object data="/files/2016js.pdf"></object>', id="object"),
        pytest.param('<div id=p></div><script>PDFObject.embed("/files/2016js.pdf", "#p");</script>', id="script"),
        pytest.param('<script>var pdfUrl = "/files/2016js.pdf";</script>', id="a script's variable"),
    ],
)
def test_a_document_shown_on_the_page_is_its_attachment(frame, shown):
    page = read_html(frame(article(shown))).page
    assert (page.kind, page.attachments, page.reason) == ("article", (PDF,), "")


def test_a_document_both_linked_and_shown_is_one_attachment(frame):
    shown = '<iframe src="/files/2016js.pdf"></iframe><p><a href="/files/2016js.pdf">2016年部门决算.pdf</a></p>'
    assert [a.name for a in read_html(frame(article(shown))).page.attachments] == ["2016年部门决算.pdf"]


def test_a_text_in_a_framed_page_is_said_to_be_missing(frame):
    page = read_html(frame(article('<iframe src="content.html"></iframe>'))).page
    assert (page.kind, page.readable, page.reason) == ("article", True, "正文在内嵌的网页里，没有读到")


def test_a_text_that_stands_in_a_script_alone_is_read_with_its_files():
    detail = {"content": TEXT, "attachment": [{"name": "决算表.xls", "url": "/gzpysw/attachment/0/1/1/5.xls"}]}
    told = json.dumps(detail, ensure_ascii=False).replace("<", "\\u003C")
    script = f"<script>window._CONFIG = {{DETAIL: {told}, TREE: []}}</script>"
    page = read_html(f"<html><head><title>{TITLE}</title></head><body><div id=app></div>{script}</body></html>".encode()).page
    assert (page.kind, page.readable) == ("article", True)
    assert "请社会各界监督" in page.body
    assert page.attachments == (Attachment("/gzpysw/attachment/0/1/1/5.xls", "决算表.xls", "xls"),)


def test_a_text_on_the_page_is_not_read_again_from_its_script(frame):
    page = read_html(frame(article(TEXT) + '<script>var c = {DETAIL: {"content": "<p>旧稿，不应读到，以页面为准。</p>"}}</script>')).page
    assert page.body.count("详见附件") == 1 and "旧稿" not in page.body


@pytest.mark.parametrize(
    ("pager", "reason"),
    [
        pytest.param('<p>第1页 共3页 <a href="t2017_31_1.html">下一页</a></p>', "正文分页，只读到第1页", id="counted"),
        pytest.param('<p>[1] <a href="post_31_2.html">[2]</a> <a href="post_31_2.html">下一页</a></p>', "正文分页，只读到第1页", id="a link to part two"),
        pytest.param('<p><a href="show.asp?id=3&page=3">下一页</a></p>', "正文分页，只读到第2页", id="a link to part three"),
        pytest.param('<script>createPageHTML(3, 0, "t20171012_31", "html");</script>', "正文分页，只读到第1页", id="a page script"),
        pytest.param('<script>createPageHTML(1, 0, "t20171012_31", "html");</script>', "", id="a page script of one page"),
        pytest.param('<p>下一页：<a href="post_4472.html">番禺区水务局2017年部门预算</a></p>', "", id="the next article"),
        pytest.param('<p><a href="post_4472.html">下一页</a></p>', "", id="a link that may lead to another article"),
        pytest.param("<p>本办法第1页，共3页。</p>", "", id="words of the text"),
    ],
)
def test_a_text_that_goes_on_says_what_was_read(frame, pager, reason):
    page = read_html(frame(article(TEXT + pager))).page
    assert (page.kind, page.readable, page.reason) == ("article", True, reason)
    assert page.is_whole == (not reason)
