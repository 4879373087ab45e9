"""What every page shows alike: rates with their bars, rows cut to a readable number, the stamp of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from checks.score import OUTSIDE, Tally
from checks.verdict import IN_RATE
from reports import words
from reports.data import Provenance, ReportData, SiteCoverage
from rules.chinese import chinese_day
from rules.rule import Rule, RuleSet

T = TypeVar("T")


@dataclass(frozen=True)
class Cut(Generic[T]):
    """The first rows of a list and how many more there are: no page may grow without bound."""

    rows: tuple[T, ...]
    more: int


def cut(rows: Sequence[T], most: int) -> Cut[T]:
    return Cut(tuple(rows[:most]), max(0, len(rows) - most))


@dataclass(frozen=True)
class Limits:
    """How much of the long lists a page shows; the writer takes the next smaller ones where a page grows too big."""

    near_misses: int = 20
    evidence: int = 20
    cards: int = 450


LADDER = (Limits(), Limits(5, 3, 300), Limits(1, 1, 150))


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: x and width in percent of it."""

    outcome: str
    number: int
    x: float
    width: float


@dataclass(frozen=True)
class RateView:
    """A rate as shown: the text, the bar of what counts, and what is outside it."""

    text: str
    percent: str
    judged: int
    failing: int
    bar: tuple[Segment, ...]
    counted: tuple[tuple[str, int], ...]
    outside: tuple[tuple[str, int], ...]
    weighted: str
    is_empty: bool


def rate_view(tally: Tally) -> RateView:
    """How a tally is shown; outcomes nobody has are left away."""
    judged = tally.rate[1]
    counted = tuple((o, tally.of(o)) for o in IN_RATE if tally.of(o))
    outside = tuple((o, tally.of(o)) for o in OUTSIDE if tally.of(o))
    return RateView(
        words.rate(tally.rate), words.percent(*tally.rate), judged, tally.failing,
        _bar(counted, judged), counted, outside, words.rate(tally.weighted), not tally.total,
    )  # fmt: skip


def _bar(counted: Iterable[tuple[str, int]], judged: int) -> tuple[Segment, ...]:
    segments, done = [], 0
    for outcome, number in counted:
        segments.append(Segment(outcome, number, round(done * 100 / judged, 3), round(number * 100 / judged, 3)))
        done += number
    return tuple(segments)


@dataclass(frozen=True)
class Stamp:
    """What stands at the head and foot of every page, so that a page sent alone says what it is.

    drafts: how many duties, manual ones too, still have review marks, as `rules list` counts them; they fail nobody, so that rates look too good.
    """

    title: str
    district: str
    as_of: str
    known_at: str
    simulated: bool
    program: str
    reader: str
    rule_sets: tuple[tuple[str, str, str], ...]
    drafts: int
    units_sha256: str
    policy_sha256: str
    calendars_sha256: str
    records: str
    records_sha256: str


def stamp(data: ReportData) -> Stamp:
    made = data.provenance
    return Stamp(
        data.title, data.district.district, chinese_day(data.as_of), words.moment(data.known_at), made.simulated, made.program, made.reader,
        tuple((s.name, s.title, s.sha256) for s in data.rule_sets), sum(bool(d.review) for s in data.rule_sets for r in s.rules for d in r.duties),
        made.units_sha256, made.policy_sha256, made.calendars_sha256,
        _records(made), made.records_sha256,
    )  # fmt: skip


def _records(made: Provenance) -> str:
    """How many records (declarations, proofs, waivers, events) count; "" where none was made."""
    later = f"；另有 {made.records_later} 条晚于所据资料，没有计入" if made.records_later else ""
    return f"计入 {made.records} 条{later}" if made.records or made.records_later else ""


@dataclass(frozen=True)
class CoverageRow:
    """One site in the table of what was read. state: full, part, none; proof where no crawl sees it."""

    name: str
    state: str
    columns: str
    reason: str


def coverage_row(site: SiteCoverage) -> CoverageRow:
    if site.proof:
        return CoverageRow(site.name, "proof", "—", f"本程序不抓取；凭证明核查：{site.proof}")
    state = "full" if site.is_complete else "part" if site.reached and site.complete else "none"
    return CoverageRow(site.name, state, f"{site.complete}/{site.columns}" if site.columns else "—", site.reason)


def coverage_sentence(sites: Sequence[SiteCoverage]) -> str:
    """How far the crawl got, in one sentence; "" where nothing is known about it."""
    if not sites:
        return ""
    unseen = sum(bool(s.proof) for s in sites)
    full = sum(s.is_complete for s in sites)
    columns, complete = sum(s.columns for s in sites), sum(s.complete for s in sites)
    by_proof = f"另有 {unseen} 处不抓取，凭证明核查。" if unseen else ""
    return f"应查站点 {len(sites) - unseen} 个，其中 {full} 个读全；发现栏目 {columns} 个，其中 {complete} 个读全。{by_proof}"


def numbered(rule_sets: Sequence[RuleSet]) -> dict[tuple[str, str], Rule]:
    """Rules by (rule set, rule id)."""
    return {(s.name, r.id): r for s in rule_sets for r in s.rules}


def page_name(unit_id: str) -> str:
    """The file name of a unit's page; ids are checked on loading, but a name never leaves its folder.

    >>> page_name("czj"), page_name("../x")
    ('czj.html', '_2e_2e_2fx.html')
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f"_{ord(c):02x}" for c in unit_id) + ".html"
