"""One unit's page: what to do, the rate, the year at a glance, every verdict. Nothing of any other unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from checks.score import OUTCOMES, Cell, Scorecard
from checks.verdict import FAILING, Outcome, Verdict
from reports import words
from reports.card_view import CardView, SearchView, anchor, card, search, search_id
from reports.data import ReportData
from reports.hostile import shown
from reports.rule_view import rule_files
from reports.todo_view import Todo, Upcoming, things_to_do, upcoming
from reports.view import CoverageRow, Cut, Limits, RateView, Stamp, coverage_row, cut, numbered, rate_view, stamp
from rules.chinese import EVERY, how_often, item_number, numeral
from rules.explain_due import DueTold
from rules.explain_words import quoted, words_wanted
from rules.rule import Duty, Rule
from rules.units import District

_MOST_UPCOMING = 12
_MOST_SITES = 100
_UNCLEAR: tuple[Outcome, ...] = ("unverified", "not_checked")
_SPANS = {"-": 12, "Q": 4, "H": 2}


@dataclass(frozen=True)
class GridCell:
    """One period of one duty in the year grid; outcome and anchor are "" where the duty was not judged for it."""

    period: str
    full_period: str
    outcome: str
    anchor: str


@dataclass(frozen=True)
class GridRow:
    """A periodic duty over the year; columns: 12, 4, 2 or 1."""

    number: str
    title: str
    every: str
    columns: int
    cells: tuple[GridCell, ...]
    met: str


@dataclass(frozen=True)
class DutyView:
    """One duty with its verdicts."""

    title: str
    how_often: str
    places: str
    due: str
    plan: str
    looked_for: str
    fan_out: bool
    counts: tuple[tuple[str, int], ...]
    cards: tuple[CardView, ...]


@dataclass(frozen=True)
class ItemView:
    """A plan item with the unit's duties under it; the plan's words stand once. page: its reference page, "" without one."""

    rule: str
    number: str
    text: str
    leads: str
    supports: str
    page: str
    duties: tuple[DutyView, ...]


@dataclass(frozen=True)
class SectionView:
    """A section of the plan with the items the unit answers for."""

    anchor: str
    number: str
    name: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class ManualEntry:
    """A duty no website shows."""

    number: str
    title: str
    text: str
    proof: str
    page: str


@dataclass(frozen=True)
class ManualGroup:
    """Duties judged by a person for the same reason."""

    why: str
    entries: tuple[ManualEntry, ...]


@dataclass(frozen=True)
class UnitPage:
    """Everything on a unit's page. drafts: how many of its duties nobody has reviewed; open_drafts: how many of the unclear cells are theirs."""

    stamp: Stamp
    unit: str
    drafts: int
    main: RateView
    fan_out: RateView
    todo: tuple[Todo, ...]
    failing: int
    unclear: tuple[tuple[str, int], ...]
    open_drafts: int
    upcoming: Cut[Upcoming]
    grid_year: str
    grid: tuple[GridRow, ...]
    sections: tuple[SectionView, ...]
    cards_left_out: int
    searches: tuple[SearchView, ...]
    manual: tuple[ManualGroup, ...]
    manual_count: int
    coverage: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class _Known:
    """What a unit's page looks things up in."""

    rules: dict[tuple[str, str], Rule]
    duties: dict[tuple[str, str, str], Duty]
    district: District
    limits: Limits
    searches: dict[str, int]
    pages: dict[tuple[str, str], str]
    due: dict[tuple[str, str, str], DueTold | None]
    any_place: frozenset[str]


def unit_page(data: ReportData, scorecard: Scorecard, limits: Limits) -> UnitPage:
    """The page of one unit."""
    automatic = [c for c in scorecard.cells if c.outcome != "manual"]
    told = _told([v for c in automatic for v in c.verdicts], limits.cards)
    searched = {search_id(v.searched): v.searched for c in automatic for v in c.verdicts if v in told and v.searched}
    known = _Known(
        numbered(data.rule_sets),
        {(s.name, r.id, d.id): d for s in data.rule_sets for r, d in s.duties()},
        data.district,
        limits,
        {name: number for number, name in enumerate(searched, start=1)},
        rule_files(data.references),
        {(p.rule_set, p.id, d.id): d.due for p in data.references for v in reversed(p.versions) for d in v.duties},
        data.any_place,
    )
    by_hand = [v for c in scorecard.cells if c.outcome == "manual" for v in c.verdicts]
    periods = [c for c in automatic if known.duties[(c.rule_set, c.rule, c.duty)].kind == "periodic" and c.period]
    years = sorted({words.year_of(c.period or "") for c in periods})
    return UnitPage(
        stamp(data), scorecard.unit.name, len({v.key[:3] for c in scorecard.cells if _is_draft(c, known) for v in c.verdicts}),
        rate_view(scorecard.main), rate_view(scorecard.fan_out),
        things_to_do(automatic, known.rules, known.duties), sum(c.outcome in FAILING for c in automatic),
        _counts((c.outcome for c in automatic), _UNCLEAR), sum(c.outcome in _UNCLEAR and _is_draft(c, known) for c in automatic),
        cut(upcoming(automatic, known.rules, known.duties, data.as_of), _MOST_UPCOMING),
        years[0] if len(years) == 1 else "", _grid(periods, known, with_year=len(years) > 1),
        _sections(automatic, told, known, data), sum(len(c.verdicts) for c in automatic) - len(told),
        tuple(search(s, n, data.district, limits.near_misses) for n, s in enumerate(searched.values(), start=1)),
        _manual(by_hand, known), len({v.key[:3] for v in by_hand}), _coverage(data, scorecard),
    )  # fmt: skip


def _is_draft(cell: Cell, known: _Known) -> bool:
    return bool(known.duties[(cell.rule_set, cell.rule, cell.duty)].review)


def _told(verdicts: Sequence[Verdict], most: int) -> frozenset[Verdict]:
    """The verdicts that get a card; where there are too many, those that fail come first and those met last."""
    order = (*reversed(FAILING), "unverified", "not_checked", "not_due", "waived", "not_applicable", "manual", "met")
    return frozenset(sorted(verdicts, key=lambda v: order.index(v.outcome))[:most])


def _grid(periods: Iterable[Cell], known: _Known, *, with_year: bool) -> tuple[GridRow, ...]:
    by_duty: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in periods:
        by_duty[(cell.rule_set, cell.rule, cell.duty)].append(cell)
    return tuple(_grid_row(known.rules[key[:2]], known.duties[key], cells, with_year) for key, cells in by_duty.items())


def _grid_row(rule: Rule, duty: Duty, cells: list[Cell], with_year: bool) -> GridRow:
    by_period = {c.period or "": c for c in cells}
    year, mark = min(by_period)[:4], max(by_period)[4:5]
    columns = _SPANS.get(mark, 1)
    # A month without a verdict keeps its place, so that the months of all duties stand below each other.
    usual = [] if with_year else [f"{year}-{n:02}" if mark == "-" else f"{year}{mark}{n}" for n in range(1, columns + 1) if columns > 1]
    row = tuple(_grid_cell(p, by_period.get(p), with_year) for p in sorted({*by_period, *usual}))
    met = sum(c.outcome == "met" for c in cells)
    return GridRow(item_number(rule), duty.title, EVERY.get(duty.every or "", ""), columns, row, f"{met}/{len(cells)} 期达标")


def _grid_cell(period: str, cell: Cell | None, with_year: bool) -> GridCell:
    name = words.period_name(period, with_year=with_year)
    if cell is None:
        return GridCell(name, words.period_name(period), "", "")
    return GridCell(name, words.period_name(period), cell.outcome, anchor((cell.failing or cell.verdicts)[0]))


def section_anchor(index: int) -> str:
    """The anchor of the section at this place of `Overview.sections`; the matrix links to it."""
    return f"s-{index + 1}"


def _sections(cells: list[Cell], told: frozenset[Verdict], known: _Known, data: ReportData) -> tuple[SectionView, ...]:
    place = {(s.rule_set, s.number, s.name): i for i, s in enumerate(data.overview.sections)}
    items: dict[int, list[ItemView]] = defaultdict(list)
    for (rule_set, rule_id), same in groupby(cells, key=lambda c: (c.rule_set, c.rule)):
        rule = known.rules[(rule_set, rule_id)]
        items[place[(rule_set, rule.section_number, rule.section)]].append(_item(rule, list(same), told, known))
    sections = data.overview.sections
    return tuple(SectionView(section_anchor(i), numeral(sections[i].number), sections[i].name, tuple(items[i])) for i in sorted(items))


def _item(rule: Rule, cells: list[Cell], told: frozenset[Verdict], known: _Known) -> ItemView:
    duties = tuple(_duty(key, list(same), told, known) for key, same in groupby(cells, key=lambda c: (c.rule_set, c.rule, c.duty)))
    page = known.pages.get((cells[0].rule_set, rule.id), "")
    return ItemView(rule.id, item_number(rule), rule.text, "、".join(rule.leads), "、".join(rule.supports), page, duties)


def _duty(key: tuple[str, str, str], cells: list[Cell], told: frozenset[Verdict], known: _Known) -> DutyView:
    duty = known.duties[key]
    verdicts = [v for c in cells for v in c.verdicts]
    counts = _counts((v.outcome for v in verdicts), OUTCOMES)
    cards = tuple(card(v, known.searches.get(search_id(v.searched)), known.district, known.limits) for v in verdicts if v in told)
    return DutyView(
        duty.title,
        how_often(duty),
        words.places_wanted(duty, known.district, key[0] in known.any_place),
        words.due_rule(known.due.get(key)),
        quoted(duty.quotes),
        words_wanted(duty),
        cells[0].fan_out,
        counts,
        cards,
    )


def _counts(found: Iterable[Outcome], wanted: Iterable[Outcome]) -> tuple[tuple[str, int], ...]:
    numbers = Counter(found)
    return tuple((o, numbers[o]) for o in wanted if numbers[o])


def _manual(verdicts: list[Verdict], known: _Known) -> tuple[ManualGroup, ...]:
    groups: dict[str, list[ManualEntry]] = defaultdict(list)
    for v in {v.key[:3]: v for v in verdicts}.values():
        rule, duty = known.rules[(v.rule_set, v.rule)], known.duties[(v.rule_set, v.rule, v.duty)]
        proof = "" if duty.review else duty.proof  # nothing is asked for by a draft
        groups[shown(v.why, 200)].append(ManualEntry(item_number(rule), duty.title, rule.text, proof, known.pages.get((v.rule_set, v.rule), "")))
    return tuple(ManualGroup(why, tuple(entries)) for why, entries in groups.items())


def _coverage(data: ReportData, scorecard: Scorecard) -> tuple[CoverageRow, ...]:
    """The unit's own sites, those its verdicts rest on, and the places its duties name that no crawl sees."""
    sites = {*scorecard.unit.sites, *(s.site for v in scorecard.verdicts for s in v.searched)}
    named = {p.site for v in scorecard.verdicts for p in v.places}
    return tuple(coverage_row(c) for c in data.coverage if c.site in sites or (c.proof and c.site in named))[:_MOST_SITES]
