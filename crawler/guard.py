"""The network guard: names are resolved once a run, and what leads inside (private, loopback, link-local …) is refused."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from crawler.addresses import host_of
from crawler.fault import Fault
from rules.units import District

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_UNKNOWN_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def addresses_of(name: str) -> tuple[str, ...]:
    """What the system makes of a name, or of any spelling of an IP address (2130706433, 0x7f.1). Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """What may be connected to in one run.

    A name is resolved here and nowhere else: the reactor's resolver answers from `pinned`, so that what was checked is what is connected
    to, however often the name's owner changes its mind (DNS rebinding); a name never checked resolves to nothing.
    """

    def __init__(self, permitted: frozenset[str], resolve: Callable[[str], tuple[str, ...]] = addresses_of) -> None:
        self._permitted = permitted
        self._resolve = resolve
        self._pinned: dict[str, tuple[str, ...]] = {}

    async def fault_of(self, url: str, proxy: str | None) -> Fault | None:
        """Why an address must not be connected to. Behind a proxy it is the proxy who connects, and who is looked up here."""
        name = _hostname(_with_scheme(proxy) if proxy else url)
        if not name:
            return Fault("skipped", f"地址里没有主机名：{url[:100]}")
        fault = await self._look_up(name)
        if fault or proxy or host_of(url) in self._permitted or name in self._permitted:
            return fault
        inside = next((text for text in self._pinned[name] if not is_public(text)), None)
        if inside is None:
            return None
        return Fault("private", f"主机 {name} 在内部地址 {inside} 上，没有请求；确属本单位网站的，请写进 units.yaml 的 crawl.private_hosts")

    def pinned(self, name: str) -> tuple[str, ...]:
        """The addresses of a name that was checked, else none."""
        return self._pinned.get(_key(name), ())

    async def _look_up(self, name: str) -> Fault | None:
        if name in self._pinned:
            return None
        try:
            self._pinned[name] = await asyncio.to_thread(self._resolve, name)
        except (OSError, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno not in _UNKNOWN_NAME:
                return Fault("dns", f"域名 {name} 一时解析不到")
            return Fault("nxdomain", f"域名解析不到：没有 {name} 这个主机")
        return None


def is_public(text: str) -> bool:
    """Whether an IP address lies on the open Internet, whatever it is wrapped in.

    >>> [is_public(text) for text in ("113.108.1.1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "224.0.0.1", "2400:3200::1")]
    [True, False, False, False, False, False, True]
    """
    try:
        ip = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_unspecified or ip.is_reserved or ip.is_link_local or ip.is_loopback)


def _unwrapped(ip: IP) -> IP:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 one: it is where the packets end up."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    teredo = ip.teredo[1] if ip.teredo else None
    nat64 = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
    return ip.ipv4_mapped or ip.sixtofour or teredo or nat64 or ip


def permitted_hosts(district: District) -> frozenset[str]:
    """Hosts the units file itself puts inside: those of crawl.private_hosts, and start hosts (with port) written as such an IP or as localhost."""
    starts = [url for site in district.sites for url in (*site.start, *(column.start for column in site.columns))]
    return frozenset(host.lower() for host in district.crawl.private_hosts) | frozenset(host_of(url) for url in _inside(starts))


def is_loopback(url: str) -> bool:
    """Whether an address names this machine plainly.

    >>> is_loopback("http://127.0.0.1:8080/"), is_loopback("http://localhost/"), is_loopback("http://www.panyu.gov.cn/")
    (True, True, False)
    """
    name = _hostname(url)
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _inside(urls: Iterable[str]) -> Iterable[str]:
    for url in urls:
        name = _hostname(url)
        try:
            if name == "localhost" or not is_public(str(ipaddress.ip_address(name))):
                yield url
        except ValueError:
            continue


def _hostname(url: str) -> str:
    """The host's name as the reactor will ask for it, or ""."""
    try:
        return _key(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _key(name: str) -> str:
    name = name.removesuffix(".")
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name.lower()
