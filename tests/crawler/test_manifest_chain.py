"""Manifests seal what a run wrote, hold on to each other, and show every byte that is changed, missing or added."""

from __future__ import annotations

import json
import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.journal import NAME, runs_in
from crawler.manifest import HEAD, MANIFEST, canonical_sha256, read_manifest, sha256_of
from crawler.rebuild import heal, rebuild
from crawler.store import Store
from crawler.verify import examine, verify

PATCHES = [HealthCheck.function_scoped_fixture]


def snapshot_of(archive, db):
    with Store(f"sqlite:///{db}") as store:
        rebuild(store, archive)
        return store.snapshot()


def healed(crawls):
    with Store(crawls.db_url) as store:
        return heal(store, crawls.archive)


def unseal(archive, run):
    """As before there were manifests."""
    (archive / run / MANIFEST).unlink()
    (archive / HEAD).unlink(missing_ok=True)


@pytest.fixture
def sealed(crawls, website):
    """Two runs; the second has a torn tail that lies aside."""
    crawls.run()
    website.put_article("/tzgg/content/post_4.html", "四月报告", "2017-04-20")
    website.put_list("/tzgg/", [("/tzgg/content/post_4.html", "四月报告", "2017-04-20"), *crawls.months])
    crawls.run()
    run = runs_in(crawls.archive)[-1]
    unseal_last(crawls.archive, run)
    with (crawls.archive / run / NAME).open("ab") as journal:
        journal.write(b'{"seq":99,"ki')
    with Store(crawls.db_url) as store:
        store.forget_archive()
    healed(crawls)
    return crawls.archive


def unseal_last(archive, run):
    (archive / run / MANIFEST).unlink()
    first = runs_in(archive)[0]
    (archive / HEAD).write_text(
        json.dumps({"run": first, "schema_version": 1, "sha256": sha256_of(archive / first / MANIFEST)}, sort_keys=True, indent=1) + "\n"
    )


def test_a_run_is_sealed_when_it_ends_and_chained_to_the_one_before(crawls):
    crawls.run()
    crawls.run()
    first, second = (read_manifest(crawls.archive, run) for run in runs_in(crawls.archive))
    assert (first.previous, first.kind, first.simulated, first.status, first.program) == (None, "crawl", True, "done", "gongkai/test")
    assert {file.name for file in first.files} == {p.name for p in (crawls.archive / first.run).iterdir()} - {MANIFEST}
    assert (second.previous.run, second.previous.of) == (first.run, "manifest")
    assert second.previous.sha256 == sha256_of(crawls.archive / first.run / MANIFEST)
    assert json.loads((crawls.archive / HEAD).read_text())["run"] == second.run
    assert verify(crawls.archive) == ()


def test_a_manifest_carries_its_own_digest_over_canonical_json(crawls):
    crawls.run()
    told = json.loads((crawls.archive / runs_in(crawls.archive)[0] / MANIFEST).read_text())
    own = told.pop("sha256")
    assert own == canonical_sha256(told)
    assert told["schema_version"] == 1


def test_a_run_that_was_killed_is_sealed_by_the_next_start(crawls):
    crawls.run()
    run = runs_in(crawls.archive)[0]
    journal = crawls.archive / run / NAME
    unseal(crawls.archive, run)
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    with Store(crawls.db_url) as store:
        store.forget_archive()
    healed(crawls)
    assert read_manifest(crawls.archive, run).status == "killed"
    assert verify(crawls.archive) == ()


def test_a_run_killed_before_its_first_event_is_sealed_once_and_never_spoken_of_again(crawls):
    crawls.run()
    empty = crawls.archive / "20180101T050000Z-001"
    empty.mkdir()
    (empty / NAME).touch()
    healed(crawls)
    assert read_manifest(crawls.archive, empty.name).started is None
    assert healed(crawls) == ()
    assert verify(crawls.archive) == ()
    assert snapshot_of(crawls.archive, crawls.folder / "new.db") == crawls.snapshot()


def test_a_run_cut_off_between_its_end_and_its_manifest_is_sealed_late(crawls):
    crawls.run()
    crawls.run()
    unseal_last(crawls.archive, runs_in(crawls.archive)[-1])
    assert any("没有清单" in fault for fault in verify(crawls.archive))
    healed(crawls)
    assert verify(crawls.archive) == ()


def test_a_head_left_behind_by_a_crash_is_mended(crawls):
    crawls.run()
    before = (crawls.archive / HEAD).read_bytes()
    crawls.run()
    (crawls.archive / HEAD).write_bytes(before)
    assert any("会补上" in fault for fault in verify(crawls.archive))
    healed(crawls)
    assert verify(crawls.archive) == ()


def test_an_archive_from_before_manifests_is_a_note_and_the_chain_begins_after_it(crawls):
    crawls.run()
    old = runs_in(crawls.archive)[0]
    unseal(crawls.archive, old)
    crawls.run()
    manifest = read_manifest(crawls.archive, runs_in(crawls.archive)[-1])
    assert (manifest.previous.run, manifest.previous.of) == (old, "journal")
    assert manifest.previous.sha256 == sha256_of(crawls.archive / old / NAME)
    examined = examine(crawls.archive)
    assert examined.faults == ()
    assert any(old in note and "有清单之前" in note for note in examined.notes)


def test_a_torn_tail_is_a_note_and_cannot_change_unseen(sealed):
    examined = examine(sealed)
    assert examined.faults == ()
    assert any("残尾" in note for note in examined.notes)
    torn = next(sealed.glob("*/*.torn-1"))
    torn.write_bytes(torn.read_bytes() + b"x")
    assert [torn.name in fault for fault in verify(sealed)] == [True]


@settings(max_examples=150, deadline=None, suppress_health_check=PATCHES)
@given(which=st.integers(0, 10**6), where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_in_the_archive_is_named(sealed, which, where, bit):
    files = sorted(p for p in sealed.rglob("*") if p.is_file() and p.stat().st_size and p.name != ".lock")
    path = files[which % len(files)]
    whole = path.read_bytes()
    place = int(where * len(whole))
    path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
    try:
        faults = verify(sealed)
        assert any(path.name in fault for fault in faults), (path, place, faults)
    finally:
        path.write_bytes(whole)


def test_every_flipped_bit_of_a_warc_file_is_named_with_its_record_or_its_file(sealed):
    warc = next(sealed.glob("*/*.warc.gz"))
    whole, chance = warc.read_bytes(), random.Random(7)
    for place in sorted(chance.sample(range(len(whole)), 120)):
        warc.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert any(fault.startswith(f"{warc.parent.name}/{warc.name}") for fault in verify(sealed)), place
    warc.write_bytes(whole)
    assert verify(sealed) == ()


def test_a_damaged_record_is_named_with_its_place_and_address(sealed, website):
    warc = next(sealed.glob("*/*.warc.gz"))
    whole = warc.read_bytes()
    place = len(whole) - 6  # in the checksum of the last member
    warc.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    faults = verify(sealed)
    assert len(faults) == 1
    assert "偏移" in faults[0]
    assert website.root in faults[0]


@pytest.mark.parametrize("pattern", ["*/*.warc.gz", f"*/{NAME}", f"*/{MANIFEST}", "*/*.torn-1", HEAD])
def test_a_missing_file_is_named(sealed, pattern):
    path = sorted(sealed.glob(pattern))[-1]
    path.unlink()
    assert any(path.name in fault or path.parent.name in fault for fault in verify(sealed))


def test_a_run_that_is_gone_is_named_and_the_next_run_does_not_hide_it(crawls):
    for _ in range(3):
        crawls.run()
    gone = runs_in(crawls.archive)[-1]
    shutil.rmtree(crawls.archive / gone)
    assert any(gone in fault for fault in verify(crawls.archive))
    crawls.run()
    assert any(gone in fault for fault in verify(crawls.archive))


@pytest.mark.parametrize("name", ["extra.txt", "{run}/extra.warc.gz", "{run}/note.txt", "strange/file.txt"])
def test_a_file_that_was_added_is_named(sealed, name):
    path = sealed / name.format(run=runs_in(sealed)[0])
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert any(path.name in fault or f"{path.parent.name}/" in fault for fault in verify(sealed))


def test_bytes_appended_and_bytes_cut_are_named(sealed):
    for path in [p for p in sorted(sealed.rglob("*")) if p.is_file() and p.stat().st_size and p.name != ".lock"]:
        whole = path.read_bytes()
        for changed in (whole + b"\n", whole[:-1], b""):
            path.write_bytes(changed)
            assert any(path.name in fault for fault in verify(sealed)), path
        path.write_bytes(whole)
    assert verify(sealed) == ()


def test_a_manifest_written_anew_for_changed_bytes_breaks_the_chain(crawls):
    """Whoever changes a file and its manifest with it would have to change every later manifest and the head."""
    crawls.run()
    crawls.run()
    first = runs_in(crawls.archive)[0]
    path = crawls.archive / first / MANIFEST
    told = json.loads(path.read_text())
    told["program"] = "other"
    del told["sha256"]
    path.write_text(json.dumps(told | {"sha256": canonical_sha256(told)}, ensure_ascii=False, sort_keys=True, indent=1) + "\n")
    faults = verify(crawls.archive)
    assert any(first in fault and "清单摘要不符" in fault for fault in faults)
