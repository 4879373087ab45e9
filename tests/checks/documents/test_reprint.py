"""Reprint: superiors' documents and their copies here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CaseEvent, CaseLink, CasePage
from rules.rule import Due, Duty, Places, Soften
from rules.wanted import Match, Terms, Upstream

DUTY = Duty(
    "a", "reprint", "转发降费政策", ("区民政局",), places=Places(any_of=("portal", "own")), due=Due("assumption", "本办口径", working_days=20),
    match=Match(Terms(all=(("降费", "收费"), ("通知", "意见"))), allow=("other_place",)), upstream=Upstream(("省政府",), ("province",)),
)  # fmt: skip
TITLE, NUMBER = "广东省人民政府关于进一步降低收费标准的通知", "粤府〔2017〕12号"
URL = "http://www.gd.gov.cn/content/post_0.html"
ISSUED = CasePage(TITLE, "province", date(2017, 3, 1), document_number=NUMBER)
FILED = CaseEvent("upstream", date(2017, 3, 1), TITLE, NUMBER, issuer="省政府")
MET, UNMET, PERHAPS = [(NUMBER, "met", "in_time")], [(NUMBER, "unmet", "not_found")], [(NUMBER, "unverified", "near_miss")]
DAY = date(2017, 3, 10)


def here(title: str = TITLE, day: date | None = DAY, site: str = "own", **more) -> CasePage:
    return CasePage(title, site, day, **more)


COPIES = [
    pytest.param(here(), id="the same title"),
    pytest.param(here("番禺区民政局转发广东省人民政府关于进一步降低收费标准的通知"), id="passed on"),
    pytest.param(here("关于转发《广东省人民政府关于进一步降低收费标准的通知》的通知", site="portal", source="区财政局"), id="passed on, signed by another"),
    pytest.param(here("省里发文减轻企业负担", document_number="粤府[2017]12号"), id="another title, the same 文号"),
    pytest.param(here("转发省政府有关文件（粤府〔2017〕12号）"), id="its 文号 in the title"),
    pytest.param(here("关于进一步降低收费标准的通知"), id="without the issuer"),
    pytest.param(here("【转载】广东省人民政府关于进一步降低收费标准的通知（全文）"), id="with a frame"),
    pytest.param(here("广东省人民政府关于进一步降低收费标准的通知（转发）"), id="passed on, said at its end"),
    pytest.param(here("关于转发《广东省人民政府关于进一步降低收费标准的通知》并做好贯彻落实工作的通知"), id="passed on, to be carried out"),
]


@pytest.mark.parametrize("page", COPIES)
@pytest.mark.parametrize("is_filed", [True, False], ids=["on file", "on its issuer's site"])
def test_a_copy_is_recognised_by_number_or_name(ask, page, is_filed):
    assert (ask(DUTY, page, events=(FILED,)) if is_filed else ask(DUTY, ISSUED, page)) == MET


def test_a_list_entry_that_links_to_it_is_its_copy(ask):
    entry = here("降费新规", link=URL)
    assert ask(DUTY, ISSUED, entry) == MET
    assert ask(DUTY, entry, events=(replace(FILED, document_number=None, url=URL),)) == [(URL, "met", "in_time")]
    assert ask(DUTY, ISSUED, replace(entry, link="http://www.gd.gov.cn/other.html")) == UNMET


def test_a_page_that_passes_it_on_by_a_link_is_its_copy(ask):
    assert ask(DUTY, ISSUED, here("转发上级文件", links=(CaseLink(1, "全文"),))) == MET
    assert ask(DUTY, ISSUED, here("转发上级文件")) == UNMET


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(here("《广东省人民政府关于进一步降低收费标准的通知》解读"), id="its interpretation"),
        pytest.param(here("区民政局贯彻落实《广东省人民政府关于进一步降低收费标准的通知》"), id="news of carrying it out"),
        pytest.param(here("区领导调研部署落实广东省人民政府关于进一步降低收费标准的通知"), id="news with its whole title"),
        pytest.param(here("区民政局部署实施广东省人民政府关于进一步降低收费标准的通知"), id="activity with its whole title"),
        pytest.param(here("转发《广东省人民政府关于进一步降低收费标准的通知（征求意见稿）》"), id="its draft"),
        pytest.param(here("广州市人民政府关于进一步降低收费标准的通知"), id="the city's of the same name"),
        pytest.param(here("转发《国家发展改革委关于进一步降低电信网码号资源收费标准的通知》"), id="another that is passed on"),
        pytest.param(here(day=date(2015, 3, 1)), id="an older one of the same name"),
        pytest.param(here("广东省人民政府关于做好森林防火的通知"), id="another document"),
        pytest.param(here(site="czj"), id="in a place that is not asked for"),
        pytest.param(here(day=date(2018, 2, 1)), id="after the day asked"),
    ],
)
def test_what_is_no_copy_leaves_it_unmet(ask, page):
    assert ask(DUTY, ISSUED, page) == UNMET


def test_a_name_spelt_otherwise_makes_a_person_look(ask):
    assert ask(DUTY, ISSUED, here("广东省人民政府关于进一步降低收费标准通知")) == PERHAPS


@pytest.mark.parametrize(
    "title",
    ["转发省新政：进一步降低收费标准", "降费了！省里进一步降低收费标准（转载）", "转发省政府通知：收费标准进一步降低"],
    ids=["the core", "the core, passed on behind", "its words"],
)
def test_a_copy_in_other_words_makes_a_person_look(ask, title):
    assert ask(DUTY, ISSUED, here(title)) == PERHAPS


OF_NO_WORD_ASKED = "广东省财政厅关于调整水土保持补偿费征收有关政策的通知"
MARKED = "广东省人民政府办公厅关于降低会议培训费收费标准和开展检查的通知"


@pytest.mark.parametrize("title", [OF_NO_WORD_ASKED, MARKED], ids=["no word of the rule", "markers in its own title"])
@pytest.mark.parametrize("form", ["{}（转发）", "转发《{}》", "番禺区民政局转发{}", "{}"])
def test_a_copy_under_its_full_title_counts_whatever_the_title_says(ask, title, form):
    filed = replace(FILED, title=title, document_number=None, url=URL)
    assert ask(DUTY, here(form.format(title)), events=(filed,)) == [(URL, "met", "in_time")]
    assert ask(DUTY, here(f"区民政局召开会议学习{title}"), events=(filed,)) == [(URL, "unmet", "not_found")]


ACCIDENT = replace(FILED, title="广州市番禺区石楼镇“3·14”重大道路交通事故调查报告")
ACCIDENTS = replace(DUTY, match=Match(Terms(all=(("重大…事故", "转发…事故"), ("调查报告",))), allow=("other_place",)))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("省里认定番禺区石楼镇事故责任（转发事故调查报告）", PERHAPS),
        ("转发石楼镇“3·14”事故调查结果", PERHAPS),
        ("转发石楼镇“5·20”重大道路交通事故调查报告", UNMET),
        ("转发重庆市重大道路交通事故调查报告", UNMET),
        ("转发广东某地“8·10”道路交通特别重大事故调查报告", UNMET),
    ],
    ids=["the town", "the town and the day", "another day", "another city", "another place and day"],
)
def test_an_accident_is_told_by_its_town_and_day(ask, title, expected):
    assert ask(ACCIDENTS, here(title), events=(ACCIDENT,)) == expected


def test_late_not_due_softened_and_not_covered(ask):
    (late,) = ask.verdicts(DUTY, ISSUED, here(day=date(2017, 4, 10)))
    assert (late.outcome, late.due, late.days_late) == ("late", date(2017, 3, 29), 7)
    assert ask(DUTY, ISSUED, as_of=date(2017, 3, 28)) == [(NUMBER, "not_due", "before_due")]
    assert ask(DUTY, ISSUED) == UNMET
    assert ask(replace(DUTY, silence=Soften("unverified", "未必都要转发")), ISSUED) == [(NUMBER, "unverified", "softened")]
    assert [o for _, o, _ in ask(DUTY, ISSUED, unread=("own",))] == ["not_checked"]
    assert ask(DUTY, ISSUED, once=("portal",)) == [(NUMBER, "unverified", "awaits_second_look")]


def test_both_places_are_asked_for_where_both_are_named(ask):
    both = replace(DUTY, places=Places(all_of=("portal", "own")))
    assert [o for _, o, _ in ask(both, ISSUED, here())] == ["misplaced"]
    assert ask(both, ISSUED, here(), here(site="portal")) == MET


def test_documents_of_other_years_and_of_later_days_are_not_asked_for(ask):
    old, later = replace(ISSUED, published=date(2016, 12, 1)), replace(ISSUED, published=date(2018, 1, 2))
    for page in (old, later):
        assert ask(DUTY, page) == [(None, "unverified", "event_not_shown")]
    assert ask(DUTY, events=(replace(FILED, day=date(2016, 1, 1)),)) == [(None, "unverified", "event_not_shown")]


def test_without_a_document_on_file_anything_of_the_duty_meets_and_silence_is_left_open(ask):
    assert ask(DUTY, here("转发关于降费的通知")) == [(None, "met", "in_time")]
    assert ask(DUTY, here("转发关于降费的通知", date(2016, 3, 1))) == [(None, "unverified", "event_not_shown")]
    assert ask(DUTY) == [(None, "unverified", "event_not_shown")]


def test_each_document_has_its_verdict_in_order_and_what_is_on_file_twice_is_one(ask):
    other = CasePage("广东省财政厅关于清理收费的意见", "province", date(2017, 5, 2))
    found = ask(DUTY, ISSUED, other, here(), events=(FILED,))
    assert found == [("http://www.gd.gov.cn/content/post_1.html", "unmet", "not_found"), *MET]


def test_validity_is_weighed_by_the_documents_day(ask):
    assert ask(replace(DUTY, valid_from=date(2017, 3, 2)), ISSUED, here()) == [(NUMBER, "not_applicable", "not_in_force")]


def test_of_a_group_every_unit_answers_for_its_own_site(ask):
    fan_out = replace(DUTY, units=("各部门",))
    assert ask(fan_out, ISSUED, here()) == MET
    assert ask(fan_out, ISSUED, here(site="mzj"), unit="区财政局") == UNMET


def test_the_sentence_names_the_document(ask):
    (verdict,) = ask.verdicts(DUTY, ISSUED)
    assert verdict.why == (
        "最迟应于2017年3月29日公开（本办口径），检索了区政府门户网站、区民政局网站的全部栏目，"
        f"没有找到上级文件“{TITLE}”的转发件，复核一遍仍然没有。"
    )  # fmt: skip


PAGES = st.lists(st.sampled_from([p.values[0] for p in COPIES] + [ISSUED, here(day=date(2017, 6, 1), site="portal"), here("广东省降费意见", None)]), max_size=5)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)), is_filed=st.booleans())
def test_order_never_matters_and_an_unrelated_page_changes_nothing(ask, pages, as_of, is_filed):
    def told(*found: CasePage):
        return sorted((o, r) for _, o, r in ask(DUTY, *found, as_of=as_of, events=(FILED,) if is_filed else ()))

    assert told(*pages) == told(*reversed(pages)) == told(*pages, CasePage("番禺区举办龙舟赛的公告", "portal", date(2017, 5, 1)))
