"""What a plan says, item by item."""

from __future__ import annotations

from dataclasses import dataclass

from rules.text import normalise


@dataclass(frozen=True)
class PlanItem:
    """One numbered item. Texts are word for word, without their leading number.

    leads: who answers; supports: who is named beside a lead; bracketed: names in brackets after a unit's.
    lead_text: the owner cell as written, or the one above it where the item's own is blank (`inherited`).
    deadline_text: the deadline's column, else a deadline named in the text, else None.
    number: as printed where the section's numbers are its own, else the place in the section; label: the number as printed
    (3; （二）1 where numbers restart under each （一）; empty where none is printed). subsection: the heading between, without its numeral.
    """

    section_number: int
    section: str
    number: int
    text: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    bracketed: tuple[str, ...]
    lead_text: str
    inherited: bool
    deadline_text: str | None
    label: str = ""
    subsection: str = ""

    @property
    def column_deadline(self) -> str:
        """The deadline where it stands in a column of its own; empty where the text itself names it."""
        deadline = self.deadline_text or ""
        return "" if normalise(deadline) in normalise(self.text) else deadline


@dataclass(frozen=True)
class NotUnderstood:
    """A line (counted from 1) that could not be understood, or only in part; `text` says what stands there or why."""

    line: int
    text: str


@dataclass(frozen=True)
class Plan:
    """A plan document as read: without items where it is not one. `notes`: what a person should know of how the file was read."""

    title: str
    year: int | None
    items: tuple[PlanItem, ...]
    not_understood: tuple[NotUnderstood, ...]
    notes: tuple[str, ...] = ()
