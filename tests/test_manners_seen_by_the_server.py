"""Manners as the model district's server saw them: one request at a time, what robots.txt forbids left alone, delays kept."""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.days import CRAWL_DAYS, at  # noqa: E402 - found through the line above
from district.serve import District  # noqa: E402
from faults.inside import Inside  # noqa: E402
from faults.office import write_units  # noqa: E402

NOW = at(CRAWL_DAYS[0])
SITES = ("swz", "mzj", "zjj", "hbj")
DENIED = "hbj"
TOWN = "swz"
DELAY_SECONDS = 0.2
LATENCY_SECONDS = 0.01
"""No answer is given earlier: a request that comes sooner after another was not waiting for it."""
UNEVENNESS_SECONDS = 0.02
"""By so much later may a busy server note one request than the next."""


@pytest.fixture(scope="module")
def district():
    with District(1, scale=0.02).start(NOW) as served:
        yield served


def crawled(district, folder, sites, *, fast=True, **crawl):
    """The requests of one crawl, by host in the order of their beginning."""
    district.counts.reset()
    office = Inside(folder, district.proxy, write_units(folder / "units.yaml", sites, **crawl), sites)
    done = office.crawl(NOW, fast=fast, limit_seconds=120)
    assert done.code in (0, 4), done.err
    hosts = defaultdict(list)
    for request in sorted(district.counts.requests(), key=lambda r: r.began):
        hosts[request.host].append(request)
    return hosts


@pytest.fixture(scope="module")
def hosts(district, tmp_path_factory):
    """A crawl as fast as may be of two hosts, on one of which several sites lie, one of them forbidden to robots; answers take a moment."""
    district.latency_seconds = LATENCY_SECONDS
    district.faults.set("robots_denied", DENIED)
    yield crawled(district, tmp_path_factory.mktemp("fast"), SITES)
    district.faults.clear()
    district.latency_seconds = 0.0


def test_never_two_requests_at_once_on_a_host_however_fast_the_crawl(hosts):
    assert set(hosts) == {"www.panyu.gov.cn", "js.panyu.gov.cn"}
    assert all(len(requests) > 20 for requests in hosts.values())
    assert [(a.url, b.url) for requests in hosts.values() for a, b in pairwise(requests) if b.began < a.began + LATENCY_SECONDS] == []


def test_hosts_are_asked_side_by_side(hosts):
    one, other = hosts.values()
    assert one[0].began < other[-1].began and other[0].began < one[-1].began


def test_robots_txt_is_asked_for_first_and_what_it_forbids_never(hosts, district):
    forbidden = district.world.sites[DENIED].base
    for host, requests in hosts.items():
        assert requests[0].url == f"http://{host}/robots.txt"
        assert [r.url for r in requests if r.url.startswith(forbidden)] == []
    assert any(r.url.startswith(district.world.sites["mzj"].base) for r in hosts["www.panyu.gov.cn"])


def test_the_delay_of_the_units_file_lies_between_any_two_requests_on_a_host(district, tmp_path):
    (requests,) = crawled(district, tmp_path, (TOWN,), fast=False, delay_seconds=DELAY_SECONDS).values()
    gaps = [b.began - a.began for a, b in pairwise(requests)]
    assert len(gaps) >= 4 and min(gaps) >= DELAY_SECONDS - UNEVENNESS_SECONDS
