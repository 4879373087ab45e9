"""Each switch of the policy is judged both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.case import Case, CasePage
from checks.cases import judged_verdicts
from checks.court import Standards
from checks.match import Matchers
from checks.verdict import Verdict
from rules.calendar import load_calendars
from rules.due import due_of
from rules.markers import load_markers
from rules.policy import SWITCHES, Policy
from rules.rule import Due, Duty, Places, Rule, RuleSet, Soften
from rules.units import District, Site, Unit
from rules.wanted import Match, Terms
from rules.words import shared_words

SITES = (Site("portal", "区政府门户网站", prefixes=("www.panyu.gov.cn/",)), Site("czj", "区财政局网站", prefixes=("czj.panyu.gov.cn/",)))
DISTRICT = District(1, "番禺区", SITES, (Unit("czj", "区财政局", "department", ("czj",)),))
BUDGET = Match(title=Terms(all=(("预算",), ("执行情况",))))
EITHER, BOTH = Places(any_of=("portal", "own")), Places(all_of=("portal", "own"))
LATER = date(2018, 3, 1)


def duty(kind: str, places: Places = EITHER, **more: Any) -> Duty:
    return Duty("a", kind, "预算执行情况", ("区财政局",), places=places, match=BUDGET, **more)  # type: ignore[arg-type]


def page(title: str, day: date | None, site: str = "portal", **more: Any) -> CasePage:
    return CasePage(title, site, day, **more)


def judged(asked: Duty, pages: tuple[CasePage, ...], as_of: date = LATER, **switches: Any) -> tuple[Verdict, ...]:
    rule = Rule(1, "py2017-01-03", 1, "预算公开", 3, "公开预算执行情况。", ("区财政局",), (asked,))
    rules = RuleSet("plan", "计划", 2017, (rule,), "")
    standards = Standards(DISTRICT, (rules,), {"plan": Policy(**switches)}, load_calendars(), load_markers(), "", "")
    return judged_verdicts(standards, rules, rule, Case("", "a", "区财政局", as_of, "", pages=pages), Matchers([asked], shared_words()))


def outcomes(*told: Any, **switches: Any) -> dict[str | None, str]:
    return {v.period: v.outcome for v in judged(*told, **switches)}


MONTHLY, QUARTERLY, REGULAR = (duty("periodic", every=every) for every in ("month", "quarter", "regular"))
TWO_MONTHS = (page("2017年1-2月预算执行情况", date(2017, 3, 1)),)
FIRST_QUARTER = (page("2017年一季度预算执行情况", date(2017, 4, 10)),)


def test_periods_before_the_offices_day_are_not_judged():
    assert "not_applicable" not in outcomes(MONTHLY, ()).values()
    later = judged(MONTHLY, (), judged_from=date(2017, 3, 31))
    assert [v.period for v in later if v.outcome == "not_applicable"] == ["2017-01", "2017-02"]
    assert later[0].why == "2017年1月预算执行情况在本办设定的起算日（2017年3月31日）之前，不核查。"
    assert {v.outcome for v in later[2:]} == {"unmet"}


def test_two_months_in_one_count_for_both_or_for_february_alone():
    both, february = outcomes(MONTHLY, TWO_MONTHS), outcomes(MONTHLY, TWO_MONTHS, january_february="february")
    assert (both["2017-01"], both["2017-02"]) == ("met", "met")
    assert (february["2017-01"], february["2017-02"]) == ("unmet", "met")


def test_the_first_quarter_counts_for_march_or_not():
    assert outcomes(MONTHLY, FIRST_QUARTER)["2017-03"] == "met"
    assert outcomes(MONTHLY, FIRST_QUARTER, quarter_is_last_month=False)["2017-03"] == "unmet"


def test_a_period_without_a_day_of_its_own_is_due_after_the_offices_days():
    pages = (page("2017年一季度预算执行情况", date(2017, 4, 20)),)
    (usual, *_), (strict, *_) = judged(QUARTERLY, pages), judged(QUARTERLY, pages, days_after_period=10)
    assert (usual.outcome, usual.due, usual.due_basis) == ("met", date(2017, 5, 2), "assumption")
    assert (strict.outcome, strict.due, strict.days_late) == ("late", date(2017, 4, 17), 3)
    own_day = duty("periodic", every="quarter", due=Due("quoted", "十五日内", calendar_days=15))
    assert judged(own_day, pages, days_after_period=40)[0].outcome == "late"


def test_an_event_without_a_day_of_its_own_is_due_after_the_offices_days():
    calendar, end = load_calendars(), date(2017, 12, 31)
    due = [due_of(duty("event"), date(2017, 9, 20), end, calendar, Policy(days_after_event=days)).latest for days in (20, 10)]
    assert due == [date(2017, 10, 24), date(2017, 10, 10)]


def test_regular_is_once_a_year_or_twice():
    once = (page("预算执行情况（第一期）", date(2017, 4, 10)),)
    twice = (*once, page("预算执行情况（第二期）", date(2017, 9, 10), "own"))
    assert [outcomes(REGULAR, pages)["2017"] for pages in (once, twice)] == ["met", "met"]
    assert [outcomes(REGULAR, pages, regular_times=2)["2017"] for pages in (once, twice)] == ["incomplete", "met"]


def test_where_only_one_of_two_was_found_it_is_said_which():
    (verdict,) = judged(REGULAR, (page("预算执行情况（第一期）", date(2017, 4, 10)),), regular_times=2)
    assert (verdict.reason, verdict.missing) == ("published_once", ("全年应至少公开2次",))
    assert verdict.why.startswith("2017年度预算执行情况应至少公开2次，只找到1次（2017年4月10日）")


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        pytest.param(page("预算执行情况（第一期）", date(2017, 4, 10), "own"), "incomplete", id="a copy elsewhere is no second one"),
        pytest.param(page("预算执行情况（第一期）", date(2017, 9, 10)), "met", id="the same title on another day is"),
        pytest.param(page("预算执行情况（第二期）", None), "unverified", id="one without a day may be"),
    ],
)
def test_twice_means_two_different_publications(second, outcome):
    assert outcomes(REGULAR, (page("预算执行情况（第一期）", date(2017, 4, 10)), second), regular_times=2)["2017"] == outcome


def test_all_places_twice_asks_for_both_in_each():
    regular = duty("periodic", BOTH, every="regular")
    pages = tuple(page(f"预算执行情况（第{n}期）", date(2017, 4, 10), site) for n, site in (("一", "portal"), ("二", "portal"), ("一", "own")))
    assert outcomes(regular, pages, regular_times=2)["2017"] == "incomplete"
    assert outcomes(regular, (*pages, page("预算执行情况（第二期）", date(2017, 4, 10), "own")), regular_times=2)["2017"] == "met"


def test_a_second_one_is_not_missed_where_the_search_was_not_complete():
    rule = Rule(1, "py2017-01-03", 1, "预算公开", 3, "公开预算执行情况。", ("区财政局",), (REGULAR,))
    rules = RuleSet("plan", "计划", 2017, (rule,), "")
    standards = Standards(DISTRICT, (rules,), {"plan": Policy(regular_times=2)}, load_calendars(), load_markers(), "", "")
    case = Case("", "a", "区财政局", LATER, "", pages=(page("预算执行情况", date(2017, 4, 10)),), unread=("portal", "own"))
    (verdict,) = judged_verdicts(standards, rules, rule, case, Matchers([REGULAR], shared_words()))
    assert verdict.outcome == "not_checked"


@pytest.mark.parametrize(
    ("as_of", "outcome"), [(date(2017, 12, 30), "unverified"), (date(2017, 12, 31), "unmet"), (LATER, "unmet")], ids=["within", "on its last day", "after"]
)
def test_the_silence_of_an_event_duty_is_open_or_fails_once_the_year_is_over(as_of, outcome):
    (usual,) = judged(duty("event"), (), as_of)
    (strict,) = judged(duty("event"), (), as_of, event_silence="unmet_after_year_end")
    assert (usual.outcome, usual.reason) == ("unverified", "event_not_shown")
    assert strict.outcome == outcome
    assert strict.due in (None, date(2017, 12, 31))


def test_a_rule_that_softens_silence_is_heard_before_the_office():
    soft = duty("event", silence=Soften("unverified", "只在有项目时公开"))
    assert judged(soft, (), event_silence="unmet_after_year_end")[0].outcome == "unverified"


def test_named_places_are_all_asked_for_or_any_one_of_them():
    one_off, pages = duty("one_off", BOTH), (page("2017年预算执行情况", date(2017, 4, 10)),)
    assert outcomes(one_off, pages)[None] == "misplaced"
    assert outcomes(one_off, pages, named_places="any")[None] == "met"


def test_an_earlier_years_document_meets_a_standing_duty_or_not():
    pages = (page("2015年预算执行情况", date(2015, 4, 10)),)
    assert outcomes(duty("standing"), pages)[None] == "met"
    assert outcomes(duty("standing"), pages, earlier_years_count=False)[None] == "unmet"
    assert outcomes(duty("one_off"), pages)[None] == "unmet"


def test_what_was_withdrawn_after_its_day_is_met_or_not():
    pages = (page("2017年预算执行情况", date(2017, 4, 10), withdrawn=date(2018, 1, 20)),)
    assert outcomes(duty("one_off"), pages)[None] == "met"
    assert outcomes(duty("one_off"), pages, withdrawn_after_due="unmet")[None] == "unmet"


def test_no_switch_is_forgotten_here():
    assert [name for name in SWITCHES if name not in Path(__file__).read_text(encoding="utf-8")] == []


def test_what_comes_after_the_year_and_is_about_it_is_late_not_missing():
    assert outcomes(REGULAR, (page("2017年下半年预算执行情况", date(2018, 1, 15)),))["2017"] == "late"
    assert outcomes(REGULAR, (page("2018年预算执行情况", date(2018, 2, 15)),))["2017"] == "unmet"
