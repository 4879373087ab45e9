"""Units and sites of the deployment, read from config/units.yaml as bare data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

UNITS_FILE = Path(__file__).resolve().parents[2] / "config" / "units.yaml"


@dataclass(frozen=True)
class SiteRow:
    """One site of the file. guessed: `confirmed: null` stands there."""

    id: str
    name: str
    start: str
    guessed: bool
    gkmlpt: bool
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitRow:
    """One unit of the file; `full` is its name with the district's before it."""

    id: str
    name: str
    kind: str
    sites: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def full(self) -> str:
        return ("番禺" + self.name) if self.name.startswith("区") else "番禺区" + self.name

    @property
    def formal(self) -> tuple[str, ...]:
        """The names with the city before them, as a site's title has them: the short one and those that begin like it."""
        start = "广州市" + self.full[: 4 if self.kind == "department" else 6]
        return (f"广州市{self.full}", *(a for a in self.aliases if a.startswith(start) and a != f"广州市{self.full}"))


@dataclass(frozen=True)
class Register:
    """All of them."""

    sites: dict[str, SiteRow]
    units: dict[str, UnitRow]

    @property
    def departments(self) -> tuple[UnitRow, ...]:
        return tuple(u for u in self.units.values() if u.kind == "department")

    @property
    def towns(self) -> tuple[UnitRow, ...]:
        return tuple(u for u in self.units.values() if u.kind == "town")

    def own_site(self, unit: str) -> str | None:
        """The unit's first site that is no gkmlpt site."""
        return next((s for s in self.units[unit].sites if s in self.sites and not self.sites[s].gkmlpt), None)

    def has_gkmlpt(self, unit: str) -> bool:
        return any(self.sites[s].gkmlpt for s in self.units[unit].sites if s in self.sites)


def _first(value: Any) -> str:
    return str(value if isinstance(value, str) else value[0])


def _site(raw: dict[str, Any]) -> SiteRow:
    columns = tuple((str(c["name"]), _folder(str(c["start"]))) for c in raw.get("columns") or ())
    guessed = "confirmed" in raw and raw["confirmed"] is None
    return SiteRow(raw["id"], raw["name"], _first(raw["start"]), guessed, raw.get("platform") == "gkmlpt", columns)


def _folder(address: str) -> str:
    return address.rsplit("/", 1)[0] + "/"


def load_register(path: Path = UNITS_FILE) -> Register:
    raw = yaml.safe_load(path.read_text(encoding="utf8"))
    sites = {s["id"]: _site(s) for s in raw["sites"] if "start" in s}  # the others are places no crawl sees
    units = {u["id"]: UnitRow(u["id"], u["name"], u["kind"], tuple(u["sites"]), tuple(u.get("aliases") or ())) for u in raw["units"]}
    return Register(sites, units)
