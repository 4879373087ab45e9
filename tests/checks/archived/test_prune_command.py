"""Retention: what is dropped, what is kept, and that no verdict changes; by the command, and cut off at any moment."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.archive_commands import prune_command
from crawler import unfinished
from crawler.manifest import PART, read_manifest, sealed_in
from crawler.rebuild import heal, rebuild
from crawler.shelf import PRUNE, Shelf
from crawler.store import Store
from crawler.verify import examine, verify
from rules.errors import GongkaiError, InvalidFiles


def without_id(told):
    return re.sub(r'"run": "[^"]*"', "", told)


def sizes(archive):
    return {str(p.relative_to(archive)): p.read_bytes() for p in sorted(archive.rglob("*")) if p.is_file() and p.name != ".lock"}


def test_a_dry_run_says_how_much_by_reason_and_touches_nothing(overdue):
    office = overdue
    before = sizes(office.archive)
    result = office.call(prune_command, "--dry-run", now=office.LATER)
    assert result.exit_code == 0, result.exception
    assert re.match(r"可清理 [1-9]\d* 条内容，\d+ 字节。\n", result.output)
    assert re.search(r"\n  已被取代的列表页，超过 90 天：1 条，\d+ 字节\n", result.output)
    assert sizes(office.archive) == before


def test_what_was_pruned_is_what_the_dry_run_said_and_the_archive_holds(overdue):
    office = overdue
    said = office.call(prune_command, "--dry-run", now=office.LATER).output
    before = sum(len(data) for name, data in sizes(office.archive).items() if name.endswith(".warc.gz"))
    done = office.call(prune_command, now=office.LATER).output
    assert done == said.replace("可清理", "已清理")
    after = sum(len(data) for name, data in sizes(office.archive).items() if name.endswith(".warc.gz"))
    assert before - after == int(re.search(r"条内容，(\d+) 字节", done).group(1))
    examined = examine(office.archive)
    assert examined.faults == ()
    assert any("按保存期限清理了" in note for note in examined.notes)
    assert office.call(prune_command, now=office.LATER).output == "没有过期的内容。\n"


def test_verdicts_are_the_same_after_pruning_and_after_a_rebuild(overdue, tmp_path):
    office = overdue
    told = without_id(office.check(date(2017, 5, 20)))
    known = office.START + timedelta(days=76)
    with Store(office.db_url) as store:
        whole, early = store.snapshot(), store.snapshot(known)
    office.call(prune_command, now=office.LATER)
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    with Store(fresh) as store:
        rebuild(store, office.archive)
        assert store.snapshot() == whole
        assert store.snapshot(known) == early
    assert without_id(office.check(date(2017, 5, 20), fresh)) == told


def test_a_changed_byte_of_a_pruned_archive_is_named_too(overdue):
    office = overdue
    office.call(prune_command, now=office.LATER)
    prune = next(run for run in sealed_in(office.archive) if PRUNE in run)
    rewritten = read_manifest(office.archive, prune).rewritten[0].file
    for name in (rewritten, f"{prune}/tombstones.jsonl", f"{prune}/readings.jsonl", f"{prune}/manifest.json"):
        path = office.archive / name
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 25)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert any(path.name in fault for fault in verify(office.archive)), (name, place)
        path.write_bytes(whole)
    assert verify(office.archive) == ()


def test_what_stands_on_the_site_and_what_a_revisit_refers_to_is_never_dropped(overdue):
    office = overdue
    office.call(prune_command, now=office.LATER + timedelta(days=9000))
    shelf = Shelf(office.archive)
    with Store(office.db_url) as store:
        for page in store.snapshot().pages:
            assert shelf.read(page.archive.file, page.archive.offset).body


def test_failing_evidence_outlives_the_rest(overdue):
    """The list in which March was not found: an unmet verdict of an old check run rests on it."""
    office = overdue
    office.call(prune_command, now=office.LATER)
    searched = [p for p in Shelf(office.archive).tombstones if p.url == office.LIST]
    assert len(searched) == 1
    office.call(prune_command, now=office.LATER + timedelta(days=2200))
    assert len([p for p in Shelf(office.archive).tombstones if p.url == office.LIST]) == 2
    assert verify(office.archive) == ()


class Killed(BaseException):
    """As SIGKILL: nothing that would tidy up runs."""


def kill_at(moment, patch):
    """Ends the process before the step of this number: each write to the disk and each renaming is one."""
    steps = iter(range(1000))

    def counted(real):
        def step(*args, **told):
            if next(steps) >= moment:
                raise Killed
            return real(*args, **told)

        return step

    patch.setattr(os, "fsync", counted(os.fsync))
    patch.setattr(Path, "replace", counted(Path.replace))
    patch.setattr(shutil, "rmtree", counted(shutil.rmtree))


def test_a_pruning_killed_at_any_moment_is_undone_or_carried_through_by_the_next_start(overdue, tmp_path, monkeypatch):
    with Store(overdue.db_url) as store:
        whole = store.snapshot()
    came_through = []
    for moment in range(18):
        office = type(overdue)(shutil.copytree(overdue.root, tmp_path / f"killed-{moment}", ignore=shutil.ignore_patterns("killed-*")))
        office.write_retention(last_check_runs=1)
        with monkeypatch.context() as patch:
            kill_at(moment, patch)
            try:
                came_through.append(office.call(prune_command, now=office.LATER).exit_code == 0)
            except Killed:
                came_through.append(False)
        with Store(office.db_url) as store:
            heal(store, office.archive)
            assert store.snapshot() == whole
        assert verify(office.archive) == (), moment
        assert not list(office.archive.rglob(f"*{PART}"))
        assert office.call(prune_command, now=office.LATER + timedelta(seconds=5)).exit_code == 0
        assert list(Shelf(office.archive).tombstones)
    assert came_through == sorted(came_through)
    assert (came_through[0], came_through[-1]) == (False, True)


def test_an_archive_may_be_pruned_again_and_again(overdue):
    office = overdue
    office.call(prune_command, now=office.LATER)
    first = {(stone.file, stone.offset) for stone in Shelf(office.archive).tombstones}
    office.call(prune_command, now=office.LATER + timedelta(days=2200))
    second = {(stone.file, stone.offset) for stone in Shelf(office.archive).tombstones}
    assert first < second
    assert verify(office.archive) == ()
    assert unfinished.finish(office.archive) == ()


@pytest.mark.parametrize("told", [{"passing_days": 3}, {"failing_days": 100}, {"other_days": "x"}, {"last_check_runs": 0}, {"nonsense": 1}])
def test_a_mistake_in_the_retention_file_is_told_with_its_line(overdue, told):
    office = overdue
    office.write_retention(**told)
    error = office.call(prune_command, now=office.LATER).exception
    assert isinstance(error, InvalidFiles | GongkaiError)
    assert "retention.yaml:2" in str(error)
