"""Review marks of a draft: what is written, what lint lists, what explain shows, and how a person takes them away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.approve import approved, write
from rules.commands import rules_group
from rules.errors import InvalidFiles, InvalidInput
from rules.load import load_all
from rules.review import ASPECTS

MONTHLY, BY_HAND = "ys-2021/01/ys2021-01-01.yaml", "ys-2021/02/ys2021-02-01.yaml"
WORDS, CADENCE = "用词：由原文推出，看有没有别的写法", "周期：原文写“按月”，看是否每月都要"
BLOCK = f"    review:\n      - {CADENCE}\n      - {WORDS}\n"


@pytest.fixture
def draft(deployment: Any) -> Any:
    """The small district with both of its duties still drafts: one in a block, one between braces."""
    deployment.edit(MONTHLY, "    kind: periodic\n", f"{BLOCK}    kind: periodic\n")
    deployment.edit(BY_HAND, "id: a, kind", "id: a, review: [方式：内部工作], kind")
    return deployment


def run(deployment: Any, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(rules_group, [command, "--units", str(deployment.units), "--rules", str(deployment.rules), *arguments])


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("用词", "用词", id="an aspect alone"),
        pytest.param("用词：", "用词：", id="nothing said"),
        pytest.param("'  '", "空白", id="blank"),
        pytest.param("看看用词", "看看用词", id="no aspect"),
        pytest.param("题目：看看", "题目：看看", id="unknown aspect"),
    ],
)
def test_a_mark_without_a_known_aspect_and_a_text_is_a_mistake(deployment: Any, written: str, found: str) -> None:
    deployment.edit(MONTHLY, "    kind: periodic\n", f"    review: [{CADENCE}, {written}]\n    kind: periodic\n")
    with pytest.raises(InvalidFiles) as raised:
        load_all(deployment.units, [deployment.rules])
    (mistake,) = [str(m).partition(" ")[2] for m in raised.value.mistakes]
    assert mistake.startswith(f"duties[0].review[1]：写的是 {found}；允许的是 “方面：要看什么”，方面有 拆分、方式、周期、位置、单位、期限、用词、内容")
    assert mistake.endswith("；例如 review: [用词：由原文推出，看有没有别的写法]")


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("colon", ["：", ": "])
def test_every_aspect_may_be_marked_with_either_colon(deployment: Any, aspect: str, colon: str) -> None:
    deployment.edit(MONTHLY, "    kind: periodic\n", f'    review: ["{aspect}{colon}请看原文"]\n    kind: periodic\n')
    _, (rule_set,) = load_all(deployment.units, [deployment.rules])
    assert rule_set.rules[0].duties[0].review == (f"{aspect}{colon}请看原文",)


def test_lint_lists_what_a_person_must_look_at_and_finds_no_mistake(draft: Any) -> None:
    result = run(draft, "lint")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "没有错误：单位 3 个、站点 2 个、规则 2 条、义务 2 项。",
            "还有 2 项义务的 3 处要人看（草稿，判定时不达标的只作待核实）：方式 1、周期 1、用词 1。",
            f"{draft.root / MONTHLY}:11 ys2021-01-01 a {CADENCE}",
            f"{draft.root / MONTHLY}:12 ys2021-01-01 a {WORDS}",
            f"{draft.root / BY_HAND}:9 ys2021-02-01 a 方式：内部工作",
            f"看过以后去掉标记，例如 gongkai rules approve --rules {draft.rules} ys2021-01-01 --duty a",
        ],
    )


def test_lint_lists_the_marks_of_the_rules_asked_for_alone(draft: Any) -> None:
    lines = run(draft, "lint", "--rule", "2.1").stdout.splitlines()
    assert lines[:2] == ["没有错误：2.1。", "还有 1 项义务的 1 处要人看（草稿，判定时不达标的只作待核实）：方式 1。"]
    assert len(lines) == 4


def test_a_mistake_hides_no_mark(draft: Any) -> None:
    draft.edit(MONTHLY, "all: [[预算]", "all: [[预算执行情况], [预算]")
    result = run(draft, "lint")
    assert isinstance(result.exception, InvalidFiles)
    assert CADENCE in result.stdout and "没有错误" not in result.stdout


def test_lint_says_nothing_of_drafts_where_there_is_none_nor_of_files_it_cannot_read(deployment: Any) -> None:
    assert run(deployment, "lint").stdout == "没有错误：单位 3 个、站点 2 个、规则 2 条、义务 2 项。\n"
    deployment.edit(MONTHLY, "    kind: periodic\n", f"{BLOCK}    kind: monthly\n")
    result = run(deployment, "lint")
    assert (result.stdout, type(result.exception)) == ("", InvalidFiles)


def test_explain_and_list_show_that_a_duty_is_a_draft(draft: Any) -> None:
    page = run(draft, "explain", "1.1")
    assert f"  请人核对  {CADENCE}\n            {WORDS}\n            （规则草稿尚未审核：" in page.stdout
    told = json.loads(run(draft, "explain", "1.1", "--json").stdout)
    assert told["rules"][0]["versions"][0]["duties"][0]["review"] == [CADENCE, WORDS]
    listed = run(draft, "list").stdout
    assert "每月（草稿）" in listed
    assert listed.endswith(f"其中 2 项还是草稿，用 gongkai rules lint --rules {draft.rules} 看要核对什么。\n")
    assert json.loads(run(draft, "list", "--json").stdout)["rules"][0]["duties"][0]["review"] == [CADENCE, WORDS]


def test_explaining_the_drafts_says_that_none_is_left(deployment: Any) -> None:
    result = run(deployment, "explain", "--drafts")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "没有要人看的了。\n")


def test_approving_takes_the_marks_away_and_says_what_is_left(draft: Any) -> None:
    before = (draft.root / MONTHLY).read_bytes()
    assert run(draft, "approve", "1.1", "--about", "周期").stdout.splitlines() == [
        f"已去掉 ys2021-01-01 a {CADENCE}",
        "ys2021-01-01 a：还有用词要看，仍是草稿。",
        "去掉 1 处标记。还有 2 项义务的 2 处要人看。",
    ]
    assert (draft.root / MONTHLY).read_bytes() == before.replace(f"      - {CADENCE}\n".encode(), b"")
    assert run(draft, "approve", "--all").stdout.splitlines() == [
        f"已去掉 ys2021-01-01 a {WORDS}",
        "已去掉 ys2021-02-01 a 方式：内部工作",
        "ys2021-01-01 a：审核完毕，此后照常判定。",
        "ys2021-02-01 a：审核完毕，此后照常判定。",
        "去掉 2 处标记。没有要人看的了。",
    ]
    assert (draft.root / MONTHLY).read_bytes() == before.replace(BLOCK.encode(), b"")
    assert run(draft, "approve", "--all").stdout == "这里没有要去掉的标记，文件没有改动。没有要人看的了。\n"
    assert [p.name for p in draft.rules.rglob("*") if p.name.startswith(".")] == []


def test_approving_one_duty_leaves_the_others_of_its_rule(draft: Any) -> None:
    second = "  - {id: b, review: [方式：看是不是内部工作], kind: manual, title: 说明, units: [区财政局], reason: 内部工作}\n"
    draft.write(MONTHLY, (draft.root / MONTHLY).read_text(encoding="utf-8") + second)
    assert run(draft, "approve", "1.1", "--duty", "b").stdout.splitlines()[-1] == "去掉 1 处标记。还有 2 项义务的 3 处要人看。"
    assert BLOCK in (draft.root / MONTHLY).read_text(encoding="utf-8")
    assert run(draft, "approve", "1.1", "--duty", "c").exception.args == ("--duty 写的是 c；这些规则里有的是 a、b；例如 --duty a",)


@pytest.mark.parametrize("arguments", [(), ("1.1", "--all")], ids=["neither", "both"])
def test_approve_wants_rules_or_all_of_them(draft: Any, arguments: tuple[str, ...]) -> None:
    result = run(draft, "approve", *arguments)
    assert (result.exit_code, "请写看过的规则编号，或者写 --all" in result.stderr) == (2, True)


def test_rules_that_came_with_the_program_are_not_edited(draft: Any) -> None:
    installed = draft.root / "site-packages" / "rules" / "ys-2021"
    installed.parent.mkdir(parents=True)
    draft.rules.rename(installed)
    draft.rules = installed
    result = run(draft, "approve", "1.1")
    assert isinstance(result.exception, InvalidInput)
    assert str(result.exception).startswith(f"不能改写 {installed / '01/ys2021-01-01.yaml'}：这是随程序安装的规则")
    assert BLOCK in (installed / "01/ys2021-01-01.yaml").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_told_in_chinese(draft: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("rules.approve.tempfile.mkstemp", refuse)  # who runs the tests as root may write everywhere
    with pytest.raises(InvalidInput, match="文件夹是只读的；请把规则集复制到自己能写入的文件夹里审核"):
        write(approved(draft.root / MONTHLY, lambda duty, mark: True))


HEAD = "schema_version: 1  # 头\nduties:\n"
WAYS = {
    "last in a block": ("  - id: a\n    review:\n    - 用词：甲\n    - 期限：乙\n", "  - id: a\n", "  - id: a\n    review:\n    - 期限：乙\n"),
    "first in a block": (
        "  - review: [用词：甲, 期限：乙]  # 注\n    # 留\n    id: a\n",
        "  - # 留\n    id: a\n",
        "  - review: [期限：乙]  # 注\n    # 留\n    id: a\n",
    ),
    "between other keys": (
        "  - id: a\n    # 上\n    review:\n      # 里\n      - 用词：甲\n      - 期限：乙  # 乙\n\n    # 下\n    kind: manual\n",
        "  - id: a\n    # 上\n\n    # 下\n    kind: manual\n",
        "  - id: a\n    # 上\n    review:\n      # 里\n      - 期限：乙  # 乙\n\n    # 下\n    kind: manual\n",
    ),
    "texts over several lines": (
        "  - id: a\n    review:\n      - >-\n        用词：甲\n        -甲\n\n      - |\n        期限：乙\n\n    kind: x\n",
        "  - id: a\n\n    kind: x\n",
        "  - id: a\n    review:\n\n      - |\n        期限：乙\n\n    kind: x\n",
    ),
    "brackets over several lines": (
        "  - id: a\n    review: [\n      \"用词：甲\",  # 甲\n      '期限：乙',\n    ]\n    kind: x\n",
        "  - id: a\n    kind: x\n",
        "  - id: a\n    review: [\n      '期限：乙',\n    ]\n    kind: x\n",
    ),
    "first between braces": ("  - {review: [用词：甲, 期限：乙], id: a}\n", "  - {id: a}\n", "  - {review: [期限：乙], id: a}\n"),
    "last between braces": ("  - {id: a, review: [用词：甲, 期限：乙]}\n", "  - {id: a}\n", "  - {id: a, review: [期限：乙]}\n"),
    "no line end at the end": ("  - id: a\n    review: [用词：甲, 期限：乙]", "  - id: a\n", "  - id: a\n    review: [期限：乙]"),
    "windows line ends": (
        "  - id: a\r\n    review:\r\n    - 用词：甲\r\n    - 期限：乙\r\n    kind: x\r\n",
        "  - id: a\r\n    kind: x\r\n",
        "  - id: a\r\n    review:\r\n    - 期限：乙\r\n    kind: x\r\n",
    ),
}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize(("written", "without", "with_one"), WAYS.values(), ids=WAYS)
def test_only_the_lines_of_the_marks_go(tmp_path: Path, mark: str, written: str, without: str, with_one: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes((mark + HEAD + written).encode())
    assert approved(path, lambda duty, mark: True).content.decode() == mark + HEAD + without
    assert approved(path, lambda duty, mark: mark.startswith("用词")).content.decode() == mark + HEAD + with_one
    assert approved(path, lambda duty, mark: False).content.decode() == mark + HEAD + written


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("  - id: a\n    quotes: &q [用词：甲, 期限：乙]\n    review: *q\n", id="an alias"),
        pytest.param("  - id: a\n    review: &q [用词：甲]\n    quotes: *q\n", id="an anchor"),
        pytest.param("  - id: a\r    review: [用词：甲]\r    kind: x\r", id="bare carriage returns"),
    ],
)
def test_what_cannot_be_taken_out_by_itself_is_left_to_a_person(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes((HEAD + written).encode())
    with pytest.raises(InvalidInput, match="请手工删去看过的标记"):
        approved(path, lambda duty, mark: mark.startswith("用词"))


TEXTS = st.text(st.sampled_from("用词：期限，-#: '\"[]{}甲乙“”>|&*!%@`\n\u2028"), min_size=1, max_size=12)
KEYS = {"title": TEXTS, "review": st.lists(TEXTS, min_size=1, max_size=4), "quotes": st.lists(TEXTS, max_size=2)}
DUTIES = st.lists(st.fixed_dictionaries({"id": st.sampled_from("abc")}, optional=KEYS), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(duties=DUTIES, flow=st.sampled_from([None, True, False]), width=st.sampled_from([20, 1000]), keep=st.sampled_from(["", "甲", "用"]))
def test_whatever_is_written_the_rest_stays_or_nothing_is_changed(tmp_path: Path, duties: list[Any], flow: bool | None, width: int, keep: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(yaml.safe_dump({"duties": duties}, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=width), encoding="utf-8")
    approval = approved(path, lambda duty, mark: not keep or keep not in mark)
    left = [[mark for mark in duty.get("review", []) if keep and keep in mark] for duty in duties]
    read = yaml.safe_load(approval.content)["duties"]
    assert [duty.get("review", []) for duty in read] == left
    assert [{k: v for k, v in duty.items() if k != "review"} for duty in read] == [{k: v for k, v in duty.items() if k != "review"} for duty in duties]
    assert len(approval.removed) == sum(len(duty.get("review", [])) for duty in duties) - sum(map(len, left))
