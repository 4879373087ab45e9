"""A check run: match what is new, put the facts together, ask every question, keep the verdicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from checks.court import Court, Standards
from checks.coverage import SiteState
from checks.days import shanghai_day
from checks.facts import Publication, gather
from checks.judge import judge
from checks.match import EVERY_PAGE, Matchers
from checks.store import CheckStore, StoredRun
from checks.verdict import FAILING, Verdict
from crawler.extract import READER
from crawler.recheck import Recheck
from crawler.seen import Snapshot
from crawler.store import Store
from rules.rule import Duty
from rules.words import Words

PROGRAM = "0.1.0"
READINGS_AT_ONCE = 200


@dataclass(frozen=True)
class CheckRun:
    """A finished check run. `known_at` is UTC."""

    id: str
    as_of: date
    known_at: datetime
    simulated: bool
    standards: Standards
    verdicts: tuple[Verdict, ...]
    sites: Mapping[str, SiteState]

    def head(self) -> dict[str, Any]:
        """The head of `gongkai check --format json`, everything but the verdicts."""
        s = self.standards
        return {
            "schema_version": 1,
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat(),
            "run": self.id,
            "program": PROGRAM,
            "reader": READER,
            "simulated_clock": self.simulated,
            "rule_sets": [{"name": r.name, "sha256": r.sha256} for r in s.rule_sets],
            "units_sha256": s.units_sha256,
            "policy_sha256": s.policy_sha256,
            "records_sha256": s.records_sha256,
            "calendars_sha256": s.calendar.sha256,
        }

    @property
    def is_failing(self) -> bool:
        return any(v.outcome in FAILING for v in self.verdicts)


class Checker:
    """Judges from one store by one set of standards; may be asked several times."""

    def __init__(self, store: Store, standards: Standards) -> None:
        self.store = store
        self.checks = CheckStore(store.engine)
        self.standards = standards
        duties = {d for rule_set in standards.rule_sets for _, d in rule_set.duties() if d.is_automated}
        self.matchers = Matchers(sorted(duties, key=lambda d: (d.title, d.id)), Words())

    def update_hits(self) -> int:
        """Run every reading not yet seen against the terms that have not seen it; how many readings that was."""
        marks = self.checks.marks(READER)
        reach = {digest: marks.get(digest, 0) for digest in self.matchers.by_digest}
        count, after = 0, min(reach.values(), default=0)
        while reach and (batch := self.store.readings_after(after, READINGS_AT_ONCE)):
            found = []
            for reading in batch:
                digests = [d for d, last in reach.items() if last < reading.id]
                found.append((reading.content_sha256, self.matchers.match(reading.page, digests)))
            after = batch[-1].id
            reach = {d: max(last, after) for d, last in reach.items()}
            self.checks.add_hits(READER, found, reach)
            count += len(batch)
        return count

    def check(self, as_of: date | None, known_at: datetime | None = None, units: Iterable[str] = ()) -> CheckRun:
        """Judge every question (of the named units alone, where any are named) and keep the run."""
        self.update_hits()
        run = self._judged(as_of, known_at, units)
        self.checks.add_run(StoredRun(run.id, run.as_of, run.known_at, run.head()), run.verdicts, verdict_text)
        return run

    def provisional(self, as_of: date) -> Recheck:
        """What must be seen once more: the sites on which an absence rests, the pages that fail by themselves, and those
        a standing duty rests on, which must still be there: a list read only as far as it is new does not show what is gone."""
        self.update_hits()
        verdicts = self._judged(as_of, None, ()).verdicts
        open_ = [v for v in verdicts if v.outcome in FAILING or v.reason == "awaits_second_look"]
        sites = {p.site for v in open_ for p in v.places if p.published is None and p.outcome in ("unmet", "unverified")}
        failing = [v for v in open_ if any(p.outcome in ("late", "incomplete") for p in v.places)]
        standing = [v for v in verdicts if v.kind == "standing" and v.outcome == "met"]
        pages = {e.url for v in (*failing, *standing) for e in v.evidence}
        return Recheck(frozenset(sites), frozenset(pages))

    def _judged(self, as_of: date | None, known_at: datetime | None, units: Iterable[str]) -> CheckRun:
        snapshot = self.store.snapshot(known_at)
        day = as_of or shanghai_day(snapshot.known_at)
        court = Court(snapshot, self.standards, day)
        wanted = frozenset(units)
        verdicts: list[Verdict] = []
        for rule_set in self.standards.rule_sets:
            for rule, duty in rule_set.duties():
                publications = self._publications(court, duty)
                for unit, is_fan_out in court.bound(duty):
                    if not wanted or unit.id in wanted:
                        verdicts.extend(judge(court.question(rule_set, rule, duty, (unit, is_fan_out)), publications))
        ordered = tuple(sorted(verdicts, key=lambda v: v.key))
        run_id = self._run_id(snapshot, day)
        return CheckRun(run_id, day, snapshot.known_at, snapshot.simulated, self.standards, ordered, court.sites)

    def _publications(self, court: Court, duty: Duty) -> tuple[Publication, ...]:
        if not duty.is_automated or duty.column is not None:
            return ()
        digest = self.matchers.digest_of(duty)
        if digest is None:
            return gather(court.known, duty, dict.fromkeys(court.known.by_content, EVERY_PAGE), self.matchers)
        return gather(court.known, duty, self.checks.hits(digest, READER), self.matchers, self.matchers.rivals_of(duty))

    def _run_id(self, snapshot: Snapshot, day: date) -> str:
        return f"check-{snapshot.known_at:%Y%m%dT%H%M%SZ}-{day:%Y%m%d}-{self.checks.count_runs() + 1}"


def verdict_text(verdict: Verdict) -> str:
    """One verdict as JSON, the same bytes for the same verdict."""
    return json.dumps(verdict.as_json(), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not JSON: {type(value).__name__}")


def digest_of(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
