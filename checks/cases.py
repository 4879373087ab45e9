"""Cases: small situations beside each rule, judged by the real matching and judging, with the verdict they must give.

A draft's cases say what the rule decides once it is approved: review marks soften what is shown (checks/unreviewed.py), not these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.case import Case, read_cases
from checks.court import Standards
from checks.match import Matchers
from checks.situation import situation_of
from checks.verdict import Verdict
from rules.rule import Rule, RuleSet


@dataclass(frozen=True)
class CaseResult:
    """A case as it was judged: `got` is the outcome, or why there is none. rule: its id, of an amendment with the day."""

    rule: str
    case: Case
    got: str
    reason: str

    @property
    def is_right(self) -> bool:
        return self.got == self.case.expect and self.case.reason in (None, self.reason)


def run_cases(standards: Standards, rule_set: RuleSet, folder: Path, matchers: Matchers) -> Iterator[CaseResult]:
    """Judge every case of a rule set, in order of rule and case."""
    return results_of(standards, rule_set, ((rule, read_cases(folder, rule)) for rule, _ in rule_set.versions()), matchers)


def results_of(standards: Standards, rule_set: RuleSet, cases: Iterable[tuple[Rule, tuple[Case, ...]]], matchers: Matchers) -> Iterator[CaseResult]:
    """Judge these cases in their order."""
    for rule, of_rule in cases:
        for case in of_rule:
            yield CaseResult(rule.stem, case, *outcome_of(case, judged_verdicts(standards, rule_set, rule, case, matchers)))


def outcome_of(case: Case, verdicts: tuple[Verdict, ...]) -> tuple[str, str]:
    """Outcome and reason of the verdict a case asks about."""
    verdict = next((v for v in verdicts if v.period == case.period and case.subject in (None, v.subject)), None)
    return (verdict.outcome, verdict.reason) if verdict else ("没有结果", "")


def judged_verdicts(standards: Standards, rule_set: RuleSet, rule: Rule, case: Case, matchers: Matchers) -> tuple[Verdict, ...]:
    """All verdicts of a case's duty and unit in its situation; none where the rule has no such duty or it does not bind the unit."""
    duty = next((d for d in rule.duties if d.id == case.duty), None)
    situation = situation_of(standards, case)
    return situation.judge(rule_set, rule, duty, matchers) if duty is not None and situation is not None else ()
