"""What was judged by a rule that nobody has reviewed is shown as such, on the unit's page and on the rule's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from checks.score import overview, scorecards
from checks.unreviewed import until_reviewed
from reports.data import ReportData
from reports.html import write_report
from rules.calendar import load_calendars
from rules.explain import Reference, explain_all

MARK = "用词：由原文推出，看有没有别的写法"


def drafted(report: ReportData, ids: Collection[str] = ("py2017-01-03",)) -> ReportData:
    """The same report with some rules, that of the monthly duty if nothing else is said, still drafts."""
    (plan,) = report.rule_sets
    rules = tuple(replace(r, duties=tuple(replace(d, review=(MARK,)) for d in r.duties)) if r.id in ids else r for r in plan.rules)
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


def banners(report: ReportData, out: Path) -> list[str]:
    """What the overview, the card of 财政局 and that of 沙湾镇 say of drafts, up to the first full stop."""
    folder = write_report(report, out).parent
    pages = [BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml") for name in ("index.html", "units/czj.html", "units/swz.html")]
    return ["".join(banner.get_text().split("。")[0] for banner in page.select(".notice.warn")) for page in pages]


def test_the_overview_and_the_card_say_how_many_duties_are_drafts(small: ReportData, tmp_path: Path) -> None:
    told = "有 {} 项义务的规则还是草稿，没有经人审核"
    assert banners(drafted(small), tmp_path / "1") == [told.format(1), "本单位" + told.format(1), ""]
    every = drafted(small, {"py2017-01-01", "py2017-01-03", "py2017-19-04"})
    assert banners(every, tmp_path / "3") == [told.format(3), "本单位" + told.format(3), "本单位" + told.format(1)]
    assert banners(small, tmp_path / "0") == ["", "", ""]


def test_a_draft_asks_nothing_of_a_unit(small: ReportData, tmp_path: Path) -> None:
    every = drafted(small, {"py2017-01-01", "py2017-01-03", "py2017-19-04"})
    asked, silent = (pages_of(report, tmp_path / name)[1] for name, report in (("0", small), ("3", every)))
    for words in ("有网址或情况说明的请提供", "需提交", "还有 29 天"):
        assert (words in asked.get_text(), words in silent.get_text()) == (True, False), words
    open_cards = [page.select("details.card[data-outcome=unverified]") for page in (asked, silent)]
    assert [("请补充公开" in "".join(card.get_text() for card in cards)) for cards in open_cards] == [True, False]
    assert "其中 5 项的规则还是草稿，审核以前不需要处理。" in silent.get_text()
    _, some = pages_of(drafted(small), tmp_path / "1")
    assert "有网址或情况说明的请提供。其中 4 项的规则还是草稿，审核以前不需要处理。" in some.get_text()
    assert ["2018-01-29" in row.get_text() for row in overview_row(small, tmp_path / "4")] == [True]
    assert ["2018-01-29" in row.get_text() for row in overview_row(every, tmp_path / "5")] == [False]


def overview_row(report: ReportData, out: Path) -> list[Tag]:
    page = BeautifulSoup(write_report(report, out).read_text(encoding="utf-8"), "lxml")
    return [row for row in page.select("table.units tr") if "区财政局" in row.get_text()]


def test_a_rules_page_says_that_it_is_a_draft_and_what_to_look_at(small: ReportData, tmp_path: Path) -> None:
    rule, _ = pages_of(drafted(small), tmp_path / "draft")
    assert f"请人核对{MARK}规则草稿尚未审核" in rule
    reviewed, page = pages_of(small, tmp_path / "reviewed")
    assert ("请人核对" in reviewed, "初步看" in page.get_text()) == (False, False)
