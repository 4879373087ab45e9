"""A crawl that is killed goes on: the short form of `make soak`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from faults.inside import Inside  # noqa: E402 - found through the line above
from soak.kills import FIRST, LATER, Soak  # noqa: E402

KILLS = 3
SITES = ("hbj", "zjj")
"""One of many on its host, and one with a host and a kind of its own."""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    soak = Soak(tmp_path_factory.mktemp("soak"), seed=1, scale=0.02, sites=lambda _: SITES)
    soak.most, soak.kind = 2, Inside
    try:
        yield soak.run(KILLS, lambda _: None)
    finally:
        soak.stop()


def test_first_crawls_and_later_ones_were_killed(rounds):
    assert {r.kind for r in rounds} == {FIRST, LATER}
    assert sum(r.kills for r in rounds) == KILLS


def test_the_store_is_the_one_of_an_undisturbed_crawl(rounds):
    assert [line for r in rounds for line in r.differences] == []


def test_the_comparison_tells_a_crawl_that_was_cut_off(rounds):
    assert [r.lacking for r in rounds if not r.lacking] == []


def test_no_answer_is_asked_for_again_but_those_under_way(rounds):
    assert [(r.repeated, r.looks_again) for r in rounds if r.repeated > r.bound or r.looks_again > r.most_looks] == []


def test_the_archive_verifies(rounds):
    assert [r.verified.code for r in rounds] == [0] * len(rounds), [r.verified.out for r in rounds]


def test_the_archive_alone_gives_the_same_database(rounds):
    assert [r.is_rebuilt_alike for r in rounds] == [True] * len(rounds)
