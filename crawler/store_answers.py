"""What the store holds of single addresses: the answer a request can be conditional on, and what is due to be looked at again."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select

from crawler import tables as t
from crawler.events import ASIDE
from crawler.fetching import LastAnswer
from crawler.visits import UNDATED_AGE, Held, night_of

_GOOD = (200, 304)
_GONE = (404, 410)
_NOT_REVISITED = (*ASIDE, "start", "list")
"""Roles of what every night asks for anyway."""
_AT_ONCE = 5000


def last_answer(connection: Connection, address: str) -> LastAnswer | None:
    """The last answer of an address, where it was good and nothing was told against it afterwards."""
    c, f = t.capture.c, t.failure.c
    row = connection.execute(select(t.capture).where(c.address == address, c.role.not_in(ASIDE)).order_by(c.id.desc()).limit(1)).first()
    if row is None or row.status not in _GOOD:
        return None
    if connection.execute(select(f.id).where(f.run == row.run, f.address == address, f.seq > row.seq).limit(1)).first() is not None:
        return None  # such as a page that turned out to be a firewall's
    payload = _payload(connection, row)
    return LastAnswer(
        sha256=row.sha256, size=row.size, content_type=payload.content_type, etag=row.etag or payload.etag,
        last_modified=row.last_modified or payload.last_modified, file=row.held_file or row.file,
        offset=row.held_offset if row.held_file else row.offset, url=payload.url, at=payload.at,
    )  # fmt: skip


def _payload(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The capture that holds the payload: a 304 need not repeat its headers."""
    if not row.held_file:
        return row
    c = t.capture.c
    query = select(t.capture).where(c.sha256 == row.sha256, c.file == row.held_file, c.offset == row.held_offset).limit(1)
    return connection.execute(query).first() or row


def due(connection: Connection, reader: str, night: date, resting: Container[str]) -> Iterator[Held]:
    """What is to be looked at again tonight: pages and files that stood when last asked, or were gone but are still listed."""
    for address, rows in groupby(connection.execute(_captures(reader).execution_options(yield_per=_AT_ONCE)), key=lambda row: row.address):
        found = _held(list(rows), address in resting)
        if found is not None and found.due <= night:
            yield found


def _captures(reader: str) -> Select[Any]:
    """The definite answers of all addresses but lists, by address in their order, with what they said and under which day lists show them."""
    c, r, e = t.capture.c, t.reading.c, t.listing.c
    places = func.sum(case((e.gone_on.is_(None), 1), else_=0)).label("places")
    shown = select(e.address, func.max(e.date).label("day"), func.max(e.gone_on).label("gone"), places).where(e.valid_to.is_(None))
    listed = shown.group_by(e.address).subquery()
    source = t.capture.outerjoin(t.reading, (r.sha256 == c.sha256) & (r.reader == reader)).outerjoin(listed, listed.c.address == c.address)
    query = select(c.address, c.url, c.at, c.status, r.content_sha256, listed.c.day, listed.c.gone, listed.c.places).select_from(source)
    return query.where(c.role.not_in(_NOT_REVISITED), c.status.in_((*_GOOD, *_GONE)), c.site.is_not(None)).order_by(c.address, c.id)


def _held(rows: list[Row[Any]], is_resting: bool) -> Held | None:
    """One address by its answers in their order."""
    last = rows[-1]
    if last.status in _GONE and not last.places:
        return None
    said = [row.content_sha256 if row.status in _GOOD else None for row in rows]
    same = next((n for n, told in enumerate(reversed(said)) if told != said[-1]), len(said))
    since = night_of(rows[len(rows) - same].at)
    if same == len(said):  # it never changed: as old as it says it is
        since = min(last.day or since - UNDATED_AGE, since)
    if last.gone is not None and not last.places:  # that its lists dropped it is a change, too
        since = max(since, night_of(last.gone))
    return Held(last.url, night_of(last.at), since, is_resting)
