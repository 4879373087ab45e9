"""The evidence of one verdict as a WARC file that stands alone: what was asked and answered, record by record as the archive has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.archive import info_record, json_record, records_in
from crawler.manifest import write_whole
from crawler.pagejson import page_to_json
from crawler.shelf import Shelf
from crawler.store_captures import CaptureStore, KeptAnswer
from rules.errors import InvalidInput

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One verdict of a stored check run, as the JSON output has it; head: of that run; known_at: what was known then."""

    verdict: Told
    head: Told
    known_at: datetime

    @property
    def name(self) -> str:
        told = self.verdict
        return "/".join(str(told[key]) for key in ("rule_set", "rule", "duty", "unit", "period", "subject") if told[key])


@dataclass(frozen=True)
class Handed:
    """What was written: how many answers, and addresses of those retention has dropped."""

    answers: int
    dropped: tuple[str, ...]


def answers_of(case: Case, captures: CaptureStore) -> tuple[KeptAnswer, ...]:
    """The answers a verdict rests on, revisits with what they refer to: its pages, and the list pages of the columns searched."""
    found: dict[tuple[str, int], KeptAnswer] = {}
    for answer in (*_of_pages(case, captures), *_of_columns(case, captures)):
        if answer.held_file:
            originals = (a for a in captures.of_payload(answer.sha256, *answer.payload_place) if (a.file, a.offset) == answer.payload_place)
            found |= {(original.file, original.offset): original for original in originals}
        found[answer.file, answer.offset] = answer
    return tuple(found[place] for place in sorted(found))


def _of_pages(case: Case, captures: CaptureStore) -> Iterator[KeptAnswer]:
    for told in (*case.verdict["evidence"], *case.verdict.get("basis", ())):
        if told["sha256"]:
            place = told["archive"]
            answers = [a for a in captures.of_payload(told["sha256"], place["file"], place["offset"]) if a.at <= case.known_at]
            fetched = [a for a in answers if a.at == datetime.fromisoformat(told["fetched_at"])]
            yield from fetched or answers[-1:]


def _of_columns(case: Case, captures: CaptureStore) -> Iterator[KeptAnswer]:
    for told in case.verdict["searched"]:
        yield from captures.of_column(told["site"], told["column"], case.known_at)


def hand_over(case: Case, captures: CaptureStore, shelf: Shelf, out: Path, at: datetime) -> Handed:
    """Writes the file, whole or not at all. Raises InvalidInput where it cannot be written, StoreError where a record cannot be read."""
    answers = answers_of(case, captures)
    dropped = [(a, stone) for a in answers if (stone := shelf.tombstone(a.file, a.offset)) is not None]
    records = [info_record(out.name, _info(case), at), json_record(f"urn:gongkai:{case.name}", at, _told(case, answers))]
    records += [piece for answer in answers for piece in _copied(answer, captures, shelf)]
    records += [json_record(stone.url, at, _read_before(shelf, stone.sha256)) for _, stone in dropped]
    try:
        write_whole(out, b"".join(records))
    except OSError as error:
        raise InvalidInput(f"--out 写不进 {out}（{error.strerror or error}）；允许的是能写的文件夹里的一个文件；例如 --out 证据.warc.gz") from error
    return Handed(len(answers), tuple(stone.url for _, stone in dropped))


def _copied(answer: KeptAnswer, captures: CaptureStore, shelf: Shelf) -> Iterator[bytes]:
    """What was asked and what was answered, byte for byte."""
    before = captures.before(answer)
    between = shelf.packed(answer.file, before, answer.offset)
    at = 0
    for record in records_in(between)[0]:
        if record.kind == "request":
            yield between[at : at + record.length]
        at += record.length
    yield shelf.packed(answer.file, answer.offset, answer.offset + answer.length)


def _told(case: Case, answers: Iterable[KeptAnswer]) -> dict[str, Any]:
    places = [{"url": a.url, "at": a.at.isoformat(), "status": a.status, "sha256": a.sha256, "file": a.file, "offset": a.offset} for a in answers]
    return {"schema_version": 1, "check": dict(case.head), "verdict": dict(case.verdict), "records": places}


def _read_before(shelf: Shelf, sha256: str) -> dict[str, Any]:
    page = shelf.reading(sha256)
    return {"payload_sha256": sha256, "dropped": True, "reading": page_to_json(page) if page is not None else None}


def _info(case: Case) -> dict[str, str]:
    simulated = "（模拟时钟：WARC-Date 不是真实时间）" if case.head.get("simulated_clock") else ""
    told = {"software": f"gongkai/{case.head['program']}", "format": "WARC File Format 1.1", "isPartOf": str(case.head["run"])}
    return told | {"description": f"核查结论 {case.name} 的证据{simulated}"}
