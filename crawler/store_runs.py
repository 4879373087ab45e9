"""What one run says of its sites and columns, with what failed in each: coverage for people to read."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from crawler import tables as t


@dataclass(frozen=True)
class ToldColumn:
    """One look at one column. failures: (Chinese detail, how often) of what was asked for it and not had; skipped: (reason, how often)."""

    site: str
    column: str
    name: str
    look: int
    complete: bool
    reached: str
    pages: int
    entries: int
    reason: str
    failures: tuple[tuple[str, int], ...]
    skipped: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ToldSite:
    """One site in one run; standing: how many entries stand in its columns after it."""

    site: str
    reason: str
    detail: str
    standing: int | None
    nights_left: int


@dataclass(frozen=True)
class ToldOfRun:
    """In order of site and column."""

    sites: tuple[ToldSite, ...]
    columns: tuple[ToldColumn, ...]


def told_of(connection: Connection, run: str) -> ToldOfRun:
    failures = _failures(connection, run)
    c = t.column_look.c
    columns = [
        ToldColumn(
            row.site, row.column, row.name, row.look, row.complete, row.reached, row.pages, row.entries, row.reason,
            tuple(sorted(failures.get((row.site, row.column), Counter()).items())), tuple(sorted(json.loads(row.skipped).items())),
        )
        for row in connection.execute(select(t.column_look).where(c.run == run).order_by(c.id))
    ]  # fmt: skip
    last = {told.site: told for told in _site_looks(connection, run)}
    columns.sort(key=lambda told: (told.site, told.column, told.look))
    return ToldOfRun(tuple(last[site] for site in sorted(last)), tuple(columns))


def _site_looks(connection: Connection, run: str) -> list[ToldSite]:
    s = t.site_look.c
    rows = connection.execute(select(t.site_look).where(s.run == run).order_by(s.id))
    return [ToldSite(row.site, row.reason, row.detail, row.standing, row.nights_left) for row in rows]


def _failures(connection: Connection, run: str) -> dict[tuple[str, str], Counter[str]]:
    f = t.failure.c
    query = select(f.site, f.column, f.detail, func.count().label("n")).where(f.run == run, f.column != "").group_by(f.site, f.column, f.detail)
    told: dict[tuple[str, str], Counter[str]] = {}
    for row in connection.execute(query):
        told.setdefault((row.site or "", row.column), Counter())[row.detail] += row.n
    return told
