"""What a page names and links to: documents, their state, links of the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import read_html, read_payload
from crawler.extract.marks import status_marks
from crawler.extract.named import MOST_MENTIONS, MOST_NAMED, documents_named
from crawler.extract.numbers import number_of, numbers_in
from crawler.page import Link, Named

TEXT = "<p>现将番禺区规范性文件清理的有关情况公布如下，请各单位遵照执行，并做好宣传工作。</p>" * 3


def told(title: str, *lines: str) -> list[tuple[str, str]]:
    return [(n.title or n.number, n.said) for n in documents_named(title, lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(["1．《甲办法》（番府〔2008〕3号）；"], [("甲办法", "abolished")], id="an item under the title's word"),
        pytest.param(["继续有效的文件：", "《甲办法》"], [("甲办法", "kept")], id="under a heading"),
        pytest.param(["根据《省规定》（粤府〔2017〕1号）和《市规定》，"], [("省规定", "basis"), ("市规定", "basis")], id="bases"),
        pytest.param(["《甲办法》由《乙办法》代替。"], [("甲办法", "named"), ("乙办法", "named")], id="one for the other"),
        pytest.param(["《甲办法》、《乙办法》同时废止。"], [("甲办法", "abolished"), ("乙办法", "abolished")], id="an enumeration before the verb"),
        pytest.param(["《关于印发《甲办法》的通知》（番府办〔2009〕7号）"], [("关于印发《甲办法》的通知", "abolished")], id="nested"),
        pytest.param(["2.《关于做好某项", "工作的通知》（番府〔2010〕", "9号）"], [("关于做好某项工作的通知", "abolished")], id="broken lines"),
        pytest.param(["番府办〔2011〕6号文同时废止。"], [("番府办〔2011〕6号", "abolished")], id="a number alone"),
        pytest.param(["序号\t文件名称\t文号\t备注", "1\t甲管理办法\t番府〔2001〕1号\t保留"], [("甲管理办法", "kept")], id="a row that says so"),
        pytest.param(["序号\t文件名称\t文号", "1\t关于乙事项的通知\t番府〔2001〕2号"], [("关于乙事项的通知", "abolished")], id="a row"),
        pytest.param(["序号\t项目名称\t金额", "1\t某某小学扩建工程\t50"], [], id="a table of something else"),
        pytest.param(["本办法自2017年5月1日起施行。"], [], id="nothing"),
    ],
)
def test_a_document_is_named_with_what_is_said_of_it(lines, found):
    assert told("关于废止部分文件的决定", *lines) == found


def test_without_a_word_on_its_state_a_list_only_lists():
    assert told("规范性文件目录", "《甲办法》（番府〔2008〕3号）") == [("甲办法", "listed")]
    assert told("继续有效、废止和失效的文件目录", "《甲办法》") == [("甲办法", "listed")]


def test_what_is_kept_anywhere_is_never_called_abolished():
    assert told("关于废止部分文件的决定", "《甲办法》（番府〔2008〕3号）", "继续有效的文件", "《甲办法》（番府〔2008〕3号）") == [("甲办法", "kept")]


def test_long_lists_are_cut_and_mentions_sooner():
    lines = [f"{i}.《第{i}号办法》" for i in range(600)]
    assert len(documents_named("关于废止部分文件的决定", lines)) == MOST_NAMED
    assert len(documents_named("关于某事的报告", ["按规定执行的有《第%d号办法》，请遵照办理并做好相关宣传。" % i for i in range(100)])) == MOST_MENTIONS  # noqa: UP031


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("番府〔2017〕5号", "番府〔2017〕5号"), ("番府[2017]第05号", "番府〔2017〕5号"), ("（穗府办 【2016】 12 号）", "穗府办〔2016〕12号"),
        ("国令第707号", "国令第707号"), ("番禺区公告2017年第1号", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_document_number_has_one_form(text, number):
    assert number_of(text) == number


@given(st.text("番府办令〔〕[]第号（）2017 05根据，", max_size=40))
def test_numbers_are_found_where_they_stand(text):
    for number, start, end in numbers_in(text):
        assert number == number_of(number)
        assert 0 <= start < end <= len(text)


@given(st.lists(st.text("《》〈〉（）〔〕2017号番府办法废止失效保留根据、\t，。", max_size=60), max_size=6))
def test_any_text_gives_few_documents_each_once(lines):
    found = documents_named("关于废止文件的决定", lines)
    assert len({(n.title, n.number) for n in found}) == len(found) <= MOST_NAMED


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("【已失效】", ("已失效",)), ("（已废止）为规范管理……", ("已废止",)), ("本文件已于2017年6月1日废止。", ("已废止",)),
        ("编者按：该通知已被《番禺区办法》（番府〔2017〕3号）废止。", ("已废止",)), ("本办法自2017年12月31日起失效。", ("失效",)),
        ("本通知所列文件予以废止。", ()), ("本决定自即日起废止下列文件：", ()), ("本办法自印发之日起施行，原办法同时废止。", ()),
        ("《甲办法》（已废止）规定……", ()), ("本办法有效期五年。", ()),
    ],
)  # fmt: skip
def test_a_mark_at_the_beginning_of_the_text_is_told_from_a_sentence_about_others(opening, marks):
    assert status_marks([], [], [opening]) == marks


def test_a_page_gives_the_links_of_its_text_and_of_what_is_introduced_under_it(frame):
    main = f"""<h1>番禺区扶贫资金管理办法</h1><div class="info">来源：区民政局 发布时间：2017-10-12</div>
    <div id="zoomcon">{TEXT}<p>详见<a href="/a/1.html">省的办法</a>，<a href="#top">回到顶部</a>，<a href="mailto:a@b.cn">写信</a>。</p>
    <p>附件：<a href="f/1.doc">申请表.doc</a></p></div>
    <div class="xgwz"><p>相关解读：<a href="jd_1.html">《番禺区扶贫资金管理办法》解读</a></p></div>
    <div><a href="/a/2.html">下一篇：关于放假的通知</a></div><div><p>热门：<a href="/a/3.html">政策解读大全</a></p></div>"""
    page = read_html(frame(main)).page
    assert page.references == (Link("/a/1.html", "省的办法"), Link("jd_1.html", "《番禺区扶贫资金管理办法》解读"))
    assert [a.href for a in page.attachments] == ["f/1.doc"]
    assert page.located_at("http://h/c/d.html").references[1].href == "http://h/c/jd_1.html"


def test_a_page_and_a_file_name_documents(frame):
    main = f'<h1>关于废止部分文件的决定</h1><div id="zoomcon">{TEXT}<p>1.《甲办法》（番府〔2008〕3号）</p></div>'
    assert Named("甲办法", "番府〔2008〕3号", "abolished") in read_html(frame(main)).page.named
    attached = read_payload("关于公布废止文件的附件\n1.《乙办法》（番府〔2009〕3号）\n".encode(), "text/plain", "目录.txt").page
    assert attached.named == (Named("乙办法", "番府〔2009〕3号", "abolished"),)


def test_a_stamp_beside_the_headline_is_a_mark(frame):
    main = f'<h1>番禺区扶贫资金管理办法</h1><img src="/stamp.png" alt="已废止"><div id="zoomcon">{TEXT}</div>'
    assert read_html(frame(main)).page.status_marks == ("已废止",)
