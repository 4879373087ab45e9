"""The faults of the table: which, where, and what the crawl owes under each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from district.ground import KEPT_WHOLE
from district.model import Platform, Site
from district.world import World

TIMEOUT_SECONDS = 1.5
"""How long the table's crawls wait for an answer; the program's own 30 seconds would make hours of it."""
ALONE = "zjj"
"""The site with a host of its own."""


@dataclass(frozen=True)
class Case:
    """One row. where: as the district's faults have it; site: on which it lies (of a host: the one named).

    copes: the crawl gets everything all the same: exit code 0, no verdict changes. may_cope: either is right. guessed: nobody has confirmed the site, so
    that it is nobody's fault: exit code 0.
    """

    fault: str
    where: str
    sites: frozenset[str]
    options: dict[str, Any] = field(default_factory=dict)
    copes: bool = False
    may_cope: bool = False
    guessed: bool = False

    @property
    def name(self) -> str:
        told = " ".join(f"{k}={v}" for k, v in self.options.items())
        return f"{self.fault} {told}".strip() + ("（推测的网址）" if self.guessed else "")

    @property
    def place(self) -> str:
        return self.where.removeprefix("http://")


@dataclass(frozen=True)
class Chosen:
    """One sound site of each kind, by its id."""

    portal: str
    alone: str
    static: str
    other: str
    town: str
    of_kind: dict[Platform, str]

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.portal, self.alone, self.static, self.other, self.town, *self.of_kind.values())))


def choose(world: World) -> Chosen:
    """Those with duties of their own first; sites that the district itself has broken are left aside."""
    sound = [s for s in world.sites.values() if not s.fault and not s.second and s.id != "portal"]
    towns = [s for s in sound if len(s.columns) == 1]
    departments = sorted((s for s in sound if len(s.columns) > 3 and s.id != ALONE), key=lambda s: s.id not in KEPT_WHOLE)
    kinds: dict[Platform, str] = {}
    for site in departments:
        kinds.setdefault(site.platform, site.id)
    static = [s.id for s in departments if s.platform == "static"]
    return Chosen("portal", ALONE, static[0], static[1], towns[0].id, {k: v for k, v in kinds.items() if k != "static"})


def busiest(site: Site) -> str:
    """The address of a site's longest list."""
    return max(site.columns.values(), key=lambda c: (len(c.entries), c.url)).url


def table_of(world: World, chosen: Chosen) -> list[Case]:
    """All rows."""
    sites = world.sites
    static, other, alone, kind = chosen.static, chosen.other, chosen.alone, chosen.of_kind
    catalogue, script, packed, plain = (kind[k] for k in ("gkmlpt", "script", "hanweb", "generic"))
    shared = frozenset(s for s in chosen.all if s != alone)
    portal_list, static_list = busiest(sites["portal"]), busiest(sites[static])

    def on(site: str, fault: str, where: str = "", copes: bool = False, may_cope: bool = False, **options: Any) -> Case:
        return Case(fault, where or site, frozenset({site}), options, copes, may_cope)

    return [
        on(static, "down"),
        Case("down", static, frozenset({static}), guessed=True),
        on(alone, "down", sites[alone].host),
        Case("down", sites["portal"].host, shared),
        on("portal", "down", portal_list),
        on(other, "slow", seconds=8 * TIMEOUT_SECONDS),
        on("portal", "slow", portal_list, seconds=0.3, copes=True),
        on(catalogue, "waf200", mode="blocked"),
        on("portal", "waf200", portal_list, mode="challenge"),
        on(alone, "waf412"),
        on(static, "http_5xx_burst", next=2, copes=True),
        on("portal", "http_5xx_burst", every=5, copes=True),
        on(script, "http_5xx_burst"),
        on(other, "truncated"),
        on("portal", "truncated", portal_list, next=1, copes=True),
        on(kind["table"], "redirect_loop"),
        on(plain, "garbage"),
        on(static, "garbage", static_list),
        on("portal", "endless", portal_list, pace_seconds=0.05),
        on(static, "endless", static_list),
        on(catalogue, "robots_denied"),
        on(alone, "robots_denied", sites[alone].host),
        on(static, "redesign", mode="404", may_cope=True),
        on(other, "redesign", mode="redirect", may_cope=True),
        on(catalogue, "redesign", mode="404", may_cope=True),
        on(packed, "emptied"),
        on("portal", "emptied", portal_list),
        on(other, "shrunk"),
        on(other, "home_redirect"),
        on(script, "soft_404"),
        on(static, "soft_404", static_list),
        on(plain, "login"),
        on(packed, "too_many", seconds=1, next=2, copes=True),
        # An hour's rest is the whole host's: who asks for it on one page is not asked for the next one either.
        Case("too_many", static, shared, {"seconds": 3600}),
        on(kind["table"], "trap", copes=True),
    ]


MOST_A_NIGHT = 5
"""Of ten sites: the others say whether a fault is felt elsewhere."""


def nights_of(cases: list[Case]) -> list[list[int]]:
    """Which rows, by their numbers, can be seen in one night: never two on a site, and where a whole host is in trouble that one alone."""
    nights: list[list[int]] = []
    for number, case in enumerate(cases):
        fit = next((n for n in nights if len(n) < MOST_A_NIGHT and all(_go_together(case, cases[m]) for m in n)), None)
        if fit is None:
            nights.append([number])
        else:
            fit.append(number)
    return nights


def _go_together(one: Case, other: Case) -> bool:
    """Beside a guessed site only what is coped with: the exit code must be 0."""
    is_plain = len(one.sites) == len(other.sites) == 1 and not one.sites & other.sites
    return is_plain and not (one.guessed and not other.copes) and not (other.guessed and not one.copes)
