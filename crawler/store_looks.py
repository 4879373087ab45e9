"""The looks that still count: of a year of nights, those by which every question of coverage has the answer it has by all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crawler import tables as t
from crawler.seen import ColumnLook, SiteLook
from crawler.store_histories import CaptureRow, Past, in_chunks
from crawler.store_snapshot import column_look, column_order, site_look, site_order
from rules.units import canonical_address

_AT_FIRST = 8
"""So many looks back a column nearly always has what counts."""
_TWICE = 2
"""A search counts for more where it was complete twice; more than that changes nothing (checks/coverage.py)."""
_Runs = Mapping[str, Collection[str]]
"""By site, the runs that came to its end and said what it looked like."""


@dataclass(frozen=True)
class Looks:
    """columns, sites: the looks that count, in order of time. fronts: the addresses of all columns ever looked at."""

    columns: tuple[ColumnLook, ...]
    sites: tuple[SiteLook, ...]
    fronts: frozenset[str]


def looks_that_count(past: Past) -> Looks:
    """Coverage asks, for any day `since`, of the looks on that day or later. What it asks and what answers it:

    - the last run that ended on a site, with all its looks: the columns that stand, and whether each was complete in that run;
    - of a column, its last look (name, reason), and all looks of the last run that looked at it and ended;
    - whether it was complete, and whether twice: the last two complete looks, (run, look), in runs that ended. Of the looks since a
      day they are the last to fall out, so that none or one of them is left where none or one of all is;
    - whether it was ever read to its end: one such look;
    - of a site, its last look, the last that reached it, the last on which its pages named their unit, and those of the runs above:
      a run counts as ended by them.

    All that is left out is older than what is kept and of the same kind, so that it decides nothing on any day. Runs hold a lock: one
    run's looks at a column stand together in time.
    """
    told = list(past.connection.execute(select(t.site_look).where(t.site_look.c.at <= past.known_at)))
    told.sort(key=site_order)
    ended: dict[str, set[str]] = defaultdict(set)
    for row in told:
        ended[row.site].add(row.run)
    rows = {row.id: row for column in _columns(past) for row in _of_column(past, column, ended)}
    rows |= {row.id: row for row in _last_runs(past, rows.values(), ended)}
    runs = {(row.site, row.run) for row in rows.values()}
    looks = tuple(column_look(row) for row in sorted(rows.values(), key=column_order))
    return Looks(looks, tuple(site_look(row) for row in _sites(told, runs)), _fronts(past))


def _columns(past: Past) -> Sequence[tuple[str, str]]:
    c = t.column_look.c
    found = past.connection.execute(select(c.site, c.column).distinct())
    return sorted((row[0], row[1]) for row in found)


def _of_column(past: Past, column: tuple[str, str], ended: _Runs) -> list[CaptureRow]:
    """A column's looks that count, those of its site's last run aside; looked for from the newest on."""
    c = t.column_look.c
    query = select(t.column_look).where(c.site == column[0], c.column == column[1], c.at <= past.known_at).order_by(c.at.desc())
    rows = list(past.connection.execute(query.limit(_AT_FIRST)))
    is_all = len(rows) < _AT_FIRST
    # Of looks at one time the limit may have left some out.
    found = _counting(rows if is_all else [row for row in rows if row.at > rows[-1].at], ended.get(column[0], ()))
    if not (is_all or found.is_full):
        rows = list(past.connection.execute(query))
        found = _counting(rows, ended.get(column[0], ()))
    if not any(row.to_end for row in found.rows):
        found.rows.extend(past.connection.execute(query.where(c.to_end).limit(1)))
    return found.rows


@dataclass
class _Counting:
    """The looks of a column that count, and whether none before them can."""

    rows: list[CaptureRow]
    is_full: bool


def _counting(rows: Iterable[CaptureRow], ended: Collection[str]) -> _Counting:
    by_time = sorted(rows, key=column_order, reverse=True)
    of_ended = [row for row in by_time if row.run in ended]
    complete: dict[tuple[str, int], CaptureRow] = {}
    for row in of_ended:
        if row.complete:
            complete.setdefault((row.run, row.look), row)
    of_last = [row for row in of_ended if row.run == of_ended[0].run]
    kept = {row.id: row for row in (*by_time[:1], *of_last, *list(complete.values())[:_TWICE])}
    return _Counting(list(kept.values()), bool(of_ended) and len(complete) >= _TWICE)


def _last_runs(past: Past, rows: Iterable[CaptureRow], ended: _Runs) -> Iterable[CaptureRow]:
    """All looks of the last run that ended on each site: the run of the last of all looks at its columns."""
    last: dict[str, CaptureRow] = {}
    for row in sorted(rows, key=column_order):
        if row.run in ended.get(row.site, ()):
            last[row.site] = row
    c = t.column_look.c
    for runs in in_chunks(row.run for row in last.values()):
        for row in past.connection.execute(select(t.column_look).where(c.run.in_(runs), c.at <= past.known_at)):
            if row.site in last and last[row.site].run == row.run:
                yield row


def _sites(told: Sequence[CaptureRow], runs: Collection[tuple[str, str]]) -> list[CaptureRow]:
    last: dict[tuple[str, str], CaptureRow] = {}
    for row in told:
        last["last", row.site] = row
        if row.reached:
            last["reached", row.site] = row
        if row.names_unit:
            last["named", row.site] = row
    kept = {row.id for row in last.values()}
    return [row for row in told if row.id in kept or (row.site, row.run) in runs]


def _fronts(past: Past) -> frozenset[str]:
    c = t.column_look.c
    urls = past.connection.execute(select(c.url).distinct().where(c.at <= past.known_at)).scalars()
    return frozenset(canonical_address(url) for url in urls if url)
