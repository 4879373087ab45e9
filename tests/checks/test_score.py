"""Scores: the rate of the contract, fan-out duties apart, several subjects as one cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.score import OUTCOMES, gravest, is_fan_out, overview, scorecards, tally
from checks.verdict import FAILING, IN_RATE, LABELS, Outcome, Verdict
from rules.rule import Duty, Rule, RuleSet
from rules.units import District, Group, Unit

DISTRICT = District(
    1, "甲区", (), (Unit("czj", "区财政局", "department", ()), Unit("sjj", "区审计局", "department", ()), Unit("swz", "沙湾镇", "town", ())),
    groups={"各镇（街）": Group("town"), "各部门": Group("department")},
)  # fmt: skip


def rule(rule_id: str, section: int, *duties: Duty) -> Rule:
    return Rule(1, rule_id, section, f"第{section}部分", 1, "公开。", ("区财政局",), duties)


PLAN = RuleSet(
    "plan", "计划", 2017,
    (
        rule("r1", 1, Duty("a", "periodic", "月报", ("区财政局",), every="month", weight=3), Duty("b", "one_off", "年报", ("区审计局", "各部门"))),
        rule("r2", 2, Duty("a", "timely", "文件", ("区财政局", "区审计局"))),
        rule("r3", 3, Duty("a", "event", "复函", ("各镇（街）", "各部门"))),
    ),
    "00",
)  # fmt: skip


def verdict(unit: str, rule_id: str, outcome: Outcome, period: str | None = None, subject: str | None = None, duty: str = "a") -> Verdict:
    return Verdict(
        "plan", rule_id, duty, "periodic", unit, period, subject, outcome, outcome, "", date(2017, 12, 31), "assumption", None, None, None, "因为", "请改"
    )


def card(verdicts: list[Verdict], unit: str = "czj"):  # type: ignore[no-untyped-def]
    return next(c for c in scorecards(verdicts, DISTRICT, (PLAN,)) if c.unit.id == unit)


def test_the_rate_is_met_over_met_and_failing_and_leaves_the_rest_beside_it() -> None:
    outcomes = list(LABELS)
    own = card([verdict("czj", "r1", o, f"2017-{i + 1:02}") for i, o in enumerate(outcomes)]).main  # type: ignore[arg-type]
    assert own.rate == (1, 5)
    assert own.failing == 4
    assert [o for o, n in own.counts if n] == outcomes
    assert own.total == 11


def test_weights_make_a_score_of_their_own_and_leave_the_rate_alone() -> None:
    own = card([verdict("czj", "r1", "met", "2017-01"), verdict("czj", "r2", "unmet")]).main
    assert own.rate == (1, 2)
    assert own.weighted == (3, 4)


def test_duties_of_every_unit_of_a_group_stand_apart() -> None:
    scored = card([verdict("czj", "r1", "unmet", "2017-01"), verdict("czj", "r3", "met")])
    assert scored.main.rate == (0, 1)
    assert scored.fan_out.rate == (1, 1)


def test_a_unit_a_duty_names_itself_is_not_one_of_many() -> None:
    duty = PLAN.rules[0].duties[1]
    units = DISTRICT.units_by_id
    assert not is_fan_out(duty, units["sjj"], DISTRICT)
    assert is_fan_out(duty, units["czj"], DISTRICT)


@pytest.mark.parametrize(
    ("subjects", "cell"),
    [
        pytest.param(["met", "met"], "met", id="met if all are"),
        pytest.param(["met", "late"], "late", id="one late"),
        pytest.param(["late", "incomplete", "misplaced", "met"], "misplaced", id="the gravest"),
        pytest.param(["misplaced", "unmet"], "unmet", id="unmet is graver than misplaced"),
        pytest.param(["met", "unverified", "not_due"], "met", id="outside the rate aside"),
        pytest.param(["not_due", "unverified"], "unverified", id="all outside: what needs a person"),
        pytest.param(["not_applicable", "not_applicable"], "not_applicable", id="none applies"),
    ],
)
def test_several_subjects_of_one_duty_count_once(subjects: list[Outcome], cell: Outcome) -> None:
    scored = card([verdict("czj", "r2", o, subject=f"〔2017〕{i}号") for i, o in enumerate(subjects)])
    assert [c.outcome for c in scored.cells] == [cell]
    assert scored.main.of(cell) == scored.main.total == 1
    assert [v.subject for v in scored.cells[0].failing] == [f"〔2017〕{i}号" for i, o in enumerate(subjects) if o in FAILING]


def test_every_unit_has_a_scorecard_even_without_a_verdict() -> None:
    cards = scorecards([], DISTRICT, (PLAN,))
    assert [c.unit.id for c in cards] == ["czj", "sjj", "swz"]
    assert all(c.main.rate == (0, 0) and not c.verdicts for c in cards)


def test_the_overview_ranks_by_rate_and_lets_equal_rates_share_a_place() -> None:
    verdicts = [verdict("czj", "r1", "met", "2017-01"), verdict("czj", "r1", "unmet", "2017-02"), verdict("sjj", "r2", "met")]
    verdicts += [verdict(u, "r3", "late") for u in ("czj", "sjj", "swz")]
    view = overview(scorecards(verdicts, DISTRICT, (PLAN,)), (PLAN,))
    assert [(r.unit, r.place, r.rate) for r in view.ranking] == [("sjj", 1, (1, 1)), ("czj", 2, (1, 2))]
    assert [(r.unit, r.place) for r in view.fan_out_ranking] == [("czj", 1), ("sjj", 1), ("swz", 1)]
    assert view.main.rate == (2, 3)
    assert view.fan_out.rate == (0, 3)


def test_the_overview_names_the_items_that_nobody_met() -> None:
    verdicts = [verdict("czj", "r2", "unmet"), verdict("sjj", "r2", "met"), verdict("sjj", "r3", "late"), verdict("swz", "r3", "unverified")]
    view = overview(scorecards(verdicts, DISTRICT, (PLAN,)), (PLAN,))
    assert [(n.rule.id, n.units) for n in view.nobody_met] == [("r3", ("sjj",))]


def test_the_matrix_has_a_tally_for_every_unit_and_section() -> None:
    view = overview(scorecards([verdict("czj", "r1", "met", "2017-01"), verdict("swz", "r3", "late")], DISTRICT, (PLAN,)), (PLAN,))
    assert [s.number for s in view.sections] == [1, 2, 3]
    assert [[t.total for t in row.tallies] for row in view.matrix] == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=8))
def test_a_cell_is_one_of_its_subjects_and_met_only_if_no_subject_fails(outcomes: list[Outcome]) -> None:
    cell = gravest(outcomes)
    assert cell in outcomes
    assert (cell in FAILING) == any(o in FAILING for o in outcomes)
    assert (cell in IN_RATE) == any(o in IN_RATE for o in outcomes)


@given(st.lists(st.sampled_from(OUTCOMES), max_size=12))
def test_no_order_of_verdicts_changes_a_score(outcomes: list[Outcome]) -> None:
    verdicts = [verdict("czj", "r1", o, f"2017-{i + 1:02}") for i, o in enumerate(outcomes)]
    assert scorecards(verdicts, DISTRICT, (PLAN,)) == scorecards(verdicts[::-1], DISTRICT, (PLAN,))
    assert tally(card(verdicts).cells).total == len(outcomes)
