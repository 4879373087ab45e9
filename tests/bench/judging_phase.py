"""One step of judging in a process of its own, as a night is one: what each part took, and the most memory held, as JSON."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from bench.judging_peers import every_rule_over_every_page, trigram_queries
from bench.judging_store import Filler, models

from checks.court import Court, Standards
from checks.facts import Publication
from checks.run import Checker
from checks.standards import load_standards
from crawler.context import Settings
from crawler.store import Store
from rules.rule import Duty, Rule
from rules.wanted import Terms

UNITS = Path(__file__).parents[2] / "config" / "units.yaml"
AS_OF = date(2017, 12, 31)
ADDED = "公布结果"
"""The term by which one duty is changed."""


class Clock:
    """Processor seconds by part; a part inside another counts to itself alone."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._inner = [0.0]

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        started = time.process_time()
        self._inner.append(0.0)
        yield
        whole = time.process_time() - started
        self.parts[part] = self.parts.get(part, 0.0) + whole - self._inner.pop()
        self._inner[-1] += whole


class TimedChecker(Checker):
    """Tells loading, gathering and matching from judging."""

    clock: Clock

    def update_hits(self) -> int:
        with self.clock("匹配"):
            return super().update_hits()

    @contextmanager
    def court(self, as_of: date | None, known_at: datetime | None = None) -> Iterator[Court]:
        opening = super().court(as_of, known_at)
        with self.clock("读取已存情况"):
            court = opening.__enter__()
        yield court
        opening.__exit__(None, None, None)

    def publications(self, court: Court, duty: Duty) -> tuple[Publication, ...]:
        with self.clock("汇集事实"):
            return super().publications(court, duty)

    def beside(self, court: Court, duty: Duty, publications: tuple[Publication, ...]) -> Any:
        with self.clock("汇集事实"):
            return super().beside(court, duty, publications)


def checker_of(store: Store, standards: Standards, clock: Clock) -> TimedChecker:
    with clock("准备"):
        checker = TimedChecker(store, standards)
        checker.clock = clock
    return checker


def checked(checker: TimedChecker, clock: Clock) -> dict[str, Any]:
    with clock("判断和写结论"):
        run = checker.check(AS_OF)
    failing = sum(v.outcome in ("met", "late", "incomplete", "misplaced", "unmet") for v in run.verdicts)
    return {"verdicts": len(run.verdicts), "decided": failing}


def with_one_term_more(standards: Standards) -> Standards:
    """One periodic duty's title takes one more word."""
    rule_set = standards.rule_sets[0]
    rule, duty = next((r, d) for r in rule_set.rules for d in r.duties if d.kind == "periodic" and d.match is not None and d.match.title.all)
    assert duty.match is not None
    first, *others = duty.match.title.all
    title = Terms(((*first, ADDED), *others), duty.match.title.any, duty.match.title.none)
    changed = replace(duty, match=replace(duty.match, title=title))
    rules = tuple(_exchanged(r, duty, changed) if r is rule else r for r in rule_set.rules)
    return replace(standards, rule_sets=(replace(rule_set, rules=rules), *standards.rule_sets[1:]))


def _exchanged(rule: Rule, duty: Duty, other: Duty) -> Rule:
    return replace(rule, duties=tuple(other if d is duty else d for d in rule.duties))


def check(store: Store, standards: Standards, clock: Clock) -> dict[str, Any]:
    return checked(checker_of(store, standards, clock), clock)


def rule(store: Store, standards: Standards, clock: Clock) -> dict[str, Any]:
    return check(store, with_one_term_more(standards), clock)


def peers(store: Store, standards: Standards, clock: Clock) -> dict[str, Any]:
    """Both peers, then judging from what the first of them found, which is what is stored already."""
    checker = checker_of(store, standards, clock)
    with clock("逐条逐页"):
        plain = every_rule_over_every_page(store, checker.matchers)
    with clock("三字索引"):
        indexed = trigram_queries(store, checker.matchers)
    return plain | indexed


def fill(pages: int, first: int) -> Callable[[Store, Standards, Clock], dict[str, Any]]:
    def filled(store: Store, standards: Standards, clock: Clock) -> dict[str, Any]:
        checker = checker_of(store, standards, clock)
        filler = Filler(store, standards.district, models(store, checker.matchers), first)
        filler.add(pages)
        return {}

    return filled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("phase", choices=("check", "rule", "peers", "fill"))
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    clock, wall = Clock(), time.perf_counter()
    settings = Settings(asked.url, Path("archive"), UNITS, (), datetime(2018, 1, 1, tzinfo=UTC), simulated=True, progress=False)
    with clock("准备"):
        standards = load_standards(settings)
    phase = {"check": check, "rule": rule, "peers": peers, "fill": fill(asked.pages, asked.first)}[asked.phase]
    with Store(asked.url) as store:
        told = phase(store, standards, clock)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"parts": clock.parts, "told": told, "memory": memory, "wall": time.perf_counter() - wall}))


if __name__ == "__main__":
    main()
