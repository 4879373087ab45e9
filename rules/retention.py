"""How long the archive keeps what sites answered: config/retention.yaml, beside the units file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rules.errors import InvalidFiles
from rules.shape import shaped
from rules.yamlfile import read_yaml

FILE = "retention.yaml"
_AT_LEAST = 30
"""Nothing is dropped sooner: a second look and an objection must find it."""


@dataclass(frozen=True)
class Retention:
    """Days a payload is kept after it was last used. last_check_runs: what the newest check runs rest on is kept however old it is.

    failing_days, passing_days: what verdicts rest on, by their outcome; superseded_list_days: list pages that were read anew since;
    other_days: everything else. The last good answer of an address that stands is always kept.
    """

    schema_version: Literal[1] = 1
    last_check_runs: int = 30
    failing_days: int = 2192
    passing_days: int = 1096
    other_days: int = 366
    superseded_list_days: int = 90


def load_retention(units_path: Path) -> Retention:
    """What the office says, else the defaults. Raises InvalidFiles."""
    path = units_path.with_name(FILE)
    if not path.is_file():
        return Retention()
    document = read_yaml(path)
    told = shaped(document, Retention)
    days = {key: getattr(told, key) for key in ("failing_days", "passing_days", "other_days", "superseded_list_days")}
    mistakes = [document.mistake((key,), str(n), f"至少 {_AT_LEAST} 天", f"{key}: 366") for key, n in days.items() if n < _AT_LEAST]
    if told.last_check_runs < 1:
        mistakes.append(document.mistake(("last_check_runs",), str(told.last_check_runs), "至少 1 次", "last_check_runs: 30"))
    if told.failing_days < max(days.values()):
        mistakes.append(document.mistake(("failing_days",), str(told.failing_days), "各项里最长的", "failing_days: 2192"))
    if mistakes:
        raise InvalidFiles(mistakes)
    return told
