"""Where records lie now: retention moves them, while journals, database and verdicts go on naming the place they were written at."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path

from crawler.answer import RawAnswer
from crawler.archive import read_record
from crawler.manifest import Manifest, read_manifest, sealed_in
from crawler.page import Page
from crawler.pagejson import page_from_json
from rules.errors import StoreError

TOMBSTONES = "tombstones.jsonl"
READINGS = "readings.jsonl"
PRUNE = "-prune"


@dataclass(frozen=True)
class Tombstone:
    """A record whose payload retention dropped. offset, length: as it was written; now_length: of what stands there instead; on: the day."""

    file: str
    offset: int
    length: int
    now_length: int
    sha256: str
    size: int
    url: str
    at: str
    on: str
    reason: str

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")) + "\n"


class Shelf:
    """The records of one archive by the place they were written at. Loads all tombstones; not the readings."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self._by_file: dict[str, dict[int, Tombstone]] = defaultdict(dict)
        self._offsets: dict[str, list[int]] = {}
        self._saved: dict[str, list[int]] = {}
        self._readings: dict[str, tuple[Path, int]] = {}
        for prune in prunes_in(archive):
            in_force = {one.file for one in prune.rewritten if is_in_place(archive, one.file, one.bytes)}
            for stone in _stones(archive / prune.run / TOMBSTONES):
                if stone.file in in_force:
                    self._by_file[stone.file][stone.offset] = stone
            self._readings |= _index(archive / prune.run / READINGS)
        for file, stones in self._by_file.items():
            self._offsets[file] = sorted(stones)
            saved = (stones[offset].length - stones[offset].now_length for offset in self._offsets[file])
            self._saved[file] = list(accumulate(saved, initial=0))

    def place(self, file: str, offset: int) -> int:
        """Where the record written at an offset begins now."""
        offsets = self._offsets.get(file)
        return offset if offsets is None else offset - self._saved[file][bisect_left(offsets, offset)]

    def length(self, file: str, offset: int, length: int) -> int:
        """How long what stands in a record's place is now."""
        stone = self.tombstone(file, offset)
        return length if stone is None else stone.now_length

    def tombstone(self, file: str, offset: int) -> Tombstone | None:
        return self._by_file[file].get(offset) if file in self._by_file else None

    @property
    def tombstones(self) -> Iterator[Tombstone]:
        return (stones[offset] for file, stones in sorted(self._by_file.items()) for offset in sorted(stones))

    def read(self, file: str, offset: int) -> RawAnswer:
        """The answer written at a place. Raises StoreError, also where retention dropped it."""
        stone = self.tombstone(file, offset)
        if stone is not None:
            raise StoreError(f"档案 {file} 偏移 {offset} 的内容已于 {stone.on} 按保存期限清理（{stone.reason}），只留下摘要和读出的内容")
        return read_record(self.archive / file, self.place(file, offset))

    def packed(self, file: str, start: int, end: int) -> bytes:
        """The bytes between two places, as they lie there now."""
        first = self.place(file, start)
        with (self.archive / file).open("rb") as stream:
            stream.seek(first)
            return stream.read(self.place(file, end) - first)

    def reading(self, sha256: str) -> Page | None:
        """What was read in a payload before it was dropped."""
        found = self._readings.get(sha256)
        if found is None:
            return None
        with found[0].open("rb") as lines:
            lines.seek(found[1])
            return page_from_json(json.dumps(json.loads(lines.readline())["page"], ensure_ascii=False))


def prunes_in(archive: Path) -> Iterator[Manifest]:
    """The manifests of all prunings, in their order. Raises StoreError where one cannot be believed."""
    yield from (read_manifest(archive, run) for run in sealed_in(archive) if PRUNE in run)


def is_in_place(archive: Path, file: str, size: int) -> bool:
    """Whether a file that pruning made anew has taken the old one's place: it is always shorter."""
    path = archive / file
    return path.exists() and path.stat().st_size <= size


def _stones(path: Path) -> Iterator[Tombstone]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield Tombstone(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise StoreError(f"清理记录 {path} 损坏；请运行 gongkai archive verify") from error


def _index(path: Path) -> Mapping[str, tuple[Path, int]]:
    """Where in a file of readings each payload's stands."""
    found: dict[str, tuple[Path, int]] = {}
    with path.open("rb") as lines:
        at = 0
        for line in lines:
            found[json.loads(line)["sha256"]] = (path, at)
            at += len(line)
    return found
