"""One cell being planted: its words, its days, its places, and putting papers there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from district.days import YEAR_END, is_working, period_end, working_day_near
from district.ground import Ground, Paper
from district.model import Doc, Sheet
from district.periods import period_words
from district.plots import SHELVES
from district.sheets import SHEETS
from district.truth import Cell, Showing
from district.wordings import WORDINGS, Wording


@dataclass
class Stage:
    """Works on one cell; `duty` is the key of wordings, sheets and shelves, e.g. "01-03a"."""

    ground: Ground
    cell: Cell
    duty: str
    rng: Random
    odd_first: int = 0

    @property
    def month(self) -> int:
        return int((self.cell.period or "2017-00")[5:])

    # words

    def wording(self, odd: bool = False) -> Wording:
        choices = [w for w in WORDINGS[self.duty] if w.odd == odd]
        return choices[(self.odd_first + self.rng.randrange(2)) % len(choices)] if odd else self.rng.choice(choices)

    def said(self) -> str:
        return period_words(self.cell.period, self.rng) if self.cell.period else ""

    def title(self, said: str, odd: bool = False) -> str:
        return self.fill(self.wording(odd).text, said)

    def fill(self, text: str, said: str) -> str:
        n = self.rng.choice("一二三四五")
        return text.format(p=said, n=n, u=self.unit_name, s="", m="", k="")

    @property
    def unit_name(self) -> str:
        return self.ground.register.units[self.cell.unit].full

    def source(self, place: str) -> str:
        """How the page names where it comes from; papers of the district's office count for the unit named."""
        unit = self.ground.register.units[self.cell.unit]
        names = [unit.name, unit.full, self.rng.choice(unit.formal), unit.name]
        names += [a for a in unit.aliases if "粮食" in a and self.duty.startswith("07")]
        return self.rng.choice(names) if place == "portal" else self.rng.choice([*names, "本网"])

    # days

    def in_time(self) -> date:
        """A working day between the period's end and the due day."""
        first, due = period_end(self.cell.period or "2017") + timedelta(days=4), self.cell.due
        return working_day_near(first + timedelta(days=self.rng.randrange((due - first).days)), due)

    def late(self, working_days: int = 0) -> date:
        """A working day after the due day and within the year."""
        day, left = self.cell.due, working_days or self.rng.choice((2, 3, 5, 9, 17, 30))
        while left and day < YEAR_END - timedelta(days=2):
            day += timedelta(days=1)
            left -= is_working(day)
        while not is_working(day):
            day -= timedelta(days=1)
        return max(day, self.cell.due + timedelta(days=1))

    # papers

    def sheet(self, said: str) -> Sheet:
        return SHEETS[self.duty](said, self.rng)

    def paper(self, title: str, claimed: date | None, sheet: Sheet) -> Paper:
        signed = self.unit_name if self.rng.random() < 0.5 and claimed else ""
        return Paper(title, claimed, sheet, self.source("portal"), signed=signed)

    def stands_on(self, place: str) -> bool:
        """Whether the place exists as this unit's own."""
        return place == "portal" or self.ground.access(self.cell.own_site, date(2017, 4, 20)) != "none"

    def shelf(self, place: str) -> tuple[str, str]:
        """Site and column for a publication of this duty."""
        site = "portal" if place == "portal" else self.cell.own_site or ""
        columns = self.ground.sites[site].columns
        usual = SHELVES[self.duty][place != "portal"]
        if usual in columns and self.rng.random() < 0.8:
            return site, usual
        return site, "tzgg" if "tzgg" in columns else next(iter(columns))

    def show(self, place: str, paper: Paper, quality: str = "full", column: str = "") -> Doc | None:
        """Puts the paper in a place and into the cell's account; nothing where the place does not exist."""
        if not self.stands_on(place):
            return None
        site, usual = self.shelf(place)
        paper = replace(paper, source=self.source(place))
        doc = self.ground.put(paper, site, column or usual)
        self.account(place, doc, quality)
        return doc

    def account(self, place: str, doc: Doc, quality: str) -> None:
        mended = doc.revised[0] if doc.revised else None
        self.cell.showings.append(Showing(place, doc.claimed, doc.appears, doc.vanishes, quality, mended))

    def drop(self, place: str, paper: Paper, column: str = "") -> Doc | None:
        """Puts a paper that is no publication of this duty: it leaves no trace in the account."""
        if not self.stands_on(place):
            return None
        site, usual = self.shelf(place)
        columns = self.ground.sites[site].columns
        return self.ground.put(paper, site, column if column in columns else usual)

    def where(self) -> tuple[str, ...]:
        """The places a dutiful unit uses: all that are asked for, or one or both of two that are offered."""
        if self.cell.need == "all":
            return self.cell.places
        return self.rng.choice((("portal",), ("own",), ("portal", "own"), ("portal",))) if self.stands_on("own") else ("portal",)

    def usual(self, claimed: date | None = None, said: str = "") -> Paper:
        """The publication as it ought to be: usual words, in time, whole."""
        said = said or self.said()
        return self.paper(self.title(said), claimed or self.in_time(), self.sheet(said))

    def everywhere_all(self, papers: Iterable[tuple[Paper, str]]) -> None:
        """Several papers with their quality, each wherever a dutiful unit would show them."""
        places = self.where()
        for paper, quality in papers:
            for place in places:
                self.show(place, paper, quality)

    def everywhere(self, paper: Paper, quality: str = "full") -> None:
        """Shows the paper wherever a dutiful unit would."""
        for place in self.where():
            self.show(place, paper, quality)
