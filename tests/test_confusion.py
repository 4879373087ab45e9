"""The summing-up over seeds: what is counted, what is named, and what makes it fail."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.compare import compare  # noqa: E402 - found through the line above
from district.confusion import Seed, seeds_of, told  # noqa: E402
from district.days import CRAWL_DAYS, YEAR_END  # noqa: E402
from district.demo import Demo  # noqa: E402
from district.sums import Judged, confusion_of, faults_of, never_planted, traps_of  # noqa: E402
from district.truth import ODD_WORDS, Record  # noqa: E402
from district.undecided import DECIDABLE, NOBODY, WORDING  # noqa: E402

RULE = "py2017-01-03"


def cell(period: str, *outcomes: str, case: str = "plain", doubt: str = "") -> Record:
    return Record(RULE, "a", "czj", period, None, YEAR_END, date(2017, 5, 2), outcomes, case, "", "periodic", doubt=doubt)


def verdict(period: str, outcome: str, reason: str = "") -> dict[str, Any]:
    return {"rule": RULE, "duty": "a", "unit": "czj", "period": period, "subject": None, "outcome": outcome, "reason": reason, "why": "因为。"}


def judged(records: list[Record], verdicts: list[dict[str, Any]], seed: int = 1) -> Judged:
    return Judged(seed, YEAR_END, compare(records, verdicts))


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines()]


def test_truth_stands_beside_judgement_by_kind_and_in_all() -> None:
    both = [judged([cell("2017-03", "met"), cell("2017-04", "unmet")], [verdict("2017-03", "met"), verdict("2017-04", "met")], seed) for seed in (1, 2)]
    assert rows(confusion_of(both)) == [
        ["事项种类", "真实情况", "达标", "合计"],
        ["按期", "达标", "2", "2"],
        ["按期", "未公开", "2*", "2"],
        ["全部", "达标", "2", "2"],
        ["全部", "未公开", "2*", "2"],
    ]
    assert rows(faults_of(both))[-1] == ["合计", "4", "2", "0", "2", "0", "0", "0", "0"]


def test_traps_are_counted_and_those_never_planted_are_named() -> None:
    one = judged([cell("2017-03", "met", case="odd"), cell("2017-04", "unmet", case="odd")], [verdict("2017-03", "met"), verdict("2017-04", "met")])
    assert rows(traps_of([one]))[1] == ["说法少见", "1", "2", "2", "1"]
    assert "按时公开（plain）" in never_planted([one]) and "说法少见（odd）" not in never_planted([one])


@pytest.mark.parametrize(
    ("record", "said", "reason", "split"),
    [
        (cell("2017-03", "unverified"), "unverified", "undated", NOBODY),
        (cell("2017-03", "unverified", "not_checked", "not_due"), "not_checked", "site_down", NOBODY),
        (cell("2017-03", "met", "unverified", doubt=ODD_WORDS), "unverified", "near_miss", WORDING),
        (cell("2017-03", "met", "unverified", doubt="计划没有写"), "unverified", "column_shared", NOBODY),
        (cell("2017-03", "met", "unverified"), "unverified", "undated", DECIDABLE),
        (cell("2017-03", "unmet"), "unverified", "near_miss", DECIDABLE),
        (cell("2017-03", "met", "unverified", doubt=ODD_WORDS), "unverified", "awaits_second_look", DECIDABLE),
    ],
)
def test_what_is_left_open_is_excused_only_where_nobody_could_tell(record: Record, said: str, reason: str, split: str) -> None:
    one = judged([record], [verdict("2017-03", said, reason)])
    assert [o.split for o in one.opens] == [split]
    assert one.is_right == (split != DECIDABLE)
    assert f"（{reason}；" in told([one]) and "因为。" in told([one])


def test_a_missing_verdict_and_one_nobody_asked_for_fail() -> None:
    assert not judged([cell("2017-03", "met")], []).is_right
    assert not judged([cell("2017-03", "met")], [verdict("2017-03", "met"), verdict("2017-04", "unmet")]).is_right


def test_seeds_are_a_number_or_a_list() -> None:
    assert (seeds_of("3"), seeds_of("2,5-7")) == ([1, 2, 3], [2, 5, 6, 7])


def test_a_seed_is_crawled_again_only_where_its_evenings_are_not_kept_for_the_same_district(tmp_path: Path) -> None:
    seed = Seed(Demo(Path("unused"), tmp_path, 1, 0.01))
    assert not seed.is_done
    for day in CRAWL_DAYS:
        seed.keep(day, [verdict("2017-03", "met")])
    assert seed.is_done and len(seed.judged()) == len(CRAWL_DAYS)
    assert not Seed(Demo(Path("unused"), tmp_path, 1, 0.02)).is_done
