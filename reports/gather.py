"""From a finished check run to what a report shows of it."""

from __future__ import annotations

from datetime import date

from checks.coverage import SiteState, current_columns, site_fault
from checks.record import records_sha256
from checks.run import PROGRAM, CheckRun
from checks.score import overview, scorecards
from crawler.extract import READER
from reports.data import Provenance, ReportData, SiteCoverage
from rules.explain import Reference, RulePage, explain_all
from rules.policy import ReadingChosen


def report_data(run: CheckRun) -> ReportData:
    """Everything the pages show of a run."""
    by = run.standards
    cards = scorecards(run.verdicts, by.district, by.rule_sets)
    years = {s.year for s in by.rule_sets if s.year}
    year = f"{years.pop()}年" if len(years) == 1 else ""
    return ReportData(
        title=f"{by.district.district}{year}政务公开落实情况核查报告",
        district=by.district,
        rule_sets=by.rule_sets,
        as_of=run.as_of,
        known_at=run.known_at,
        provenance=_provenance(run),
        scorecards=cards,
        overview=overview(cards, by.rule_sets),
        coverage=tuple(site_coverage(state) for state in run.sites.values()),
        policy=_readings(run),
        references=_references(run),
        any_place=frozenset(s.name for s in by.rule_sets if by.policies[s.name].named_places == "any"),
    )


def _provenance(run: CheckRun) -> Provenance:
    by, counted = run.standards, len(run.records)
    return Provenance(
        run.id, PROGRAM, READER, by.units_sha256, by.policy_sha256, by.calendar.sha256, run.simulated,
        records_sha256(run.records), counted, len(by.records) - counted,
    )  # fmt: skip


def _readings(run: CheckRun) -> tuple[ReadingChosen, ...]:
    chosen = (reading for s in run.standards.rule_sets for reading in run.standards.policies[s.name].chosen())
    return tuple(dict.fromkeys(chosen))


def _references(run: CheckRun) -> tuple[RulePage, ...]:
    by = run.standards
    reference = Reference(by.district, by.policies, by.calendar, run.as_of.year)
    return tuple(page for rule_set in by.rule_sets for page in explain_all(rule_set, reference))


def site_coverage(state: SiteState) -> SiteCoverage:
    """How much of a site the last crawl read, and the first reason why it was not all; of a place that no crawl sees, the proof it takes."""
    if not state.site.is_crawled:
        return SiteCoverage(state.site.id, state.site.name, False, 0, 0, proof=state.site.proof)
    fault = site_fault(state, date.min)
    looks = {name: [c for c in history if c.run == history[-1].run] for name, history in current_columns(state, date.min).items()}
    partial = [history[-1] for history in looks.values() if not any(c.complete for c in history)]
    reason = fault.detail if fault else "没有找到可读的栏目" if not looks else ""
    if not reason and partial:
        others = f"（另有 {len(partial) - 1} 个栏目没有读全）" if len(partial) > 1 else ""
        reason = f"栏目“{partial[0].name}”：{partial[0].reason or '没有读完'}{others}"
    return SiteCoverage(state.site.id, state.site.name, fault is None, len(looks) - len(partial), len(looks), reason)
