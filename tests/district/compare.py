"""Verdicts against the ledger: what is wrong, who is accused or passed falsely, which cells are missing or too many."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from district.labels import CASE_NAMES, OUTCOME_NAMES
from district.truth import FAILING, OUTCOMES, Record

Key = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Pair:
    """One cell with its verdict; verdict is None where there is none."""

    record: Record
    verdict: dict[str, Any] | None

    @property
    def said(self) -> str:
        return str(self.verdict["outcome"]) if self.verdict else "missing"

    @property
    def wrong(self) -> bool:
        return self.said not in self.record.outcomes

    @property
    def accuses_falsely(self) -> bool:
        return self.said in FAILING and not FAILING & set(self.record.outcomes)

    @property
    def passes_falsely(self) -> bool:
        return self.said == "met" and "met" not in self.record.outcomes


@dataclass(frozen=True)
class Comparison:
    """All cells of one day, and the verdicts no cell asked for."""

    pairs: tuple[Pair, ...]
    extra: tuple[dict[str, Any], ...]

    @property
    def missing(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.verdict is None)

    @property
    def wrong(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.wrong)

    @property
    def false_accusations(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.accuses_falsely)

    @property
    def false_passes(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.passes_falsely)

    @property
    def is_right(self) -> bool:
        return not self.wrong and not self.extra

    def told(self) -> str:
        """One line of counts."""
        return (
            f"{len(self.pairs)} 格，误判 {len(self.wrong)}（冤枉 {len(self.false_accusations)}，放过 {len(self.false_passes)}，"
            f"缺 {len(self.missing)}），多出 {len(self.extra)}"
        )


def compare(records: Iterable[Record], verdicts: Iterable[dict[str, Any]]) -> Comparison:
    """Verdicts are those of `check --format json`; duties that are judged from written proof (manual) have no cell.

    A verdict with period "2017" answers a cell without period: once in the plan's year.
    """
    cells: dict[Key, Record] = {(r.rule, r.duty, r.unit, r.period): r for r in records}
    given: dict[Key, dict[str, Any]] = {}
    extra = []
    for verdict in verdicts:
        key: Key = (verdict["rule"], verdict["duty"], verdict["unit"], verdict["period"])
        if key not in cells and (*key[:3], None) in cells and key[3] == "2017":
            key = (*key[:3], None)
        if key in cells and key not in given:
            given[key] = verdict
        elif verdict["outcome"] != "manual":
            extra.append(verdict)
    return Comparison(tuple(Pair(r, given.get(k)) for k, r in cells.items()), tuple(extra))


def confusion(comparison: Comparison) -> str:
    """Rows are kinds of case, columns outcomes; a count with * holds a wrong verdict."""
    seen = [o for o in (*OUTCOMES, "missing") if any(p.said == o for p in comparison.pairs)]
    others = sorted({p.said for p in comparison.pairs} - set(seen))
    columns = [*seen, *others]
    rows = [["种下的情形", *(OUTCOME_NAMES.get(c, "缺" if c == "missing" else c) for c in columns), "合计"]]
    cases = sorted({p.record.case for p in comparison.pairs}, key=lambda c: list(CASE_NAMES).index(c) if c in CASE_NAMES else 999)
    for case in cases:
        own = [p for p in comparison.pairs if p.record.case == case]
        rows.append([CASE_NAMES.get(case, case), *(_cell(own, c) for c in columns), str(len(own))])
    totals = Counter(p.said for p in comparison.pairs)
    rows.append(["合计", *(str(totals[c]) for c in columns), str(len(comparison.pairs))])
    return table(rows)


def _cell(pairs: list[Pair], outcome: str) -> str:
    those = [p for p in pairs if p.said == outcome]
    return f"{len(those)}{'*' if any(p.wrong for p in those) else ''}" if those else "·"


def details(comparison: Comparison, limit: int = 40) -> str:
    """What is wrong, a line each."""
    lines = []
    for pair in comparison.wrong[:limit]:
        r, why = pair.record, (pair.verdict or {}).get("why", "")
        lines.append(f"  {r.rule} {r.duty} {r.unit} {r.period or ''} 情形 {r.case}：应为 {'/'.join(r.outcomes)}，判为 {pair.said}。{why}")
    lines += [f"  多出：{v['rule']} {v['duty']} {v['unit']} {v['period'] or ''} {v['outcome']}" for v in comparison.extra[:limit]]
    return "\n".join(lines)


def table(rows: list[list[str]]) -> str:
    """Columns aligned for a terminal where a Chinese character is two wide."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(_padded(c, widths[i], i == 0) for i, c in enumerate(row)).rstrip() for row in rows)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
