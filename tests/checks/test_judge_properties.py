"""What must hold of every verdict, whatever stands on the sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import Case, CasePage
from checks.cases import judged_verdicts
from checks.court import Standards
from checks.match import Matchers
from checks.verdict import FAILING
from rules.calendar import load_calendars
from rules.load import load_all, rule_set_folder
from rules.markers import load_markers
from rules.policy_file import load_policy
from rules.words import shared_words

UNITS = Path(__file__).parents[2] / "config" / "units.yaml"
DISTRICT, (RULES,) = load_all(UNITS, ("panyu-2017",))
POLICY = load_policy(rule_set_folder("panyu-2017"))
STANDARDS = Standards(DISTRICT, (RULES,), {RULES.name: POLICY}, load_calendars(), load_markers(), "", "")
MATCHERS = Matchers([d for _, d in RULES.duties() if d.is_automated], shared_words(), DISTRICT)
DUTIES = [("py2017-01-03", "a", "区财政局"), ("py2017-05-04", "a", "区市场监管局"), ("py2017-13-05", "a", "区水务局"), ("py2017-07-03", "b", "区发展改革局")]
TITLES = [
    "番禺区2017年3月一般公共预算收支执行情况", "3月财政收支情况", "番禺区一般公共预算收支执行情况", "2017年1-6月财政预算执行情况", "区财政局召开预算执行会议",
    "番禺区前置许可审批事项和许可经营事项牵头管理部门一览表", "先照后证后置审批一览表", "2017年5月49条黑臭河涌污染排名", "南沙区2017年5月黑臭河涌排名",
    "番禺区2017年第二季度粮油市场进销存情况分析", "上半年粮食购销存分析（征求意见稿）", "关于放假的通知",
]  # fmt: skip
DAYS = st.dates(date(2016, 6, 1), date(2018, 3, 1))
PAGES = st.lists(
    st.builds(
        CasePage,
        title=st.sampled_from(TITLES),
        site=st.sampled_from(["portal", "own"]),
        published=st.none() | DAYS,
        rows=st.sampled_from([0, 47, 49]),
        images=st.sampled_from([0, 1]),
        source=st.sampled_from([None, "区财政局", "石碁镇", "区政府办"]),
    ),
    max_size=5,
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verdicts(asked, as_of, pages, **more):
    rule_id, duty, unit = asked
    rule = next(r for r in RULES.rules if r.id == rule_id)
    case = Case("", duty, unit, as_of, "", pages=tuple(pages), **more)
    return judged_verdicts(STANDARDS, RULES, rule, case, MATCHERS)


@pytest.mark.parametrize("asked", DUTIES, ids=lambda d: d[0])
@QUICK
@given(pages=PAGES, as_of=DAYS)
def test_absence_is_never_failing_where_a_place_was_not_searched(asked, pages, as_of):
    for verdict in verdicts(asked, as_of, pages, unread=("portal", "own")):
        assert verdict.outcome not in ("unmet", "misplaced")


@pytest.mark.parametrize("asked", DUTIES, ids=lambda d: d[0])
@QUICK
@given(pages=PAGES, as_of=DAYS)
def test_nothing_fails_before_its_due_day(asked, pages, as_of):
    for verdict in verdicts(asked, as_of, pages):
        assert verdict.due is None or verdict.due <= as_of or verdict.outcome not in FAILING


@pytest.mark.parametrize("asked", DUTIES, ids=lambda d: d[0])
@QUICK
@given(pages=PAGES, as_of=DAYS)
def test_order_of_the_pages_never_matters(asked, pages, as_of):
    def told(vs):
        return [(v.key, v.outcome, v.published) for v in vs]

    assert told(verdicts(asked, as_of, pages)) == told(verdicts(asked, as_of, list(reversed(pages))))


@pytest.mark.parametrize("asked", DUTIES, ids=lambda d: d[0])
@QUICK
@given(pages=PAGES, as_of=DAYS)
def test_keys_are_unique_and_met_has_evidence_by_its_due_day(asked, pages, as_of):
    found = verdicts(asked, as_of, pages)
    assert len({v.key for v in found}) == len(found)
    for verdict in found:
        if verdict.outcome == "met":
            assert verdict.evidence
            assert verdict.published is not None
            assert verdict.published <= as_of
            assert verdict.due is None or verdict.published <= verdict.due


@QUICK
@given(pages=PAGES, as_of=DAYS)
def test_one_more_good_publication_in_every_place_makes_the_month_met(pages, as_of):
    good = [CasePage("番禺区2017年3月一般公共预算收支执行情况", site=s, published=date(2017, 4, 10), source="区财政局") for s in ("portal", "own")]
    march = next(v for v in verdicts(DUTIES[0], max(as_of, date(2017, 4, 10)), [*pages, *good]) if v.period == "2017-03")
    assert march.outcome == "met"


@given(days=st.integers(0, 400))
@QUICK
def test_late_days_count_working_days_after_the_due_day(days):
    published = date(2017, 4, 10) + timedelta(days=days)
    pages = [CasePage(TITLES[0], site=s, published=published, source="区财政局") for s in ("portal", "own")]
    march = next(v for v in verdicts(DUTIES[0], date(2018, 12, 31), pages) if v.period == "2017-03")
    assert march.due == date(2017, 5, 2)
    assert march.outcome == ("late" if published > march.due else "met")
    assert march.days_late == (STANDARDS.calendar.working_days_after(march.due, published) if march.outcome == "late" else None)


def test_softened_duty_keeps_what_was_found():
    rule = next(r for r in RULES.rules if r.id == "py2017-01-05")
    hard = replace(next(d for d in rule.duties if d.id == "b"), silence=None)
    assert hard.kind == "one_off"
    assert [v.outcome for v in verdicts(("py2017-01-05", "b", "区审计局"), date(2017, 12, 31), [])] == ["unverified"]
