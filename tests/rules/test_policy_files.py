"""The readings in force: what the rule set chose, what the office changed, and every mistake either file can hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from rules.errors import InvalidFiles
from rules.policy import SWITCHES, Policy, ReadingChosen, Switches
from rules.policy_file import load_policies, load_policy

PANYU = Path(__file__).resolve().parents[2] / "rules" / "panyu-2017"
READ = """\
schema_version: 1
january_february: both
judged_from: null
readings:
  - {question: 1-2月, key: january_february, options: {both: 都算, february: 只算2月}, why: 惯例}
  - {question: 较早月份, key: judged_from, options: {"null": 都算, "*": "从{value}算起"}, why: 要点是全年的}
  - {question: 牵头, chosen: 各负其责, why: 不重复}
"""
OFFICE = "schema_version: 1\nrule_sets:\n  ys-2021: {january_february: february, judged_from: 2021-03-01, why: 办务会议定}\n"


@pytest.fixture
def office(deployment: Any) -> Any:
    deployment.write("ys-2021/policy.yaml", READ)
    return deployment


def policies(deployment: Any) -> dict[str, Policy]:
    return load_policies({"ys-2021": deployment.rules}, deployment.units)


def told(deployment: Any) -> list[str]:
    with pytest.raises(InvalidFiles) as raised:
        policies(deployment)
    return [f"{Path(m.file).parent.name} {m.line} {m.key}：{m.found}" for m in raised.value.mistakes]


def test_every_switch_of_the_2017_plan_is_explained_in_all_its_values() -> None:
    policy = load_policy(PANYU)
    explained = {reading.key for reading in policy.readings if reading.key}
    assert explained == set(SWITCHES)
    assert policy == Policy(readings=policy.readings)
    for name, hint in get_type_hints(Switches).items():
        days = {date: date(2017, 3, 1), type(None): None}
        for value in get_args(hint) or ((True, False) if hint is bool else (7,)):
            changed = Policy(**{name: days.get(value, value)}, readings=policy.readings)
            assert all(reading.chosen and "{" not in reading.chosen for reading in changed.chosen()), name


def test_the_printed_sentence_follows_the_value_in_force(office: Any) -> None:
    assert policies(office)["ys-2021"].chosen() == (
        ReadingChosen("1-2月", "都算", "惯例"), ReadingChosen("较早月份", "都算", "要点是全年的"), ReadingChosen("牵头", "各负其责", "不重复"),
    )  # fmt: skip
    office.write("config/policy.yaml", OFFICE)
    assert policies(office)["ys-2021"].chosen() == (
        ReadingChosen("1-2月", "只算2月", "办务会议定", is_office=True),
        ReadingChosen("较早月份", "从2021年3月1日算起", "办务会议定", is_office=True),
        ReadingChosen("牵头", "各负其责", "不重复"),
    )


def test_the_office_changes_only_what_it_writes(office: Any) -> None:
    office.edit("ys-2021/policy.yaml", "judged_from: null", "judged_from: 2021-02-01")
    office.write("config/policy.yaml", OFFICE.replace("judged_from: 2021-03-01, ", ""))
    policy = policies(office)["ys-2021"]
    assert (policy.judged_from, policy.january_february, policy.days_after_period) == (date(2021, 2, 1), "february", 20)
    office.write("config/policy.yaml", OFFICE.replace("2021-03-01", "null"))
    assert policies(office)["ys-2021"].judged_from is None


def test_without_any_file_the_defaults_hold(deployment: Any) -> None:
    assert policies(deployment)["ys-2021"] == Policy()


def test_the_office_may_speak_of_a_rule_set_that_is_not_in_use(office: Any) -> None:
    office.write("config/policy.yaml", OFFICE.replace("ys-2021", "panyu-2017"))
    assert policies(office)["ys-2021"].january_february == "both"


def test_a_policy_file_beside_units_that_is_the_rule_sets_own_is_not_the_offices(office: Any) -> None:
    units = office.write("ys-2021/units.yaml", office.units.read_text(encoding="utf-8"))
    assert load_policies({"ys-2021": office.rules}, units)["ys-2021"].january_february == "both"


OFFICE_MISTAKES = {
    "unknown key": ("january_february: february", "january: february", "3 rule_sets.ys-2021.january：未知的键 january"),
    "unknown value": ("february, judged", "march, judged", "3 rule_sets.ys-2021.january_february：march"),
    "unknown rule set": ("ys-2021:", "ys-2012:", "3 rule_sets.ys-2012：未知的规则集 ys-2012"),
    "no reason": (", why: 办务会议定", "", "3 rule_sets.ys-2021.why：没有写"),
    "nothing changed": ("january_february: february, judged_from: 2021-03-01, ", "", "3 rule_sets.ys-2021：没有写要改定的取舍"),
    "a reading the report could not tell of": ("january_february: february", "named_places: any", "3 rule_sets.ys-2021.named_places：改了 named_places"),
    "days beyond a year": (
        "january_february: february",
        "days_after_period: 400",
        "3 rule_sets.ys-2021.days_after_period：400\n3 rule_sets.ys-2021.days_after_period：改了 days_after_period",
    ),
    "no schema": ("schema_version: 1\n", "", "1 schema_version：没有写"),
}


@pytest.mark.parametrize(("old", "new", "mistake"), OFFICE_MISTAKES.values(), ids=OFFICE_MISTAKES)
def test_the_offices_file_is_told_its_mistake(office: Any, old: str, new: str, mistake: str) -> None:
    office.write("config/policy.yaml", OFFICE)
    office.edit("config/policy.yaml", old, new)
    assert told(office) == [f"config {line}" for line in mistake.split("\n")]


RULE_SET_MISTAKES = {
    "a switch nobody is told of": ("january_february: both\n", "january_february: both\nnamed_places: any\n", "3 named_places：named_places 没有说明"),
    "neither sentence nor switch": ("chosen: 各负其责, ", "", "7 readings[2]：chosen 和 key 都没有写"),
    "both": ("chosen: 各负其责", "chosen: 各负其责, key: named_places", "7 readings[2]：chosen 和 key 都写了"),
    "a value without sentence": (", february: 只算2月", "", "5 readings[0].options：没有说明 february"),
    "all other days without sentence": (', "*": "从{value}算起"', "", "6 readings[1].options：没有说明 *"),
    "a value the switch has not": ("february: 只算2月", "february: 只算2月, march: 只算3月", "5 readings[0].options.march：march"),
    "no such switch": ("key: judged_from", "key: judge_from", "3 judged_from：judged_from 没有说明\n6 readings[1].key：judge_from"),
    "one switch explained twice": ("key: judged_from", "key: january_february", None),
    "no reason": ("why: 不重复", "why: ' '", "7 readings[2].why：空白"),
    "no days": ("schema_version: 1\n", "schema_version: 1\ndays_after_event: 0\n", "2 days_after_event：0\n2 days_after_event：days_after_event 没有说明"),
}


@pytest.mark.parametrize(("old", "new", "mistake"), RULE_SET_MISTAKES.values(), ids=RULE_SET_MISTAKES)
def test_a_rule_sets_policy_is_told_its_mistake(office: Any, old: str, new: str, mistake: str | None) -> None:
    office.edit("ys-2021/policy.yaml", old, new)
    if mistake is None:
        assert "ys-2021 6 readings[1].key：january_february（第 1 条已用）" in told(office)
    else:
        assert told(office) == [f"ys-2021 {line}" for line in mistake.split("\n")]


def test_mistakes_of_both_files_come_at_once(office: Any) -> None:
    office.write("config/policy.yaml", OFFICE.replace("february,", "march,"))
    office.edit("ys-2021/policy.yaml", "january_february: both", "january_february: neither")
    assert [line.split("：")[0] for line in told(office)] == ["config 3 rule_sets.ys-2021.january_february", "ys-2021 2 january_february"]


def test_the_readmes_example_is_a_right_change(tmp_path: Path) -> None:
    readme = (PANYU.parents[1] / "README.md").read_text(encoding="utf-8")
    example = next(block for block in re.findall("```yaml\n(.+?)```", readme, re.DOTALL) if "rule_sets:" in block)
    (tmp_path / "policy.yaml").write_text(example, encoding="utf-8")
    policy = load_policies({"panyu-2017": PANYU}, tmp_path / "units.yaml")["panyu-2017"]
    assert (policy.judged_from, policy.january_february) == (date(2017, 3, 1), "february")
    assert [name for name in SWITCHES if f"`{name}`" not in readme] == []
