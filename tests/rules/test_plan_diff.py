"""Two plans compared: what stayed, what changed in which words, what came and went, and which rules the new one can use."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rules.errors import InvalidInput
from rules.plan.diff import compare_items
from rules.plan.items import PlanItem
from rules.plan_commands import plan_group

PANYU = Path(__file__).resolve().parents[2] / "rules" / "panyu-2017"
MONTHLY = "按月公开区级财政预算收支执行情况。"


def item(text: str, section: str = "财政", number: int = 1, leads: tuple[str, ...] = ("区财政局",), deadline: str | None = None) -> PlanItem:
    return PlanItem(1, section, number, text, leads, (), (), "、".join(leads), False, deadline)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (MONTHLY, MONTHLY, "same"),
        (MONTHLY, "按月公开 区级财政预算收支执行情况。", "same"),
        ("公开2016年度决算。", "公开2017年度决算。", "years"),
        ("公开二〇一六年决算。", "公开二〇一七年决算。", "years"),
        (MONTHLY, "按季度公开区级财政预算收支执行情况及说明。", "changed"),
        ("公布49条河涌名单及治理进展。", "公布52条河涌名单及治理进展。", "changed"),
    ],
    ids=["literal", "white space aside", "years aside", "years in Chinese digits", "words", "a number that is no year"],
)
def test_an_item_is_found_again_in_the_next_plan(old: str, new: str, kind: str) -> None:
    assert [c.kind for c in compare_items([item(old)], [item(new)])] == [kind]


def test_an_unlike_item_is_a_new_one_and_the_old_one_is_gone() -> None:
    changes = compare_items([item(MONTHLY)], [item("组织政府开放日活动并公布活动安排。")])
    assert [c.kind for c in changes] == ["new", "gone"]


def test_the_most_alike_are_paired_whatever_their_order() -> None:
    old = [item("公开食品抽检结果。", number=1), item("公开药品抽检结果和处理情况。", number=2)]
    new = [item("按月公开药品抽检结果和处理情况。", number=1), item("按月公开食品抽检结果。", number=2)]
    assert [(c.old.number if c.old else 0) for c in compare_items(old, new)] == [2, 1]


def test_of_equal_texts_the_one_of_the_same_section_is_meant() -> None:
    old = [item("公开名单。", "教育"), item("公开名单。", "卫生")]
    new = [item("公开名单。", "卫生"), item("公开名单。", "教育")]
    assert [c.is_moved for c in compare_items(old, new)] == [False, False]


def test_changed_places_units_and_deadlines_are_told() -> None:
    (change,) = compare_items([item(MONTHLY)], [item(MONTHLY, "预算", leads=("区财政局", "区审计局"), deadline="6月底前")])
    assert (change.kind, change.is_moved, change.units_added, change.units_lost, change.is_same_deadline) == ("same", True, ("区审计局",), (), False)


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        (None, "12月底前", True),
        ("长期坚持", "2018年年底前", True),
        ("6月底前", "年底前", False),
        (None, "6月30日前", False),
        ("2017年6月底前", "2018年6月底前", True),
    ],
)
def test_a_deadline_that_says_no_more_than_the_year_is_no_other_deadline(old: str | None, new: str, is_same: bool) -> None:
    (change,) = compare_items([item(MONTHLY, deadline=old)], [item(MONTHLY, deadline=new)])
    assert change.is_due_as_before == is_same


def test_thousands_of_like_items_take_no_square_of_the_time() -> None:
    old = [item(f"公开第{i}批项目甲乙丙丁{chr(0x4E00 + i)}名单。", number=i) for i in range(3000)]
    new = [item(f"公布第{i}批项目甲乙丙丁{chr(0x4E00 + i)}清单。", number=i) for i in range(3000)]
    started = time.monotonic()
    compare_items(old, new)
    assert time.monotonic() - started < 10


def run(*arguments: object) -> Result:
    return CliRunner().invoke(plan_group, [str(a) for a in arguments])


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """The packaged plan a year on, with one item altered, one gone, one new."""
    text = (PANYU / "plan.txt").read_text(encoding="utf-8").replace("2017", "2018").replace("2016", "2017")
    text = text.replace("按月公开我区一般公共预算", "按季度公开我区一般公共预算")
    text = text.replace("公开2017年度行政审批和政务服务效能自评情况。", "建立政务数据共享目录，每半年公布一次共享情况。")
    path = tmp_path / "2018.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_tells_words_and_rules(next_year: Path) -> None:
    lines = run("diff", PANYU, next_year).stdout.splitlines()
    at = lines.index("有改动（1 项）")
    assert lines[at + 1 : at + 4] == [
        "  一.3　在区政府门户网站、区财政局网站按季度公开我区一般公共预算收支执行情况。",
        "      “按月”改为“按季度”",
        "      规则：py2017-01-03 要重看：没有一项义务引用的话还在",
    ]
    assert lines[-2:] == [
        "共：没有改动 115 项、只改了年份 8 项、有改动 1 项、新增 1 项、取消 1 项。",
        "规则：连同用例沿用 123 条，要重看 1 条，要新起草 1 条，不再使用 1 条。",
    ]


def test_rules_are_spoken_of_where_there_are_some(next_year: Path) -> None:
    assert run("diff", "panyu-2017", next_year).stdout == run("diff", PANYU, next_year).stdout
    assert "规则" not in run("diff", PANYU / "plan.txt", next_year).stdout
    assert "规则：连同用例沿用 123 条" in run("diff", PANYU / "plan.txt", next_year, "--rules", PANYU).stdout


def test_the_json_has_every_item_once(next_year: Path) -> None:
    shape: dict[str, Any] = json.loads(run("diff", PANYU, next_year, "--json").stdout)
    assert (shape["schema_version"], shape["old"]["year"], shape["new"]["year"], len(shape["changes"])) == (1, 2017, 2018, 126)
    altered = next(c for c in shape["changes"] if c["kind"] == "changed")
    assert altered["rule"] == {"id": "py2017-01-03", "standing": [], "lost": ["a"]}
    assert (altered["old"]["number"], altered["new"]["number"], altered["wording"]) == (3, 3, ["“按月”改为“按季度”"])


def test_what_is_no_plan_is_said_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("关于召开会议的通知\n", encoding="utf-8")
    result = run("diff", PANYU / "plan.txt", path)
    assert (result.exit_code, result.stdout.splitlines()[0][:8]) == (0, "没有找到计划条目")


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    result = run("diff", PANYU, tmp_path / "none.txt")
    assert isinstance(result.exception, InvalidInput) and "none.txt" in str(result.exception)


def test_a_rule_file_that_cannot_be_read_passes_for_no_new_item(deployment: Any) -> None:
    deployment.edit("ys-2021/01/ys2021-01-01.yaml", "every: month", "every: week")
    result = run("diff", deployment.rules, PANYU / "plan.txt")
    assert isinstance(result.exception, InvalidInput) and "ys2021-01-01.yaml 等 1 个规则文件读不出来" in str(result.exception)
