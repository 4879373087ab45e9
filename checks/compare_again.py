"""Judging again to tell causes apart: today's standards at the older run's time, and with the office's switches as they were then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.compare_causes import Ends, Key, Told, key_of
from checks.compare_heads import Switch, candidates, of_duty, one_of, switches
from checks.court import Standards
from checks.particulars import with_switch
from checks.run import Checker
from checks.store import StoredRun

_MOST_SWITCHES = 4
"""More switches that differ are not judged by one at a time."""
Outcomes = Mapping[Key, str]


@dataclass(frozen=True)
class Again:
    """Judges again what flipped, for the older run's day and knowledge, and keeps nothing."""

    checker: Checker
    old: StoredRun
    units: tuple[str, ...]

    def outcomes(self, standards: Standards) -> Outcomes:
        checker = self.checker if standards is self.checker.standards else Checker(self.checker.store, standards)
        return {v.key: v.outcome for v in checker.trial(self.old.as_of, self.old.known_at, self.units).verdicts}


def shown_causes(checker: Checker, old: StoredRun, ends: Ends, before: Iterable[Told], after: Iterable[Told]) -> dict[Key, tuple[str, ...]]:
    """For the keys whose outcome differs, the causes that judging again has shown; () where the standards are not it; nothing where
    there is nothing to tell apart."""
    was, now = {key_of(v): v["outcome"] for v in before}, {key_of(v): v["outcome"] for v in after}
    flipped = [key for key in sorted(was.keys() & now.keys()) if was[key] != now[key] and ends.standards_differ(key[:4])]
    again = Again(checker, old, tuple(sorted({key[3] for key in flipped})))
    if not flipped:
        return {}
    then = now if ends.is_of_one_time else again.outcomes(checker.standards)
    shown: dict[Key, tuple[str, ...]] = {key: () for key in flipped if then.get(key) == was[key]}
    by_standards = [key for key in flipped if then.get(key) == now[key]]
    shown |= _by_switches(again, ends, by_standards, was, now)
    if not ends.is_of_one_time:
        shown |= {key: _standards(ends, key) for key in by_standards if key not in shown}
    return shown


def _by_switches(again: Again, ends: Ends, keys: list[Key], was: Outcomes, now: Outcomes) -> dict[Key, tuple[str, ...]]:
    """What putting the switches back shows: that they are the cause, each that alone is, or that they are not."""
    differ = switches(ends.old, ends.new)
    if not keys or not differ or all(_is_single(ends, key) for key in keys):
        return {}
    back = again.outcomes(_with(again.checker.standards, differ))
    single = [(s, again.outcomes(_with(again.checker.standards, (s,)))) for s in differ] if 1 < len(differ) <= _MOST_SWITCHES else []
    shown: dict[Key, tuple[str, ...]] = {}
    for key in keys:
        if back.get(key) == was[key]:
            alone = tuple(s.sentence for s, outcomes in single if outcomes.get(key) == was[key])
            shown[key] = alone or tuple(s.sentence for s in differ if s.rule_set == key[0])
        elif back.get(key) == now[key]:
            told = {s.sentence for s in differ}
            left = tuple(s for s in of_duty(ends.old, ends.new, key[:4]) if s not in told)
            shown[key] = left or one_of(candidates(ends.old, ends.new, key[:4]))
    return shown


def _with(standards: Standards, differ: Iterable[Switch]) -> Standards:
    for switch in differ:
        standards = with_switch(standards, switch.rule_set, switch.name, switch.old)
    return standards


def _is_single(ends: Ends, key: Key) -> bool:
    """Whether only one thing differs that may concern a key: nothing is to be told apart."""
    return len(of_duty(ends.old, ends.new, key[:4])) + len(candidates(ends.old, ends.new, key[:4])) <= 1


def _standards(ends: Ends, key: Key) -> tuple[str, ...]:
    return of_duty(ends.old, ends.new, key[:4]) or one_of(candidates(ends.old, ends.new, key[:4]))
