"""Checks an archive against itself: the chain of manifests, every file's and every record's digests, and the journals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import faults_of_answer, read_json, records_in
from crawler.chain import Chain, read_chain
from crawler.events import Captured, RunEnded
from crawler.journal import NAME, read_events, runs_in
from crawler.lock import CRAWL, LOCK, at_work
from crawler.manifest import HEAD, MANIFEST, PART, SealedFile, sealed_in, sha256_of
from crawler.shelf import Shelf, Tombstone
from rules.errors import AlreadyRunning, StoreError

_LOCKS = (LOCK, ".nightly.lock")
_TRIES = 3
_TORN = ".torn-"
_CHANGED = "与清单里的摘要不符，有字节被改动"


@dataclass(frozen=True)
class Examined:
    """faults: everything that differs; notes: what one should know and is no fault; both in Chinese. under_way: runs left out, as a crawl writes them."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    under_way: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Standing:
    """What others make of the archive. at_work: what holds its lock; settled: what nobody writes to any more."""

    at_work: str
    head: bytes
    settled: tuple[str, ...]

    def is_under_way(self, name: str) -> bool:
        """Whether a folder is still being written; what a crash left stands further on only until the next start has sealed it."""
        return bool(self.at_work) and name > (self.settled[-1] if self.settled else "")


def verify(archive: Path, progress: Callable[[str, int], None] | None = None) -> tuple[str, ...]:
    """Everything that differs, in Chinese; empty where the archive is whole."""
    return examine(archive, progress).faults


def examine(archive: Path, progress: Callable[[str, int], None] | None = None) -> Examined:
    """Reads the whole archive, but for what a crawl is writing. progress: the file, and the number of files so far.

    No lock is held: nobody's crawl has to wait for it. Where somebody began or ended writing meanwhile, what looks wrong is looked at
    again. Raises AlreadyRunning where nothing can be said now.
    """
    if not runs_in(archive):
        raise StoreError(f"档案 {archive} 里没有任何运行的流水账（*/{NAME}）；请用 --archive 指定档案文件夹")
    for _ in range(_TRIES):
        standing = _standing(archive)
        found = _examined(archive, standing, progress)
        if not found.faults or standing == _standing(archive):
            return found
    raise AlreadyRunning(f"核对期间档案 {archive} 一直有别的进程在写，说不出它是否完好；请等抓取或清理结束再核对")


def _standing(archive: Path) -> _Standing:
    busy = at_work(archive)
    if busy not in ("", CRAWL):
        raise AlreadyRunning(f"{busy}正在改写档案 {archive}；请等它结束再核对")
    settled = tuple(sealed_in(archive) or runs_in(archive)[: -1 if busy else None])
    if busy and not settled:
        raise AlreadyRunning(f"档案 {archive} 的第一次抓取还在进行，没有写完的运行可核对；请等它结束再核对")
    head = archive / HEAD
    return _Standing(busy, head.read_bytes() if head.exists() else b"", settled)


def _examined(archive: Path, standing: _Standing, progress: Callable[[str, int], None] | None) -> Examined:
    chain = read_chain(archive, standing.is_under_way)
    examination = _Examination(archive, chain, standing, progress)
    faults = (*chain.faults, *examination.faults())
    return Examined(faults, (*chain.notes, *examination.notes), tuple(filter(standing.is_under_way, runs_in(archive))))


class _Examination:
    """One reading of an archive."""

    def __init__(self, archive: Path, chain: Chain, standing: _Standing, progress: Callable[[str, int], None] | None) -> None:
        self.notes: list[str] = []
        self._archive = archive
        self._chain = chain
        self._standing = standing
        self._progress = progress
        self._count = 0

    def faults(self) -> Iterator[str]:
        try:
            shelf = Shelf(self._archive)
        except (StoreError, OSError, ValueError, KeyError) as error:
            yield str(error)
            shelf = None
        for path in sorted(self._archive.iterdir()):
            if path.is_dir():
                yield from () if self._standing.is_under_way(path.name) else self._folder(path.name, shelf)
            elif path.name not in (HEAD, *_LOCKS) and not (self._standing.at_work and path.name.endswith(PART)):
                yield f"{path.name}：档案里不该有这个文件"
        if shelf is not None:
            self._tell_tombstones(shelf)

    def _folder(self, name: str, shelf: Shelf | None) -> Iterator[str]:
        folder, manifest = self._archive / name, self._chain.manifests.get(name)
        present = {path.name: path for path in sorted(folder.iterdir()) if path.name != MANIFEST}
        sealed = {one.name: self._chain.expected(name, one) for one in manifest.files} if manifest else {}
        of_records = tuple(_faults_of_run(self._archive, name, shelf)) if NAME in present else ()
        for file in sorted({*present, *sealed}):
            found = self._file(name, file, present.get(file), sealed.get(file))
            if not (found == _CHANGED and any(fault.startswith(f"{name}/{file} ") for fault in of_records)):
                yield from (f"{name}/{file}：{fault}" for fault in (found,) if fault)
        yield from of_records
        if NAME not in present and manifest is None and name not in self._chain.broken:
            yield f"{name}/：不是任何一次运行的文件夹"

    def _file(self, run: str, file: str, path: Path | None, sealed: SealedFile | None) -> str:
        """What is wrong with one file as a whole, or ""."""
        self._count += 1
        if self._progress is not None:
            self._progress(f"{run}/{file}", self._count)
        if path is None:
            return "清单里有，文件不见了"
        if _TORN in file:
            self.notes.append(f"{run}/{file}：上次没写完的残尾，已移在一边（{path.stat().st_size} 字节）")
        if sealed is not None:
            return _fault_of_file(path, sealed)
        if file.endswith(PART):
            return "没有写完的临时文件；运行 gongkai crawl 会收拾"
        if run in self._chain.manifests:
            return "清单里没有，是后来加进去的"
        return "" if file == NAME or file.endswith(".warc.gz") or _TORN in file else "档案里不该有这个文件"

    def _tell_tombstones(self, shelf: Shelf) -> None:
        by_reason: dict[tuple[str, str], list[Tombstone]] = {}
        for stone in shelf.tombstones:
            by_reason.setdefault((stone.on, stone.reason), []).append(stone)
        for (on, reason), stones in sorted(by_reason.items()):
            saved = sum(stone.length - stone.now_length for stone in stones)
            self.notes.append(f"{on} 按保存期限清理了 {len(stones)} 条内容，{saved} 字节（{reason}）；摘要和读出的内容都在")


def _fault_of_file(path: Path, sealed: SealedFile) -> str:
    if not path.is_file():
        return "应当是文件"
    size = path.stat().st_size
    if size != sealed.bytes:
        return f"清单记的是 {sealed.bytes} 字节，文件有 {size} 字节"
    return "" if sha256_of(path) == sealed.sha256 else _CHANGED


def _faults_of_run(archive: Path, run: str, shelf: Shelf | None) -> Iterator[str]:
    """What the journal says of the run's records, set against them, one after the other."""
    ends: dict[str, int] = {}
    last: object = None
    try:
        for _, event in read_events(archive, run):
            last = event
            if isinstance(event, Captured) and shelf is not None:
                start = ends.get(event.file, 0)
                ends[event.file] = max(start, event.offset + event.length)
                yield from _faults_of_capture(shelf, event, start)
    except StoreError as error:
        yield str(error)
        return
    if not isinstance(last, RunEnded) and not (last is None and (archive / run / MANIFEST).exists()):
        yield f"{run}/{NAME}：没有收尾；运行 gongkai crawl 会补上"
    for path in sorted((archive / run).glob("*.warc.gz")):
        yield from _faults_of_end(shelf, f"{run}/{path.name}", path.stat().st_size, ends)


def _faults_of_end(shelf: Shelf | None, file: str, size: int, ends: dict[str, int]) -> Iterator[str]:
    end = shelf.place(file, ends.get(file, 0)) if shelf is not None else size
    if size != end:
        yield f"{file}：流水账记到第 {end} 字节，文件有 {size} 字节"


def _faults_of_capture(shelf: Shelf, event: Captured, start: int) -> Iterator[str]:
    """start: where the record before ended; what lies between is what was asked (and, first of all, the file's own record)."""
    try:
        between = shelf.packed(event.file, start, event.offset)
        packed = shelf.packed(event.file, event.offset, event.offset + event.length)
    except OSError as error:
        yield f"{event.file} 偏移 {event.offset}（{event.url}）：读不出记录（{error.strerror or error}）"
        return
    records, faults = records_in(between)
    if not faults and any(record.kind not in ("warcinfo", "request") for record in records):
        faults = ("夹有流水账没有记的记录",)
    yield from (f"{event.file} 偏移 {shelf.place(event.file, start)}（{event.url} 的请求记录）：{fault}" for fault in faults)
    stone = shelf.tombstone(event.file, event.offset)
    of_answer = faults_of_answer(packed, event.sha256) if stone is None else faults_of_stone(packed, stone)
    yield from (f"{event.file} 偏移 {shelf.place(event.file, event.offset)}（{event.url}）：{fault}" for fault in of_answer)


def faults_of_stone(packed: bytes, stone: Tombstone) -> Iterator[str]:
    """What stands in the place of a dropped payload must be what says so."""
    records, faults = records_in(packed)
    yield from faults
    if not faults and not (len(records) == 1 and records[0].kind == "metadata" and read_json(records[0].block).get("payload_sha256") == stone.sha256):
        yield "这里应当是清理后留下的说明记录"
