"""From a clause's words to the words a publication is looked for by."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.drafts.clause import Clause
from rules.drafts.finish import finish
from rules.drafts.finishing import Finishing
from rules.lint_terms import check_terms
from rules.rule import Due, Places
from rules.text import normalise
from rules.units import District, Site, Unit
from rules.wording import GAP, holds
from rules.words import shared_words

SITES = (Site("portal", "区政府门户网站"), Site("cz", "区财政局网站"))
DISTRICT = District(1, "云水区", SITES, (Unit("cz", "区财政局", "department", ("cz",)),))
AT = Finishing(2021, DISTRICT, shared_words())


def asked(subject, kind="event", **more):
    every = "month" if kind == "periodic" else None
    given = {"title": subject, "act": "公开", "units": ("区财政局",), "quotes": (f"公开{subject}",), "places": Places(any_of=("portal", "own")), "every": every}
    return Clause(kind=kind, subject=subject, **given | more)


def drafted(subject, kind="event", **more):
    return finish(asked(subject, kind, **more), AT)


def stands(terms, text):
    """Whether a title satisfies terms, as the matcher decides it."""
    plain = normalise(text)
    return all(any(holds(plain, term) for term in group) for group in terms.groups) and not any(holds(plain, term) for term in terms.none)


def counts(duty, title):
    return any(stands(terms, title) for terms in (duty.match.title, *(replace(a, none=duty.match.title.none) for a in duty.match.accepted)))


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param("一般公共预算收支执行情况", "云水区2021年6月一般公共预算执行情况", id="the plan's own words"),
        pytest.param("一般公共预算收支执行情况", "2021年1-6月财政收支情况", id="everyday words"),
        pytest.param("行政审批中介服务收费目录清单", "云水区行政审批中介服务收费一览表", id="a list by another name"),
        pytest.param("产品质量监督抽查结果", "2021年第二批产品质量监督抽检情况通报", id="results as a bulletin"),
        pytest.param("就业创业政策的解读", "一图读懂云水区创业补贴政策", id="an interpretation as a picture"),
        pytest.param("农村低保信息", "2021年6月最低生活保障名单公示", id="an abbreviation written out"),
        pytest.param("水泥、平板玻璃等行业落后产能名单", "平板玻璃企业淘汰落后产能名单", id="one of those listed"),
    ],
)
def test_a_title_that_says_the_same_counts(subject, title):
    assert counts(drafted(subject), title)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param("行政审批中介服务收费目录清单", "关于取消部分行政审批中介服务收费目录的通知", id="what was abolished"),
        pytest.param("产品质量监督抽查结果", "2021年产品质量监督抽查工作方案", id="the plan of the work"),
        pytest.param("国有企业负责人薪酬信息", "国有企业负责人薪酬管理办法", id="the rules about it"),
        pytest.param("扶贫政策文件", "《云水区扶贫资金管理办法》解读", id="an interpretation of it"),
        pytest.param("社会保险参保情况", "关于报送2021年社会保险参保情况的函", id="a call to report it"),
        pytest.param("河长名单", "云水区河长制办公室招聘名单公告", id="a vacancy"),
        pytest.param("公共服务质量监测结果", "全省公共服务质量监测结果", id="the province's"),
    ],
)
def test_a_title_that_only_speaks_of_it_does_not_count(subject, title):
    assert not counts(drafted(subject), title)


def test_names_in_quotation_marks_stay_whole():
    match = drafted("不达标应限期整改的企业名单（“黄牌”名单）").match
    assert match.title.all[0] == ("黄牌",)
    assert any("限期整改" in term for term in match.near)


def test_two_unknown_characters_in_quotation_marks_keep_their_marks():
    words = drafted("“低保”“低收”家庭认定标准").match.title.all[0]
    assert "“低收”" in words
    assert "低保" in words


def test_places_adverbs_and_filler_are_in_no_group():
    groups = drafted("云水区全区及时更新后的有关重点排污单位名录等信息").match.title.all
    assert not {"云水区", "全区", "及时", "更新", "有关", "信息"} & {word for group in groups for word in group}
    assert groups[0][0] == "重点排污单位"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param("空气质量状况", "2021年6月云水区空气质量信息", id="the state of a thing"),
        pytest.param("空气质量和主要河流断面水质状况", "2021年6月云水区空气质量月报情况", id="the first of two things"),
        pytest.param("空气质量和主要河流断面水质状况", "2021年6月河流水质信息", id="the second of two things"),
        pytest.param("防汛责任人名单和应急预案", "云水区防汛应急预案", id="the second publication of one thing"),
        pytest.param("防汛责任人名单和应急预案", "云水区2021年防汛责任人名单", id="the first publication of one thing"),
        pytest.param("民办学校办学资质、收费标准", "云水区民办学校收费标准公示", id="one of its aspects"),
        pytest.param("行政许可和行政处罚等信用信息", "区财政局行政处罚信息公示", id="one of those listed before their sort"),
        pytest.param("动态调整权责清单", "云水区财政局权责清单", id="kept up to date"),
        pytest.param("2021年财政预算", "云水区2021年政府预算公开", id="a budget names itself"),
    ],
)
def test_a_title_needs_no_more_than_the_thing_and_the_kind_of_publication(subject, title):
    assert counts(drafted(subject, context="“三公”经费预算"), title)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param("区级教育质量报告", "云水区职业技术学校教育质量报告", id="a single school's for the district's"),
        pytest.param("区级部门权责清单", "某街道权责清单", id="a street's for the district's"),
        pytest.param("消费市场运行分析", "2021年一季度消费市场投诉分析", id="complaints for the market"),
        pytest.param("装备制造产业质量信息", "装备制造产业园环境质量情况", id="another compound of the word"),
        pytest.param("整改企业名单（“黄牌”名单）", "环保信用黄牌企业名单", id="another sort of list"),
    ],
)
def test_what_only_sounds_alike_does_not_count(subject, title):
    assert not counts(drafted(subject), title)


@pytest.mark.parametrize("context", ["推进政务公开工作", "在“两微一端”发布，每月公开", "工作计划", ""], ids=["a heading", "place and time", "a plan", "none"])
def test_generic_words_are_never_borrowed(context):
    duty = drafted("处罚信息", context=context)
    assert [group[0] for group in duty.match.title.all] == ["处罚", "情况"]


def test_a_subject_of_general_words_borrows_what_the_item_is_about():
    duty = drafted("考核结果", context="经济薄弱村认定标准，推进扶贫脱贫信息公开")
    assert not counts(duty, "区农业局公务员考核结果公示")
    assert counts(duty, "经济薄弱村帮扶考核结果通报")


@pytest.mark.parametrize(
    ("subject", "asks"),
    [
        pytest.param("2021年度重大行政决策听证目录", ("2021",), id="the plan's year"),
        pytest.param("2020年度政务服务自评情况", ("2020", "上年度", "上一年度", "去年"), id="the year before"),
        pytest.param("本区国民经济和社会发展年度计划", ("2021",), id="the plan of the year"),
    ],
)
def test_a_year_in_the_words_is_asked_of_the_title(subject, asks):
    assert asks in drafted(subject, "one_off").match.title.all


def test_nothing_to_look_for_is_left_to_a_person():
    duty = drafted("有关工作情况")
    assert (duty.kind, duty.match, duty.places) == ("manual", None, Places())
    assert any(mark.startswith("用词：") for mark in duty.review)
    assert duty.reason
    assert duty.proof


def test_every_guess_of_words_is_marked_without_repeating_the_words():
    duty = drafted("河长名单")
    assert any(mark.startswith("用词：请看查找用词") for mark in duty.review)
    assert not any("河长" in mark for mark in duty.review)


def test_a_mark_names_the_word_that_was_borrowed():
    assert any("“薄弱村”借自同一条" in mark for mark in drafted("考核结果", context="薄弱村认定标准").review)


def test_a_mark_names_the_word_that_is_too_wide():
    assert any("“收费”很宽泛" in mark for mark in drafted("收费信息").review)


def test_what_comes_from_above_may_name_another_place():
    assert "other_place" in drafted("国家、省、市税收政策", quotes=("转发国家、省、市税收政策",)).match.allow
    assert "other_place" not in drafted("河长名单").match.allow


@pytest.mark.parametrize(
    "subject",
    [
        "教育督导评估结果", "决策草案征求意见", "电视电话会议内容", "“五位一体”公开情况", "税收政策及其解读", "PPP项目信息", "养老机构名单、补贴标准和监管结果",
        "49条黑臭河涌水质监测数据", "安全生产事故调查报告", "法治政府建设年度报告", "公租房分配结果", "一二三四五六七八九十", "……", "《》", "（）", "A", "的",
    ],
)  # fmt: skip
def test_drafts_have_no_words_that_lint_refuses(subject):
    file = SimpleNamespace(rule=SimpleNamespace(duties=(drafted(subject),)), mistake=lambda *found: found)
    assert list(check_terms(file, AT.judge)) == []


@pytest.mark.parametrize("kind", ["periodic", "one_off", "standing", "event", "reprint", "paired", "marked", "progress", "interactive", "timely", "manual"])
def test_every_kind_is_finished_with_what_it_needs(kind):
    duty = drafted("营改增税收政策文件的申报、分配和验收情况", kind, due=Due("assumption", "本办约定，比照条例的期限", working_days=20))
    if duty.kind == "manual":
        assert duty.reason
        assert duty.proof
        return
    assert duty.remedy
    assert duty.match is not None or duty.column is not None
    assert (duty.pair is not None) == (duty.kind == "paired")
    assert bool(duty.upstream) == (duty.kind == "reprint")
    assert bool(duty.marks) == (duty.kind == "marked")
    assert (len(duty.stages) > 1) == (duty.kind == "progress")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"“”《》（）、，。…：；0123456789", "和", "等", "的", "信息", "情况", "政策", "解读", "49条", "河涌", "2021年度", "调整后的", "\ue000", "a"]
        ),
        max_size=25,
    )
)
def test_no_subject_is_too_odd(pieces):
    duty = drafted("".join(pieces))
    assert duty.match is not None or duty.kind == "manual"


def test_a_very_long_subject_costs_no_more_than_its_beginning():
    assert drafted("河涌整治、" * 20_000 + "名单").match is not None


def test_gaps_have_words_on_both_sides():
    words = [w for g in drafted("农村集体产权制度改革方案、土地承包经营权流转办法和宅基地管理细则").match.title.groups for w in g]
    assert all(all(word.split(GAP)) for word in words)
