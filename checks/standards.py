"""Loading what is judged by: units, rule sets, policies, calendars and markers, with their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from checks.court import Standards
from crawler.context import Settings
from rules.calendar import load_calendars
from rules.load import find_units, load_all, load_district, rule_set_folders
from rules.markers import load_markers
from rules.policy import load_policy
from rules.rule import RuleSet


def units_file(settings: Settings) -> Path:
    """The units file: the one asked for, else config/units.yaml upward from the working folder."""
    return find_units(settings.units, None, Path.cwd())


def load_standards(settings: Settings) -> Standards:
    """Raises InvalidFiles with all mistakes of all files."""
    units = units_file(settings)
    district, rule_sets = load_all(units, settings.rules)
    folders = rule_folders(settings, rule_sets, units)
    policies = {name: load_policy(folder) for name, folder in folders.items()}
    return Standards(
        district=district,
        rule_sets=rule_sets,
        policies=policies,
        calendar=load_calendars(),
        markers=load_markers(),
        units_sha256=hashlib.sha256(units.read_bytes()).hexdigest(),
        policy_sha256=_digest(folder / "policy.yaml" for folder in folders.values()),
        records_sha256=hashlib.sha256().hexdigest(),
    )


def rule_folders(settings: Settings, rule_sets: tuple[RuleSet, ...], units: Path) -> dict[str, Path]:
    """The folder of each rule set, by its name."""
    folders = rule_set_folders(units, settings.rules, load_district(units))
    return {r.name: folder for r, folder in zip(rule_sets, folders, strict=True)}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()
