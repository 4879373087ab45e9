"""Each run's journal: an append-only file of events, its repair after a crash, and what lies in an archive."""

from __future__ import annotations

import os
import shutil
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
    """What was moved aside, in Chinese sentences for the user; how many events hold, and the last of them."""

    said: tuple[str, ...]
    count: int
    last: Event | None

    @property
    def is_closed(self) -> bool:
        return isinstance(self.last, RunEnded)


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
                raise StoreError(
                    f"流水账 {path} 第 {expected} 行损坏；没有收尾的运行由 gongkai crawl 移开残尾，已有清单的请用 gongkai archive verify 核对"
                ) from error
            if seq != expected:
                raise StoreError(f"流水账 {path} 第 {expected} 行的序号是 {seq}，缺行或重复；请运行 gongkai archive verify")
            yield seq, event
            expected += 1


def repair(archive: Path, run: str) -> Repair:
    """Moves aside what a crash left half written: a torn last line, and WARC bytes no journal line speaks of (a request whose
    answer never came, too).

    A line that speaks of a record which is not whole on disk is torn as well, with all lines after it.
    """
    path = archive / run / NAME
    found = _Whole(archive)
    end = found.read(path)
    said = []
    if (extra := path.stat().st_size - end) > 0:
        aside = _move_aside(path, end)
        said.append(f"运行 {run} 的流水账末尾有 {extra} 字节没写完，已移到 {aside.name}")
    said += _cut_warcs(archive, run, found.ends)
    return Repair(tuple(said), found.count, found.last)


class _Whole:
    """The events of a journal that hold: how many, the last one, and how far they reach into each WARC file."""

    def __init__(self, archive: Path) -> None:
        self.count = 0
        self.last: Event | None = None
        self.ends: dict[str, int] = {}
        self._archive = archive
        self._sizes: dict[str, int] = {}

    def read(self, path: Path) -> int:
        """Where in the journal they end."""
        end = 0
        with path.open("rb") as lines:
            for line in lines:
                if not (line.endswith(b"\n") and self._takes(line)):
                    break
                end += len(line)
        return end

    def _takes(self, line: bytes) -> bool:
        try:
            seq, event = from_line(line.decode("utf-8"))
        except ValueError:
            return False
        if seq != self.count + 1 or not self._is_on_disk(event):
            return False
        self.count, self.last = seq, event
        if isinstance(event, Captured):
            self.ends[event.file] = max(self.ends.get(event.file, 0), event.offset + event.length)
        return True

    def _is_on_disk(self, event: Event) -> bool:
        if not isinstance(event, Captured):
            return True
        if event.file not in self._sizes:
            path = self._archive / event.file
            self._sizes[event.file] = path.stat().st_size if path.exists() else 0
        return event.offset + event.length <= self._sizes[event.file]


def _cut_warcs(archive: Path, run: str, ends: dict[str, int]) -> list[str]:
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
        with aside.open("wb") as rest:
            shutil.copyfileobj(file, rest)
            os.fsync(rest.fileno())
        file.truncate(end)
        os.fsync(file.fileno())
    return aside
