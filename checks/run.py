"""A check run: match what is new, put the facts together, ask every question, keep the verdicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from checks.beside import Beside, Besides
from checks.court import Court, Standards
from checks.coverage import SiteState
from checks.days import shanghai_day
from checks.facts import Publication, gather
from checks.hit import EVERY_PAGE
from checks.judge import judge
from checks.match import Matchers, looks_at_pages
from checks.particulars import particulars, units_asked
from checks.record import Event, Filed, records_sha256
from checks.records import apply
from checks.store import CheckStore, StoredRun
from checks.store_catalogue import CatalogueStore
from checks.store_holdings import StoredHoldings
from checks.unreviewed import RULE_NOT_REVIEWED, until_reviewed
from checks.update_catalogue import update_catalogue, update_title_hits
from checks.update_hits import update_hits
from checks.verdict import FAILING, Verdict
from crawler.extract import READER
from crawler.recheck import Recheck
from crawler.store import Store
from rules.rule import Duty
from rules.units import canonical_address
from rules.words import shared_words

PROGRAM = "0.1.0"
_OPEN = ("awaits_second_look", RULE_NOT_REVIEWED)
"""Reasons of what another look may still settle: a draft's findings are seen twice too, so that they stand once it is approved."""


@dataclass(frozen=True)
class CheckRun:
    """A finished check run. `known_at` is UTC; records: those that count, known by then."""

    id: str
    as_of: date
    known_at: datetime
    simulated: bool
    standards: Standards
    verdicts: tuple[Verdict, ...]
    sites: Mapping[str, SiteState]
    records: tuple[Filed, ...] = ()
    asked: tuple[str, ...] = ()

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
            "records_sha256": records_sha256(self.records),
            "calendars_sha256": s.calendar.sha256,
        }

    def meta(self) -> dict[str, Any]:
        """What is kept of the run beside its verdicts: the head, and the particulars by which a comparison names what changed."""
        return self.head() | {"particulars": particulars(self.standards, self.records, self.asked)}

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
        self.words = shared_words()
        self.matchers = Matchers(sorted(duties, key=lambda d: (d.title, d.id)), self.words, standards.district)

    def update_hits(self) -> int:
        """Run what was read and listed since against all terms; how many readings that was."""
        count = update_hits(self.store, self.checks, self.matchers)
        catalogue = CatalogueStore(self.store.engine)
        update_title_hits(catalogue, self.matchers)
        update_catalogue(catalogue)
        self.store.note_read()
        return count

    def check(self, as_of: date | None, known_at: datetime | None = None, units: Iterable[str] = ()) -> CheckRun:
        """Judge every question (of the named units alone, where any are named) and keep the run."""
        run = self.trial(as_of, known_at, units)
        self.checks.add_run(StoredRun(run.id, run.as_of, run.known_at, run.meta()), run.verdicts, verdict_text)
        return run

    def trial(self, as_of: date | None, known_at: datetime | None = None, units: Iterable[str] = ()) -> CheckRun:
        """The same, kept nowhere: what would be judged does not become history."""
        self.update_hits()
        asked = tuple(units)
        return replace(_decided(self._judged(as_of, known_at, asked)), asked=asked)

    def provisional(self, as_of: date) -> Recheck:
        """What must be seen once more: the sites on which an absence rests, the pages that fail by themselves, and those
        a standing duty rests on, which must still be there: a list read only as far as it is new does not show what is gone.
        A document that should be marked may have been marked since it was read."""
        self.update_hits()
        verdicts = self._judged(as_of, None, ()).verdicts
        open_ = [v for v in verdicts if v.outcome in FAILING or v.reason in _OPEN]
        sites = {site for v in open_ for p in v.places if p.published is None and p.outcome in ("unmet", "unverified") for site in self._beside(v, p.site)}
        failing = [v for v in open_ if any(p.outcome in ("late", "incomplete") for p in v.places)]
        standing = [v for v in verdicts if v.kind == "standing" and v.outcome == "met"]
        unmarked = [v for v in verdicts if v.kind == "marked" and (v in open_ or v.outcome == "unverified")]
        sites |= {e.site for v in unmarked if v.reason in ("mark_awaits_look", "mark_unreadable", "perhaps_abolished") for e in v.evidence}
        pages = {e.url for v in (*failing, *standing, *unmarked) for e in v.evidence}
        return Recheck(frozenset(sites), frozenset(pages))

    def _beside(self, verdict: Verdict, site: str) -> tuple[str, ...]:
        """The sites a place means by one it names: a unit's own pages may stand on several."""
        unit = self.standards.district.units_by_id.get(verdict.unit)
        return unit.sites if unit is not None and site in unit.sites else (site,)

    def resting(self) -> frozenset[str]:
        """The addresses on which the verdicts of the last check of all units rest."""
        runs = [run for run in self.checks.runs() if not units_asked(run.meta)]
        verdicts = self.checks.verdicts(runs[-1].id) if runs else ()
        return frozenset(canonical_address(e["url"]) for verdict in verdicts for e in verdict["evidence"])

    @contextmanager
    def court(self, as_of: date | None, known_at: datetime | None = None) -> Iterator[Court]:
        """What is stored, ready for questions; `update_hits` comes before."""
        with self.store.past(known_at) as past:
            known = (f.record.known for f in self._records(past.known_at) if isinstance(f.record, Event))
            yield Court(StoredHoldings(past), self.standards, as_of or shanghai_day(past.known_at), known)

    def _records(self, known_at: datetime) -> tuple[Filed, ...]:
        return tuple(filed for filed in self.standards.records if filed.record.at <= known_at)

    def _judged(self, as_of: date | None, known_at: datetime | None, units: Iterable[str]) -> CheckRun:
        with self.court(as_of, known_at) as court:
            verdicts = sorted(self._verdicts(court, frozenset(units)), key=lambda v: v.key)
            day, held = court.as_of, court.known.holdings
            run_id = self._run_id(held.known_at, day)
            return CheckRun(run_id, day, held.known_at, held.simulated, self.standards, tuple(verdicts), court.sites, self._records(held.known_at))

    def _verdicts(self, court: Court, wanted: frozenset[str]) -> Iterator[Verdict]:
        """Duty by duty; what one rests on is let go before the next."""
        for rule_set in self.standards.rule_sets:
            for rule, in_force in rule_set.versions():
                for duty in rule.duties:
                    publications = self.publications(court, duty)
                    beside = self.beside(court, duty, publications)
                    for bound in (b for b in court.bound(duty) if not wanted or b[0].id in wanted):
                        question = replace(court.question(rule_set, rule, duty, bound), in_force=in_force, beside=beside)
                        yield from until_reviewed(duty, judge(question, publications))

    def publications(self, court: Court, duty: Duty) -> tuple[Publication, ...]:
        """What of all that is stored says anything of a duty."""
        if not looks_at_pages(duty):
            return ()
        digest = self.matchers.digest_of(duty)
        if digest is None:
            return gather(court.known, duty, {page.content_sha256: EVERY_PAGE for page in court.known.holdings.pages()}, self.matchers)
        return gather(court.known, duty, self.checks.hits(digest, READER), self.matchers, self.matchers.rivals_of(duty))

    def beside(self, court: Court, duty: Duty, publications: tuple[Publication, ...]) -> Beside:
        """What of all that is stored judging a duty looks at beside its own publications."""
        return Besides(court.known, court.library, self.matchers, lambda digest: self.checks.hits(digest, READER)).of(duty, publications)

    def _run_id(self, known_at: datetime, day: date) -> str:
        return f"check-{known_at:%Y%m%dT%H%M%SZ}-{day:%Y%m%d}-{self.checks.count_runs() + 1}"


def _decided(run: CheckRun) -> CheckRun:
    """A run as it is shown: what people said is applied to what was found."""
    return replace(run, verdicts=apply(run.verdicts, (filed.record for filed in run.records), run.as_of))


def verdict_text(verdict: Verdict) -> str:
    """One verdict as JSON, the same bytes for the same verdict."""
    return _JSON.encode(verdict.as_json())


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not JSON: {type(value).__name__}")


_JSON = json.JSONEncoder(ensure_ascii=False, default=_plain)


def digest_of(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
