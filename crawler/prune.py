"""Retention: drops the payloads whose time is over and leaves in their place what they were, what was read in them, and why."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from crawler.archive import json_record, read_record
from crawler.journal import runs_in
from crawler.manifest import (
    PART,
    Manifest,
    Rewritten,
    files_of,
    is_sealed,
    link_before,
    put_head,
    put_manifest,
    sealed_in,
    sha256_of,
    sync_folder,
)
from crawler.pagejson import page_to_json
from crawler.shelf import PRUNE, READINGS, TOMBSTONES, Shelf, Tombstone
from crawler.store import Store
from crawler.store_captures import CaptureStore, Payload
from crawler.unfinished import finish, put_in_place
from rules.errors import StoreError
from rules.retention import Retention

FOREVER = datetime.max.replace(tzinfo=UTC)
_PIECE = 1 << 20


@dataclass(frozen=True)
class Resting:
    """Until when a payload is kept for the verdicts that rest on it; why: in Chinese."""

    until: datetime
    why: str


Rests = Mapping[tuple[str, int], Resting]
"""By the file and offset of the record that holds the payload."""


@dataclass(frozen=True)
class Pruning:
    """What a pruning is asked: now, the rule, and what verdicts rest on. progress: a file, and its number."""

    now: datetime
    program: str
    simulated: bool
    retention: Retention
    rests: Rests
    progress: Callable[[str, int], None] = lambda _file, _number: None


@dataclass(frozen=True)
class Pruned:
    """By reason (Chinese): how many records, and how many bytes that saves. run: the pruning's id, "" where nothing was done."""

    run: str
    records: Mapping[str, int]
    bytes: Mapping[str, int]


def prune(store: Store, archive: Path, asked: Pruning, *, dry_run: bool) -> Pruned:
    """Call it under the lock, on a healed archive. Each step can be cut off: see crawler.unfinished."""
    if not dry_run:
        finish(archive)
    run = _new_id(archive, asked.now)
    stones = _Stones(store, archive, asked)
    if dry_run:
        for file, payloads in stones.overdue():
            for _ in stones.of_file(file, payloads):
                pass
        return Pruned("", stones.records, stones.bytes)
    folder = archive / run
    folder.mkdir()
    rewritten = []
    with (folder / TOMBSTONES).open("wb") as tombstones, (folder / READINGS).open("wb") as readings:
        for file, payloads in stones.overdue():
            if found := list(stones.of_file(file, payloads)):
                rewritten.append(_written_anew(archive, stones.shelf, file, found))
                stones.tell(tombstones, readings, [stone for stone, _ in found])
        _to_disk(tombstones, readings)
    if not rewritten:
        finish(archive)
        return Pruned("", {}, {})
    _carry_through(archive, run, asked, rewritten)
    return Pruned(run, stones.records, stones.bytes)


def _carry_through(archive: Path, run: str, asked: Pruning, rewritten: list[Rewritten]) -> None:
    """The manifest decides: with it the pruning is done (and a later start carries it through), before it nothing has happened."""
    at = asked.now.astimezone(UTC).isoformat()
    sync_folder(archive / run)
    put_manifest(archive, Manifest(
        kind="prune", run=run, program=asked.program, simulated=asked.simulated, started=at, ended=at, status="done",
        previous=link_before(archive, run), files=files_of(archive / run), rewritten=tuple(rewritten),
    ))  # fmt: skip
    for one in rewritten:
        if not put_in_place(archive, one):
            raise StoreError(f"档案 {one.file} 在清理期间被改动过，没有替换；请运行 gongkai archive verify")
    put_head(archive, run)


class _Stones:
    """Makes the tombstones of one pruning and counts them."""

    def __init__(self, store: Store, archive: Path, asked: Pruning) -> None:
        self.shelf = Shelf(archive)
        self.records: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self._captures = CaptureStore(store.engine)
        self._store = store
        self._asked = asked
        self._told: set[str] = set()

    def overdue(self) -> Iterator[tuple[str, list[tuple[Payload, str]]]]:
        """By file, the payloads whose time is over, with the reason."""
        file = ""
        found: list[tuple[Payload, str]] = []
        for payload in self._captures.payloads():
            if payload.file != file:
                if found:
                    yield file, found
                file, found = payload.file, []
            reason = _reason(payload, self._asked)
            if reason and is_sealed(self.shelf.archive, payload.file.partition("/")[0]) and self.shelf.tombstone(payload.file, payload.offset) is None:
                found.append((payload, reason))
        if found:
            yield file, found

    def of_file(self, file: str, payloads: Iterable[tuple[Payload, str]]) -> Iterator[tuple[Tombstone, bytes]]:
        """The tombstones of one file with the records that take the payloads' places; those that would save nothing are left out."""
        self._asked.progress(file, len(self.records))
        for payload, reason in payloads:
            if payload.is_read and self._store.page_of(payload.sha256) is None and self.shelf.reading(payload.sha256) is None:
                continue
            record = self._in_place_of(payload, reason)
            if len(record) < payload.length:
                self.records[reason] += 1
                self.bytes[reason] += payload.length - len(record)
                yield _tombstone(payload, reason, len(record), self._asked.now), record

    def tell(self, tombstones: IO[bytes], readings: IO[bytes], stones: Iterable[Tombstone]) -> None:
        for stone in stones:
            tombstones.write(stone.line().encode("utf-8"))
            page = None if stone.sha256 in self._told else self._store.page_of(stone.sha256) or self.shelf.reading(stone.sha256)
            if page is not None:
                self._told.add(stone.sha256)
                told = {"sha256": stone.sha256, "page": json.loads(page_to_json(page))}
                readings.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")

    def _in_place_of(self, payload: Payload, reason: str) -> bytes:
        answer = read_record(self.shelf.archive / payload.file, self.shelf.place(payload.file, payload.offset))
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in answer.headers]
        on = self._asked.now.astimezone(UTC).date().isoformat()
        told = {
            "dropped": "payload", "on": on, "reason": reason, "payload_sha256": payload.sha256, "bytes": payload.size,
            "status": answer.status, "headers": headers,
        }  # fmt: skip
        # Not by chance: a dry run's figures are those of the real one.
        record_id = f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{payload.file}#{payload.offset}#{payload.sha256}')}>"
        return json_record(answer.url, payload.at, told, {"WARC-Record-ID": record_id})


def _reason(payload: Payload, asked: Pruning) -> str:
    """Why a payload's time is over, or ""."""
    rule, now = asked.retention, asked.now
    resting = asked.rests.get((payload.file, payload.offset))
    if payload.is_current or (resting is not None and resting.until >= now):
        return ""
    days, why = (rule.superseded_list_days, "已被取代的列表页") if payload.is_list else (rule.other_days, "没有结论依据它")
    if payload.last_used + timedelta(days=days) >= now:
        return ""
    if resting is None:
        return f"{why}，超过 {days} 天"
    return f"{resting.why}，保存期限已过"


def _tombstone(payload: Payload, reason: str, now_length: int, now: datetime) -> Tombstone:
    return Tombstone(
        file=payload.file, offset=payload.offset, length=payload.length, now_length=now_length, sha256=payload.sha256,
        size=payload.size, url=payload.url, at=payload.at.isoformat(), on=now.astimezone(UTC).date().isoformat(), reason=reason,
    )  # fmt: skip


def _written_anew(archive: Path, shelf: Shelf, file: str, found: list[tuple[Tombstone, bytes]]) -> Rewritten:
    """The file without its overdue payloads, beside the old one."""
    path, part = archive / file, archive / (file + PART)
    with path.open("rb") as old, part.open("wb") as new:
        for stone, record in found:
            start = shelf.place(file, stone.offset)
            _copy(old, new, start - old.tell())
            new.write(record)
            old.seek(start + stone.length)
        _copy(old, new, path.stat().st_size - old.tell())
        _to_disk(new)
    return Rewritten(file, sha256_of(path), sha256_of(part), part.stat().st_size)


def _copy(old: IO[bytes], new: IO[bytes], count: int) -> None:
    while count > 0:
        piece = old.read(min(count, _PIECE))
        if not piece:
            raise StoreError("档案文件比流水账记的短；请运行 gongkai archive verify")
        new.write(piece)
        count -= len(piece)


def _to_disk(*files: IO[bytes]) -> None:
    for file in files:
        file.flush()
        os.fsync(file.fileno())


def _new_id(archive: Path, now: datetime) -> str:
    """Sorts behind every run and pruning of before, and before every later run."""
    stem = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    first = f"{stem}-{sum(run.startswith(stem) for run in runs_in(archive)):03d}{PRUNE}"
    run = next(name for n in range(1, 1000) if not (archive / (name := first if n == 1 else f"{first}-{n:03d}")).exists())
    if any(other > run for other in sealed_in(archive)):
        raise StoreError(f"现在的时间 {now.isoformat()} 早于档案里最后一次运行；请检查系统时钟或 $GONGKAI_NOW")
    return run
