"""Ends what a crash cut off between two steps of sealing or pruning. Call it under the lock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from crawler.journal import NAME
from crawler.manifest import PART, Rewritten, is_sealed, read_manifest, sealed_in, sha256_of, sync_folder
from crawler.shelf import PRUNE


def finish(archive: Path) -> tuple[str, ...]:
    """A pruning whose manifest stands is carried through, one without is undone; half-written files go. Says what it did."""
    said = [*_carried_through(archive)] if archive.exists() else []
    for path in sorted(archive.glob(f"*{PRUNE}*")):
        if path.is_dir() and not is_sealed(archive, path.name) and not (path / NAME).exists():
            shutil.rmtree(path)
            said.append(f"上次清理 {path.name} 没有做完，已撤销，档案未变")
    for path in [*archive.glob(f"*{PART}"), *archive.glob(f"*/*{PART}")]:
        path.unlink()
    return tuple(said)


def _carried_through(archive: Path) -> Iterator[str]:
    for run in sealed_in(archive):
        if PRUNE in run:
            waiting = [one for one in read_manifest(archive, run).rewritten if (archive / (one.file + PART)).exists()]
            if sum(put_in_place(archive, one) for one in waiting):
                yield f"上次清理 {run} 没有做完，已做完"


def put_in_place(archive: Path, one: Rewritten) -> bool:
    """The file made anew takes the old one's place; False where one of them is not what the manifest says: `archive verify` names it."""
    part, path = archive / (one.file + PART), archive / one.file
    if part.stat().st_size != one.bytes or sha256_of(part) != one.after:
        return False
    if path.exists() and sha256_of(path) not in (one.before, one.after):
        return False
    part.replace(path)
    sync_folder(path.parent)
    return True
