"""Faults of the model district come and go, events show from their moment on, and what is asked is counted."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from datetime import date
from http.client import BadStatusLine, IncompleteRead
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.days import CRAWL_DAYS, at  # noqa: E402 - found through the line above
from district.faults import NAMES  # noqa: E402
from district.model import Site  # noqa: E402
from district.readers import READERS, Client, pages_from, shell  # noqa: E402
from district.serve import District  # noqa: E402

PORTAL = "http://www.panyu.gov.cn/"
NOTICES = PORTAL + "zwgk/tzgg/"
NOW = at(CRAWL_DAYS[-1])


@pytest.fixture(scope="module")
def served() -> Iterator[District]:
    with District(1, scale=0.2, kinds=True).start(NOW) as district:
        yield district


@pytest.fixture
def district(served: District) -> Iterator[District]:
    served.set_now(NOW)
    served.faults.clear()
    served.counts.reset()
    yield served
    served.faults.clear()


@pytest.fixture
def client(district: District) -> Iterator[Client]:
    opened = Client(district)
    yield opened
    opened.close()


def sites(district: District, platform: str) -> list[Site]:
    return [s for s in district.world.sites.values() if s.platform == platform]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("waf200", {}, (200, "访问被拦截")),
        ("waf200", {"mode": "challenge"}, (200, "document.cookie")),
        ("waf412", {}, (412, "document.cookie")),
        ("http_5xx_burst", {"status": 502}, (502, "Server Error")),
        ("redirect_loop", {}, (302, "")),
        ("home_redirect", {}, (302, "")),
        ("soft_404", {}, (200, "页面不存在")),
        ("login", {}, (200, "password")),
        ("too_many", {"seconds": 7}, (429, "Too Many")),
        ("emptied", {}, (200, "暂无内容")),
    ],
    ids=lambda v: v if isinstance(v, str) else None,
)
def test_faults_come_and_go(district: District, client: Client, name: str, options: dict[str, Any], said: tuple[int, str]) -> None:
    before = client.ask(NOTICES)
    district.faults.set(name, NOTICES, **options)
    got = client.ask(NOTICES)
    assert got.status == said[0] and said[1] in got.text and got.body != before.body
    assert client.ask(PORTAL + "zwgk/ghjh/").status == 200
    if name == "too_many":
        assert got.headers["retry-after"] == "7"
    district.faults.clear(name, NOTICES)
    assert client.ask(NOTICES).body == before.body


@pytest.mark.parametrize(
    ("where", "hit", "spared"),
    [
        pytest.param("www.panyu.gov.cn", NOTICES, "http://js.panyu.gov.cn/", id="a host"),
        pytest.param("zjj", "http://js.panyu.gov.cn/", NOTICES, id="a site"),
        pytest.param("portal", NOTICES, PORTAL + "gzpyjy/gkmlpt/index", id="a site whose prefix others share"),
        pytest.param(NOTICES, NOTICES + "index_2.html", PORTAL, id="a prefix"),
        pytest.param("*/tzgg/index_*.html", NOTICES + "index_2.html", NOTICES, id="a pattern"),
    ],
)
def test_a_fault_lies_where_it_was_put(district: District, client: Client, where: str, hit: str, spared: str) -> None:
    district.faults.set("waf412", where)
    assert (client.ask(hit).status, client.ask(spared).status) == (412, 200)


def test_a_server_that_is_down_ends_the_connection_without_a_word(district: District, client: Client) -> None:
    district.faults.set("down", "www.panyu.gov.cn")
    with pytest.raises((BadStatusLine, ConnectionError)):
        client.ask(NOTICES)
    assert [r.status for r in district.counts.requests()] == [0]


def test_a_slow_answer_takes_its_time(district: District, client: Client) -> None:
    district.faults.set("slow", NOTICES, seconds=0.3)
    started = time.monotonic()
    assert client.ask(NOTICES).status == 200 and time.monotonic() - started >= 0.3
    (request,) = district.counts.requests()
    assert request.ended - request.began >= 0.3


def test_a_truncated_body_is_shorter_than_announced(district: District, client: Client) -> None:
    district.faults.set("truncated", NOTICES)
    with pytest.raises(IncompleteRead):
        client.ask(NOTICES)


def test_an_endless_body_lasts_until_the_client_has_enough(district: District, client: Client) -> None:
    district.faults.set("endless", NOTICES)
    client.connection.request("GET", NOTICES)
    answer = client.connection.getresponse()
    assert answer.getheader("content-length") is None
    assert sum(len(answer.read(65536)) for _ in range(64)) == 64 * 65536
    answer.close()
    client.close()
    assert client.ask(PORTAL).status == 200
    assert district.counts.by_url()[NOTICES].bytes >= 64 * 65536


def test_a_burst_hits_the_next_requests_or_every_few(district: District, client: Client) -> None:
    district.faults.set("http_5xx_burst", NOTICES, next=2)
    assert [client.ask(NOTICES).status for _ in range(4)] == [503, 503, 200, 200]
    district.faults.set("http_5xx_burst", NOTICES, every=3)
    assert [client.ask(NOTICES).status for _ in range(6)] == [200, 200, 503, 200, 200, 503]


def test_robots_can_deny_a_host_or_one_of_its_sites(district: District, client: Client) -> None:
    robots = PORTAL + "robots.txt"
    district.faults.set("robots_denied", "sjj")
    assert client.text(robots) == "User-agent: *\nDisallow: /jgzy/qzfbm/fzqsjj/\n"
    district.faults.set("robots_denied", "www.panyu.gov.cn")
    assert client.text(robots) == "User-agent: *\nDisallow: /\n"
    assert "Disallow: /\n" not in client.text("http://js.panyu.gov.cn/robots.txt") and client.ask(NOTICES).status == 200


@pytest.mark.parametrize(("mode", "status"), [("404", 404), ("redirect", 301)])
@pytest.mark.parametrize("platform", ["static", "table", "script", "hanweb", "generic"])
def test_a_redesign_moves_lists_and_keeps_their_entries(district: District, client: Client, platform: str, mode: str, status: int) -> None:
    standing = [p for p in district.publications() if p.platform == platform and p.is_readable and p.column == "tzgg"][:60]
    standing = [p for p in standing if p.site == standing[0].site]
    site = district.world.sites[standing[0].site]
    district.faults.set("redesign", site.id, mode=mode)
    assert client.ask(standing[0].list_url).status == status
    new = f"{site.base}new/tzgg.html"
    addresses = [u for url, text in pages_from(client, new) for u in re.findall(r'<h4><a href="([^"]+)"', text)]
    assert set(addresses) >= {p.address for p in standing}
    assert platform in ("generic", "table") or new in client.text(site.base)
    assert client.ask(standing[0].address).status == 200
    district.faults.clear()
    assert client.ask(standing[0].list_url).status == 200 and client.ask(new).status == 404


def test_a_redesigned_catalogue_is_a_site_of_lists(district: District, client: Client) -> None:
    site = sites(district, "gkmlpt")[0]
    sid, _ = shell(client, site)
    district.faults.set("redesign", site.id)
    assert client.ask(f"{site.base}gkmlpt/index").status == client.ask(f"{site.base}gkmlpt/api/all/0?page=1&sid={sid}").status == 404
    assert f"{site.base}new/tzgg.html" in client.text(site.base)


@pytest.mark.parametrize("platform", [p for p in READERS if p != "static"])
@pytest.mark.parametrize("name", ["emptied", "shrunk"])
def test_emptied_and_shrunk_sites_show_less_by_every_kind_of_interface(district: District, client: Client, platform: str, name: str) -> None:
    site = sites(district, platform)[-1]
    before = READERS[platform](client, site)
    district.faults.set(name, site.id)
    after = READERS[platform](client, site)
    assert set(after) <= set(before)
    assert (len(after) == 0) if name == "emptied" else (0 < len(after) <= len(before) // 2)


def test_a_trap_leads_from_page_to_page_and_none_is_asked_twice(district: District, client: Client) -> None:
    district.faults.set("trap", "portal")
    url, seen = PORTAL, set()
    for _ in range(30):
        further = [u for u in re.findall(r'href="([^"]+/rili/[^"]+)"', client.text(url)) if u not in seen]
        url = further[-1] if "/rili/" not in url else further[1]
        seen.add(url)
    assert len(seen) == 30
    district.faults.clear()
    assert client.ask(url).status == 404 and "/rili/" not in client.text(PORTAL)


def test_faults_are_switched_by_address_and_unknown_ones_refused(district: District, client: Client) -> None:
    assert client.control("fault?name=waf412&where=zjj&every=2")[0]["options"]["every"] == 2
    assert [client.ask("http://js.panyu.gov.cn/").status for _ in range(2)] == [200, 412]
    assert client.control("fault?clear=1") == [] == client.control("fault")
    refused = client.ask("http://district.invalid/fault?name=flood&where=*")
    assert refused.status == 400 and all(n in refused.text for n in NAMES)
    with pytest.raises(ValueError, match="no option speed"):
        district.faults.set("slow", "*", speed=1)


# what a test plants


@pytest.mark.parametrize("platform", ["static", "gkmlpt", "table", "script", "hanweb", "generic"])
def test_planted_events_show_from_their_moment_on(platform: str) -> None:
    district = District(2, scale=0.4, kinds=True)
    site = next(s for s in district.world.sites.values() if s.platform == platform and not s.fault)
    column = district.column(site.id)
    night, then = at(date(2017, 8, 1)), at(date(2017, 8, 2))
    district.set_now(night)
    before = {p.address: p for p in district.publications() if p.site == site.id}
    backdated = district.plant_backdated(site.id, column.key, at=then)
    pinned, new = district.plant_pinned(site.id, column.key, at=then), district.plant_new(site.id, column.key, at=then)
    edit, mark, withdrawal = (plant(site.id, column.key, at=then) for plant in (district.plant_edit, district.plant_mark, district.plant_withdrawal))
    assert {p.address: p for p in district.publications() if p.site == site.id} == before
    old = {p.address: district.answers.at(p.address).body for p in (edit, mark)}
    district.set_now(then)
    after = {p.address for p in district.publications() if p.site == site.id}
    assert after - set(before) == {backdated.address, pinned.address, new.address} and set(before) - after == {withdrawal.address}
    assert district.answers.at(withdrawal.address).status == 404
    assert all(district.answers.at(p.address).body != old[p.address] for p in (edit, mark))
    order = [p.address for p in district.publications() if (p.site, p.column) == (site.id, column.key)]
    assert order.index(pinned.address) < order.index(new.address) < order.index(backdated.address)
    assert backdated.claimed and backdated.claimed < night.date() and backdated.since == then


# what was asked


def test_requests_are_counted_with_bytes_statuses_and_times(district: District, client: Client) -> None:
    sizes = [len(client.ask(u).body) for u in (NOTICES, NOTICES, PORTAL + "no.html")]
    client.ask("http://js.panyu.gov.cn/", "HEAD")
    by_host = district.counts.by_host()
    assert (by_host["www.panyu.gov.cn"].requests, by_host["www.panyu.gov.cn"].bytes) == (3, sum(sizes))
    assert by_host["www.panyu.gov.cn"].statuses == {200: 2, 404: 1}
    assert district.counts.by_url()[NOTICES].requests == 2
    requests = district.counts.requests()
    assert (requests[0].method, requests[0].path) == ("GET", "/zwgk/tzgg/") and requests[-1].method == "HEAD"
    assert all(a.ended <= b.began for a, b in pairwise(requests))
    assert client.control("requests?all=1")["hosts"]["js.panyu.gov.cn"]["bytes"] == 0
    district.counts.reset()
    assert district.counts.told() == {"total": 0, "max_concurrent": {}, "unknown": []} and district.counts.requests() == []
