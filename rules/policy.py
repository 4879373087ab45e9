"""Policy: which reading is taken where the plan's words leave room (rules/<set>/policy.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rules.shape import shaped
from rules.yamlfile import read_yaml


@dataclass(frozen=True)
class ReadingChosen:
    """One open question, the reading chosen, and why; printed on the report."""

    question: str
    chosen: str
    why: str


@dataclass(frozen=True)
class Policy:
    """The switches judging obeys, and all readings for the report.

    january_february: whether one publication of "1-2月" counts for both months or for February alone.
    quarter_is_last_month: whether "一季度" (January to March, cumulative) counts for March, as "1-3月" does.
    withdrawn_after_due: a periodic or one-off publication proven to have stood in time and withdrawn since.
    """

    schema_version: Literal[1] = 1
    january_february: Literal["both", "february"] = "both"
    quarter_is_last_month: bool = True
    withdrawn_after_due: Literal["met", "unmet"] = "met"
    readings: tuple[ReadingChosen, ...] = ()


def load_policy(folder: Path) -> Policy:
    """The rule set's policy.yaml; the defaults where it has none. Raises InvalidFiles."""
    path = folder / "policy.yaml"
    return shaped(read_yaml(path), Policy) if path.is_file() else Policy()
