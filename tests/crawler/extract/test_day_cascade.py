"""The cascade of places that name a day of publication: what is chosen, what agrees, what contradicts."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract import read_html
from crawler.extract.dates.address import with_address_date
from crawler.extract.labels import labelled

TITLE = "2017年9月番禺区一般公共预算收支执行情况"
TEXT = "<p>现将番禺区2017年9月一般公共预算收支执行情况公布如下，请社会各界予以监督，并提出宝贵的意见和建议，谢谢。</p>"
LABEL = "<p>来源：番禺区财政局 发布时间：2017-10-12 10:06:47</p>"
RECORD = "<table><tr><td>索引号</td><td>A1</td><td>发布日期</td><td>2017-10-12</td></tr><tr><td>成文日期</td><td>2017-10-09</td></tr></table>"


def _page(info: str, metas: str = "", under: str = "", text: str = TEXT):
    head = f'<meta charset="utf-8">{metas}<title>{TITLE}</title>'
    return read_html(f'<html><head>{head}</head><body><h1>{TITLE}</h1>{info}<div id="zoomcon">{text}</div>{under}</body></html>'.encode()).page


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


AGREEING = {
    "meta and label": (LABEL, _meta("PubDate", "2017-10-12"), "meta PubDate", ("标注“发布时间”",)),
    "two metas": ("", _meta("PubDate", "2017-10-12") + _meta("publishdate", "2017-10-12 08:00"), "meta PubDate", ("meta publishdate",)),
    "label and signature": (LABEL, "", "标注“发布时间”", ("落款",)),
    "free line and signature": ("<p>2017-10-12 来源：番禺区财政局</p>", "", "来源行", ("落款",)),
    "across midnight": (LABEL, _meta("PubDate", "2017-10-11T18:00:00Z"), "meta PubDate", ("标注“发布时间”",)),
    "a local clock with the sign of Greenwich": (LABEL, _meta("PubDate", "2017-10-12T18:00:00Z"), "meta PubDate", ("标注“发布时间”",)),
}


@pytest.mark.parametrize("case", AGREEING, ids=list(AGREEING))
def test_sources_that_name_the_same_day_agree(case):
    info, metas, source, agreed = AGREEING[case]
    text = TEXT + "<p>番禺区财政局</p><p>2017年10月12日</p>" if "落款" in agreed else TEXT
    page = _page(info, metas, text=text)
    assert page.published and (page.published.date, page.published.source, page.published.agreed_by) == (date(2017, 10, 12), source, agreed)
    assert page.contested == ()


def test_places_of_equal_trust_that_differ_leave_the_day_open():
    page = _page(LABEL, _meta("PubDate", "2017-10-13") + _meta("publishdate", "2017-10-13"))
    assert page.published is None
    assert [(d.date, d.source, d.agreed_by) for d in page.contested] == [
        (date(2017, 10, 13), "meta PubDate", ("meta publishdate",)),
        (date(2017, 10, 12), "标注“发布时间”", ()),
    ]
    reasons = [c.rejected_for for c in page.candidates if c.source.startswith(("meta", "标注"))]
    assert len(reasons) == 3 and all(r.startswith("与“") and r.endswith("矛盾，待核实") for r in reasons)


@pytest.mark.parametrize(
    "metas",
    [
        pytest.param(_meta("lastmodified", "2017-10-20"), id="last modified"),
        pytest.param(_meta("createdate", "2017-10-01"), id="created"),
        pytest.param(_meta("maketime", "2017-10-30"), id="made"),
        pytest.param(_meta("weibo: article:create_at", "2017-10-11"), id="written"),
        pytest.param(_meta("PubDate", "{PubDate}"), id="a template's rest"),
    ],
)
def test_metas_of_other_days_contradict_nothing(metas):
    page = _page(LABEL, metas)
    assert page.published and page.published.date == date(2017, 10, 12)
    assert len([c for c in page.candidates if c.source.startswith("meta") and c.rejected_for]) == 1


@pytest.mark.parametrize(
    "info",
    [
        pytest.param(LABEL + "<p>更新时间：2017-10-20</p>", id="an update"),
        pytest.param(LABEL + "<p>日期：2017-10-20</p>", id="a plain label"),
        pytest.param(LABEL + "<p>2017-10-20 浏览次数：3</p>", id="a free line"),
        pytest.param(LABEL + "<p>下次发布日期：2017-11-12</p>", id="the next issue"),
        pytest.param(LABEL + "<p>发稿时间：2017-10-11</p>", id="the first print"),
        pytest.param("<p>发布日期：2017-10-12 更新日期：2017-10-20</p>", id="two labels in a line"),
        pytest.param("<p>发布日期 2017-10-12</p>", id="a label without a mark"),
        pytest.param("<p>發佈時間：2017-10-12 來源：番禺區財政局</p>", id="traditional characters"),
        pytest.param("<p>来源：番禺区财政局时间：2017-10-12</p>", id="a plain label right behind an issuer"),
    ],
)
def test_a_weaker_place_contests_nothing(info):
    page = _page(info)
    assert page.published and page.published.date == date(2017, 10, 12)


@pytest.mark.parametrize(
    "info",
    [
        "<p>发布日期：2017-10-12至2017-10-19</p>", "<p>发布日期：2017-10-12 2017-10-13</p>", "<p>发布日期：2017-02-30</p>", "<p>发布日期：10-12</p>",
        "<p>发布日期：17年10月12日</p>", "<p>发布时间：3天前</p>", "<p>发布日期：3017-10-12</p>", "<p>时间：2017年10月12日</p><p>地点：番禺广场</p>",
        "<p>10-12 来源：番禺区财政局</p>",
    ],
)  # fmt: skip
def test_what_names_no_single_day_is_told_with_its_reason(info):
    page = _page(info)
    assert page.published is None and page.contested == ()
    assert [c for c in page.candidates if c.rejected_for]


def test_only_the_pages_own_labels_count():
    under = "".join(f'<div><a href="/{i}.html">番禺区2017年{i}月一般公共预算收支执行情况的公告</a><p>发布日期：2017-0{i}-01</p></div>' for i in range(1, 4))
    page = _page(LABEL, under=under)
    assert page.published and (page.published.date, page.contested) == (date(2017, 10, 12), ())
    assert _page("", under=under).published is None


def test_the_record_above_the_headline_is_the_pages_own():
    text = f'<html><body>{RECORD}<h1>{TITLE}</h1><p>发布日期：2017-10-13 浏览次数：3</p><div id="zoomcon">{TEXT}</div></body></html>'
    page = read_html(text.encode()).page
    assert page.formed and page.formed.date == date(2017, 10, 9)
    assert {d.source for d in page.contested} == {"元数据表“发布日期”", "标注“发布日期”"}


def test_days_of_forming_that_differ_name_none():
    page = _page("<p>成文日期：2017-10-09</p><p>成文日期：2017-10-08</p>" + LABEL)
    assert page.formed is None and sum(c.rejected_for == "成文日期互相矛盾，待核实" for c in page.candidates) == 2
    page = _page("<p>成文日期：2017-10-09</p><p>印发日期：2017-10-10</p>" + LABEL)
    assert page.formed and page.formed.date == date(2017, 10, 9)


def test_an_address_agrees_dates_or_is_set_aside_but_never_settles():
    url = "http://www.example.gov.cn/2017/10-12/content_1.html"
    agreeing = with_address_date(_page(LABEL), url).published
    assert agreeing and agreeing.agreed_by == ("网址",)
    alone = with_address_date(_page(""), url).published
    assert alone and alone.source == "网址"
    contested = with_address_date(_page(LABEL, _meta("PubDate", "2017-10-13")), url)
    assert contested.published is None and contested.candidates[-1].rejected_for


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("来源：区财政局 点击：12", [("来源", "区财政局"), ("点击", "12")]),
        ("来源：区财政局 热度：12", [("来源", "区财政局")]),
        ("来 源：区财政局 发布 时间：2017-03-08", [("来源", "区财政局"), ("发布时间", "2017-03-08")]),
        ("文号: 发布日期: 2014-01-20", [("文号", ""), ("发布日期", "2014-01-20")]),
        ("【发布时间】2017-03-08", [("发布时间", "2017-03-08")]),
        ("会议时间：2017-03-08 开会时间：9:00", [("会议时间", "2017-03-08")]),
        ("下期发布日期：2017-04-08", [("下期发布日期", "2017-04-08")]),
        ("标题：关于：某事 的说明：通知", [("标题", "关于：某事 的说明：通知")]),
    ],
)
def test_a_value_ends_before_the_next_label(line, values):
    assert [(v.label, v.value) for v in labelled(line, 0)] == values
