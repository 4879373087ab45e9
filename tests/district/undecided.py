"""Verdicts that decide nothing: whether the ledger allows it because nobody could tell, because only a wording is odd, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from district.compare import Comparison, Pair
from district.truth import NO_ACCUSATION, ODD_WORDS

UNDECIDED = ("unverified", "not_checked")
NOBODY, WORDING, DECIDABLE = "从所见无法判断", "说法不在规则里（near_miss）", "本可判断而未判断"
ODD = frozenset({"near_miss"})
"""Reasons that say: something was found whose wording is in no rule."""
AWAITS = "awaits_second_look"
"""No excuse where a second look in the same night could have decided."""


@dataclass(frozen=True)
class Open:
    """One cell that is left open. why: the verdict's own sentence; truth: what would be right."""

    seed: int
    day: date
    cell: tuple[str, ...]
    said: str
    reason: str
    why: str
    truth: tuple[str, ...]
    case: str
    split: str


def split_of(pair: Pair) -> str:
    """Which of the three a verdict that decides nothing is; where the ledger allows a decided outcome too, it must say why nobody need decide."""
    is_open, reason = NO_ACCUSATION.issuperset(pair.record.outcomes), (pair.verdict or {}).get("reason")
    if pair.wrong or (reason == AWAITS and not is_open):
        return DECIDABLE
    if not is_open and (reason in ODD or pair.record.doubt == ODD_WORDS):
        return WORDING
    return NOBODY if is_open or pair.record.doubt else DECIDABLE


def left_open(seed: int, day: date, comparison: Comparison) -> list[Open]:
    return [_open(seed, day, p) for p in comparison.pairs if p.said in UNDECIDED]


def _open(seed: int, day: date, pair: Pair) -> Open:
    record, verdict = pair.record, pair.verdict or {}
    subject = str(verdict.get("subject") or "")
    cell = tuple(t for t in (record.rule, record.duty, record.unit, record.period or "", subject) if t)
    return Open(seed, day, cell, pair.said, str(verdict.get("reason", "")), str(verdict.get("why", "")), record.outcomes, record.case, split_of(pair))


def of_nothing_planted(seed: int, day: date, comparison: Comparison) -> list[Open]:
    """Of duties for which nothing was planted, so that the ledger does not speak of them."""
    return [_unplanted(seed, day, v) for v in comparison.unplanted if v["outcome"] in UNDECIDED]


def _unplanted(seed: int, day: date, verdict: dict[str, Any]) -> Open:
    cell = tuple(str(verdict[k]) for k in ("rule", "duty", "unit", "period", "subject") if verdict.get(k))
    return Open(seed, day, cell, verdict["outcome"], verdict["reason"], verdict["why"], (), "", "")


def counted(opens: Iterable[Open]) -> str:
    """How often each reason, with one example."""
    by_reason: dict[tuple[str, str], list[Open]] = {}
    for one in opens:
        by_reason.setdefault((one.said, one.reason), []).append(one)
    rows = sorted(by_reason.items(), key=lambda r: (-len(r[1]), r[0]))
    return "\n".join(
        f"  {len(own)} 格 {said}（{reason}）：{'、'.join(sorted({o.case for o in own if o.case}))}；如{own[0].why}" for (said, reason), own in rows
    )


def listed(opens: Iterable[Open]) -> str:
    """A line each."""
    return "\n".join(f"  种子 {o.seed} {o.day} {' '.join(o.cell)}：{o.said}（{o.reason}；情形 {o.case}，应为 {'/'.join(o.truth)}）{o.why}" for o in opens)
