"""Manifests: what seals a run's folder, each naming the one before it, and the head that names the last."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from crawler.events import Event, RunEnded, RunStarted, from_line
from crawler.journal import NAME, runs_in
from rules.errors import StoreError

MANIFEST = "manifest.json"
HEAD = "head.json"
PART = ".part"
"""How what is being written is named until it is whole; such a file is never part of the archive."""
_CHUNK = 1 << 20


@dataclass(frozen=True)
class SealedFile:
    """One file of a sealed folder."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Link:
    """The run before: sha256 is that of its manifest, or of its journal where it was written before there were manifests."""

    run: str
    of: str
    sha256: str


@dataclass(frozen=True)
class Rewritten:
    """A file of an earlier run that pruning made anew: path relative to the archive, its digest before and after."""

    file: str
    before: str
    after: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """What a folder held when it was sealed. kind: crawl | prune; status: as the run ended; rewritten: by a prune alone."""

    kind: str
    run: str
    program: str
    simulated: bool
    started: str | None
    ended: str | None
    status: str
    previous: Link | None
    files: tuple[SealedFile, ...]
    rewritten: tuple[Rewritten, ...] = ()
    schema_version: int = field(default=1)

    def text(self) -> str:
        """The file's text: one way to write it, so that any changed byte shows."""
        told = asdict(self)
        return _shown(told | {"sha256": canonical_sha256(told)})


def canonical_sha256(told: Mapping[str, Any]) -> str:
    """The digest of plain data: sorted keys, no white space, UTF-8.

    >>> canonical_sha256({"b": 1, "a": "公"}) == hashlib.sha256('{"a":"公","b":1}'.encode()).hexdigest()
    True
    """
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def manifest_path(archive: Path, run: str) -> Path:
    return archive / run / MANIFEST


def is_sealed(archive: Path, run: str) -> bool:
    return manifest_path(archive, run).exists()


def sealed_in(archive: Path) -> list[str]:
    """Ids of what is sealed (runs and prunings), in their order."""
    return sorted(path.parent.name for path in archive.glob(f"*/{MANIFEST}"))


def read_manifest(archive: Path, run: str) -> Manifest:
    """Raises StoreError where it is not, to the byte, what was written."""
    path = manifest_path(archive, run)
    try:
        text = path.read_bytes().decode("utf-8")
        told = json.loads(text)
        own = told.pop("sha256")
        manifest = _rebuilt(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"清单 {run}/{MANIFEST} 损坏，读不出") from error
    if manifest.text() != text or own != canonical_sha256(told):
        raise StoreError(f"清单 {run}/{MANIFEST} 与它自带的摘要不符，被改动过")
    return manifest


def seal(archive: Path, run: str) -> None:
    """Writes the manifest of a run that has ended. Call it under the lock, when nobody writes to its folder any more."""
    first, last = _ends_of(archive / run / NAME)
    started = first if isinstance(first, RunStarted) else None
    ended = last if isinstance(last, RunEnded) else None
    put_manifest(archive, Manifest(
        kind="crawl", run=run, program=started.program if started else "", simulated=bool(started and started.simulated),
        started=started.at.isoformat() if started else None, ended=ended.at.isoformat() if ended else None,
        status=ended.status if ended else "killed", previous=link_before(archive, run), files=files_of(archive / run),
    ))  # fmt: skip


def put_manifest(archive: Path, manifest: Manifest) -> None:
    """Seals a folder and makes it the chain's head."""
    write_whole(manifest_path(archive, manifest.run), manifest.text().encode("utf-8"))
    put_head(archive, manifest.run)


def put_head(archive: Path, run: str) -> None:
    write_whole(archive / HEAD, head_text(archive, run).encode("utf-8"))


def head_text(archive: Path, run: str) -> str:
    """What the head says if this is the last sealed folder."""
    return _shown({"schema_version": 1, "run": run, "sha256": sha256_of(manifest_path(archive, run))})


def read_head(archive: Path) -> Link | None:
    """The last sealed folder, as the head names it; None where there is none or it cannot be read."""
    try:
        told = json.loads((archive / HEAD).read_bytes())
        return Link(str(told["run"]), "manifest", str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def mend_head(archive: Path) -> None:
    """Names the last sealed folder, where a crash came between its manifest and the head. A folder that is gone stays named."""
    head, sealed = read_head(archive), sealed_in(archive)
    if sealed and (head is None or head.run < sealed[-1]):
        put_head(archive, sealed[-1])


def link_before(archive: Path, run: str) -> Link | None:
    """What the manifest of a run is chained to: the head, which is believed before what happens to be there."""
    head, sealed = read_head(archive), [other for other in sealed_in(archive) if other < run]
    if head is not None and head.run < run and not (sealed and head.run < sealed[-1]):
        return head
    if sealed:
        return Link(sealed[-1], "manifest", sha256_of(manifest_path(archive, sealed[-1])))
    unsealed = [other for other in runs_in(archive) if other < run]
    return Link(unsealed[-1], "journal", sha256_of(archive / unsealed[-1] / NAME)) if unsealed else None


def files_of(folder: Path) -> tuple[SealedFile, ...]:
    """All files of a folder but its manifest and what was never finished, with their digests."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST and not path.name.endswith(PART))
    return tuple(SealedFile(path.name, path.stat().st_size, sha256_of(path)) for path in paths)


def sha256_of(path: Path) -> str:
    """A file's digest, read in pieces."""
    sha256 = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            sha256.update(piece)
    return sha256.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """A file that is there with all its bytes or not at all, whatever happens meanwhile."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Returns when the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_of(journal: Path) -> tuple[Event | None, Event | None]:
    """The first and the last event."""
    first = last = b""
    with journal.open("rb") as lines:
        for line in lines:
            first, last = first or line, line
    return (from_line(first.decode("utf-8"))[1], from_line(last.decode("utf-8"))[1]) if first else (None, None)


def _shown(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _rebuilt(told: dict[str, Any]) -> Manifest:
    previous = Link(**told["previous"]) if told["previous"] else None
    files = tuple(SealedFile(**one) for one in told["files"])
    return Manifest(**told | {"previous": previous, "files": files, "rewritten": tuple(Rewritten(**one) for one in told["rewritten"])})
