"""The store of judging: hits and how far they reach, check runs and their verdicts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from checks.hit import Hit
from checks.matcher import MATCHER
from checks.verdict import Verdict
from crawler.db import writing
from crawler.tables import check_run, hit, match_mark, normal_text, reading, verdict

CHUNK = 500


@dataclass(frozen=True)
class StoredRun:
    """A check run as kept: its meta is the head of the JSON output, its verdicts are the JSON texts in order."""

    id: str
    as_of: date
    known_at: datetime
    meta: dict[str, object]


@dataclass(frozen=True)
class KeptText:
    """A reading and, where it was matched by this version of matching before, its normalised texts (checks/normal_text.py)."""

    id: int
    content_sha256: str
    texts: bytes | None


@dataclass(frozen=True)
class Matched:
    """What running some readings against terms gave. hits: by content and digest; marks: how far each digest now reaches;
    texts: the normalised texts of those readings of which none were kept, by id."""

    hits: Mapping[str, Mapping[str, Hit]]
    marks: Mapping[str, int]
    texts: Mapping[int, bytes]


class CheckStore:
    """Hits and verdicts in the database that the crawl's store opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def marks(self, reader: str) -> dict[str, int]:
        """For each match digest, the id of the last reading it was run against."""
        with self.engine.connect() as c:
            rows = c.execute(select(match_mark.c.match_sha256, match_mark.c.last_reading_id).where(match_mark.c.reader == reader))
            return {row.match_sha256: row.last_reading_id for row in rows}

    def texts_after(self, reading_id: int, reader: str, limit: int) -> list[KeptText]:
        """The next readings by rising id: call again with the last one's id."""
        c, n = reading.c, normal_text.c
        joined = reading.outerjoin(normal_text, (c.id == n.reading_id) & (n.form == MATCHER))
        query = select(c.id, c.content_sha256, n.texts).select_from(joined).where(c.id > reading_id, c.reader == reader).order_by(c.id).limit(limit)
        with self.engine.connect() as connection:
            return [KeptText(*row) for row in connection.execute(query)]

    def add_matched(self, reader: str, matched: Matched) -> None:
        """Store, in one transaction, what running some readings against terms gave."""
        hits = [
            {"content_sha256": content, "reader": reader, "match_sha256": digest, "told": h.to_json()}
            for content, of_content in sorted(matched.hits.items())
            for digest, h in sorted(of_content.items())
        ]
        texts = [{"reading_id": i, "form": MATCHER, "texts": texts} for i, texts in sorted(matched.texts.items())]
        marks = [{"match_sha256": d, "reader": reader, "last_reading_id": last} for d, last in sorted(matched.marks.items())]
        mark, text = match_mark.c, normal_text.c
        with writing(self.engine) as c:
            _replace(c, normal_text, delete(normal_text).where(text.reading_id == bindparam("old_reading_id")), texts)
            if hits:  # the same content may have been met before, in another reading
                c.execute(_insert_new(c, hit), hits)
            _replace(c, match_mark, delete(match_mark).where(mark.match_sha256 == bindparam("old_match_sha256"), mark.reader == bindparam("old_reader")), marks)

    def hits(self, digest: str, reader: str) -> dict[str, Hit]:
        """All hits of one duty's terms, by content."""
        with self.engine.connect() as c:
            rows = c.execute(select(hit.c.content_sha256, hit.c.told).where(hit.c.match_sha256 == digest, hit.c.reader == reader))
            return {content: Hit.from_json(told) for content, told in rows.all()}

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

    def rules_of(self, run: str) -> tuple[str, ...]:
        """The rules of which a check run has verdicts, in order."""
        with self.engine.connect() as c:
            return tuple(sorted(c.execute(select(verdict.c.rule).distinct().where(verdict.c.check_run == run)).scalars()))

    def verdicts(self, run: str, rule: str = "", duty: str = "", unit: str = "") -> Iterator[dict[str, Any]]:
        """The verdicts of a check run as JSON has them, in their order; of one rule, duty, unit where they are named."""
        asked = {verdict.c.rule: rule, verdict.c.duty: duty, verdict.c.unit: unit}
        query = select(verdict.c.told).where(verdict.c.check_run == run, *(column == value for column, value in asked.items() if value))
        with self.engine.connect() as c:
            for told in c.execute(query.order_by(verdict.c.seq).execution_options(yield_per=CHUNK)).scalars():
                yield json.loads(told)


def _replace(connection: Connection, table: Table, removal: Delete, rows: list[dict[str, Any]]) -> None:
    """Put rows in the place of those of the same key, named `old_…` in the removal."""
    if rows:
        connection.execute(removal, [{f"old_{key}": value for key, value in row.items()} for row in rows])
        connection.execute(insert(table), rows)


def _insert_new(connection: Connection, table: Table) -> Insert:
    """Rows whose key is there already are left out."""
    of_dialect = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return of_dialect(table).on_conflict_do_nothing()
