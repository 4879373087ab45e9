"""Records: what people said about a duty of a unit (records/*.jsonl); plain frozen data, one class a kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from checks.events import KnownEvent, What


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What every record says: who, when, about what, and why.

    period, subject: None for all of the duty's. old: the value before, where the record changes one. prev: SHA-256 of the line
    before it in its file, "" for the first.
    """

    schema_version: Literal[1]
    at: datetime
    by: str
    rule_set: str
    rule: str
    duty: str
    unit: str
    why: str
    prev: str
    period: str | None = None
    subject: str | None = None
    old: str | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration(Statement):
    """The unit says there was nothing to publish (无此情形). accepted: None until the office (`accepted_by`) decides."""

    kind: Literal["declaration"]
    accepted: bool | None = None
    accepted_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proof(Statement):
    """A written proof was filed. accepted: None until the office (`accepted_by`) decides."""

    kind: Literal["proof"]
    accepted: bool | None = None
    accepted_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Waiver(Statement):
    """`approver` excused the unit, up to and including the day `until`."""

    kind: Literal["waiver"]
    approver: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Event(Statement):
    """Something the duty hangs on happened on `day`; judging takes it as a fact."""

    kind: Literal["event"]
    what: What
    day: date
    title: str
    document_number: str | None = None
    url: str | None = None
    issuer: str = ""

    @property
    def known(self) -> KnownEvent:
        return KnownEvent(
            self.rule_set, self.rule, self.duty, self.unit, self.what, self.day, self.title,
            self.document_number, self.url, self.issuer, self.why,
        )  # fmt: skip


Record = Declaration | Proof | Waiver | Event
KINDS: dict[str, type[Statement]] = {"declaration": Declaration, "proof": Proof, "waiver": Waiver, "event": Event}


@dataclass(frozen=True)
class Filed:
    """A record as it stands on file: its line's bytes without the line break."""

    record: Record
    line: bytes


def records_sha256(filed: Iterable[Filed]) -> str:
    """Of the bytes of these records, line after line."""
    digest = hashlib.sha256()
    for one in filed:
        digest.update(one.line + b"\n")
    return digest.hexdigest()
