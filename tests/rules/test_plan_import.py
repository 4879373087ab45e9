"""plan import as a user types it: a folder of drafts that loads, and a summary that hides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.commands import rules_group
from rules.drafts.folder import write_folder
from rules.drafts.numbering import UNNAMED_OWNER, numbered
from rules.errors import InvalidInput
from rules.load import load_all
from rules.plan import parse_plan, read_plan
from rules.plan.as_text import plan_text
from rules.plan.items import PlanItem
from rules.plan_commands import plan_group
from rules.policy_file import load_policy

ROOT = Path(__file__).resolve().parents[2]
PANYU = ROOT / "rules" / "panyu-2017"

PLAN = """\
云水区2022年政务公开工作要点分工方案

\t工作任务
\t具体事项
\t责任单位
\t完成时限

\t一、预算公开
\t1．按月在区政府门户网站公开预算执行情况。
\t区财政局牵头，各镇（街）配合
\t

\t
\t2．公开审计查出问题的整改情况。
\t区审记局
\t6月底前

\t二、队伍建设
\t1．加强业务培训。
\t区政务公开办
\t
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(deployment: Any, *arguments: object) -> Result:
    return CliRunner().invoke(plan_group, [*map(str, arguments), "--units", str(deployment.units)])


def test_the_drafts_load_and_name_what_the_plan_names(deployment: Any, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "rules" / "ys-2022"
    result = run(deployment, "import", plan, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    _, (rule_set,) = load_all(deployment.units, [out])
    assert [(r.id, r.leads, r.supports) for r in rule_set.rules] == [
        ("ys2022-01-01", ("区财政局",), ("各镇（街）",)), ("ys2022-01-02", ("区审记局",), ()), ("ys2022-02-01", ("区政务公开办",), ()),
    ]  # fmt: skip
    assert (rule_set.name, rule_set.title, rule_set.year) == ("ys-2022", "云水区2022年政务公开工作要点分工方案", 2022)


def test_the_plan_beside_the_drafts_reads_as_the_document(deployment: Any, plan: Path, tmp_path: Path) -> None:
    run(deployment, "import", plan, "--out", tmp_path / "ys-2022")
    assert read_plan(tmp_path / "ys-2022" / "plan.txt").items == read_plan(plan).items


def test_lint_finds_no_mistake_in_the_drafts(deployment: Any, plan: Path, tmp_path: Path) -> None:
    run(deployment, "import", plan, "--out", tmp_path / "ys-2022")
    result = CliRunner().invoke(rules_group, ["lint", "--units", str(deployment.units), "--rules", str(tmp_path / "ys-2022")])
    assert result.exception is None and result.stdout.startswith("没有错误：")


def test_the_readings_speak_of_the_plans_year(deployment: Any, plan: Path, tmp_path: Path) -> None:
    run(deployment, "import", plan, "--out", tmp_path / "ys-2022")
    policy = load_policy(tmp_path / "ys-2022")
    text = (tmp_path / "ys-2022" / "policy.yaml").read_text(encoding="utf-8")
    assert (policy.days_after_period, "2017" in text, "2018" in text, "2022年12月31日为未到期" in text) == (20, False, False, True)


def test_the_summary_tells_unknown_units_with_the_nearest_name(deployment: Any, plan: Path, tmp_path: Path) -> None:
    lines = run(deployment, "import", plan, "--out", tmp_path / "ys-2022").stdout.splitlines()
    assert lines[0].startswith(f"已写入 {tmp_path / 'ys-2022'}：2 个部分、3 项，拆成 ")
    assert "  区审记局：1 项（最接近的是 区审计局）" in lines
    assert any(line.startswith("要人核对的标记 ") for line in lines)
    assert f"gongkai rules lint --rules {tmp_path / 'ys-2022'}" in "\n".join(lines)


def test_a_duty_of_a_unit_nobody_knows_asks_for_its_name(deployment: Any, plan: Path, tmp_path: Path) -> None:
    run(deployment, "import", plan, "--out", tmp_path / "ys-2022")
    _, (rule_set,) = load_all(deployment.units, [tmp_path / "ys-2022"])
    marks = {rule.id: [mark for duty in rule.duties for mark in duty.review if mark.startswith("单位：单位文件里没有")] for rule in rule_set.rules}
    assert marks["ys2022-01-01"] == [] and marks["ys2022-01-02"]
    assert all("区审记局（最接近的是区审计局）" in mark for mark in marks["ys2022-01-02"])


def test_each_file_says_where_it_comes_from(deployment: Any, plan: Path, tmp_path: Path) -> None:
    run(deployment, "import", plan, "--out", tmp_path / "ys-2022")
    first = (tmp_path / "ys-2022" / "01" / "ys2022-01-02.yaml").read_text(encoding="utf-8").splitlines()[:2]
    assert first == [
        "# 草稿：由《云水区2022年政务公开工作要点分工方案》第 1 部分第 2 项起草。有 review 的义务还没有人看过。",
        "# 逐项看 review 写明的地方，改好后运行 gongkai rules approve 1.2（删去 review 也一样）。",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--year", "22"], "--year 写的是 22"),
        (["--prefix", "云水"], "--prefix 写的是 云水"),
        (["--previous", "none"], "--previous 写的是 none；没有这个规则集"),
    ],
    ids=["year", "prefix", "previous"],
)
def test_a_wrong_option_writes_nothing(deployment: Any, plan: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    result = run(deployment, "import", plan, "--out", tmp_path / "ys-2022", *arguments)
    assert isinstance(result.exception, InvalidInput) and str(result.exception).startswith(said)
    assert not (tmp_path / "ys-2022").exists()


def test_a_year_other_than_the_plans_is_taken_and_said(deployment: Any, plan: Path, tmp_path: Path) -> None:
    result = run(deployment, "import", plan, "--out", tmp_path / "ys", "--year", 2023)
    assert (result.exit_code, result.stderr) == (0, "请注意：计划里写的是 2022 年，按 --year 写的 2023 年起草。\n")


def test_a_plan_without_a_year_asks_for_it(deployment: Any, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.replace("2022年", ""), encoding="utf-8")
    result = run(deployment, "import", path, "--out", tmp_path / "ys")
    assert isinstance(result.exception, InvalidInput) and "--year" in str(result.exception)
    assert run(deployment, "import", path, "--out", tmp_path / "ys", "--year", 2023).exit_code == 0


def test_reviewed_rules_are_never_written_over(deployment: Any, plan: Path) -> None:
    before = {path: path.read_bytes() for path in deployment.rules.glob("**/*") if path.is_file()}
    result = run(deployment, "import", plan, "--out", deployment.rules)
    assert isinstance(result.exception, InvalidInput) and "不会覆盖" in str(result.exception)
    assert {path: path.read_bytes() for path in deployment.rules.glob("**/*") if path.is_file()} == before


def test_what_holds_no_plan_writes_nothing_and_is_no_error(deployment: Any, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("会议纪要\n会议听取了汇报。\n", encoding="utf-8")
    result = run(deployment, "import", path, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout[:8], (tmp_path / "out").exists()) == (0, "没有找到计划条目", False)


def test_a_folder_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InvalidInput, match="无法写入"):
        write_folder(tmp_path / "file" / "out", {"a.yaml": "a: 1\n"})
    with pytest.raises(InvalidInput, match="无法写入"):
        write_folder(tmp_path / "out", {"a.yaml": "a: 1\n", "a.yaml/b.yaml": "b: 1\n"})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


_words = st.text("公开预算执行情况、。“”（）2017年 \t\n", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
_owners = st.sampled_from(["区财政局", "区财政局、区审计局", "区教育局牵头，各镇（街）落实", "区发展改革局（区统计局）"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), _words, _owners), min_size=1, max_size=8))
def test_any_items_survive_being_written_as_a_table(rows: list[tuple[int, str, str]]) -> None:
    """Not word for word where a text holds tabs or line ends: those part cells."""
    rows = sorted(rows, key=lambda row: row[0])
    table = "\n".join(f"\t{'一二三'[s - 1]}、部分{s}\n\t{n}．预{' '.join(text.split())}\n\t{owner}\n" for n, (s, text, owner) in enumerate(rows, 1))
    read = parse_plan("2017年计划\n\n\t工作任务\n\t具体事项\n\t责任单位\n\n" + table)
    again = parse_plan(plan_text(read.title, read.items))
    assert (again.title, again.items) == (read.title, read.items)


def test_numbers_that_repeat_give_way_to_counting() -> None:
    items = [PlanItem(1, "甲", n, f"公开{n}{t}。", ("区财政局",), (), (), "区财政局", False, None) for t in "子丑" for n in (1, 2)]
    told = numbered(items)
    assert [i.number for i in told.items] == [1, 2, 3, 4]
    assert told.notes == ("第 1 部分里的序号有重复或缺少，已按先后重新编号",)


def test_sections_under_one_number_are_counted() -> None:
    items = [PlanItem(n, name, 1, f"公开{name}。", ("区财政局",), (), (), "区财政局", False, None) for n, name in ((1, "甲"), (1, "乙"), (0, ""))]
    assert [(i.section_number, i.number) for i in numbered(items).items] == [(1, 1), (2, 1), (3, 1)]


def test_an_item_nobody_answers_for_is_told() -> None:
    told = numbered([PlanItem(1, "甲", 1, "公开名单。", (), (), (), "", False, None)])
    assert told.items[0].leads == (UNNAMED_OWNER,) and "1.1" in told.notes[0]


@pytest.mark.parametrize(
    ("named", "near"), [("县财政局", "区财政局"), ("区审记局", "区审计局"), ("区社会事业局", ""), ("各乡镇人民政府（街道办事处）", "各镇（街）")]
)
def test_the_nearest_unit_shares_what_tells_units_apart(deployment: Any, plan: Path, tmp_path: Path, named: str, near: str) -> None:
    plan.write_text(PLAN.replace("区政务公开办", named), encoding="utf-8")
    lines = run(deployment, "import", plan, "--out", tmp_path / "ys-2022").stdout.splitlines()
    assert f"  {named}：1 项" + (f"（最接近的是 {near}）" if near else "") in [line.replace("2 项", "1 项") for line in lines]
