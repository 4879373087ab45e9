"""What was judged by a rule that nobody has reviewed is shown as such, on the unit's page and on the rule's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup

from checks.score import overview, scorecards
from checks.unreviewed import until_reviewed
from reports.data import ReportData
from reports.html import write_report
from rules.calendar import load_calendars
from rules.explain import Reference, explain_all

MARK = "用词：由原文推出，看有没有别的写法"


def drafted(report: ReportData) -> ReportData:
    """The same report with the rule of the monthly duty still a draft."""
    (plan,) = report.rule_sets
    rules = tuple(replace(r, duties=tuple(replace(d, review=(MARK,)) for d in r.duties)) if r.id == "py2017-01-03" else r for r in plan.rules)
    changed = replace(plan, rules=rules)
    duties = {r.id: r.duties[0] for r in rules}
    verdicts = [v for card in report.scorecards for v in card.verdicts]
    shown = [s for v in verdicts for s in until_reviewed(duties[v.rule], [v])]
    cards = scorecards(shown, report.district, (changed,))
    pages = explain_all(changed, Reference(report.district, {}, load_calendars(), 2017))
    return replace(report, rule_sets=(changed,), scorecards=cards, overview=overview(cards, (changed,)), references=pages)


def pages_of(report: ReportData, out: Path) -> tuple[str, BeautifulSoup]:
    folder = write_report(report, out).parent
    rule = BeautifulSoup((folder / "rules/py2017-01-03.html").read_text(encoding="utf-8"), "lxml").get_text()
    return rule, BeautifulSoup((folder / "units/czj.html").read_text(encoding="utf-8"), "lxml")


def test_a_unit_reads_what_a_draft_found_and_that_it_is_no_conclusion(small: ReportData, tmp_path: Path) -> None:
    _, page = pages_of(drafted(small), tmp_path)
    outcomes = [card["data-outcome"] for card in page.select("details.card[id*=py2017-01-03]")]
    assert sorted(set(map(str, outcomes))) == ["met", "not_due", "unverified"]
    told = page.get_text()
    assert "规则草稿尚未审核，先列为待核实。按草稿初步看是逾期公开：" in told
    assert "按尚未审核的规则草稿初步看，不是结论。" in told
    assert "等核查单位审核规则后再作结论，在此之前不需要处理。" in told


def test_the_overview_and_the_card_say_that_rates_rest_on_drafts(small: ReportData, tmp_path: Path) -> None:
    told = "有 1 项义务的规则还是草稿，没有经人审核。"
    for report, is_told in ((drafted(small), True), (small, False)):
        folder = write_report(report, tmp_path / str(is_told)).parent
        pages = [BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml").get_text() for name in ("index.html", "units/czj.html")]
        assert [told in page for page in pages] == [is_told, is_told]


def test_a_rules_page_says_that_it_is_a_draft_and_what_to_look_at(small: ReportData, tmp_path: Path) -> None:
    rule, _ = pages_of(drafted(small), tmp_path / "draft")
    assert f"请人核对{MARK}规则草稿尚未审核" in rule
    reviewed, page = pages_of(small, tmp_path / "reviewed")
    assert ("请人核对" in reviewed, "初步看" in page.get_text()) == (False, False)
