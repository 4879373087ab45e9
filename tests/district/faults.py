"""Faults that a test switches on and off while the district is served; which of them lie on an address."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from district.model import Site

OF_LISTS = ("redesign", "emptied", "shrunk", "trap")
"""These change what pages show; the others stand between a page and its reader."""
OF_ANSWERS = (
    "down", "slow", "waf200", "waf412", "http_5xx_burst", "truncated", "redirect_loop", "garbage", "endless", "robots_denied", "home_redirect", "soft_404",
    "login", "too_many",
)  # fmt: skip
NAMES = OF_ANSWERS + OF_LISTS


@dataclass(frozen=True)
class Options:
    """What some faults can be told.

    seconds: slow: how long it takes; too_many: Retry-After. status: of http_5xx_burst. every: only every n-th request is hit; next: only the next n
    (0: all). pace_seconds: endless: between two pieces. mode: redesign: "404" or "redirect" for the old lists; waf200: "challenge" or "blocked".
    """

    seconds: float = 2.0
    status: int = 503
    every: int = 1
    next: int = 0
    pace_seconds: float = 0.0
    mode: str = ""


@dataclass
class Fault:
    """One fault that is on. where: "*", a host, a site's id, a prefix (http://…/), or a pattern in which * stands for anything."""

    name: str
    where: str
    options: Options = field(default_factory=Options)
    hits: int = 0

    def lies_on(self, url: str, site: Site | None) -> bool:
        """site: the one the address belongs to."""
        if self.where == "*":
            return True
        if "*" in self.where:
            return fnmatchcase(url, self.where.replace("[", "[[]").replace("?", "[?]"))
        if self.where.startswith("http://"):
            return url.startswith(self.where)
        if "." in self.where:
            return urlsplit(url).hostname == self.where
        return site is not None and site.id == self.where

    def strikes(self) -> bool:
        """Counts the request; says whether it is hit."""
        self.hits += 1
        if self.options.next:
            return self.hits <= self.options.next
        return self.hits % self.options.every == 0


class Faults:
    """Those that are on; the last one set wins where several lie on an address."""

    def __init__(self, sites: dict[str, Site], lists_changed: Callable[[], None]) -> None:
        self._sites, self._lists_changed = sites, lists_changed
        self._bases = sorted(((s.base, s) for s in sites.values()), key=lambda p: -len(p[0]))
        self._lock = threading.Lock()
        self.on: tuple[Fault, ...] = ()

    def set(self, name: str, where: str, **options: Any) -> None:
        """Switches a fault on, with the Options given; a second time: anew. ValueError for a name or an option nobody knows."""
        if name not in NAMES:
            raise ValueError(f"no fault is called {name}; there are {', '.join(NAMES)}")
        unknown = set(options) - set(Options.__dataclass_fields__)
        if unknown:
            raise ValueError(f"faults have no option {', '.join(sorted(unknown))}; there are {', '.join(Options.__dataclass_fields__)}")
        with self._lock:
            kept = tuple(f for f in self.on if (f.name, f.where) != (name, where))
            self.on = (*kept, Fault(name, where, Options(**options)))
        if name in OF_LISTS:
            self._lists_changed()

    def clear(self, name: str = "", where: str = "") -> None:
        """Switches off those of this name and place; all of them where nothing is said."""
        with self._lock:
            gone = {f.name for f in self.on if name in ("", f.name) and where in ("", f.where)}
            self.on = tuple(f for f in self.on if name not in ("", f.name) or where not in ("", f.where))
        if gone & set(OF_LISTS):
            self._lists_changed()

    def site_of(self, url: str) -> Site | None:
        return next((s for base, s in self._bases if url.startswith(base)), None)

    def find(self, name: str, url: str) -> Fault | None:
        site = self.site_of(url)
        return next((f for f in reversed(self.on) if f.name == name and f.lies_on(url, site)), None)

    def is_bent(self, name: str, url: str) -> bool:
        """Whether a fault of lists lies on the address of a list; "leads_on": whether it is redesigned and its old address redirects."""
        if not self.on:
            return False
        fault = self.find("redesign" if name == "leads_on" else name, url)
        return fault is not None and (name != "leads_on" or fault.options.mode == "redirect")

    def striking(self, url: str) -> Fault | None:
        """The fault of answers that hits this request, which is counted. robots_denied hits robots.txt alone."""
        if urlsplit(url).path == "/robots.txt":
            denied = next((f for f in reversed(self.on) if f.name == "robots_denied" and self.denied_path(f, url)), None)
            if denied:
                return denied
        site = self.site_of(url)
        with self._lock:
            there = (f for f in reversed(self.on) if f.name in OF_ANSWERS and f.name != "robots_denied")
            return next((f for f in there if f.lies_on(url, site) and f.strikes()), None)

    def denied_path(self, fault: Fault, robots_url: str) -> str:
        """The path that robots.txt forbids for the fault's place; empty where that is on another host."""
        host = urlsplit(robots_url).hostname
        if fault.where in ("*", host):
            return "/"
        place = urlsplit(self._sites[fault.where].base if fault.where in self._sites else fault.where)
        return (place.path or "/") if place.hostname == host else ""

    def told(self) -> list[dict[str, Any]]:
        return [asdict(f) for f in self.on]
