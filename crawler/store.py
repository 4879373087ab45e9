"""The store: opens the database and answers what judging, crawling and people ask of it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, func, insert, select

from crawler import store_answers, store_pages
from crawler import tables as t
from crawler.db import open_engine, reading_one_state, told_in_chinese, writing
from crawler.events import NO_PAGES, Event
from crawler.extract import READER
from crawler.fetching import LastAnswer
from crawler.indexer import Indexer
from crawler.known import Known, KnownColumn, KnownEntry
from crawler.page import Page
from crawler.seen import Snapshot
from crawler.store_histories import Past
from crawler.store_known import read_entries, read_known
from crawler.store_past import UNREAD_BEFORE, StoredPast, is_unread
from crawler.store_runs import ToldOfRun, told_of
from crawler.store_snapshot import build
from crawler.visits import Held

_AT_ONCE = 500


@dataclass(frozen=True)
class StoredReading:
    """One payload as this version of the reader read it; the page is whole and its addresses as written."""

    id: int
    sha256: str
    content_sha256: str
    page: Page


@dataclass(frozen=True)
class StoredRun:
    """One run of the crawl. status: running | done | interrupted | failed | killed."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    simulated: bool
    mode: str
    fast: bool
    program: str
    reader: str
    units_sha256: str
    counts: tuple[tuple[str, int], ...]
    last_seq: int


@dataclass(frozen=True)
class Unread:
    """A good answer this version of the reader has not read yet. id: its capture's."""

    id: int
    sha256: str
    url: str
    content_type: str
    file: str
    offset: int


class Store:
    """The database behind one URL, its schema up to date. Every method may raise StoreError."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_told: object) -> None:
        self.close()

    def snapshot(self, known_at: datetime | None = None) -> Snapshot:
        """What was known at an instant (that instant included); None: all that is stored.

        Equal whatever order the runs were indexed in, and after a rebuild.
        """
        with self._reading() as connection:
            return build(connection, _moment(connection, known_at), READER)

    @contextmanager
    def past(self, known_at: datetime | None = None) -> Iterator[StoredPast]:
        """What `snapshot` would hold, asked for piece by piece; what is written meanwhile is not seen."""
        with told_in_chinese(self.url), reading_one_state(self.engine) as connection:
            yield StoredPast(Past(connection, _moment(connection, known_at), READER))

    def note_read(self) -> None:
        """Notes up to which capture all answers were read by this version of the reader: nobody need look through them again."""
        c, what = t.capture.c, UNREAD_BEFORE.format(READER)
        with told_in_chinese(self.url), writing(self.engine) as connection:
            before = connection.execute(select(t.mark.c.last_id).where(t.mark.c.what == what)).scalar() or 0
            unread = connection.execute(select(func.min(c.id)).where(c.id > before, *is_unread(READER))).scalar()
            last = unread - 1 if unread is not None else connection.execute(select(func.max(c.id))).scalar() or 0
            connection.execute(delete(t.mark).where(t.mark.c.what == what))
            connection.execute(insert(t.mark), {"what": what, "last_id": last})

    def last_capture_at(self) -> datetime | None:
        """The time of the last thing stored of any site: an answer, a failure, or the look that ends with one."""
        with self._reading() as connection:
            return _last_event_at(connection)

    def readings_after(self, reading_id: int, limit: int = 500) -> list[StoredReading]:
        """The next readings of this reader version by rising id: call again with the last one's id."""
        c = t.reading.c
        query = select(t.reading).where(c.id > reading_id, c.reader == READER).order_by(c.id).limit(limit)
        with self._reading() as connection:
            return [StoredReading(r.id, r.sha256, r.content_sha256, store_pages.from_columns(r.page, r.content)) for r in connection.execute(query)]

    def pages_of_readings(self, ids: Sequence[int]) -> dict[int, Page]:
        """Whole pages by the ids of their readings, their addresses as written."""
        c = t.reading.c
        found: dict[int, Page] = {}
        with self._reading() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                rows = connection.execute(select(c.id, c.page, c.content).where(c.id.in_(ids[start : start + _AT_ONCE])))
                found |= {row.id: store_pages.from_columns(row.page, row.content) for row in rows}
        return found

    def known(self) -> Known:
        """What an incremental crawl goes by."""
        with self._reading() as connection:
            return replace(read_known(connection, READER), entries_of=self._entries_of)

    def last_answer(self, address: str) -> LastAnswer | None:
        """What a request for a canonical address can be conditional on."""
        with self._reading() as connection:
            return store_answers.last_answer(connection, address)

    def page_of(self, sha256: str) -> Page | None:
        """A payload as this version of the reader read it, its addresses as written; None where it has not."""
        c = t.reading.c
        with self._reading() as connection:
            row = connection.execute(select(c.page, c.content).where(c.sha256 == sha256, c.reader == READER)).first()
        return store_pages.from_columns(row.page, row.content) if row else None

    def held_page(self, address: str) -> Page | None:
        """The page that a canonical address last showed, located there; None where its last answer was none, or is not read."""
        last = self.last_answer(address)
        page = self.page_of(last.sha256) if last is not None else None
        return page.located_at(last.url) if last is not None and page is not None else None

    def due(self, night: date, resting: Container[str]) -> Iterator[Held]:
        """What is to be looked at again on a night; `resting`: addresses verdicts rest on."""
        with self._reading() as connection:
            yield from store_answers.due(connection, READER, night, resting)

    def told_of(self, run: str) -> ToldOfRun:
        """What one run says of its sites and columns."""
        with self._reading() as connection:
            return told_of(connection, run)

    def runs(self) -> tuple[StoredRun, ...]:
        """All runs in their order."""
        with self._reading() as connection:
            rows = connection.execute(select(t.run)).mappings().all()
        counts = [tuple(json.loads(row["counts"]).items()) for row in rows]
        runs = [StoredRun(**{**row, "counts": told}) for row, told in zip(rows, counts, strict=True)]
        return tuple(sorted(runs, key=lambda run: (run.started_at, run.id)))

    def apply(self, run: str, events: Iterable[tuple[int, Event]], readings: Iterable[tuple[str, Page]] = ()) -> None:
        """Indexes events of one run and readings of payloads (by sha256), all in one transaction."""
        with told_in_chinese(self.url), writing(self.engine) as connection:
            Indexer(connection, run).apply_all(events)
            _add_readings(connection, dict(readings))

    def unread(self, after: int = 0, limit: int | None = None) -> list[Unread]:
        """Payloads without a reading of this version, each once, in the order they were first seen; the next ones behind a capture's id."""
        c, r = t.capture.c, t.reading.c
        is_read = select(r.id).where(r.sha256 == c.sha256, r.reader == READER).exists()
        query = select(c.id, c.sha256, c.url, c.content_type, c.file, c.offset).order_by(c.id).limit(limit)
        query = query.where(c.id > after, c.status == 200, c.held_file == "", c.role.not_in(NO_PAGES), ~is_read)
        found: dict[str, Unread] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.sha256, Unread(*row))
        return list(found.values())

    def forget_archive(self) -> None:
        """Empties everything that comes from the archive (and rests on its readings); verdicts stay."""
        with told_in_chinese(self.url), writing(self.engine) as connection:
            for table in (*t.FROM_ARCHIVE, *t.FROM_READINGS):
                connection.execute(delete(table))

    def _entries_of(self, head: KnownColumn) -> Mapping[str, KnownEntry]:
        with self._reading() as connection:
            return read_entries(connection, head)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_in_chinese(self.url), self.engine.connect() as connection, connection.begin():
            yield connection


def _moment(connection: Connection, known_at: datetime | None) -> datetime:
    moment = known_at or _last_event_at(connection) or datetime.min.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _last_event_at(connection: Connection) -> datetime | None:
    tables = (t.capture, t.failure, t.column_look, t.site_look)
    times = [connection.execute(select(func.max(table.c.at))).scalar() for table in tables]
    return max((at for at in times if at is not None), default=None)


def _add_readings(connection: Connection, readings: Mapping[str, Page]) -> None:
    """Keeps the first reading of each payload."""
    c = t.reading.c
    kept = set(connection.execute(select(c.sha256).where(c.sha256.in_(readings), c.reader == READER)).scalars()) if readings else set()
    rows = [_row(sha256, page) for sha256, page in readings.items() if sha256 not in kept]
    if rows:
        connection.execute(insert(t.reading), rows)


def _row(sha256: str, page: Page) -> dict[str, str]:
    lean, content = store_pages.to_columns(page)
    return {"sha256": sha256, "reader": READER, "content_sha256": page.content_sha256, "page": lean, "content": content, "refusal": page.refusal}
