"""Every kind of site of the model district keeps its promises: a naive reader of its own interface finds what stands there."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.days import CRAWL_DAYS, at  # noqa: E402 - found through the line above
from district.model import Site  # noqa: E402
from district.readers import READERS, Client, Found, by_next_page, leaves, locations, pages_from, read_gkmlpt, rows, shell  # noqa: E402
from district.serve import District  # noqa: E402
from district.serve_gkmlpt import ROWS  # noqa: E402

SPRING, AUTUMN, YEAR_END = CRAWL_DAYS
PORTAL = "http://www.panyu.gov.cn/"
NOW = at(YEAR_END)


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


# what stands is found


@pytest.mark.parametrize("day", CRAWL_DAYS, ids=str)
@pytest.mark.parametrize("platform", [p for p in READERS if p != "static"])
def test_a_naive_reader_of_each_kind_finds_every_publication(district: District, client: Client, platform: str, day: date) -> None:
    district.set_now(at(day))
    for site in sites(district, platform):
        standing = [p for p in district.publications() if p.site == site.id and p.is_readable]
        if not standing and site.id == "zjj":
            continue  # its evening of outage
        found = READERS[platform](client, site)
        assert sorted(found) == sorted(Found(p.address, p.title) for p in standing)
        days = {f.address: f.day for f in found if f.day}
        assert days.items() <= {p.address: p.claimed for p in standing}.items()


def test_the_portal_beside_them_is_found_by_its_next_page_links(district: District, client: Client) -> None:
    portal = [p for p in district.publications() if p.site == "portal" and p.is_readable]
    starts = list(dict.fromkeys(p.list_url for p in portal))
    assert sorted(by_next_page(client, starts)) == sorted(Found(p.address, p.title) for p in portal)


def test_every_kind_is_there_and_several_live_on_one_host(district: District) -> None:
    platforms = {s.platform for s in district.world.sites.values() if s.host == "www.panyu.gov.cn"}
    assert platforms == set(READERS)
    assert len(sites(district, "gkmlpt")) == 4 and sum(s.second for s in sites(district, "gkmlpt")) == 2


def test_every_address_of_a_publication_answers(district: District) -> None:
    gone = {p.address for p in district.publications() if p.is_readable and not p.is_external and district.answers.at(p.address).status != 200}
    assert gone == set()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_is_planted_whatever_way_it_is_served(seed: int) -> None:
    kinds, static = District(seed, scale=0.1, kinds=True).world, District(seed, scale=0.1).world
    reached = {s.unit for s in kinds.sites.values() if s.fault == "hidden" or s.second}
    for day in CRAWL_DAYS:
        told, before = ([(r.rule, r.duty, r.unit, r.period, r.case) for r in w.truth(day)] for w in (kinds, static))
        assert told == before
        changed = {a.unit for a, b in zip(kinds.truth(day), static.truth(day), strict=True) if a.outcomes != b.outcomes}
        assert changed <= reached
    assert [d.title for d in static.ground.docs.values()] == [d.title for d in kinds.ground.docs.values()][: len(static.ground.docs)]


def test_every_kind_has_a_list_of_more_than_one_page(district: District, client: Client) -> None:
    further = {"table": "page=2", "gkmlpt": "page=2", "script": "page=2", "hanweb": "startrecord=31", "generic": "index_2.html"}
    for platform, part in further.items():
        district.counts.reset()
        for site in sites(district, platform):
            READERS[platform](client, site)
        assert any(part in r.url and r.status == 200 for r in district.counts.requests()), platform


# the catalogue platform


def long_list(client: Client, district: District) -> tuple[Site, str, int]:
    """A site with a list of more than a page."""
    site = next(s for s in sites(district, "gkmlpt") if s.second)
    sid, tree = shell(client, site)
    return site, sid, next(n["id"] for n in leaves(tree) if n["name"] == "通知公告")


def test_pages_0_and_1_are_equal_and_past_the_end_there_is_404(district: District, client: Client) -> None:
    site, sid, number = long_list(client, district)
    asked = [client.ask(f"{site.base}gkmlpt/api/all/{number}?page={n}&sid={sid}") for n in (0, 1, 2, 3)]
    assert [a.status for a in asked] == [200, 200, 200, 404]
    assert asked[0].body == asked[1].body != asked[2].body
    assert client.ask(f"{site.base}gkmlpt/api/all/{number}?page=1&sid=1").status == 404


def test_post_count_is_far_above_the_total_and_zero_means_everything(district: District, client: Client) -> None:
    site, sid, number = long_list(client, district)
    said = json.loads(client.text(f"{site.base}gkmlpt/api/all/{number}?page=1&sid={sid}"))
    assert said["classify"]["post_count"] > 2 * said["total"] > 2 * ROWS
    assert len(rows(client, site, sid, 0)) == len(read_gkmlpt(client, site))


def test_rows_are_as_untidy_as_the_platforms(district: District, client: Client) -> None:
    told = [r for s in sites(district, "gkmlpt") for r in rows(client, s, shell(client, s)[0], 0)]
    assert {r["type"] for r in told} == {"normal", "url"}
    assert any(r["create_time"] > 1e10 for r in told) and any(0 < r["create_time"] < 1e10 for r in told)
    assert any(r["url"].startswith("//") for r in told) and any(r["url"].startswith("http://") for r in told)
    assert any(r["attachment"] for r in told)
    assert any(n["jump_url"] for s in sites(district, "gkmlpt") for n in shell(client, s)[1])


def test_detail_pages_tell_their_day_twice_and_offer_their_attachments(district: District, client: Client) -> None:
    site, sid, number = long_list(client, district)
    row = next(r for r in rows(client, site, sid, number) if r["attachment"])
    text = client.text(row["post_url"])
    assert re.search(r"/gkmlpt/content/(\d+)/(\d+)/post_(\d+)\.html", row["post_url"])
    assert text.split("<h1")[0].count("发布日期") == 1 and text.split("</h1>")[1].count("发布日期") == 1 and "article-content" in text
    href = re.search(r'nfw-cms-attachment" href="([^"]+)"', text)
    assert href and client.ask(href.group(1)).body.startswith(b"PK")


# the others


def test_the_old_table_site_is_gbk_and_shows_its_last_page_past_the_end(district: District, client: Client) -> None:
    site = next(s for s in sites(district, "table"))
    lists = [p.list_url for p in district.publications() if p.site == site.id]
    assert any("classid=" in u for u in lists) and any(u.endswith("/list.aspx") for u in lists)
    got = client.ask(lists[0])
    assert "charset=gb2312" in got.text and re.search(r"\[2017-\d{1,2}-\d{1,2}\]", got.text)
    last = list(pages_from(client, lists[0]))[-1][1]
    further = lists[0] + ("&" if "?" in lists[0] else "?") + "page=99"
    assert client.text(further) == last


def test_lists_of_a_script_filled_site_are_empty_and_one_hides_its_address(district: District, client: Client) -> None:
    hidden = [c for s in sites(district, "script") for c in s.columns.values() if c.fault == "hidden"]
    for column in (c for s in sites(district, "script") for c in district.answers.view.columns(s)):
        text = client.text(column.url)
        assert '<ul class="news_list" id="list"></ul>' in text
        assert ("api/list.json?channel=" in text) != (column in hidden)
    assert len(hidden) == 1 and any(not p.is_readable for p in district.publications() if p.column == hidden[0].key and p.site == hidden[0].site)


def test_a_sitemap_names_every_page_and_feeds_name_the_newest(district: District, client: Client) -> None:
    (site,) = sites(district, "generic")
    maps = locations(client, f"{site.base}sitemap.xml")
    pages = [u for m in maps if "lists" not in m for u in locations(client, m)]
    assert sorted(pages) == sorted({p.address for p in district.publications() if p.site == site.id and not p.is_external})
    feeds = re.findall(r'application/rss\+xml" title="[^"]+" href="([^"]+)"', client.text(site.base))
    assert len(feeds) == len(district.answers.view.columns(site))
    assert all(set(re.findall(r"<item>.*?<link>([^<]+)<", client.text(f))) <= set(pages) for f in feeds)
    assert not [c for c in site.columns.values() if f'href="{c.url}"' in client.text(site.base)]


# validators, packing, noise


def watched(district: District) -> list[str]:
    """Lists, homes, some pages and attachments of all sites."""
    lists = list(dict.fromkeys(p.list_url.split("#")[0] for p in district.publications()))
    return [*lists, *(s.base for s in district.world.sites.values()), *list(district.world.ground.docs)[::9], *list(district.world.files)[::5]]


def test_the_same_validator_always_means_the_same_bytes(district: District) -> None:
    urls = watched(district)
    held: dict[tuple[str, str], bytes] = {}
    repeated = 0
    for now in (at(SPRING), at(SPRING) + timedelta(days=1), at(AUTUMN), at(AUTUMN) + timedelta(days=1), NOW):
        district.set_now(now)
        for url in urls:
            answer = district.answers.at(url)
            for validator in filter(None, (answer.etag, answer.modified)):
                repeated += (url, validator) in held
                assert held.setdefault((url, validator), answer.body) == answer.body, url
    assert repeated > len(urls)


def test_304_is_answered_to_the_validators_a_page_came_with_and_to_no_others(district: District, client: Client) -> None:
    url = PORTAL + "zwgk/tzgg/"
    first = client.ask(url)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    unchanged = client.ask(url, If_None_Match=etag)
    assert (unchanged.status, unchanged.body, unchanged.headers["etag"]) == (304, b"", etag)
    assert client.ask(url, If_Modified_Since=modified).status == 304
    assert client.ask(url, "HEAD", If_None_Match=f'W/{etag}, "x"').status == 304
    assert client.ask(url, If_None_Match='"other"', If_Modified_Since=modified).status == 200
    assert client.ask(url, If_Modified_Since="Mon, 02 Jan 2017 00:00:00 GMT").status == 200
    planted = district.plant_new("portal", "tzgg", at=NOW)
    changed = client.ask(url, If_None_Match=etag)
    assert changed.status == 200 and planted.title in changed.text
    assert client.ask(url, If_Modified_Since=modified).status == 200


def test_some_servers_send_both_validators_some_one_and_dynamic_ones_none(district: District) -> None:
    sent = {(bool(a.etag), bool(a.modified)) for p in district.publications() if p.is_readable and (a := district.answers.at(p.address)).status == 200}
    assert sent == {(True, True), (False, True), (True, False), (False, False)}
    assert all(not district.answers.at(p.list_url).etag for p in district.publications() if p.platform == "table")


def test_pages_with_a_clock_or_a_counter_change_overnight_though_nothing_is_published(district: District) -> None:
    doc = next(p for p in district.publications() if p.platform == "table" and p.is_readable)
    before = district.answers.at(doc.address).body
    district.set_now(NOW + timedelta(days=1))
    assert district.answers.at(doc.address).body != before


def test_packed_answers_hold_the_same_bytes(district: District, client: Client) -> None:
    packed = client.ask(PORTAL, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == client.ask(PORTAL).body
    assert client.ask(PORTAL, "HEAD").body == b""
