"""What the store knows of single answers: which records stand for a page, for a column's search, and what a record was used for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, case, func, select

from crawler import tables as t
from crawler.events import NO_PAGES
from rules.units import canonical_address

_GOOD = (200, 304)
_GONE = (404, 410)
_READ_STATUS = 200
_READ = ("end", "window")
"""How a look ended that went through the list itself."""
_SHOWN = ("rendered", "state", "asset")
"""What a browser showed of a list, and what it was made from."""
_LISTS = ("list", "section", "start", *_SHOWN)
_AT_ONCE = 5000


@dataclass(frozen=True)
class KeptAnswer:
    """One capture and its record."""

    run: str
    seq: int
    at: datetime
    url: str
    role: str
    status: int
    sha256: str
    file: str
    offset: int
    length: int
    held_file: str
    held_offset: int

    @property
    def payload_place(self) -> tuple[str, int]:
        return (self.held_file, self.held_offset) if self.held_file else (self.file, self.offset)


@dataclass(frozen=True)
class Payload:
    """One record that holds a payload, and its uses. last_used: the last time an answer was it, or was said to be it still.

    is_list: it was never asked for but as a list; is_current: it is the last good answer of an address that stands.
    is_read: the reader reads it, so that nothing may drop it before its reading is kept.
    """

    file: str
    offset: int
    length: int
    sha256: str
    size: int
    url: str
    at: datetime
    last_used: datetime
    is_list: bool
    is_current: bool
    is_read: bool


class CaptureStore:
    """Answers in the database that the crawl's store opened."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_payload(self, sha256: str, file: str, offset: int) -> tuple[KeptAnswer, ...]:
        """All answers that are one record or revisits of it, in their order."""
        c = t.capture.c
        query = select(*_columns()).where(c.sha256 == sha256).order_by(c.id)
        with self._engine.connect() as connection:
            answers = [_kept(row) for row in connection.execute(query)]
        return tuple(answer for answer in answers if (file, offset) in ((answer.file, answer.offset), answer.payload_place))

    def before(self, answer: KeptAnswer) -> int:
        """Where in its file the answer before it ended: what was asked lies between."""
        c = t.capture.c
        query = select(func.max(c.offset + c.length)).where(c.run == answer.run, c.file == answer.file, c.seq < answer.seq)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def of_column(self, site: str, column: str, known_at: datetime) -> tuple[KeptAnswer, ...]:
        """The last good answer, by then, of each page of a column (named by id or name): of the looks since it was last read through."""
        found: dict[tuple[str, ...], KeptAnswer] = {}
        with self._engine.connect() as connection:
            for look in _looks(connection, site, column, known_at):
                for row in connection.execute(_pages_of(look, _start_of(connection, look))):
                    if row.status in _GOOD:
                        address = canonical_address(row.url)
                        # What was clicked through lies under one address.
                        found[(address, row.role, row.sha256) if row.role in _SHOWN else (address,)] = _kept(row)
        return tuple(found.values())

    def payloads(self) -> Iterator[Payload]:
        """Every record that holds a payload, by file and offset."""
        c = t.capture.c
        file, offset = case((c.held_file != "", c.held_file), else_=c.file), case((c.held_file != "", c.held_offset), else_=c.offset)
        query = select(t.capture, file.label("in_file"), offset.label("at_offset")).order_by(file, offset, c.id)
        with self._engine.connect() as connection:
            current = _current(connection)
            rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
            for _, uses in groupby(rows, key=lambda row: (row.in_file, row.at_offset)):
                if (payload := _payload(list(uses), current)) is not None:
                    yield payload


def _payload(uses: list[Row[Any]], current: frozenset[int]) -> Payload | None:
    """None where the record itself is in no journal any more."""
    own = next((row for row in uses if not row.held_file), None)
    if own is None:
        return None
    return Payload(
        file=own.file, offset=own.offset, length=own.length, sha256=own.sha256, size=own.size, url=own.url, at=own.at,
        last_used=max(row.at for row in uses), is_list=all(row.role in _LISTS for row in uses),
        is_current=any(row.id in current for row in uses), is_read=own.status == _READ_STATUS and own.role not in NO_PAGES,
    )  # fmt: skip


def _current(connection: Connection) -> frozenset[int]:
    """The last good answer of each address whose last answer does not say that it is gone."""
    c = t.capture.c
    last = select(func.max(c.id)).where(c.status.in_((*_GOOD, *_GONE)), c.role.not_in(("state", "asset"))).group_by(c.address)
    query = select(c.id).where(c.id.in_(last), c.status.in_(_GOOD))
    return frozenset(connection.execute(query).scalars())


def _looks(connection: Connection, site: str, column: str, known_at: datetime) -> list[Row[Any]]:
    c = t.column_look.c
    query = select(t.column_look).where(c.site == site, (c.name == column) | (c.column == column), c.at <= known_at).order_by(c.id)
    looks: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query):
        read_anew = row.complete and row.reached in _READ
        looks[row.column] = [row] if read_anew else [*looks.get(row.column, ()), row]
    return [row for rows in looks.values() for row in rows]


def _start_of(connection: Connection, look: Row[Any]) -> int:
    """A site's columns are read one after the other: where in the run the look before this one ended."""
    c = t.column_look.c
    query = select(func.max(c.seq)).where(c.run == look.run, c.site == look.site, c.seq < look.seq)
    return int(connection.execute(query).scalar() or 0)


def _pages_of(look: Row[Any], start: int) -> Any:
    """The list pages asked for in a look; its first page may have been asked for before, to see what it is."""
    c = t.capture.c
    in_look = and_(c.seq > start, c.site == look.site, c.role.in_(("list", *_SHOWN)))
    return select(*_columns()).where(c.run == look.run, c.seq < look.seq, in_look | (c.address == canonical_address(look.url))).order_by(c.id)


def _columns() -> list[Any]:
    return [t.capture.c[field.name] for field in fields(KeptAnswer)]


def _kept(row: Row[Any]) -> KeptAnswer:
    return KeptAnswer(**row._mapping)
