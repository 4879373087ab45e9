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
