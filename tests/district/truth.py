"""The ledger: what a fair officer would say of every cell on a day, from what was planted and from nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product

from district.days import CRAWL_DAYS, YEAR_END, at, due_of

FAILING = frozenset({"late", "incomplete", "misplaced", "unmet"})
OUTCOMES = ("met", "late", "incomplete", "misplaced", "unmet", "unverified", "not_checked", "not_due", "not_applicable", "waived", "manual")
NO_ACCUSATION = frozenset({"unverified", "not_checked", "not_due", "not_applicable"})
"""What a verdict may say without passing or accusing anybody."""
ODD_WORDS = "说法少见，规则里没有"
"""The doubt of what an officer recognises and nobody listed: it may be left open until somebody looks."""


@dataclass(frozen=True)
class Showing:
    """A publication in one place. quality: full, odd (unusual words), partial (something is missing), unclear (unreadable or undated)."""

    place: str
    claimed: date | None
    appears: datetime
    vanishes: datetime | None = None
    quality: str = "full"
    mended: datetime | None = None


@dataclass
class Cell:
    """One duty of one unit for one period, and what was planted for it.

    kind: periodic, one_off, event, standing (what counts is what stands now), document (what one document asks for). need: "all" or "any" of `places`.
    also: further outcomes that are fair where the plan's words leave the planted case open. doubt: why a decided outcome may be withheld.
    due_day: instead of the one the period gives.
    happened: the moment from which an event's having happened is on file, so that silence after due_day is a failure.
    """

    rule: str
    duty: str
    kind: str
    unit: str
    period: str | None
    need: str
    places: tuple[str, ...]
    own_site: str | None
    softened: bool = False
    case: str = ""
    note: str = ""
    showings: list[Showing] = field(default_factory=list)
    also: frozenset[str] = frozenset()
    due_day: date | None = None
    happened: datetime | None = None
    doubt: str = ""

    @property
    def why_open(self) -> str:
        return self.doubt or (ODD_WORDS if any(s.quality == "odd" for s in self.showings) else "")

    @property
    def due(self) -> date:
        return self.due_day or due_of(self.period)

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        return (self.rule, self.duty, self.unit, self.period)


@dataclass(frozen=True)
class Subject:
    """What a verdict may call the document or object it speaks of: one of `names` (文号, addresses, title), or a text with all of `words`.

    >>> Subject(("番民〔2017〕3号", "http://www.panyu.gov.cn/a/1.html")).fits("番民[2017]3号")
    True
    >>> Subject(words=("智能装备",)).fits("2017年番禺区智能装备专题"), Subject(words=("智能装备", "第二批")).fits("智能装备")
    (True, False)
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def fits(self, said: str) -> bool:
        plain = _plain(said)
        return plain in {_plain(n) for n in self.names} or (bool(self.words) and all(_plain(w) in plain for w in self.words))


def _plain(text: str) -> str:
    """Without what an address or a number may be written with or without: scheme, last slash, kind of bracket, blanks."""
    text = unicodedata.normalize("NFKC", text).lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    return "".join({"[": "〔", "(": "〔", "]": "〕", ")": "〕"}.get(c, c) for c in text if not c.isspace())


@dataclass(frozen=True)
class Record:
    """One line of the ledger; any of `outcomes` is right. optional: there may be no verdict at all.

    doubt: why an officer may leave it open although another could decide; where it is empty, leaving it open beside a decided outcome is a fault.
    """

    rule: str
    duty: str
    unit: str
    period: str | None
    subject: Subject | None
    day: date
    due: date
    outcomes: tuple[str, ...]
    case: str
    note: str
    kind: str = ""
    optional: bool = False
    doubt: str = ""


Access = Callable[[str | None, date], str]


def ledger(cells: list[Cell], access: Access, day: date) -> list[Record]:
    """The truth of every cell at the end of a crawl day."""
    said = ((c, ordered(outcomes_of(c, access, day))) for c in cells)
    return [Record(c.rule, c.duty, c.unit, c.period, None, day, c.due, outcomes, c.case, c.note, c.kind, doubt=c.why_open) for c, outcomes in said]


def ordered(outcomes: set[str]) -> tuple[str, ...]:
    return tuple(o for o in OUTCOMES if o in outcomes)


def outcomes_of(cell: Cell, access: Access, day: date) -> set[str]:
    """All outcomes that would be right for the cell on the day."""
    found = [_in_place(cell, place, access, day) for place in cell.places]
    combine = _all_of if cell.need == "all" else _any_of
    result = set[str]().union(*(combine(set(pick)) for pick in product(*found)))
    if cell.happened and cell.happened <= at(day):
        return _of_known_event(result, day < cell.due)
    if cell.kind != "event" and day < cell.due:
        return before_due(result)
    if result & FAILING or ("not_checked" in result and (cell.kind == "document" or any(place & FAILING for place in found))):
        result |= cell.also
    if cell.kind == "document" and "not_checked" in result:
        result |= {"unverified"}  # what resembles an interpretation, beside a site not read whole, is open either way
    if cell.kind == "event" or cell.softened:
        result = _silence_forgiven(result)
    if cell.kind == "event" and "unverified" in result and not all(_is_whole(cell, place, access, day) for place in cell.places):
        result |= {"not_checked"}  # whoever does not see an odd wording for what it is says of a site that could not be read that it was not
    open_event = cell.kind == "event" and day < YEAR_END and result != {"met"}
    return result | {"unverified", "not_due"} if open_event else result


def _is_whole(cell: Cell, place: str, access: Access, day: date) -> bool:
    return access("portal" if place == "portal" else cell.own_site, day) == "whole"


def _of_known_event(result: set[str], is_early: bool) -> set[str]:
    """What nobody asked for by a day is late only by the office's own count: that it came at all is right too."""
    if is_early:
        return result if result == {"met"} else before_due(result) | {"unverified"}
    return result | {"met"} if "late" in result else result


def _silence_forgiven(result: set[str]) -> set[str]:
    if "unmet" in result:
        result = result - {"unmet"} | {"unverified"}
    # An incomplete search cannot show silence either: neither word accuses anybody.
    return result | {"unverified"} if "not_checked" in result else result


def before_due(result: set[str]) -> set[str]:
    """A publication that is complete counts at once; whatever is not yet right can still become so."""
    if result == {"met"}:
        return {"met"}
    return (result & {"met", "unverified"}) | {"not_due"}


def _in_place(cell: Cell, place: str, access: Access, day: date) -> set[str]:
    site = "portal" if place == "portal" else cell.own_site
    evenings = [d for d in CRAWL_DAYS if d <= day]
    read = [d for d in evenings if access(site, d) != "none"]
    seen = [s for s in cell.showings if s.place == place and _counts(cell, s, read, day)]
    grades = {o for s in seen for o in _grade(cell, s, read)}
    for best in ("met", "unverified", "late", "incomplete"):
        if best in grades:
            return {"met", "unverified"} if best == "met" and any(s.quality == "odd" for s in seen) and not _plainly_met(cell, seen, read) else {best}
    return {"absent"} if access(site, evenings[-1]) == "whole" else {"unchecked"}


def _plainly_met(cell: Cell, seen: list[Showing], read: list[date]) -> bool:
    return any(s.quality != "odd" and "met" in _grade(cell, s, read) for s in seen)


def captures(showing: Showing, read: list[date]) -> list[date]:
    return [d for d in read if showing.appears <= at(d) and (showing.vanishes is None or at(d) < showing.vanishes)]


def _counts(cell: Cell, showing: Showing, read: list[date], day: date) -> bool:
    """Whether a crawl saw it and it still counts; claimed days after the day judged for do not."""
    seen = captures(showing, read)
    if not seen or (showing.claimed is not None and showing.claimed > day):
        return False
    gone = seen[-1] != read[-1]
    return not gone or (cell.kind != "standing" and seen[0] <= cell.due)


def _grade(cell: Cell, showing: Showing, read: list[date]) -> set[str]:
    if showing.quality == "unclear" or showing.claimed is None:
        return {"unverified"}
    mended = showing.mended is not None and showing.mended <= at(captures(showing, read)[-1])
    if showing.quality == "partial" and not mended:
        return {"incomplete"}
    is_known = cell.happened is not None and cell.happened <= at(read[-1])
    if (cell.kind in ("periodic", "one_off", "document") or is_known) and showing.claimed > cell.due:
        return {"late"}
    return {"met"}


def _all_of(found: set[str]) -> set[str]:
    """What is proven wrong in one place is wrong whatever the others hold."""
    there = found - {"absent", "unchecked"}
    if not there:
        return {"not_checked"} if "unchecked" in found else {"unmet"}
    if "absent" in found and "unchecked" not in found:
        return {"unverified"} if there == {"unverified"} else {"misplaced"}
    worst = next((o for o in ("incomplete", "late") if o in there), None)
    if worst:
        return {worst}
    if "unchecked" in found:
        return {"not_checked"} | (there & {"unverified"})
    return {"unverified"} if "unverified" in there else {"met"}


def _any_of(found: set[str]) -> set[str]:
    """A place that could not be read, or what could not be read in one, may hold what is right."""
    if "met" in found:
        return {"met"}
    there = found - {"absent", "unchecked"}
    if "unchecked" in found:
        return {"not_checked"} | (there & {"unverified"})
    return {"unverified"} if "unverified" in there else there or {"unmet"}
