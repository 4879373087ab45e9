"""Which sites are served how: chosen by the seed, so that what is planted stays what it is."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from zlib import crc32

from district import filler
from district.days import working_day_near
from district.ground import KEPT_WHOLE, LONG_AGO, Ground, Paper
from district.model import Column, Entry, Manner, Platform, Sheet, Site

GIVEN: tuple[Platform, ...] = ("gkmlpt", "gkmlpt", "script", "hanweb", "generic", "table")
OLD_TABLE = "zjj"
"""A unit with a host of its own, whose pages are GBK."""
HIDDEN_COLUMN = "gzdt"
"""News: no duty asks for it, so that what only a browser can read is no publication anybody is judged by."""
SECOND_PLOTS = (("gk_jg", "机构职能", 3), ("gk_tz", "通知公告", 118), ("gk_rs", "人事工作", 12))
"""Columns of a unit's second site, on the catalogue platform: key, name, how many pages. One is longer than a page of the list API."""
LONG = 36
"""How many entries the longest list of a site of its own kind has at least."""
MANNERS = (
    Manner(("etag", "modified"), gzip=True, clock=False),
    Manner(("modified",), clock=False),
    Manner(),
    Manner(("etag",), gzip=True, clock=False),
    Manner(gzip=True, counter=True),
)
STATIC_SERVER, DYNAMIC_SERVER = MANNERS[0], Manner(counter=True)


def choose(ground: Ground) -> None:
    """Gives sites their kind; before anything is planted, because addresses follow it."""
    rng = Random(f"kinds {ground.seed}")
    whole = [s for s in ground.sites.values() if s.unit and not s.fault and ground.register.units[s.unit].kind == "department" and s.id != OLD_TABLE]
    for_browsers = rng.choice([s for s in whole if s.unit not in KEPT_WHOLE])
    _serve(for_browsers, "script")
    for_browsers.columns[HIDDEN_COLUMN].fault = "hidden"
    others = [s for s in whole if s is not for_browsers]
    for site, platform in zip(rng.sample(others, len(GIVEN)), GIVEN, strict=True):
        _serve(site, platform)
    _serve(ground.sites[OLD_TABLE], "table")
    ground.sites[OLD_TABLE].charset = "gb2312"
    first = next(s for s in others if s.platform == "gkmlpt")
    first.opens_on = "shell"
    for site in ground.sites.values():
        site.manner = _manner(site, ground)


def _serve(site: Site, platform: Platform) -> None:
    site.platform = platform
    site.charset = "gb2312" if platform == "table" else site.charset


def _manner(site: Site, ground: Ground) -> Manner:
    if site.unit is None or ground.register.units[site.unit].kind == "town":
        return STATIC_SERVER
    if site.platform == "table":
        return DYNAMIC_SERVER
    return MANNERS[crc32(site.id.encode()) % len(MANNERS)] if site.platform == "static" else MANNERS[crc32(site.id.encode()) % 2]


def finish(ground: Ground) -> None:
    """After everything is planted: second sites that answer now, and what cannot be read without a browser. What can be said of the sites follows."""
    for site in ground.sites.values():
        if site.fault == "no_platform":
            site.fault = ""
        if any(c.fault == "hidden" for c in site.columns.values()):
            site.fault = "hidden"
    for row in [r for r in ground.register.sites.values() if r.gkmlpt]:
        unit = next((u for u in ground.register.units.values() if row.id in u.sites), None)
        if unit:
            base = row.start.split("gkmlpt/")[0]
            site = Site(row.id, base, unit.formal[0], unit.id, platform="gkmlpt", manner=STATIC_SERVER, second=True, opens_on="shell")
            ground.sites[row.id] = site
            _fill_second(ground, site, Random(f"second {ground.seed} {row.id}"))
    for site in [s for s in ground.sites.values() if s.platform not in ("static", "gkmlpt")]:
        _lengthen(ground, site, Random(f"long {ground.seed} {site.id}"))
    _check_numbers(ground)


def _fill_second(ground: Ground, site: Site, rng: Random) -> None:
    """Ordinary notices of two years, and an entry that leads elsewhere."""
    unit = ground.register.units[site.unit or ""]
    for key, name, count in SECOND_PLOTS:
        column = site.columns[key] = Column(key, site.id, name, f"{site.base}{key}/", "ul", 20, LONG_AGO)
        for _ in range(count):
            day = working_day_near(date(2016, 3, 1) + timedelta(days=rng.randrange(660)))
            title = filler.title("people" if key == "gk_rs" else "notice", unit.id, unit.name, day, rng)
            carrier = "docx" if rng.random() < 0.1 else "html"
            ground.put(Paper(title, day, Sheet(filler.paragraphs(unit.name, "有关工作", rng)), unit.name, carrier=carrier), site.id, key)
    href = f"http://www.gz.gov.cn/gzyw/{rng.randint(1000, 9999)}.html"
    column.entries.append(Entry(href, "广州市公布“放管服”改革要点", date(2017, 2, 8), LONG_AGO))


def _lengthen(ground: Ground, site: Site, rng: Random) -> None:
    """Older notices, so that each kind has a list of more than one page, whatever the scale."""
    unit, column = ground.register.units[site.unit or ""], site.columns["tzgg"]
    for _ in range(LONG - len(column.entries)):
        day = working_day_near(date(2016, 3, 1) + timedelta(days=rng.randrange(290)))
        title = filler.title("notice", unit.id, unit.name, day, rng)
        ground.put(Paper(title, day, Sheet(filler.paragraphs(unit.name, "有关工作", rng)), unit.name), site.id, "tzgg")


def _check_numbers(ground: Ground) -> None:
    """Numbers of columns are made of their addresses: on one site they must differ."""
    for site in ground.sites.values():
        numbers = [c.number for c in site.columns.values()]
        assert len(set(numbers)) == len(numbers), f"two columns of {site.id} share a number"
