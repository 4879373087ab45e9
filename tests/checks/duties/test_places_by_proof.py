"""Places that no crawl sees: they never fail or fill a gap, and leave an absence elsewhere in doubt."""

from __future__ import annotations

from datetime import date

import pytest

from checks.case import CaseEvent, CasePage
from checks.coverage import Place, SiteState, absence
from reports.card_view import card
from reports.gather import site_coverage
from reports.view import Limits, coverage_row, coverage_sentence
from rules.rule import Due, Places
from rules.units import Site
from rules.wanted import ColumnWanted

PAGE = CasePage("河涌污染排名", "own", date(2017, 6, 12))
EITHER = Places(any_of=("own", "区网上办事大厅"))
BY_PROOF = ("unverified", "by_proof")


@pytest.fixture
def either(office):
    return office.wants(places=EITHER)


def test_nothing_found_elsewhere_leaves_it_to_a_proof_and_says_which(either):
    found = either.verdict()
    assert (found.outcome, found.reason) == BY_PROOF
    assert "区网上办事大厅" in found.why
    assert "页面的网址和截图" in found.why
    assert "区水务局网站" in found.why.split("也可以")[0]


def test_a_draft_says_so_without_asking_for_the_proof(either):
    found = either.wants(review=("位置：请核对",)).verdict()
    assert found.why.endswith("也可以公开在区网上办事大厅，那里本程序不抓取，凭证明核查。")


def test_what_is_found_elsewhere_decides_as_ever(either):
    assert either.outcome(PAGE) == ("met", "in_time")
    assert either.wants(due=Due("assumption", "本办约定", day=date(2017, 5, 2))).outcome(PAGE) == ("late", "after_due")


def test_it_needs_no_coverage_and_makes_no_gap(either):
    assert either.outcome(PAGE, once=("own",)) == ("met", "in_time")
    assert either.outcome(unread=("own",)) == ("not_checked", "site_down")
    assert either.outcome(once=("own",)) == ("unverified", "awaits_second_look")
    assert either.outcome(as_of=date(2017, 6, 1)) == ("not_due", "before_due")


def test_an_interface_that_no_reader_is_written_for_is_such_a_place(office):
    assert office.wants(places=Places(any_of=("own", "open"))).outcome() == BY_PROOF


def test_a_known_event_may_have_been_published_there(either):
    event = CaseEvent("happened", date(2017, 5, 3), "河涌清淤")
    found = either.wants(kind="event").verdict(events=(event,))
    assert (found.outcome, found.reason) == BY_PROOF
    assert "申报无此情形" in found.why


def test_a_column_may_stand_there(either):
    assert either.wants(kind="standing", match=None, column=ColumnWanted(("治水专栏",))).outcome() == BY_PROOF


def test_a_duty_none_of_whose_places_the_deployment_has_is_not_checked(office):
    office.wants(places=Places(any_of=("计划里的平台",)))
    found = office.verdict()
    assert (found.outcome, found.reason) == ("not_checked", "no_site")
    office.wants(kind="periodic", every="month")
    assert {v.outcome for v in office.all_verdicts()} == {"not_checked", "not_due"}


def test_a_site_of_its_own_that_no_crawl_sees_leaves_the_units_own_place_open():
    seen = SiteState(Site("a", "甲网站", ("http://a/",)), (), ())
    unseen = SiteState(Site("b", "乙平台", check="proof", proof="截图"), (), ())
    assert absence(Place("own", (unseen,)), date(2017, 5, 2)).reason == "by_proof"
    assert absence(Place("own", (seen, unseen)), date(2017, 5, 2)).reason == "not_crawled"


def test_a_verdicts_card_says_which_place_is_checked_by_proof(either):
    places = card(either.verdict(), None, either.district, Limits()).places
    assert [p.site for p in places] == ["区水务局网站", "区网上办事大厅（凭证明核查）"]


def test_reports_say_that_it_is_checked_by_proof_and_never_that_it_failed():
    told = site_coverage(SiteState(Site("b", "乙平台", check="proof", proof="截图"), (), ()))
    row = coverage_row(told)
    assert (row.state, row.reason) == ("proof", "本程序不抓取；凭证明核查：截图")
    assert coverage_sentence((told,)) == "应查站点 0 个，其中 0 个读全；发现栏目 0 个，其中 0 个读全。另有 1 处不抓取，凭证明核查。"
