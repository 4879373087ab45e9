"""What a drafted duty asks of a publication beside its title: rows, parts, columns, stages, and what a unit is told to do."""

from __future__ import annotations

import pytest

from rules.drafts.apart import told_apart
from rules.drafts.clause import Clause
from rules.drafts.draft import in_context, letter
from rules.drafts.finish import finish
from rules.drafts.finishing import Finishing
from rules.drafts.remedy import remedy_of
from rules.rule import Places
from rules.units import District, Site, Unit
from rules.words import shared_words

SITES = (Site("portal", "区政府门户网站"), Site("sw", "区水务局网站"))
DISTRICT = District(1, "云水区", SITES, (Unit("sw", "区水务局", "department", ("sw",)),))
AT = Finishing(2021, DISTRICT, shared_words())
BOTH, ANY = Places(all_of=("portal", "own")), Places(any_of=("portal", "own"))


def clause(subject, kind="event", **more):
    given = {"title": subject, "act": "公开", "units": ("区水务局",), "quotes": (f"公开{subject}",), "places": ANY}
    return Clause(kind=kind, subject=subject, **given | more)


def test_a_number_with_its_noun_is_a_number_of_rows():
    content = finish(clause("49条黑臭河涌水质排名"), AT).content
    assert (content.rows_at_least, content.rows_of) == (49, "黑臭河涌")


@pytest.mark.parametrize("subject", ["2021年河涌水质排名", "3月河涌水质排名", "第5条河涌整治政策", "12345热线情况"], ids=["year", "month", "ordinal", "number"])
def test_other_numbers_are_no_rows(subject):
    assert finish(clause(subject), AT).content.rows_at_least is None


def test_listed_parts_are_asked_for_with_their_other_names():
    duty = finish(clause("河长公示信息", listed=("河长职责", "河湖概况", "监督电话")), AT)
    parts = {part.name: part.any for part in duty.content.parts}
    assert list(parts) == ["河长职责", "河湖概况", "监督电话"]
    assert "基本情况" in parts["河湖概况"]
    assert "热线" in parts["监督电话"]
    assert any(mark.startswith("内容：") for mark in duty.review)


def test_a_column_is_known_by_its_name():
    duty = finish(clause("营改增试点专栏", "standing"), AT)
    assert duty.match is None
    assert any("营改增" in name for name in (*duty.column.names, *duty.column.near))


def test_a_talk_is_sought_in_the_units_own_columns_with_answers():
    duty = finish(clause("在线访谈", "interactive"), AT)
    assert duty.places == Places(any_of=("own",))
    assert "在线访谈" in duty.column.names
    assert duty.column.answers


def test_the_portals_talks_are_sought_there_where_the_plan_names_it():
    assert finish(clause("在线访谈", "interactive", quotes=("开展区政府门户网站在线访谈",), places=Places(all_of=("portal",))), AT).places == Places(
        all_of=("portal",)
    )


def test_stages_come_in_the_plans_order():
    duty = finish(clause("产业扶持资金项目", "progress", quotes=("对产业扶持资金项目从申报、资金分配，到验收全流程的公开公示",)), AT)
    assert [stage.name for stage in duty.stages] == ["申报", "资金分配", "验收"]


def test_one_stage_alone_is_an_ordinary_event():
    assert finish(clause("产业扶持资金项目验收情况", "progress"), AT).kind == "event"


def test_on_request_is_the_portal_where_units_ask_for_the_mark():
    quotes = ("提请区政府门户网站管理机构在原文件上标注已废止",)
    assert finish(clause("在原文件上标注已废止", "marked", quotes=quotes), AT).on_request == ("portal",)
    assert finish(clause("在原文件上标注已废止", "marked"), AT).on_request == ()


def test_days_that_the_plan_does_not_give_are_marked():
    duty = finish(clause("降费政策文件", "reprint", quotes=("转发省、市降费政策文件",)), AT)
    assert duty.due.working_days == 20
    assert any(mark.startswith("期限：") for mark in duty.review)
    assert "省" in duty.upstream.issuers


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param(
            clause("河涌排名", "periodic", every="month", places=BOTH),
            "请在区政府门户网站和本单位网站公开该月河涌排名，标题写明所属时期。",
            id="every month, both",
        ),
        pytest.param(clause("产能置换情况"), "请在区政府门户网站或本单位网站公开产能置换情况；没有的，请申报无此情形。", id="an event"),
        pytest.param(clause("营改增专栏", "standing"), "请在区政府门户网站或本单位网站设置营改增专栏，并保持更新。", id="a column"),
    ],
)
def test_remedy_is_one_sentence_that_names_the_places(asked, says):
    assert remedy_of(asked, DISTRICT) == says


def test_duties_of_one_item_leave_out_what_only_the_other_names():
    clauses = (clause("薄弱村认定标准"), clause("薄弱村退出标准"))
    one, two = told_apart(clauses, [finish(c, AT) for c in clauses], AT)
    assert "退出" in one.match.title.none
    assert "认定" in two.match.title.none


def test_duties_that_cannot_be_told_apart_are_left_to_a_person():
    clauses = (clause("河长名单"), clause("河长名单"))
    one, two = told_apart(clauses, [finish(c, AT) for c in clauses], AT)
    assert one.kind == "event"
    assert two.kind == "manual"
    assert any("相同" in mark for mark in two.review)


def test_context_is_what_the_item_spoke_of_before():
    first, second = in_context((clause("薄弱村认定标准", context="推进扶贫"), clause("考核结果", context="推进扶贫")))
    assert second.context.startswith("薄弱村认定标准")
    assert first.context.startswith("考核结果")
    assert "推进扶贫" not in second.context


def test_ids_go_on_behind_z():
    assert [letter(i) for i in (0, 25, 26)] == ["a", "z", "aa"]
