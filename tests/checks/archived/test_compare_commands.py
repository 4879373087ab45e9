"""`check --compare`, `diff` and `runs` on an office with a few nights: what would flip, what changed, and that nothing is kept."""

from __future__ import annotations

import json
from datetime import date

import pytest

from checks.commands import check_command
from checks.compare_commands import diff_command, runs_command
from checks.store import CheckStore
from crawler.store import Store

RULE = "rules/plan/01/p-01-01.yaml"
READINGS = (
    "schema_version: 1\njudged_from: null\nreadings:\n"
    "  - {question: 较早月份, key: judged_from, options: {'null': 全年都查, '*': '从{value}查起'}, why: 要点是全年的}\n"
)


@pytest.fixture
def judged(office):
    """Judged on the evening of the second night, when the report on March had been due for weeks."""
    office.write = lambda name, text: (office.root / name).write_text(text, encoding="utf-8")
    office.write("rules/plan/policy.yaml", READINGS)
    office.run = json.loads(office.check(date(2017, 5, 15)))["run"]
    return office


def kept(office):
    with Store(office.db_url) as store:
        return [run.id for run in CheckStore(store.engine).runs()]


def changes(done):
    return {(c["period"], c["kind"]): c["causes"] for c in json.loads(done.stdout)["changes"]}


def amend(office, old, new):
    text = (office.root / RULE).read_text(encoding="utf-8")
    assert old in text
    office.write(RULE, text.replace(old, new))


def test_without_a_change_nothing_flips_and_nothing_is_kept(judged):
    done = judged.call(check_command, "--compare", judged.run)
    assert done.exit_code == 0
    assert "没有结论改变。" in done.output
    assert "两次的规则、口径、单位、记录、资料时间和程序版本都相同。" in done.output
    assert "没有存为一次核查" in done.stderr
    assert kept(judged) == [judged.run]


def test_a_changed_rule_is_named_with_what_it_flips_for_the_same_day_and_knowledge(judged):
    judged.night(judged.LATER, [1, 2, 3])
    amend(judged, "calendar_days: 20", "calendar_days: 5")
    done = judged.call(check_command, "--compare", judged.run[-12:], "--format", "json")
    told = json.loads(done.stdout)
    assert (told["from"]["run"], told["to"]["run"], told["kept"]) == (judged.run, None, False)
    assert (told["to"]["as_of"], told["to"]["known_at"]) == (told["from"]["as_of"], told["from"]["known_at"])
    assert told["differences"] == ["规则集 plan 有改动：改动 p-01-01 事项 a"]
    flipped = {c["period"]: (c["before"], c["after"], c["causes"]) for c in told["changes"] if c["kind"] == "new"}
    assert flipped == {
        "2017-01": ("met", "late", ["规则 p-01-01 的事项 a 有改动", "到期日由2017年2月20日改为2017年2月5日"]),
        "2017-02": ("met", "late", ["规则 p-01-01 的事项 a 有改动", "到期日由2017年3月20日改为2017年3月5日"]),
        "2017-04": ("not_due", "unmet", ["规则 p-01-01 的事项 a 有改动", "到期日由2017年5月20日改为2017年5月5日"]),
    }
    assert (done.exit_code, kept(judged)) == (1, [judged.run])


def test_of_a_changed_rule_and_a_changed_switch_each_is_blamed_for_its_own(judged):
    amend(judged, "calendar_days: 20", "calendar_days: 5")
    judged.write("config/policy.yaml", "schema_version: 1\nrule_sets:\n  plan: {judged_from: 2017-04-01, why: 办务会议定}\n")
    causes = changes(judged.call(check_command, "--compare", judged.run, "--format", "json", "--exit-zero"))
    switch, rule = "口径 judged_from（较早月份）由“全年都查”改为“从2017年4月1日查起”", "规则 p-01-01 的事项 a 有改动"
    assert causes[("2017-03", "withdrawn")] == [switch, "原来的到期日是2017年4月20日，现在没有"]
    assert causes[("2017-04", "new")] == [rule, "到期日由2017年5月20日改为2017年5月5日"]
    assert causes[("2017-01", "other")][:2] == [rule, switch]


@pytest.mark.parametrize(("form", "beginning"), [("csv", "\ufeff类别,规则集"), ("junit", "<?xml"), ("text", "核查 check-")])
def test_other_formats_tell_the_same(judged, form, beginning):
    amend(judged, "calendar_days: 20", "calendar_days: 5")
    done = judged.call(check_command, "--compare", judged.run, "--format", form)
    assert done.stdout.startswith(beginning)
    assert done.stdout.count("规则 p-01-01 的事项 a 有改动") == 3


def test_diff_says_what_changed_between_two_nights_and_why(overdue):
    older, newer = kept(overdue)
    done = overdue.call(diff_command, newer, older, "--format", "json")
    assert "按先后调换" in done.stderr
    told = json.loads(done.stdout)
    assert (told["from"]["run"], told["to"]["run"], told["kept"]) == (older, newer, True)
    assert [(c["period"], c["kind"], c["before"], c["after"]) for c in told["changes"]] == [("2017-03", "fixed", "unmet", "met")]
    text = overdue.call(diff_command, older, newer, "--unit", "区财政局").stdout
    assert "【已整改】p-01-01a 2017年3月 未公开→达标" in text
    assert "首次见到，写明2017年4月10日公开" in text
    assert text.endswith("共：已整改 1。\n")


def test_runs_lists_check_runs_beside_crawls_and_tells_one(judged):
    listed = judged.call(runs_command).stdout
    assert "抓取：" in listed
    assert judged.run in listed.split("核查：")[1]
    told = judged.call(runs_command, judged.run[-12:]).stdout
    assert "核查日" in told
    assert "规则集 plan 摘要" in told
    assert "未公开" in told


@pytest.mark.parametrize(("command", "arguments"), [(check_command, ["--compare", "x"]), (diff_command, ["x", "x"])])
def test_an_unknown_run_is_told_with_the_newest(judged, command, arguments):
    said = str(judged.call(command, *arguments).exception)
    assert "写的是 x；库里 1 次核查没有这一次" in said
    assert f"  {judged.run}\n" in said
