"""What a run's fetching has at hand: the district, the writer, the clock, proxies, what earlier runs left; and what it counts."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from crawler.certificates import Certificates
from crawler.events import TlsAccepted
from crawler.fetching import LastAnswer
from crawler.guard import Guard, permitted_hosts
from crawler.page import Page
from crawler.writer import Message, Writer
from rules.units import Allowed, District, Site, prefixes_of


def _never(_address: str) -> bool:
    return False


def _none(_key: str) -> None:
    return None


@dataclass
class Desk:
    """What fetching needs from outside Scrapy, and what it counts. proxies: by scheme, and under "no" what goes past them.

    is_known, last_of: whether an earlier run may have had a canonical address, at no cost, and its last good answer; page_of: the stored page
    of a payload's digest, as this program's reader reads it. The latter two read the database, in a thread. is_stubborn: whether an address has
    failed in the same way for some nights. browser: where Chromium is.
    """

    district: District
    writer: Writer
    clock: Callable[[], datetime]
    proxies: Mapping[str, str]
    progress: Callable[[str, int], None]
    is_known: Callable[[str], bool] = _never
    last_of: Callable[[str], LastAnswer | None] = _none
    page_of: Callable[[str], Page | None] = _none
    is_stubborn: Callable[[str], bool] = _never
    browser: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    is_stopping: bool = False
    _told: set[str] = field(default_factory=set)

    @cached_property
    def guard(self) -> Guard:
        return Guard(permitted_hosts(self.district))

    @cached_property
    def certificates(self) -> Certificates:
        return Certificates({host: allowed for site in self.district.sites if site.tls for host, allowed in _accepting(site)})

    def stop(self) -> None:
        """No request is made from here on. Safe from any thread."""
        self.is_stopping = True

    async def put(self, message: Message) -> None:
        """Hands over to the writer; waits, without holding up the reactor, while its queue is full."""
        if not self.writer.put_nowait(message):
            await asyncio.to_thread(self.writer.put, message)

    async def tell_accepted(self, url: str) -> None:
        """Once a run and host: an answer came over TLS whose faulty certificate units.yaml allows."""
        host = (urlsplit(url).hostname or "").lower()
        fault, allowed = self.certificates.faults.get(host), self.certificates.accepted.get(host)
        if fault and allowed and url.startswith("https:") and host not in self._told:
            self._told.add(host)
            await self.put(TlsAccepted(self.clock(), host, fault, allowed.by, allowed.on))

    def site_id(self, url: str) -> str | None:
        site = self.district.site_of(url)
        return site.id if site else None

    def proxy_for(self, url: str) -> str | None:
        parts = urlsplit(url)
        return None if goes_past(parts.hostname or "", self.proxies.get("no", "")) else self.proxies.get(parts.scheme)


def _accepting(site: Site) -> list[tuple[str, Allowed]]:
    """The hosts of a site that may show a faulty certificate. TLS knows hosts alone: other sites on them are allowed it as well."""
    hosts = [urlsplit(url).hostname or "" for url in (*site.start, *(column.start for column in site.columns))]
    hosts += [urlsplit(f"//{prefix}").hostname or "" for prefix in prefixes_of(site)]
    return [(host.lower(), site.tls.accept_invalid) for host in hosts if host and site.tls]


def goes_past(host: str, no_proxy: str) -> bool:
    """Whether a host is one of those $no_proxy lists, or below one.

    >>> goes_past("www.panyu.gov.cn", "localhost, .gov.cn"), goes_past("www.panyu.gov.cn", "localhost")
    (True, False)
    """
    names = [name.strip().lstrip(".").lower() for name in no_proxy.split(",") if name.strip()]
    return any(name == "*" or host == name or host.endswith(f".{name}") for name in names)
