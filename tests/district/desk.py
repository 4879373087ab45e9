"""Publishing for one unit: which places it has, which column takes a paper, how its pages are signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from district.claims import Who
from district.days import CRAWL_DAYS, working_day_near
from district.filler import paragraphs
from district.ground import LONG_AGO, Ground, Paper
from district.model import Column, Doc, Sheet
from district.register import UnitRow
from district.truth import Cell, Showing

LAST = date(2017, 12, 28)
FOLDERS = {"gfxwj": ("规范性文件", "gfxwj/", "zwgk/zcwj/gfxwj/")}
"""Columns opened where they are needed, which hold nothing else: name, path on a unit's site, path on the portal."""


@dataclass
class Desk:
    """Puts papers of one unit where they belong."""

    ground: Ground
    unit_id: str
    rng: Random

    @property
    def unit(self) -> UnitRow:
        return self.ground.register.units[self.unit_id]

    @property
    def full(self) -> str:
        return self.unit.full

    @property
    def own_site(self) -> str | None:
        return self.ground.register.own_site(self.unit_id)

    @property
    def reach(self) -> str:
        """whole, part or none: of the unit's own site, evenings of outage aside."""
        return self.ground.access(self.own_site, CRAWL_DAYS[0])

    @property
    def is_town(self) -> bool:
        return self.unit.kind == "town"

    def who(self, rule: str, duty: str, kind: str) -> Who:
        return Who(f"py2017-{rule}", duty, kind, self.unit_id, self.own_site)

    def cell(self, who: Who, kind: str, due: date, case: str) -> Cell:
        return Cell(who.rule, who.duty, kind, self.unit_id, None, "any", ("portal", "own"), self.own_site, case=case, due_day=due)

    def place(self) -> str:
        """Where it publishes this time."""
        return self.rng.choice(("own", "own", "portal")) if self.reach != "none" else "portal"

    def column(self, place: str, *keys: str) -> Column:
        """The first of these columns that the place has."""
        columns = self.ground.sites["portal" if place == "portal" else self.own_site or ""].columns
        key = next((k for k in (*keys, "tzgg", "list") if k in columns), None)
        return columns[key] if key else next(iter(columns.values()))

    def folder(self, place: str, key: str) -> str:
        """Opens one of FOLDERS where it is not open yet; a town has its one list."""
        if place == "own" and self.is_town:
            return "list"
        site = self.ground.sites["portal" if place == "portal" else self.own_site or ""]
        if key not in site.columns:
            name, own, portal = FOLDERS[key]
            path = portal if place == "portal" else own
            site.columns[key] = Column(key, site.id, name, site.base + path, self.rng.choice(("ul", "table", "dl", "div")), 20, LONG_AGO)
        return key

    def source(self, place: str) -> str:
        names = [self.unit.name, self.full, self.rng.choice(self.unit.formal)]
        return self.rng.choice(names if place == "portal" else [*names, "本网"])

    def paper(self, title: str, day: date | None, *texts: str, **more: object) -> Paper:
        """A page of some sentences, the given ones first."""
        said = (*texts, *paragraphs(self.full, "有关工作", self.rng)[:1])
        paper = Paper(title, day, Sheet(tuple(t for t in said if t)), "")
        signed = self.full if day and self.rng.random() < 0.5 else ""
        return replace(paper, **{"signed": signed, **more})  # type: ignore[arg-type]

    def put(self, place: str, paper: Paper, *keys: str) -> Doc:
        """Puts it in a column of the place, signed as pages are there."""
        column = self.column(place, *keys)
        return self.ground.put(replace(paper, source=paper.source or self.source(place)), column.site, column.key)

    def amend(self, doc: Doc, **changes: object) -> Doc:
        """What its page says otherwise than when it was put there."""
        self.ground.docs[doc.url] = changed = replace(doc, **changes)  # type: ignore[arg-type]
        return changed

    def day(self, first: date, last: date) -> date:
        """A working day in this span."""
        last = min(last, LAST)
        return working_day_near(first + timedelta(days=self.rng.randrange(max(1, (last - first).days))), last)


def shown(place: str, doc: Doc, quality: str = "full") -> Showing:
    return Showing(place, doc.claimed, doc.appears, doc.vanishes, quality)


def later(moment: datetime, days: int) -> datetime:
    return moment + timedelta(days=days)
