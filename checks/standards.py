"""Loading what is judged by: units, rule sets, policies, calendars, markers and records, with their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from checks.court import Standards
from checks.records_file import Named, read_records
from crawler.context import Settings
from rules.calendar import load_calendars
from rules.errors import InvalidFiles, Mistake
from rules.load import find_units, load_all, load_district, rule_set_folders
from rules.markers import load_markers
from rules.policy_file import is_rule_set, load_policies, office_file
from rules.rule import RuleSet

T = TypeVar("T")


def units_file(settings: Settings) -> Path:
    """The units file: the one asked for, else config/units.yaml upward from the working folder."""
    return find_units(settings.units, None, Path.cwd())


def load_standards(settings: Settings) -> Standards:
    """Raises InvalidFiles with all mistakes of all files."""
    units = units_file(settings)
    district, rule_sets = load_all(units, settings.rules)
    folders = rule_folders(settings, rule_sets, units)
    mistakes: list[Mistake] = []
    policies = _tried(lambda: load_policies(folders, units), mistakes)
    named = Named(district, rule_sets, lambda name: is_rule_set(name, units))
    records = _tried(lambda: read_records(settings.records, named), mistakes)
    if policies is None or records is None:
        raise InvalidFiles(mistakes)
    return Standards(
        district=district,
        rule_sets=rule_sets,
        policies=policies,
        calendar=load_calendars(),
        markers=load_markers(),
        units_sha256=hashlib.sha256(units.read_bytes()).hexdigest(),
        policy_sha256=_digest([*(folder / "policy.yaml" for folder in folders.values()), office_file(units)]),
        records=records,
    )


def _tried(load: Callable[[], T], mistakes: list[Mistake]) -> T | None:
    try:
        return load()
    except InvalidFiles as error:
        mistakes += error.mistakes
        return None


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
