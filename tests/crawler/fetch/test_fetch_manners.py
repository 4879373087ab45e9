"""Manners as the server sees them: robots.txt, hours, budgets, one request at a time, delays, a name with a contact."""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from crawler.fetching import PLAINLY
from crawler.settings import manners
from rules.units import Allowed, CrawlSettings, Robots

SHUT = "User-agent: *\nDisallow: /\n"
MIDNIGHT, MIDDAY = datetime(2017, 12, 31, 16, tzinfo=UTC), datetime(2017, 12, 31, 4, tzinfo=UTC)


def test_robots_txt_is_asked_once_a_host_before_anything_else(fetching, host):
    for path in ("/a.html", "/b.html"):
        host.put(path)

    async def job(fetch):
        await asyncio.gather(*(fetch(host.root + path, "article", PLAINLY) for path in ("/a.html", "/b.html", "/c.html")))

    fetching.run(job)
    assert host.heard[0].path == "/robots.txt"
    assert host.times("/robots.txt") == 1
    assert (fetching.arrived[0].role, fetching.arrived[0].answer.status) == ("robots", 404)


def test_what_it_forbids_is_not_asked_for(fetching, host):
    host.put("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /private/open/\n")
    for path in ("/private/a.html", "/private/open/a.html"):
        host.put(path)
    first, second = fetching.get("/private/a.html", "/private/open/a.html")
    assert (first.reason, first.is_transient, second.reason) == ("robots", False, "")
    assert host.times("/private/a.html") == 0


def test_rules_for_us_by_name_come_before_those_for_all(fetching, host):
    host.put("/robots.txt", "User-agent: gongkai-test\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n")
    host.put("/b.html")
    assert [answer.reason for answer in fetching.get("/a.html", "/b.html")] == ["robots", ""]


def test_a_redirect_does_not_lead_round_it(fetching, host):
    host.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    host.put("/a.html", "", 302, Location="/private/a.html")
    host.put("/private/a.html")
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, host.times("/private/a.html")) == ("robots", 0)


def test_the_offices_own_sites_may_be_crawled_without_asking(fetching, host):
    host.put("/robots.txt", SHUT)
    host.put("/a.html")
    fetching.site = {"robots": Robots(Allowed("区政府办", date(2017, 6, 1)))}
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, host.times("/robots.txt")) == ("", 0)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_one_that_cannot_be_had_shuts_the_host_until_it_can(fetching, host, status):
    host.put("/robots.txt", "", status)
    host.put("/a.html")
    fetching.patiently(breaker_pause_seconds=60.0)
    first, second = fetching.get("/a.html", "/a.html")
    assert (first.reason, second.reason, first.is_transient) == ("robots_unknown", "robots_unknown", True)
    assert f"HTTP {status}" in first.detail
    assert (host.times("/robots.txt"), host.times("/a.html")) == (2, 0)


def test_and_is_asked_for_again_after_a_pause(fetching, host):
    host.answers["/robots.txt"] = [host.answer("", 503), host.answer("", 503), host.answer("User-agent: *\nDisallow: /b\n")]
    host.put("/a.html")
    told = []

    async def job(fetch):
        told.append(await fetch(f"{host.root}/a.html", "article", PLAINLY))
        await asyncio.sleep(0.25)
        told.append(await fetch(f"{host.root}/a.html", "article", PLAINLY))

    fetching.run(job)
    assert [answer.reason for answer in told] == ["robots_unknown", ""]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 412])
def test_one_that_does_not_exist_forbids_nothing(fetching, host, status):
    host.put("/robots.txt", SHUT, status)
    host.put("/a.html")
    assert fetching.get("/a.html")[0].reason == ""


def test_five_redirects_of_it_are_followed_and_then_there_is_none(fetching, host):
    host.put("/a.html")
    for n in range(5):
        host.put("/robots.txt" if n == 0 else f"/r{n}", "", 301, Location=f"/r{n + 1}")
    host.put("/r5", SHUT)
    assert fetching.get("/a.html")[0].reason == "robots"
    host.put("/r5", "", 301, Location="/r6")
    assert fetching.get("/a.html")[0].reason == ""
    assert host.times("/r6") == 0


def test_packed_rules_are_obeyed_and_a_page_in_their_place_is_none(fetching, host):
    host.put("/robots.txt", gzip.compress(SHUT.encode()), Content_Encoding="gzip")
    host.put("/a.html")
    assert fetching.get("/a.html")[0].reason == "robots"
    host.put("/robots.txt", "<html><body>欢迎访问</body></html>")
    assert fetching.get("/a.html")[0].reason == ""


def by_night(fetching, host, now, window="22:00-06:00"):
    """A site that is not this machine, through a proxy, by the clock."""
    host.answers["http://www.example.cn/a.html"] = host.answer()
    fetching.proxies = {"http": host.root}
    fetching.crawl = {"night_window": window}
    fetching.site = {"start": ("http://www.example.cn/",)}
    fetching.how = replace(fetching.how, fast=False)
    fetching.now = now


@pytest.mark.parametrize(
    ("window", "now", "reason"),
    [
        ("22:00-06:00", MIDNIGHT, ""),
        ("22:00-06:00", MIDDAY, "night_window"),
        ("22:00-06:00", datetime(2017, 12, 31, 21, 59, 59, tzinfo=UTC), ""),
        ("22:00-06:00", datetime(2017, 12, 31, 22, tzinfo=UTC), "night_window"),
        ("08:00-18:00", MIDDAY, ""),
        ("08:00-18:00", MIDNIGHT, "night_window"),
    ],
)
def test_sites_are_asked_within_the_window_alone(fetching, host, window, now, reason):
    by_night(fetching, host, now, window)
    (answer,) = fetching.get("http://www.example.cn/a.html")
    assert (answer.reason, answer.is_transient) == (reason, bool(reason))
    assert bool(host.heard) == (not reason)


def test_a_run_stops_asking_when_the_window_ends(fetching, host):
    by_night(fetching, host, MIDNIGHT)
    told = []

    async def job(fetch):
        told.append(await fetch("http://www.example.cn/a.html", "article", PLAINLY))
        fetching.now = MIDDAY
        told.append(await fetch("http://www.example.cn/a.html", "article", PLAINLY))

    fetching.run(job)
    assert [answer.reason for answer in told] == ["", "night_window"]
    assert "22:00-06:00" in told[1].detail


def test_this_machine_may_be_asked_at_any_hour_and_fast_runs_too(fetching, host):
    by_night(fetching, host, MIDDAY)
    fetching.proxies = {}
    host.put("/a.html")
    fetching.site = {}
    assert fetching.get("/a.html")[0].reason == ""
    by_night(fetching, host, MIDDAY)
    fetching.how = replace(fetching.how, fast=True)
    assert fetching.get("http://www.example.cn/a.html")[0].reason == ""


def test_every_request_counts_in_a_hosts_budget(fetching, host):
    host.put("/a.html", "x", 500)
    host.put("/b.html")
    fetching.budget = 4
    answers = fetching.get("/a.html", "/b.html", "/b.html?2")
    assert [answer.reason for answer in answers] == ["http_5xx", "", "budget"]
    assert len(host.heard) == 4


def test_a_site_without_end_is_left_at_its_limit(fetching, host):
    for n in range(4):
        host.put(f"/{n}.html")
    fetching.site = {"max_pages": 2}
    answers = fetching.get(*(f"/{n}.html" for n in range(4)))
    assert [answer.reason for answer in answers] == ["", "", "max_pages", "max_pages"]


def test_one_request_at_a_time_with_the_delay_between_their_beginnings(fetching, host):
    """robots.txt, tries again and redirects included, however many ask at once."""
    host.put("/bad.html", "x", 500)
    host.put("/moved.html", "", 302, Location="/0.html")
    for n in range(4):
        host.answers[f"/{n}.html"] = slowly(host.answer()[2])
    fetching.how = replace(fetching.how, delay_seconds=0.3, fast=False)

    async def job(fetch):
        paths = ["/bad.html", "/moved.html", *(f"/{n}.html" for n in range(4))]
        await asyncio.gather(*(fetch(host.root + path, "article", PLAINLY) for path in paths))

    fetching.run(job)
    assert len(host.heard) == 9
    told = sorted(host.heard, key=lambda heard: heard.began)
    assert all(first.ended <= second.began for first, second in pairwise(told))
    # The delay is kept where requests are sent; the server hears of them a little later, now more, now less.
    assert all(second.began - first.began >= 0.2 for first, second in pairwise(told))


def slowly(body):
    def answer(handler):
        time.sleep(0.1)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    return answer


def test_a_slow_host_is_asked_less_often(fetching, host):
    """AutoThrottle: it rests for as long as it works."""

    def late(handler):
        time.sleep(0.5)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    for n in range(4):
        host.answers[f"/{n}.html"] = late
    fetching.how = replace(fetching.how, delay_seconds=0.05, fast=False)
    fetching.get(*(f"/{n}.html" for n in range(4)))
    began = [heard.began for heard in host.heard if heard.path != "/robots.txt"]
    assert began[3] - began[2] >= 0.85


def test_the_name_and_the_contact_are_sent_and_no_cookies(fetching, host):
    host.put("/a.html", Set_Cookie="session=1; path=/")
    host.put("/b.html")
    fetching.how = manners(CrawlSettings(contact="mailto:zwgk@example.cn"), "gongkai/1.0", fast=True)
    fetching.get("/a.html", "/b.html")
    assert host.sent("/b.html")["User-Agent"] == "Mozilla/5.0 (compatible; gongkai/1.0; +mailto:zwgk@example.cn)"
    assert not any(name in host.sent("/b.html") for name in ("Cookie", "Referer"))
