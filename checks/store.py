"""The store of judging: hits and how far they reach, check runs and their verdicts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from checks.hit import Hit
from checks.verdict import Verdict
from crawler.tables import check_run, hit, match_mark, verdict

CHUNK = 500


@dataclass(frozen=True)
class StoredRun:
    """A check run as kept: its meta is the head of the JSON output, its verdicts are the JSON texts in order."""

    id: str
    as_of: date
    known_at: datetime
    meta: dict[str, object]


class CheckStore:
    """Hits and verdicts in the database that the crawl's store opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def marks(self, reader: str) -> dict[str, int]:
        """For each match digest, the id of the last reading it was run against."""
        with self.engine.connect() as c:
            rows = c.execute(select(match_mark.c.match_sha256, match_mark.c.last_reading_id).where(match_mark.c.reader == reader))
            return {row.match_sha256: row.last_reading_id for row in rows}

    def add_hits(self, reader: str, found: Iterable[tuple[str, Mapping[str, Hit]]], marks: Mapping[str, int]) -> None:
        """Store the hits of some contents and, in the same transaction, how far each digest now reaches."""
        rows = {(content, digest): h.to_json() for content, hits in found for digest, h in hits.items()}
        with self.engine.begin() as c:
            known = self._known(c, reader, {content for content, _ in rows})
            new = [{"content_sha256": k[0], "reader": reader, "match_sha256": k[1], "told": t} for k, t in sorted(rows.items()) if k not in known]
            for start in range(0, len(new), CHUNK):
                c.execute(insert(hit), new[start : start + CHUNK])
            for digest, last in sorted(marks.items()):
                c.execute(delete(match_mark).where(match_mark.c.match_sha256 == digest, match_mark.c.reader == reader))
                c.execute(insert(match_mark), {"match_sha256": digest, "reader": reader, "last_reading_id": last})

    def _known(self, connection: Connection, reader: str, contents: set[str]) -> set[tuple[str, str]]:
        known: set[tuple[str, str]] = set()
        ordered = sorted(contents)
        for start in range(0, len(ordered), CHUNK):
            where = hit.c.content_sha256.in_(ordered[start : start + CHUNK])
            rows = connection.execute(select(hit.c.content_sha256, hit.c.match_sha256).where(where, hit.c.reader == reader))
            known |= {(r.content_sha256, r.match_sha256) for r in rows}
        return known

    def hits(self, digest: str, reader: str) -> dict[str, Hit]:
        """All hits of one duty's terms, by content."""
        with self.engine.connect() as c:
            rows = c.execute(select(hit.c.content_sha256, hit.c.told).where(hit.c.match_sha256 == digest, hit.c.reader == reader))
            return {row.content_sha256: Hit.from_json(row.told) for row in rows}

    def add_run(self, run: StoredRun, verdicts: Iterable[Verdict], encode: Callable[[Verdict], str]) -> None:
        """Keep a check run with all its verdicts in one transaction; `encode` gives a verdict's JSON text."""
        rows = [
            {
                "check_run": run.id, "seq": seq, "rule_set": v.rule_set, "rule": v.rule, "duty": v.duty, "unit": v.unit,
                "period": v.period, "subject": v.subject, "outcome": v.outcome, "told": encode(v),
            }
            for seq, v in enumerate(verdicts)
        ]  # fmt: skip
        meta = json.dumps(run.meta, ensure_ascii=False, sort_keys=True)
        with self.engine.begin() as c:
            c.execute(insert(check_run), {"id": run.id, "as_of": run.as_of, "known_at": run.known_at, "made_at": run.known_at, "meta": meta})
            for start in range(0, len(rows), CHUNK):
                c.execute(insert(verdict), rows[start : start + CHUNK])

    def count_runs(self) -> int:
        """How many check runs are kept."""
        with self.engine.connect() as c:
            return c.execute(select(func.count()).select_from(check_run)).scalar_one()

    def runs(self) -> tuple[StoredRun, ...]:
        """All check runs in the order they were made: their ids end with their number."""
        with self.engine.connect() as c:
            rows = c.execute(select(check_run.c.id, check_run.c.as_of, check_run.c.known_at, check_run.c.meta)).all()
        runs = [StoredRun(row.id, row.as_of, row.known_at, json.loads(row.meta)) for row in rows]
        return tuple(sorted(runs, key=lambda run: (int(run.id.rpartition("-")[2]), run.id)))

    def verdicts(self, run: str, rule: str = "", duty: str = "", unit: str = "") -> Iterator[dict[str, Any]]:
        """The verdicts of a check run as JSON has them, in their order; of one rule, duty, unit where they are named."""
        asked = {verdict.c.rule: rule, verdict.c.duty: duty, verdict.c.unit: unit}
        query = select(verdict.c.told).where(verdict.c.check_run == run, *(column == value for column, value in asked.items() if value))
        with self.engine.connect() as c:
            for told in c.execute(query.order_by(verdict.c.seq).execution_options(yield_per=CHUNK)).scalars():
                yield json.loads(told)
