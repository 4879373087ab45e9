"""Drafts: what judging by a rule that no person has reviewed yet may say of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.verdict import FAILING, LABELS, Outcome, Turning, Verdict
from rules.rule import Duty

RULE_NOT_REVIEWED = "rule_not_reviewed"
"""The reason of an `unverified` that would fail, were the draft it was judged by reviewed."""

_UNSETTLED: tuple[Outcome, ...] = ("unverified", "not_checked")
_WHY = "规则草稿尚未审核，先列为待核实。按草稿初步看是{label}：{why}"
_REVIEWED = Turning("review", (), None, "如规则草稿经审核通过，即按审核后的规则重新判。")
_REMEDY = "等核查单位审核规则后再作结论，在此之前不需要处理。"


def until_reviewed(duty: Duty, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts of a duty; while it has review marks, what would fail is unverified, and none asks anything of its unit.

    Evidence, places, near misses and what was searched stay too: the person who reviews the rule needs them, and the second look
    goes by them. Cases, `rules test` and `rules try` judge without this: they say what the rule decides once it is approved.
    """
    return tuple(_softened(v) if v.outcome in FAILING else _unasked(v) for v in verdicts) if duty.review else tuple(verdicts)


def _unasked(verdict: Verdict) -> Verdict:
    """Without the remedy, and changed by a review alone: who is told to publish or to declare would do it for a duty that may not stand."""
    if verdict.outcome not in _UNSETTLED:
        return verdict
    return replace(verdict, remedy=_REMEDY if verdict.remedy else "", would_change=(_REVIEWED,))


def _softened(verdict: Verdict) -> Verdict:
    return replace(
        verdict,
        outcome="unverified",
        found="unverified",
        reason=RULE_NOT_REVIEWED,
        days_late=None,
        days_unit=None,
        why=_WHY.format(label=LABELS[verdict.outcome], why=verdict.why),
        remedy=_REMEDY,
        would_change=(_REVIEWED,),
    )
