"""Each run's journal: an append-only file of events, its repair after a crash, and what lies in an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from crawler.events import Captured, Event, RunEnded, from_line, to_line
from rules.errors import StoreError

NAME = "journal.jsonl"


class JournalWriter:
    """Appends events with a rising number. Used by one thread alone."""

    def __init__(self, path: Path, last_seq: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Closed by close(): the file stays open for the whole run.
        self._out: IO[bytes] = path.open("ab")
        self._seq = last_seq

    def append(self, event: Event) -> int:
        """Writes one event, hands it to the operating system and returns its number."""
        self._seq += 1
        self._out.write(to_line(self._seq, event).encode() + b"\n")
        self._out.flush()
        return self._seq

    def sync(self) -> None:
        os.fsync(self._out.fileno())

    def close(self) -> None:
        self._out.close()


@dataclass(frozen=True)
class Repair:
    """What was moved aside, in Chinese sentences for the user, and the events that hold."""

    events: tuple[tuple[int, Event], ...]
    said: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        return bool(self.events) and isinstance(self.events[-1][1], RunEnded)


def runs_in(archive: Path) -> list[str]:
    """Run ids in their order: they begin with the time."""
    return sorted(path.parent.name for path in archive.glob(f"*/{NAME}"))


def read_events(archive: Path, run: str) -> Iterator[tuple[int, Event]]:
    """A run's events in their order. Raises StoreError at the first line that is none."""
    path = archive / run / NAME
    expected = 1
    with path.open("rb") as lines:
        for line in lines:
            try:
                seq, event = from_line(line.decode("utf-8"))
            except ValueError as error:
                raise StoreError(f"流水账 {path} 第 {expected} 行损坏；运行 gongkai crawl 会把残尾移开，或运行 gongkai archive verify") from error
            if seq != expected:
                raise StoreError(f"流水账 {path} 第 {expected} 行的序号是 {seq}，缺行或重复；请运行 gongkai archive verify")
            yield seq, event
            expected += 1


def repair(archive: Path, run: str) -> Repair:
    """Moves aside what a crash left half written: a torn last line, and WARC bytes no journal line speaks of.

    A line that speaks of a record which is not whole on disk is torn as well, with all lines after it.
    """
    path = archive / run / NAME
    data = path.read_bytes()
    events, end = _whole_events(archive, data)
    said = []
    if end < len(data):
        aside = _move_aside(path, end)
        said.append(f"运行 {run} 的流水账末尾有 {len(data) - end} 字节没写完，已移到 {aside.name}")
    said += _cut_warcs(archive, run, events)
    return Repair(tuple(events), tuple(said))


def _whole_events(archive: Path, data: bytes) -> tuple[list[tuple[int, Event]], int]:
    """The events that hold, and where in the journal they end."""
    events: list[tuple[int, Event]] = []
    sizes: dict[str, int] = {}
    end = 0
    for line in data.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            break
        try:
            seq, event = from_line(line.decode("utf-8"))
        except ValueError:
            break
        if seq != len(events) + 1 or not _is_on_disk(archive, event, sizes):
            break
        events.append((seq, event))
        end += len(line)
    return events, end


def _is_on_disk(archive: Path, event: Event, sizes: dict[str, int]) -> bool:
    if not isinstance(event, Captured):
        return True
    if event.file not in sizes:
        path = archive / event.file
        sizes[event.file] = path.stat().st_size if path.exists() else 0
    return event.offset + event.length <= sizes[event.file]


def _cut_warcs(archive: Path, run: str, events: list[tuple[int, Event]]) -> list[str]:
    ends: dict[str, int] = {}
    for _, event in events:
        if isinstance(event, Captured):
            ends[event.file] = max(ends.get(event.file, 0), event.offset + event.length)
    said = []
    for path in sorted((archive / run).glob("*.warc.gz")):
        end = ends.get(f"{run}/{path.name}", 0)
        extra = path.stat().st_size - end
        if extra > 0:
            aside = _move_aside(path, end)
            said.append(f"运行 {run} 的档案 {path.name} 末尾有 {extra} 字节没有记在流水账里，已移到 {aside.name}")
    return said


def _move_aside(path: Path, end: int) -> Path:
    """Cuts a file at `end` and keeps the rest beside it under a name nothing reads."""
    aside = next(p for n in range(1, 10_000) if not (p := path.with_name(f"{path.name}.torn-{n}")).exists())
    with path.open("r+b") as file:
        file.seek(end)
        aside.write_bytes(file.read())
        file.truncate(end)
        os.fsync(file.fileno())
    return aside
