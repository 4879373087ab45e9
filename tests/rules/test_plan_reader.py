"""Plans as text: read item by item where they are tables, refused or left empty where they are not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rules.errors import InvalidInput
from rules.plan import parse_plan, read_plan

PLAN = Path(__file__).resolve().parents[2] / "rules" / "panyu-2017" / "plan.txt"

SMALL = """云水区2021年政务公开工作任务分解表

\t工作任务
\t具体事项
\t责任单位

\t一、推进预算公开
\t1．按月公开预算执行情况。
\t区财政局

\t
\t2．公开审计结果。
\t

\t工作任务
\t具体事项
\t责任单位

\t一、推进预算公开
\t3．2021年6月30日前公开决算。
\t区财政局牵头，各镇（街道）、区审计局配合

\t二、改进服务
\t1．公布办事指南。
\t
"""


def test_a_small_plan_is_read_whole() -> None:
    plan = parse_plan(SMALL)
    assert (plan.title, plan.year, plan.not_understood) == ("云水区2021年政务公开工作任务分解表", 2021, ())
    assert [(i.section_number, i.section, i.number, i.text, i.leads, i.supports, i.inherited, i.deadline_text) for i in plan.items] == [
        (1, "推进预算公开", 1, "按月公开预算执行情况。", ("区财政局",), (), False, None),
        (1, "推进预算公开", 2, "公开审计结果。", ("区财政局",), (), True, None),
        (1, "推进预算公开", 3, "2021年6月30日前公开决算。", ("区财政局",), ("各镇（街道）", "区审计局"), False, "2021年6月30日前"),
        (2, "改进服务", 1, "公布办事指南。", ("区财政局",), ("各镇（街道）", "区审计局"), True, None),
    ]


def test_cells_on_one_line_are_read_alike() -> None:
    rows = "\t工作任务\t具体事项\t责任单位\n\n\t一、预算\t1．公开预算。\t区财政局\n\n\t\t2．公开决算。\t\n"
    assert [(i.number, i.text, i.leads, i.inherited) for i in parse_plan(rows).items] == [
        (1, "公开预算。", ("区财政局",), False), (2, "公开决算。", ("区财政局",), True),
    ]  # fmt: skip


def test_columns_for_deadline_and_helpers_are_understood() -> None:
    text = "\t工作任务\n\t工作内容\n\t牵头单位\n\t配合单位\n\t完成时限\n\n\t一、预算\n\t1．公开预算。\n\t区财政局\n\t区审计局、各镇（街）\n\t6月底前\n"
    (item,) = parse_plan(text).items
    assert (item.leads, item.supports, item.deadline_text) == (("区财政局",), ("区审计局", "各镇（街）"), "6月底前")


def test_a_cell_may_hold_several_paragraphs() -> None:
    text = "\t工作任务\n\t具体事项\n\t责任单位\n\n\t一、预算\n\t1．公开预算，\n并作说明。\n2．公开决算。\n\t区财政局\n"
    assert [(i.number, i.text) for i in parse_plan(text).items] == [(1, "公开预算，并作说明。"), (2, "公开决算。")]


def test_lost_blank_cells_do_not_shift_the_columns() -> None:
    text = "\t工作任务\n\t具体事项\n\t责任单位\n\n\t一、预算\n\t1．公开预算。\n\t区财政局\n\n\t2．公开决算。\n\t区审计局\n"
    assert [(i.section, i.text, i.leads) for i in parse_plan(text).items] == [("预算", "公开预算。", ("区财政局",)), ("预算", "公开决算。", ("区审计局",))]


def test_a_heading_alone_in_its_row_begins_a_section() -> None:
    text = "\t具体事项\n\t责任单位\n\n\t一、预算\n\n\t1．公开预算。\n\t区财政局\n\n\t二、决算\n\n\t1．公开决算。\n\t区财政局\n"
    assert [(i.section_number, i.section) for i in parse_plan(text).items] == [(1, "预算"), (2, "决算")]


def test_what_has_no_number_is_told_not_guessed() -> None:
    text = SMALL + "\n\t三、其他\n\t另行通知。\n\t区财政局\n\n备注：本表由区政府办负责解释。\n"
    plan = parse_plan(text)
    assert len(plan.items) == 4
    assert [(n.line, n.text) for n in plan.not_understood] == [(27, "三、其他 另行通知。 区财政局"), (31, "备注：本表由区政府办负责解释。")]


def test_an_item_before_any_owner_has_none() -> None:
    (item,) = parse_plan("\t工作任务\n\t具体事项\n\t责任单位\n\n\t一、预算\n\t1．公开预算。\n\t\n").items
    assert (item.leads, item.lead_text, item.inherited) == ((), "", True)


@pytest.mark.parametrize(
    "text",
    ["", "关于做好政务公开工作的通知\n1．公开预算。区财政局\n", "一、预算\n\n1．公开预算。\n\n区财政局\n", "\t姓名\n\t年龄\n\n\t张三\n\t30\n"],
    ids=["empty", "running text", "cells lost", "another table"],
)  # fmt: skip
def test_what_is_no_plan_has_no_items(text: str) -> None:
    assert parse_plan(text).items == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plan_may_be_in_utf_8_or_gb18030(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode(encoding))
    assert read_plan(path) == parse_plan(SMALL)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.txt", None, "没有这个文件"),
        (".", None, "这是文件夹，不是文件"),
        ("plan.docx", b"PK\x03\x04\x14\x00\x00\x00", "已损坏"),
        ("a.txt", b"\xff\xff\xff", "不是文本文件"),
    ],
    ids=["missing", "folder", "office file", "no encoding"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput, match=why) as raised:
        read_plan(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_the_packaged_plan_has_125_items_in_22_sections() -> None:
    plan = read_plan(PLAN)
    assert plan.title == "番禺区贯彻落实国务院办公厅、省政府办公厅、市政府办公厅2017年政务公开工作要点分工方案"
    assert (plan.year, len(plan.items), sum(item.inherited for item in plan.items)) == (2017, 125, 57)
    sizes = Counter(item.section_number for item in plan.items)
    assert list(sizes.values()) == [5, 14, 3, 2, 10, 5, 3, 5, 6, 5, 10, 6, 6, 9, 4, 4, 5, 6, 5, 5, 5, 2]
    for section in sizes:
        assert [i.number for i in plan.items if i.section_number == section] == list(range(1, sizes[section] + 1))


def test_the_packaged_plan_names_25_units_3_in_brackets_and_2_groups() -> None:
    items = read_plan(PLAN).items
    assert len({name for i in items for name in (*i.leads, *i.supports)}) == 27
    assert {name for i in items for name in i.bracketed} == {"区统计局", "区粮食局", "区金融办"}


def test_the_packaged_plan_is_cut_off_at_its_last_owner() -> None:
    plan = read_plan(PLAN)
    assert (plan.items[-1].leads, plan.items[-1].inherited) == (("区法制办",), True)
    assert [(n.line, n.text.split("：")[0]) for n in plan.not_understood] == [(506, "文件在此截断")]


def test_the_only_deadline_the_packaged_plan_states_is_ten_working_days() -> None:
    assert [(i.section_number, i.number, i.deadline_text) for i in read_plan(PLAN).items if i.deadline_text] == [(5, 7, "10个工作日内")]
