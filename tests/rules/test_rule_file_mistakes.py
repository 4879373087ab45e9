"""Every mistake a units or rule file can hold is told with file, line, key, what was found, what is allowed, an example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.errors import InvalidFiles, InvalidInput
from rules.load import load_all, load_district, load_rule_set

UNITS, MONTHLY, BY_HAND = "config/units.yaml", "ys-2021/01/ys2021-01-01.yaml", "ys-2021/02/ys2021-02-01.yaml"


def told(deployment: Any) -> list[str]:
    """The mistakes as `line key：found`, file names aside."""
    with pytest.raises(InvalidFiles) as raised:
        load_all(deployment.units, [deployment.rules])
    return [f"{m.line} {m.key}：{m.found}" for m in raised.value.mistakes]


def test_the_untouched_deployment_has_none(deployment: Any) -> None:
    district, (rule_set,) = load_all(deployment.units, [deployment.rules])
    assert (district.district, rule_set.name, rule_set.title, rule_set.year, len(rule_set.rules)) == ("云水区", "ys-2021", "云水区2021年计划", 2021, 2)


RULE_MISTAKES = {
    "unknown key": ("    kind: periodic", "    kidn: x\n    kind: periodic", "10 duties[0].kidn：未知的键 kidn"),
    "unknown key at the top": ("\nnumber: 1\n", "\nnumber: 1\nleader: x\n", "6 leader：未知的键 leader"),
    "missing key": ("section: 预算公开\n", "", "1 section：没有写"),
    "wrong type": ("\nnumber: 1\n", "\nnumber: 一\n", "5 number：一"),
    "a number is no text": ("text: 按月公开预算执行情况。", "text: 12", "6 text：12"),
    "a text is no list": ("leads: [区财政局]", "leads: 区财政局", "7 leads：区财政局"),
    "true is no number": ("\nnumber: 1\n", "\nnumber: true\n", "5 number：true"),
    "unknown kind": ("kind: periodic", "kind: monthly", "10 duties[0].kind：monthly"),
    "unknown period": ("every: month", "every: week", "11 duties[0].every：week"),
    "no such day": ("working_days: 20", "day: 2021-02-30", "15 duties[0].due.day：2021-02-30"),
    "periodic without a period": ("    every: month\n", "", "9 duties[0].every：没有写"),
    "a period for what is not periodic": ("kind: periodic", "kind: one_off", "11 duties[0].every：one_off 写了 every: month"),
    "valid_from after valid_to": (
        "    every: month", "    every: month\n    valid_from: 2021-06-01\n    valid_to: 2021-05-01", "13 duties[0].valid_to：2021-05-01",
    ),
    "a fixed day of each month": ("working_days: 20", "day: 2021-12-31", "15 duties[0].due.day：按期（month）的义务写了固定日期 2021-12-31"),
    "two terms at once": ("working_days: 20", "working_days: 20, calendar_days: 9", "15 duties[0].due：working_days、calendar_days 都写了"),
    "no days at all": ("working_days: 20", "working_days: 0", "15 duties[0].due.working_days：0"),
    "unknown unit": ("    units: [区财政局]", "    units: [区财正局]", "13 duties[0].units[0]：未知的单位 区财正局"),
    "unknown place": ("all_of: [portal, own]", "all_of: [protal]", "14 duties[0].places.all_of[0]：未知的站点 protal"),
    "two kinds of places": ("all_of: [portal, own]", "all_of: [portal], any_of: [own]", "14 duties[0].places：all_of 和 any_of 都写了"),
    "nowhere to look": ("    places: {all_of: [portal, own]}\n", "", "9 duties[0].places：没有写"),
    "nothing to look for": ("    match: {title: {all: [[预算], [执行情况]]}}\n", "", "9 duties[0].match：没有写"),
    "an empty word": ("[[预算], [执行情况]]", '[[预算, " "], []]', '16 duties[0].match.title.all[0][1]：空白\n16 duties[0].match.title.all[1]：空列表'),
    "a column for what does not stand": ("    match:", "    column: {names: [政策解读]}\n    match:", "16 duties[0].column：periodic 写了 column"),
    "silence that hardens": ("    match:", "    silence: {outcome: unmet, reason: 严}\n    match:", "16 duties[0].silence.outcome：unmet"),
    "id unlike the file": ("id: ys2021-01-01", "id: ys2021-01-02", "2 id：ys2021-01-02"),
    "number unlike the id": ("\nnumber: 1\n", "\nnumber: 7\n", "2 id：ys2021-01-01"),
    "other folder": ("section_number: 1", "section_number: 3", "2 id：ys2021-01-01\n3 section_number：3"),
    "a timely duty without days": (
        "kind: periodic\n    every: month", "kind: timely", "14 duties[0].due：没有写天数",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "mistake"), RULE_MISTAKES.values(), ids=RULE_MISTAKES)
def test_a_rule_file_is_told_its_mistake(deployment: Any, old: str, new: str, mistake: str) -> None:
    deployment.edit(MONTHLY, old, new)
    if "timely" in new:
        deployment.edit(MONTHLY, "working_days: 20, ", "")
    assert told(deployment) == mistake.split("\n")


UNIT_MISTAKES = {
    "unknown key": ("kind: town, sites: [portal]", "kind: town, sites: [portal], alias: [x]", "9 units[2].alias：未知的键 alias"),
    "duplicate unit": ("{id: sj,", "{id: cz,", "8 units[1].id：cz（第 7 行已用）"),
    "duplicate site": (
        "{id: cz, name: 区财政局网站", "{id: portal, name: 区财政局网站", "5 sites[1].id：portal（第 4 行已用）\n7 units[0].sites[0]：未知的站点 cz",
    ),
    "one alias for two units": ("name: 区审计局,", "name: 区审计局, aliases: [云水区 财政局],", "8 units[1].aliases[0]：云水区 财政局，已是单位 cz 的名称"),
    "a unit named like a group": ("name: 河洲镇", "name: 各镇(街)", "9 units[2].name：各镇(街)，已是单位组 各镇（街） 的名称"),
    "unknown site": ("sites: [cz]", "sites: [czj]", "7 units[0].sites[0]：未知的站点 czj"),
    "a site called own": ("{id: cz, name: 区财政局网站", "{id: own, name: 区财政局网站", "5 sites[1].id：own\n7 units[0].sites[0]：未知的站点 cz"),
    "an address without scheme": ('"http://cz.yunshui.gov.cn/index.html"', "cz.yunshui.gov.cn", "5 sites[1].start[0]：cz.yunshui.gov.cn"),
    "an address outside its prefixes": ('start: "http://www.yunshui.gov.cn/"', 'start: "http://www.yunshui.cn/"', "4 sites[0].start[0]：http://www.yunshui.cn/"),
    "a column elsewhere": (
        "prefixes: [www.yunshui.gov.cn/]",
        'columns: [{id: a, name: 甲, start: "http://b.gov.cn/"}]',
        "4 sites[0].columns[0].start：http://b.gov.cn/",
    ),
    "unknown kind of a group": ("{kind: town}\n", "{kind: village}\n", "11 groups.各镇（街）.kind：village"),
    "unknown unit left out of a group": ("{kind: town}\n", "{kind: town, exclude: [石桥镇]}\n", "11 groups.各镇（街）.exclude[0]：未知的单位 石桥镇"),
    "unknown successor": ("kind: town,", "kind: town, successor: hzj,", "9 units[2].successor：未知的单位 hzj"),
    "years the wrong way round": ("kind: town,", "kind: town, valid_from: 2021-01-01, valid_to: 2020-01-01,", "9 units[2].valid_to：2020-01-01"),
    "a night without end": ("district: 云水区", 'district: 云水区\ncrawl: {night_window: "25:00"}', "3 crawl.night_window：25:00"),
    "a day that is none": ('name: 区财政局网站,', "name: 区财政局网站, confirmed: 去年,", "5 sites[1].confirmed：去年"),
    "other schema": ("schema_version: 1", "schema_version: 2", "1 schema_version：2"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "mistake"), UNIT_MISTAKES.values(), ids=UNIT_MISTAKES)
def test_a_units_file_is_told_its_mistake(deployment: Any, old: str, new: str, mistake: str) -> None:
    deployment.edit(UNITS, old, new)
    assert told(deployment) == mistake.split("\n")


def test_a_mistake_reads_as_one_chinese_line(deployment: Any) -> None:
    deployment.edit(MONTHLY, "every: month", "evry: month")
    with pytest.raises(InvalidFiles) as raised:
        load_all(deployment.units, [deployment.rules])
    (mistake,) = raised.value.mistakes
    keys = "id、kind、title、units、role、jointly、remedy、every、places、due、match、column、content、since、pair、stages、upstream、marks、on_request"
    keys += "、silence、reason、proof、quotes、review、weight、valid_from、valid_to"
    assert str(mistake) == (
        f"{deployment.root / MONTHLY}:11 duties[0].evry：写的是 未知的键 evry；允许的是 最接近的键是 every；可用的键有 {keys}；例如 every: month"
    )


def test_an_unknown_unit_is_told_the_nearest_name(deployment: Any) -> None:
    deployment.edit(MONTHLY, "    units: [区财政局]", "    units: [区财正局]")
    with pytest.raises(InvalidFiles) as raised:
        load_all(deployment.units, [deployment.rules])
    assert str(raised.value.mistakes[0]).endswith(
        "写的是 未知的单位 区财正局；允许的是 units.yaml 或计划里有的单位名称、别名、单位组（最接近的是 区财政局）；例如 units: [区财政局]"
    )


def test_a_wrong_choice_is_told_all_choices(deployment: Any) -> None:
    deployment.edit(MONTHLY, "every: month", "every: weekly")
    with pytest.raises(
        InvalidFiles,
        match=r"写的是 weekly；允许的是 month（每月）、quarter（每季度）、half（每半年）、year（每年）、regular（定期） 或 null；例如 every: month",
    ):
        load_all(deployment.units, [deployment.rules])


def test_mistakes_of_all_files_come_at_once(deployment: Any) -> None:
    deployment.edit(UNITS, "{id: sj,", "{id: cz,")
    deployment.edit(MONTHLY, "every: month", "every: week")
    deployment.edit(BY_HAND, "reason: 内部工作", "reason: ' '")
    with pytest.raises(InvalidFiles) as raised:
        load_all(deployment.units, [deployment.rules])
    assert [Path(m.file).name for m in raised.value.mistakes] == ["units.yaml", "ys2021-01-01.yaml", "ys2021-02-01.yaml"]
    assert str(raised.value).startswith("共 3 处错误：\n")


def test_the_same_id_in_two_folders_is_a_mistake(deployment: Any) -> None:
    deployment.write("ys-2021/ys2021-01-01.yaml", (deployment.root / MONTHLY).read_text(encoding="utf-8"))
    assert len([m for m in told(deployment) if m.startswith("2 id：ys2021-01-01（")]) == 1


def test_an_id_without_section_and_number_is_a_mistake(deployment: Any) -> None:
    deployment.edit(MONTHLY, "id: ys2021-01-01", "id: budget").rename(deployment.rules / "01" / "budget.yaml")
    assert told(deployment) == ["2 id：budget"]


def test_a_rule_set_outside_any_sensible_year_is_a_mistake(deployment: Any) -> None:
    deployment.edit("ys-2021/ruleset.yaml", "year: 2021", "year: 20211")
    assert "4 year：20211" in told(deployment)


def test_a_fixed_day_of_another_year_is_a_mistake(deployment: Any) -> None:
    deployment.edit(MONTHLY, "kind: periodic\n    every: month", "kind: one_off")
    deployment.edit(MONTHLY, "working_days: 20", "day: 2022-03-31")
    assert told(deployment) == ["14 duties[0].due.day：2022-03-31"]


def test_two_rule_sets_of_one_name_are_a_mistake(deployment: Any) -> None:
    deployment.write("other/ruleset.yaml", "schema_version: 1\nname: ys-2021\n")
    deployment.write("other/01/ys2021-01-01.yaml", (deployment.root / MONTHLY).read_text(encoding="utf-8"))
    with pytest.raises(InvalidFiles, match="不重复的规则集名称"):
        load_all(deployment.units, [deployment.rules, deployment.root / "other"])


def test_a_folder_without_rules_is_refused_by_name(deployment: Any) -> None:
    (deployment.root / "empty").mkdir()
    with pytest.raises(InvalidInput, match="里没有规则文件"):
        load_all(deployment.units, [deployment.root / "empty"])


def test_a_site_may_give_one_address_or_several(deployment: Any) -> None:
    deployment.edit(UNITS, '"http://cz.yunshui.gov.cn/index.html"', '["http://cz.yunshui.gov.cn/a/", "http://cz.yunshui.gov.cn/b/"]')
    district = load_district(deployment.units)
    assert [len(site.start) for site in district.sites] == [1, 2]


def test_confirmed_tells_three_things_apart(deployment: Any) -> None:
    deployment.edit(UNITS, "name: 区财政局网站,", "name: 区财政局网站, confirmed: null,")
    deployment.edit(UNITS, "aliases: [门户],", "aliases: [门户], confirmed: 2021-03-01,")
    confirmed = [site.confirmed for site in load_district(deployment.units).sites]
    assert [str(c) for c in confirmed] == ["2021-03-01", "None"]
    deployment.edit(UNITS, "confirmed: null, ", "")
    assert load_district(deployment.units).sites[1].confirmed == "vouched"


def test_a_single_rule_set_is_checked_against_a_district(deployment: Any) -> None:
    district = load_district(deployment.units)
    assert load_rule_set(deployment.rules, district).rules[0].id == "ys2021-01-01"
    deployment.edit(MONTHLY, "[portal, own]", "[门户, 区财政局网站, nowhere]")
    with pytest.raises(InvalidFiles, match="未知的站点 nowhere"):
        load_rule_set(deployment.rules, district)
