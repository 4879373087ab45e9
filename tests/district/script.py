"""What happens in one seed: every cell of the duties table with the case it draws, planted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from district import shelves
from district.days import MONTHS, QUARTERS, working_day_near
from district.decks import DECKS, deal
from district.decoys import december_before, year_before
from district.ground import Ground, Paper
from district.model import Sheet
from district.plant import CASES, one_two
from district.plant_once import ONCE, PLANS, REPLIES
from district.shelves import Shelf
from district.stage import Stage
from district.truth import Cell, Showing

BOTH = ("portal", "own")


@dataclass(frozen=True)
class Duty:
    """One row of the plan as the office reads it. every: month, quarter, year or "" (once, on an event, standing)."""

    key: str
    kind: str
    every: str
    need: str
    places: tuple[str, ...]
    unit: str
    softened: bool = False

    @property
    def rule(self) -> str:
        return f"py2017-{self.key[:5]}"


DUTIES = (
    Duty("01-03a", "periodic", "month", "all", BOTH, "czj"),
    Duty("01-05a", "one_off", "", "all", BOTH, "sjj"),
    Duty("01-05b", "one_off", "", "all", BOTH, "sjj", True),
    Duty("01-05c", "event", "", "all", BOTH, "sjj"),
    Duty("02-03a", "event", "", "any", BOTH, "kgsxj"),
    Duty("02-03b", "periodic", "month", "any", BOTH, "kgsxj"),
    Duty("03-01a", "event", "", "any", BOTH, "fgj"),
    Duty("03-01b", "periodic", "month", "any", BOTH, "fgj"),
    Duty("05-04a", "standing", "", "any", BOTH, "scjgj"),
    Duty("07-03a", "periodic", "month", "any", BOTH, "fgj"),
    Duty("07-03b", "periodic", "quarter", "any", BOTH, "fgj"),
    Duty("07-03c", "periodic", "year", "any", BOTH, "fgj"),
    Duty("11-01a", "periodic", "quarter", "any", BOTH, "kgsxj"),
    Duty("13-04a", "periodic", "", "any", BOTH, "hbj"),
    Duty("13-05a", "periodic", "month", "all", BOTH, "swj"),
    Duty("14-02a", "one_off", "", "all", ("own",), "jyj"),
    Duty("14-02b", "one_off", "", "all", ("own",), "jyj", True),
    Duty("17-01a", "periodic", "month", "any", BOTH, "gtghj"),
    Duty("17-03a", "event", "", "any", BOTH, "zjj"),
    Duty("17-03b", "event", "", "any", BOTH, "zjj"),
    Duty("18-06a", "event", "", "any", BOTH, "ajj"),
    Duty("18-06b", "standing", "", "any", BOTH, "ajj"),
    Duty("19-04a", "one_off", "", "all", ("portal",), "qfb"),
    Duty("20-02a", "standing", "", "all", ("portal",), "zwb"),
)
"""Duties of one unit; the three that fan out over all units are written out in `Script.replies` and `Script.readings`."""


class Script:
    """Plants one seed's cells, in a fixed order."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.seed = ground, ground.seed
        self.cells: list[Cell] = []

    def write(self) -> list[Cell]:
        for duty in DUTIES:
            rng = Random(f"{self.seed} {duty.key}")
            if duty.key in PLANS:
                self._once(duty, rng)
            elif duty.kind == "periodic":
                self._periodic(duty, rng)
        self._columns()
        self._replies(Random(f"{self.seed} 19-04b"))
        self._readings(Random(f"{self.seed} 20-02"))
        return self.cells

    def cell(self, duty: Duty, period: str | None = None) -> Cell:
        own = self.ground.register.own_site(duty.unit)
        cell = Cell(duty.rule, duty.key[5:], duty.kind, duty.unit, period, duty.need, duty.places, own, duty.softened)
        self.cells.append(cell)
        return cell

    def _stage(self, duty: Duty, cell: Cell, rng: Random) -> Stage:
        return Stage(self.ground, cell, duty.key, Random(rng.random()), self.seed + len(self.cells))

    def _once(self, duty: Duty, rng: Random) -> None:
        cell = self.cell(duty)
        plan = PLANS[duty.key]
        cell.case = plan[(self.seed - 1) % len(plan)]
        stage = self._stage(duty, cell, rng)
        ONCE[cell.case](stage)
        cell.note = (ONCE[cell.case].__doc__ or "").strip()
        if duty.key == "01-05b" and cell.case == "shown" and stage.rng.random() < 0.5:
            cell.note = "整改报告题中也有审计工作报告的字样"

    def _periodic(self, duty: Duty, rng: Random) -> None:
        periods = {"month": MONTHS, "quarter": QUARTERS, "year": ("2017",)}[duty.every]
        dealt = deal(duty.key, rng, self.seed) if duty.key in DECKS else {}
        before: Cell | None = None
        for number, period in enumerate(periods, 1):
            cell = self.cell(duty, period)
            cell.case = dealt.get(number, "not_due")
            stage = self._stage(duty, cell, rng)
            if cell.case in CASES:
                CASES[cell.case](stage)
                cell.note = (CASES[cell.case].__doc__ or "").strip()
            if cell.case == "second_of_two" and before:
                cell.showings = before.showings
            if number == 12 and duty.key == "02-03b" and self.seed % 2:
                cell.case = "early"
                CASES["early"](stage)
            if number == 1 and duty.every == "month" and dealt.get(1) != one_two.__name__:
                december_before(stage, "portal")
            if duty.every == "year":
                year_before(stage, "portal")
            before = cell

    def _shelf(self, cell: Cell, key: str, kind: str, rng: Random, case: str) -> None:
        cell.case = case
        shelf = Shelf(self.ground, cell, key, kind, Random(rng.random()), self.seed + len(self.cells))
        shelves.SHELF_CASES[case](shelf)
        cell.note = (shelves.SHELF_CASES[case].__doc__ or "").strip()

    def _columns(self) -> None:
        """The columns of one unit: permits of 安全监管局, 政策解读 of the portal."""
        rng = Random(f"{self.seed} columns")
        permits = self.cell(next(d for d in DUTIES if d.key == "18-06b"))
        case = shelves.PERMIT_ROUND[self.seed % len(shelves.PERMIT_ROUND)]
        self._shelf(replace_case(permits, self.ground, case), "18-06b", "permit", rng, permits.case or case)
        if permits.case.startswith("living"):
            # Single permits in their column are permit information too.
            event = next(c for c in self.cells if c.key[:2] == ("py2017-18-06", "a"))
            event.showings += [replace(s, quality="odd") for s in permits.showings if s.quality != "partial"]
        portal = self.cell(next(d for d in DUTIES if d.key == "20-02a"))
        self._shelf(portal, "20-02", "read", rng, shelves.PORTAL_ROUND[self.seed % len(shelves.PORTAL_ROUND)])

    def _replies(self, rng: Random) -> None:
        """19.4: each unit's own replies. Where the lead publishes nothing, no reply stands on the portal: the two could be taken for each other."""
        lead = next(c for c in self.cells if c.key[:2] == ("py2017-19-04", "a"))
        units = (*self.ground.register.departments, *self.ground.register.towns)
        start = rng.randrange(len(REPLIES))
        for number, unit in enumerate(units):
            duty = Duty("19-04b", "event", "", "any", BOTH, unit.id)
            cell = self.cell(duty)
            case = REPLIES[(start + number) % len(REPLIES)]
            if case.startswith("silent") is False and not lead.case.startswith("shown"):
                case = "silent" if case == "reply_portal" or self.ground.access(cell.own_site, date(2017, 4, 20)) == "none" else case
            cell.case = case
            ONCE[case](self._stage(duty, cell, rng))
            cell.note = (ONCE[case].__doc__ or "").strip()
            if unit.id == lead.unit and lead.showings:
                # The lead's own summary may well be taken for its own replies.
                cell.showings += [replace(s, quality="odd") for s in lead.showings]
                cell.doubt = "牵头单位的汇总可算可不算它自己的答复"

    def _readings(self, rng: Random) -> None:
        """20.2: a column of policy readings on each department's site; towns may use the portal's."""
        rounds, start = shelves.DEPARTMENT_ROUND, rng.randrange(10)
        for number, unit in enumerate(self.ground.register.departments):
            cell = self.cell(Duty("20-02b", "standing", "", "all", ("own",), unit.id))
            case = rounds[(start + number) % len(rounds)]
            self._shelf(replace_case(cell, self.ground, case), "20-02", "read", rng, cell.case or case)
        for number, unit in enumerate(self.ground.register.towns):
            cell = self.cell(Duty("20-02c", "standing", "", "any", BOTH, unit.id, True))
            case = ("no_column", "living", "entry_on_portal", "no_column", "no_column")[(start + number) % 5]
            if case == "entry_on_portal":
                self._entry_on_portal(cell, rng)
            else:
                self._shelf(cell, "20-02", "read", rng, case)

    def _entry_on_portal(self, cell: Cell, rng: Random) -> None:
        """A town's reading in the portal's column; whether a column shared by all is also the town's the plan leaves open."""
        cell.case, column = "entry_on_portal", self.ground.sites["portal"].columns.get("zcjd")
        lead = next(c for c in self.cells if c.key[:2] == ("py2017-20-02", "a"))
        if column is None or lead.case != "living":
            cell.case = "no_column"
            return
        unit = self.ground.register.units[cell.unit]
        day = working_day_near(date(2017, rng.randint(2, 11), rng.randint(1, 25)))
        paper = Paper(f"《{unit.name}村规民约指引》政策解读", day, Sheet((f"{unit.name}就有关政策作出解读。",)), unit.name)
        doc = self.ground.put(paper, "portal", "zcjd")
        cell.showings.append(Showing("portal", day, doc.appears, None, "odd"))
        cell.doubt = "计划没有写各单位共用的栏目算不算镇街的"


def replace_case(cell: Cell, ground: Ground, case: str) -> Cell:
    """Bends the case to the site's fault: no column where there is no site, a garbled one where the fault says so."""
    access = ground.access(cell.own_site, date(2017, 4, 20))
    site = ground.sites.get(cell.own_site or "")
    if access == "none":
        cell.case = "no_site"
    elif site and site.fault == "garbage":
        cell.case = "garbled"
    elif access == "part" and case not in ("living", "no_column"):
        cell.case = "no_column"
    return cell
