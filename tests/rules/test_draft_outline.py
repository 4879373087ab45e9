"""An item's text into clauses: acts told apart, kind, period, places, units, and no word left out."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.drafts.clause import Clause
from rules.drafts.outline import outline
from rules.plan.items import PlanItem
from rules.rule import Places
from rules.text import normalise
from rules.units import District, Group, Site, Unit

DISTRICT = District(
    1,
    "甲县",
    sites=(
        Site("portal", "县政府门户网站", start=("http://www.jia.gov.cn/",), aliases=("政府门户网站",)),
        Site("czj", "县财政局网站", start=("http://czj.jia.gov.cn/",)),
        Site("jyj", "县教育局网站", start=("http://jyj.jia.gov.cn/",)),
        Site("a_z", "甲镇网页", start=("http://www.jia.gov.cn/jz/",)),
        Site("jypt", "县公共资源交易平台", check="proof", proof="平台页面的截图"),
        Site("lwyd", "两微一端", check="proof"),
    ),
    units=(
        Unit("czj", "县财政局", "department", ("czj",), aliases=("县国资办",)),
        Unit("jyj", "县教育局", "department", ("jyj",)),
        Unit("a_z", "甲镇", "town", ("a_z",)),
        Unit("xfb", "县府办", "office", ()),
    ),
    groups={"各镇": Group("town"), "各部门": Group("department")},
)


def _item(text: str, leads: tuple[str, ...] = ("县财政局",), supports: tuple[str, ...] = (), deadline: str | None = None) -> PlanItem:
    return PlanItem(1, "推进重点领域信息公开", 1, text, leads, supports, (), "、".join(leads), False, deadline)


def _clauses(text: str, leads: tuple[str, ...] = ("县财政局",), supports: tuple[str, ...] = (), deadline: str | None = None) -> tuple[Clause, ...]:
    return outline(_item(text, leads, supports, deadline), DISTRICT, 2019)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("按月公开一般公共预算收支情况。", ["periodic/month"]),
        ("每季度发布居民消费价格分析。", ["periodic/quarter"]),
        ("每半年公布一次重点项目进展。", ["periodic/half"]),
        ("每季度、年度发布粮油市场分析。", ["periodic/quarter", "periodic/year"]),
        ("定期公布饮用水水质监测信息。", ["periodic/regular"]),
        ("持续推进饮用水水质监测信息公开。", ["periodic/regular"]),
        ("次月15日前公布空气质量状况。", ["periodic/month"]),
        ("公开2019年度部门预算。", ["one_off"]),
        ("公开预算执行审计工作报告。", ["one_off"]),
        ("适时公开审计工作报告。", ["one_off"]),
        ("及时公开行政处罚信息。", ["event"]),
        ("公布行政权力事项清单。", ["standing"]),
        ("公开已废止文件清单。", ["event"]),
        ("及时公开和更新办事指南。", ["standing"]),
        ("设置优化营商环境专栏。", ["standing"]),
        ("转发上级减税政策文件。", ["reprint"]),
        ("及时转发、公开国家、省有关降费政策文件。", ["reprint"]),
        ("转发、公开产品抽查结果。", ["one_off"]),
        ("新出台的政策文件要同步发布解读材料。", ["paired"]),
        ("加强对产业政策的解读。", ["event"]),
        ("各单位应当在原文件上明确标注已废止或已失效。", ["marked"]),
        ("对项目从申报、资金分配到验收全流程公开。", ["progress"]),
        ("公示扶持项目名单。验收合格后，公告项目完成情况。", ["progress"]),
        ("开展在线访谈和网上调查。", ["interactive"]),
        ("制定数据开放实施细则。", ["event"]),
        ("公开工作总结和质量评估报告。", ["one_off", "one_off"]),
        ("公开前置许可审批事项目录。", ["standing"]),
        ("加大公开力度。", ["manual"]),
        ("每周公布菜价信息。", ["periodic/month"]),
        ("每年1月31日前公布上一年度工作报告。", ["one_off"]),
        ("举行新闻发布会。", ["manual"]),
        ("将征求意见采纳情况及时公开。", ["event"]),
        ("在政府门户网站设立改革专栏，集中公开权力清单和责任清单。", ["standing", "standing", "standing"]),
        ("推进重大项目领域信息公开，重点公开招标投标信息、施工信息。", ["event"]),
        ("将文件及解读报县政府办备案。", ["manual"]),
        ("完善主动公开基本目录。", ["standing"]),
        ("开展网站季度抽查。", ["periodic/quarter", "manual"]),
        ("清理不合时宜的文件。", ["event", "manual"]),
        ("健全舆情研判机制。", ["manual"]),
        ("加强网络监管，及时公开行政处罚信息。", ["event", "manual"]),
        ("指导企业做好信息公开试点工作。", ["manual"]),
        ("将政务公开情况纳入年度考评。", ["manual"]),
        ("公文要明确主动公开、依申请公开、不予公开等属性。", ["manual"]),
    ],
)
def test_the_words_tell_the_kind(text: str, kinds: list[str]) -> None:
    assert [f"{c.kind}/{c.every}" if c.every else c.kind for c in _clauses(text)] == kinds


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("公开工作目标任务、改造项目信息及任务完成情况。", ["工作目标任务", "改造项目信息", "任务完成情况"]),
        ("公开审计工作报告、审计整改报告。", ["审计工作报告", "审计整改报告"]),
        ("公布不达标企业名单，以及依法关闭企业名单。", ["不达标企业名单", "依法关闭企业名单"]),
        ("公开招生范围、招生计划、咨询电话等信息。", ["招生范围、招生计划、咨询电话"]),
        ("公开治理措施、进展、成效。", ["治理措施、进展、成效"]),
        ("及时公布行政事业性收费、经营服务性收费、进出口环节收费等目录清单。", ["行政事业性收费目录清单", "经营服务性收费目录清单", "进出口环节收费目录清单"]),
    ],
)
def test_things_are_split_where_each_could_be_missed_alone(text: str, titles: list[str]) -> None:
    assert [c.title for c in _clauses(text)] == titles


def test_contents_of_one_publication_stay_with_it() -> None:
    (clause,) = _clauses("按月公开重点项目建设进度，包括完成投资情况，开工投产情况等。")
    assert (clause.title, clause.every) == ("重点项目建设进度", "month")
    assert "开工投产情况" in "".join(clause.listed)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在县政府门户网站、县财政局网站公开财政决算。", Places(all_of=("portal", "own"))),
        ("在政府门户网站公开财政决算。", Places(all_of=("portal",))),
        ("在本单位网站公开财政决算。", Places(all_of=("own",))),
        ("在县财政局和县教育局网站公开财政决算。", Places(all_of=("own", "jyj"))),
        ("公开财政决算。", Places(any_of=("portal", "own"))),
        ("依托政府网站、“两微一端”公开财政决算。", Places(any_of=("portal", "own", "两微一端"))),
        ("通过县政府门户网站、新媒体等渠道公开财政决算。", Places(any_of=("portal", "两微一端"))),
    ],
)
def test_places_are_those_the_words_name(text: str, places: Places) -> None:
    clause = _clauses(text)[0]
    assert bool(clause.places.all_of) == bool(places.all_of)
    assert set(clause.places.names) == set(places.names)


def test_what_no_crawl_sees_is_a_manual_clause_of_its_own() -> None:
    seen, unseen = _clauses("通过县政府门户网站、县公共资源交易平台公开土地出让信息。")
    assert (seen.kind, seen.places) == ("event", Places(all_of=("portal",)))
    assert (unseen.kind, unseen.places, unseen.proof) == ("manual", Places(any_of=("县公共资源交易平台",)), "平台页面的截图")


def test_a_place_that_units_yaml_lacks_is_kept_and_told() -> None:
    (clause,) = _clauses("通过省信用信息公示系统公开抽查结果。")
    assert clause.kind == "manual" and clause.places.names == ("省信用信息公示系统",)
    assert any(mark.startswith("位置：") and "省信用信息公示系统" in mark for mark in clause.review)
    assert "省信用信息公示系统" in clause.places.names and DISTRICT.site_named("省信用信息公示系统") is None


def test_a_unit_without_a_site_is_asked_for_the_portal_alone() -> None:
    assert _clauses("公开年度工作总结。", leads=("县府办",))[0].places == Places(any_of=("portal",))


def test_those_beside_the_lead_answer_for_their_own_pages() -> None:
    lead, support = _clauses("公开2018年度服务效能自评情况。", supports=("各镇", "各部门"))
    assert (lead.units, lead.role, lead.kind) == (("县财政局",), "lead", "one_off")
    assert (support.units, support.role, support.kind) == (("各镇", "各部门"), "support", "event")


def test_of_the_portal_and_the_departments_sites_each_has_its_own() -> None:
    found = _clauses("完善政府门户网站及各部门网站政策解读栏目。", leads=("县府办",), supports=("各镇", "各部门"))
    assert [(c.units, c.places.names) for c in found] == [(("县府办",), ("portal",)), (("各部门",), ("own",)), (("各镇",), ("own",))]


def test_internal_work_alone_is_shared_out_too() -> None:
    lead, support = _clauses("规范依申请公开答复工作。", supports=("各镇",))
    assert (lead.kind, lead.role, support.kind, support.role) == ("manual", "lead", "manual", "support")


def test_a_former_name_of_the_lead_is_nobody_beside_it() -> None:
    assert [c.role for c in _clauses("公开财政决算。", supports=("县国资办",))] == ["lead"]


def test_units_that_lead_together_answer_together_and_groups_do_not() -> None:
    assert _clauses("公布事项清单。", leads=("县财政局", "县教育局"))[0].jointly
    assert not _clauses("公布事项清单。", leads=("各镇", "各部门"))[0].jointly


def test_a_sentence_on_departments_binds_them_alone() -> None:
    (clause,) = _clauses("部门起草政策文件时，应当提出公开属性建议。", leads=("各镇", "各部门"))
    assert clause.units == ("各部门",)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("每季度后20日内公开财政收支情况。", None, ("quoted", None, 20, None)),
        ("按月公开财政收支情况。", None, ("assumption", 20, None, None)),
        ("按月公开财政收支情况。", "次月10日前", ("quoted", None, 10, None)),
        ("每季度后二十日内公开财政收支情况。", None, ("quoted", None, 20, None)),
        ("公开部门预算。", "6月底前", ("quoted", None, None, "2019-06-30")),
        ("6月底前公开部门预算。", None, ("quoted", None, None, "2019-06-30")),
        ("公开部门预算。", "持续推进", ("assumption", None, None, None)),
        ("公开部门预算。", None, ("assumption", None, None, None)),
        ("及时公开行政处罚信息。", "年底前", None),
    ],
)
def test_deadlines_come_from_the_text_then_from_the_column(text: str, column: str | None, said: tuple[object, ...] | None) -> None:
    due = _clauses(text, deadline=column)[0].due
    assert (due and (due.basis, due.working_days, due.calendar_days, due.day and str(due.day))) == said


def test_explicit_words_leave_nothing_to_review() -> None:
    assert all(not c.review for c in _clauses("按月在县政府门户网站、县财政局网站公开财政收支情况；公布权责清单。"))


@pytest.mark.parametrize(
    ("text", "marked"), [("公开审计工作报告。", False), ("适时公开审计工作报告。", True), ("公开改革进展情况。", True), ("公开2019年改革进展情况。", False)]
)
def test_that_there_is_one_every_year_is_marked_unless_the_name_says_so(text: str, marked: bool) -> None:
    (clause,) = _clauses(text)
    assert clause.kind == "one_off" and bool(clause.review) == marked


def test_a_guess_is_marked_with_what_to_look_at() -> None:
    (clause,) = _clauses("及时公开监督检查结果。")
    assert clause.kind == "event" and [mark.split("：")[0] for mark in clause.review] == ["方式"]


def test_manual_clauses_say_why_and_what_to_hand_in() -> None:
    (clause,) = _clauses("健全舆情研判机制。")
    assert len(clause.reason) >= 8 and clause.proof


_PIECES = """
公开 公布 转发 解读 按月 每季度 及时 预算 决算 目录 清单 情况 信息 机制 制定 建立 督促 在 通过 县政府门户网站 本单位网站 平台 等渠道
， 。 ； 、 和 以及 （ ） 《 》 “ ” 的 对 将 纳入 加强 工作 后20日内 6月底前 依法 依规 ａ ① x
"""
_WORDS = st.lists(st.sampled_from(sorted(set(_PIECES.split()))), max_size=40)


@given(_WORDS)
@settings(max_examples=300, deadline=None)
def test_any_words_are_quoted_literally_and_nothing_raises(words: list[str]) -> None:
    item = _item("".join(words), supports=("各镇",))
    found = outline(item, DISTRICT, 2019)
    assert found == outline(item, DISTRICT, 2019)
    text = normalise(item.text)
    assert all(c.title and c.quotes and c.units for c in found)
    assert all(normalise(quote) in text for c in found for quote in c.quotes)


@pytest.mark.parametrize(
    "piece", ["依法依规", "公开", "在", "对", "并", "公示验收", "（", "《", "、", "，", "公开情况、", "重点", "及时，公开情况", "2019年", "网站"]
)
def test_a_hostile_text_takes_no_unbounded_time(piece: str) -> None:
    start = time.monotonic()
    outline(_item(piece * 5000), DISTRICT, 2019)
    assert time.monotonic() - start < 10


def test_without_a_portal_a_district_is_asked_for_own_sites() -> None:
    district = replace(DISTRICT, sites=DISTRICT.sites[1:])
    assert outline(_item("公开财政决算。"), district, 2019)[0].places == Places(any_of=("own",))
