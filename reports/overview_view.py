"""The district's page: totals, units by rank, units × sections, what was read, and on what grounds it was judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.score import NobodyMet, Overview, Ranked, Scorecard, Tally
from checks.verdict import FAILING, IN_RATE, LABELS
from reports import words
from reports.data import ReportData
from reports.rule_view import FOLDER, rule_files
from reports.unit_view import section_anchor
from reports.view import CoverageRow, Cut, RateView, Stamp, coverage_row, coverage_sentence, cut, page_name, rate_view, stamp
from rules.chinese import item_number, numeral
from rules.policy import ReadingChosen

_MOST_ROWS = 500
_UNITS_NAMED = 8


@dataclass(frozen=True)
class UnitRow:
    """One unit in a table of units. counts: met and the failing outcomes, in the contract's order."""

    name: str
    page: str
    place: str
    rate: RateView
    counts: tuple[tuple[str, int], ...]
    fan_out: str
    next_due: str
    next_title: str


@dataclass(frozen=True)
class UnitTable:
    """Units of one kind. by_fan_out: their only automatic duties are those every unit of a group has."""

    title: str
    by_fan_out: bool
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True)
class SectionHead:
    """A column of the matrix."""

    number: str
    name: str


@dataclass(frozen=True)
class MatrixCell:
    """A unit in a section. tone: good, part, bad, open (outside the rate) or none; href: "" without a verdict to show."""

    tone: str
    text: str
    note: str
    href: str


@dataclass(frozen=True)
class MatrixLine:
    """A unit's line of the matrix."""

    name: str
    page: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class NobodyRow:
    """A plan item nobody met. page: its reference page, "" without one."""

    number: str
    text: str
    page: str
    units: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class IndexPage:
    """Everything on the overview. coverage: the sites not read to the end; covered: the others; unseen: places that no crawl sees."""

    stamp: Stamp
    run: str
    main: RateView
    fan_out: RateView
    main_tally: Tally
    fan_out_tally: Tally
    tables: tuple[UnitTable, ...]
    heads: tuple[SectionHead, ...]
    manual_sections: tuple[SectionHead, ...]
    matrix: tuple[MatrixLine, ...]
    nobody_met: Cut[NobodyRow]
    coverage_sentence: str
    coverage: Cut[CoverageRow]
    covered: Cut[CoverageRow]
    unseen: Cut[CoverageRow]
    policy: tuple[ReadingChosen, ...]
    left_out: tuple[str, ...]
    has_rules: bool


def index_page(data: ReportData) -> IndexPage:
    """The overview of all scorecards."""
    view = data.overview
    shown = [i for i in range(len(view.sections)) if any(_automatic(row.tallies[i]) for row in view.matrix)]
    heads = [SectionHead(numeral(s.number), s.name) for s in view.sections]
    names = {u.id: u.name for u in data.district.units}
    return IndexPage(
        stamp(data), data.provenance.run, rate_view(view.main), rate_view(view.fan_out), view.main, view.fan_out, _tables(data),
        tuple(heads[i] for i in shown), tuple(h for i, h in enumerate(heads) if i not in shown), _matrix(view, shown, names),
        cut(_nobody(view, names, rule_files(data.references)), _MOST_ROWS), coverage_sentence(data.coverage),
        cut(sorted((coverage_row(c) for c in data.coverage if not (c.is_complete or c.proof)), key=lambda c: ("none", "part").index(c.state)), _MOST_ROWS),
        cut([coverage_row(c) for c in data.coverage if c.is_complete], _MOST_ROWS),
        cut([coverage_row(c) for c in data.coverage if c.proof], _MOST_ROWS),
        data.policy, data.left_out, bool(data.references),
    )  # fmt: skip


def _automatic(tally: Tally) -> int:
    return tally.total - tally.of("manual")


def _tables(data: ReportData) -> tuple[UnitTable, ...]:
    kinds: dict[str, list[Scorecard]] = {title: [] for title in words.UNIT_KINDS.values()}
    for card in data.scorecards:
        kinds[words.UNIT_KINDS["department" if card.unit.kind == "office" else card.unit.kind]].append(card)
    return tuple(_table(title, cards, data) for title, cards in kinds.items() if cards)


def _table(title: str, cards: Sequence[Scorecard], data: ReportData) -> UnitTable:
    by_fan_out = not any(_automatic(c.main) for c in cards)
    ranking = data.overview.fan_out_ranking if by_fan_out else data.overview.ranking
    ids = {c.unit.id for c in cards}
    places = _places([r for r in ranking if r.unit in ids])
    ordered = sorted(cards, key=lambda c: places.get(c.unit.id, len(cards) + 1))
    return UnitTable(title, by_fan_out, tuple(_unit_row(c, places, by_fan_out, data) for c in ordered))


def _places(ranking: Sequence[Ranked]) -> dict[str, int]:
    """Places among the units of one table, equal rates sharing one."""
    return {r.unit: 1 + sum(other.place < r.place for other in ranking) for r in ranking}


def _unit_row(card: Scorecard, places: dict[str, int], by_fan_out: bool, data: ReportData) -> UnitRow:
    tally = card.fan_out if by_fan_out else card.main
    due, title = _next_due(card, data)
    return UnitRow(
        card.unit.name, f"units/{page_name(card.unit.id)}", str(places.get(card.unit.id, "—")), rate_view(tally),
        tuple((o, tally.of(o)) for o in IN_RATE), words.rate(card.fan_out.rate) if card.fan_out.rate[1] else "—",
        due, title,
    )  # fmt: skip


def _next_due(card: Scorecard, data: ReportData) -> tuple[str, str]:
    """The next due day and what for; drafts ask nothing of a unit yet."""
    duties = {(s.name, r.id, d.id): d for s in data.rule_sets for r, d in s.duties()}
    waiting = [v for v in card.verdicts if v.outcome == "not_due" and v.due and not duties[(v.rule_set, v.rule, v.duty)].review]
    if not waiting:
        return "", ""
    first = min(waiting, key=lambda v: (str(v.due), v.key))
    return str(first.due), duties[(first.rule_set, first.rule, first.duty)].title


def _matrix(view: Overview, shown: list[int], names: dict[str, str]) -> tuple[MatrixLine, ...]:
    lines = []
    for row in view.matrix:
        page = f"units/{page_name(row.unit)}"
        lines.append(MatrixLine(names[row.unit], page, tuple(_matrix_cell(row.tallies[i], f"{page}#{section_anchor(i)}") for i in shown)))
    return tuple(lines)


def _matrix_cell(tally: Tally, href: str) -> MatrixCell:
    met, judged = tally.rate
    unclear = tally.of("unverified") + tally.of("not_checked")
    if not _automatic(tally):
        return MatrixCell("none", "", "", "")
    if not judged:
        note = "、".join(_counts(tally, (o for o, _ in tally.counts if o != "manual")))
        return MatrixCell("open", f"另{_automatic(tally)}", note, href)
    tone = "good" if met == judged else "part" if met else "bad"
    note = "、".join(_counts(tally, FAILING)) or "全部达标"
    return MatrixCell(tone, f"{met}/{judged}", note + (f"；另有 {unclear} 项待核实或未能检测" if unclear else ""), href)


def _counts(tally: Tally, outcomes: Iterable[str]) -> list[str]:
    return [f"{LABELS[o]} {tally.of(o)}" for o in outcomes if tally.of(o)]


def _nobody(view: Overview, names: dict[str, str], files: dict[tuple[str, str], str]) -> list[NobodyRow]:
    return [_nobody_row(nobody, names, files.get((nobody.rule_set, nobody.rule.id))) for nobody in view.nobody_met]


def _nobody_row(nobody: NobodyMet, names: dict[str, str], file: str | None) -> NobodyRow:
    units = tuple((names[u], f"units/{page_name(u)}") for u in nobody.units[:_UNITS_NAMED])
    page = f"{FOLDER}/{file}" if file else ""
    return NobodyRow(item_number(nobody.rule), nobody.rule.text, page, units, max(0, len(nobody.units) - _UNITS_NAMED))
