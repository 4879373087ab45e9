"""Wordings of other districts' plans: deadlines and agents within a clause, places and their verbs, results, kinds by their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from rules.drafts.clause import Clause
from rules.drafts.outline import outline
from rules.plan.items import PlanItem
from rules.units import District, Group, Site, Unit

DISTRICT = District(
    1,
    "乙市",
    sites=(
        Site("portal", "市政府门户网站", start=("http://www.yi.gov.cn/",), aliases=("门户网站",)),
        Site("czj", "市财政局网站", start=("http://czj.yi.gov.cn/",)),
        Site("jyj", "市教育局网站", start=("http://jyj.yi.gov.cn/",)),
        Site("jypt", "市公共资源交易平台", check="proof", proof="平台页面的截图"),
        Site("lwyd", "两微一端", check="proof"),
    ),
    units=(
        Unit("czj", "市财政局", "department", ("czj",)),
        Unit("jyj", "市教育局", "department", ("jyj",)),
        Unit("zfb", "市府办", "office", ()),
        Unit("yz", "乙镇", "town", ()),
    ),
    groups={"各镇": Group("town"), "各部门": Group("department")},
)


def _clauses(text: str, leads: tuple[str, ...] = ("市财政局",), supports: tuple[str, ...] = (), deadline: str | None = None) -> tuple[Clause, ...]:
    item = PlanItem(1, "政务公开", 1, text, leads, supports, (), "、".join(leads), False, deadline)
    return outline(item, DISTRICT, 2021)


def _public(text: str, **more: object) -> list[Clause]:
    return [c for c in _clauses(text, **more) if c.kind != "manual" or c.places.names]  # type: ignore[arg-type]


@dataclass(frozen=True)
class Counted:
    text: str
    subject: str
    kind: str = "event"
    days: int | None = None
    units: tuple[str, ...] = ("市财政局",)


@pytest.mark.parametrize(
    "case",
    [
        Counted("市级决算经市人大常委会批准后20日内由市财政局在门户网站公开。", "市级决算", days=20),
        Counted("行政处罚决定自作出之日起7个工作日内上网公开。", "行政处罚决定", days=7),
        Counted("部门预算自批复后20日内由各部门在本单位网站公开。", "部门预算", days=20, units=("各部门",)),
        Counted("将行政许可决定自作出之日起7个工作日内在门户网站公示。", "行政许可决定", days=7),
        Counted("规范性文件在印发后20个工作日内由市教育局公布。", "规范性文件", days=20, units=("市教育局",)),
        Counted("专项审计报告形成后20个工作日内公开。", "专项审计报告", days=20),
        Counted("收费项目目录于6月底前由市财政局公布。", "收费项目目录", kind="standing"),
        Counted("经济运行分析每季度终了后15日内公布。", "经济运行分析", kind="periodic", days=15),
    ],
    ids=lambda case: case.text[:12],
)
def test_what_says_when_and_by_whom_is_no_part_of_the_thing(case: Counted) -> None:
    (clause,) = _public(case.text)
    assert (clause.subject, clause.kind, clause.units) == (case.subject, case.kind, case.units)
    if case.days is not None:
        assert clause.due is not None and case.days in (clause.due.calendar_days, clause.due.working_days)


def test_days_from_nowhere_are_marked() -> None:
    (clause,) = _public("事故处置信息在24小时内公布。")
    assert any("24小时内" in mark for mark in clause.review)


def test_a_clause_that_is_only_a_time_belongs_to_the_next() -> None:
    (clause,) = _public("在文件废止之日起10个工作日内，应当在门户网站标注。")
    assert (clause.kind, clause.due and clause.due.working_days) == ("marked", 10)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("对拟聘用人员进行公示。", ["拟聘用人员"]),
        ("对执法信息进行常态化公示。", ["执法信息"]),
        ("集中展示改革成果。", ["改革成果"]),
        ("对典型违法案件予以曝光。", ["典型违法案件"]),
        ("及时反馈意见采纳情况。", ["意见采纳情况"]),
        ("每季度编发政府公报。", ["政府公报"]),
        ("督促企业健全内部制度，及时公布抽查结果。", ["抽查结果"]),
        ("公布招生政策，录取结果由学校公示。", ["招生政策", "录取结果"]),
        ("公示检查结果，并推送至“信用乙市”网站。", ["检查结果", "检查结果"]),
        ("（1）公开救助政策；（2）公布救助标准。", ["救助政策", "救助标准"]),
        ("通过乙市发布公众号公布停水信息。", ["停水信息", "停水信息"]),
        ("公示栏公布低保名单。", ["低保名单"]),
        ("开展检查，检查情况每季度通报一次。", ["检查情况"]),
        ("于1月底前由市府办汇总各单位年度报告并在门户网站集中展示。", ["各单位年度报告"]),
        ("开设减税专栏，设置减税专栏。", ["减税专栏"]),
        ("公示拟补助对象，各镇应同步在公示栏张贴名单。", ["拟补助对象", "名单"]),
    ],
)
def test_every_publication_is_found_and_named(text: str, subjects: list[str]) -> None:
    assert [c.subject for c in _public(text)] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "指导学校制定信息公开目录。",
        "督促企业编制环境风险清单。",
        "组织各镇完善办事指南。",
        "推动供水企业健全公开制度。",
        "建立政策解读专家库。",
    ],
)
def test_what_others_make_is_no_publication_of_this_unit(text: str) -> None:
    assert [(c.kind, c.places.names) for c in _clauses(text)] == [("manual", ())]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("录入市公共资源交易平台后，及时公开成交结果。", ("portal", "own")),
        ("通过市公共资源交易平台报送数据，及时公布评审结果。", ("portal", "own")),
        ("依托市公共资源交易平台开展交易，在门户网站公布交易规则。", ("portal",)),
        ("政务新媒体要规范运行，及时公开重要信息。", ("portal", "own")),
        ("在图书馆、档案馆设置政务公开专区。", ("图书馆", "档案馆")),
        ("在村务公开栏公示低保名单。", ("村务公开栏",)),
        ("在“信用乙市”网站公布失信名单。", ("“信用乙市”网站",)),
    ],
)
def test_a_place_is_that_of_the_act_it_stands_with(text: str, places: tuple[str, ...]) -> None:
    assert _public(text)[0].places.names == places


def test_rooms_and_boards_are_shown_by_proof_alone() -> None:
    assert {c.kind for c in _clauses("在图书馆设置政务公开专区。")} == {"manual"}


def test_each_subject_of_a_sentence_answers_with_its_own_day() -> None:
    found = _public("各镇、各部门于1月31日前公布本单位年度报告，市府办于3月31日前公布全市年度报告。", leads=("市府办",), supports=("各部门",))
    assert [(c.units, c.due and c.due.day) for c in found] == [(("各镇", "各部门"), date(2021, 1, 31)), (("市府办",), date(2021, 3, 31))]


def test_a_unit_that_makes_a_thing_is_the_one_that_publishes_it() -> None:
    (clause,) = _public("由市教育局牵头制定学校收费目录清单，并于8月底前公布。", leads=("市府办",))
    assert clause.units == ("市教育局",)


def test_an_agent_that_units_lack_is_marked() -> None:
    (clause,) = _public("复议结果由复议机关公开。")
    assert any(mark.startswith("单位：") and "复议机关" in mark for mark in clause.review)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("各单位公布本单位年度报告。", "one_off"),
        ("公布市级决算。", "event"),
    ],
)
def test_support_keeps_kind_and_day_where_each_unit_is_asked(text: str, kind: str) -> None:
    (support,) = [c for c in _clauses(text, ("市府办",), ("各部门",)) if c.role == "support"]
    assert support.kind == kind
    assert kind == "one_off" or not any("按一次性处理" in mark or "放宽到年底" in mark for mark in support.review)


def test_a_column_on_the_portal_is_had_once() -> None:
    assert [c.role for c in _clauses("在门户网站开设减税专栏。", ("市府办",), ("各部门",))] == ["lead"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("年底前公布民生实事办理成效。", "one_off"),
        ("12月底前集中公开现行有效规范性文件。", "standing"),
        ("公开历年统计数据。", "standing"),
        ("公布突发事件年度评估报告。", "event"),
        ("每季度开展抽查，抽查情况予以通报。", "periodic"),
        ("公布菜价信息，每周一次。", "periodic"),
        ("政策文件公开后3个工作日内发布解读材料。", "paired"),
    ],
)
def test_the_words_tell_the_kind_of_other_plans(text: str, kind: str) -> None:
    assert _public(text)[0].kind == kind


def test_interpretation_of_each_document_is_one_duty_with_its_place_and_day() -> None:
    (clause,) = _public("文件与解读材料同步起草、同步报批，文件公开后3个工作日内在门户网站发布解读材料。")
    assert (clause.kind, clause.places.names, clause.due and clause.due.working_days) == ("paired", ("portal",), 3)


@pytest.mark.parametrize("deadline", ["汛期前", "每年9月", "按上级通知要求"])
@pytest.mark.parametrize("in_text", [False, True])
def test_a_deadline_without_a_day_is_marked_with_its_words(deadline: str, in_text: bool) -> None:
    if in_text and deadline.startswith("按"):
        return
    text = f"{deadline}公布防汛责任人名单。" if in_text else "公布防汛责任人名单。"
    (clause,) = _public(text, deadline=None if in_text else deadline)
    assert any(mark.startswith("期限：") and deadline in mark for mark in clause.review)


def test_a_day_from_which_on_is_no_deadline() -> None:
    (clause,) = _public("自2021年1月1日起公开行政许可结果。")
    assert clause.due is None


def test_things_said_three_times_are_quoted_as_often_as_they_stand() -> None:
    (clause,) = _public("公开空气质量情况，并公布空气质量情况，并公示空气质量情况等信息。")
    assert clause.quotes == ("并公示空气质量情况等信息", "公开空气质量情况", "并公布空气质量情况")


def test_the_last_month_day_of_each_year_is_a_day() -> None:
    (clause,) = _public("公布招生录取情况。", deadline="每年9月底前")
    assert clause.due is not None and clause.due.day == date(2021, 9, 30)


def test_no_mark_contradicts_what_silence_means() -> None:
    (clause,) = _public("公布审计整改情况。")
    assert clause.silence is not None and not any("即未公开" in mark for mark in clause.review)


def test_quotes_end_without_a_joint() -> None:
    assert not any(q.endswith(("及", "和", "、", "以及")) for c in _clauses("公布收费目录清单，年度预算报告及责任清单以及办事指南。") for q in c.quotes)
