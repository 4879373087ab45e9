"""Checks an archive against itself: every record's digests, and the journal that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.archive import Kept, faults_of_record
from crawler.events import Captured, RunEnded
from crawler.journal import NAME, read_events, runs_in
from rules.errors import StoreError


def verify(archive: Path, progress: Callable[[str, int], None] | None = None) -> tuple[str, ...]:
    """Everything that differs, in Chinese; empty where the archive is whole."""
    runs = runs_in(archive)
    if not runs:
        raise StoreError(f"档案 {archive} 里没有任何运行的流水账（*/{NAME}）；请用 --archive 指定档案文件夹")
    faults: list[str] = []
    for number, run in enumerate(runs, start=1):
        faults += _faults_of_run(archive, run)
        if progress is not None:
            progress(run, number)
    return tuple(faults)


def _faults_of_run(archive: Path, run: str) -> Iterator[str]:
    ends: dict[str, int] = {}
    last: object = None
    try:
        for _, event in read_events(archive, run):
            last = event
            if isinstance(event, Captured):
                ends[event.file] = max(ends.get(event.file, 0), event.offset + event.length)
                kept = Kept(event.file, event.offset, event.length, event.sha256)
                for fault in faults_of_record(archive, kept):
                    yield f"{event.file} 偏移 {event.offset}（{event.url}）：{fault}"
    except StoreError as error:
        yield str(error)
        return
    if not isinstance(last, RunEnded):
        yield f"{run}/{NAME}：没有收尾；运行 gongkai crawl 会补上"
    for path in sorted((archive / run).glob("*.warc.gz")):
        end = ends.get(f"{run}/{path.name}", 0)
        if path.stat().st_size != end:
            yield f"{run}/{path.name}：流水账记到第 {end} 字节，文件有 {path.stat().st_size} 字节"
