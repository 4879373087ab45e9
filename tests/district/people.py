"""What people said: declarations, proofs, waivers and known events, as the office's own files, and what they change in the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from district.days import at
from district.truth import FAILING, Record, ordered

RULE_SET = "panyu-2017"
FILES = {"declaration": "declarations.jsonl", "proof": "proofs.jsonl", "waiver": "waivers.jsonl", "event": "events.jsonl"}


@dataclass(frozen=True)
class Note:
    """One record. more: what its kind has beside the common keys."""

    kind: str
    said_at: datetime
    by: str
    rule: str
    duty: str
    unit: str
    why: str
    period: str | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def line(self, prev: str) -> str:
        common = {
            "schema_version": 1, "kind": self.kind, "at": self.said_at.isoformat(), "by": self.by, "rule_set": RULE_SET, "rule": self.rule, "duty": self.duty,
            "unit": self.unit, "period": self.period, "subject": None, "why": self.why, "old": None,
        }  # fmt: skip
        return json.dumps({**common, **self.more, "prev": prev}, ensure_ascii=False)


def event(said_at: datetime, target: tuple[str, str, str], what: str, day: date, title: str, number: str = "", url: str = "", issuer: str = "") -> Note:
    """A known event; target: rule, duty, unit. what: happened, upstream, abolished, requested."""
    more = {"what": what, "day": str(day), "title": title, "document_number": number or None, "url": url or None, "issuer": issuer}
    why = {"happened": "值班信息", "upstream": "收文登记", "abolished": "文件清理台账", "requested": "标注申请单"}[what]
    return Note("event", said_at, "区政府办 李文静", *target, why, more=more)


def chained(notes: Iterable[Note]) -> str:
    """The text of one file: each line carries the digest of the one before."""
    lines, prev = [], ""
    for note in notes:
        lines.append(note.line(prev))
        prev = hashlib.sha256(lines[-1].encode()).hexdigest()
    return "".join(f"{line}\n" for line in lines)


def write_records(folder: Path, notes: Iterable[Note], now: datetime) -> None:
    """The office's files as they stand by now: what was said earlier never changes, lines are only added."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, name in FILES.items():
        said = sorted((n for n in notes if n.kind == kind and n.said_at <= now), key=lambda n: n.said_at)
        if said:
            (folder / name).write_text(chained(said), encoding="utf8")


def as_people_said(records: list[Record], notes: Iterable[Note], day: date) -> list[Record]:
    """The ledger with what the people's records of the day change in it."""
    spoken = [n for n in notes if n.kind != "event" and n.said_at <= at(day)]
    return [_changed(r, [n for n in spoken if (n.rule, n.duty, n.unit) == (r.rule, r.duty, r.unit) and n.period in (None, r.period)], day) for r in records]


def _changed(record: Record, notes: list[Note], day: date) -> Record:
    said = set(record.outcomes)
    for note in notes:
        if note.kind == "declaration" and said != {"met"}:
            # Whether it also settles what could not be looked at is the office's to say.
            said = {"not_applicable"} | (said if record.optional else said & ({"not_checked", "unverified"} if record.doubt else {"not_checked"}))
        elif note.kind == "proof" and note.more["accepted"] and "manual" in said:
            said = {"met"}
        elif note.kind == "waiver" and date.fromisoformat(note.more["until"]) >= day:
            said = {"waived"} if said <= FAILING else said | {"waived"} if said & FAILING else said
    return replace(record, outcomes=ordered(said))
