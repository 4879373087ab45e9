"""Paired: policy documents and their interpretations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CaseAttachment, CaseLink, CasePage
from rules.rule import Due, Duty, Places, Soften
from rules.wanted import Match, Pair, Terms

EITHER = Places(any_of=("portal", "own"))
DUTY = Duty(
    "a", "paired", "扶贫政策及解读", ("区民政局",), places=EITHER, due=Due("assumption", "本办口径", working_days=20),
    match=Match(Terms(all=(("扶贫", "救助"), ("办法", "方案", "意见", "通知")))), pair=Pair(Match(Terms(any=("解读", "一图读懂", "问答")))),
)  # fmt: skip
FAN_OUT = replace(DUTY, units=("各部门",))
NAME = "番禺区扶贫资金管理办法"
NUMBER = "番民〔2017〕5号"
PAPER = CasePage(f"番禺区民政局关于印发《{NAME}》的通知", "own", date(2017, 3, 1), document_number=NUMBER, source="区民政局")
MET, UNMET, PERHAPS = [(NUMBER, "met", "in_time")], [(NUMBER, "unmet", "not_found")], [(NUMBER, "unverified", "near_miss")]
DAY = date(2017, 3, 10)


def reading(title: str, day: date | None = DAY, site: str = "own", **more) -> CasePage:
    return CasePage(title, site, day, **more)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(reading(f"《{NAME}》政策解读"), id="its name in 《》"),
        pytest.param(reading(f"关于印发《{NAME}》的通知解读"), id="its title in the title"),
        pytest.param(reading("一图读懂番禺区扶贫资金管理办法"), id="its name without 《》"),
        pytest.param(reading("《扶贫资金管理办法（试行）》解读"), id="without the place, with 试行"),
        pytest.param(reading(f"《{NAME}》政策解读", site="portal", source="区财政局"), id="in the other place, signed by another"),
        pytest.param(reading("政策解读之一", document_number=NUMBER), id="carries its 文号"),
        pytest.param(reading("番民〔2017〕5号文解读"), id="its 文号 in the title"),
        pytest.param(reading("政策解读", links=(CaseLink(1, "原文"),)), id="links to it"),
        pytest.param(reading("扶贫新政问答", body=f"近日印发的《{NAME}》（番民[2017]5号）明确……"), id="its text names it first"),
        pytest.param(reading("《关于加强扶贫资金管理工作推进会议的意见》等解读", document_number=NUMBER), id="words of activity inside 《》"),
        pytest.param(reading("扶贫资金管理新政十问十答", body=f"近日印发的《{NAME}》，大家关心的问题解答如下。"), id="questions, its text names it"),
        pytest.param(reading("区民政局负责人就扶贫资金管理答记者问", body=f"《{NAME}》已经出台。"), id="asked by the press"),
        pytest.param(reading("扶贫资金百问", links=(CaseLink(1, "原文"),)), id="questions that link to it"),
    ],
)
def test_an_interpretation_that_is_surely_about_the_document_meets(ask, page):
    assert ask(DUTY, PAPER, page) == MET


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(reading("《番禺区扶贫项目管理办法》政策解读"), id="another document by name"),
        pytest.param(reading("《番禺区2016年扶贫资金管理办法》政策解读"), id="another year"),
        pytest.param(reading("《番禺区扶贫资金管理办法实施细则》解读"), id="what rests on it"),
        pytest.param(reading(f"《{NAME}（征求意见稿）》解读"), id="of a draft"),
        pytest.param(reading("番禺区公共文化设施开放政策解读"), id="about something else"),
        pytest.param(reading("关于扶贫的新闻"), id="no interpretation at all"),
        pytest.param(reading("《南沙区扶贫资金管理办法》解读"), id="another place's"),
        pytest.param(reading("区民政局落实扶贫资金管理要求", body=f"按照《{NAME}》，……"), id="news whose text names it"),
        pytest.param(reading("区民政局召开十问十答培训会", body=f"《{NAME}》已经出台。"), id="news of a meeting in such a form"),
        pytest.param(reading("申报扶贫资金怎么办理的公告", body=f"根据《{NAME}》，……"), id="a notice that rests on it"),
    ],
)
def test_what_is_not_its_interpretation_leaves_it_unmet(ask, page):
    assert ask(DUTY, PAPER, page) == UNMET


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(reading("《办法》政策解读"), id="a short name"),
        pytest.param(reading("扶贫资金管理有啥新变化？", body=f"《{NAME}》已经出台。"), id="a question, its text names it"),
        pytest.param(reading("番禺区扶贫资金管理新政来了", links=(CaseLink("http://mp.weixin.qq.com/s/1", "全文"),)), id="what it is about, and new"),
        pytest.param(reading("番禺区扶贫资金政策解读"), id="much of its name"),
        pytest.param(reading(f"区民政局召开《{NAME}》解读会"), id="news of a meeting about it"),
        pytest.param(
            reading("扶贫政策问答", body=f"问：怎么申请？答：可以。依据之外，见《关于某事项的通知》和《{NAME}》。"), id="its text names it, not first"
        ),
        pytest.param(reading(f"《{NAME}》解读", date(2016, 5, 1)), id="older than the document"),
    ],
)
def test_an_interpretation_that_is_only_perhaps_about_it_makes_a_person_look(ask, page):
    assert ask(DUTY, PAPER, page) == PERHAPS


def test_the_document_itself_may_link_to_it_or_have_it_attached(ask):
    other = reading("关于资金使用的几点说明", site="portal")
    assert ask(DUTY, replace(PAPER, links=(CaseLink(2, "政策解读"),)), other) == MET
    assert ask(DUTY, PAPER, other) == UNMET
    assert ask(DUTY, replace(PAPER, attachments=(CaseAttachment("扶贫办法政策解读.doc"),))) == MET
    elsewhere = replace(PAPER, links=(CaseLink("http://mp.weixin.qq.com/s/1", "政策解读"),))
    assert ask(DUTY, elsewhere) == [(NUMBER, "unverified", "pair_unread")]


def test_an_entry_that_leaves_the_site_stands_by_its_title(ask):
    assert ask(DUTY, PAPER, reading(f"《{NAME}》解读", link="http://mp.weixin.qq.com/s/1")) == MET


@pytest.mark.parametrize("frame", ["公布实施", "印发实施", "发布施行", "印发"])
@pytest.mark.parametrize("name", ["《{}》", "{}"])
def test_a_document_is_known_by_what_its_notice_puts_into_force(ask, frame, name):
    paper = replace(PAPER, title=f"番禺区民政局关于{frame}{name.format(NAME)}的通知")
    assert ask(DUTY, paper, reading(f"《{NAME}》解读")) == MET
    assert ask(DUTY, paper, reading(f"《{NAME}》解读", date(2017, 6, 1))) == [(NUMBER, "late", "after_due")]


def test_another_places_interpretation_never_counts_where_the_document_names_no_place(ask):
    bare = replace(PAPER, title="扶贫资金管理办法")
    assert ask(DUTY, bare, reading("《扶贫资金管理办法》解读")) == MET
    assert ask(DUTY, bare, reading("《南沙区扶贫资金管理办法》解读"))[0][1] != "met"


def test_a_late_interpretation_is_late_and_an_earlier_doubtful_one_leaves_it_open(ask):
    (late,) = ask.verdicts(DUTY, PAPER, reading(f"《{NAME}》解读", date(2017, 4, 14)))
    assert (late.outcome, late.due, late.days_late, late.days_unit) == ("late", date(2017, 3, 29), 11, "working")
    assert ask(DUTY, PAPER, reading(f"《{NAME}》解读", date(2017, 4, 14)), reading("《办法》政策解读")) == PERHAPS


def test_before_its_day_it_is_not_due_and_without_a_day_the_year_is_the_term(ask):
    assert ask(DUTY, PAPER, as_of=date(2017, 3, 28)) == [(NUMBER, "not_due", "before_due")]
    assert ask(DUTY, PAPER, as_of=date(2017, 3, 29)) == UNMET
    yearly = replace(DUTY, due=None)
    assert ask(yearly, PAPER, as_of=date(2017, 12, 30)) == [(NUMBER, "not_due", "before_due")]
    assert ask(yearly, PAPER) == UNMET


def test_silence_may_be_softened_and_counts_only_after_a_complete_search(ask):
    softened = replace(DUTY, silence=Soften("unverified", "未必都要解读"))
    assert ask(softened, PAPER) == [(NUMBER, "unverified", "softened")]
    assert [o for _, o, _ in ask(DUTY, PAPER, unread=("portal",))] == ["not_checked"]
    assert ask(DUTY, PAPER, once=("own",)) == [(NUMBER, "unverified", "awaits_second_look")]


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(replace(PAPER, published=date(2016, 12, 30)), id="published last year"),
        pytest.param(replace(PAPER, formed=date(2016, 12, 30)), id="formed last year"),
        pytest.param(replace(PAPER, title="关于《扶贫资金管理办法（征求意见稿）》公开征求意见的公告"), id="a draft"),
        pytest.param(replace(PAPER, title="南沙区扶贫资金管理办法"), id="another district's"),
        pytest.param(replace(PAPER, site="portal", source="区财政局"), id="signed by another department"),
        pytest.param(replace(PAPER, withdrawn=date(2017, 6, 1)), id="withdrawn"),
        pytest.param(reading(f"《{NAME}》政策解读"), id="an interpretation alone"),
        pytest.param(replace(PAPER, published=date(2018, 1, 2)), id="after the day asked"),
    ],
)
def test_what_is_no_document_of_the_unit_and_year_is_not_asked_for(ask, paper):
    assert ask(DUTY, paper) == [(None, "unverified", "event_not_shown")]


def test_a_document_counts_for_the_unit_that_issued_it(ask):
    portal = replace(PAPER, site="portal")
    assert ask(FAN_OUT, portal) == UNMET
    assert ask(FAN_OUT, portal, unit="区财政局") == [(None, "unverified", "event_not_shown")]


def test_copies_of_one_document_are_asked_for_once_and_subjects_are_in_order(ask):
    bare = CasePage("番禺区低收入家庭救助方案", "portal", date(2017, 5, 2))
    found = ask(DUTY, bare, PAPER, replace(PAPER, site="portal", document_number="番民[2017]05号"), replace(bare, site="own"))
    assert found == [("http://mzj.panyu.gov.cn/content/post_3.html", "unmet", "not_found"), *UNMET]


def test_an_undated_document_is_left_to_a_person(ask):
    assert ask(DUTY, replace(PAPER, published=None)) == [(NUMBER, "unverified", "undated")]


def test_validity_is_weighed_by_the_documents_day(ask):
    assert ask(replace(DUTY, valid_from=date(2017, 4, 1)), PAPER) == [(NUMBER, "not_applicable", "not_in_force")]
    assert ask(replace(DUTY, valid_to=date(2017, 3, 1)), PAPER) == UNMET


def test_the_sentence_names_the_document_and_what_was_looked_for(ask):
    (verdict,) = ask.verdicts(DUTY, PAPER, reading("《番禺区扶贫项目管理办法》政策解读"))
    assert verdict.why.startswith("最迟应于2017年3月29日公开（本办口径），检索了区政府门户网站、区民政局网站的全部栏目，没有找到“番禺区民政局关于印发")
    assert [n.rejected_for for n in verdict.near_misses] == ["解读的是另一份文件"]


PAGES = st.lists(
    st.sampled_from(
        [
            PAPER, replace(PAPER, site="portal"), CasePage("番禺区救助工作方案", "own", date(2017, 5, 2)),
            CasePage("番禺区救助工作方案", "portal", date(2016, 5, 2)),
            reading(f"《{NAME}》解读"), reading(f"《{NAME}》解读", date(2017, 6, 1), "portal"), reading("《办法》政策解读"), reading("政策解读", None),
            reading("《救助工作方案》一图读懂", date(2017, 5, 5), "portal"),
        ]
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)))
def test_order_never_matters_and_an_unrelated_page_changes_nothing(ask, pages, as_of):
    def told(*found: CasePage):
        return sorted((o, r) for _, o, r in ask(DUTY, *found, as_of=as_of))

    assert told(*pages) == told(*reversed(pages))
    assert told(*pages) == told(*pages, CasePage("番禺区举办龙舟赛的公告", "portal", date(2017, 5, 1), body="观众请从东门入场。"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)))
def test_keys_are_unique_and_nothing_fails_before_it_is_due(ask, pages, as_of):
    found = ask.verdicts(DUTY, *pages, as_of=as_of)
    assert len({v.key for v in found}) == len(found) >= 1
    assert [v.key for v in found] == sorted(v.key for v in found)
    assert all(v.due <= as_of for v in found if v.outcome in ("unmet", "late"))
    assert all(v.evidence for v in found if v.outcome == "met")
