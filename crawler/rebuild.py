"""Brings the database up to what the archive says: after a crash, or from nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crawler.events import Event, RunEnded
from crawler.journal import NAME, JournalWriter, read_events, repair, runs_in
from crawler.manifest import is_sealed, mend_head, seal, sealed_in
from crawler.page import Page
from crawler.reading import read_body
from crawler.shelf import Shelf, prunes_in
from crawler.store import Store, Unread
from crawler.unfinished import finish
from rules.errors import StoreError

_BATCH = 200


def heal(store: Store, archive: Path) -> tuple[str, ...]:
    """Closes and seals runs that were cut off and indexes what the database lacks; says what it did. Call it under the lock."""
    indexed = {run.id: run for run in store.runs()}
    said = list(finish(archive))
    for run in runs_in(archive):
        found = indexed.get(run)
        if found is not None and found.status != "running":
            _seal_late(archive, run)
            continue
        said += _make_whole(archive, run)
        if not (archive / run / NAME).stat().st_size:
            continue  # cut off before its first event: nothing was asked yet
        _apply(store, archive, run, after=found.last_seq if found is not None else 0)
        said.append(f"运行 {run} 上次没有收尾，已由档案补齐" if found is not None else f"运行 {run} 不在数据库里，已由档案补齐")
    mend_head(archive)
    read_missing(store, archive)
    return tuple(said)


def rebuild(store: Store, archive: Path, progress: Callable[[str, int], None] | None = None) -> int:
    """The database anew from the archive alone; the number of runs. Verdicts of earlier checks stay."""
    runs = runs_in(archive)
    if not runs:
        raise StoreError(f"档案 {archive} 里没有任何运行的流水账（*/{NAME}），不能重建")
    finish(archive)
    store.forget_archive()
    for number, run in enumerate(runs, start=1):
        _make_whole(archive, run)
        _apply(store, archive, run)
        if progress is not None:
            progress(run, number)
    mend_head(archive)
    read_missing(store, archive)
    return len(runs)


def read_missing(store: Store, archive: Path) -> int:
    """Reads what this version of the reader has not read yet, from the archive; how many payloads that were.

    Of a payload that retention dropped, the reading that was kept stands, whatever version made it.
    """
    shelf = Shelf(archive)
    count, after = 0, 0
    while some := store.unread(after, _BATCH):
        store.apply("", (), [(one.sha256, _read(shelf, one)) for one in some])
        count, after = count + len(some), some[-1].id
    return count


def _read(shelf: Shelf, one: Unread) -> Page:
    if shelf.tombstone(one.file, one.offset) is not None and (kept := shelf.reading(one.sha256)) is not None:
        return kept
    answer = shelf.read(one.file, one.offset)
    return read_body(answer.body, answer.header("Content-Encoding"), one.content_type, one.url).page


def _make_whole(archive: Path, run: str) -> tuple[str, ...]:
    """What a crash left half written is moved aside, and where the run never ended its end is written now. A sealed run is whole, or
    `archive verify` says what was done to it."""
    if is_sealed(archive, run) or any(one.file.startswith(f"{run}/") for prune in prunes_in(archive) for one in prune.rewritten):
        return ()
    repaired = repair(archive, run)
    if repaired.is_closed:
        _seal_late(archive, run)
        return repaired.said
    if repaired.last is not None:
        journal = JournalWriter(archive / run / NAME, repaired.count)
        journal.append(RunEnded(repaired.last.at, "killed", ()))
        journal.sync()
        journal.close()
    seal(archive, run)
    return repaired.said


def _seal_late(archive: Path, run: str) -> None:
    """Seals a run that ended but was cut off before its manifest. Runs before the first manifest stay as they were written."""
    if not is_sealed(archive, run) and any(other < run for other in sealed_in(archive)):
        seal(archive, run)


def _apply(store: Store, archive: Path, run: str, after: int = 0) -> None:
    """Indexes a run's events behind the one numbered `after`, some at a time."""
    some: list[tuple[int, Event]] = []
    for seq, event in read_events(archive, run):
        if seq > after:
            some.append((seq, event))
        if len(some) >= _BATCH:
            store.apply(run, some)
            some = []
    store.apply(run, some)
