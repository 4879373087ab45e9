"""Which records stored verdicts rest on, and until when retention keeps them for that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from checks.evidence import Case, answers_of
from checks.store import CheckStore
from checks.verdict import FAILING
from crawler.prune import FOREVER, Resting, Rests
from crawler.store_captures import CaptureStore
from rules.retention import Retention


def rests_of(checks: CheckStore, captures: CaptureStore, retention: Retention) -> Rests:
    """By file and offset of the payload. Evidence a verdict named, and for failing ones what an absence was searched in."""
    rests: dict[tuple[str, int], Resting] = {}
    runs = checks.runs()
    newest = {run.id for run in runs[-retention.last_check_runs :]}
    for run in runs:
        for told in checks.verdicts(run.id):
            is_failing = told["outcome"] in FAILING or told["found"] in FAILING
            until = _until(run.known_at, retention.failing_days if is_failing else retention.passing_days, is_newest=run.id in newest)
            resting = Resting(until, "未达标结论的依据" if is_failing else "其他结论的依据")
            for place in _places(Case(told, run.meta, run.known_at), captures, with_lists=is_failing):
                rests[place] = max(rests.get(place, resting), resting, key=lambda one: one.until)
    return rests


def _until(known_at: datetime, days: int, *, is_newest: bool) -> datetime:
    return FOREVER if is_newest else known_at.astimezone(UTC) + timedelta(days=days)


def _places(case: Case, captures: CaptureStore, *, with_lists: bool) -> set[tuple[str, int]]:
    places = {(told["archive"]["file"], int(told["archive"]["offset"])) for told in case.verdict["evidence"] if told["sha256"]}
    return places | ({answer.payload_place for answer in answers_of(case, captures)} if with_lists else set())
