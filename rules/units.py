"""Units, sites and groups: who must publish, and at which addresses (config/units.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from rules.text import normalise

Confirmed = date | Literal["vouched"] | None
"""A day: a person saw the address is right; "vouched": whoever wrote the file says so; None: a guess."""

Platform = Literal["auto", "static", "gkmlpt", "generic"]
SiteCheck = Literal["crawl", "api", "proof"]
"""How a place can be checked: by crawling; by an interface no reader is written for yet; by written proof alone."""
UnitKind = Literal["office", "department", "town", "other"]


@dataclass(frozen=True)
class Column:
    """One list page of a site (栏目)."""

    id: str
    name: str
    start: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Allowed:
    """Who allowed an exception, and on which day."""

    by: str
    on: date


@dataclass(frozen=True)
class Robots:
    """robots.txt is not asked: the site is the office's own."""

    authorised: Allowed


@dataclass(frozen=True)
class Tls:
    """A certificate that is no longer valid, or names another host, is accepted; the evidence says so."""

    accept_invalid: Allowed


@dataclass(frozen=True)
class Site:
    """One place where publications stand; addresses belong to the site with the longest matching prefix.

    check: places that are not crawled are named all the same, so that none is forgotten; proof: what a unit files for them.
    robots: who allowed to pass over robots.txt (the office's own sites); tls: who allowed to accept an invalid certificate.
    max_pages: more addresses than this in one run are taken for a trap.
    """

    id: str
    name: str
    start: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    platform: Platform = "auto"
    columns: tuple[Column, ...] = ()
    discover: bool | None = None
    confirmed: Confirmed = "vouched"
    check: SiteCheck = "crawl"
    proof: str = ""
    robots: Robots | None = None
    tls: Tls | None = None
    max_pages: int = 50_000

    @property
    def is_crawled(self) -> bool:
        return self.check == "crawl"

    @property
    def finds_columns(self) -> bool:
        """Whether the crawler looks for columns itself: without a list of columns, or where the file says so."""
        return not self.columns if self.discover is None else self.discover


@dataclass(frozen=True)
class Unit:
    """A unit that answers for duties (责任单位)."""

    id: str
    name: str
    kind: UnitKind
    sites: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Group:
    """A name the plan uses for many units (各镇（街）、各部门)."""

    kind: UnitKind | tuple[UnitKind, ...]
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class CrawlSettings:
    """How politely to fetch, and how often to look again.

    night_window: "22:00-06:00", Asia/Shanghai; budget_per_host: requests a run; private_hosts: hosts that may lie at private addresses (a
    host that a site's start names by such an address needs no mention); full_read_days, rule_column_days: every so many days a column,
    and a column that rules look at, is read to its end; column_search_days: every so many days a site is searched for new columns;
    revisits_per_host: how many known pages a night may be looked at again; None: what the pages
    held take, at most half of budget_per_host.
    """

    delay_seconds: float = 1.0
    night_window: str | None = None
    budget_per_host: int = 20000
    contact: str | None = None
    private_hosts: tuple[str, ...] = ()
    full_read_days: int = 7
    rule_column_days: int = 3
    column_search_days: int = 3
    revisits_per_host: int | None = None


@dataclass(frozen=True)
class District:
    """The whole of config/units.yaml."""

    schema_version: Literal[1]
    district: str
    sites: tuple[Site, ...]
    units: tuple[Unit, ...]
    time_zone: Literal["Asia/Shanghai"] = "Asia/Shanghai"
    rule_sets: tuple[str, ...] = ()
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    groups: dict[str, Group] = field(default_factory=dict)

    def at_any_time(self) -> District:
        """The same without the hours of night_window."""
        return replace(self, crawl=replace(self.crawl, night_window=None))

    @property
    def crawled_sites(self) -> tuple[Site, ...]:
        return tuple(s for s in self.sites if s.is_crawled)

    @cached_property
    def sites_by_id(self) -> dict[str, Site]:
        return {s.id: s for s in self.sites}

    @cached_property
    def units_by_id(self) -> dict[str, Unit]:
        return {u.id: u for u in self.units}

    @cached_property
    def _units_by_name(self) -> dict[str, Unit]:
        return {normalise(name): u for u in self.units for name in u.names}

    @cached_property
    def units_by_length(self) -> tuple[tuple[str, Unit], ...]:
        """Every normalised name and alias with its unit, the longest first: of two that stand in a text the longer is meant."""
        return tuple(sorted(((normalise(n), u) for u in self.units for n in u.names), key=lambda pair: (-len(pair[0]), pair[0])))

    @cached_property
    def _sites_by_name(self) -> dict[str, Site]:
        return {normalise(name): s for s in self.sites for name in (*s.aliases, s.name, s.id)}

    @cached_property
    def _groups_by_name(self) -> dict[str, Group]:
        return {normalise(name): group for name, group in self.groups.items()}

    @cached_property
    def _sites_by_prefix(self) -> tuple[tuple[str, Site], ...]:
        pairs = [(prefix, site) for site in self.sites for prefix in prefixes_of(site)]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def unit_named(self, name: str) -> Unit | None:
        """The unit of this name or alias, full-width forms and white space aside."""
        return self._units_by_name.get(normalise(name))

    def site_named(self, name: str) -> Site | None:
        """The site of this id, name or alias."""
        return self._sites_by_name.get(normalise(name))

    def group_named(self, name: str) -> Group | None:
        """The group of this name: 各镇(街) is 各镇（街）."""
        return self._groups_by_name.get(normalise(name))

    def expand(self, name: str) -> tuple[Unit, ...] | None:
        """The units a plan's name means: a group's members, or the one unit; None where the file lacks it."""
        group = self.group_named(name)
        if group is not None:
            kinds = (group.kind,) if isinstance(group.kind, str) else group.kind
            left_out = {u.id for n in group.exclude if (u := self.unit_named(n) or self.units_by_id.get(n))}
            return tuple(u for u in self.units if u.kind in kinds and u.id not in left_out)
        unit = self.unit_named(name)
        return None if unit is None else (unit,)

    def units_of_site(self, site_id: str) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if site_id in u.sites)

    def site_of(self, url: str) -> Site | None:
        """The site with the longest prefix of this address (scheme aside)."""
        bare = bare_address(url)
        return next((site for prefix, site in self._sites_by_prefix if bare.startswith(prefix)), None)


def bare_address(url: str) -> str:
    """An address without scheme and fragment, the host in lower case: http and https are the same site.

    >>> bare_address("https://WWW.Panyu.gov.cn/a/#top")
    'www.panyu.gov.cn/a/'
    """
    rest = url.split("://", 1)[-1].split("#", 1)[0]
    host, slash, path = rest.partition("/")
    return host.lower().removesuffix(":80").removesuffix(":443") + (slash or "/") + path


def canonical_address(url: str) -> str:
    """The address under which twins (http/https, fragment, default port) are one.

    >>> canonical_address("https://www.panyu.gov.cn:443/a/b.html#x")
    'http://www.panyu.gov.cn/a/b.html'
    """
    return "http://" + bare_address(url)


def prefixes_of(site: Site) -> tuple[str, ...]:
    """The site's prefixes as bare addresses; without any, its start addresses up to the last slash.

    >>> prefixes_of(Site("a", "甲", start=("http://a.gov.cn/b/index.html?c=/d",)))
    ('a.gov.cn/b/',)
    """
    if site.prefixes:
        return tuple(bare_address(prefix) for prefix in site.prefixes)
    return tuple(bare_address(start).split("?", 1)[0].rsplit("/", 1)[0] + "/" for start in site.start)
