"""rules explain: one rule in plain Chinese, with every due day of the year and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rules.calendar import load_calendars
from rules.commands import rules_group
from rules.errors import InvalidInput
from rules.explain import Reference, RulePage, explain, explain_all
from rules.explain_due import Year, due_told
from rules.explain_text import as_text, as_texts
from rules.load import load_all, rule_set_folders
from rules.policy import Policy, ReadingChosen
from rules.policy_file import load_policies
from rules.rule import Due, Duty, InForce, Kind, Places, Rule, RuleSet, Soften
from rules.units import District
from rules.wanted import ColumnWanted, Match, Pair, Stage, Terms, Upstream

MONTHLY = "ys-2021/01/ys2021-01-01.yaml"
CALENDAR = load_calendars()


def run(deployment: Any, *arguments: str) -> Result:
    return CliRunner().invoke(rules_group, ["explain", "--units", str(deployment.units), "--rules", str(deployment.rules), *arguments])


def page(deployment: Any, policy: Policy | None = None) -> RulePage:
    district, (rule_set,) = load_all(deployment.units, [deployment.rules])
    return explain(rule_set, rule_set.rules[0], Reference(district, {"ys-2021": policy or Policy()}, CALENDAR, 2021))


EXPECTED = """\
一.1　预算公开　（ys2021-01-01，云水区2021年计划）
原文：按月公开预算执行情况。
责任单位：区财政局

义务 a　预算执行情况　［定期公开（每月），自动核查］
  谁来公开  区财政局（责任单位）
  依据原文  “按月公开预算执行情况”
  在哪里    每一处都要有，缺一处为位置不符：
            云水区政府门户网站
            本单位网站（区财政局网站）
  怎么认    标题里要同时有：“预算”；“执行情况”。
            不算的：征求意见稿和草案；会议和工作新闻；只报道工作动态、不附表格或文件的；标题以别处地名开头的。
            标题里有第一组的词，而与上面的写法不同的，不直接判未公开，先请人看（待核实）。
  什么时候  每期结束之日起 20 个工作日内（本办口径，不是计划原文：计划只写按月、未写期限）
            2021年1月   2021年3月3日前    其间放假占去 5 个工作日、周末调休上班 2 天
            2021年2月   2021年3月26日前
            2021年3月   2021年4月28日前   其间放假占去 1 个工作日、周末调休上班 1 天
            2021年4月   2021年6月1日前    其间放假占去 3 个工作日、周末调休上班 1 天
            2021年5月   2021年6月29日前   其间放假占去 1 个工作日
            2021年6月   2021年7月28日前
            2021年7月   2021年8月27日前
            2021年8月   2021年9月28日前   其间放假占去 2 个工作日、周末调休上班 2 天
            2021年9月   2021年11月3日前   其间放假占去 5 个工作日、周末调休上班 1 天
            2021年10月  2021年11月26日前
            2021年11月  2021年12月28日前
            2021年12月  2022年1月29日前   其间放假占去 1 个工作日、周末调休上班 1 天；到期日在次年，年底核查时为未到期
            到期日当天公开的，算按期。
  没有查到  到期后，应查的栏目全部查完、隔时复查一遍仍然没有的，这一期判未公开。
            网站打不开、栏目没有读全的，一律为未能检测，不判未公开。
  怎么改    请公开该月预算执行情况。
"""


def test_a_rule_is_told_in_plain_chinese_with_every_due_day(deployment: Any) -> None:
    result = run(deployment, "ys2021-01-01")
    assert (result.stdout, result.stderr) == (EXPECTED, "")


@pytest.mark.parametrize("name", ["1.1", "一.1", "01-01", " ys2021-01-01 ", "1、1", "第一部分第1项", "１．１"])
def test_a_rule_may_be_named_as_the_plan_is_cited(deployment: Any, name: str) -> None:
    assert run(deployment, name).stdout == EXPECTED


@pytest.mark.parametrize("name", ["ys2021-01-10", "1.9", "预算", "0.1", "1"])
def test_an_unknown_rule_is_told_with_the_nearest_one(deployment: Any, name: str) -> None:
    error = run(deployment, name).exception
    assert isinstance(error, InvalidInput) and error.exit_code == 3
    assert str(error).startswith(f"规则编号写的是 {name}；允许的是规则集里的编号，或“部分.序号”")
    assert ("（最接近的是 ys2021-01-01）" in str(error)) == name.startswith("ys")


def test_a_rule_set_of_no_year_is_told_with_some_years_days(deployment: Any) -> None:
    deployment.write("ys-2021/ruleset.yaml", "schema_version: 1\nname: ys-2021\n")
    assert f"{max(CALENDAR.years)}年3月" in run(deployment, "1.1").stdout


def test_json_gives_the_days_and_their_grounds(deployment: Any) -> None:
    shape = json.loads(run(deployment, "1.1", "--json").stdout)
    assert (shape["schema_version"], len(shape["rules"])) == (1, 1)
    duty = shape["rules"][0]["versions"][0]["duties"][0]
    assert duty["due"]["basis"] == "assumption"
    assert duty["due"]["days"][2] == {
        "period": "2021-03", "what": "2021年3月", "counted_from": "2021-03-31", "earliest": "2021-04-28", "latest": "2021-04-28",
        "told": "2021年4月28日", "note": "其间放假占去 1 个工作日、周末调休上班 1 天",
    }  # fmt: skip
    assert duty["sought"][0]["groups"] == [["预算"], ["执行情况"]]


def test_groups_are_told_by_count_and_names_and_missing_units_are_said(deployment: Any) -> None:
    text = run(deployment, "2.1").stdout
    assert "  谁负责    各镇（街），共 1 个单位：河洲镇（责任单位）" in text
    assert "交什么    分工文件" in text
    deployment.edit("config/units.yaml", "groups:\n  各镇（街）: {kind: town}\n", "")
    assert "各镇（街）（单位文件里没有，暂无人负责）" in run(deployment, "2.1").stdout


def test_leads_and_supports_are_told_apart(deployment: Any) -> None:
    deployment.edit(MONTHLY, "leads: [区财政局]\n", "leads: [区财政局]\nsupports: [各镇（街）]\n")
    text = deployment.root.joinpath(MONTHLY).read_text(encoding="utf-8")
    more = "  - {id: b, kind: manual, role: support, title: 本镇预算, units: [各镇（街）], reason: 内部工作, proof: 材料}\n"
    deployment.write(MONTHLY, text + more)
    told = run(deployment, "1.1").stdout
    assert "责任单位：区财政局；配合落实：各镇（街）" in told
    assert "区财政局（牵头）" in told and "河洲镇（配合落实）" in told


def test_a_place_that_no_crawl_sees_says_what_proof_it_asks_for(deployment: Any) -> None:
    deployment.edit("config/units.yaml", "units:\n", "  - {id: lwyd, name: 两微一端, check: proof, proof: 推送截图}\nunits:\n")
    deployment.edit(MONTHLY, "all_of: [portal, own]", "any_of: [portal, lwyd]")
    told = run(deployment, "1.1").stdout
    assert "有一处即可：\n            云水区政府门户网站\n            两微一端（不抓取，凭书面证明核查）\n            　证明：推送截图\n" in told


def test_an_amendment_tells_both_versions_and_the_periods_of_each(deployment: Any) -> None:
    text = deployment.root.joinpath(MONTHLY).read_text(encoding="utf-8").replace("all_of: [portal, own]", "any_of: [portal]")
    amended = text.replace("leads:", "amends: {since: 2021-07-01, why: 云府办〔2021〕9号}\nleads:", 1)
    deployment.write("ys-2021/01/ys2021-01-01.2021-07-01.yaml", amended)
    newest, first = page(deployment).versions
    assert (newest.holds, newest.why, first.holds) == ("自2021年7月1日起", "云府办〔2021〕9号", "至2021年6月30日止")
    days = [[line.period for line in version.duties[0].due.days] for version in (newest, first) if version.duties[0].due]
    assert days == [[f"2021-{month:02}" for month in range(7, 13)], [f"2021-{month:02}" for month in range(1, 7)]]
    assert "== 自2021年7月1日起，依据云府办〔2021〕9号修订 ==" in run(deployment, "1.1").stdout


def test_the_offices_readings_change_the_days_and_say_so(deployment: Any) -> None:
    deployment.edit(MONTHLY, "    due: {working_days: 20, basis: assumption, source: 计划只写按月、未写期限}\n", "")
    reading = (
        "schema_version: 1\nreadings:\n"
        "  - {question: 多久, key: days_after_period, concerns: [period_without_day], options: {'*': '{value}个工作日'}, why: 惯例}\n"
        "  - {question: 何时起, key: judged_from, concerns: [periodic], options: {'null': 全年, '*': '从{value}起'}, why: 惯例}\n"
        "  - {question: 一次性, chosen: 年底, concerns: [one_off], why: 惯例}\n"
    )
    deployment.write("ys-2021/policy.yaml", reading)
    office = "{days_after_period: 5, judged_from: 2021-11-01, why: 办务会定}"
    deployment.write("config/policy.yaml", f"schema_version: 1\nrule_sets:\n  ys-2021: {office}\n")
    told = run(deployment, "1.1").stdout
    assert "每期结束之日起 5 个工作日内（本办口径，不是计划原文：办务会定）" in told
    assert "2021年11月  2021年12月7日前" in told and "2021年9月  " not in told
    assert "2021年9月、" in told and "：按本办口径，2021年11月1日以前结束的各期不核查。" in told
    assert "多久：5个工作日（本办改定：办务会定）" in told and "一次性：" not in told


@pytest.mark.parametrize(
    ("due", "told"),
    [
        pytest.param(
            "quoted, source: 原文“12月底前”, day: 2021-12-31",
            "  什么时候  2021年12月31日前（计划原文：“12月底前”）\n            到期日当天",
            id="a day of the plan",
        ),
        pytest.param("assumption, source: 原文没有写", "即2021年12月31日前\n", id="no day, so that it must be told"),
    ],
)
def test_neither_the_ground_nor_the_day_is_said_twice(deployment: Any, due: str, told: str) -> None:
    deployment.edit(MONTHLY, "    kind: periodic\n    every: month\n", "    kind: one_off\n")
    deployment.edit(MONTHLY, "    due: {working_days: 20, basis: assumption, source: 计划只写按月、未写期限}\n", f"    due: {{basis: {due}}}\n")
    assert told in run(deployment, "1.1").stdout


COMMON = tuple(f"不{n}" for n in range(10))


def several(*nones: tuple[str, ...], readings: tuple[tuple[ReadingChosen, ...], ...] = (), **more: Any) -> tuple[str, list[RulePage]]:
    """A page for each list of words that must not stand in a title."""
    plan = RuleSet("one", "某计划", 2021, (), "")
    pages = []
    for i, none in enumerate(nones):
        duty = Duty("a", "one_off", f"第{i}项", ("区财政局",), match=Match(Terms(all=(("文件",),), none=none)), **more)
        rule = Rule(1, f"one-01-{i:02}", 1, "一", i, "原文", ("区财政局",), (duty,))
        told = explain(replace(plan, rules=(rule,)), rule, Reference(District(1, "某区", (), ()), {}, CALENDAR, 2021))
        (version,) = told.versions
        duties = tuple(replace(d, readings=readings[i] if readings else ()) for d in version.duties)
        pages.append(replace(told, versions=(replace(version, duties=duties),)))
    return as_texts(pages), pages


def test_of_several_rules_what_they_have_in_common_is_told_once() -> None:
    one, other = ReadingChosen("甲问", "甲答", "惯例"), ReadingChosen("乙问", "乙答", "议定", is_office=True)
    text, pages = several((*COMMON, "自己"), COMMON, COMMON[1:], readings=((one, other), (one,), ()), review=("用词：请看",))
    assert "标题里要有：“文件”；不能有：“自己”，以及各项相同的词（见文末）。" in text
    assert "标题里要有：“文件”；不能有：各项相同的词（见文末）。" in text
    assert "标题里要有：“文件”；不能有：各项相同的词（见文末；“不0”除外）。" in text
    assert ("所据口径  见文末口径 1、2\n" in text, "所据口径  见文末口径 1\n" in text, text.count("所据口径")) == (True, True, 2)
    foot = text[text.index("\n== 各条共用的说明 ==\n") :].splitlines()[2:]
    assert foot == [
        "各项相同的词（不能有）：" + "".join(f"“{word}”" for word in COMMON),
        "规则草稿尚未审核：核对以前，不达标的只作待核实。",
        "口径 1　甲问：甲答（惯例）",
        "口径 2　乙问：乙答（本办改定：议定）",
    ]
    assert [text.count(words) for words in ("“不1”", "甲答", "尚未审核")] == [1, 1, 1]
    assert as_texts(pages[:1]) == as_text(pages[0]) and "见文末" not in as_text(pages[0])


def test_few_words_and_words_of_few_rules_stay_where_they_are() -> None:
    text, _ = several(COMMON[:3], COMMON[:3], COMMON[3:])
    assert "见文末" not in text and text.count("不能有：“不0”“不1”“不2”。") == 2
    assert "不能有：“不3”" in text


def test_a_gap_is_explained_once() -> None:
    text, _ = several(("甲…乙",), ("丙…丁",))
    assert text.count("词中的“…”表示中间可以隔几个字") == 1


def test_a_year_without_a_notice_gives_bounds_and_says_why() -> None:
    duty = Duty("a", "periodic", "甲", ("区财政局",), every="quarter", due=Due("assumption", "约定", working_days=20))
    told = due_told(duty, Year(2040, CALENDAR, Policy(), InForce()))
    assert told is not None
    first = told.days[0]
    assert first.earliest < first.latest and first.told == "2040年4月20日至2040年7月2日之间"
    assert first.note == "2040年的放假安排还没有收录，只知道最早和最晚"


KINDS: dict[Kind, tuple[dict[str, Any], str, str]] = {
    "one_off": ({}, "即2021年12月31日前", "判未公开"),
    "standing": (
        {"column": ColumnWanted(("政策解读",), ("解读",)), "match": None},
        "要有一个栏目，名称里要有：“政策解读”；栏目里至少有 1 条计划年度内的内容。",
        "判未公开",
    ),
    "event": ({}, "逐件计算，事先列不出日期。例如2021年6月1日事项发生的，应在2021年6月30日前公开。", "待核实：是否有应公开的事项，网站上看不出"),
    "reprint": (
        {"upstream": Upstream(("省政府",)), "due": Due("assumption", "约定", working_days=20)},
        "例如2021年6月1日上级文件发布的，应在2021年6月30日前转发。",
        "对那一件判未公开",
    ),
    "paired": ({"pair": Pair(Match(Terms(any=("解读",))))}, "解读的标题里要有：“解读”。", "没有解读的那一件"),
    "marked": (
        {"marks": ("已废止",), "on_request": ("portal",), "due": Due("quoted", "原文", working_days=10)},
        "例如2021年6月1日文件废止或宣布失效的，应在2021年6月16日前标注。",
        "到期没有标注的",
    ),
    "progress": (
        {"stages": (Stage("公示", Terms(any=("公示",))), Stage("公告", Terms(any=("公告",))))}, "第 2 阶段“公告”，标题里还要有：“公告”。", "写明缺哪个阶段",
    ),
    "interactive": (
        {"column": ColumnWanted(("在线访谈",), answers=("答复", "回复")), "match": None},
        "条目的页面里要有：“答复”“回复”之一，表明确有答复。",
        "没有这样的栏目判未公开",
    ),
    "timely": (
        {"match": None, "due": Due("law", "条例第十八条", working_days=20)}, "例如2021年6月1日文件成文的，应在2021年6月30日前公开。", "没有文件不判不达标",
    ),
    "manual": ({"match": None, "reason": "内部工作", "proof": "会议纪要"}, "会议纪要", "由人工根据书面证明核查"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "more", "told", "silent"), [pytest.param(kind, *case, id=kind) for kind, case in KINDS.items()])
def test_every_kind_says_what_it_looks_for_by_when_and_what_silence_means(deployment: Any, kind: Kind, more: dict[str, Any], told: str, silent: str) -> None:
    district, (rule_set,) = load_all(deployment.units, [deployment.rules])
    usual: dict[str, Any] = {"match": Match(Terms(all=(("文件",),))), "places": Places(any_of=("portal", "own"))}
    duty = Duty("a", kind, "甲", ("区财政局",), **(usual | more))
    rule = replace(rule_set.rules[0], duties=(duty,))
    text = as_text(explain(replace(rule_set, rules=(rule,)), rule, Reference(district, {}, CALENDAR, 2021)))
    assert told in text
    assert silent in text
    softened = replace(rule, duties=(replace(duty, silence=Soften("unverified", "数月后才形成")),))
    text = as_text(explain(replace(rule_set, rules=(softened,)), softened, Reference(district, {}, CALENDAR, 2021)))
    assert ("不判未公开：数月后才形成。" in text) and (silent not in text or silent == "判未公开")


def test_what_must_be_in_it_is_told_part_by_part(deployment: Any) -> None:
    deployment.edit(
        MONTHLY,
        "    quotes:",
        "    content: {parts: [{name: 主体, any: [抽查主体, 主体]}], rows_at_least: 49, rows_of: 河涌, names: [甲河, 乙河]}\n    weight: 2\n    quotes:",
    )
    told = run(deployment, "1.1").stdout
    assert "要有什么  “主体”：正文、表格或附件里有“抽查主体”“主体”之一。" in told
    assert "表格至少 49 行（表头不算），每行一个河涌。" in told
    assert "名称共 2 个，每个都要出现：甲河、乙河。" in told
    assert "权重      2" in told


def test_every_rule_of_the_plan_can_be_explained_and_every_day_is_a_working_day_of_the_year_or_the_next() -> None:
    units = Path(__file__).resolve().parents[2] / "config" / "units.yaml"
    district, sets = load_all(units)
    policies = load_policies({s.name: f for s, f in zip(sets, rule_set_folders(units, (), district), strict=True)}, units)
    pages = explain_all(sets[0], Reference(district, policies, CALENDAR, 2017))
    assert len(pages) == 125
    for one in pages:
        text = as_text(one)
        assert not [word for word in ("None", "[]", "()", "own", "portal", "  \n") if word in text], one.id
        for duty in one.versions[0].duties:
            for line in duty.due.days if duty.due else ():
                assert date(2017, 1, 1) < line.earliest == line.latest < date(2018, 3, 1)
