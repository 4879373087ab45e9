"""The history of single verdicts: what every check run said of a few keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, case, func, select

from checks.compare_causes import Key
from checks.compare_history import Point, is_blind
from crawler.tables import verdict

Duty = tuple[str, str, str, str]
"""Rule set, rule, duty and unit: what the verdicts are indexed by."""


def points_of(engine: Engine, keys: Iterable[Key], runs: Iterable[tuple[str, date]]) -> dict[Key, dict[str, Point]]:
    """For each key, by run, what was said of it; `runs`: ids with their days. Only of the named duties anything is read."""
    wanted, days = set(keys), dict(runs)
    found: dict[Key, dict[str, Point]] = {key: {} for key in wanted}
    v = verdict.c
    reason = case((v.outcome == "unverified", v.told), else_="")
    with engine.connect() as connection:
        for duty in sorted({key[:4] for key in wanted}):
            query = select(v.check_run, v.period, v.subject, v.outcome, reason.label("told"))
            rows = connection.execute(query.where(*(column == value for column, value in zip((v.rule_set, v.rule, v.duty, v.unit), duty, strict=True))))
            for row in rows:
                key = (*duty, row.period or "", row.subject or "")
                if key in wanted and row.check_run in days:
                    blind = is_blind(row.outcome, json.loads(row.told)["reason"] if row.told else "")
                    found[key][row.check_run] = Point(days[row.check_run], row.outcome, blind)
    return found


def unsteady(engine: Engine, runs: Iterable[str]) -> set[Key]:
    """The keys of which these runs do not all say the same."""
    v = verdict.c
    key = (v.rule_set, v.rule, v.duty, v.unit, v.period, v.subject)
    query = select(*key).where(v.check_run.in_(list(runs))).group_by(*key).having(func.count(v.outcome.distinct()) > 1)
    with engine.connect() as connection:
        return {(r.rule_set, r.rule, r.duty, r.unit, r.period or "", r.subject or "") for r in connection.execute(query)}


def counts_of(engine: Engine, run: str = "") -> dict[str, dict[str, int]]:
    """For each check run, or for one, how many verdicts have each outcome."""
    v = verdict.c
    query = select(v.check_run, v.outcome, func.count().label("n")).group_by(v.check_run, v.outcome)
    counts: dict[str, dict[str, int]] = {}
    with engine.connect() as connection:
        for row in connection.execute(query.where(v.check_run == run) if run else query):
            counts.setdefault(row.check_run, {})[row.outcome] = row.n
    return counts
