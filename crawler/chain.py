"""Reads the chain of manifests: which hold, how they follow each other, and what each file must be by now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.journal import NAME, runs_in
from crawler.manifest import HEAD, MANIFEST, Link, Manifest, Rewritten, SealedFile, head_text, manifest_path, read_head, read_manifest, sealed_in, sha256_of
from rules.errors import StoreError


@dataclass(frozen=True)
class Chain:
    """manifests: those that can be believed, by run, in their order; broken: runs whose manifest cannot; rewritten: by path, as the last pruning left it."""

    manifests: Mapping[str, Manifest]
    broken: frozenset[str]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    rewritten: Mapping[str, Rewritten]

    def expected(self, run: str, file: SealedFile) -> SealedFile:
        """What a sealed file must be now: as it was sealed, or as the last pruning left it."""
        anew = self.rewritten.get(f"{run}/{file.name}")
        return SealedFile(file.name, anew.bytes, anew.after) if anew else file


def read_chain(archive: Path, is_under_way: Callable[[str], bool] = lambda _run: False) -> Chain:
    """Never raises for what is wrong with a manifest: that is a fault. is_under_way: of a run, whether it is still being written."""
    manifests: dict[str, Manifest] = {}
    faults: list[str] = []
    sealed = sealed_in(archive)
    for run in sealed:
        try:
            manifests[run] = read_manifest(archive, run)
        except StoreError as error:
            faults.append(str(error))
    for before, run in zip([None, *sealed], sealed, strict=False):
        if run in manifests:
            faults += _faults_of_link(archive, before, manifests[run])
    unsealed = [run for run in runs_in(archive) if run not in sealed and not is_under_way(run)]
    faults += [*_faults_of_head(archive, sealed), *_not_sealed(unsealed, sealed)]
    rewritten = {one.file: one for manifest in manifests.values() for one in manifest.rewritten}
    return Chain(manifests, frozenset(sealed) - manifests.keys(), tuple(faults), _told_of_old(unsealed, sealed), rewritten)


def _faults_of_link(archive: Path, before: str | None, manifest: Manifest) -> Iterator[str]:
    link, name = manifest.previous, f"{manifest.run}/{MANIFEST}"
    if manifest.kind == "crawl" and not (archive / manifest.run / NAME).exists():
        yield f"{manifest.run}/{NAME}：清单里有，文件不见了"
    if link is None:
        if before is not None:
            yield f"{name}：链断了，没有接着 {before}"
        return
    if link.of == "manifest" and before is not None and link.run != before:
        yield f"{name}：接的是 {link.run} 的清单，前一份却是 {before}"
    yield from _faults_of_target(archive, name, link)


def _faults_of_target(archive: Path, name: str, link: Link) -> Iterator[str]:
    told = "清单" if link.of == "manifest" else "流水账"
    target = manifest_path(archive, link.run) if link.of == "manifest" else archive / link.run / NAME
    if not target.exists():
        yield f"{link.run}/{target.name}：{name} 接着它，它却不见了"
    elif sha256_of(target) != link.sha256:
        yield f"{link.run}/{target.name}：与 {name} 里记的{told}摘要不符，有字节被改动"


def _faults_of_head(archive: Path, sealed: list[str]) -> Iterator[str]:
    path = archive / HEAD
    if not sealed and not path.exists():
        return
    head = read_head(archive)
    if head is None:
        yield f"{HEAD}：{'损坏，读不出' if path.exists() else '不见了'}；它写明最后一份清单是哪一份"
    elif head.run not in sealed:
        yield f"{HEAD}：它写的最后一次运行 {head.run} 的清单不见了"
    elif head.run < sealed[-1]:
        yield f"{HEAD}：写到 {head.run}，最后一份清单是 {sealed[-1]}；运行 gongkai crawl 会补上"
    elif path.read_bytes() != head_text(archive, head.run).encode("utf-8"):
        yield f"{HEAD}：与 {head.run}/{MANIFEST} 对不上，其中之一有字节被改动"


def _not_sealed(unsealed: list[str], sealed: list[str]) -> Iterator[str]:
    """A run later than the first manifest must have one of its own."""
    yield from (f"{run}/{MANIFEST}：没有清单；如果是刚被中断的运行，再运行一次 gongkai crawl 会补上" for run in unsealed if sealed and run > sealed[0])


def _told_of_old(unsealed: list[str], sealed: list[str]) -> tuple[str, ...]:
    old = [run for run in unsealed if not sealed or run < sealed[0]]
    if not old:
        return ()
    return (f"{old[0]} 到 {old[-1]} 的 {len(old)} 次运行写于有清单之前：每条记录的摘要核对过，文件整体没有清单可对",)
