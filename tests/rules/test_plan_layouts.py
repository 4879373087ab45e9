"""Plans in every layout that offices use: grids, piped and flattened text, numbered prose; and papers that are no plans."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.office.blocks import Block, Cell, OfficeDocument, Paragraph, Row, Table
from rules.plan import Plan, parse_plan, plan_of

_MERGED: dict[str, Any] = {"^": Cell("", "above"), "<": Cell("", "left")}


def grid(rows: list[list[str]], line: int = 1) -> Table:
    """A table; ^ is covered from above, < from the left."""
    return Table(tuple(Row(tuple(_MERGED.get(text, Cell(text)) for text in row), line + i) for i, row in enumerate(rows)))


def read(*blocks: Block) -> Plan:
    return plan_of(OfficeDocument("docx", blocks))


def brief(plan: Plan) -> list[tuple[str, str, str, str, bool, str | None]]:
    """Each item: its number, section, text, leads+supports, whether inherited, deadline."""
    owners = ["+".join("、".join(names) for names in (item.leads, item.supports) if names) for item in plan.items]
    return [(f"{i.section_number}.{i.number}", i.section, i.text, names, i.inherited, i.deadline_text) for i, names in zip(plan.items, owners, strict=True)]


def told(plan: Plan) -> list[tuple[int, str]]:
    return [(note.line, note.text) for note in plan.not_understood]


# ---- grids


def test_a_title_row_a_head_of_two_rows_and_columns_beside_the_task() -> None:
    plan = read(
        grid([
            ["云水区2021年政务公开任务分解表", "<", "<", "<", "<", "<", "<"],
            ["序号", "工作任务", "工作内容", "责任分工", "<", "责任领导", "完成时限"],
            ["^", "^", "^", "牵头单位", "配合单位", "^", "^"],
            ["1", "推进预算公开", "公开部门预算。", "区财政局", "区审计局、各镇（街）", "张某", "2021年6月30日"],
            ["2", "^", "公开决算。", "^", "^", "李某", "^"],
            ["3", "改进服务", "每季度后20日内公布指南。", "区政务办", "", "王某", ""],
        ])
    )  # fmt: skip
    assert (plan.title, plan.year, told(plan)) == ("云水区2021年政务公开任务分解表", 2021, [])
    assert brief(plan) == [
        ("1.1", "推进预算公开", "公开部门预算。", "区财政局+区审计局、各镇（街）", False, "2021年6月30日"),
        ("1.2", "推进预算公开", "公开决算。", "区财政局+区审计局、各镇（街）", True, "2021年6月30日"),
        ("2.3", "改进服务", "每季度后20日内公布指南。", "区政务办", False, "每季度后20日内"),
    ]


def test_a_number_column_that_is_merged_with_the_section_counts_the_sections() -> None:
    plan = read(
        grid([
            ["序号", "工作任务", "工作内容", "责任单位"],
            ["1", "推进公开", "公开预算。", "区财政局"], ["^", "^", "公开决算。", "^"],
            ["2", "改进服务", "公布指南。", "区政务办"], ["^", "^", "公布电话。", "区信访局"],
        ])
    )  # fmt: skip
    assert [(row[0], row[1], row[3]) for row in brief(plan)] == [
        ("1.1", "推进公开", "区财政局"), ("1.2", "推进公开", "区财政局"), ("2.1", "改进服务", "区政务办"), ("2.2", "改进服务", "区信访局"),
    ]  # fmt: skip
    assert {item.label for item in plan.items} == {""}


def test_numbers_that_restart_under_each_subsection_run_on_and_keep_their_label() -> None:
    plan = read(
        grid([
            ["工作任务", "<", "具体要求", "<", "责任单位", "时限要求"],
            ["一、推进公开", "（一）预算", "1", "公开预算。", "区财政局", "年底前"],
            ["^", "^", "2", "公开决算。", "区财政局", "持续推进"],
            ["^", "（二）规划", "1", "公开规划。", "区规划局", "持续推进"],
            ["二、改进服务", "<", "1", "公布指南。", "区政务办", "持续推进"],
        ])
    )  # fmt: skip
    assert [(i.section_number, i.number, i.label, i.subsection, i.text) for i in plan.items] == [
        (1, 1, "1", "预算", "公开预算。"), (1, 2, "2", "预算", "公开决算。"), (1, 3, "（二）1", "规划", "公开规划。"), (2, 1, "1", "", "公布指南。"),
    ]  # fmt: skip


def test_numbers_that_run_on_over_the_sections_stay_as_printed() -> None:
    plan = read(grid([["工作任务", "工作要求", "责任单位"], ["一、甲", "1.公开预算。", "区财政局"], ["二、乙", "2.公开决算。", "区财政局"]]))
    assert [row[0] for row in brief(plan)] == ["1.1", "2.2"]


def test_rows_over_the_whole_width_are_sections() -> None:
    plan = read(
        grid([
            ["具体要求", "责任单位"], ["一、推进公开", "<"], ["1.公开预算。", "区财政局"],
            ["改进服务", "<"], ["1.公布指南。", "区政务办"], ["备注：本表由区府办解释。", "<"],
        ])
    )  # fmt: skip
    assert [row[:3] for row in brief(plan)] == [("1.1", "推进公开", "公开预算。"), ("2.1", "改进服务", "公布指南。")]
    assert told(plan) == [(6, "备注：本表由区府办解释。")]


def test_a_table_split_over_pages_goes_on_without_its_head() -> None:
    first = grid([["工作任务", "具体要求", "责任单位"], ["一、推进公开", "1.公开预算。", "区财政局"]])
    second = grid(
        [["一、推进公开", "2.公开决算，", ""], ["", "并作说明。", ""], ["工作任务", "具体要求", "责任单位"], ["二、服务", "1.公布指南。", "区政务办"]], 4
    )
    plan = read(first, Paragraph("第2页", 3), second)
    assert [(row[0], row[2], row[4]) for row in brief(plan)] == [
        ("1.1", "公开预算。", False),
        ("1.2", "公开决算，并作说明。", True),
        ("2.1", "公布指南。", False),
    ]
    assert told(plan) == [(3, "第2页")]


def test_a_head_repeated_between_merged_rows_takes_no_row_with_it() -> None:
    head = ["工作任务", "具体要求", "责任单位"]
    plan = read(grid([head, ["一、甲", "1.公开预算执行情况的全文。", "区财政局"], head, ["", "2.公开决算。", "区审计局"], ["^", "3.公开规划。", "^"]]))
    assert [(row[0], row[3], row[4]) for row in brief(plan)] == [("1.1", "区财政局", False), ("1.2", "区审计局", False), ("1.3", "区审计局", True)]


def test_more_text_that_does_not_clearly_go_on_is_told() -> None:
    plan = read(grid([["具体要求", "责任单位"], ["1.公开预算。", "区财政局"], ["另行通知。", ""]]))
    assert (len(plan.items), told(plan)) == (1, [(3, "另行通知。")])


def test_items_without_any_number_are_counted_in_their_section() -> None:
    plan = read(
        grid(
            [
                ["工作任务", "具体要求", "责任单位", "备注"],
                ["甲", "公开预算。", "区财政局", ""],
                ["^", "公开决算。", "", "略"],
                ["乙", "公布指南。", "区政务办", ""],
            ]
        )
    )
    assert [(row[0], row[2], row[3]) for row in brief(plan)] == [
        ("1.1", "公开预算。", "区财政局"),
        ("1.2", "公开决算。", "区财政局"),
        ("2.1", "公布指南。", "区政务办"),
    ]


def test_several_items_in_one_cell_and_points_below_an_item() -> None:
    plan = read(Paragraph("一、推进公开", 1), grid([["任务内容", "责任单位"], ["1.公开预算。\n（1）部门；\n（2）政府。\n2.公开决算。", "区财政局"]], 2))
    assert [row[:3] for row in brief(plan)] == [("1.1", "推进公开", "公开预算。（1）部门；（2）政府。"), ("1.2", "推进公开", "公开决算。")]


def test_an_item_merged_over_rows_of_owners_has_them_all() -> None:
    plan = read(grid([["任务内容", "责任单位"], ["1.公开预算。", "区财政局"], ["^", "区审计局"], ["2.公开决算。", "区财政局"]]))
    assert [row[3] for row in brief(plan)] == ["区财政局、区审计局", "区财政局"]


def test_a_blank_cell_of_leads_beside_named_units_makes_them_answer() -> None:
    plan = read(grid([["任务内容", "牵头单位", "责任单位"], ["1.公开预算。", "区财政局", "各镇"], ["2.公开决算。", "", "各部门"], ["3.公开规划。", "", ""]]))
    assert [(row[3], row[4]) for row in brief(plan)] == [("区财政局+各镇", False), ("各部门", False), ("各部门", True)]


def test_owners_in_the_items_words_count_where_no_column_names_them() -> None:
    rows = [["序号", "工作任务", "完成时限"], ["1", "公开预算。（牵头单位：区财政局；配合单位：各镇）", "年底前"]]
    assert brief(read(grid(rows))) == [("0.1", "", "公开预算。", "区财政局+各镇", False, "年底前")]
    with_column = [["工作任务", "责任单位"], ["1.公开预算。（责任单位：区财政局）", "区府办"]]
    assert [(row[2], row[3]) for row in brief(read(grid(with_column)))] == [("公开预算。（责任单位：区财政局）", "区府办")]


def test_a_table_without_head_is_known_by_its_shape() -> None:
    plan = read(grid([["一、推进公开", "1.公开预算执行情况。", "区财政局"], ["^", "2.公开决算报告全文。", "区审计局"]]))
    assert [row[:4] for row in brief(plan)] == [("1.1", "推进公开", "公开预算执行情况。", "区财政局"), ("1.2", "推进公开", "公开决算报告全文。", "区审计局")]


@pytest.mark.parametrize(
    "head",
    [["工作任務", "任務內容", "責任單位", "完成時限"], ["重点任务", "工作要求", "牵头(落实)单位", "时间安排"], ["任务名称", "主要内容", "责任科室", "进度要求"],
     ["工作 任务", "具体政务公开事项", "主办单位", "时限要求"]],
    ids=["traditional", "牵头(落实)单位", "责任科室", "white space"],
)  # fmt: skip
def test_heads_in_other_words_are_understood(head: list[str]) -> None:
    plan = read(grid([head, ["一、甲", "1.公开预算。", "区财政局", "全年"]]))
    assert brief(plan) == [("1.1", "甲", "公开预算。", "区财政局", False, "全年")]


def test_items_numbered_in_chinese_and_rows_that_are_headings_among_digits() -> None:
    rows = [["一、甲", "（一）公开预算。", "区财政局"], ["^", "（二）公开决算。", "^"], ["二、乙", "（一）公布指南。", "区政务办"]]
    plan = read(grid([["工作任务", "工作内容", "责任单位"], *rows]))
    assert [(row[0], row[2], row[4]) for row in brief(plan)] == [("1.1", "公开预算。", False), ("1.2", "公开决算。", True), ("2.1", "公布指南。", False)]
    rows = [["一、甲", ""], ["（一）财政", ""], ["1.公开预算。", "区财政局"], ["（二）规划", ""], ["1.公开规划。", "区规划局"]]
    plan = read(grid([["工作内容", "责任单位"], *rows]))
    assert [(i.number, i.label, i.subsection, i.leads) for i in plan.items] == [(1, "1", "财政", ("区财政局",)), (2, "（二）1", "规划", ("区规划局",))]


def test_a_title_repeated_at_a_page_break_takes_no_number_of_a_section() -> None:
    head = [["2022年任务表", "<", "<"], ["任务分类", "任务内容", "责任单位"]]
    plan = read(grid([*head, ["一、甲", "1.公开预算。", "区财政局"], *head, ["一、甲", "2.公开决算。", "区财政局"], ["二、乙", "1.公布指南。", "区政务办"]]))
    assert [row[:2] for row in brief(plan)] == [("1.1", "甲"), ("1.2", "甲"), ("2.1", "乙")]


def test_a_heading_whose_numeral_has_a_cell_of_its_own() -> None:
    head = ["序号", "任务名称", "具体内容", "责任单位"]
    plan = read(
        grid([head, ["一", "推进公开", "<", "<"], ["1", "预算", "公开预算。", "区财政局"], ["二", "服务", "<", "<"], ["1", "指南", "公布指南。", "区政务办"]])
    )
    assert [(row[0], row[1]) for row in brief(plan)] == [("1.1", "推进公开"), ("2.1", "服务")]
    assert [item.subsection for item in plan.items] == ["预算", "指南"]


def test_a_second_sheet_that_is_no_plan_adds_no_items() -> None:
    plan = read(grid([["任务", "责任单位"], ["1.公开预算。", "区财政局"]]), grid([["姓名", "电话"], ["张某", "123"]], 3))
    assert (len(plan.items), told(plan)) == (1, [(3, "姓名 电话"), (4, "张某 123")])


# ---- piped text


PIPED_ROWS = """云水区2022年政务公开任务
工作任务 | 具体要求 | 责任单位 | 时限要求 | ||
一、推进公开 | (一)预算 | 1 | 公开预算。 | 区财政局,各镇街负责落实 | 年底前 |
2 | 公开决算。 | 区审计局 | 持续推进 | ||
3 | 公开三公经费。 | 持续推进 |
二、改进服务 | (一)指南 | 4 | 公布指南。 | 区政务办 | 全年 |
看不懂的话 |
"""


def test_rows_of_piped_text_are_aligned_by_their_number() -> None:
    plan = parse_plan(PIPED_ROWS)
    assert (plan.title, plan.year, told(plan)) == ("云水区2022年政务公开任务", 2022, [(7, "看不懂的话")])
    assert brief(plan) == [
        ("1.1", "推进公开", "公开预算。", "区财政局、各镇街", False, "年底前"),
        ("1.2", "推进公开", "公开决算。", "区审计局", False, "持续推进"),
        ("1.3", "推进公开", "公开三公经费。", "区审计局", True, "持续推进"),
        ("2.4", "改进服务", "公布指南。", "区政务办", False, "全年"),
    ]


def test_piped_text_with_a_cell_on_each_line() -> None:
    cells = [
        "工作任务",
        "具体要求",
        "责任科室",
        "时限要求",
        "推进公开",
        "1",
        "公开预算。",
        "办公室",
        "年底前",
        "2",
        "公开决算。",
        "各科室",
        "持续推进",
        "改进服务",
        "3",
        "公布指南。",
        "办公室",
        "全年",
    ]
    assert brief(parse_plan("\n|\n".join(cells) + "\n|\n")) == [
        ("1.1", "推进公开", "公开预算。", "办公室", False, "年底前"),
        ("1.2", "推进公开", "公开决算。", "各科室", False, "持续推进"),
        ("2.3", "改进服务", "公布指南。", "办公室", False, "全年"),
    ]


def test_cells_on_lines_of_their_own_below_a_head() -> None:
    plan = parse_plan("2022年任务分解表\n工作任务\n工作要求\n责任单位\n一、甲\n1.公开预算。\n区财政局\n2.公开决算。\n另一段话\n")
    assert (plan.title, plan.year, told(plan)) == ("2022年任务分解表", 2022, [(9, "责任单位“另一段话”不像单位名称，可能是别的格，请对照原件")])
    assert [(row[0], row[1], row[2], row[3]) for row in brief(plan)] == [("1.1", "甲", "公开预算。", "区财政局"), ("1.2", "甲", "公开决算。", "另一段话")]


def test_a_piped_table_with_bars_on_both_sides() -> None:
    plan = parse_plan("| 工作任务 | 具体要求 | 责任单位 |\n|---|---|---|\n| 一、甲 | 1.公开预算。 | 区财政局 |\n| | 2.公开决算。 | |\n")
    assert [(row[0], row[3], row[4]) for row in brief(plan)] == [("1.1", "区财政局", False), ("1.2", "区财政局", True)]


def test_lost_cells_are_told_and_nothing_is_made_up() -> None:
    plan = parse_plan("2021年任务分解表\n工作任务 |\n工作要求 |\n牵头单位 |\n责任单位 |\n一、推进公开 |\n|||\n|\n|||\n|")
    assert (plan.title, plan.items) == ("2021年任务分解表", ())
    assert [(line, "单元格内容已丢失" in text) for line, text in told(plan)] == [(2, True)]


# ---- a table run together in one line


FLAT = (
    "云水区2022年任务分解表 工作任务工作要求牵头单位配合/责任单位一、推进公开1.公开预算。区财政局区审计局区直各单位，各镇（街道）"
    "2.公开决算，含说明。 区直各单位，各镇（街道）二、改进服务3.公布指南。区政务办区直各单位，各镇（街道）4.公布电话。 各镇（街道）"
    "二、改进服务5.公布投诉渠道。区信访局关于印发任务分解表的通知.pdf 附件下载"
)


def test_a_flattened_table_is_cut_at_its_numbers_and_names() -> None:
    plan = parse_plan(FLAT)
    assert (plan.title, plan.year) == ("云水区2022年任务分解表", 2022)
    assert brief(plan) == [
        ("1.1", "推进公开", "公开预算。", "区财政局、区审计局+区直各单位、各镇（街道）", False, None),
        ("1.2", "推进公开", "公开决算，含说明。", "区直各单位、各镇（街道）", False, None),
        ("2.3", "改进服务", "公布指南。", "区政务办+区直各单位、各镇（街道）", False, None),
        ("2.4", "改进服务", "公布电话。", "各镇（街道）", False, None),
        ("2.5", "改进服务", "公布投诉渠道。", "区信访局", False, None),
    ]
    assert told(plan) == [(1, "表格之后的文字没有读入：关于印发任务分解表的通知.pdf 附件下载")]


def test_a_flattened_deadline_is_told_from_the_names() -> None:
    plan = parse_plan("工作任务工作要求责任单位完成时限一、甲1.公开预算。区财政局、各镇（街道）6月底前2.公开决算。区审计局持续推进")
    assert [(row[3], row[5]) for row in brief(plan)] == [("区财政局、各镇（街道）", "6月底前"), ("区审计局", "持续推进")]


def test_what_is_not_sure_in_a_flattened_table_is_told() -> None:
    plan = parse_plan("工作任务工作要求牵头单位责任单位一、甲1.公开预算区财政局2.公开决算。区审计局区统计局区司法局3.公开规划。区规划企企4.公布指南。")
    assert [row[3] for row in brief(plan)] == ["", "区审计局、区统计局、区司法局", "区规划企企", "区规划企企"]
    assert [text.split("：")[0].split("，")[0] for _, text in told(plan)] == [
        "第1部分第1项没有句末标点", "第1部分第2项", "第1部分第3项", "第1部分第4项没有写出责任单位",
    ]  # fmt: skip


# ---- numbered prose


PROSE = """云水区2023年政务公开工作要点
为做好工作，制定本要点。
一、总体要求
坚持公开为常态。
二、加强公开
（一）预算公开。
1．公开部门预算。
一并公开说明。（牵头单位：区财政局；责任单位：各部门、各镇（街）；完成时限：6月底前）
2．公开决算。(牵头部门:区财政局,配合单位:区审计局,完成时间:长期坚持)
（二）规划公开。
1．公开规划。
责任单位：区规划局
完成时限：年底前
2．公开图件。
三、保障措施
（一）加强领导。
云水区人民政府办公室
"""


def test_prose_names_its_owners_in_brackets_or_lines_below() -> None:
    plan = parse_plan(PROSE)
    assert (plan.title, plan.year) == ("云水区2023年政务公开工作要点", 2023)
    assert brief(plan) == [
        ("2.1", "加强公开", "公开部门预算。一并公开说明。", "区财政局+各部门、各镇（街）", False, "6月底前"),
        ("2.2", "加强公开", "公开决算。", "区财政局+区审计局", False, "长期坚持"),
        ("2.3", "加强公开", "公开规划。", "区规划局", False, "年底前"),
        ("2.4", "加强公开", "公开图件。", "", False, None),
    ]
    assert [(i.label, i.subsection) for i in plan.items] == [("1", "预算公开。"), ("2", "预算公开。"), ("（二）1", "规划公开。"), ("（二）2", "规划公开。")]
    assert told(plan) == [(14, "没有写明责任单位：2．公开图件。"), (15, "三、保障措施"), (16, "（一）加强领导。"), (17, "云水区人民政府办公室")]


ONE, TWO = ("1.1", "公开预算。", "区财政局"), ("1.2", "公开规划。", "区规划局")
HABITS = {
    "under （一）": ("（一）公开预算。（责任单位：区财政局）\n（二）公开规划。（责任单位：区规划局）\n", [ONE, TWO]),
    "plain brackets": ("1.公开预算。（区财政局牵头，各镇街配合）\n2.公开规划。（区规划局）\n", [("1.1", "公开预算。", "区财政局+各镇街"), TWO]),
    "owners in headings": (
        "（一）财政（责任单位：区财政局）\n1.公开预算。\n（二）规划（责任单位：区规划局）\n1.公开规划。\n2.公开图件。\n",
        [ONE, TWO, ("1.3", "公开图件。", "区规划局")],
    ),
    "owners behind the last point": (
        "（一）公开预算\n1.部门。\n2.政府。（责任单位：区财政局）\n（二）公开规划\n1.总体。\n2.专项。（责任单位：区规划局）\n",
        [("1.1", "公开预算1.部门。2.政府。", "区财政局"), ("1.2", "公开规划1.总体。2.专项。", "区规划局")],
    ),
    "a deadline among the names": ("1.公开预算。（区财政局负责，6月底前完成）\n2.公开规划。（区规划局，长期坚持）\n", [ONE, TWO]),
    "run together": (
        "1.公开预算。（责任单位：区财政局）2.公开规划。（责任单位：区规划局）二、乙 1.公开决算。（责任单位：区审计局）",
        [ONE, TWO, ("2.1", "公开决算。", "区审计局")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), HABITS.values(), ids=HABITS)
def test_other_habits_of_prose(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(row[0], row[2], row[3]) for row in brief(parse_plan("2022年工作要点\n一、甲\n" + text))] == expected


# ---- papers that are no plans


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("关于预算公开工作的会议纪要\n一、公开\n1.公开预算。（责任单位：区财政局）", 1),
        ("关于报送情况的通知\n各镇：\n一、公开预算\n1.公开部门预算。\n二、时限\n6月底前报送。", 0),
        ("一、甲\n1.依据国办发〔2021〕5号公开（略）。\n2.公开（含说明）。", 0),
        ("项目 | 单位 | 预算数（万元） |\n1.公开经费 | 区财政局 | 12 |", 0),
        ("序号 | 单位 | 联系人 | 电话 |\n1 | 区财政局 | 张某 | 123 |", 0),
    ],
    ids=["minutes", "a notice", "brackets that name nobody", "a budget", "a list of contacts"],
)
def test_what_is_no_plan_gives_no_items(text: str, notes: int) -> None:
    plan = parse_plan(text)
    assert (plan.items, len(plan.not_understood)) == ((), notes)


# ---- any input


_PIECES = (
    *["工作任务", "工作要求", "牵头单位", "责任单位", "完成时限", "一、", "二、", "（一）", "1.", "2．", "①", "公开预算。", "区财政局", "各镇（街）"],
    *["（责任单位：", "）", "|", "年底前", "附件.pdf", "；", "(", "3"],
    *("\t", "\n", "\n\n", " "),
)


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    plan = parse_plan(text)
    keys = [(item.section_number, item.number) for item in plan.items]
    assert len(set(keys)) == len(keys)
    assert all(1 <= note.line <= text.count("\n") + text.count("\r") + 1 for note in plan.not_understood)


_WORDS = st.text(alphabet="公开预算决情况说明，、；abc（）12 ", min_size=1, max_size=30).map(lambda text: f"公{text.strip()}。")


@given(st.lists(st.tuples(st.sampled_from(["区财政局", "各镇（街）、区审计局", ""]), _WORDS), min_size=1, max_size=12))
@settings(deadline=None)
def test_rows_written_in_a_grid_come_back_word_for_word(rows: list[tuple[str, str]]) -> None:
    cells = [["^" if i else "一、甲", f"{i + 1}．{text}", owner] for i, (owner, text) in enumerate(rows)]
    table = grid([["工作任务", "具体要求", "责任单位"], *cells])
    plan = read(Paragraph("2022年任务分解表", 1), table)
    assert ([item.text for item in plan.items], plan.not_understood) == ([text for _, text in rows], ())
    assert [item.inherited for item in plan.items] == [not owner for owner, _ in rows]


@given(st.lists(st.lists(st.sampled_from(["", "^", "<", *_PIECES]), min_size=1, max_size=6), max_size=8))
@settings(deadline=None)
def test_any_grid_is_read_without_an_exception(rows: list[list[str]]) -> None:
    keys = [(item.section_number, item.number) for item in read(grid(rows)).items]
    assert len(set(keys)) == len(keys)
