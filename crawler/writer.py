"""The one writer: a thread that archives each answer, notes it in the journal, then indexes it, in that order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from crawler.answer import RawAnswer
from crawler.archive import ArchiveWriter, WarcInfo
from crawler.events import Captured, ColumnRead, Event, RunEnded, SiteRead
from crawler.journal import NAME, JournalWriter
from crawler.page import Page
from crawler.store import Store
from rules.errors import GongkaiError, StoreError

_WAITING = 64
_BATCH = 200
_BATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Arrived:
    """An answer to be kept, with what the journal says of it beside the bytes. url: as it was asked for, unescaped."""

    answer: RawAnswer
    url: str
    at: datetime
    site: str | None
    role: str
    location: str


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
        self._run = info.run
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
        """Writes out all that was put and ends the thread. Raises the writer's error."""
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

    def _keep(self, arrived: Arrived) -> Captured:
        answer = arrived.answer
        kept = self._warc.append(answer, arrived.at)
        return Captured(
            at=arrived.at, url=arrived.url, site=arrived.site, role=arrived.role, status=answer.status,
            sha256=kept.sha256, size=len(answer.body), content_type=answer.header("Content-Type"),
            location=arrived.location, file=kept.file, offset=kept.offset, length=kept.length,
        )  # fmt: skip

    def _note(self, event: Event) -> None:
        if isinstance(event, ColumnRead | SiteRead | RunEnded):
            # The journal may be on the disk only after the records it speaks of.
            self._warc.sync()
        self._mark()
        self._events.append((self._journal.append(event), event))
        if isinstance(event, ColumnRead | SiteRead | RunEnded):
            self._journal.sync()

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
