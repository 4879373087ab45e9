"""What people decided, and what the office chose, is shown as theirs beside what the crawl found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup

from checks.score import overview, scorecards
from reports.data import ReportData
from reports.html import write_report
from rules.policy import ReadingChosen
from rules.rule import Amendment


def text_of(report: ReportData, out: Path, page: str) -> str:
    path = write_report(report, out).parent / page
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").get_text()


def test_a_reading_the_office_changed_is_marked_as_its_own(small: ReportData, tmp_path: Path) -> None:
    ours = ReadingChosen("“1-2月”合并公开", "只算2月", "办务会议定", is_office=True)
    theirs = ReadingChosen("在A、B公开", "都要有", "原文并列两处")
    told = text_of(replace(small, policy=(ours, theirs)), tmp_path, "index.html")
    assert "只算2月 本办改定" in told
    assert told.count("本办改定") == 1


def test_a_decided_verdict_shows_who_decided_and_what_was_found(small: ReportData, tmp_path: Path) -> None:
    verdicts = [v for card in small.scorecards for v in card.verdicts]
    decided = {"outcome": "waived", "decided": "区府办 李四批准豁免至2017年12月31日"}
    changed = [replace(v, **decided) if v.outcome == "unmet" else v for v in verdicts]  # type: ignore[arg-type]
    cards = scorecards(changed, small.district, small.rule_sets)
    told = text_of(replace(small, scorecards=cards, overview=overview(cards, small.rule_sets)), tmp_path, "units/czj.html")
    assert "区府办 李四批准豁免至2017年12月31日（网站检测结果：未公开）" in told
    assert "已豁免" in told


def test_the_report_says_which_records_count_and_how_many_came_too_late(small: ReportData, tmp_path: Path) -> None:
    made = replace(small.provenance, records=3, records_later=2, records_sha256="ee" * 32)
    for page in ("index.html", "units/czj.html"):
        told = text_of(replace(small, provenance=made), tmp_path / "with", page)
        assert "申报、证明、豁免和在案事项：计入 3 条；另有 2 条晚于所据资料，没有计入" in told
        assert "ee" * 32 in told
        assert "豁免和在案事项" not in text_of(small, tmp_path / "without", page)


def test_what_the_office_takes_is_what_stands_under_the_duty(small: ReportData, tmp_path: Path) -> None:
    page = "units/czj.html"
    assert "缺一不可" in text_of(small, tmp_path / "all", page)
    assert "缺一不可" not in text_of(replace(small, any_place=frozenset({"plan"})), tmp_path / "any", page)


def test_a_duty_that_an_amendment_took_away_is_still_shown_with_its_verdicts(small: ReportData, tmp_path: Path) -> None:
    (plan,) = small.rule_sets
    newest = next(r for r in plan.rules if r.id == "py2017-01-03")
    gone = replace(newest, duties=tuple(replace(d, id="z", title="一般公共预算收支旧表") for d in newest.duties))
    amended = replace(newest, amends=Amendment(date(2017, 7, 1), "番府办〔2017〕60号"))
    rules = tuple(amended if r is newest else r for r in plan.rules)
    changed = (replace(plan, rules=rules, superseded=(gone,)),)
    verdicts = [replace(v, duty="z") if v.period == "2017-03" else v for card in small.scorecards for v in card.verdicts]
    cards = scorecards(verdicts, small.district, changed)
    told = text_of(replace(small, rule_sets=changed, scorecards=cards, overview=overview(cards, changed)), tmp_path, "units/czj.html")
    assert "一般公共预算收支旧表" in told
