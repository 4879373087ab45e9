"""Drafts: what judging by a rule that no person has reviewed yet may say of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.verdict import FAILING, LABELS, Verdict
from rules.rule import Duty

RULE_NOT_REVIEWED = "rule_not_reviewed"
"""The reason of an `unverified` that would fail, were the draft it was judged by reviewed."""

_WHY = "规则草稿尚未审核，先列为待核实。按草稿初步看是{label}：{why}"
_REMEDY = "等核查单位审核规则后再作结论，在此之前不需要处理。"


def until_reviewed(duty: Duty, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts of a duty; while it has review marks, what would fail is unverified, and all else stays as judged.

    Evidence, places, near misses and what was searched stay too: the person who reviews the rule needs them, and the second look
    goes by them. Cases, `rules test` and `rules try` judge without this: they say what the rule decides once it is approved.
    """
    return tuple(_softened(v) if duty.review and v.outcome in FAILING else v for v in verdicts)


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
    )
