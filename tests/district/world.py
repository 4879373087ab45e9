"""One seed's whole district: planted cells, ordinary pages around them, and what each address holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from district import filler, platforms
from district import kinds as further
from district.days import CRAWL_DAYS, at, is_working, working_day_near
from district.desk import FOLDERS
from district.ground import Ground, Paper, lay_out
from district.kinds import Kinds
from district.model import STRANGER, Column, File, Sheet, Site
from district.people import as_people_said
from district.perhaps import perhaps_policies
from district.plant_talks import KEPT_CLEAN
from district.plots import DEPARTMENT_PLOTS, OTHERS_PLOTS, PORTAL_PLOTS, SPECIAL_PLOTS, Plot
from district.register import UNITS_FILE, load_register
from district.script import Script
from district.truth import Cell, Record, ledger

FIRST_DAY, LAST_DAY = date(2016, 5, 3), date(2017, 12, 29)
PAGES_OF = {"portal": 700, "department": 62, "town": 18}
"""Ordinary pages at scale 1: of the portal, of one department, of one town."""
BUSY_BY_APRIL = 48
"""Entries of the year's first months in a column whose second page is broken: its first page must not reach the year before."""
_PLOTS: dict[str, Plot] = {p.key: p for plots in (PORTAL_PLOTS, DEPARTMENT_PLOTS, OTHERS_PLOTS, *SPECIAL_PLOTS.values()) for p in plots}


@dataclass
class World:
    """Everything one seed serves; changed afterwards only by the events a test plants. ordinary: pages no duty asks for."""

    seed: int
    ground: Ground
    cells: list[Cell]
    kinds: Kinds
    columns: dict[str, Column] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    attached: dict[str, datetime] = field(default_factory=dict)
    """Since when a file stands, by its address."""
    pictures: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    are_kinds: bool = False

    @property
    def sites(self) -> dict[str, Site]:
        return self.ground.sites

    def index(self) -> None:
        """Finds again what stands at which address; after anything was planted."""
        for site in self.sites.values():
            self.columns |= {c.url: c for c in site.columns.values()}
        self.files = {f.url: f for d in self.ground.docs.values() for f in d.files if f.kind != "gone"}
        self.attached = {f.url: d.appears for d in self.ground.docs.values() for f in d.files}
        self.pictures = frozenset(d.picture for d in self.ground.docs.values() if d.picture)

    def truth(self, day: date) -> list[Record]:
        if day not in CRAWL_DAYS:
            raise ValueError(f"the ledger knows the crawl days {', '.join(map(str, CRAWL_DAYS))}, not {day}")
        records = [*ledger(self.cells, self.ground.access, day), *self.kinds.told(self.ground.access, day)]
        return as_people_said(records, self.kinds.notes, day)


def build_world(seed: int, scale: float = 1.0, units_file: Path = UNITS_FILE, are_kinds: bool = False) -> World:
    """The same seed, scale and units file always give the same district. are_kinds: some sites are served otherwise, and the second sites answer."""
    ground = lay_out(load_register(units_file), seed)
    if are_kinds:
        platforms.choose(ground)
    cells = Script(ground).write()
    kinds = further.write(ground, cells)
    planted = set(ground.docs)
    _fill(ground, Random(f"filler {seed}"), scale)
    perhaps_policies(ground, kinds.policies)
    if are_kinds:
        platforms.finish(ground)
    world = World(seed, ground, cells, kinds, ordinary=frozenset(set(ground.docs) - planted), are_kinds=are_kinds)
    world.index()
    return world


def _fill(ground: Ground, rng: Random, scale: float) -> None:
    kinds = {u.id: u.kind for u in ground.register.units.values()}
    for site in ground.sites.values():
        if site.fault in ("down", "missing", "redirect"):
            continue
        count = round(PAGES_OF["portal" if site.unit is None else kinds[site.unit]] * scale)
        fillable = [c for c in site.columns.values() if c.key not in (*KEPT_CLEAN, *FOLDERS)]
        columns = [c for c in fillable if c.key not in ("zcjd", "xzxk") or _plot_of(c).kinds == ("notice",)]
        weights = [_plot_of(c).weight for c in columns]
        for column in rng.choices(columns, weights, k=count):
            _ordinary(ground, site, column, _some_day(rng), rng)
        for column in columns:
            _at_least(ground, site, column, rng)


def _plot_of(column: Column) -> Plot:
    if column.key in _PLOTS and (column.site in ("hbj", "yjj") or column.key != "xzxk"):
        return _PLOTS[column.key]
    moving = column.key == "list" or "动态" in column.name or "新闻" in column.name
    kind = "news" if moving else "exam" if "招考" in column.name else "paper"
    return Plot(column.key, column.name, "", (kind,), 4)


def _at_least(ground: Ground, site: Site, column: Column, rng: Random) -> None:
    """No ordinary column is empty, not even at the first crawl; the broken ones are busy."""
    early = sum(e.appears < at(CRAWL_DAYS[0]) for e in column.entries)
    for _ in range((3 if column.key == "list" else 1) - early):
        _ordinary(ground, site, column, working_day_near(FIRST_DAY + timedelta(days=rng.randrange(300))), rng)
    for _ in range(2 - len(column.entries)):
        _ordinary(ground, site, column, _some_day(rng), rng)
    if column.fault in ("page2_500", "page2_short"):
        for _ in range(BUSY_BY_APRIL):
            _ordinary(ground, site, column, working_day_near(date(2017, 1, 3) + timedelta(days=rng.randrange(100))), rng)


def _some_day(rng: Random) -> date:
    """Five of six in the plan's year."""
    while True:
        first = FIRST_DAY if rng.random() < 0.17 else date(2017, 1, 3)
        last = date(2016, 12, 30) if first == FIRST_DAY else LAST_DAY
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        if is_working(day):
            return day


def _author(ground: Ground, site: Site, rng: Random) -> tuple[str, str]:
    """Unit id for the matters, and the name that signs."""
    if site.fault == "stranger":
        return "town", STRANGER
    if site.unit is None:
        unit = rng.choice(ground.register.departments)
        return ("portal", "区政府办") if rng.random() < 0.4 else (unit.id, unit.name)
    return site.unit, ground.register.units[site.unit].name


def _ordinary(ground: Ground, site: Site, column: Column, day: date, rng: Random) -> None:
    unit, name = _author(ground, site, rng)
    kind = rng.choice(_plot_of(column).kinds)
    title = filler.title(kind, unit, name, day, rng)
    source = {"city": "广州日报", "neighbour": "南方网"}.get(kind, name)
    paper = Paper(title, day, Sheet(filler.paragraphs(name, "有关工作", rng)), source, signed=name if kind == "notice" else "")
    ground.put(_long(paper, rng), site.id, column.key)


def _long(paper: Paper, rng: Random) -> Paper:
    """Some are pinned, some have titles no list shows whole."""
    if rng.random() < 0.03:
        return Paper(paper.title + "及相关配套措施落实情况的补充说明（第二次发布）", paper.claimed, paper.sheet, paper.source, pinned=rng.random() < 0.5)
    return paper
