"""Rule sets and units files as they are found and loaded."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from rules.errors import InvalidInput
from rules.load import find_units, load_all, load_district, load_rule_set, rule_set_folder
from rules.plan import read_plan
from rules.rule import RuleSet
from rules.text import normalise
from rules.units import District, bare_address

ROOT = Path(__file__).resolve().parents[2]
PANYU = ROOT / "rules" / "panyu-2017"


@pytest.fixture(scope="module")
def panyu() -> tuple[District, RuleSet]:
    district, (rule_set,) = load_all(ROOT / "config" / "units.yaml")
    return district, rule_set


def test_each_item_of_the_plan_has_its_rule_word_for_word(panyu: tuple[District, RuleSet]) -> None:
    items = read_plan(PANYU / "plan.txt").items
    rules = panyu[1].rules
    assert [normalise(r.text) for r in rules] == [normalise(i.text) for i in items]
    assert [(r.section_number, r.number, r.section, r.leads, r.supports, r.bracketed) for r in rules] == [
        (i.section_number, i.number, i.section, i.leads, i.supports, i.bracketed) for i in items
    ]
    assert [r.id for r in rules] == [f"py2017-{i.section_number:02d}-{i.number:02d}" for i in items]


def test_a_duty_no_website_shows_says_why_and_what_proves_it(panyu: tuple[District, RuleSet]) -> None:
    manual = [duty for _, duty in panyu[1].duties() if not duty.is_automated]
    assert all(duty.proof and "尚未编写" not in duty.reason for duty in manual)
    by_hand_only = [rule for rule in panyu[1].rules if not any(duty.is_automated for duty in rule.duties)]
    assert len(by_hand_only) <= 15


def test_every_name_of_the_plan_is_somebody(panyu: tuple[District, RuleSet]) -> None:
    district, rule_set = panyu
    assert rule_set.left_out == ()
    assert {len(district.expand(name) or ()) for name in ("各镇（街）", "各部门", "区统计局")} == {16, 25, 1}
    assert {district.unit_named(name) for name in ("区统计局", "区粮食局", "区金融办")} == {district.units_by_id["fgj"]}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("番禺区财政局", "czj"),
        ("广州市番禺区财政局", "czj"),
        ("番禺区发展和改革局", "fgj"),
        ("番禺区科技工业商务和信息化局", "kgsxj"),
        ("广州市国土资源和规划委员会番禺区分局", "gtghj"),
        ("沙湾镇人民政府", "swz"),
        ("广州市番禺区沙湾镇人民政府", "swz"),
        ("广州市番禺区人民政府市桥街道办事处", "sqj"),
        ("番禺区大石街", "dsj_j"),
        ("财政局", None),
        ("广州市财政局", None),
    ],
)
def test_pages_name_units_in_many_ways(panyu: tuple[District, RuleSet], name: str, unit: str | None) -> None:
    found = panyu[0].unit_named(name)
    assert (found.id if found else None) == unit


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.panyu.gov.cn/zwgk/a.html", "portal"),
        ("http://www.panyu.gov.cn/zwgk/zfxxgkml/xxgkml/zwdt/zjxx/swzzf/content/post_1.html", "swz"),
        ("http://www.panyu.gov.cn/jgzy/zzfjdbsc/fzqrmzfsqjdbsc/ldbz", "sqj"),
        ("https://www.panyu.gov.cn/gzpyjy/attachment/8/8018/8018386/10794083.xls", "jyj"),
        ("http://www.panyu.gov.cn/gzpyjy/gkmlpt/content/10/10794/mpost_10794083.html", "jyj_gkml"),
        ("http://JS.panyu.gov.cn:80/cd_dzxxm.aspx?c=112", "zjj"),
        ("http://www.gz.gov.cn/", None),
    ],
)
def test_an_address_belongs_to_the_site_with_the_longest_prefix(panyu: tuple[District, RuleSet], url: str, site: str | None) -> None:
    found = panyu[0].site_of(url)
    assert (found.id if found else None) == site


def test_what_is_only_guessed_is_never_passed_off_as_known(panyu: tuple[District, RuleSet]) -> None:
    district = panyu[0]
    guessed = {s.id for s in district.sites if s.confirmed is None}
    departments = {u.id for u in district.units if u.kind == "department"}
    assert guessed == departments - {"jyj", "zjj"}
    assert all(bare_address(start).startswith(("www.panyu.gov.cn/", "js.panyu.gov.cn/")) for s in district.sites for start in s.start)


def test_125_rules_load_quickly() -> None:
    load_all(ROOT / "config" / "units.yaml", ["panyu-2017"])
    began = time.monotonic()
    load_all(ROOT / "config" / "units.yaml", ["panyu-2017"])
    assert time.monotonic() - began < 2  # 0.12 s on two cores; the bound leaves room for a busy machine


def test_a_unit_of_the_plan_that_the_units_file_lacks_is_left_out_once(tmp_path: Path) -> None:
    text = (ROOT / "config" / "units.yaml").read_text(encoding="utf-8")
    head, rest = text.split("  - id: swj\n    name: 区水务局", 1)
    units = tmp_path / "units.yaml"
    units.write_text(head + rest[rest.index("  - id: jyj\n    name") :], encoding="utf-8")
    _, (rule_set,) = load_all(units, [PANYU])
    assert (rule_set.left_out, len(rule_set.rules)) == (("区水务局",), 125)


def test_without_a_plan_beside_them_the_rules_owners_are_the_plan(deployment: Any) -> None:
    for key in ("leads: [区财政局]", "    units: [区财政局]"):
        deployment.edit("ys-2021/01/ys2021-01-01.yaml", key, key.replace("区财政局", "区档案局"))
    _, (rule_set,) = load_all(deployment.units, [deployment.rules])
    assert rule_set.left_out == ("区档案局",)


def test_with_a_plan_beside_them_a_misspelt_lead_is_a_mistake(deployment: Any) -> None:
    plan = "\t工作任务\n\t具体事项\n\t责任单位\n\n\t一、预算公开\n\t1．按月公开预算执行情况。\n\t区档案局\n"
    deployment.write("ys-2021/plan.txt", plan)
    deployment.edit("ys-2021/01/ys2021-01-01.yaml", "leads: [区财政局]", "leads: [区档按局]")
    with pytest.raises(InvalidInput, match=r"未知的单位 区档按局.*最接近的是 区档案局"):
        load_all(deployment.units, [deployment.rules])
    deployment.edit("ys-2021/01/ys2021-01-01.yaml", "leads: [区档按局]", "leads: [区档案局]")
    assert load_all(deployment.units, [deployment.rules])[1][0].left_out == ("区档案局",)


def test_the_digest_follows_rules_not_cases(deployment: Any) -> None:
    district = load_district(deployment.units)
    before = load_rule_set(deployment.rules, district).sha256
    deployment.write("ys-2021/01/ys2021-01-01.cases.yaml", "cases: []\n")
    assert load_rule_set(deployment.rules, district).sha256 == before
    deployment.edit("ys-2021/02/ys2021-02-01.yaml", "内部工作", "内部工作。")
    assert load_rule_set(deployment.rules, district).sha256 != before


def test_a_rule_set_is_a_folder_or_a_packaged_name(deployment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(deployment.root)
    assert rule_set_folder("ys-2021") == Path("ys-2021")
    assert rule_set_folder("panyu-2017").resolve() == PANYU
    monkeypatch.chdir("/")
    assert rule_set_folder("ys-2021", deployment.units) == deployment.rules
    with pytest.raises(InvalidInput, match="找不到规则集 ys-2020。找过："):
        rule_set_folder("ys-2020", deployment.units)


def test_the_units_file_names_the_rule_sets(deployment: Any) -> None:
    deployment.edit("config/units.yaml", "district: 云水区", "district: 云水区\nrule_sets: [ys-2021]")
    assert [s.name for s in load_all(deployment.units)[1]] == ["ys-2021"]


def test_a_folder_of_rules_needs_no_ruleset_file(deployment: Any) -> None:
    (deployment.rules / "ruleset.yaml").unlink()
    rule_set = load_rule_set(deployment.rules, load_district(deployment.units))
    assert (rule_set.name, rule_set.title, rule_set.year) == ("ys-2021", "ys-2021", None)


def test_the_units_file_is_looked_for_upward(deployment: Any) -> None:
    below = deployment.root / "a" / "b"
    below.mkdir(parents=True)
    assert find_units(None, None, below) == deployment.units


def test_a_named_units_file_goes_first_and_is_never_passed_over(deployment: Any, tmp_path: Path) -> None:
    other = Path(shutil.copy(deployment.units, tmp_path / "other.yaml"))
    assert find_units(other, "nowhere.yaml", deployment.root) == other
    assert find_units(None, str(other), deployment.root) == other
    with pytest.raises(InvalidInput, match=r"--units 指的文件 nowhere.yaml 不存在"):
        find_units(Path("nowhere.yaml"), str(other), deployment.root)
    with pytest.raises(InvalidInput, match=r"\$GONGKAI_UNITS 指的文件 nowhere.yaml 不存在"):
        find_units(None, "nowhere.yaml", deployment.root)


def test_without_any_units_file_the_places_looked_at_are_listed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as raised:
        find_units(None, None, tmp_path / "a")
    for place in (tmp_path / "a" / "config" / "units.yaml", tmp_path / "config" / "units.yaml"):
        assert str(place) in str(raised.value)
