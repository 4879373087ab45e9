"""plan show, rules list and rules lint as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result

from rules.chinese import KIND_LABELS, KINDS
from rules.commands import rules_group
from rules.errors import InvalidFiles, InvalidInput
from rules.plan_commands import plan_group
from rules.rule import Kind

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "rules" / "panyu-2017" / "plan.txt"


def run(group: Any, *arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments], env=env)


def test_plan_show_gives_the_contracts_shape() -> None:
    shape = json.loads(run(plan_group, "show", PLAN, "--json").stdout)
    assert list(shape) == ["schema_version", "title", "year", "items", "not_understood", "notes"]
    assert shape["items"][3] == {
        "section_number": 1, "section": "加强预期引导", "number": 4,
        "text": "加强统计相关舆情收集研判，完善专家解读机制，积极回应社会关切，力促统计数据得到更全面、准确传播和使用。",
        "leads": ["区发展改革局"], "supports": [], "bracketed": ["区统计局"], "lead_text": "区发展改革局（区统计局）",
        "inherited": False, "deadline_text": None,
    }  # fmt: skip
    assert [list(line) for line in shape["not_understood"]] == [["line", "text"]]


def test_plan_show_ends_with_what_it_read_and_what_not() -> None:
    lines = run(plan_group, "show", PLAN).stdout.splitlines()
    assert lines[-2] == "共 22 个部分、125 项（2017 年），其中 57 项的责任单位沿用上一格（标 ↑）。"
    assert lines[-1].startswith("没有看懂：第 506 行　文件在此截断：第22部分第2项")


def test_plan_show_tells_the_columns_beside_the_task_and_no_section_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    cells = [
        ("序号", "工作任务", "责任单位", "配合单位", "完成时限"),
        ("1", "公开排污单位名录。", "环保局", "水务局、各镇", "3月底前"),
        ("2", "公开年报。", "府办", "", ""),
    ]
    path.write_text("<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells) + "</table>", encoding="utf-8")
    lines = run(plan_group, "show", path).stdout.splitlines()
    assert lines[1:5] == ["", "（没有分部分）", "0.1  环保局  公开排污单位名录。〔配合：水务局、各镇；时限：3月底前〕", "0.2  府办    公开年报。"]
    assert lines[-1] == "共 2 项。"


def test_plan_show_says_where_there_is_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("关于召开会议的通知\n1．准时参加。\n", encoding="utf-8")
    shown, as_json = run(plan_group, "show", path), run(plan_group, "show", path, "--json")
    assert (shown.exit_code, as_json.exit_code) == (0, 0)
    assert shown.stdout.startswith("没有找到计划条目")
    assert (json.loads(as_json.stdout)["items"], as_json.stderr[:8]) == ([], "没有找到计划条目")


def test_plan_show_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    result = run(plan_group, "show", tmp_path)
    assert isinstance(result.exception, InvalidInput) and result.exception.exit_code == 3


def test_rules_list_gives_the_contracts_shape() -> None:
    shape = json.loads(run(rules_group, "list", "--json", "--units", ROOT / "config" / "units.yaml").stdout)
    assert (shape["schema_version"], shape["rule_set"], shape["items"], len(shape["rules"])) == (1, "panyu-2017", 125, 125)
    rule = next(r for r in shape["rules"] if r["id"] == "py2017-01-03")
    assert list(rule) == ["id", "section_number", "number", "text", "leads", "duties"]
    assert rule["duties"] == [
        {"id": "a", "kind": "periodic", "title": "一般公共预算收支执行情况", "every": "month", "sites": ["portal", "own"], "automated": True}
    ]


def test_rules_list_shows_the_rules_of_any_district(deployment: Any) -> None:
    result = run(rules_group, "list", "--units", deployment.units, "--rules", deployment.rules)
    assert result.stdout.splitlines() == [
        "云水区2021年计划",
        "编号          义务  方式      责任单位    内容",
        "ys2021-01-01  a     每月      区财政局    预算执行情况",
        "ys2021-02-01  a     人工核查  各镇（街）  明确分管负责人",
        "共 2 条规则、2 项义务：自动核查 1 项，人工核查 1 项。",
    ]


def test_rules_list_has_a_word_for_every_kind() -> None:
    assert set(KIND_LABELS) == set(KINDS) == set(get_args(Kind))


def test_rules_list_names_those_left_out_once(deployment: Any) -> None:
    deployment.edit("config/units.yaml", "groups:\n  各镇（街）: {kind: town}\n", "")
    result = run(rules_group, "list", "--units", deployment.units, "--rules", deployment.rules)
    assert result.stderr == "ys-2021：计划里有 1 个单位和公开位置不在单位文件里，已略去：各镇（街）\n"


def test_the_packaged_plan_is_named_where_nobody_named_one(deployment: Any) -> None:
    result = run(rules_group, "list", "--units", deployment.units)
    assert result.stderr.startswith("单位文件没有写 rule_sets，用的是随程序安装的 panyu-2017；")
    deployment.edit("config/units.yaml", "sites:", "rule_sets: [panyu-2017]\nsites:")
    assert "rule_sets" not in run(rules_group, "list", "--units", deployment.units).stderr


def test_lint_counts_what_is_right(deployment: Any) -> None:
    result = run(rules_group, "lint", "--rules", deployment.rules, env={"GONGKAI_UNITS": str(deployment.units)})
    assert result.stdout == "没有错误：单位 3 个、站点 2 个、规则 2 条、义务 2 项。\n"


def test_lint_tells_the_mistakes_of_every_kind_of_file(deployment: Any) -> None:
    deployment.edit("config/units.yaml", "kind: town,", "kind: village,")
    deployment.edit("ys-2021/01/ys2021-01-01.yaml", "every: month", "every: week")
    deployment.write("ys-2021/policy.yaml", "schema_version: 1\nfebruary: both\n")
    result = run(rules_group, "lint", "--units", deployment.units, "--rules", deployment.rules)
    assert isinstance(result.exception, InvalidFiles) and result.exception.exit_code == 3
    assert [m.key for m in result.exception.mistakes] == ["units[2].kind", "duties[0].every", "february"]
    assert result.stdout == ""


@pytest.mark.parametrize("option", ["--units", "GONGKAI_UNITS"])
def test_a_units_file_that_is_not_there_is_named(option: str) -> None:
    asked = ["--units", "none.yaml"] if option == "--units" else []
    result = run(rules_group, "list", *asked, env={"GONGKAI_UNITS": "" if asked else "none.yaml"})
    assert isinstance(result.exception, InvalidInput)
    assert str(result.exception).startswith(f"{'--units' if asked else '$GONGKAI_UNITS'} 指的文件 none.yaml 不存在")
