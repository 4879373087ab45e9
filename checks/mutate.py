"""Mutation: whether the cases beside a rule notice when one of its conditions is taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from checks.case import Case
from checks.cases import outcome_of
from checks.court import Standards
from checks.hit import Hit
from checks.match import Matchers
from checks.mutants import Mutant, mutants_of
from checks.situation import Situation, situation_of
from rules.rule import OWN, Duty, Rule, RuleSet
from rules.words import Words


@dataclass(frozen=True)
class Survivor:
    """A condition that no case needs."""

    rule: str
    duty: Duty
    mutant: Mutant


@dataclass(frozen=True)
class Mutated:
    """What the cases noticed. without_cases: automated duties (rule, duty) that have none."""

    mutants: int
    survivors: tuple[Survivor, ...]
    without_cases: tuple[tuple[str, Duty], ...]


class Bench:
    """Mutates the duties of one rule set; told of each mutant, for progress."""

    def __init__(self, standards: Standards, rule_set: RuleSet, matchers: Matchers, words: Words, told: Callable[[str], None]) -> None:
        self.standards = standards
        self.rule_set = rule_set
        self.matchers = matchers
        self.words = words
        self.told = told

    def mutate(self, cases: Iterable[tuple[Rule, tuple[Case, ...]]]) -> Mutated:
        """All mutants of all automated duties of these rules, each against its duty's cases."""
        count, survivors, without = 0, list[Survivor](), list[tuple[str, Duty]]()
        for rule, all_cases in cases:
            for duty in rule.duties:
                if not duty.is_automated:
                    continue
                trial = Trial(self, rule, duty, [c for c in all_cases if c.duty == duty.id])
                if not trial.seen:
                    without.append((rule.id, duty))
                    continue
                for mutant in mutants_of(duty, self._unseen(duty)):
                    self.told(f"{rule.id} {duty.id}")
                    count += 1
                    if not trial.notices(mutant):
                        survivors.append(Survivor(rule.id, duty, mutant))
        return Mutated(count, tuple(survivors), tuple(without))

    def _unseen(self, duty: Duty) -> frozenset[str]:
        sites = {name: self.standards.district.site_named(name) for name in duty.places.names if name != OWN}
        return frozenset(name for name, site in sites.items() if site is None or not site.is_crawled)


class Trial:
    """The cases of one duty, each with its situation and what the whole duty gives in it."""

    def __init__(self, bench: Bench, rule: Rule, duty: Duty, cases: Iterable[Case]) -> None:
        self.bench = bench
        self.rule = rule
        self.duty = duty
        self._rivals = bench.matchers.rivals_of(duty)
        known = [(case, situation) for case in cases if (situation := situation_of(bench.standards, case)) is not None]
        whole = self._matchers(duty)
        self.seen = [(c, s, self._outcome(c, s, rule, duty, whole)) for c, s in known]

    def notices(self, mutant: Mutant) -> bool:
        """Whether a case comes out otherwise (in its reason, where the case gives one)."""
        matchers = self._matchers(mutant.duty)
        rule = replace(self.rule, duties=tuple(mutant.duty if d is self.duty else d for d in self.rule.duties))
        return any(self._outcome(case, situation, rule, mutant.duty, matchers) != whole for case, situation, whole in self.seen)

    def _matchers(self, other: Duty) -> Matchers:
        is_alike = (other.units, other.match) == (self.duty.units, self.duty.match)
        rivals = self._rivals if is_alike else self.bench.matchers.rivals_of(other)
        return ExchangedMatchers(self.bench.matchers, self.duty, (other, rivals), self.bench.words)

    def _outcome(self, case: Case, situation: Situation, rule: Rule, duty: Duty, matchers: Matchers) -> tuple[str, str]:
        outcome, reason = outcome_of(case, situation.judge(self.bench.rule_set, rule, duty, matchers))
        return outcome, reason if case.reason is not None else ""


class ExchangedMatchers(Matchers):
    """The matchers of a rule set with one duty's exchanged; what the others say of a title is not worked out again."""

    def __init__(self, base: Matchers, duty: Duty, other: tuple[Duty, frozenset[str]], words: Words) -> None:
        """other: the duty in its place, with the digests of its rivals."""
        super().__init__([other[0]], words)
        self._base = base
        self._gone = base.digest_of(duty)
        self._rivals = other[1] - {self._gone}

    def rivals_of(self, duty: Duty) -> frozenset[str]:
        return self._rivals

    def match_title(self, title: str) -> dict[str, Hit]:
        others = {digest: hit for digest, hit in self._base.match_title(title).items() if digest != self._gone}
        return others | super().match_title(title)
