"""A small district of its own with two rules, written anew for each test: 云水区."""

from __future__ import annotations

from pathlib import Path

import pytest

UNITS = """\
schema_version: 1
district: 云水区
sites:
  - {id: portal, name: 云水区政府门户网站, aliases: [门户], start: "http://www.yunshui.gov.cn/", prefixes: [www.yunshui.gov.cn/]}
  - {id: cz, name: 区财政局网站, start: "http://cz.yunshui.gov.cn/index.html"}
units:
  - {id: cz, name: 区财政局, aliases: [云水区财政局], kind: department, sites: [cz]}
  - {id: sj, name: 区审计局, kind: department, sites: []}
  - {id: hz, name: 河洲镇, kind: town, sites: [portal]}
groups:
  各镇（街）: {kind: town}
"""

MONTHLY = """\
schema_version: 1
id: ys2021-01-01
section_number: 1
section: 预算公开
number: 1
text: 按月公开预算执行情况。
leads: [区财政局]
duties:
  - id: a
    kind: periodic
    every: month
    title: 预算执行情况
    units: [区财政局]
    places: {all_of: [portal, own]}
    due: {working_days: 20, basis: assumption, source: 计划只写按月、未写期限}
    match: {title: {all: [[预算], [执行情况]]}}
    quotes: [按月公开预算执行情况]
    remedy: 请公开该月预算执行情况。
"""

BY_HAND = """\
schema_version: 1
id: ys2021-02-01
section_number: 2
section: 机制建设
number: 1
text: 明确分管负责人。
leads: [各镇（街）]
duties:
  - {id: a, kind: manual, title: 明确分管负责人, units: [各镇（街）], quotes: [明确分管负责人], reason: 内部工作, proof: 分工文件}
"""


class Deployment:
    """A folder with config/units.yaml and a rule set, whose files a test may replace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.units = root / "config" / "units.yaml"
        self.rules = root / "ys-2021"
        self.write("config/units.yaml", UNITS)
        self.write("ys-2021/ruleset.yaml", "schema_version: 1\nname: ys-2021\ntitle: 云水区2021年计划\nyear: 2021\n")
        self.write("ys-2021/01/ys2021-01-01.yaml", MONTHLY)
        self.write("ys-2021/02/ys2021-02-01.yaml", BY_HAND)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> Path:
        """Replaces one place of a file; the place must be there."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        return self.write(name, text.replace(old, new, 1))


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    return Deployment(tmp_path)
