"""The one writer: a thread that archives each answer, notes it in the journal, then indexes it, in that order."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from time import monotonic

from crawler.answer import RawAnswer
from crawler.archive import ArchiveWriter, Earlier, Exchange, WarcInfo
from crawler.events import Captured, ColumnRead, Event, RunEnded, SiteRead
from crawler.fetching import LastAnswer
from crawler.journal import NAME, JournalWriter
from crawler.manifest import seal
from crawler.page import Page
from crawler.store import Store
from rules.errors import GongkaiError, StoreError

_WAITING = 64
_BATCH = 200
_BATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Arrived:
    """An answer to be kept, with what the journal says of it beside the bytes. url: as it was asked for, unescaped.

    last: the last good answer of the address, where it is known: one that brought nothing new is kept as a revisit of it.
    request_headers, method, sent: what was asked, as it was sent. renderer: it is no answer, but what this browser showed of the address.
    """

    answer: RawAnswer
    url: str
    at: datetime
    site: str | None
    role: str
    location: str
    last: LastAnswer | None = None
    request_headers: tuple[tuple[bytes, bytes], ...] = ()
    renderer: str = ""
    method: str = "GET"
    sent: bytes = b""


@dataclass(frozen=True)
class Read:
    """A payload's page; readings are no truth of their own, so the journal does not have them."""

    sha256: str
    page: Page


@dataclass(frozen=True)
class _Barrier:
    reached: threading.Event


Message = Arrived | Read | Event | _Barrier


class Writer:
    """Takes messages from any thread. After a fault `error` is set, `on_error` was called, and messages are dropped."""

    def __init__(self, archive: Path, info: WarcInfo, store: Store, on_error: Callable[[], None]) -> None:
        self.error: GongkaiError | None = None
        self._archive = archive
        self._run = info.run
        self._has_ended = False
        self._store = store
        self._on_error = on_error
        self._warc = ArchiveWriter(archive, info)
        self._journal = JournalWriter(archive / info.run / NAME)
        self._queue: queue.Queue[Message | None] = queue.Queue(_WAITING)
        self._events: list[tuple[int, Event]] = []
        self._readings: list[tuple[str, Page]] = []
        self._since = 0.0
        self._thread = threading.Thread(target=self._work, name="gongkai-writer")
        self._thread.start()

    def put(self, message: Message) -> None:
        """Waits where the queue is full."""
        self._queue.put(message)

    def put_nowait(self, message: Message) -> bool:
        """False where the queue is full."""
        try:
            self._queue.put_nowait(message)
        except queue.Full:
            return False
        return True

    def drain(self) -> None:
        """Returns when all that was put before is archived and in the database. Raises the writer's error."""
        barrier = _Barrier(threading.Event())
        self._queue.put(barrier)
        barrier.reached.wait()
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        """Writes out all that was put, seals a run that has ended, and ends the thread. Raises the writer's error."""
        self._queue.put(None)
        self._thread.join()
        self._warc.close()
        self._journal.close()
        if self.error is not None:
            raise self.error

    def _work(self) -> None:
        while True:
            message = self._next()
            if self.error is None:
                self._try(message)
            if isinstance(message, _Barrier):
                message.reached.set()
            if message is None:
                return

    def _next(self) -> Message | None:
        """The next message; what is waiting for the database goes there after half a second at the latest."""
        while True:
            if not (self._events or self._readings):
                return self._queue.get()
            try:
                return self._queue.get(timeout=max(0.0, self._since + _BATCH_SECONDS - monotonic()))
            except queue.Empty:
                self._try(_Barrier(threading.Event()))

    def _try(self, message: Message | None) -> None:
        try:
            self._handle(message)
        except GongkaiError as error:
            self._fail(error)
        except OSError as error:
            self._fail(StoreError(f"写不进档案（{error.strerror or error}）：请检查磁盘空间和权限；已写下的内容都在，下次运行接着做"))
        except Exception as error:  # whatever it is, the fetching thread must learn of it and stop
            self._fail(GongkaiError(f"写入线程出错：{type(error).__name__}: {error}"))

    def _fail(self, error: GongkaiError) -> None:
        if self.error is None:
            self.error = error
            self._events, self._readings = [], []
            self._on_error()

    def _handle(self, message: Message | None) -> None:
        if isinstance(message, Arrived):
            self._note(self._keep(message))
        elif isinstance(message, Read):
            self._mark()
            self._readings.append((message.sha256, message.page))
        elif message is not None and not isinstance(message, _Barrier):
            self._note(message)
        if message is None or isinstance(message, _Barrier) or self._is_due():
            self._commit()
        if message is None and self._has_ended:
            self._seal()

    def _keep(self, arrived: Arrived) -> Captured:
        answer, earlier = arrived.answer, _seen_before(arrived)
        referred = Earlier(earlier.sha256, earlier.url, earlier.at) if earlier else None
        kept = self._warc.add(Exchange(answer, arrived.at, arrived.request_headers, referred, arrived.renderer, arrived.method, arrived.sent))
        return Captured(
            at=arrived.at, url=arrived.url, site=arrived.site, role=arrived.role, status=answer.status, sha256=kept.sha256,
            size=earlier.size if earlier else len(answer.body),
            content_type=earlier.content_type if earlier else answer.header("Content-Type"),
            location=arrived.location, file=kept.file, offset=kept.offset, length=kept.length,
            etag=answer.header("ETag") or (earlier.etag if earlier else ""),
            last_modified=answer.header("Last-Modified") or (earlier.last_modified if earlier else ""),
            held_file=earlier.file if earlier else "", held_offset=earlier.offset if earlier else 0,
        )  # fmt: skip

    def _note(self, event: Event) -> None:
        if isinstance(event, ColumnRead | SiteRead | RunEnded):
            # The journal may be on the disk only after the records it speaks of.
            self._warc.sync()
        self._mark()
        self._events.append((self._journal.append(event), event))
        if isinstance(event, ColumnRead | SiteRead | RunEnded):
            self._journal.sync()
        self._has_ended = isinstance(event, RunEnded)

    def _seal(self) -> None:
        self._warc.close()
        self._journal.close()
        seal(self._archive, self._run)

    def _mark(self) -> None:
        if not (self._events or self._readings):
            self._since = monotonic()

    def _is_due(self) -> bool:
        return len(self._events) + len(self._readings) >= _BATCH or monotonic() - self._since >= _BATCH_SECONDS

    def _commit(self) -> None:
        if self._events or self._readings:
            events, readings = self._events, self._readings
            self._events, self._readings = [], []
            self._store.apply(self._run, events, readings)


def _seen_before(arrived: Arrived) -> LastAnswer | None:
    """The answer of last time, where this one brought nothing new: the server says so, or sent the same bytes."""
    answer, last = arrived.answer, arrived.last
    if last is None or (answer.status == HTTPStatus.NOT_MODIFIED and not answer.body):
        return last
    is_same = answer.status == HTTPStatus.OK and len(answer.body) == last.size > 0
    return last if is_same and hashlib.sha256(answer.body).hexdigest() == last.sha256 else None
