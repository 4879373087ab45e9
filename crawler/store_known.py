"""Reads from the database what an incremental crawl goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select

from crawler import tables as t
from crawler.fetching import TRANSIENT
from crawler.known import Known, KnownColumn, KnownEntry
from crawler.pagejson import page_from_json
from rules.units import canonical_address

_FAILED_FROM = 500
_PUBLICATIONS = ("article", "attachment", "revisit", "recheck")


def read_known(connection: Connection, reader: str) -> Known:
    c, s = t.capture.c, t.site_look.c
    answered = select(c.address).where(c.status < _FAILED_FROM, c.role != "robots").distinct()
    addresses = frozenset(connection.execute(answered).scalars())
    wanted = {*_failed(connection), *_offered_by_unfinished_runs(connection, reader)}
    return Known(
        addresses=addresses,
        pending=tuple(sorted(url for url in wanted if canonical_address(url) not in addresses)),
        columns=_columns(connection),
        searched=frozenset(connection.execute(select(s.site).where(s.reached).distinct()).scalars()),
        named=frozenset(connection.execute(select(s.site).where(s.names_unit).distinct()).scalars()),
    )


def _failed(connection: Connection) -> Iterator[str]:
    c = t.failure.c
    query = select(c.url).where(c.role.in_(_PUBLICATIONS), c.reason.in_(TRANSIENT)).distinct()
    yield from connection.execute(query).scalars()


def _offered_by_unfinished_runs(connection: Connection, reader: str) -> Iterator[str]:
    """Attachments of articles whose run ended before it may have come to them."""
    c, r = t.capture.c, t.reading.c
    unfinished = select(t.run.c.id).where(t.run.c.status != "done")
    query = select(c.url, r.page).join(t.reading, (r.sha256 == c.sha256) & (r.reader == reader))
    query = query.where(c.run.in_(unfinished), c.role.in_((*_PUBLICATIONS, "section")), c.status == 200)
    for url, page in connection.execute(query):
        yield from (attachment.href for attachment in page_from_json(page).located_at(url).attachments)


def _columns(connection: Connection) -> dict[tuple[str, str], KnownColumn]:
    complete, entries = _last_looks(connection, complete=True), _standing(connection)
    columns = {}
    for key, last in _last_looks(connection, complete=False).items():
        if last.reached == "removed":
            continue
        whole = complete.get(key)
        joined = whole.id if whole else 0
        columns[key] = KnownColumn(
            site=last.site, column=last.column, name=last.name, url=last.url, was_complete=whole is not None,
            covered_since=whole.covered_since if whole else None, to_end=bool(whole and whole.to_end),
            first_page=whole.first_page if whole else "",
            entries={r.address: KnownEntry(r.title, r.date, r.pinned, r.first_look <= joined) for r in entries[key]},
        )  # fmt: skip
    return columns


def _last_looks(connection: Connection, *, complete: bool) -> dict[tuple[str, str], Row[Any]]:
    c = t.column_look.c
    newest = select(func.max(c.id)).group_by(c.site, c.column)
    if complete:
        newest = newest.where(c.complete)
    return {(row.site, row.column): row for row in connection.execute(select(t.column_look).where(c.id.in_(newest)))}


def _standing(connection: Connection) -> dict[tuple[str, str], list[Row[Any]]]:
    c = t.listing.c
    rows: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(t.listing).where(c.gone_on.is_(None), c.valid_to.is_(None))):
        rows[row.site, row.column].append(row)
    return rows
