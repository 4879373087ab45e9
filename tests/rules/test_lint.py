"""rules lint: words that never hit or never decide, duties that ask for the same, grounds that say nothing, words nobody quotes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rules.commands import rules_group
from rules.errors import InvalidFiles
from rules.lint import lint
from rules.load import load_district
from rules.quotes import content_words
from rules.words import shared_words

MONTHLY, BY_HAND = "ys-2021/01/ys2021-01-01.yaml", "ys-2021/02/ys2021-02-01.yaml"
TITLE = "match: {title: {all: [[预算], [执行情况]]}}"


def told(deployment: Any) -> list[str]:
    """The findings as `file key：found`, without those of grammar, which loading tells."""
    district = load_district(deployment.units)
    return [f"{Path(m.file).stem} {m.key}：{m.found}" for m in lint([deployment.rules], deployment.units, district)]


def matching(words: str) -> tuple[str, str]:
    return TITLE, f"match: {words}"


def test_the_untouched_deployment_has_no_finding(deployment: Any) -> None:
    assert told(deployment) == []


def test_the_plan_of_2017_has_no_finding() -> None:
    result = CliRunner().invoke(rules_group, ["lint"])
    assert result.exception is None, str(result.exception)


WORDS = {
    "a term that its own none rejects": (
        matching("{title: {all: [[预算, 财政], [执行情况]], none: [财政]}}"),
        ["match.title.all[0][1]：财政，含有 none 里的“财政”，永远查不到"],
    ),
    "a group that its own none rejects": (
        matching("{title: {all: [[村级预算, 村级财政], [执行情况]], none: [村级]}}"),
        ["match.title.all[0]：村级预算、村级财政 都含有 none 里的词"],
    ),
    "the none of the title holds for accepted wordings": (
        matching("{title: {all: [[预算], [执行情况]], none: [村级]}, accepted: [{all: [[村级收支]]}]}"),
        ["match.accepted[0].all[0][0]：村级收支，含有 none 里的“村级”，永远查不到"],
    ),
    "a piece of a gapped term that none rejects": (
        matching("{title: {all: [[预算], [执行…情况, 完成]], none: [执行]}}"),
        ["match.title.all[1][0]：执行…情况，含有 none 里的“执行”，永远查不到"],
    ),
    "a gap without a piece": (
        matching("{title: {all: [[预算…], [执行情况]]}}"),
        ["match.title.all[0][0]：预算…，… 的一边是空的"],
    ),
    "a draft": (
        matching("{title: {all: [[预算草案], [执行情况]]}}"),
        ["match.title.all[0][0]：预算草案，含有“草案”（草案或征求意见稿，不是正式公开），带这个词的标题一律不算"],
    ),
    "a draft that is asked for": (matching("{title: {all: [[预算草案], [执行情况]]}, allow: [draft]}"), []),
    "the name of a session is no news": (matching("{title: {all: [[预算], [会议]]}}"), []),
    "news all the same": (
        matching("{title: {all: [[预算], [工作会议]]}}"),
        ["match.title.all[1][0]：工作会议，含有“会议”（工作动态或会议新闻，不是公开的内容本身），带这个词的标题一律不算"],
    ),
    "activity rejects only beside other signs": (matching("{title: {all: [[预算], [检查]]}}"), []),
    "another place": (
        matching("{title: {all: [[广州市预算], [执行情况]]}}"),
        ["match.title.all[0][0]：广州市预算，以“广州市”开头，标题会被当作别处的内容"],
    ),
    "the district's own name": (matching("{title: {all: [[云水区预算, 广州市云水区财政], [执行情况]]}}"), []),
    "another place in a body": (matching("{title: {all: [[预算], [执行情况]]}, body: {any: [广州市]}}"), []),
    "an unknown kind of title": (matching("{title: {all: [[预算], [执行情况]]}, allow: [征求意见]}"), ["match.allow[0]：征求意见"]),
    "a longer synonym": (
        matching("{title: {all: [[财政预算, 预算], [执行情况]]}}"), ["match.title.all[0][0]：财政预算，多余：同组的“预算”已经包括它"],
    ),
    "a plain synonym inside a gapped one": (
        matching("{title: {all: [[收入…支出, 收入支出, 收入总支出], [执行情况]]}}"),
        ["match.title.all[0][1]：收入支出，多余：同组的“收入…支出”已经包括它", "match.title.all[0][2]：收入总支出，多余：同组的“收入…支出”已经包括它"],
    ),
    "a gapped term is not inside a plain one": (matching("{title: {all: [[收入…支出, 收入支出表], [执行情况]]}}"), [
        "match.title.all[0][1]：收入支出表，多余：同组的“收入…支出”已经包括它",
    ]),
    "the same term in another form": (matching("{title: {all: [[PPP, ｐｐｐ], [执行情况]]}}"), ["match.title.all[0][1]：ｐｐｐ，这一组里已有"]),
    "a longer word in none": (matching("{title: {all: [[预算], [执行情况]], none: [部门, 部门决算]}}"), [
        "match.title.none[1]：部门决算，多余：同组的“部门”已经包括它",
    ]),
    "a group that another one always satisfies": (
        matching("{title: {all: [[预算执行, 预算收支], [预算]]}}"), ["match.title.all[1]：预算：第 1 组的词里已经都有，这一组什么也不决定"],
    ),
    "a wording that is exact already": (
        matching("{title: {all: [[预算], [执行情况]]}, accepted: [{all: [[预算收支], [执行情况]]}]}"),
        ["match.accepted[0]：这种写法符合的标题，原来的写法（title）都已符合"],
    ),
    "near words of the first group": (
        matching("{title: {all: [[预算], [执行情况]]}, near: [财政预算, 钱袋子]}"), ["match.near[0]：财政预算，含有标题第 1 组的“预算”，已经会引起注意"],
    ),
    "words of a part": (
        (TITLE, TITLE + "\n    content: {parts: [{name: 收入, any: [收入, 总收入]}, {name: 收入, any: [支出]}], names: [甲河, 甲河]}"),
        [
            "content.names[1]：甲河，前面已有",
            "content.parts[0].any[1]：总收入，多余：同组的“收入”已经包括它", "content.parts[1].name：收入，前面已有",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "findings"), [pytest.param(*case, id=name) for name, case in WORDS.items()])
def test_words_that_never_hit_or_never_decide_are_told(deployment: Any, edit: tuple[str, str], findings: list[str]) -> None:
    deployment.edit(MONTHLY, *edit)
    assert told(deployment) == [f"ys2021-01-01 duties[0].{finding}" for finding in findings]


COLUMN = "kind: standing\n    column: {names: [政策解读, 全区各部门出台重要政策文件的解读材料汇总栏目名称], near: [解读, 政策解读]}"


def test_a_columns_name_is_short(deployment: Any) -> None:
    deployment.edit(MONTHLY, "kind: periodic\n    every: month", COLUMN)
    deployment.edit(MONTHLY, f"    {TITLE}\n", "")
    assert told(deployment) == [
        "ys2021-01-01 duties[0].column.names[1]：全区各部门出台重要政策文件的解读材料汇总栏目名称（24 字）",
        "ys2021-01-01 duties[0].column.near[1]：政策解读，多余：同组的“解读”已经包括它",
    ]


QUOTES = {
    "all quoted": ("在区政府门户网站、区财政局网站按月公开我区预算执行情况。", "[区政府门户网站、区财政局网站按月公开, 预算执行情况]", []),
    "connectives left over": ("进一步做好预算公开工作，及时公布决算等情况。", "[预算, 决算]", []),
    "an object left over": ("按月公开预算、决算执行情况。", "[按月公开预算, 执行情况]", ["text：“决算”没有一项义务引用（决算）"]),
    "a clause left over": ("公开预算。建立督办机制，完善工作。", "[公开预算]", ["text：“建立督办机制，完善工作”没有一项义务引用（建立、督办、机制）"]),
    "a word the dictionary lacks": ("公开价格和进销存情况。", "[公开价格]", ["text：“和进销存情况”没有一项义务引用（进销存）"]),
    "a gap is to be quoted elsewhere": ("每季度、年度发布市场分析。", "[每季度…发布市场分析]", ["text：“年度”没有一项义务引用（年度）"]),
    "a gap that holds nothing of weight": ("每季度进一步发布市场分析。", "[每季度…发布市场分析]", []),
    "not the plan's words": ("按月公开预算。", "[按月公开预算, 按季公开]", ["duties[0].quotes[1]：按季公开"]),
    "full-width forms are the same words": ("公开ＰＰＰ项目（第１批）。", "[公开PPP项目(第1批)]", []),
    "no quote at all": ("公开预算。", "[]", ["text：“公开预算”没有一项义务引用（预算）", "duties[0].quotes：没有写"]),
}


@pytest.mark.parametrize(("text", "quotes", "findings"), [pytest.param(*case, id=name) for name, case in QUOTES.items()])
def test_every_word_of_the_plan_is_some_dutys(deployment: Any, text: str, quotes: str, findings: list[str]) -> None:
    deployment.edit(MONTHLY, "text: 按月公开预算执行情况。", f"text: {text}")
    deployment.edit(MONTHLY, "quotes: [按月公开预算执行情况]", f"quotes: {quotes}")
    assert [f.removeprefix("ys2021-01-01 ") for f in told(deployment)] == findings


@pytest.mark.parametrize("rest", ["及时", "进一步做好", "并向社会公开", "我区", "等", "，以及相关情况", "适时在"])
def test_a_connective_is_no_content(rest: str) -> None:
    assert content_words(rest, shared_words()) == ()


SECOND = """\
  - id: b
    kind: periodic
    every: month
    title: 月度预算
    units: [区财政局]
    places: {any_of: [own]}
    match: {title: {all: [[预算], [执行情况]]}}
    quotes: [预算执行情况]
    remedy: 请公开。
"""
DIFFERENT = {
    "nothing": ("", "", True),
    "the order of the groups": ("all: [[预算], [执行情况]]", "all: [[执行情况], [预算]]", True),
    "one more exception": ("all: [[预算], [执行情况]]", "all: [[预算], [执行情况]], none: [草稿]", True),
    "a group more": ("all: [[预算], [执行情况]]", "all: [[预算], [执行情况], [村级]]", False),
    "the period": ("every: month", "every: quarter", False),
    "the unit": ("units: [区财政局]", "units: [区审计局]", False),
    "the group it belongs to": ("units: [区财政局]", "units: [各部门]", True),
    "the place": ("{any_of: [own]}", "{any_of: [other]}", False),
    "what must be in it": ("    remedy: 请公开。", "    content: {parts: [{name: 收入, any: [收入]}]}\n    remedy: 请公开。", False),
    "the role": ("    kind: periodic", "    role: support\n    kind: periodic", False),
    "the days it holds": ("    remedy: 请公开。", "    valid_from: 2021-07-01\n    remedy: 请公开。", False),
}


@pytest.mark.parametrize(("old", "new", "is_same"), [pytest.param(*case, id=name) for name, case in DIFFERENT.items()])
def test_two_duties_that_ask_for_the_same_are_told(deployment: Any, old: str, new: str, is_same: bool) -> None:
    deployment.edit("config/units.yaml", "units:\n", '  - {id: other, name: 别处, start: "http://o.yunshui.gov.cn/"}\nunits:\n')
    deployment.edit("config/units.yaml", "groups:\n", "groups:\n  各部门: {kind: department, exclude: [sj]}\n")
    deployment.edit(MONTHLY, "    remedy: 请公开该月预算执行情况。\n", "    remedy: 请公开该月预算执行情况。\n    valid_to: 2021-06-30\n")
    text = deployment.root.joinpath(MONTHLY).read_text(encoding="utf-8")
    if "valid_from" not in new:
        text = text.replace("    valid_to: 2021-06-30\n", "")
    deployment.write(MONTHLY, text + SECOND.replace(old, new, 1))
    same = ["ys2021-01-01 duties[1]：与 ys2021-01-01 的 a（预算执行情况）要求同样的内容，都约束区财政局"]
    assert [f for f in told(deployment) if "要求同样" in f] == (same if is_same else [])


GROUNDS = {
    "an assumption without a reason": ("source: 计划只写按月、未写期限", "source: 本办约定", "due.source：本办约定"),
    "law without an article": ("basis: assumption, source: 计划只写按月、未写期限", "basis: law, source: 政府信息公开条例", "due.source：政府信息公开条例"),
    "an article without a law": ("basis: assumption, source: 计划只写按月、未写期限", "basis: law, source: 见第十八条", "due.source：见第十八条"),
    "law and article": ("basis: assumption, source: 计划只写按月、未写期限", "basis: law, source: 政府信息公开条例第十八条", ""),
    "a document with its number": ("basis: assumption, source: 计划只写按月、未写期限", "basis: law, source: 财预〔2016〕143号", ""),
    "days the plan does not say": ("basis: assumption", "basis: quoted", "due.basis：quoted，而原文里没有“20”天"),
    "silence without a reason": (f"    {TITLE}", f"    {TITLE}\n    silence: {{outcome: unverified, reason: 看不出}}", "silence.reason：看不出"),
    "no remedy": ("    remedy: 请公开该月预算执行情况。\n", "", "remedy：没有写"),
    "another unit's remedy": ("remedy: 请公开该月", "remedy: 请区审计局公开该月", "remedy：提到区审计局"),
    "its own unit's remedy": ("remedy: 请公开该月", "remedy: 请云水区财政局公开该月", ""),
    "a title like a sentence": ("title: 预算执行情况", "title: " + "预算" * 31, "title：62 字"),
    "a unit without a site of its own beside the portal": (
        "units: [区财政局]\n    places: {all_of: [portal, own]}",
        "units: [区财政局, 区审计局]\n    places: {any_of: [portal, own]}",
        "",
    ),
    "a quarter of the year's own site": (
        "units: [区财政局]\n    places",
        "units: [区财政局, 区审计局]\n    places",
        "places.all_of[1]：own，而区审计局没有能抓取的网站",
    ),
}


@pytest.mark.parametrize(("old", "new", "finding"), [pytest.param(*case, id=name) for name, case in GROUNDS.items()])
def test_grounds_that_say_nothing_are_told(deployment: Any, old: str, new: str, finding: str) -> None:
    deployment.edit(MONTHLY, old, new)
    assert told(deployment) == ([f"ys2021-01-01 duties[0].{finding}"] if finding else [])


def test_a_manual_duty_says_what_proof_it_asks_for_and_why(deployment: Any) -> None:
    deployment.edit(BY_HAND, ", reason: 内部工作, proof: 分工文件", ", reason: 本条的自动核查规则尚未编写")
    assert told(deployment) == ["ys2021-02-01 duties[0].proof：没有写", "ys2021-02-01 duties[0].reason：自动核查规则尚未编写"]


def test_a_place_nobody_asks_for_is_told(deployment: Any) -> None:
    deployment.write("ys-2021/ruleset.yaml", "schema_version: 1\nname: ys-2021\nyear: 2021\nplaces: [网上办事大厅, 开放平台]\n")
    deployment.edit("config/units.yaml", "units:\n", "  - {id: wsbsdt, name: 网上办事大厅, check: proof, proof: 页面截图}\nunits:\n")
    deployment.edit(BY_HAND, "reason: 内部工作", "places: {any_of: [开放平台]}, reason: 内部工作")
    assert told(deployment) == [
        "units sites[2]：网上办事大厅（check: proof），没有一项义务要求在那里公开",
        "ruleset places[0]：网上办事大厅，没有一项义务要求在那里公开",
    ]


def test_places_are_not_missed_while_drafts_stand(deployment: Any) -> None:
    deployment.write("ys-2021/ruleset.yaml", "schema_version: 1\nname: ys-2021\nyear: 2021\nplaces: [网上办事大厅]\n")
    assert told(deployment) == ["ruleset places[0]：网上办事大厅，没有一项义务要求在那里公开"]
    deployment.edit(MONTHLY, "    remedy:", "    review: [位置：看有没有别的位置]\n    remedy:")
    assert told(deployment) == []


def test_all_findings_come_at_once_with_file_line_and_example(deployment: Any) -> None:
    deployment.edit(MONTHLY, "all: [[预算], [执行情况]]", "all: [[财政预算, 预算], [执行情况]]")
    deployment.edit(BY_HAND, ", proof: 分工文件", "")
    deployment.write("ys-2021/03/ys2021-03-01.yaml", "schema_version: 1\n")
    result = CliRunner().invoke(rules_group, ["lint", "--units", str(deployment.units), "--rules", str(deployment.rules)])
    assert isinstance(result.exception, InvalidFiles) and result.exception.exit_code == 3
    lines = str(result.exception).splitlines()
    assert any(f"{MONTHLY}:16 duties[0].match.title.all[0][0]：写的是 财政预算，多余" in line and line.endswith("例如 [预算]") for line in lines)
    assert any("duties[0].proof：写的是 没有写" in line for line in lines)
    assert any("ys2021-03-01.yaml:1 id：写的是 没有写" in line for line in lines)


@pytest.mark.parametrize("name", ["ys2021-02-01", "2.1", "二.1", "02-01"])
def test_only_some_rules_findings_are_shown(deployment: Any, name: str) -> None:
    deployment.edit(MONTHLY, "    remedy: 请公开该月预算执行情况。\n", "")
    deployment.edit(BY_HAND, ", proof: 分工文件", "")
    result = CliRunner().invoke(rules_group, ["lint", "--units", str(deployment.units), "--rules", str(deployment.rules), "--rule", name])
    assert isinstance(result.exception, InvalidFiles)
    assert [m.key for m in result.exception.mistakes] == ["duties[0].proof"]


def test_a_rule_without_findings_is_said_to_have_none_whatever_the_others_have(deployment: Any) -> None:
    deployment.edit(MONTHLY, "every: month", "every: week")
    result = CliRunner().invoke(rules_group, ["lint", "--units", str(deployment.units), "--rules", str(deployment.rules), "--rule", "2.1"])
    assert (result.exit_code, result.stdout) == (0, "没有错误：2.1。\n")


def test_loading_never_starts_the_dictionary(deployment: Any) -> None:
    code = (
        "import sys; from pathlib import Path; from rules.load import load_all;"
        f"load_all(Path({str(deployment.units)!r}), [{str(deployment.rules)!r}]); print('jieba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
