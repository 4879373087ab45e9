"""Progress: objects and their stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CasePage
from rules.rule import Duty, Places, Soften, Stage
from rules.wanted import Match, Terms

STAGES = (Stage("公示", Terms(any=("公示",))), Stage("公告", Terms(any=("公告", "通告"))))
DUTY = Duty(
    "a", "progress", "淘汰落后产能", ("区民政局",), places=Places(any_of=("portal", "own")), match=Match(Terms(all=(("淘汰落后产能", "落后产能"),))),
    stages=STAGES,
)  # fmt: skip
FIRST = CasePage("番禺区2017年第一批淘汰落后产能企业名单公示", "own", date(2017, 3, 1))
SECOND = CasePage("番禺区2017年第一批淘汰落后产能企业完成情况公告", "own", date(2017, 9, 1))
BATCH = "2017年第一批企业"


def test_all_stages_in_their_order_meet(ask):
    (verdict,) = ask.verdicts(DUTY, FIRST, replace(SECOND, site="portal"))
    assert (verdict.subject, verdict.outcome, verdict.reason, verdict.published) == (BATCH, "met", "stages_done", date(2017, 9, 1))
    assert verdict.why == f"“{BATCH}”的公示、公告都已公开（区民政局网站、区政府门户网站）。"


def test_a_later_stage_without_the_earlier_one_is_incomplete_and_names_it(ask):
    (verdict,) = ask.verdicts(DUTY, SECOND)
    assert (verdict.subject, verdict.outcome, verdict.reason, verdict.missing) == (BATCH, "incomplete", "stage_missing", ("公示",))
    assert verdict.why == f"“{BATCH}”已公开“公告”，但没有找到此前的“公示”，复核一遍仍然没有。"
    assert ask(replace(DUTY, silence=Soften("unverified", "此前可能在市里公示")), SECOND) == [(BATCH, "unverified", "softened")]


def test_an_earlier_stage_alone_is_left_open(ask):
    assert ask(DUTY, FIRST) == [(BATCH, "unverified", "stage_open")]
    assert ask(DUTY) == [(None, "unverified", "event_not_shown")]


@pytest.mark.parametrize(
    ("missing", "outcome"),
    [
        pytest.param({"unread": ("own",)}, "not_checked", id="a site was not read"),
        pytest.param({"once": ("portal",)}, "unverified", id="looked at once"),
    ],
)
def test_a_stage_is_absent_only_after_a_complete_search(ask, missing, outcome):
    assert [o for _, o, _ in ask(DUTY, SECOND, **missing)] == [outcome]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(replace(FIRST, title="番禺区2017年第一批淘汰落后产能企业名单"), id="of no stage"),
        pytest.param(replace(FIRST, title="番禺区淘汰落后产能企业名单公示"), id="without year and batch"),
        pytest.param(replace(FIRST, published=None), id="undated"),
    ],
)
def test_what_may_be_the_missing_stage_makes_a_person_look(ask, page):
    found = ask(DUTY, SECOND, page)
    assert (BATCH, "incomplete", "stage_missing") not in found
    assert all(o in ("unverified", "met") for _, o, _ in found)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(replace(FIRST, title="番禺区2017年第二批淘汰落后产能企业名单公示"), id="another batch"),
        pytest.param(replace(FIRST, title="番禺区2016年第一批淘汰落后产能企业名单公示"), id="another year"),
        pytest.param(replace(FIRST, title="南沙区2017年第一批淘汰落后产能企业名单公示"), id="another district"),
        pytest.param(replace(FIRST, site="czj"), id="a place that is not asked for"),
    ],
)
def test_another_objects_stage_is_not_this_ones(ask, page):
    assert (BATCH, "incomplete", "stage_missing") in ask(DUTY, SECOND, page)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("番禺区智能装备淘汰落后产能资金分配方案公示", "番禺区智能装备淘汰落后产能项目完成情况公告", id="generic words differ"),
        pytest.param("关于番禺区首批承担淘汰落后产能任务企业名单的公示", "番禺区第一批淘汰落后产能企业完成情况公告", id="the same batch in other words"),
        pytest.param("新一代信息技术淘汰落后产能公示", "新一代信息技术企业淘汰落后产能公告", id="信息 inside a name"),
        pytest.param("淘汰落后产能（数字创意）拟淘汰企业公示", "数字创意专项淘汰落后产能结果公布及公告", id="brackets and order"),
    ],
)
def test_one_object_in_other_generic_words_is_one(ask, first, second):
    found = ask(DUTY, replace(FIRST, title=first), replace(SECOND, title=second))
    assert [(o, r) for _, o, r in found] == [("met", "stages_done")]


def test_names_keep_what_tells_objects_apart(ask):
    pages = [replace(FIRST, title=f"番禺区2017年{name}淘汰落后产能公示") for name in ("新一代信息技术", "轨道交通装备", "智能装备")]
    assert [s for s, _, _ in ask(DUTY, *pages)] == ["2017年新一代信息技术", "2017年智能装备", "2017年轨道交通装备"]


def test_names_that_may_be_one_leave_it_to_a_person(ask):
    alike = (replace(FIRST, title="智能装备改造淘汰落后产能公示"), replace(SECOND, title="智能装备升级淘汰落后产能公告"))
    assert all(o in ("met", "unverified") for _, o, _ in ask(DUTY, *alike))
    other = replace(alike[0], title="轨道交通淘汰落后产能公示")
    assert ("智能装备升级", "incomplete", "stage_missing") in ask(DUTY, other, alike[1])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(CasePage("分批公告淘汰落后产能企业名单", "portal", date(2017, 6, 1), source="广州日报"), id="a medium's"),
        pytest.param(CasePage("分批公告淘汰落后产能企业名单", "portal", date(2017, 6, 1), source="市工业和信息化委"), id="a superior's"),
        pytest.param(CasePage("分批公告淘汰落后产能企业名单", "own", date(2017, 6, 1), source="省发展改革委"), id="a superior's on the unit's site"),
        pytest.param(CasePage("我市分批公告淘汰落后产能企业名单", "portal", date(2017, 6, 1)), id="of the whole city"),
        pytest.param(CasePage("全省淘汰落后产能企业公告", "portal", date(2017, 6, 1)), id="of the whole province"),
    ],
)
def test_what_a_medium_or_a_superior_wrote_is_no_stage(ask, page):
    assert ask(DUTY, page) == [(None, "unverified", "event_not_shown")]
    assert ("met", "stages_done") not in [(o, r) for _, o, r in ask(DUTY, FIRST, page)]


def test_stages_out_of_order_are_left_to_a_person(ask):
    assert ask(DUTY, FIRST, replace(SECOND, published=date(2017, 2, 1))) == [(BATCH, "unverified", "stage_order")]
    assert [o for _, o, _ in ask(DUTY, FIRST, replace(SECOND, published=FIRST.published))] == ["met"]


def test_an_earlier_stage_may_be_of_an_earlier_year_but_a_whole_object_of_one_is_not_asked_for(ask):
    assert [o for _, o, _ in ask(DUTY, replace(FIRST, published=date(2016, 12, 1)), SECOND)] == ["met"]
    old = (replace(FIRST, published=date(2016, 3, 1)), replace(SECOND, published=date(2016, 9, 1)))
    assert ask(DUTY, *old) == [(None, "unverified", "event_not_shown")]


def test_every_object_has_its_verdict(ask):
    other = [replace(p, title=p.title.replace("第一批", "第二批")) for p in (FIRST, SECOND)]
    assert ask(DUTY, SECOND, *other) == [(BATCH, "incomplete", "stage_missing"), ("2017年第二批企业", "met", "stages_done")]


def test_both_places_are_asked_for_where_both_are_named(ask):
    both = replace(DUTY, places=Places(all_of=("portal", "own")))
    everywhere = [replace(p, site=site) for p in (FIRST, SECOND) for site in ("portal", "own")]
    assert [o for _, o, _ in ask(both, *everywhere)] == ["met"]
    assert [o for _, o, _ in ask(both, *everywhere[1:])] == ["misplaced"]


def test_of_a_group_an_object_counts_for_the_unit_that_published_it(ask):
    fan_out = replace(DUTY, units=("各部门",))
    assert [o for _, o, _ in ask(fan_out, FIRST, SECOND)] == ["met"]
    assert ask(fan_out, replace(FIRST, site="mzj"), unit="区财政局") == [(None, "unverified", "event_not_shown")]


def test_validity_is_weighed_by_the_newest_day(ask):
    assert ask(replace(DUTY, valid_to=date(2017, 8, 1)), FIRST, SECOND) == [(BATCH, "not_applicable", "not_in_force")]


PAGES = st.lists(
    st.sampled_from(
        [
            FIRST, SECOND, replace(FIRST, site="portal"), replace(SECOND, published=date(2017, 2, 1)), replace(FIRST, title="落后产能公示"),
            replace(SECOND, title="番禺区2017年第二批落后产能企业公告"), replace(FIRST, published=None), replace(FIRST, title="番禺区淘汰落后产能名单"),
        ]
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)))
def test_order_never_matters_and_an_unrelated_page_changes_nothing(ask, pages, as_of):
    def told(*found: CasePage):
        return ask(DUTY, *found, as_of=as_of)

    assert told(*pages) == told(*reversed(pages)) == told(*pages, CasePage("番禺区举办龙舟赛的公告", "own", date(2017, 5, 1)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 1, 1), date(2018, 2, 1)))
def test_silence_never_fails_and_keys_are_unique(ask, pages, as_of):
    found = ask.verdicts(DUTY, *pages, as_of=as_of)
    assert len({v.key for v in found}) == len(found) >= 1
    assert all(v.outcome not in ("unmet", "late") for v in found)
    assert all(v.evidence for v in found if v.outcome in ("met", "incomplete"))
