"""Every case beside every rule gives the verdict it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.case import read_cases
from checks.cases import run_cases
from checks.court import Standards
from checks.match import Matchers
from rules.calendar import load_calendars
from rules.load import load_all, rule_set_folder
from rules.markers import load_markers
from rules.policy_file import load_policy
from rules.words import shared_words

UNITS = Path(__file__).parents[2] / "config" / "units.yaml"
FOLDER = rule_set_folder("panyu-2017")
DISTRICT, (RULES,) = load_all(UNITS, ("panyu-2017",))
STANDARDS = Standards(DISTRICT, (RULES,), {RULES.name: load_policy(FOLDER)}, load_calendars(), load_markers(), "", "")
MATCHERS = Matchers([d for _, d in RULES.duties() if d.is_automated], shared_words(), DISTRICT)
AUTOMATED = [(r, d) for r, d in RULES.duties() if d.is_automated]


@pytest.mark.parametrize("result", [pytest.param(r, id=f"{r.rule}-{r.case.duty}-{r.case.name}") for r in run_cases(STANDARDS, RULES, FOLDER, MATCHERS)])
def test_case_gives_the_verdict_it_says(result):
    assert (result.got, result.reason if result.case.reason else None) == (result.case.expect, result.case.reason)


@pytest.mark.parametrize(("rule", "duty"), [pytest.param(r, d, id=f"{r.id}-{d.id}") for r, d in AUTOMATED])
def test_automated_duty_has_a_good_a_bad_and_an_undecided_case(rule, duty):
    outcomes = {c.expect for c in read_cases(FOLDER, rule) if c.duty == duty.id}
    undecided = {"unverified", "not_checked", "not_due"}
    assert "met" in outcomes
    assert outcomes & undecided
    may_fail = duty.kind != "event" and duty.silence is None
    assert not may_fail or outcomes & {"unmet", "late", "incomplete", "misplaced"}
