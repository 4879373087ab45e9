"""Hosts in trouble: what is tried again and when, what is left alone, and what is never asked twice."""

from __future__ import annotations

import asyncio
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise

import pytest

from crawler.answer import RawAnswer
from crawler.breaker import Breaker
from crawler.fetching import PLAINLY, TRANSIENT, Ask, Stopped
from crawler.patience import Patience, retry_after

SECOND = Ask(is_second_pass=True)
THEIRS = datetime(2026, 5, 2, 8, tzinfo=UTC)


def gaps(host, path):
    began = [heard.began for heard in host.heard if heard.path == path]
    return [later - earlier for earlier, later in pairwise(began)]


@pytest.mark.parametrize(
    ("status", "reason", "times"),
    [
        (404, "not_found", 1),
        (410, "not_found", 1),
        (401, "refused", 1),
        (403, "refused", 1),
        (451, "refused", 1),
        (412, "waf", 1),
        (521, "waf", 1),
        (500, "http_5xx", 2),
        (503, "http_5xx", 2),
        (429, "too_many", 2),
        (304, "http_other", 1),
    ],
)
def test_only_what_may_pass_is_tried_again_at_once(fetching, host, status, reason, times):
    host.put("/a.html", "x", status)
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, answer.status, host.times("/a.html")) == (reason, status, times)
    assert answer.is_transient == (reason in TRANSIENT)


def test_pauses_between_tries_grow(fetching, host):
    host.put("/a.html", "x", 500)
    fetching.how = replace(fetching.how, retries=2)
    fetching.patiently(retry_pause_seconds=0.2)
    fetching.get("/a.html")
    first, second = gaps(host, "/a.html")
    assert 0.2 <= first < second
    assert second >= 0.4


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_for_time_is_given_it(fetching, host, status):
    host.answers["/a.html"] = [host.answer("", status, Retry_After="1"), host.answer()]
    (answer,) = fetching.get("/a.html")
    assert answer.page.title == "预算公开"
    assert gaps(host, "/a.html")[0] >= 1


def test_a_site_that_asks_for_more_than_ten_minutes_is_left_alone_in_this_run(fetching, host):
    host.put("/a.html", "", 503, Retry_After="3600")
    first, second = fetching.get("/a.html", "/b.html")
    assert (first.reason, second.reason) == ("http_5xx", "too_many")
    assert "3600 秒" in second.detail
    assert (host.times("/a.html"), host.times("/b.html")) == (1, 0)


def test_other_hosts_go_on_while_one_is_waited_for(fetching, serve, host):
    host.answers["/a.html"] = [host.answer("", 503, Retry_After="1"), host.answer()]
    other = serve()
    other.put("/b.html")
    fetching.site = {"start": (f"{host.root}/", f"{other.root}/")}

    async def job(fetch):
        await asyncio.gather(fetch(f"{host.root}/a.html", "article", PLAINLY), fetch(f"{other.root}/b.html", "article", PLAINLY))

    fetching.run(job)
    assert other.heard[-1].ended < host.heard[-1].began


def test_a_date_to_come_back_at_is_held_against_the_servers_own_clock():
    now = datetime(2017, 5, 2, 8, tzinfo=UTC)

    def answer(**headers):
        return RawAnswer("http://a/", 503, tuple((name.encode(), value.encode()) for name, value in headers.items()), b"")

    its_now, later = format_datetime(THEIRS, usegmt=True), format_datetime(THEIRS.replace(minute=2), usegmt=True)
    assert retry_after(answer(**{"Retry-After": later, "Date": its_now}), now) == 120
    assert retry_after(answer(**{"Retry-After": format_datetime(now.replace(minute=1), usegmt=True)}), now) == 60
    assert retry_after(answer(**{"Retry-After": its_now, "Date": later}), now) == 0
    for nonsense in ("soon", "-5", "", "1.5", "Mon, 99 Foo 2017", "²"):
        assert retry_after(answer(**{"Retry-After": nonsense}), now) is None


def test_the_second_pass_gives_three_times_as_long(fetching, host):
    def slowly(handler):
        time.sleep(0.8)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nabcd")

    host.answers["/a.html"] = slowly
    fetching.how = replace(fetching.how, timeout_seconds=0.4, retries=0)
    (first,) = fetching.get("/a.html")
    (second,) = fetching.get("/a.html", ask=SECOND)
    assert (first.reason, second.reason) == ("timeout", "")


def test_a_host_that_keeps_failing_is_left_alone_and_then_probed_once(fetching, host):
    paths = [f"/{n}.html" for n in range(12)]
    for path in paths:
        host.put(path, "x", 500)
    fetching.how = replace(fetching.how, retries=0)
    fetching.patiently(breaker_pause_seconds=60.0)
    answers = fetching.get(*paths)
    assert [answer.reason for answer in answers] == ["http_5xx"] * 6 + ["breaker"] * 6
    assert "连续 6 次失败，本次先不再请求" in answers[-1].detail
    assert all(answer.is_transient for answer in answers)
    assert len(host.heard) == 7  # robots.txt is one of them


def test_after_the_pause_one_request_decides(fetching, host):
    for n in range(7):
        host.put(f"/{n}.html", "x", 500)
    host.put("/good.html")
    fetching.how = replace(fetching.how, retries=0)
    fetching.patiently(breaker_pause_seconds=0.3)
    told = []

    async def job(fetch):
        for n in range(7):
            told.append(await fetch(f"{host.root}/{n}.html", "article", PLAINLY))
        await asyncio.sleep(0.35)
        for path in ("6", "5", "good"):
            told.append(await fetch(f"{host.root}/{path}.html", "article", PLAINLY))
        await asyncio.sleep(0.65)
        for path in ("good", "5"):
            told.append(await fetch(f"{host.root}/{path}.html", "article", PLAINLY))

    fetching.run(job)
    assert [answer.reason for answer in told[6:]] == ["breaker", "http_5xx", "breaker", "breaker", "", "http_5xx"]


def test_the_second_pass_waits_for_a_host_that_is_left_alone(fetching, host):
    for n in range(6):
        host.put(f"/{n}.html", "x", 500)
    host.put("/good.html")
    fetching.how = replace(fetching.how, retries=0)
    told = []

    async def job(fetch):
        for n in range(6):
            await fetch(f"{host.root}/{n}.html", "article", PLAINLY)
        told.append(await fetch(f"{host.root}/good.html", "article", PLAINLY))
        told.append(await fetch(f"{host.root}/good.html", "article", SECOND))

    fetching.run(job)
    assert [answer.reason for answer in told] == ["breaker", ""]


def test_a_firewall_and_a_dead_host_count_and_a_missing_page_does_not():
    now = [0.0]
    breaker = Breaker(Patience(breaker_after=3, breaker_pause_seconds=10), lambda: now[0])
    for _ in range(2):
        breaker.failed("a")
    assert breaker.fault_of("a") is None
    breaker.answered("a")
    for _ in range(3):
        breaker.failed("a")
    assert breaker.fault_of("a").reason == "breaker"
    assert breaker.fault_of("b") is None
    now[0] = 10.0
    assert breaker.fault_of("a") is None
    breaker.failed("a")
    now[0] = 29.0
    assert breaker.fault_of("a") is not None
    now[0] = 30.0
    assert breaker.fault_of("a") is None


def test_many_missing_pages_open_no_breaker(fetching, host):
    answers = fetching.get(*(f"/{n}.html" for n in range(20)))
    assert {answer.reason for answer in answers} == {"not_found"}


def test_a_dead_host_costs_few_tries(fetching):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    fetching.host.port = port
    fetching.patiently(breaker_pause_seconds=60.0)
    answers = fetching.get(*(f"/{n}.html" for n in range(10)))
    assert {answer.reason for answer in answers} == {"connect"}
    assert "拒绝连接" in answers[0].detail


def test_stopping_does_not_wait_for_a_pause(fetching, host):
    host.put("/a.html", "", 503, Retry_After="500")

    async def job(fetch):
        task = asyncio.ensure_future(fetch(f"{host.root}/a.html", "article", PLAINLY))
        await asyncio.sleep(0.5)
        fetching.opened.stop()
        with pytest.raises(Stopped):
            await task

    began = time.monotonic()
    fetching.run(job)
    assert time.monotonic() - began < 10
