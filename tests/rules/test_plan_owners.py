"""Owner cells as plans word them: who leads, who supports, who stands in brackets; names without separators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plan.labels import carried_by, carried_plainly
from rules.plan.names import split_names
from rules.plan.owners import parse_owners

OWNERS = [
    ("区财政局", ["区财政局"], [], []),
    ("区国税局、区地税局", ["区国税局", "区地税局"], [], []),
    ("区农业局牵头，各镇（街）落实", ["区农业局"], ["各镇（街）"], []),
    ("区政务办、区编办牵头，各镇（街）、各部门落实", ["区政务办", "区编办"], ["各镇（街）", "各部门"], []),
    ("区法制办牵头、各镇（街）、各部门落实", ["区法制办"], ["各镇（街）", "各部门"], []),
    ("区新闻宣传协调办公室牵头，各镇（街）、各部门", ["区新闻宣传协调办公室"], ["各镇（街）", "各部门"], []),
    ("各镇（街）、各部门落实", ["各镇（街）", "各部门"], [], []),
    ("各镇(街)", ["各镇（街）"], [], []),
    ("区发展改革局（区统计局）", ["区发展改革局"], [], ["区统计局"]),
    ("区发展改革局（区统计局、区粮食局）牵头，各镇（街）配合", ["区发展改革局"], ["各镇（街）"], ["区统计局", "区粮食局"]),
    ("区卫生和计划生育局", ["区卫生和计划生育局"], [], []),
    ("牵头单位：区农业局；配合单位：区财政局、各镇（街）", ["区农业局"], ["区财政局", "各镇（街）"], []),
    ("区农业局（牵头）、区财政局", ["区农业局"], ["区财政局"], []),
    ("区财政局、区审计局按职责分工负责", ["区财政局", "区审计局"], [], []),
    ("区财政局等部门", ["区财政局"], [], []),
    ("区农业局牵头\n各镇（街）落实", ["区农业局"], ["各镇（街）"], []),
    ("区农业局牵头落实，区财政局、区财政局配合。", ["区农业局"], ["区财政局"], []),
    ("", [], [], []),
    # separators
    ("区财政局;区审计局，区民政局", ["区财政局", "区审计局", "区民政局"], [], []),
    ("区财政局\n区审计局", ["区财政局", "区审计局"], [], []),
    ("区财政局  区审计局　各镇（街）", ["区财政局", "区审计局", "各镇（街）"], [], []),
    ("区财政局和区审计局", ["区财政局", "区审计局"], [], []),
    ("区 财 政 局", ["区财政局"], [], []),
    ("区卫生和计划\n生育局", ["区卫生和计划生育局"], [], []),
    ("市政府各有关部门,各县市区人民政府、功能区管委会负责落实", ["市政府各有关部门", "各县市区人民政府", "功能区管委会"], [], []),
    # verbs around names
    ("区教育局、区卫生健康局等按职责分工负责", ["区教育局", "区卫生健康局"], [], []),
    ("区财政局(按职责分工负责)", ["区财政局"], [], []),
    ("由区财政局负责", ["区财政局"], [], []),
    ("区财政局会同区审计局", ["区财政局"], ["区审计局"], []),
    ("由区财政局牵头，区审计局、各镇配合", ["区财政局"], ["区审计局", "各镇"], []),
    ("区政务服务中心牵头负责，各部门按职责分工配合", ["区政务服务中心"], ["各部门"], []),
    # labels in the cell
    ("牵头：区财政局 配合：区审计局", ["区财政局"], ["区审计局"], []),
    ("牵头单位：区农业局\n责任单位：各镇", ["区农业局"], ["各镇"], []),
    ("责任单位：区财政局；完成时限：6月底前", ["区财政局"], [], []),
    ("配合单位：区财政局", ["区财政局"], [], []),
    ("区财政局（牵头）；区审计局（配合）", ["区财政局"], ["区审计局"], []),
    # traditional characters stay as they are written
    ("牽頭單位：區財政局；配合單位：各鎮(街)", ["區財政局"], ["各鎮（街）"], []),
    ("市稅務局雲水區分局等部門、各街道辦事處", ["市稅務局雲水區分局", "各街道辦事處"], [], []),
    # groups and blanks
    ("区直各有关单位", ["区直各有关单位"], [], []),
    ("各镇街", ["各镇街"], [], []),
    ("/", [], [], []),
    ("无", [], [], []),
    ("（区财政局", ["区财政局"], [], []),
]


@pytest.mark.parametrize(("text", "leads", "supports", "bracketed"), OWNERS, ids=[o[0] or "blank" for o in OWNERS])
def test_owner_cells_are_told_apart(text: str, leads: list[str], supports: list[str], bracketed: list[str]) -> None:
    owners = parse_owners(text)
    assert (list(owners.leads), list(owners.supports), list(owners.bracketed)) == (leads, supports, bracketed)


@pytest.mark.parametrize(
    "names",
    [
        ["区经济发展局", "区行政审批局", "区直各有关单位"],
        ["区委宣传部", "区委组织部"],
        ["区政府办公室", "区财政局", "各镇人民政府（街道办事处）", "各部门"],
        ["市生态环境局云水区分局", "区水务局"],
        ["区政府各部门", "区司法局"],
        ["区财政局各科室"],
        ["区人大常委会办公室", "区法院"],
        ["區發展改革局", "區財政局", "各鎮街"],
    ],
    ids=lambda names: "+".join(names),
)
def test_names_without_separators_are_told_by_their_shape(names: list[str]) -> None:
    assert split_names("".join(names)) == names


@pytest.mark.parametrize(
    ("text", "bare", "owners", "deadline"),
    [
        ("公开预算。（牵头单位：区财政局；责任单位：各部门；完成时限：6月底前）", "公开预算。", "牵头单位：区财政局；责任单位：各部门", "6月底前"),
        (
            "公开预算（含说明）。(牵头部门:区财政局,配合单位:各镇(街),完成时间:长期坚持)",
            "公开预算（含说明）。",
            "牵头部门:区财政局,配合单位:各镇(街)",
            "长期坚持",
        ),
        ("公開預算。（責任單位：區財政局）", "公開預算。", "責任單位：區財政局", ""),
        ("公开预算。责任单位：区财政局。", "公开预算。", "责任单位：区财政局", ""),
        ("公开预算。（责任单位：区财政局", "公开预算。", "责任单位：区财政局", ""),
        ("公开预算（责任单位：区财政局）。", "公开预算。", "责任单位：区财政局", ""),
    ],
    ids=["full width", "half width, brackets inside", "traditional", "no brackets", "bracket not closed", "stop behind the bracket"],
)
def test_what_a_text_says_of_its_owners_is_taken_out_word_for_word(text: str, bare: str, owners: str, deadline: str) -> None:
    carried = carried_by(text)
    assert carried and (carried.bare, carried.lead_text, carried.deadline) == (bare, owners, deadline)


@pytest.mark.parametrize("text", ["公开预算（含决算）。", "各责任单位要重视。", "公开牵头单位名单（国办发〔2021〕5号）。", ""])
def test_a_text_without_labels_says_nothing_of_owners(text: str) -> None:
    assert carried_by(text) is None and carried_plainly(text) is None


@given(st.text(alphabet="区市各镇街财政局办牵头配合单位责任：:（）()、，；等\n 和会同ab", max_size=60))
def test_no_owner_cell_raises_and_each_name_stands_once(text: str) -> None:
    owners = parse_owners(text)
    assert len(set(owners.named)) == len(owners.named)
    assert not owners.supports or owners.leads
