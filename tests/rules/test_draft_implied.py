"""Drafts beyond an item's own words: institutions with rules of their own, data work, objects and campaigns apart; traditional characters."""

from __future__ import annotations

import pytest

from rules.drafts.clause import Clause
from rules.drafts.implied import implied_clauses
from rules.drafts.outline import outline
from rules.drafts.pieces import pieces
from rules.drafts.simplified import simplified
from rules.plan.items import PlanItem
from rules.plan.words import words
from rules.units import District, Group, Site, Unit

DISTRICT = District(
    1,
    "乙县",
    sites=(
        Site("portal", "县政府门户网站", start=("http://www.yi.gov.cn/",)),
        Site("jyj", "县教育局网站", start=("http://jyj.yi.gov.cn/",)),
        Site("mzj", "县民政局网站", start=("http://mzj.yi.gov.cn/",)),
        Site("xx", "县属学校网站", check="proof"),
        Site("lwyd", "两微一端", check="proof"),
    ),
    units=(Unit("jyj", "县教育局", "department", ("jyj",)), Unit("mzj", "县民政局", "department", ("mzj",))),
    groups={"各部门": Group("department")},
)


def _clauses(text: str, leads: tuple[str, ...] = ("县教育局",), supports: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    return outline(PlanItem(1, "推进重点领域信息公开", 1, text, leads, supports, (), "、".join(leads), False, None), DISTRICT, 2020)


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("落实《关于推进财政预决算公开的意见》。", "one_off", "2020年政府预算"),
        ("落实《关于推进财政预决算公开的意见》。", "one_off", "2019年政府决算"),
        ("健全“双随机、一公开”抽查机制。", "event", "随机抽查事项清单"),
        ("完善失信联合惩戒机制。", "event", "失信企业黑名单"),
        ("指导重点排污单位在省平台公开环境信息。", "event", "重点排污单位名录"),
        ("推进政务公开标准化规范化。", "event", "政务公开标准目录"),
    ],
)
def test_institution_leaves_what_its_own_rules_publish(text: str, kind: str, title: str) -> None:
    found = [c for c in _clauses(text) if c.title == title]
    assert [c.kind for c in found] == [kind]
    assert any("依据是" in mark for mark in found[0].review)
    assert found[0].quotes[0] in text


@pytest.mark.parametrize("text", ["公布随机抽查事项清单，落实“双随机”要求。", "公开重点排污单位名录。", "公开2020年政府预算。"])
def test_nothing_is_added_to_what_the_item_asks_for_itself(text: str) -> None:
    item = PlanItem(1, "一", 1, text, ("县教育局",), (), (), "县教育局", False, None)
    assert not list(implied_clauses(item, DISTRICT, 2020, pieces(text)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("加强投诉举报数据的汇总、分析和应用。", "投诉举报数据统计分析"),
        ("促进统计数据得到更广泛传播。", "统计数据的发布"),
        ("强化抽检信息公开机制，方便群众了解食品安全知识。", "食品安全知识的宣传"),
    ],
)
def test_data_work_and_purposes_leave_an_event_to_look_at(text: str, title: str) -> None:
    found = [c for c in _clauses(text) if c.title == title]
    assert [(c.kind, bool(c.review)) for c in found] == [("event", True)]


def test_the_offices_own_data_leave_nothing() -> None:
    assert [c.kind for c in _clauses("加强网站访问数据的分析。")] == ["manual"]


def test_objects_belong_to_units_by_their_remit() -> None:
    found = _clauses("及时公示福利、体育彩票公益金使用情况。", ("县文体局", "县民政局"))
    assert [(c.title, c.units) for c in found] == [("体育彩票公益金使用情况", ("县文体局",)), ("福利彩票公益金使用情况", ("县民政局",))]
    assert all(any(mark.startswith("单位：") for mark in c.review) for c in found)


def test_objects_do_not_belong_to_units_by_their_order_alone() -> None:
    found = _clauses("及时公示城市、农村低保资金发放情况。", ("县教育局", "县民政局"))
    assert [(c.title, c.units) for c in found] == [("城市、农村低保资金发放情况", ("县教育局", "县民政局"))]


def test_a_list_of_whole_objects_belongs_to_all_units() -> None:
    found = _clauses("公开收费标准、办事流程等信息。", ("县教育局", "县民政局"))
    assert {c.units for c in found} == {("县教育局", "县民政局")}


def test_results_of_two_campaigns_are_two_duties() -> None:
    found = _clauses("开展校外培训专项整治和幼儿园收费专项检查，及时公布违规机构名单。")
    events = [c for c in found if c.kind == "event"]
    assert [c.quotes[0] for c in events] == ["校外培训专项整治", "幼儿园收费专项检查"]


def test_papers_that_institutions_write_stand_on_their_own_sites_too() -> None:
    found = _clauses("推进县属学校信息公开年度报告的公开工作。")
    assert [(c.kind, c.places.names) for c in found] == [("event", ("portal", "own")), ("manual", ("县属学校网站",))]


def test_all_units_asked_to_answer_concerns_answer_on_their_own_pages() -> None:
    found = _clauses("落实新闻发言人制度，及时发布工作情况，回应社会热点。", supports=("各部门",))
    assert ("event", "support", "本单位回应社会热点") in [(c.kind, c.role, c.title) for c in found]


def test_a_fixed_day_makes_a_thing_due() -> None:
    assert [(c.kind, c.due.day.isoformat() if c.due and c.due.day else "") for c in _clauses("9月底前公布随迁子女入学条件。")] == [("one_off", "2020-09-30")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("实现规范性文件统一公开。", "规范性文件"),
        ("按期公布等级评定结果。", "等级评定结果"),
        ("做好相关规划的发布解读工作。", "规划"),
        ("采用图文、直播等形式开展就业政策解读。", "就业政策的解读"),
        ("完善政府信息公开申请转为主动公开工作机制。", "完善政府信息公开申请转为主动公开工作机制"),
        ("对落实不到位的单位予以通报批评。", "对落实不到位的单位予以通报批评"),
    ],
)
def test_titles_read_as_an_officer_would_write_them(text: str, title: str) -> None:
    assert _clauses(text)[0].title == title


def test_traditional_characters_are_read_and_quoted_as_they_stand() -> None:
    (found,) = _clauses("按月公佈財政預算收支執行情況。")
    assert (found.kind, found.every, found.title) == ("periodic", "month", "财政预算收支执行情况")
    assert found.quotes == ("按月公佈財政預算收支執行情況",)


def test_no_simplified_character_is_itself_folded() -> None:
    listed = "".join(words()["traditional"].split())
    assert simplified(listed[1::2]) == listed[1::2]
    assert len(set(listed[::2])) == len(listed[::2])
