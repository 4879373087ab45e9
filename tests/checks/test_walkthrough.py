"""The example of docs/verdicts.md stays true: the same facts, judged again, give the sentences it quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks.case import Case, CasePage
from checks.cases import judged_verdicts
from checks.court import Standards
from checks.match import Matchers
from rules.calendar import load_calendars
from rules.load import load_all, rule_set_folder
from rules.markers import load_markers
from rules.policy_file import load_policy
from rules.words import shared_words

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
BUDGET, PROJECTS = ("py2017-01-03", "a", "区财政局"), ("py2017-03-01", "b", "区发展改革局")
APRIL = (
    CasePage("2017年04月全区一般公共预算收支情况", "own", date(2017, 5, 8)),
    CasePage("2017年4月份全区一般公共预算收支情况", "portal", date(2017, 6, 1)),
)
MARCH = (CasePage("番禺区2017年03月一般公共预算执行情况", "portal", date(2017, 4, 13)),)
FEBRUARY = (CasePage("番禺区2017年2月份重点项目建设进度", "portal", date(2017, 3, 16), body="总体完成投资"),)


@pytest.mark.parametrize(
    ("asked", "period", "outcome", "pages"),
    [
        pytest.param(BUDGET, "2017-10", "unmet", (), id="unmet"),
        pytest.param(BUDGET, "2017-04", "late", APRIL, id="late"),
        pytest.param(BUDGET, "2017-03", "misplaced", MARCH, id="misplaced"),
        pytest.param(PROJECTS, "2017-02", "incomplete", FEBRUARY, id="incomplete"),
    ],
)
def test_the_document_quotes_what_judging_says(asked, period, outcome, pages):
    district, (rules,) = load_all(ROOT / "config" / "units.yaml", ("panyu-2017",))
    standards = Standards(district, (rules,), {rules.name: load_policy(rule_set_folder(rules.name))}, load_calendars(), load_markers(), "", "")
    rule = next(r for r in rules.rules if r.id == asked[0])
    matchers = Matchers([d for d in rule.duties if d.is_automated], shared_words(), district)
    case = Case("", asked[1], asked[2], date(2017, 12, 31), outcome, pages=pages)
    verdict = next(v for v in judged_verdicts(standards, rules, rule, case, matchers) if v.period == period)
    assert verdict.outcome == outcome
    assert f"> 结论：{verdict.why}" in PAGE
    assert all(f"> 怎样会不同：{turning.sentence}" in PAGE for turning in verdict.would_change)
