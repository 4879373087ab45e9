"""Marked: abolished documents and the marks on their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CaseAttachment, CaseEvent, CasePage
from rules.rule import Due, Duty, Places, Soften
from rules.wanted import Match, Terms

DUTY = Duty(
    "a", "marked", "标注已废止和失效的文件", ("各部门",), places=Places(any_of=("portal", "own")), due=Due("quoted", "原文：10个工作日", working_days=10),
    match=Match(Terms(all=(("废止", "失效"), ("文件", "目录", "清单")))), marks=("已废止", "已失效"), on_request=("portal",),
)  # fmt: skip
NAME, NUMBER = "番禺区扶贫资金管理办法", "番民〔2010〕3号"
LIST = CasePage("番禺区人民政府关于公布废止部分规范性文件的决定", "portal", date(2017, 6, 1), source="区政府办", body=f"1.《{NAME}》（{NUMBER}）")
OLD = CasePage(NAME, "own", date(2010, 5, 4), document_number=NUMBER, source="区民政局")
NOTHING, UNMET = [(None, "unverified", "nothing_to_mark")], [(NUMBER, "unmet", "not_marked")]
MET = [(NUMBER, "met", "marked")]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(replace(OLD, title=f"{NAME}（已废止）"), id="in the title"),
        pytest.param(replace(OLD, list_title=f"{NAME}【失效】"), id="in the list"),
        pytest.param(replace(OLD, body="【已失效】\n为规范扶贫资金……"), id="at the beginning of the text"),
        pytest.param(replace(OLD, body="提示：本文件已于2017年6月1日废止。"), id="as a sentence"),
        pytest.param(replace(OLD, marks=("废止",)), id="by a label"),
        pytest.param(replace(OLD, list_marks=("已废止",)), id="beside its title in the list"),
    ],
)
def test_a_mark_where_the_document_stands_meets(ask, page):
    assert ask(DUTY, LIST, page) == MET


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(OLD, id="none"),
        pytest.param(replace(OLD, body="本办法自印发之日起施行，原《扶贫办法》同时废止。"), id="about an older one, at the end"),
        pytest.param(replace(OLD, body="为规范管理，制定本办法。\n第一条\n第二条\n第三条\n（已废止）"), id="far below"),
        pytest.param(replace(OLD, document_number=None), id="recognised by its name and year"),
        pytest.param(replace(OLD, title="番禺区民政局关于印发《扶贫资金管理办法》的通知"), id="under another title"),
    ],
)
def test_without_a_mark_on_the_units_own_site_it_is_unmet(ask, page):
    assert [(o, r) for _, o, r in ask(DUTY, LIST, page)] == [("unmet", "not_marked")]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(CasePage("番禺区临时救助办法", "own", date(2012, 5, 1)), id="another document"),
        pytest.param(replace(OLD, document_number="番民〔2016〕9号", published=date(2016, 5, 1)), id="the same name, another 文号"),
        pytest.param(replace(OLD, document_number=None, published=date(2017, 7, 1)), id="its successor of the same name"),
        pytest.param(CasePage(f"《{NAME}》解读", "own", date(2010, 5, 4)), id="its interpretation"),
        pytest.param(CasePage("广东省扶贫资金管理办法", "own", date(2010, 5, 4)), id="the province's"),
        pytest.param(replace(OLD, withdrawn=date(2017, 6, 5)), id="withdrawn"),
    ],
)
def test_what_is_not_the_document_is_not_asked_for(ask, page):
    assert ask(DUTY, LIST, page) == NOTHING


def test_a_mark_in_another_places_list_is_no_mark_here(ask):
    elsewhere = replace(OLD, site="portal", list_marks=("已废止",), document_number=NUMBER)
    (verdict,) = ask.verdicts(DUTY, LIST, OLD, elsewhere)
    assert [(p.site, p.outcome) for p in verdict.places] == [("mzj", "unmet"), ("portal", "met")]


def test_a_list_that_names_what_stands_nowhere_fails_nobody(ask):
    assert ask(DUTY, LIST) == NOTHING
    assert ask(DUTY) == [(None, "unverified", "event_not_shown")]


def test_what_may_be_the_document_is_left_to_a_person(ask):
    assert ask(DUTY, LIST, replace(OLD, document_number=None, published=date(2014, 1, 1))) == [(NUMBER, "unverified", "perhaps_abolished")]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        pytest.param(f"根据《{NAME}》（{NUMBER}）的规定，废止《甲办法》（番府〔2001〕1号）。", False, id="a basis"),
        pytest.param(f"一、废止的文件\n《甲办法》（番府〔2001〕1号）\n二、继续有效的文件\n《{NAME}》（{NUMBER}）", False, id="what is kept"),
        pytest.param(f"《甲办法》由《{NAME}》（{NUMBER}）代替。", False, id="what takes its place"),
        pytest.param(f"序号\t文件名称\t文号\n1\t{NAME}\t番民[2010]03号", True, id="a table"),
        pytest.param(f"序号\t文件名称\t文号\t处理意见\n1\t{NAME}\t番民[2010]3号\t保留", False, id="a row that keeps it"),
        pytest.param(f"决定自即日起废止《{NAME}》、《乙办法》等2件文件。", True, id="a sentence"),
        pytest.param(f"1．番禺区扶贫资金管理办法（{NUMBER}，2010年5月4日）", True, id="an item without 《》"),
    ],
)
def test_only_what_a_list_says_is_abolished_is_asked_for(ask, body, asked):
    assert ask(DUTY, replace(LIST, body=body), OLD) == (UNMET if asked else NOTHING)


def test_a_list_in_an_attachment_is_read_and_an_unreadable_one_is_said(ask):
    attached = replace(LIST, body="目录见附件。", attachments=(CaseAttachment("废止文件目录.doc", text=f"1\t{NAME}\t{NUMBER}"),))
    assert ask(DUTY, attached, OLD) == UNMET
    broken = replace(LIST, body="目录见附件。", attachments=(CaseAttachment("废止文件目录.doc", unreadable=True),))
    assert ask(DUTY, broken, OLD) == [(None, "unverified", "list_unread")]


def test_another_units_list_that_cannot_be_read_says_nothing_of_this_one(ask):
    broken = replace(LIST, site="czj", source="区财政局", body="目录见附件。", attachments=(CaseAttachment("废止文件目录.doc", unreadable=True),))
    either = replace(DUTY, places=Places(any_of=("portal", "own")))
    for theirs in (broken, replace(broken, site="portal"), replace(broken, site="portal", source=None, title="区财政局关于公布废止文件目录的公告")):
        assert ask(either, theirs, OLD) == [(None, "unverified", "event_not_shown")]
        assert ask(either, theirs, OLD, unit="区财政局") == [(None, "unverified", "list_unread")]
    assert ask(either, replace(broken, site="portal", source="区政府办"), OLD) == [(None, "unverified", "list_unread")]


def test_another_units_list_says_nothing_of_what_this_one_has_to_mark(ask):
    theirs = replace(LIST, site="czj", source="区财政局", body="1.《番禺区票据管理办法》（番财〔2009〕2号）")
    assert ask(DUTY, theirs) == [(None, "unverified", "event_not_shown")]
    assert ask(DUTY, theirs, unit="区财政局") == NOTHING


def test_a_document_abolished_alone_is_found_in_the_title(ask):
    alone = CasePage(f"关于废止《{NAME}》等文件的通知", "own", date(2017, 6, 1), source="区民政局")
    assert [(o, r) for _, o, r in ask(DUTY, alone, OLD)] == [("unmet", "not_marked")]


def test_ten_working_days_run_from_the_abolition(ask):
    assert ask(DUTY, LIST, OLD, as_of=date(2017, 6, 14)) == [(NUMBER, "not_due", "before_due")]
    (verdict,) = ask.verdicts(DUTY, LIST, OLD, as_of=date(2017, 6, 15))
    assert (verdict.outcome, verdict.due, verdict.due_basis) == ("unmet", date(2017, 6, 15), "quoted")
    assert verdict.why == f"“{NAME}”已废止或失效，最迟应于2017年6月15日标注（计划原文），区民政局网站的原文上没有标注。"
    later = (CaseEvent("abolished", date(2017, 9, 1), NAME, NUMBER),)
    assert ask(DUTY, LIST, OLD, as_of=date(2017, 9, 4), events=later) == [(NUMBER, "not_due", "before_due")]


def test_a_page_last_read_before_the_day_is_read_again_first(ask):
    assert ask(DUTY, LIST, replace(OLD, read_on=date(2017, 6, 2))) == [(NUMBER, "unverified", "mark_awaits_look")]


def test_a_picture_or_an_entry_alone_may_hold_the_mark(ask):
    assert ask(DUTY, LIST, replace(OLD, images=1)) == [(NUMBER, "unverified", "mark_unreadable")]
    entry = CasePage(NAME, "own", date(2010, 5, 4), link="http://mp.weixin.qq.com/s/1")
    assert [(o, r) for _, o, r in ask(DUTY, LIST, entry)] == [("unverified", "mark_unreadable")]


def test_on_the_portal_the_request_counts_and_never_the_day_of_the_mark(ask):
    portal = replace(OLD, site="portal")
    assert ask(DUTY, LIST, portal) == [(NUMBER, "unverified", "request_not_shown")]
    assert ask(DUTY, LIST, replace(portal, body="本文件已废止。")) == MET
    asked_for = CaseEvent("requested", date(2017, 6, 15), NAME, NUMBER)
    assert ask(DUTY, LIST, portal, events=(asked_for,)) == [(NUMBER, "met", "requested")]
    (late,) = ask.verdicts(DUTY, LIST, portal, events=(replace(asked_for, day=date(2017, 6, 19)),))
    assert (late.outcome, late.reason, late.published, late.days_late) == ("late", "requested_late", date(2017, 6, 19), 2)
    other = CaseEvent("requested", date(2017, 6, 15), "番禺区临时救助办法", "番民〔2011〕1号")
    assert ask(DUTY, LIST, portal, events=(other,)) == [(NUMBER, "unverified", "request_not_shown")]


def test_a_mark_on_the_portal_passes_nobody_while_the_own_site_is_unread(ask):
    marked = replace(OLD, site="portal", marks=("已废止",))
    assert ask(DUTY, LIST, marked) == MET
    assert [o for _, o, _ in ask(DUTY, LIST, marked, unread=("own",))] == ["not_checked"]
    assert ask(DUTY, LIST, marked, OLD, unread=("own",)) == [(NUMBER, "misplaced", "mark_elsewhere")]


def test_every_copy_is_asked_for(ask):
    portal = replace(OLD, site="portal")
    assert ask(DUTY, LIST, OLD, portal) == UNMET
    assert ask(DUTY, LIST, OLD, replace(portal, marks=("已废止",))) == [(NUMBER, "misplaced", "mark_elsewhere")]
    assert ask(DUTY, LIST, replace(OLD, marks=("已废止",)), portal) == [(NUMBER, "unverified", "request_not_shown")]


def test_it_is_asked_of_the_unit_that_issued_it(ask):
    assert ask(DUTY, LIST, OLD, unit="区财政局") == NOTHING
    theirs = replace(OLD, site="portal", source="区财政局")
    assert ask(DUTY, LIST, theirs) == NOTHING
    assert ask(DUTY, LIST, theirs, unit="区财政局") == [(NUMBER, "unverified", "request_not_shown")]


def test_a_copy_nobody_signed_is_the_units_whose_list_names_it(ask):
    own_list, entry = replace(LIST, site="own", source="区民政局"), CasePage(NAME, "portal", date(2014, 8, 7), unread=True)
    assert [(o, r) for _, o, r in ask(DUTY, own_list, entry)] == [("unverified", "request_not_shown")]
    assert ask(DUTY, replace(own_list, site="mzj"), entry, unit="区财政局") == [(None, "unverified", "event_not_shown")]
    assert ask(DUTY, own_list, replace(entry, unread=False, source="广州日报")) == NOTHING


def test_a_list_of_another_year_or_day_asks_for_nothing(ask):
    for day in (date(2016, 6, 1), date(2018, 1, 3)):
        assert ask(DUTY, replace(LIST, published=day), OLD) == NOTHING if day.year == 2016 else [(None, "unverified", "event_not_shown")]


def test_an_event_on_file_is_enough_and_validity_and_softening_hold(ask):
    filed = (CaseEvent("abolished", date(2017, 6, 1), NAME, NUMBER),)
    assert ask(DUTY, OLD, events=filed) == UNMET
    assert ask(replace(DUTY, silence=Soften("unverified", "以清理结果为准")), OLD, events=filed) == [(NUMBER, "unverified", "softened")]
    assert ask(replace(DUTY, valid_from=date(2017, 7, 1)), OLD, events=filed) == [(NUMBER, "not_applicable", "not_in_force")]


def test_an_undated_list_leaves_a_missing_mark_open(ask):
    assert ask(DUTY, replace(LIST, published=None), OLD) == [(NUMBER, "unverified", "abolition_undated")]


PAGES = st.lists(
    st.sampled_from(
        [
            LIST, replace(LIST, site="own", published=date(2017, 8, 1)), OLD, replace(OLD, site="portal"), replace(OLD, document_number=None),
            replace(OLD, marks=("已废止",)), replace(OLD, document_number="番民〔2016〕9号", published=date(2016, 5, 1)),
        ]
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)))
def test_order_never_matters_and_an_unrelated_page_changes_nothing(ask, pages, as_of):
    def told(*found: CasePage):
        return sorted((o, r) for _, o, r in ask(DUTY, *found, as_of=as_of))

    assert told(*pages) == told(*reversed(pages)) == told(*pages, CasePage("番禺区举办龙舟赛的公告", "own", date(2017, 5, 1)))
