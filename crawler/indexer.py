"""Applies journal events to the database: the same way while crawling and when the database is rebuilt."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, insert, select, update

from crawler import tables as t
from crawler.events import Captured, ColumnRead, Event, Failed, RunEnded, RunStarted, SeenEntry, SiteRead
from crawler.known import KnownEntry
from crawler.ledger import vanished
from rules.units import canonical_address


class Indexer:
    """Writes one run's events on a connection whose transaction the caller holds."""

    def __init__(self, connection: Connection, run: str) -> None:
        self._connection = connection
        self._run = run
        self._captures: list[dict[str, object]] = []

    def apply_all(self, events: Iterable[tuple[int, Event]]) -> None:
        """Applies events in their order and notes the last one, in one transaction with them."""
        last = 0
        for seq, event in events:
            self._apply(seq, event)
            last = seq
        if self._captures:
            self._connection.execute(insert(t.capture), self._captures)
            self._captures = []
        if last:
            self._connection.execute(update(t.run).where(t.run.c.id == self._run).values(last_seq=last))

    def _apply(self, seq: int, event: Event) -> None:
        if isinstance(event, Captured):
            self._capture(seq, event)
        elif isinstance(event, ColumnRead):
            self._column(seq, event)
        elif isinstance(event, Failed):
            self._failure(seq, event)
        elif isinstance(event, SiteRead):
            self._site(seq, event)
        elif isinstance(event, RunStarted):
            self._start(event)
        elif isinstance(event, RunEnded):
            self._end(event)

    def _insert(self, table: Table, **values: object) -> int:
        key = self._connection.execute(insert(table), values).inserted_primary_key
        return int(key[0]) if key is not None and isinstance(key[0], int) else 0

    def _start(self, e: RunStarted) -> None:
        self._insert(
            t.run, id=self._run, started_at=e.at, status="running", simulated=e.simulated, mode=e.mode, fast=e.fast,
            program=e.program, reader=e.reader, units_sha256=e.units_sha256, counts="{}", last_seq=0,
        )  # fmt: skip

    def _end(self, e: RunEnded) -> None:
        told = json.dumps(dict(e.counts), ensure_ascii=False)
        self._connection.execute(update(t.run).where(t.run.c.id == self._run).values(ended_at=e.at, status=e.status, counts=told))

    def _capture(self, seq: int, e: Captured) -> None:
        """Kept until the end of the batch: there are many, and no other table refers to them."""
        self._captures.append({"run": self._run, "seq": seq, "address": canonical_address(e.url), **vars(e)})

    def _failure(self, seq: int, e: Failed) -> None:
        self._insert(
            t.failure, run=self._run, seq=seq, at=e.at, url=e.url, address=canonical_address(e.url), site=e.site,
            role=e.role, reason=e.reason, detail=e.detail, column=e.column,
        )  # fmt: skip

    def _site(self, seq: int, e: SiteRead) -> None:
        self._insert(
            t.site_look, run=self._run, seq=seq, at=e.at, site=e.site, reached=e.reached,
            names_unit=e.names_unit, reason=e.reason, detail=e.detail, standing=e.standing, nights_left=e.nights_left,
        )  # fmt: skip

    def _column(self, seq: int, e: ColumnRead) -> None:
        look = self._insert(
            t.column_look, run=self._run, seq=seq, look=e.look, at=e.at, site=e.site, column=e.column, name=e.name,
            url=e.url, complete=e.complete, reached=e.reached, to_end=e.to_end, covered_since=e.covered_since,
            pages=e.pages, first_page=e.first_page, entries=0, oldest=None, reason=e.reason, total=e.total,
            page_count=e.page_count, skipped=json.dumps(dict(e.skipped), ensure_ascii=False),
        )  # fmt: skip
        standing = self._standing(e)
        for entry in e.entries:
            self._see(e, entry, standing.get(entry.address), look)
        gone = vanished({a: _known(row) for a, row in standing.items()}, e)
        for address in sorted(gone):
            self._change(standing[address], gone_on=e.at, gone_look=look)
        self._count(e, look)

    def _standing(self, e: ColumnRead) -> dict[str, RowMapping]:
        rows = self._connection.execute(select(t.listing).where(*_in_column(e))).mappings()
        return {row["address"]: row for row in rows}

    def _see(self, e: ColumnRead, entry: SeenEntry, row: RowMapping | None, look: int) -> None:
        values = {"title": entry.title, "date": entry.date, "pinned": entry.pinned, "marks": "\n".join(entry.marks)}
        if row is not None and all(row[name] == value for name, value in values.items()):
            return
        if row is not None:
            self._change(row, valid_to=e.at)
        self._insert(
            t.listing, site=e.site, column=e.column, address=entry.address, url=entry.url, **values,
            first_seen=row["first_seen"] if row is not None else e.at, valid_from=e.at,
            first_look=row["first_look"] if row is not None else look,
        )  # fmt: skip

    def _change(self, row: RowMapping, **values: object) -> None:
        self._connection.execute(update(t.listing).where(t.listing.c.id == row["id"]).values(**values))

    def _count(self, e: ColumnRead, look: int) -> None:
        """What now stands in the column as far as is known: how many entries, and the oldest day."""
        rows = self._connection.execute(select(t.listing.c.date, t.listing.c.pinned).where(*_in_column(e))).all()
        oldest = min((row.date for row in rows if row.date is not None and not row.pinned), default=None)
        self._connection.execute(update(t.column_look).where(t.column_look.c.id == look).values(entries=len(rows), oldest=oldest))


def _in_column(e: ColumnRead) -> tuple[ColumnElement[bool], ...]:
    c = t.listing.c
    return (c.site == e.site, c.column == e.column, c.gone_on.is_(None), c.valid_to.is_(None))


def _known(row: RowMapping) -> KnownEntry:
    return KnownEntry(row["title"], row["date"], row["pinned"], joined=True)
