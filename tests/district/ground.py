"""The empty district: sites, their faults, their columns; and putting a paper into a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from district.days import CRAWL_DAYS, at
from district.model import PARTIAL, UNREADABLE, Column, Doc, Entry, Fault, File, Link, Mark, Sheet, Site
from district.places import article_url
from district.plots import DEPARTMENT_PLOTS, OTHERS_PLOTS, PORTAL, PORTAL_PLOTS, SPECIAL_PLOTS, Plot
from district.register import Register

LONG_AGO = at(date(2015, 1, 5), 9)
QUIET_FAULTS: tuple[Fault, ...] = ("down", "missing", "redirect", "stranger", "page2_500", "page2_short", "garbage")
DUTY_FAULTS: tuple[Fault, ...] = ("stranger", "page2_500", "page2_short", "garbage", "missing", "down")
RISKY = ("gtghj", "ajj", "kgsxj")
"""Units with duties of their own that may get a faulty site; the others carry the failing cases."""
KEPT_WHOLE = ("fgj", "czj", "sjj", "swj", "scjgj", "jyj", "zjj", "qfb", "zwb", *RISKY)
SITE_STYLES = ("nfcms", "nfcms", "nfcms", "plain", "table", "small", "hanzi")
OUTAGE = ("zjj", CRAWL_DAYS[1])
"""A site that answers 502 during one crawl and stands again at the next."""


@dataclass(frozen=True)
class Paper:
    """A page to be: what it says and when it stands; `carrier` says where its table is (html, xlsx, docx, picture, scan, broken, gone)."""

    title: str
    claimed: date | None
    sheet: Sheet
    source: str
    appears: datetime | None = None
    vanishes: datetime | None = None
    carrier: str = "html"
    note: str = ""
    signed: str = ""
    revised: tuple[datetime, Sheet] | None = None
    pinned: bool = False
    style: str = ""
    number: str = ""
    links: tuple[Link, ...] = ()
    mark: Mark | None = None


@dataclass
class Ground:
    """Sites, columns and documents of one seed while they are being laid out."""

    register: Register
    seed: int
    sites: dict[str, Site]
    docs: dict[str, Doc]
    rng: Random
    last_id: int = 5_000_000
    homes: dict[str, str] = field(default_factory=dict)
    """The address of the column each page was put into, by the page's."""

    def put(self, paper: Paper, site_id: str, key: str) -> Doc:
        """Makes the page, its address and its entry in the column; the page follows the paper in everything said."""
        site = self.sites[site_id]
        column = site.columns[key]
        self.last_id += self.rng.randint(1, 40)
        url = article_url(site, column, self.last_id, paper.claimed or (paper.appears or at(CRAWL_DAYS[0])).date())
        appears = paper.appears or at(paper.claimed or CRAWL_DAYS[0], self.rng.randint(8, 17), self.rng.randint(0, 59))
        style = paper.style or (site.style if self.rng.random() < 0.85 else self.rng.choice(SITE_STYLES))
        formed = paper.claimed - timedelta(days=self.rng.randint(1, 6)) if paper.claimed else None
        body, files, picture = self._carry(paper, site, url)
        doc = Doc(
            url, paper.title, paper.claimed, appears, paper.source, body, style, paper.vanishes, files, picture, paper.signed, formed, paper.revised,
            paper.number, paper.links, paper.mark,
        )  # fmt: skip
        self.docs[url], self.homes[url] = doc, column.url
        self.list_in(column, doc, paper.pinned)
        return doc

    def list_in(self, column: Column, doc: Doc, pinned: bool = False) -> None:
        """One more column that shows the page."""
        day = None if column.layout == "undated" else doc.claimed
        column.entries.append(Entry(doc.url, doc.title, day, doc.appears, doc.vanishes, pinned))

    def _carry(self, paper: Paper, site: Site, url: str) -> tuple[Sheet, tuple[File, ...], str]:
        if paper.carrier == "html":
            return paper.sheet, (), ""
        root = f"{site.base}attachment/0/{self.last_id // 1000}/{self.last_id}"
        if paper.carrier == "picture":
            return Sheet(paper.sheet.paragraphs[:1]), (), f"{root}/t{self.last_id}.png"
        ending = {"xlsx": "xlsx", "docx": "docx", "scan": "pdf", "broken": "xlsx", "gone": "xlsx"}[paper.carrier]
        file = File(f"{root}/{self.last_id + 7}.{ending}", f"{paper.title}.{ending}", paper.carrier, paper.sheet)
        return Sheet((paper.note or "现将有关情况予以公布，详见附件。",)), (file,), ""

    def access(self, site_id: str | None, day: date) -> str:
        """What the crawl of this evening can say of the site: "whole", "part" (absence cannot be shown) or "none"."""
        if site_id is None or (site_id, day) == OUTAGE:
            return "none"
        fault = self.sites[site_id].fault
        return "none" if fault in UNREADABLE else "part" if fault in PARTIAL else "whole"


def choose_faults(register: Register, rng: Random) -> dict[str, Fault]:
    """Which units' sites are wrong how: seven quiet departments, two with duties, and the units with a gkmlpt site."""
    guessed = [u.id for u in register.departments if (s := register.own_site(u.id)) and register.sites[s].guessed]
    quiet = [u for u in guessed if u not in KEPT_WHOLE]
    rng.shuffle(quiet)
    faults: dict[str, Fault] = dict(zip(quiet, QUIET_FAULTS, strict=False))
    risky = [u for u in RISKY if u in guessed]
    rng.shuffle(risky)
    faults |= dict(zip(risky, rng.sample(DUTY_FAULTS, 2), strict=False))
    for unit in register.units.values():
        if register.has_gkmlpt(unit.id):
            faults[unit.id] = "no_platform"
    return faults


def _folder(address: str) -> str:
    return address if address.endswith("/") else address.rsplit("/", 1)[0] + "/"


class _Layout:
    """Lays out sites and columns for one seed."""

    def __init__(self, register: Register, seed: int) -> None:
        self.register, self.rng = register, Random(f"ground {seed}")
        self.faults = choose_faults(register, self.rng)

    def column(self, site: Site, plot: Plot, url: str = "") -> Column:
        layout = "undated" if plot.key == "gsl" else self.rng.choice(("ul", "ul", "ul", "table", "dl", "div"))
        column = Column(plot.key, site.id, plot.name, url or site.base + plot.path, layout, self.rng.choice((15, 15, 20)), LONG_AGO)
        site.columns[plot.key] = column
        return column

    def portal(self) -> Site:
        site = Site("portal", PORTAL, "广州市番禺区人民政府门户网站", None)
        declared = dict(self.register.sites["portal"].columns)
        for plot in PORTAL_PLOTS:
            self.column(site, plot, declared.pop(plot.name, ""))
        for number, (name, url) in enumerate(declared.items()):
            self.column(site, Plot(f"declared{number}", name, "", ("notice",)), url)
        return site

    def department(self, unit_id: str) -> Site:
        unit, row = self.register.units[unit_id], self.register.sites[self.register.own_site(unit_id) or ""]
        site = Site(row.id, _folder(row.start), self.rng.choice(unit.formal), unit_id, style=self.rng.choice(SITE_STYLES))
        if "js.panyu" in row.start:
            site.charset = "gb2312"
        declared = dict(row.columns)
        for plot in (*DEPARTMENT_PLOTS, *SPECIAL_PLOTS.get(unit_id, OTHERS_PLOTS)):
            self.column(site, plot, declared.pop(plot.name, ""))
        for number, (name, url) in enumerate(declared.items()):
            self.column(site, Plot(f"declared{number}", name, "", ("notice",)), url)
        site.fault = self.faults.get(unit_id, "")
        if site.fault in ("page2_500", "page2_short"):
            site.columns["gzdt"].fault = site.fault
        return site

    def town(self, unit_id: str) -> Site:
        unit, row = self.register.units[unit_id], self.register.sites[self.register.own_site(unit_id) or ""]
        site = Site(row.id, _folder(row.start), "广州市番禺区人民政府门户网站", unit_id)
        self.column(site, Plot("list", unit.name, "", ("news",)), site.base)
        site.fault = self.faults.get(unit_id, "")
        return site


def lay_out(register: Register, seed: int) -> Ground:
    """All sites with their columns, no page yet."""
    layout = _Layout(register, seed)
    sites = {"portal": layout.portal()}
    made: Iterable[Site] = (*(layout.department(u.id) for u in register.departments), *(layout.town(u.id) for u in register.towns))
    sites |= {s.id: s for s in made}
    return Ground(register, seed, sites, {}, Random(f"ids {seed}"))
