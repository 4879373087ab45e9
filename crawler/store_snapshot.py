"""Builds a Snapshot: what the store knew at one time, in an order no database decides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from crawler import tables as t
from crawler.page import Page
from crawler.pagejson import page_from_json
from crawler.seen import UNREAD, ColumnLook, Failure, Listed, SeenPage, SiteLook, Snapshot
from crawler.store_histories import CaptureRow, History, Past, histories, in_chunks, moved_among, refused_payloads, start_addresses
from crawler.store_standing import Asked, with_standing
from rules.units import canonical_address

Readings = Mapping[str, tuple[str, Page]]
"""By payload: the digest of what it says, and the lean page."""
LastComplete = Callable[[tuple[str, str], int, int | None], datetime | None]
"""When the last complete look at a column (site, column) was, from one look's id on and before another's."""


def build(connection: Connection, known_at: datetime, reader: str) -> Snapshot:
    """Everything known up to `known_at`, that instant included."""
    past = Past(connection, known_at, reader)
    known = histories(past, refused_payloads(past))
    moved = moved_among(known, start_addresses(past))
    listed = _listed(connection, known_at, moved)
    return Snapshot(
        known_at=known_at,
        simulated=is_simulated(connection, known_at),
        pages=with_standing(connection, Asked(known_at, reader), _pages(past, known, moved), listed),
        listed=listed,
        looks=_looks(connection, known_at),
        sites=_sites(connection, known_at),
        failures=_failures(connection, known_at, known),
    )


def _pages(past: Past, known: Mapping[str, History], moved: Mapping[str, str]) -> tuple[SeenPage, ...]:
    read = readings(past, (h.good.sha256 for h in known.values() if h.good is not None))
    return tuple(seen_page(address, known[address], read, moved) for address in sorted(known) if known[address].good is not None)


def readings(past: Past, payloads: Iterable[str], without: Collection[str] = ()) -> dict[str, tuple[str, Page]]:
    """What this version of the reader read in some payloads. without: fields that nobody will ask for."""
    c = t.reading.c
    query = select(c.sha256, c.content_sha256, c.page).where(c.reader == past.reader)
    rows = (row for some in in_chunks(payloads) for row in past.connection.execute(query.where(c.sha256.in_(some))).all())
    return {row.sha256: (row.content_sha256, page_from_json(row.page, without)) for row in rows}


def seen_page(address: str, history: History, read: Readings, moved: Mapping[str, str]) -> SeenPage:
    """What stands at an address that once gave a good answer."""
    row, first_seen = history.good, history.first_good_at
    assert first_seen is not None, "only addresses with a good answer come here"
    content_sha256, page = read.get(row.sha256) or (UNREAD.content_sha256, UNREAD)
    return SeenPage(
        url=row.url, address=address, site=row.site, sha256=row.sha256, content_sha256=content_sha256,
        fetched_at=row.at, first_seen=first_seen, withdrawn_on=history.withdrawn_on,
        archive=history.archived, page=_located(page, row.url, moved),
    )  # fmt: skip


def _located(page: Page, url: str, moved: Mapping[str, str]) -> Page:
    """The page with absolute addresses; what moved is named where it lies now."""
    page = page.located_at(url)
    if not moved or not (page.attachments or page.references):
        return page
    files = tuple(replace(a, href=moved.get(canonical_address(a.href), a.href)) for a in page.attachments)
    references = tuple(replace(r, href=moved.get(canonical_address(r.href), r.href)) for r in page.references)
    return replace(page, attachments=files, references=references)


def _listed(connection: Connection, known_at: datetime, moved: Mapping[str, str]) -> tuple[Listed, ...]:
    c = t.listing.c
    last_complete = _last_complete(connection, known_at)
    query = select(t.listing).where(c.valid_from <= known_at, c.valid_to.is_(None) | (c.valid_to > known_at))
    rows = connection.execute(query.execution_options(yield_per=5000))
    return in_order(listed_entry(row, known_at, moved, last_complete) for row in rows)


def listed_entry(row: CaptureRow, known_at: datetime, moved: Mapping[str, str], last_complete: LastComplete) -> Listed:
    """One row of the listing table as it was known."""
    is_gone = row.gone_on is not None and row.gone_on <= known_at
    until = row.gone_look if is_gone else None
    seen = last_complete((row.site, row.column), row.first_look, until) or row.first_seen
    return Listed(
        site=row.site, column=row.column, address=moved.get(row.address, row.address), url=row.url,
        title=row.title, date=row.date, pinned=row.pinned, first_seen=row.first_seen,
        last_seen=max(seen, row.first_seen), gone_on=row.gone_on if is_gone else None,
        marks=tuple(row.marks.split("\n")) if row.marks else (),
    )  # fmt: skip


def in_order(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(listed, key=lambda e: (e.site, e.column, e.address, e.first_seen, e.title, e.gone_on is None)))


def _last_complete(connection: Connection, known_at: datetime) -> LastComplete:
    """When the last complete look at a column was, from one look on and before another."""
    c = t.column_look.c
    looks: dict[tuple[str, str], list[tuple[int, datetime]]] = defaultdict(list)
    query = select(c.id, c.site, c.column, c.at).where(c.complete, c.at <= known_at).order_by(c.id.desc())
    for row in connection.execute(query):
        looks[row.site, row.column].append((row.id, row.at))

    def find(column: tuple[str, str], first: int, until: int | None) -> datetime | None:
        return next((at for key, at in looks[column] if key >= first and (until is None or key < until)), None)

    return find


def _looks(connection: Connection, known_at: datetime) -> tuple[ColumnLook, ...]:
    rows = connection.execute(select(t.column_look).where(t.column_look.c.at <= known_at))
    return tuple(column_look(row) for row in sorted(rows, key=column_order))


def column_order(row: CaptureRow) -> tuple[datetime, str, int, str, str, int]:
    return (row.at, row.run, row.look, row.site, row.column, row.seq)


def column_look(row: CaptureRow) -> ColumnLook:
    """One row of the column_look table."""
    return ColumnLook(
        run=row.run, look=row.look, at=row.at, site=row.site, column=row.column, name=row.name, url=row.url,
        complete=row.complete, reached=row.reached, to_end=row.to_end, covered_since=row.covered_since,
        pages=row.pages, entries=row.entries, oldest=row.oldest, reason=row.reason, total=row.total,
        skipped=tuple(sorted(json.loads(row.skipped).items())),
    )  # fmt: skip


def _sites(connection: Connection, known_at: datetime) -> tuple[SiteLook, ...]:
    rows = connection.execute(select(t.site_look).where(t.site_look.c.at <= known_at))
    return tuple(site_look(row) for row in sorted(rows, key=site_order))


def site_order(row: CaptureRow) -> tuple[datetime, str, str, int]:
    return (row.at, row.run, row.site, row.seq)


def site_look(row: CaptureRow) -> SiteLook:
    """One row of the site_look table."""
    return SiteLook(row.run, row.at, row.site, row.reached, row.names_unit, row.reason, row.detail, row.standing, row.nights_left)


def _failures(connection: Connection, known_at: datetime, known: Mapping[str, History]) -> tuple[Failure, ...]:
    """Per address the last failure, where nothing definite was answered after it."""
    c = t.failure.c
    last = {row.address: row for row in connection.execute(select(t.failure).where(c.at <= known_at).order_by(c.id))}
    return tuple(failure(row) for address, row in sorted(last.items()) if not is_answered_after(known.get(address), row))


def failure(row: CaptureRow) -> Failure:
    """One row of the failure table."""
    return Failure(row.run, row.at, row.url, row.address, row.reason, row.detail)


def is_answered_after(history: History | None, failed: CaptureRow) -> bool:
    """Whether an address gave a definite answer after it failed."""
    if history is None or history.last.status >= 500:
        return False
    answer = history.last
    return bool((answer.at, answer.run, answer.seq) > (failed.at, failed.run, failed.seq))


def is_simulated(connection: Connection, known_at: datetime) -> bool:
    """Whether any run until then had a simulated clock."""
    c = t.run.c
    return connection.execute(select(c.id).where(c.simulated, c.started_at <= known_at).limit(1)).first() is not None
