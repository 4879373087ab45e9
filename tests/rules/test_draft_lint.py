"""Drafts of any item pass lint: a mistake in a fresh draft would hide all that a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.check_rules import RuleFile, check_rule
from rules.drafts.draft import draft_rule
from rules.drafts.finishing import Finishing
from rules.drafts.write import rule_text
from rules.errors import Mistake
from rules.lint_grounds import check_grounds
from rules.lint_overlap import check_overlap
from rules.lint_places import check_own_sites
from rules.lint_quotes import check_quotes
from rules.lint_terms import check_terms
from rules.plan.items import PlanItem
from rules.rule import Rule
from rules.shape import shaped
from rules.units import District, Site, Unit
from rules.words import shared_words
from rules.yamlfile import read_yaml

UNITS = ("区财政局", "区环保局", "区教育局")
SITES = (Site("portal", "区政府门户网站"), *(Site(f"s{i}", f"{name}网站") for i, name in enumerate(UNITS)))
DISTRICT = District(1, "云水区", SITES, tuple(Unit(f"u{i}", name, "department", (f"s{i}",)) for i, name in enumerate(UNITS)))
JUDGE = Finishing(2021, DISTRICT, shared_words()).judge

ACTS = ["公开", "及时公开", "每月公开", "每季度公布", "编制并公开", "在区政府门户网站公开", "转发国家、省、市", "推进", "建立", "动态调整并公开"]
THINGS = [
    "空气质量", "饮用水水源地水质", "主要河流断面水质", "重点排污单位", "防汛责任人", "养老服务机构", "保障性住房分配", "行政许可", "行政处罚",
    "“双随机、一公开”抽查", "“三公”经费", "财政预算", "财政决算", "部门预算", "一般公共预算收支", "权责清单", "民办学校办学资质", "城乡低保",
    "传染病疫情", "生产安全事故", "企业", "审计查出问题", "“黄牌”企业", "PPP项目", "价格", "收费", "决策草案", "教育督导评估", "2021年度",
    "营改增", "本级预算执行",
]  # fmt: skip
ENDS = [
    "情况",
    "信息",
    "名单",
    "清单",
    "结果",
    "年度报告",
    "政策",
    "办法",
    "计划",
    "预算",
    "决算",
    "解读",
    "征求意见",
    "应急预案",
    "状况",
    "标准",
    "整改情况",
    "专栏",
    "",
]
JOINS = ["、", "和", "及", "，", "；", "。", "，并公开", "，每季度公布"]
TAILS = ["", "，6月底前完成", "，每月15日前公开", "，做好解读", "等信息", "，自作出决定之日起7个工作日内上网公开"]

things = st.tuples(st.sampled_from(THINGS), st.sampled_from(ENDS)).map("".join)
texts = st.builds(
    lambda act, first, more, tail: f"{act}{first}{''.join(join + thing for join, thing in more)}{tail}。",
    st.sampled_from(ACTS), things, st.lists(st.tuples(st.sampled_from(JOINS), things), max_size=3), st.sampled_from(TAILS),
)  # fmt: skip


def drafted(text: str, leads: tuple[str, ...]) -> Rule:
    item = PlanItem(1, "推进信息公开", 1, text, leads, (), (), "、".join(leads), False, None)
    return draft_rule(item, "ys2021", 2021, DISTRICT)


def mistakes(rule: Rule, folder: Path) -> Iterator[Mistake]:
    """Of the rule as it is written to its file and read back."""
    path = folder / f"{rule.id}.yaml"
    path.write_text(rule_text(rule), encoding="utf-8")
    document = read_yaml(path)
    file = RuleFile(path, folder, 2021, document, shaped(document, Rule))
    yield from check_rule(file)
    yield from check_quotes(file, shared_words())
    yield from check_terms(file, JUDGE)
    yield from check_grounds(file, DISTRICT)
    yield from check_own_sites(file, DISTRICT)
    yield from check_overlap([file], DISTRICT)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True))
def test_no_item_is_drafted_with_a_mistake(tmp_path: Path, text: str, leads: list[str]) -> None:
    assert [str(mistake) for mistake in mistakes(drafted(text, tuple(leads)), tmp_path)] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("公开财政预算及“三公”经费预算。", id="two budgets"),
        pytest.param("公开河长名单，公布河长名单。", id="the same twice"),
        pytest.param("公开空气质量情况，并公开空气质量情况，并公开空气质量情况等信息。", id="the same thrice"),
        pytest.param("（1）公开行政许可信息；（2）公示行政处罚信息。", id="numbered within"),
        pytest.param("开设营改增专栏，设置营改增专栏。", id="a column twice"),
        pytest.param("公开“双随机、一公开”抽查事项清单和年度抽查计划，每季度公开抽查结果。", id="three of one thing"),
    ],
)
def test_items_that_ask_for_nearly_the_same_twice_pass_lint(tmp_path: Path, text: str) -> None:
    assert [str(mistake) for mistake in mistakes(drafted(text, ("区财政局",)), tmp_path)] == []
