"""A rule that no person has reviewed fails nobody: what would fail is unverified, everything else stays as judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from checks.days import SHANGHAI
from checks.matcher import DutyMatcher
from checks.record import Declaration, Waiver
from checks.records import apply
from checks.run import Checker, CheckRun
from checks.standards import load_standards
from checks.unreviewed import until_reviewed
from checks.verdict import FAILING, LABELS, NearMiss, PlaceFinding, Searched, Verdict
from crawler.context import Settings
from crawler.store import Store
from rules.rule import Duty
from rules.wanted import Match, Terms
from rules.words import shared_words

REVIEW = ("用词：由原文推出，看有没有别的写法",)
DUTY = Duty("a", "periodic", "预算执行情况", ("区财政局",), every="month", match=Match(Terms(all=(("预算",), ("执行",)))))
DRAFT = replace(DUTY, review=REVIEW)
DAY = date(2017, 5, 10)
JUDGED = Verdict(
    "plan", "p-01-01", "a", "periodic", "czj", "2017-03", None, "late", "late", "after_due", date(2017, 5, 2), "assumption", DAY, 6, "working",
    "2017年3月预算执行情况于2017年5月10日才公开。", "今后请按期公开。", None, (PlaceFinding("portal", "late", DAY),), (), ("支出合计",),
    (NearMiss("http://a/", "预算会议", "是新闻"),), (Searched("portal", "财政", 3, None, True),),
)  # fmt: skip


@pytest.mark.parametrize("outcome", FAILING)
def test_what_would_fail_is_unverified_and_says_what_the_draft_found(outcome):
    (shown,) = until_reviewed(DRAFT, [replace(JUDGED, outcome=outcome, found=outcome)])
    assert (shown.outcome, shown.found, shown.reason, shown.days_late, shown.days_unit) == ("unverified", "unverified", "rule_not_reviewed", None, None)
    assert shown.why == f"规则草稿尚未审核，先列为待核实。按草稿初步看是{LABELS[outcome]}：{JUDGED.why}"
    assert shown.remedy == "等核查单位审核规则后再作结论，在此之前不需要处理。"
    changed = {"outcome", "found", "reason", "why", "remedy", "days_late", "days_unit", "would_change"}
    assert {k: v for k, v in vars(shown).items() if k not in changed} == {k: v for k, v in vars(JUDGED).items() if k not in changed}


@pytest.mark.parametrize("outcome", [o for o in LABELS if o not in FAILING])
def test_what_would_not_fail_stays_as_judged_but_asks_nothing_of_the_unit(outcome):
    judged = replace(JUDGED, outcome=outcome, found=outcome, reason="as_judged")
    remedy = "等核查单位审核规则后再作结论，在此之前不需要处理。" if outcome in ("unverified", "not_checked") else judged.remedy
    (shown,) = until_reviewed(DRAFT, [judged])
    assert replace(shown, would_change=()) == replace(judged, remedy=remedy)
    assert [t.kind for t in shown.would_change] == (["review"] if outcome in ("unverified", "not_checked") else [])
    silent = replace(judged, remedy="")
    assert [v.remedy for v in until_reviewed(DRAFT, [silent])] == [""]


@given(outcomes=st.lists(st.sampled_from(sorted(LABELS))))
def test_no_verdict_of_a_draft_fails_and_a_reviewed_rule_is_left_alone(outcomes):
    judged = tuple(replace(JUDGED, outcome=o, found=o, subject=str(i)) for i, o in enumerate(outcomes))
    shown = until_reviewed(DRAFT, judged)
    assert not {v.outcome for v in shown} & set(FAILING)
    assert [v.key for v in shown] == [v.key for v in judged]
    assert until_reviewed(DRAFT, shown) == shown
    assert until_reviewed(DUTY, judged) == judged


def test_hits_are_kept_when_a_mark_is_taken_away():
    words = shared_words()
    assert DutyMatcher(DRAFT, words).match_sha256 == DutyMatcher(DUTY, words).match_sha256


SAID = {"schema_version": 1, "rule_set": "plan", "rule": "p-01-01", "duty": "a", "unit": "czj", "prev": "", "by": "区财政局 张三", "why": "本年没有"}
AT = datetime(2017, 10, 1, 9, tzinfo=SHANGHAI)


def declared(accepted: bool | None) -> Declaration:
    signed = {} if accepted is None else {"accepted": accepted, "accepted_by": "区府办 李四"}
    return Declaration(**(SAID | signed | {"kind": "declaration", "at": AT}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        pytest.param(declared(None), "unverified", id="the unit's word alone waits for a decision"),
        pytest.param(declared(True), "not_applicable", id="a declaration that was accepted settles it"),
        pytest.param(Waiver(**(SAID | {"kind": "waiver", "at": AT, "approver": "区府办", "until": date(2017, 12, 31)})), "unverified", id="nothing to waive"),
    ],
)
def test_records_treat_it_as_any_other_doubt(record, outcome):
    verdicts = until_reviewed(DRAFT, [replace(JUDGED, kind="event", outcome="unmet", found="unmet", reason="event_silent", published=None, evidence=())])
    (shown,) = apply(verdicts, [record], date(2017, 12, 31))
    assert (shown.outcome, shown.found, shown.reason) == (outcome, "unverified", "rule_not_reviewed")


LATE = "番禺区2017年1月一般公共预算收支情况"
UNITS = """schema_version: 1
district: 番禺区
rule_sets: [one]
sites: [{{id: czj, name: 区财政局网站, start: "{root}/"}}]
units: [{{id: czj, name: 区财政局, kind: department, sites: [czj]}}]
"""
RULE = """schema_version: 1
id: py2017-01-03
section_number: 1
section: 加强预期引导
number: 3
text: 按月公开我区一般公共预算收支情况。
leads: [区财政局]
duties:
  - id: a
    review: [用词：由原文推出，看有没有别的写法]
    kind: periodic
    every: month
    title: 一般公共预算收支情况
    units: [区财政局]
    places: {any_of: [own]}
    due: {working_days: 20, basis: assumption, source: 本办约定}
    match: {title: {all: [[一般公共预算], [收支情况]]}}
"""
CASES = """schema_version: 1
cases:
  - {name: 没有, duty: a, unit: 区财政局, as_of: 2017-12-31, period: 2017-02, expect: unmet}
  - name: 过期才公开
    duty: a
    unit: 区财政局
    as_of: 2017-12-31
    period: 2017-01
    expect: late
    pages: [{title: 番禺区2017年1月一般公共预算收支情况, published: 2017-06-10, site: own}]
"""
AS_OF = date(2017, 12, 31)


class Office:
    """One rule, and the small website on which January came late and the other months never."""

    def __init__(self, crawls) -> None:
        self.crawls = crawls
        self.rule = crawls.folder / "one/01/py2017-01-03.yaml"
        self.units = crawls.folder / "config/units.yaml"
        self.write(self.units, UNITS.format(root=crawls.website.root))
        self.write(crawls.folder / "one/ruleset.yaml", "name: one\nyear: 2017\n")
        self.write(self.rule, RULE)
        self.write(self.rule.with_suffix(".cases.yaml"), CASES)
        self.settings = Settings(crawls.db_url, crawls.archive, self.units, (), datetime(2017, 12, 31, tzinfo=SHANGHAI), simulated=True, progress=False)

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def crawl(self) -> None:
        with Store(self.crawls.db_url) as store:
            checker = Checker(store, load_standards(self.settings))
            self.crawls.run(second_look=lambda: checker.provisional(AS_OF))

    def check(self) -> CheckRun:
        with Store(self.crawls.db_url) as store:
            return Checker(store, load_standards(self.settings)).check(AS_OF)

    def call(self, *arguments: str) -> Result:
        told = [*arguments, "--db", self.crawls.db_url, "--units", str(self.units)]
        return CliRunner().invoke(gongkai.cli, told, obj=gongkai._settings())


@pytest.fixture
def office(website, crawls):
    website.put_list("/tzgg/", [("/tzgg/content/post_11.html", LATE, "2017-06-10")])
    website.put_article("/tzgg/content/post_11.html", LATE, "2017-06-10")
    crawls.day = 30
    return Office(crawls)


def outcomes(run: CheckRun) -> dict[str | None, tuple[str, str]]:
    return {v.period: (v.outcome, v.reason) for v in run.verdicts}


def test_a_draft_accuses_nobody_and_once_approved_the_same_crawl_does(office):
    office.crawl()
    draft = office.check()
    told = outcomes(draft)
    assert (told["2017-01"], told["2017-02"]) == (("unverified", "rule_not_reviewed"), ("unverified", "rule_not_reviewed"))
    assert told["2017-12"] == ("not_due", "before_due")
    assert not draft.is_failing
    (january,) = [v for v in draft.verdicts if v.period == "2017-01"]
    assert "初步看是逾期公开：2017年1月一般公共预算收支情况于2017年6月10日公开" in january.why
    assert ([e.title for e in january.evidence], [p.outcome for p in january.places]) == ([LATE], ["late"])
    assert office.call("rules", "approve", "1.3").exit_code == 0
    told = outcomes(office.check())
    assert (told["2017-01"][0], told["2017-02"][0], told["2017-12"][0]) == ("late", "unmet", "not_due")


def test_the_second_look_asks_what_it_would_ask_of_a_reviewed_rule(office):
    office.crawl()

    def asked() -> tuple[frozenset[str], frozenset[str]]:
        with Store(office.crawls.db_url) as store:
            recheck = Checker(store, load_standards(office.settings)).provisional(AS_OF)
        return recheck.sites, recheck.pages

    draft = asked()
    office.write(office.rule, RULE.replace("    review: [用词：由原文推出，看有没有别的写法]\n", ""))
    assert draft == asked() == (frozenset({"czj"}), frozenset({f"{office.crawls.website.root}/tzgg/content/post_11.html"}))


def test_cases_say_what_a_draft_decides_once_it_is_approved(office):
    result = office.call("rules", "test")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "共 2 个用例，2 个符合，0 个不符。")


def test_try_shows_what_the_draft_finds_and_that_it_is_one(office):
    office.crawl()
    shown = office.call("rules", "try", "1.3", "--as-of", "2017-12-31").stdout
    assert "  规则草稿尚未审核：下面是按草稿的结果，核查时不达标的只作待核实。请人核对：\n    用词：由原文推出，看有没有别的写法\n" in shown
    assert "区财政局：逾期公开 1，未公开 10，未到期 1" in shown
