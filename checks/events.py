"""Known events: what the office has on file as having happened (records/*.jsonl), which judging takes as a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawler.extract.numbers import number_of
from rules.units import canonical_address

What = Literal["happened", "upstream", "abolished", "requested"]
"""happened: something the duty must publish came about; upstream: a document to be reprinted was issued by `issuer`; abolished:
a document lost its force; requested: the unit asked a place's keeper to mark one."""


@dataclass(frozen=True)
class KnownEvent:
    """One event for one duty of one unit. `day` is when it happened; `subject` names the document or object it is about."""

    rule_set: str
    rule: str
    duty: str
    unit: str
    what: What
    day: date
    title: str
    document_number: str | None = None
    url: str | None = None
    issuer: str = ""
    why: str = ""

    @property
    def subject(self) -> str:
        """As verdicts name it: the 文号 in its one form, else the canonical address, else the title."""
        if self.document_number:
            return number_of(self.document_number) or self.document_number
        return canonical_address(self.url) if self.url else self.title
