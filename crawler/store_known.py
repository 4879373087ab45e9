"""Reads from the database what an incremental crawl goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from crawler import tables as t
from crawler.events import NO_PAGES
from crawler.fetching import TRANSIENT
from crawler.health import SHRUNK
from crawler.known import Addresses, Known, KnownColumn, KnownEntry
from crawler.ledger import DOUBTED
from crawler.pagejson import page_from_json
from crawler.visits import night_of
from rules.units import canonical_address

_FAILED_FROM = 500
_REFUSED_FROM = 400
_PASSING = (408, 412, 425, 429)
"""Answers that say nothing of the address: a time-out, a challenge, too early, too many requests."""
_PUBLICATIONS = ("article", "attachment", "revisit", "recheck")
_OWED = (*sorted(TRANSIENT), "waf", "budget")
"""What an earlier run meant to have and may have yet: a failure that may pass, a firewall's challenge, a budget used up."""
_RUNS_OF_A_MEAN = 10
_HABITS, _RUNS_OF_A_HABIT = ("http_5xx", "truncated"), 3
"""What is said at once, and said again each night, is worth no more than the second pass."""
_AT_ONCE = 5000


def read_known(connection: Connection, reader: str) -> Known:
    """All but the entries of columns; `entries_of` is the store's to give."""
    s = t.site_look.c
    last = _last_runs(connection)
    owed = dict(_failed(connection))
    addresses = Addresses(address for address in _answered(connection) if address not in owed)
    wanted = {*owed.values(), *_offered_by_unfinished_runs(connection, reader)}
    return Known(
        addresses=addresses,
        listed=Addresses(_stream(connection, select(t.listing.c.address).where(*_stands()).distinct())),
        pending=tuple(sorted(url for url in wanted if canonical_address(url) not in addresses)),
        heads=_heads(connection),
        searched=frozenset(connection.execute(select(s.site).where(s.reached).distinct()).scalars()),
        named=frozenset(connection.execute(select(s.site).where(s.names_unit).distinct()).scalars()),
        sound=frozenset(row.site for row in _last_site_looks(connection) if row.reached and not row.reason),
        starts=_starts(connection),
        stubborn=_stubborn(connection),
        sizes={site: tuple(look.standing for look in looks) for site, looks in last.items()},
        doubted={site: _doubted(looks) for site, looks in last.items()},
    )


def read_entries(connection: Connection, head: KnownColumn) -> dict[str, KnownEntry]:
    """What stands in a column now, by address."""
    c = t.listing.c
    query = select(c.address, c.title, c.date, c.pinned, c.first_look).where(c.site == head.site, c.column == head.column, *_stands())
    return {r.address: KnownEntry(r.title, r.date, r.pinned, r.first_look <= head.whole_look) for r in connection.execute(query)}


def _stream(connection: Connection, query: Any) -> Iterator[str]:
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE)).scalars()


def _answered(connection: Connection) -> Iterator[str]:
    c = t.capture.c
    # A run that only looked for columns settles nothing: what it saw, the next crawl is to find.
    of_crawls = c.run.not_in(select(t.run.c.id).where(t.run.c.mode == "discover"))
    # Nor does a page that refuses to show itself, whatever its status.
    refused = select(t.reading.c.sha256).where(t.reading.c.refusal.not_in(("", "shell")))
    definite = (c.status < _FAILED_FROM, c.status.not_in(_PASSING), c.role.not_in(NO_PAGES), c.sha256.not_in(refused), of_crawls, _is_searched())
    return _stream(connection, select(c.address).where(*definite).distinct())


def _is_searched() -> ColumnElement[bool]:
    """A page that may be a column, or lead to one, is no business of the past where its run was cut off before the site was told of:
    nobody may have read it."""
    c, s = t.capture.c, t.site_look.c
    unfinished = select(t.run.c.id).where(t.run.c.status != "done")
    told_later = select(s.id).where(s.run == c.run, s.site == c.site, s.seq > c.seq).exists()
    return or_(c.role != "section", c.run.not_in(unfinished), told_later)


def _failed(connection: Connection) -> Iterator[tuple[str, str]]:
    """Publications (address, url) whose last try failed in a way that may pass, or was not made for want of budget."""
    f, c = t.failure.c, t.capture.c
    newest = select(func.max(f.id)).where(f.role.in_(_PUBLICATIONS)).group_by(f.address)
    passing = (f.id.in_(newest), f.reason.in_(_OWED))
    last = {row.address: row for row in connection.execute(select(f.address, f.url, f.at, f.run, f.seq).where(*passing).order_by(f.id))}
    settled: set[str] = set()
    query = select(c.address, c.at, c.run, c.seq).where(c.address.in_(select(f.address).where(*passing)))
    for row in connection.execute(query.where(c.status < _FAILED_FROM, c.status.not_in(_PASSING), c.role.not_in(NO_PAGES))):
        failed = last.get(row.address)
        if failed is not None and (row.at, row.run, row.seq) > (failed.at, failed.run, failed.seq):
            settled.add(row.address)
    yield from ((address, row.url) for address, row in last.items() if address not in settled)


def _offered_by_unfinished_runs(connection: Connection, reader: str) -> Iterator[str]:
    """Attachments of articles whose run ended before it may have come to them."""
    c, r = t.capture.c, t.reading.c
    unfinished = select(t.run.c.id).where(t.run.c.status != "done")
    query = select(c.url, r.page).join(t.reading, (r.sha256 == c.sha256) & (r.reader == reader))
    query = query.where(c.run.in_(unfinished), c.role.in_((*_PUBLICATIONS, "section")), c.status == 200)
    for url, page in connection.execute(query.execution_options(yield_per=500)):
        yield from (attachment.href for attachment in page_from_json(page).located_at(url).attachments)


def _heads(connection: Connection) -> dict[tuple[str, str], KnownColumn]:
    c = t.column_look.c
    whole = _last_looks(connection, c.complete)
    # A first look or a whole one that failed beyond the window went as far as it could.
    through = _last_looks(connection, (c.reached == "end") | ((c.reached == "window") & (c.look == 1)))
    standing = _standing(connection)
    heads = {}
    for key, last in _last_looks(connection).items():
        if last.reached != "removed":
            heads[key] = _head(last, whole.get(key), through.get(key), standing.get(key, 0))
    return heads


def _head(last: Row[Any], whole: Row[Any] | None, through: Row[Any] | None, standing: int) -> KnownColumn:
    return KnownColumn(
        site=last.site, column=last.column, name=last.name, url=last.url, was_complete=whole is not None,
        covered_since=whole.covered_since if whole else None, to_end=bool(whole and whole.to_end), first_page=whole.first_page if whole else "",
        standing=standing, read_through=night_of(through.at) if through else None, is_doubted=last.reason.startswith(DOUBTED),
        total=whole.total if whole else None, page_count=whole.page_count if whole else None, whole_look=whole.id if whole else 0,
    )  # fmt: skip


def _last_looks(connection: Connection, *only: ColumnElement[bool]) -> dict[tuple[str, str], Row[Any]]:
    c = t.column_look.c
    newest = select(func.max(c.id)).where(*only).group_by(c.site, c.column)
    return {(row.site, row.column): row for row in connection.execute(select(t.column_look).where(c.id.in_(newest)))}


def _standing(connection: Connection) -> Mapping[tuple[str, str], int]:
    c = t.listing.c
    query = select(c.site, c.column, func.count().label("n")).where(*_stands()).group_by(c.site, c.column)
    return {(row.site, row.column): row.n for row in connection.execute(query)}


def _last_site_looks(connection: Connection) -> list[Row[Any]]:
    s = t.site_look.c
    newest = select(func.max(s.id)).group_by(s.site)
    return list(connection.execute(select(s.site, s.reached, s.reason).where(s.id.in_(newest))))


def _starts(connection: Connection) -> dict[str, date]:
    """When start pages answered last, in runs that came to say what the sites as a whole looked like."""
    c = t.capture.c
    query = select(c.address, func.max(c.at).label("at")).where(c.role == "start", c.status < _REFUSED_FROM, c.run.in_(select(t.site_look.c.run)))
    return {row.address: night_of(row.at) for row in connection.execute(query.group_by(c.address))}


def _stubborn(connection: Connection) -> frozenset[str]:
    f, s = t.failure.c, t.site_look.c
    runs = list(connection.execute(select(s.run).group_by(s.run).order_by(func.max(s.id).desc()).limit(_RUNS_OF_A_HABIT)).scalars())
    if len(runs) < _RUNS_OF_A_HABIT:
        return frozenset()
    query = select(f.address).where(f.run.in_(runs), f.reason.in_(_HABITS)).group_by(f.address, f.reason)
    return frozenset(connection.execute(query.having(func.count(f.run.distinct()) == len(runs))).scalars())


def _stands() -> tuple[ColumnElement[bool], ...]:
    return (t.listing.c.gone_on.is_(None), t.listing.c.valid_to.is_(None))


def _last_runs(connection: Connection) -> dict[str, list[Row[Any]]]:
    """Per site the looks of its last runs that reached it, one a run, the newest last."""
    s = t.site_look.c
    told: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in connection.execute(select(t.site_look).where(s.standing.is_not(None)).order_by(s.id)):
        told[row.site][row.run] = row
    return {site: list(runs.values())[-_RUNS_OF_A_MEAN:] for site, runs in told.items()}


def _doubted(looks: list[Row[Any]]) -> int:
    """How many of the last looks, one after the other, were not believed."""
    return next((n for n, look in enumerate(reversed(looks)) if look.reason != SHRUNK), len(looks))
