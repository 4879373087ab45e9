"""What a sample document says, written down by hand beside it.

A field that two officers could read differently is `ANY`: it is not asserted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import ANY

__all__ = ["ANY", "Sample", "Told", "it", "section"]


@dataclass(frozen=True)
class Told:
    """The fields of a `PlanItem` that a document settles."""

    section_number: Any
    section: str
    number: Any
    label: Any
    subsection: str
    text: str
    leads: Any
    supports: Any
    bracketed: Any
    inherited: Any
    deadline: Any


@dataclass(frozen=True)
class Sample:
    """A document and its truth. `said`: words that must stand among what was not understood. `clean`: nothing at all may stand there."""

    name: str
    suffix: str
    write: Callable[[], bytes]
    told: tuple[Told, ...] = ()
    title: Any = field(default_factory=lambda: ANY)
    year: Any = field(default_factory=lambda: ANY)
    said: tuple[str, ...] = ()
    clean: bool = False


def it(number: Any, text: str, leads: Any, supports: Any = "", **more: Any) -> Told:
    """An item whose section is not yet told. Names stand apart by spaces."""
    fields = {"bracketed": "", "inherited": False, "deadline": None, "label": ANY if number is ANY else str(number), "subsection": "", **more}
    for key, value in (("leads", leads), ("supports", supports), ("bracketed", fields["bracketed"])):
        fields[key] = tuple(value.split()) if isinstance(value, str) else value
    return Told(section_number=0, section="", number=number, text=text, **fields)


def section(number: Any, name: str, *items: Told) -> tuple[Told, ...]:
    return tuple(replace(item, section_number=number, section=name) for item in items)
