"""Rule files written by the program: whatever a rule holds, reading the file back gives the same rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.drafts.write import head_text, rule_text
from rules.load import rule_files
from rules.rule import Amendment, Due, Duty, Places, Rule, RuleSetHead, Soften
from rules.shape import shaped
from rules.wanted import ColumnWanted, Content, Match, Pair, Part, Stage, Terms, Upstream
from rules.yamlfile import parse_yaml

PANYU = Path(__file__).resolve().parents[2] / "rules" / "panyu-2017"

_ODD = [
    "2016", "", "true", "null", "~", "是", "- a", "# 注", "a: b", "a #b", "'", '"', "{x", "[y]", "1e3", "0x1", "12:30", "2017-06-30", "…",
    "收入…支出", "—", "!x", "&y", "*z", "%", "@", "`", "> ", "| ",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(_ODD),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=20),
    st.text("公开，：；“”（）《》#'\"[]{}:,- \n\t2017年a\\", max_size=30),
    st.text("预算执行", min_size=1, max_size=90),
)
names = st.lists(texts, max_size=4).map(tuple)
days = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
terms = st.builds(Terms, all=st.lists(names, max_size=3).map(tuple), any=names, none=names)
matches = st.builds(Match, title=terms, accepted=st.lists(terms, max_size=2).map(tuple), body=terms, near=names, allow=names)
duties = st.builds(
    Duty,
    id=texts, kind=st.sampled_from(["periodic", "event", "manual"]), title=texts, units=names, role=st.sampled_from(["lead", "support"]),
    jointly=st.booleans(), remedy=texts, every=st.sampled_from([None, "month", "regular"]), places=st.builds(Places, names, names),
    due=st.none() | st.builds(Due, st.sampled_from(["quoted", "law"]), texts, st.none() | st.integers(0, 99), st.none() | st.integers(0, 9), days),
    match=st.none() | matches, column=st.none() | st.builds(ColumnWanted, names, names, st.integers(1, 9), names),
    content=st.builds(
        Content, st.lists(st.builds(Part, texts, names), max_size=3).map(tuple), st.none() | st.integers(1, 99), texts, names, texts, st.booleans()
    ),
    since=days, pair=st.none() | st.builds(Pair, matches), stages=st.lists(st.builds(Stage, texts, terms), max_size=2).map(tuple),
    upstream=st.none() | st.builds(Upstream, names, names), marks=names, on_request=names,
    silence=st.none() | st.builds(Soften, st.just("unverified"), texts), reason=texts, proof=texts, quotes=names, review=names,
    weight=st.integers(1, 9), valid_from=days, valid_to=days,
)  # fmt: skip
rules = st.builds(
    Rule,
    schema_version=st.just(1), id=texts, section_number=st.integers(0, 99), section=texts, number=st.integers(0, 999), text=texts, leads=names,
    duties=st.lists(duties, max_size=2).map(tuple), supports=names, bracketed=names,
    amends=st.none() | st.builds(Amendment, st.dates(date(1990, 1, 1), date(2099, 12, 31)), texts),
)  # fmt: skip


def read_back(text: str) -> Rule:
    return shaped(parse_yaml(text, "x.yaml"), Rule)


@settings(max_examples=40, deadline=None)
@given(rules, st.lists(texts, max_size=2))
def test_any_rule_reads_back_as_it_was_written(rule: Rule, comments: list[str]) -> None:
    assert read_back(rule_text(rule, comments)) == rule


def test_every_finished_rule_reads_back_as_it_was_written() -> None:
    _, files = rule_files(PANYU)
    assert len(files) == 125
    assert [f.rule.id for f in files if read_back(rule_text(f.rule)) != f.rule] == []


def test_no_line_is_longer_than_people_write_them() -> None:
    lists = [line for f in rule_files(PANYU)[1] for line in rule_text(f.rule).splitlines() if "[" in line]
    assert max(map(len, lists)) <= 160


def test_a_rule_is_written_as_people_write_it() -> None:
    duty = Duty(
        "a", "periodic", "预算执行情况", ("区财政局",), every="month", places=Places(all_of=("portal", "own")),
        due=Due("assumption", "计划只写“按月”", working_days=20), quotes=("按月公开预算执行情况",),
        match=Match(Terms(all=(("预算", "2016"), ("执行情况",)), none=("全市",))), remedy="请公开。", review=("用词：由原文推出", "位置：原文没有写"),
    )  # fmt: skip
    rule = Rule(1, "ys2021-01-02", 1, "预算公开", 2, "按月公开预算执行情况。", ("区财政局",), (duty,), bracketed=("区国库局",))
    assert (
        rule_text(rule, ["计划第 7 行"])
        == """\
# 计划第 7 行
schema_version: 1
id: ys2021-01-02
section_number: 1
section: 预算公开
number: 2
text: >-
  按月公开预算执行情况。
leads: [区财政局]
bracketed: [区国库局]
duties:
  - id: a
    kind: periodic
    every: month
    title: 预算执行情况
    units: [区财政局]
    places: {all_of: [portal, own]}
    due: {working_days: 20, basis: assumption, source: 计划只写“按月”}
    quotes: [按月公开预算执行情况]
    match:
      title:
        all:
          - [预算, "2016"]
          - [执行情况]
        none: [全市]
    remedy: 请公开。
    review:
      - 用词：由原文推出
      - 位置：原文没有写
"""
    )


@pytest.mark.parametrize("line", ["两\n行", "# 井号", "\x00零"], ids=["newline", "hash", "control"])
def test_a_comment_stays_one_comment(line: str) -> None:
    rule = rule_files(PANYU)[1][0].rule
    assert read_back(rule_text(rule, [line])) == rule


def test_the_head_of_a_set_reads_back() -> None:
    head = RuleSetHead(name="云水 2021", title="云水区：“计划”", year=2021, places=("区网上办事大厅", "2021 平台"))
    assert shaped(parse_yaml(head_text(head, ["说明"]), "ruleset.yaml"), RuleSetHead) == head
