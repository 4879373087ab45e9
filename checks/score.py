"""Scores: what verdicts add up to, per unit and for the whole district."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checks.verdict import FAILING, IN_RATE, Outcome, Verdict
from rules.rule import Duty, Rule, RuleSet
from rules.units import District, Unit

OUTSIDE: tuple[Outcome, ...] = ("not_due", "not_applicable", "waived", "unverified", "not_checked", "manual")
"""What does not count for the rate and is printed beside it, in the order of the contract."""
OUTCOMES: tuple[Outcome, ...] = (*IN_RATE, *OUTSIDE)

_GRAVITY: tuple[Outcome, ...] = ("not_applicable", "waived", "not_due", "manual", "not_checked", "unverified", *IN_RATE)
_DutyKey = tuple[str, str, str]


@dataclass(frozen=True)
class Cell:
    """One duty of one unit in one period: what counts once. Several verdicts where a duty speaks of several subjects."""

    rule_set: str
    rule: str
    duty: str
    period: str | None
    outcome: Outcome
    weight: int
    fan_out: bool
    verdicts: tuple[Verdict, ...]

    @property
    def failing(self) -> tuple[Verdict, ...]:
        """The subjects that fail: a cell that fails names them."""
        return tuple(v for v in self.verdicts if v.outcome in FAILING)


@dataclass(frozen=True)
class Tally:
    """How many cells have which outcome, and the two rates made of them.

    counts: every outcome once, in the contract's order. weighted: (weight of met, weight of all in the rate).
    """

    counts: tuple[tuple[Outcome, int], ...]
    weighted: tuple[int, int]

    def of(self, outcome: str) -> int:
        return next((n for name, n in self.counts if name == outcome), 0)

    @property
    def rate(self) -> tuple[int, int]:
        """(met, met + failing); the denominator is 0 where nothing counts yet."""
        return self.of("met"), sum(self.of(o) for o in IN_RATE)

    @property
    def failing(self) -> int:
        return sum(self.of(o) for o in FAILING)

    @property
    def total(self) -> int:
        return sum(n for _, n in self.counts)


@dataclass(frozen=True)
class Scorecard:
    """One unit: its own duties and, apart, those that every unit of a group has (they would swamp the rest)."""

    unit: Unit
    cells: tuple[Cell, ...]
    main: Tally
    fan_out: Tally

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(v for c in self.cells for v in c.verdicts)


@dataclass(frozen=True)
class Section:
    """A section of a plan, as the matrix has it for a column."""

    rule_set: str
    number: int
    name: str


@dataclass(frozen=True)
class MatrixRow:
    """One unit over all sections (fan-out duties included), aligned with `Overview.sections`."""

    unit: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Ranked:
    """A unit's place by rate, 1 the best; equal rates share a place. Units without a rate have none."""

    unit: str
    place: int
    rate: tuple[int, int]


@dataclass(frozen=True)
class NobodyMet:
    """A plan item that somebody failed and nobody met; `units` are those that failed it."""

    rule_set: str
    rule: Rule
    units: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """The district: totals, ranking, matrix, and the items nobody met."""

    main: Tally
    fan_out: Tally
    ranking: tuple[Ranked, ...]
    fan_out_ranking: tuple[Ranked, ...]
    sections: tuple[Section, ...]
    matrix: tuple[MatrixRow, ...]
    nobody_met: tuple[NobodyMet, ...]


def is_fan_out(duty: Duty, unit: Unit, district: District) -> bool:
    """Whether a duty is this unit's as one of a group (各镇（街）、各部门); a unit the duty names itself is not one of many."""
    binding = next((name for name in duty.units if unit in (district.expand(name) or ())), "")
    return binding in district.groups


def gravest(outcomes: Iterable[Outcome]) -> Outcome:
    """One outcome for several subjects: those outside the rate aside, `met` if all are, else the gravest.

    Where all are outside the rate, the one that most needs a person.

    >>> gravest(["met", "late", "incomplete", "not_due"])
    'incomplete'
    >>> gravest(["met", "unverified"])
    'met'
    """
    return max(outcomes, key=_GRAVITY.index)


def tally(cells: Iterable[Cell]) -> Tally:
    """Count cells."""
    counted = tuple(cells)
    numbers = Counter(c.outcome for c in counted)
    met = sum(c.weight for c in counted if c.outcome == "met")
    judged = sum(c.weight for c in counted if c.outcome in IN_RATE)
    return Tally(tuple((o, numbers[o]) for o in OUTCOMES), (met, judged))


def scorecards(verdicts: Sequence[Verdict], district: District, rule_sets: Sequence[RuleSet]) -> tuple[Scorecard, ...]:
    """One scorecard for every unit of the district, in its order, also for those without a verdict."""
    duties = {(s.name, r.id, d.id): d for s in rule_sets for r, d in s.duties()}
    by_unit: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_unit[verdict.unit].append(verdict)
    return tuple(_scorecard(unit, by_unit[unit.id], duties, district) for unit in district.units)


def _scorecard(unit: Unit, verdicts: list[Verdict], duties: dict[_DutyKey, Duty], district: District) -> Scorecard:
    grouped: dict[tuple[str, str, str, str], list[Verdict]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda v: v.key):
        grouped[(verdict.rule_set, verdict.rule, verdict.duty, verdict.period or "")].append(verdict)
    cells = tuple(_cell(tuple(same), duties[key[:3]], unit, district) for key, same in sorted(grouped.items()))
    return Scorecard(unit, cells, tally(c for c in cells if not c.fan_out), tally(c for c in cells if c.fan_out))


def _cell(verdicts: tuple[Verdict, ...], duty: Duty, unit: Unit, district: District) -> Cell:
    first = verdicts[0]
    outcome = gravest(v.outcome for v in verdicts)
    fan_out = is_fan_out(duty, unit, district)
    return Cell(first.rule_set, first.rule, first.duty, first.period, outcome, duty.weight, fan_out, verdicts)


def overview(cards: Sequence[Scorecard], rule_sets: Sequence[RuleSet]) -> Overview:
    """All scorecards together."""
    cells = [c for card in cards for c in card.cells]
    section_of = {(s.name, r.id): Section(s.name, r.section_number, r.section) for s in rule_sets for r in s.rules}
    sections = tuple(dict.fromkeys(section_of.values()))
    return Overview(
        tally(c for c in cells if not c.fan_out),
        tally(c for c in cells if c.fan_out),
        rank(cards, lambda card: card.main),
        rank(cards, lambda card: card.fan_out),
        sections,
        tuple(_matrix_row(card, sections, section_of) for card in cards),
        _nobody_met(cards, rule_sets),
    )


def rank(cards: Sequence[Scorecard], of: Callable[[Scorecard], Tally]) -> tuple[Ranked, ...]:
    """Best rate first; equal rates share a place and stand in the district's order."""
    rated = [(card.unit.id, of(card).rate) for card in cards if of(card).rate[1]]
    shares = [Fraction(*rate) for _, rate in rated]
    order = sorted(range(len(rated)), key=lambda i: -shares[i])
    return tuple(Ranked(rated[i][0], 1 + sum(s > shares[i] for s in shares), rated[i][1]) for i in order)


def _matrix_row(card: Scorecard, sections: tuple[Section, ...], section_of: dict[tuple[str, str], Section]) -> MatrixRow:
    cells: dict[Section, list[Cell]] = defaultdict(list)
    for cell in card.cells:
        cells[section_of[(cell.rule_set, cell.rule)]].append(cell)
    return MatrixRow(card.unit.id, tuple(tally(cells[s]) for s in sections))


def _nobody_met(cards: Sequence[Scorecard], rule_sets: Sequence[RuleSet]) -> tuple[NobodyMet, ...]:
    met: set[tuple[str, str]] = set()
    failed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for card in cards:
        for cell in card.cells:
            if cell.outcome == "met":
                met.add((cell.rule_set, cell.rule))
            elif cell.outcome in FAILING:
                failed[(cell.rule_set, cell.rule)].append(card.unit.id)
    items = ((s.name, r) for s in rule_sets for r in s.rules)
    return tuple(NobodyMet(name, r, tuple(dict.fromkeys(failed[(name, r.id)]))) for name, r in items if failed[(name, r.id)] and (name, r.id) not in met)
