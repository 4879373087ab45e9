"""Nothing of a plan is lost in silence: what the reader cannot place, or doubts, it says; and what it is told of the file it hands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from rules.office.blocks import Block, Cell, OfficeDocument, Paragraph, Row, Table
from rules.plan import Plan, parse_plan, plan_of
from rules.plan_commands import plan_group

TOLD = "1．公开预算。（责任单位：区财政局）\n2．公开决算。（责任单位：区财政局）"
FLAT = "工作任务工作要求责任单位"
LONG = "区财政局、" * 500


def in_table(*rows: tuple[str, ...], first: int = 1) -> Table:
    head = ("工作任务", "具体事项", "责任单位", "完成时限")
    return Table(tuple(Row(tuple(map(Cell, row)), first + i) for i, row in enumerate((head, *rows))))


def of_blocks(*blocks: Block) -> Plan:
    return plan_of(OfficeDocument("docx", blocks))


def said(plan: Plan) -> list[str]:
    return [note.text for note in plan.not_understood]


@pytest.mark.parametrize(
    ("body", "items", "doubt"),
    [
        ("1.公开预算。区财政局2.公开决算。区财政局公开审计。区审计局4.公开采购。区财政局5.公开规划。区规划局", 2, "第1部分第2项里面还有序号“4.”、“5.”"),
        ("1.公开预算。区财政局2.公开决算。区财政局三、审计1.公开审计。区审计局", 2, "第1部分第2项里面还有序号“三、”"),
        ("1.公开预算。区财政局2.公开" + "决算" * 400 + "。区财政局3.公开审计。区审计局", 3, "第1部分第2项有 8"),
    ],
    ids=["a number", "a section's numeral", "no number at all"],
)
def test_a_flattened_item_that_holds_the_ones_behind_a_lost_number_is_doubted(body: str, items: int, doubt: str) -> None:
    plan = parse_plan(f"{FLAT}一、预算{body}")
    assert len(plan.items) == items
    assert [text for text in said(plan) if text.startswith(doubt)] == said(plan)


def test_a_whole_flattened_table_is_not_doubted() -> None:
    plan = parse_plan(f"{FLAT}一、预算1.公开预算。区财政局2.公开1至5月决算。区财政局二、审计1.公开审计2022年报告。区审计局")
    assert (len(plan.items), said(plan)) == (3, [])


def test_sentences_behind_a_heading_of_prose_are_told() -> None:
    plan = parse_plan(
        "一、预算公开。各单位都要重视。\n（一）部门预算。按月推进。全年不断。\n1．公开预算。（责任单位：区财政局）\n2．公开决算。（责任单位：区财政局）"
    )
    assert [(item.section, item.subsection) for item in plan.items] == [("预算公开", "部门预算")] * 2
    assert said(plan) == ["标题后面的话没有读入：各单位都要重视。", "标题后面的话没有读入：按月推进。全年不断。"]


def test_numbered_points_that_name_nobody_are_told_before_the_first_item_as_well() -> None:
    plan = parse_plan(f"2022年工作方案\n一、总体要求\n（一）坚持公开。\n二、任务\n{TOLD}\n三、保障措施\n（一）加强领导。")
    assert [(note.line, note.text) for note in plan.not_understood] == [
        (2, "一、总体要求"), (3, "（一）坚持公开。"), (7, "三、保障措施"), (8, "（一）加强领导。"),
    ]  # fmt: skip


def test_an_opening_section_without_points_is_not_told() -> None:
    assert said(parse_plan(f"一、总体要求\n坚持公开。\n二、任务\n{TOLD}")) == []


def test_text_numbered_like_an_item_above_a_table_is_told_where_the_table_has_items() -> None:
    above = (Paragraph("2022年工作方案", 1), Paragraph("1．公开预算。", 2), Paragraph("各单位要重视。", 3))
    assert said(of_blocks(*above, in_table(("一、甲", "2．公开决算。", "区财政局", ""), first=4))) == ["1．公开预算。"]
    assert said(of_blocks(*above)) == []


@pytest.mark.parametrize(
    ("plan", "owners"),
    [
        (of_blocks(in_table(("一、甲", "1．公开预算。", LONG, ""), ("", "2．公开决算。", "", ""))), [(), ()]),
        (parse_plan(f"一、甲\n1．公开预算。（责任单位：{LONG}）\n2．公开决算。（责任单位：区财政局）"), [(), ("区财政局",)]),
    ],
    ids=["cell", "brackets"],
)
def test_owners_longer_than_any_are_told_once_and_given_to_nobody(plan: Plan, owners: list[tuple[str, ...]]) -> None:
    assert [item.leads for item in plan.items] == owners
    assert [text[:5] + text[-9:] for text in said(plan)] == ["责任单位有字，太长，没有读入"]


def test_a_heading_longer_than_any_says_that_it_is_cut() -> None:
    plan = of_blocks(in_table(("一、" + "甲" * 900, "1．公开预算。", "区财政局", "")))
    assert plan.items[0].section == "甲" * 500 + "……（标题共 900 字，后略）"


@pytest.mark.parametrize(
    ("written", "deadline"),
    [
        ("2017-06-30", "2017年6月30日"),
        ("2017-06-30 00:00:00", "2017年6月30日"),
        ("2017/6/30", "2017年6月30日"),
        ("2017.6.30前", "2017年6月30日前"),
        ("6 月底前", "6月底前"),
        ("2017-06", "2017-06"),
    ],
)
def test_a_day_in_a_deadline_column_is_told_as_plans_write_it(written: str, deadline: str) -> None:
    assert of_blocks(in_table(("一、甲", "1．公开预算。", "区财政局", written))).items[0].deadline_text == deadline


def test_names_in_traditional_characters_stay_as_they_are_written() -> None:
    item = of_blocks(in_table(("一、財政", "1．公開預算。", "牽頭單位：區財政局；配合單位：區稅務局", "年底前"))).items[0]
    assert (item.section, item.text, item.leads, item.supports) == ("財政", "公開預算。", ("區財政局",), ("區稅務局",))


def test_what_the_reading_says_of_itself_goes_with_the_plan() -> None:
    document = OfficeDocument("docx", (in_table(("一、甲", "1．公开预算。", "区财政局", "")),), ("文档里有修订标记",))
    assert plan_of(document).notes == plan_of(replace(document, blocks=())).notes == ("文档里有修订标记",)


@pytest.mark.parametrize("body", ["<table><tr><td>工作任务<td>责任单位<tr><td>1．公开预算。<td>区财政局</table>", "<p>通知</p>"], ids=["a plan", "none"])
def test_plan_show_says_how_the_file_was_read(body: str, tmp_path: Path) -> None:
    page = tmp_path / "计划.html"
    page.write_text(f"{body}<p><del>删去</del></p>", encoding="utf-8")
    shown = CliRunner().invoke(plan_group, ["show", str(page)])
    assert (shown.exit_code, shown.stdout.count("读取说明：标为删除的文字没有读入")) == (0, 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: of_blocks(Table(tuple(Row((Cell("1．公开预算。"), Cell("区财政局"), *[Cell("甲")] * 8_000), i) for i in range(1, 21)))),
        lambda: of_blocks(in_table(("①" + " " * 200_000 + "x", "1．公开预算。" + " " * 200_000 + "完", "区财政局", ""))),
        lambda: of_blocks(in_table(("一、" + "乙" * 500_000 + "尾尾", "1．公开。", "区财政局", ""), *[("一、尾尾", "2．公开。", "", "")] * 5_000)),
        lambda: parse_plan("任务 | 责任单位 |\n1.公开 | 区财政局\n" + "甲|乙\n" * 200_000),
        lambda: parse_plan("一、甲\n1．公开预算。（责任单位：" + "区财政局、" * 150_000 + "）\n2．公开。（责任单位：区财政局）"),
        lambda: parse_plan(f"{FLAT}一、预算1.公开预算。" + "区财政局" * 40_000 + "2.公开。区财政局"),
    ],
    ids=["a wide table without a head", "blanks", "a long heading taken up again", "a broken row", "names in brackets", "names in a line"],
)
def test_the_time_grows_no_faster_than_the_text(make: Callable[[], Plan]) -> None:
    start = process_time()
    make()
    assert process_time() - start < 6
