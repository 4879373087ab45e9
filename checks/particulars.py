"""Particulars of what a run was judged by, kept beside its head so that a later comparison can name what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from checks.court import Standards
from checks.record import Filed
from rules.policy import SWITCHES, Policy

_LENGTH = 16
_DAYS = ("judged_from",)
"""Switches whose value is a day."""


def particulars(standards: Standards, records: Iterable[Filed], asked: Iterable[str]) -> dict[str, Any]:
    """Plain data: of each rule set the digests of its parts and its switches, of each duty of a unit its records; the units asked for (none: all)."""
    return {
        "rules": {r.name: dict(r.digests) for r in standards.rule_sets},
        "switches": {name: _switches(policy) for name, policy in standards.policies.items()},
        "records": _records(records),
        "units_asked": sorted(asked),
    }


def _switches(policy: Policy) -> dict[str, Any]:
    """Each switch with its value, and how people read it where a reading tells."""
    told = {reading.key: chosen for reading, chosen in zip(policy.readings, policy.chosen(), strict=True)}
    return {
        name: {
            "value": _plain(getattr(policy, name)),
            "question": told[name].question if name in told else "",
            "chosen": told[name].chosen if name in told else "",
        }
        for name in SWITCHES
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _records(records: Iterable[Filed]) -> dict[str, str]:
    digests: dict[str, Any] = {}
    for filed in records:
        r = filed.record
        digests.setdefault(f"{r.rule_set}/{r.rule}/{r.duty}/{r.unit}", hashlib.sha256()).update(filed.line + b"\n")
    return {key: digest.hexdigest()[:_LENGTH] for key, digest in sorted(digests.items())}


def with_switch(standards: Standards, rule_set: str, switch: str, value: Any) -> Standards:
    """The same standards with one switch of one rule set as a kept run had it."""
    was: Any = date.fromisoformat(value) if switch in _DAYS and value is not None else value
    policy = replace(standards.policies[rule_set], **{switch: was})
    return replace(standards, policies={**standards.policies, rule_set: policy})


def units_asked(meta: Mapping[str, Any]) -> frozenset[str] | None:
    """The units a run was made for, none for all; None of runs of before it was kept."""
    asked = (meta.get("particulars") or {}).get("units_asked")
    return None if asked is None else frozenset(asked)
