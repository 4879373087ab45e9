"""The main job on the model district: every planted case judged rightly, and the same again from the archive alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS))
from district.compare import compare  # noqa: E402
from district.days import CRAWL_DAYS, at  # noqa: E402
from district.people import write_records  # noqa: E402
from district.serve import District  # noqa: E402

GONGKAI = Path(sys.executable).with_name("gongkai")
SCALE = 0.15
"""Less of the ordinary publications than `make demo` has; everything planted is there."""


class Office:
    """A deployment in a folder of its own, whose clock stands where it is put."""

    def __init__(self, folder, district):
        self.folder = folder
        self.district = district

    def call(self, *arguments, now, codes=(0, 1, 4)):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_")}
        env = clean | {"http_proxy": self.district.proxy, "GONGKAI_NOW": now.isoformat(), "GONGKAI_UNITS": str(TESTS.parent / "config" / "units.yaml")}
        env["GONGKAI_BROWSER"] = "no"  # the ledger knows a list that only a browser can read as one that nobody can
        done = subprocess.run([GONGKAI, *map(str, arguments)], cwd=self.folder, env=env, capture_output=True, text=True)
        assert done.returncode in codes, done.stderr
        return done

    def night(self, day):
        self.district.set_now(at(day))
        write_records(self.folder / "records", self.district.world.kinds.notes, at(day))
        return self.call("nightly", "--fast", "--no-progress", now=at(day))

    def verdicts(self, day):
        return self.call("check", "--as-of", day, "--format", "json", now=at(CRAWL_DAYS[-1])).stdout


SEEDS = [1, 2, 3]
OF_STATIC_SITES = [3]
"""All others have sites of every kind."""
one_seed = pytest.mark.parametrize("year", [SEEDS[0]], ids=["seed 1"], indirect=True, scope="module")


@pytest.fixture(scope="module", params=SEEDS, ids=lambda s: f"seed {s}")
def year(request, tmp_path_factory):
    """A year with three nights of crawling; the verdicts of each night beside the ledger."""
    folder = tmp_path_factory.mktemp("office")
    with District(request.param, scale=SCALE, kinds=request.param not in OF_STATIC_SITES) as district:
        district.start(at(CRAWL_DAYS[0]))
        office = Office(folder, district)
        compared = {}
        for day in CRAWL_DAYS:
            office.night(day)
            compared[day] = compare(district.truth(day), json.loads(office.verdicts(day))["verdicts"])
        yield office, compared


def test_every_planted_case_is_judged_rightly_on_every_night(year):
    _, compared = year
    for found in compared.values():
        assert [(p.record, p.said) for p in found.wrong] == []
        assert found.extra == ()
        assert found.unplanted_passes == ()


@one_seed
def test_check_gives_the_same_bytes_again_and_from_a_rebuilt_database(year):
    office, _ = year

    def told():
        head, _, rest = office.verdicts(CRAWL_DAYS[-1]).partition('"run": "')
        return head + rest.partition('"')[2]

    first = told()
    assert told() == first
    for old in office.folder.glob("gongkai.db*"):
        old.unlink()
    office.call("archive", "rebuild", now=at(CRAWL_DAYS[-1]), codes=(0,))
    assert told() == first


@one_seed
def test_changed_byte_in_the_archive_is_named(year):
    office, _ = year
    assert "全部相符" in office.call("archive", "verify", now=at(CRAWL_DAYS[-1]), codes=(0,)).stderr
    record = sorted(office.folder.glob("archive/*/*.warc.gz"))[-1]
    whole = record.read_bytes()
    record.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    done = office.call("archive", "verify", now=at(CRAWL_DAYS[-1]), codes=(1,))
    record.write_bytes(whole)
    assert record.name in done.stdout + done.stderr


@one_seed
def test_server_saw_one_request_at_a_time_on_every_host(year):
    office, _ = year
    assert set(office.district.counts.told()["max_concurrent"].values()) == {1}
