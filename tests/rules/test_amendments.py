"""A rule may be amended within the year: a second file of the same id supersedes the first from its day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rules.commands import rules_group
from rules.errors import InvalidFiles
from rules.load import load_all
from rules.rule import InForce, RuleSet

MONTHLY = "ys-2021/01/ys2021-01-01.yaml"
AMENDED = "ys-2021/01/ys2021-01-01.2021-07-01.yaml"
AMENDS = "amends: {since: 2021-07-01, why: 云府办〔2021〕60号}\n"


@pytest.fixture
def amended(deployment: Any) -> Any:
    """The monthly rule asks for the unit's own site alone from July on."""
    text = (deployment.root / MONTHLY).read_text(encoding="utf-8").replace("all_of: [portal, own]", "any_of: [own]")
    deployment.write(AMENDED, text.replace("duties:", f"{AMENDS}duties:"))
    return deployment


def loaded(deployment: Any) -> RuleSet:
    return load_all(deployment.units, [deployment.rules])[1][0]


def told(deployment: Any) -> list[str]:
    with pytest.raises(InvalidFiles) as raised:
        loaded(deployment)
    return [f"{Path(m.file).name}:{m.line} {m.key}：{m.found}" for m in raised.value.mistakes]


def test_the_newest_version_counts_as_the_item_and_both_are_kept(amended: Any) -> None:
    rules = loaded(amended)
    assert [(r.id, r.amends is not None) for r in rules.rules] == [("ys2021-01-01", True), ("ys2021-02-01", False)]
    assert [(r.id, r.amends is not None) for r in rules.superseded] == [("ys2021-01-01", False)]
    assert [d.places.names for r, d in rules.duties() if r.id == "ys2021-01-01"] == [("portal", "own"), ("own",)]


def test_each_version_holds_from_its_day_to_the_day_before_the_next(amended: Any) -> None:
    amended.write(AMENDED.replace("07-01", "10-01"), (amended.root / AMENDED).read_text(encoding="utf-8").replace("2021-07-01", "2021-10-01"))
    terms = [in_force for rule, in_force in loaded(amended).versions() if rule.id == "ys2021-01-01"]
    assert terms == [InForce(None, date(2021, 6, 30)), InForce(date(2021, 7, 1), date(2021, 9, 30)), InForce(date(2021, 10, 1), None)]
    for day in (date(2020, 12, 31), date(2021, 6, 30), date(2021, 7, 1), date(2021, 10, 1), date(2022, 5, 1)):
        assert sum(term.covers(day) for term in terms) == 1


def test_the_digest_follows_the_amendment(amended: Any) -> None:
    before = loaded(amended).sha256
    amended.edit(AMENDED, "any_of: [own]", "any_of: [portal]")
    assert loaded(amended).sha256 != before


MISTAKES = {
    "no base": ("ys2021-01-01", "ys2021-01-02", "\nnumber: 1", "\nnumber: 2", "ys2021-01-02.2021-07-01.yaml:8 amends：修订 ys2021-01-02"),
    "another number": ("\nnumber: 1", "\nnumber: 7", "", "", "5 number：7|2 id：ys2021-01-01"),
    "another section": ("section_number: 1", "section_number: 2", "", "", "3 section_number：2|2 id：ys2021-01-01|3 section_number：2"),
    "another day than the file's name": ("2021-07-01", "2021-08-01", "", "", "8 amends.since：2021-08-01，文件名是 ys2021-01-01.2021-07-01.yaml"),
    "no reason": ("云府办〔2021〕60号", "' '", "", "", "8 amends.why：空白"),
    "no amends": (AMENDS, "", "", "", "1 amends：没有写|2 id：ys2021-01-01（"),
    "no day": ("since: 2021-07-01, ", "", "", "", "8 amends.since：没有写"),
}


@pytest.mark.parametrize(("old", "new", "also", "to", "mistakes"), MISTAKES.values(), ids=MISTAKES)
def test_an_amendment_is_told_its_mistake(amended: Any, old: str, new: str, also: str, to: str, mistakes: str) -> None:
    text = (amended.root / AMENDED).read_text(encoding="utf-8").replace(old, new)
    path = AMENDED.replace(old, new) if "ys2021" in old else AMENDED
    (amended.root / AMENDED).unlink()
    amended.write(path, text.replace(also, to) if also else text)
    found = told(amended)
    assert all(any(mistake in line for line in found) for mistake in mistakes.split("|")), found


def test_an_amendment_outside_the_plans_year_is_a_mistake(amended: Any) -> None:
    text = (amended.root / AMENDED).read_text(encoding="utf-8").replace("2021-07-01", "2022-01-01")
    (amended.root / AMENDED).unlink()
    amended.write(AMENDED.replace("2021-07-01", "2022-01-01"), text)
    assert told(amended) == ["ys2021-01-01.2022-01-01.yaml:8 amends.since：2022-01-01"]


def test_two_amendments_of_one_day_are_a_mistake(amended: Any) -> None:
    amended.write("ys-2021/ys2021-01-01.2021-07-01.yaml", (amended.root / AMENDED).read_text(encoding="utf-8"))
    assert [line.split("（")[0] for line in told(amended)] == ["ys2021-01-01.2021-07-01.yaml:8 amends.since：2021-07-01"]


def test_the_list_counts_the_item_once_and_names_its_amendment(amended: Any) -> None:
    result = CliRunner().invoke(rules_group, ["list", "--units", str(amended.units), "--rules", str(amended.rules)])
    assert "共 2 条规则、2 项义务：自动核查 1 项，人工核查 1 项。" in result.stdout
    assert "ys2021-01-01 自2021年7月1日起修订（云府办〔2021〕60号），此前按原规则核查。" in result.stdout
