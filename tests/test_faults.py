"""Faults of sites are no findings about units: the short form of `make faults`, five sites in trouble in one night."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.compare import compare  # noqa: E402 - found through the line above
from district.days import CRAWL_DAYS, at  # noqa: E402
from district.serve import District  # noqa: E402
from faults.inside import Inside  # noqa: E402
from faults.night import snapshot_of, uncovered  # noqa: E402
from faults.office import write_units  # noqa: E402
from faults.promises import ABSENT, changes, key_of, sites_of  # noqa: E402

NIGHT = CRAWL_DAYS[-1]
BEFORE, AFTER = NIGHT - timedelta(days=30), NIGHT + timedelta(days=1)
TROUBLED = {"fgj": "down", "sjj": "waf200", "czj": "emptied", "swj": "truncated"}
"""A fault for each site, all in one night."""
COPED_WITH = {"jyj": ("http_5xx_burst", {"next": 2})}
"""What a second try gets over."""
SITES = (*TROUBLED, *COPED_WITH)


class Nights:
    """One office before, and the same night with and without faults."""

    def __init__(self, folder, district):
        units = write_units(folder / "units.yaml", SITES)
        (folder / "before").mkdir()
        self.district = district
        before = Inside(folder / "before", district.proxy, units, SITES, 1.5, SITES)
        self.crawl(before, BEFORE)
        self.sound, self.troubled = before.copied_to(folder / "sound"), before.copied_to(folder / "troubled")
        self.sound_code = self.crawl(self.sound, NIGHT).code
        self.reference = self.sound.verdicts(at(NIGHT), NIGHT)
        for site, name in TROUBLED.items():
            district.faults.set(name, site)
        for site, (name, options) in COPED_WITH.items():
            district.faults.set(name, site, **options)
        self.done = self.crawl(self.troubled, NIGHT)
        district.faults.clear()
        self.uncovered = uncovered(snapshot_of(self.troubled))
        self.verdicts = self.troubled.verdicts(at(NIGHT), NIGHT)
        self.crawl(self.troubled, AFTER)
        self.after = self.troubled.verdicts(at(AFTER), NIGHT)
        self.changes = changes(self.reference, self.verdicts, frozenset(TROUBLED), [])

    def crawl(self, office, day):
        self.district.set_now(at(day))
        office.write_records(self.district.world.kinds.notes, at(day))
        return office.crawl(at(day))


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    with District(1, scale=0.02, kinds=True).start(at(BEFORE)) as district:
        yield Nights(tmp_path_factory.mktemp("faults"), district)


def test_exit_code_is_4_where_confirmed_sites_were_not_covered_and_says_which(nights):
    assert (nights.sound_code, nights.done.code) == (0, 4), nights.done.err
    assert {site for site in SITES if f"未能覆盖已确认的网站 {site}：" in nights.done.err} == set(TROUBLED)


def test_coverage_says_which_sites_were_not_seen_and_why(nights):
    assert set(nights.uncovered) == set(TROUBLED)
    assert all(nights.uncovered.values())


def test_what_depends_on_them_is_not_checked_and_nothing_else_changes(nights):
    assert len(nights.changes) >= 3
    assert [c.told() for c in nights.changes if not (c.depends and c.is_honest)] == []


def test_nothing_is_called_absent_where_it_was_not_looked_for(nights):
    said = [v for v in nights.verdicts if v["outcome"] in ABSENT and not v["evidence"]]
    assert [key_of(v) for v in said if sites_of(v) & set(TROUBLED)] == []


def test_nobody_is_accused_or_passed_falsely(nights):
    truth = [r for r in nights.district.truth(NIGHT) if r.unit in SITES]
    compared = compare(truth, nights.verdicts)
    assert [p.record for p in (*compared.false_accusations, *compared.false_passes)] == []


def test_verdicts_are_back_once_the_faults_are_gone(nights):
    assert [c.told() for c in changes(nights.reference, nights.after, frozenset(), [])] == []
