"""What lies inside is never connected to: names, spellings of addresses, redirects, robots.txt, and names that change their mind."""

from __future__ import annotations

import asyncio
import socket

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.downloading import PinnedNames
from crawler.guard import Guard, is_public, permitted_hosts
from rules.units import CrawlSettings, District, Site


@pytest.mark.parametrize(
    "inside",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "127.8.8.8", "0.0.0.0", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::80ff:fffe", "nonsense",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(inside):
    assert not is_public(inside)


@pytest.mark.parametrize("outside", ["113.108.1.1", "8.8.8.8", "2400:3200::1", "::ffff:113.108.1.1", "64:ff9b::716c:101"])
def test_an_address_outside_is(outside):
    assert is_public(outside)


@pytest.mark.parametrize(
    "spelling", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "localhost", "LOCALHOST.", "127.0.0.2"]
)
def test_every_spelling_of_this_machine_is_refused(fetching, host, spelling):
    (answer,) = fetching.get(f"http://{spelling}:{host.port}/a.html")
    assert (answer.reason, host.heard) == ("private", [])
    assert "内部地址" in answer.detail
    assert "crawl.private_hosts" in answer.detail


def test_another_port_of_a_permitted_address_is_refused(fetching, serve):
    other = serve()
    other.put("/a.html")
    (answer,) = fetching.get(f"{other.root}/a.html")
    assert (answer.reason, other.heard) == ("private", [])


def test_a_redirect_inside_is_refused(fetching, host, serve):
    other = serve()
    host.put("/a.pdf", "", 302, Location=f"{other.root}/secret")
    host.put("/b.pdf", "", 302, Location="http://169.254.169.254/latest/meta-data/")
    answers = fetching.get("/a.pdf", "/b.pdf", role="attachment")
    assert [answer.reason for answer in answers] == ["private", "private"]
    assert other.heard == []


def test_robots_txt_is_not_followed_inside(fetching, host, serve):
    other = serve()
    host.put("/robots.txt", "", 302, Location=f"{other.root}/robots.txt")
    host.put("/a.html")
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, other.heard, host.times("/a.html")) == ("private", [], 0)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "data:text/html,x", "javascript:1", "http:///x"])
def test_only_http_and_https_are_asked_for(fetching, url):
    (answer,) = fetching.get(url)
    assert answer.reason == "skipped"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x"])
def test_nor_are_others_redirected_to(fetching, host, location):
    host.put("/a.pdf", "", 302, Location=location)
    (answer,) = fetching.get("/a.pdf", role="attachment")
    assert answer.reason == "skipped"


@pytest.mark.parametrize("permitted", ["0x7f.1", "0x7f.1:{port}"])
def test_hosts_of_the_units_file_may_lie_inside(fetching, host, permitted):
    host.put("/a.html")
    fetching.crawl = {"private_hosts": (permitted.format(port=host.port),)}
    (answer,) = fetching.get(f"http://0x7f.1:{host.port}/a.html")
    assert answer.page.title == "预算公开"


def test_a_start_page_permits_itself_only_where_it_is_written_as_such_an_address():
    def permitted(start, **crawl):
        site = Site("czj", "区财政局网站", start=(start,))
        return permitted_hosts(District(schema_version=1, district="番禺区", sites=(site,), units=(), crawl=CrawlSettings(**crawl)))

    assert permitted("http://10.1.1.1:8080/a/") == {"10.1.1.1:8080"}
    assert permitted("http://localhost/") == {"localhost"}
    assert permitted("http://[::1]:80/") == {"[::1]"}
    assert permitted("http://127.1/") == permitted("http://www.panyu.gov.cn/") == permitted("http://113.108.1.1/") == set()
    assert permitted("http://www.panyu.gov.cn/", private_hosts=("OA.panyu.local",)) == {"oa.panyu.local"}


def test_behind_a_proxy_the_proxy_decides(fetching, host):
    host.answers["http://192.168.7.7/a.html"] = host.answer()
    host.answers["http://192.168.7.7/robots.txt"] = host.answer("", 404)
    fetching.proxies = {"http": host.root}
    (answer,) = fetching.get("http://192.168.7.7/a.html")
    assert answer.page.title == "预算公开"
    assert [heard.path for heard in host.heard] == ["http://192.168.7.7/robots.txt", "http://192.168.7.7/a.html"]


def test_what_goes_past_the_proxy_is_guarded(fetching, host):
    fetching.proxies = {"http": host.root, "no": "192.168.7.7"}
    (answer,) = fetching.get("http://192.168.7.7/a.html")
    assert answer.reason == "private"


class Addresses:
    """What an IResolutionReceiver hears."""

    def __init__(self):
        self.heard = []

    def resolutionBegan(self, resolution):
        assert resolution.name

    def addressResolved(self, address):
        self.heard.append(address)

    def resolutionComplete(self):
        """All are told at once."""


def resolved(guard, name, **told):
    addresses = Addresses()
    PinnedNames(guard).resolveHostName(addresses, name, 80, **told)
    return addresses.heard


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked():
    answers = iter([("113.108.1.1", "2400:3200::1"), ("127.0.0.1",)])
    guard = Guard(frozenset(), lambda name: next(answers))
    assert asyncio.run(guard.fault_of("http://www.panyu.gov.cn/a", None)) is None
    assert asyncio.run(guard.fault_of("http://www.panyu.gov.cn/b", None)) is None
    assert resolved(guard, "WWW.panyu.gov.cn") == [IPv4Address("TCP", "113.108.1.1", 80), IPv6Address("TCP", "2400:3200::1", 80)]
    assert resolved(guard, "www.panyu.gov.cn", addressTypes=[IPv6Address]) == [IPv6Address("TCP", "2400:3200::1", 80)]


def test_one_address_inside_among_others_is_enough():
    guard = Guard(frozenset(), lambda name: ("113.108.1.1", "10.0.0.1"))
    assert asyncio.run(guard.fault_of("http://www.panyu.gov.cn/", None)).reason == "private"


def test_a_name_nobody_checked_resolves_to_nothing():
    assert resolved(Guard(frozenset()), "localhost") == []
    assert resolved(Guard(frozenset()), "127.0.0.1") == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), "nxdomain"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "dns"),
        (UnicodeError("label too long"), "nxdomain"),
    ],
)
def test_a_name_that_is_none_is_told_from_one_that_cannot_be_looked_up_now(error, reason):
    def fail(name):
        raise error

    assert asyncio.run(Guard(frozenset(), fail).fault_of("http://www.panyu.gov.cn/", None)).reason == reason


def test_a_host_that_does_not_exist_is_asked_for_once(fetching, host):
    """An empty label is no name in any resolver: nothing leaves this machine."""
    (answer,) = fetching.get("http://a..b/x.html")
    assert (answer.reason, answer.is_transient) == ("nxdomain", False)


def test_chinese_names_are_checked_as_they_are_connected_to():
    guard = Guard(frozenset(), lambda name: ("113.108.1.1",))
    assert asyncio.run(guard.fault_of("http://番禺.政务.cn/", None)) is None
    assert len(resolved(guard, "番禺.政务.cn".encode("idna").decode())) == 1
