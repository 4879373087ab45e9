"""Pinned figures: below one of them a run fails; they are raised by --write-floors and lowered only where one asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

FLOORS = Path(__file__).with_name("floors.yaml")
CEILINGS = ("_wrong", "_open")
"""Figures with these endings may not rise."""
_HEAD = """# Figures of `make eval` that may not get worse: right readings of each field, mean F1 of the bodies, days told wrongly (_wrong) or
# left open (_open). Raised by `tests/eval/reading.py --write-floors`; lowered only with --lower, in a commit that says why.
"""

Figures = Mapping[str, Mapping[str, float]]
"""By group (own/<layout>, own, a set of real pages) and name."""


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def below(figures: Figures, floors: Figures) -> list[str]:
    """What is worse than pinned, one line each. Groups that were not measured are passed over; a figure that is gone is worse."""
    lines = []
    for group, pinned in floors.items():
        for name, floor in pinned.items() if group in figures else ():
            figure = figures[group].get(name)
            if figure is None or _is_worse(name, figure, floor):
                lines.append(f"{group} {name}：{'没有量到' if figure is None else figure}，底线 {floor}")
    return lines


def merged(figures: Figures, floors: Figures, may_lower: bool) -> dict[str, dict[str, float]]:
    """The floors with every better figure taken over, and every worse one where that is asked for."""
    new = {group: dict(pinned) for group, pinned in floors.items()}
    for group, measured in figures.items():
        pinned = new.setdefault(group, {})
        for name, figure in measured.items():
            if name not in pinned or may_lower or _is_worse(name, pinned[name], figure):
                pinned[name] = figure
        for name in [n for n in pinned if n not in measured] if may_lower else ():
            del pinned[name]
    return new


def write_floors(floors: Figures, path: Path = FLOORS) -> None:
    lines = [f"{group}: {{{', '.join(f'{name}: {figure:g}' for name, figure in floors[group].items())}}}" for group in sorted(floors)]
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _is_worse(name: str, figure: float, floor: float) -> bool:
    return figure > floor if name.endswith(CEILINGS) else figure < floor
