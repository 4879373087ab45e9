"""The kinds of duty that are judged per document, object or column of dialogue, and what people said: all of one seed, planted together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from district import plant_facts, plant_marked, plant_paired, plant_progress, plant_reprint, plant_talks
from district.claims import Claim, Ledgered
from district.desk import Desk
from district.ground import Ground
from district.people import Note
from district.truth import Access, Cell, Record


@dataclass
class Kinds:
    """Everything beside the cells of single publications."""

    singles: list[Claim] = field(default_factory=list)
    ledgered: list[Ledgered] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    policies: list[Ledgered] = field(default_factory=list)

    def told(self, access: Access, day: date) -> list[Record]:
        records = [r for c in self.singles if (r := c.told(access, day)) is not None]
        return [*records, *(r for k in self.ledgered for r in k.told(access, day))]


def write(ground: Ground, cells: list[Cell]) -> Kinds:
    """Plants after all single publications, so that theirs stay as they are; adds the one cell that depends on a known event."""
    kinds, seed = Kinds(), ground.seed
    for unit, key in (("ajj", "18-05b"), ("czj", "02-07a")):
        kept, notes = plant_reprint.plant(Desk(ground, unit, Random(f"{seed} {key}")), key)
        _keep(kinds, [kept], notes)
    kinds.policies, notes = plant_paired.plant(ground, Random(f"{seed} 20-01a"), cells)
    _keep(kinds, kinds.policies, notes)
    abolished, lists, notes = plant_marked.plant(ground, Random(f"{seed} 05-07b"))
    _keep(kinds, abolished, notes)
    kinds.singles += lists
    _keep(kinds, *plant_progress.plant(ground, Random(f"{seed} progress")))
    kinds.singles += plant_talks.plant(ground, Random(f"{seed} talks"))
    proof, notes = plant_facts.platform(ground)
    kinds.singles.append(proof)
    waived = plant_facts.waivers(ground, cells, Random(f"{seed} waivers"))
    incident, told = plant_facts.incident(ground, Random(f"{seed} 13-03a"))
    cells.append(incident)
    kinds.notes += [*notes, *waived, *told]
    return kinds


def _keep(kinds: Kinds, kept: Sequence[Ledgered], notes: list[Note]) -> None:
    kinds.ledgered += kept
    kinds.notes += notes
