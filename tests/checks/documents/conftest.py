"""A small plan with a portal, a department, an office and a town, asked about one duty at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.case import Case, CaseEvent, CasePage
from checks.cases import judged_verdicts
from checks.court import Standards
from checks.match import Matchers
from rules.calendar import load_calendars
from rules.markers import load_markers
from rules.policy import Policy
from rules.rule import Duty, Places, Rule, RuleSet
from rules.units import District, Group, Site, Unit
from rules.words import shared_words

SITES = (
    Site("portal", "区政府门户网站", prefixes=("www.panyu.gov.cn/",)),
    Site("mzj", "区民政局网站", prefixes=("mzj.panyu.gov.cn/",)),
    Site("czj", "区财政局网站", prefixes=("czj.panyu.gov.cn/",)),
    Site("province", "省政府网站", prefixes=("www.gd.gov.cn/",)),
)
UNITS = (
    Unit("qfb", "区政府办", "office", (), ("番禺区人民政府办公室",)),
    Unit("mzj", "区民政局", "department", ("mzj",), ("番禺区民政局",)),
    Unit("czj", "区财政局", "department", ("czj",), ("番禺区财政局",)),
    Unit("slz", "石楼镇", "town", ()),
)
DISTRICT = District(1, "番禺区", SITES, UNITS, groups={"各部门": Group("department")})
STANDARDS = Standards(DISTRICT, (), {"plan": Policy()}, load_calendars(), load_markers(), "", "")
WORDS = shared_words()
END = date(2017, 12, 31)


class Asker:
    """Judges one duty in a situation; `told` gives each verdict's subject, outcome and reason."""

    def __init__(self) -> None:
        self._matchers: dict[Duty, Matchers] = {}

    def verdicts(self, duty: Duty, *pages: CasePage, as_of: date = END, unit: str = "区民政局", events: tuple[CaseEvent, ...] = (), **more: Any) -> Any:
        rule = Rule(1, "py2017-12-01", 12, "扶贫脱贫", 1, "公开。", ("区民政局",), (duty,))
        rules = RuleSet("plan", "计划", 2017, (rule,), "")
        if duty not in self._matchers:
            self._matchers[duty] = Matchers([duty], WORDS, DISTRICT)
        case = Case("", duty.id, unit, as_of, "", pages=pages, events=events, **more)
        return judged_verdicts(replace(STANDARDS, rule_sets=(rules,)), rules, rule, case, self._matchers[duty])

    def __call__(self, duty: Duty, *pages: CasePage, **more: Any) -> Any:
        return [(v.subject, v.outcome, v.reason) for v in self.verdicts(duty, *pages, **more)]


@pytest.fixture(scope="session")
def ask() -> Asker:
    return Asker()


@pytest.fixture(scope="session")
def either() -> Places:
    return Places(any_of=("portal", "own"))
