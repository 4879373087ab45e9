"""Brings the database up to what the archive says: after a crash, or from nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crawler.archive import read_record
from crawler.events import Event, RunEnded
from crawler.journal import NAME, JournalWriter, Repair, repair, runs_in
from crawler.page import Page
from crawler.reading import read_body
from crawler.store import Store, Unread
from rules.errors import StoreError

_BATCH = 200


def heal(store: Store, archive: Path) -> tuple[str, ...]:
    """Closes runs that were cut off and indexes what the database lacks; says what it did. Call it under the lock."""
    indexed = {run.id: run for run in store.runs()}
    said: list[str] = []
    for run in runs_in(archive):
        found = indexed.get(run)
        if found is not None and found.status != "running":
            continue
        repaired = repair(archive, run)
        said += repaired.said
        last = found.last_seq if found is not None else 0
        _apply(store, run, list(_closed(archive, run, repaired))[last:])
        said.append(f"运行 {run} 上次没有收尾，已由档案补齐" if found is not None else f"运行 {run} 不在数据库里，已由档案补齐")
    read_missing(store, archive)
    return tuple(said)


def rebuild(store: Store, archive: Path, progress: Callable[[str, int], None] | None = None) -> int:
    """The database anew from the archive alone; the number of runs. Verdicts of earlier checks stay."""
    runs = runs_in(archive)
    if not runs:
        raise StoreError(f"档案 {archive} 里没有任何运行的流水账（*/{NAME}），不能重建")
    store.forget_archive()
    for number, run in enumerate(runs, start=1):
        _apply(store, run, list(_closed(archive, run, repair(archive, run))))
        if progress is not None:
            progress(run, number)
    read_missing(store, archive)
    return len(runs)


def read_missing(store: Store, archive: Path) -> int:
    """Reads what this version of the reader has not read yet, from the archive; how many payloads that were."""
    unread = store.unread()
    for start in range(0, len(unread), _BATCH):
        some = unread[start : start + _BATCH]
        store.apply("", (), [(one.sha256, _read(archive, one)) for one in some])
    return len(unread)


def _read(archive: Path, one: Unread) -> Page:
    answer = read_record(archive / one.file, one.offset)
    return read_body(answer.body, answer.header("Content-Encoding"), one.content_type, one.url).page


def _closed(archive: Path, run: str, repaired: Repair) -> tuple[tuple[int, Event], ...]:
    """The run's events; where it never ended, its end is written now."""
    if repaired.is_closed or not repaired.events:
        return repaired.events
    last, event = repaired.events[-1]
    ended = RunEnded(event.at, "killed", ())
    journal = JournalWriter(archive / run / NAME, last)
    seq = journal.append(ended)
    journal.sync()
    journal.close()
    return (*repaired.events, (seq, ended))


def _apply(store: Store, run: str, events: list[tuple[int, Event]]) -> None:
    for start in range(0, len(events), _BATCH):
        store.apply(run, events[start : start + _BATCH])
