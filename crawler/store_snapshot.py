"""Builds a Snapshot: what the store knew at one time, in an order no database decides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from crawler import tables as t
from crawler.events import NO_PAGES
from crawler.page import Page
from crawler.pagejson import page_from_json
from crawler.seen import UNREAD, Archived, ColumnLook, Failure, Listed, SeenPage, SiteLook, Snapshot
from crawler.store_standing import Asked, with_standing
from rules.units import canonical_address

CaptureRow = Any
"""A row of the capture table; it does not leave this module."""
_GONE = (404, 410)
_HOPS = 10


def build(connection: Connection, known_at: datetime, reader: str) -> Snapshot:
    """Everything known up to `known_at`, that instant included."""
    histories, starts = _histories(connection, known_at, reader)
    moved = _moved(histories, starts)
    listed = _listed(connection, known_at, moved)
    return Snapshot(
        known_at=known_at,
        simulated=_is_simulated(connection, known_at),
        pages=with_standing(connection, Asked(known_at, reader), _pages(connection, histories, moved, reader), listed),
        listed=listed,
        looks=_looks(connection, known_at),
        sites=_sites(connection, known_at),
        failures=_failures(connection, known_at, histories),
    )


@dataclass
class _History:
    """The captures of one address, folded in their order."""

    last: CaptureRow
    good: CaptureRow = None
    first_good_at: datetime | None = None
    withdrawn_on: datetime | None = None


def _histories(connection: Connection, known_at: datetime, reader: str) -> tuple[dict[str, _History], frozenset[str]]:
    """By address what it answered; and the addresses of start pages. A page that refuses to show itself is no answer of the address."""
    c, refused = t.capture.c, _refused(connection, reader)
    query = select(c.id, c.run, c.seq, c.at, c.url, c.address, c.site, c.status, c.sha256, c.location, c.file, c.offset, c.held_file, c.held_offset, c.role)
    query = query.where(c.at <= known_at, c.role.not_in(NO_PAGES)).order_by(c.id)
    histories: dict[str, _History] = {}
    starts: set[str] = set()
    for row in connection.execute(query.execution_options(yield_per=5000)):
        if row.role == "start":
            starts.add(row.address)
        if row.sha256 in refused:
            continue
        history = histories.get(row.address)
        if history is None:
            history = histories[row.address] = _History(row)
        _fold(history, row)
    return histories, frozenset(starts)


def _refused(connection: Connection, reader: str) -> frozenset[str]:
    """Payloads in which a site says that it does not show the page (a firewall, a login, an error); an empty shell is a page of its own."""
    c = t.reading.c
    return frozenset(connection.execute(select(c.sha256).where(c.reader == reader, c.refusal.not_in(("", "shell")))).scalars())


def _archived(row: CaptureRow) -> Archived:
    """Where the payload lies: of a revisit, in the record that it points at."""
    return Archived(row.held_file, row.held_offset) if row.held_file else Archived(row.file, row.offset)


def _fold(history: _History, row: CaptureRow) -> None:
    history.last = row
    if row.status == 200 or (row.status == 304 and row.held_file):  # a 304 that nobody asked for holds nothing
        history.good = row
        history.first_good_at = history.first_good_at or row.at
        history.withdrawn_on = None
    elif row.status in _GONE and history.good is not None:
        history.withdrawn_on = history.withdrawn_on or row.at


def _moved(histories: Mapping[str, _History], starts: frozenset[str]) -> dict[str, str]:
    """Addresses whose last answer sends on to another, with where the chain ends (in a good answer). What sends on to a home page has
    not moved there: it is gone, or refused."""
    moved = {}
    for address in histories:
        target = address
        for _ in range(_HOPS):
            history = histories.get(target)
            if history is None or not history.last.location or canonical_address(history.last.location) == target:
                break
            target = canonical_address(history.last.location)
        if target != address and target not in starts and (found := histories.get(target)) and found.good is not None:
            moved[address] = target
    return moved


def _pages(connection: Connection, histories: Mapping[str, _History], moved: Mapping[str, str], reader: str) -> tuple[SeenPage, ...]:
    c = t.reading.c
    wanted = {h.good.sha256 for h in histories.values() if h.good is not None}
    read: dict[str, tuple[str, Page]] = {}
    query = select(c.sha256, c.content_sha256, c.page).where(c.reader == reader)
    for row in connection.execute(query.execution_options(yield_per=2000)):
        if row.sha256 in wanted:
            read[row.sha256] = (row.content_sha256, page_from_json(row.page))
    return tuple(_seen_page(address, histories[address], read, moved) for address in sorted(histories) if histories[address].good is not None)


def _seen_page(address: str, history: _History, read: Mapping[str, tuple[str, Page]], moved: Mapping[str, str]) -> SeenPage:
    row, first_seen = history.good, history.first_good_at
    assert first_seen is not None, "only addresses with a good answer come here"
    content_sha256, page = read.get(row.sha256) or (UNREAD.content_sha256, UNREAD)
    return SeenPage(
        url=row.url, address=address, site=row.site, sha256=row.sha256, content_sha256=content_sha256,
        fetched_at=row.at, first_seen=first_seen, withdrawn_on=history.withdrawn_on,
        archive=_archived(row), page=_located(page, row.url, moved),
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
    listed = []
    for row in connection.execute(query.execution_options(yield_per=5000)):
        is_gone = row.gone_on is not None and row.gone_on <= known_at
        until = row.gone_look if is_gone else None
        seen = last_complete((row.site, row.column), row.first_look, until) or row.first_seen
        entry = Listed(
            site=row.site, column=row.column, address=moved.get(row.address, row.address), url=row.url,
            title=row.title, date=row.date, pinned=row.pinned, first_seen=row.first_seen,
            last_seen=max(seen, row.first_seen), gone_on=row.gone_on if is_gone else None,
            marks=tuple(row.marks.split("\n")) if row.marks else (),
        )  # fmt: skip
        listed.append(entry)
    return tuple(sorted(listed, key=lambda e: (e.site, e.column, e.address, e.first_seen, e.title, e.gone_on is None)))


def _last_complete(connection: Connection, known_at: datetime) -> Callable[[tuple[str, str], int, int | None], datetime | None]:
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
    looks = [
        (
            row.seq,
            ColumnLook(
                run=row.run, look=row.look, at=row.at, site=row.site, column=row.column, name=row.name, url=row.url,
                complete=row.complete, reached=row.reached, to_end=row.to_end, covered_since=row.covered_since,
                pages=row.pages, entries=row.entries, oldest=row.oldest, reason=row.reason, total=row.total,
                skipped=tuple(sorted(json.loads(row.skipped).items())),
            ),
        )
        for row in connection.execute(select(t.column_look).where(t.column_look.c.at <= known_at))
    ]  # fmt: skip
    looks.sort(key=lambda pair: (pair[1].at, pair[1].run, pair[1].look, pair[1].site, pair[1].column, pair[0]))
    return tuple(look for _, look in looks)


def _sites(connection: Connection, known_at: datetime) -> tuple[SiteLook, ...]:
    looks = [
        (row.seq, SiteLook(row.run, row.at, row.site, row.reached, row.names_unit, row.reason, row.detail, row.standing, row.nights_left))
        for row in connection.execute(select(t.site_look).where(t.site_look.c.at <= known_at))
    ]
    looks.sort(key=lambda pair: (pair[1].at, pair[1].run, pair[1].site, pair[0]))
    return tuple(look for _, look in looks)


def _failures(connection: Connection, known_at: datetime, histories: Mapping[str, _History]) -> tuple[Failure, ...]:
    """Per address the last failure, where nothing definite was answered after it."""
    c = t.failure.c
    last = {row.address: row for row in connection.execute(select(t.failure).where(c.at <= known_at).order_by(c.id))}
    return tuple(
        Failure(row.run, row.at, row.url, row.address, row.reason, row.detail)
        for address, row in sorted(last.items())
        if not _is_answered_after(histories.get(address), row)
    )


def _is_answered_after(history: _History | None, failure: CaptureRow) -> bool:
    if history is None or history.last.status >= 500:
        return False
    answer = history.last
    return bool((answer.at, answer.run, answer.seq) > (failure.at, failure.run, failure.seq))


def _is_simulated(connection: Connection, known_at: datetime) -> bool:
    c = t.run.c
    return connection.execute(select(c.id).where(c.simulated, c.started_at <= known_at).limit(1)).first() is not None
