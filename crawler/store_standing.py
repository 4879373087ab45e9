"""Asks the captures since when a page has stood that claims a later day: what we saw stand in time was published in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Connection, select

from crawler import tables as t
from crawler.alike import said_before
from crawler.events import NO_PAGES
from crawler.page import Page
from crawler.seen import Listed, SeenPage, Stood
from crawler.store_pages import from_columns
from rules.units import canonical_address

_BEIJING = timezone(timedelta(hours=8))
_AT_ONCE = 500
"""So many values stand in one query; databases bound them."""


@dataclass(frozen=True)
class Asked:
    """The time asked, and the version of the reader."""

    known_at: datetime
    reader: str


@dataclass(frozen=True)
class _Read:
    content_sha256: str
    page: Page


def with_standing(connection: Connection, asked: Asked, pages: tuple[SeenPage, ...], listed: Iterable[Listed]) -> tuple[SeenPage, ...]:
    """The pages, those that claim a later day than their first capture's (few do), and their attachments, with what that capture proves."""
    claimed: dict[str, date] = {}
    for entry in listed:
        if entry.date is not None:
            claimed[entry.address] = max(entry.date, claimed.get(entry.address, date.min))
    ahead = [p for p in pages if is_ahead(p, claimed.get(p.address))]
    wanted = {p.address for p in ahead} | {canonical_address(a.href) for p in ahead for a in p.page.attachments}
    stood = standing(connection, asked, (p for p in pages if p.address in wanted))
    return tuple(replace(p, stood=stood[p.address]) if p.address in stood else p for p in pages)


def standing(connection: Connection, asked: Asked, pages: Iterable[SeenPage]) -> dict[str, Stood | None]:
    """What earlier captures prove of some pages, by address."""
    found = {p.address: p for p in pages}
    captures = _captures(connection, asked, found)
    read = _readings(connection, asked, {sha256 for told in captures.values() for sha256, _ in told})
    return {address: _stood(page, captures[address], read) for address, page in found.items() if address in captures}


def is_ahead(page: SeenPage, listed: date | None) -> bool:
    """Whether a page, or the last of the days its list entries tell, claims a later day than that of its first capture."""
    days = [d for d in (page.page.published.date if page.page.published else None, listed) if d is not None]
    return any(day > page.first_seen.astimezone(_BEIJING).date() for day in days)


def _captures(connection: Connection, asked: Asked, addresses: Iterable[str]) -> Mapping[str, list[tuple[str, datetime]]]:
    """By address its good captures (payload, time) in their order, each payload at its first."""
    c = t.capture.c
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    is_good = (c.status == 200) | ((c.status == 304) & (c.held_file != ""))
    for some in _parts(addresses):
        query = select(c.address, c.sha256, c.at).where(c.address.in_(some), c.at <= asked.known_at, c.role.not_in(NO_PAGES), is_good)
        for row in connection.execute(query.order_by(c.id)):
            found[row.address].setdefault(row.sha256, row.at)
    return {address: list(told.items()) for address, told in found.items()}


def _readings(connection: Connection, asked: Asked, payloads: Iterable[str]) -> Mapping[str, _Read]:
    """What the payloads say; not of those that refuse to show the page."""
    return {sha256: read for some in _parts(payloads) for sha256, read in _read(connection, asked, some)}


def _parts(values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    ordered = tuple(sorted(values))
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _read(connection: Connection, asked: Asked, payloads: tuple[str, ...]) -> Iterator[tuple[str, _Read]]:
    c = t.reading.c
    query = select(c.sha256, c.content_sha256, c.page, c.content).where(c.sha256.in_(payloads), c.reader == asked.reader, c.refusal.in_(("", "shell")))
    for row in connection.execute(query):
        yield row.sha256, _Read(row.content_sha256, from_columns(row.page, row.content))


def _stood(page: SeenPage, captures: list[tuple[str, datetime]], read: Mapping[str, _Read]) -> Stood | None:
    """None where no capture said the same as the page now, or may have."""
    now = read.get(page.sha256)
    if now is None:
        return None
    said = [(_said(now, then), at) for sha256, at in captures if (then := read.get(sha256)) is not None]
    since, perhaps = (next((at for likeness, at in said if likeness == wanted), None) for wanted in ("same", "perhaps"))
    return Stood(since, perhaps) if since or perhaps else None


def _said(now: _Read, then: _Read) -> str:
    return "same" if now.content_sha256 == then.content_sha256 else said_before(now.page, then.page)
