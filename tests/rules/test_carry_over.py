"""Next year's plan with last year's rules: what is the same is taken over with its cases, what changed is looked at anew."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rules.load import load_all
from rules.plan_commands import plan_group
from rules.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
PANYU = ROOT / "rules" / "panyu-2017"
UNITS = ROOT / "config" / "units.yaml"

CASES = """\
schema_version: 1
cases:
  - name: 按时
    duty: a
    unit: 区财政局
    as_of: 2021-12-31
    period: 2021-03
    pages:
      - {title: 云水区2021年3月预算执行情况, site: portal, published: 2021-04-12}
    expect: met
  - name: 闰日
    duty: b
    unit: 区财政局
    as_of: 2020-02-29
    expect: unmet
"""
RULE = """\
schema_version: 1
id: ys2021-01-01
section_number: 1
section: 预算公开
number: 1
text: 按月公开预算执行情况，6月底前公开2020年度决算。
leads: [区财政局]
duties:
  - id: a
    kind: periodic
    every: month
    title: 预算执行情况
    units: [区财政局]
    places: {all_of: [portal, own]}
    match: {title: {all: [[预算], [执行情况]]}}
    quotes: [按月公开预算执行情况]
    remedy: 请公开。
  - id: b
    kind: one_off
    title: 2020年度决算
    units: [区财政局]
    places: {any_of: [portal, own]}
    due: {day: 2021-06-30, basis: quoted, source: 6月底前}
    match: {title: {all: [[决算], ["2020", 二〇二〇年]]}}
    quotes: [6月底前公开2020年度决算]
    remedy: 请公开2020年度决算。
"""


def plan_of(year: int, text: str, owner: str = "区财政局", section: str = "一、预算公开") -> str:
    return f"云水区{year}年政务公开工作分工方案\n\n\t工作任务\n\t具体事项\n\t责任单位\n\n\t{section}\n\t1．{text}\n\t{owner}\n"


@pytest.fixture
def carried(deployment: Any, tmp_path: Path) -> Any:
    """Imports a plan of one item on the former rules; gives the new rule."""
    deployment.write("ys-2021/01/ys2021-01-01.yaml", RULE)
    deployment.write("ys-2021/01/ys2021-01-01.cases.yaml", CASES)
    deployment.write("ys-2021/ruleset.yaml", "schema_version: 1\nname: ys-2021\nyear: 2021\n")

    def carry(plan: str) -> Rule:
        (tmp_path / "next.txt").write_text(plan, encoding="utf-8")
        arguments = ["import", tmp_path / "next.txt", "--out", tmp_path / "ys-2022", "--previous", deployment.rules, "--units", deployment.units]
        result = CliRunner().invoke(plan_group, [str(a) for a in arguments])
        assert result.exception is None, result.exception
        return load_all(deployment.units, [tmp_path / "ys-2022"])[1][0].rules[0]

    return carry


def test_a_day_the_plan_does_not_name_is_last_years_and_says_so(carried: Any, deployment: Any) -> None:
    deployment.edit(
        "ys-2021/01/ys2021-01-01.yaml",
        "{day: 2021-06-30, basis: quoted, source: 6月底前}",
        "{day: 2021-03-20, basis: assumption, source: 2021年2月28日批复，批复后20日内}",
    )
    duty = carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2021年度决算。")).duties[1]
    assert (duty.due.day, duty.due.source) == (date(2022, 3, 20), "2021年2月28日批复，批复后20日内")
    assert duty.review == ("期限：2022年3月20日由上一年的2021年3月20日顺延，计划没有写这一天；请改为今年的日期，并改写来源",)


def test_where_only_years_differ_the_whole_rule_moves_on(carried: Any) -> None:
    rule = carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2021年度决算。"))
    settled = rule.duties[1]
    assert (rule.id, [d.review for d in rule.duties]) == ("ys2022-01-01", [(), ()])
    assert (settled.title, settled.due.day, settled.quotes) == ("2021年度决算", date(2022, 6, 30), ("6月底前公开2021年度决算",))
    assert settled.match.title.all == (("决算",), ("2021", "二〇二一年"))


def test_the_cases_move_on_with_it(carried: Any, tmp_path: Path) -> None:
    carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2021年度决算。"))
    text = (tmp_path / "ys-2022" / "01" / "ys2022-01-01.cases.yaml").read_text(encoding="utf-8")
    assert "as_of: 2022-12-31\n    period: 2022-03\n" in text and "{title: 云水区2022年3月预算执行情况, site: portal, published: 2022-04-12}" in text
    assert "as_of: 2021-02-28" in text and "2020" not in text


def test_a_year_the_plan_keeps_the_rule_keeps(carried: Any) -> None:
    rule = carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2020年度决算。"))
    assert (rule.duties[1].title, rule.duties[1].match.title.all[1]) == ("2020年度决算", ("2020", "二〇二〇年"))


def test_other_units_are_taken_over_and_marked(carried: Any) -> None:
    rule = carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2021年度决算。", owner="区审计局"))
    assert [(d.units, len(d.review), d.review[0][:2]) for d in rule.duties] == [(("区审计局",), 1, "单位")] * 2


def test_of_a_changed_item_the_duties_that_still_stand_are_kept_and_marked(carried: Any, tmp_path: Path) -> None:
    rule = carried(plan_of(2022, "按月公开预算执行情况，8月底前公开2021年度决算草案。"))
    assert (rule.duties[0].id, rule.duties[0].match.title.all) == ("a", (("预算",), ("执行情况",)))
    assert [mark[:2] for mark in rule.duties[0].review] == ["内容"]
    assert "b" not in [d.id for d in rule.duties] and len(rule.duties) > 1
    cases = (tmp_path / "ys-2022" / "01" / "ys2022-01-01.cases.yaml").read_text(encoding="utf-8")
    assert "按时" in cases and "闰日" not in cases


def test_a_moved_item_takes_its_new_number(carried: Any) -> None:
    rule = carried(plan_of(2022, "按月公开预算执行情况，6月底前公开2021年度决算。", section="三、财政公开"))
    assert (rule.id, rule.section_number, rule.section, rule.duties[0].review) == ("ys2022-03-01", 3, "财政公开", ())


def test_a_document_of_another_year_is_another_document(deployment: Any, carried: Any) -> None:
    cited = "落实《意见》（云府〔2020〕5号），按月公开预算执行情况，6月底前公开2020年度决算。"
    deployment.write(
        "ys-2021/01/ys2021-01-01.yaml",
        RULE.replace("按月公开预算执行情况，6月底前公开2020年度决算。", cited).replace("[按月公开", "[落实《意见》（云府〔2020〕5号）, 按月公开"),
    )
    kept = carried(plan_of(2022, cited.replace("2020年度", "2021年度")))
    assert [d.review for d in kept.duties] == [(), ()]


def test_a_renewed_document_number_is_marked(deployment: Any, carried: Any) -> None:
    cited = "落实《意见》（云府〔2020〕5号），按月公开预算执行情况，6月底前公开2020年度决算。"
    deployment.write(
        "ys-2021/01/ys2021-01-01.yaml",
        RULE.replace("按月公开预算执行情况，6月底前公开2020年度决算。", cited).replace("[按月公开", "[落实《意见》（云府〔2020〕5号）, 按月公开"),
    )
    renewed = carried(plan_of(2022, cited.replace("2020", "2021")))
    assert [[mark[:2] for mark in d.review] for d in renewed.duties] == [["内容"], []]


@pytest.fixture(scope="module")
def plan_text() -> str:
    return (PANYU / "plan.txt").read_text(encoding="utf-8")


def imported(folder: Path, text: str) -> tuple[Rule, ...]:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    arguments = ["import", folder / "plan.txt", "--out", folder / "out", "--previous", PANYU, "--units", UNITS]
    result = CliRunner().invoke(plan_group, [str(a) for a in arguments])
    assert result.exception is None, result.exception
    return load_all(UNITS, [folder / "out"])[1][0].rules


def test_the_same_plan_gives_the_same_rules_and_cases(tmp_path: Path, plan_text: str) -> None:
    rules = imported(tmp_path, plan_text)
    assert rules == load_all(UNITS, [PANYU])[1][0].rules
    for path in PANYU.glob("*/*.cases.yaml"):
        assert (tmp_path / "out" / path.relative_to(PANYU)).read_bytes() == path.read_bytes()


def test_the_plan_a_year_on_gives_the_rules_a_year_on(tmp_path: Path, plan_text: str) -> None:
    rules = imported(tmp_path, re.sub("2016|2017", lambda year: str(int(year[0]) + 1), plan_text))
    duty = next(r for r in rules if r.id == "py2018-05-02").duties[0]
    assert len(rules) == 125
    assert (duty.title, duty.match.title.all[-1] if duty.match else ()) == ("2017年度行政审批和政务服务效能自评情况", ("2017", "上年度", "上一年度", "去年"))
    assert sorted({r.id for r in rules for d in r.duties if d.review}) == ["py2018-05-06", "py2018-08-02", "py2018-09-01"]
