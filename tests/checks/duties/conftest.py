"""A small district, and one duty of it asked about in a situation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.case import Case
from checks.court import Standards
from checks.match import Matchers
from checks.situation import situation_of
from rules.calendar import load_calendars
from rules.markers import load_markers
from rules.policy import Policy
from rules.rule import Duty, Places, Rule, RuleSet
from rules.units import District, Group, Site, Unit
from rules.wanted import Match, Terms
from rules.words import shared_words

SITES = (
    Site("portal", "区政府门户网站", prefixes=("www.a.gov.cn/",)),
    Site("swj", "区水务局网站", prefixes=("swj.a.gov.cn/",)),
    Site("hbj", "区环保局网站", prefixes=("hbj.a.gov.cn/",)),
    Site("hall", "区网上办事大厅", check="proof", proof="网上办事大厅页面的网址和截图"),
    Site("open", "数据开放平台", check="api", proof="数据集目录的截图"),
)
UNITS = (Unit("swj", "区水务局", "department", ("swj",)), Unit("hbj", "区环保局", "department", ("hbj",)), Unit("xyz", "新造镇", "town", ()))
DISTRICT = District(1, "番禺区", SITES, UNITS, groups={"各部门": Group("department")})
WORDS, CALENDAR, MARKERS = shared_words(), load_calendars(), load_markers()
RANKING = Match(title=Terms(all=(("河涌", "黑臭水体"), ("排名", "名次")), none=("招标",)))
DUTY = Duty("a", "one_off", "河涌污染排名", ("区水务局",), places=Places(any_of=("portal", "own")), match=RANKING)


class Office:
    """Judges one duty of the small district, beside whatever others; the clock stands at the year's end."""

    district = DISTRICT

    def __init__(self) -> None:
        self.duty = DUTY
        self.others: tuple[Duty, ...] = ()
        self.policy = Policy()

    def wants(self, **changes):
        """The duty with other keys."""
        self.duty = replace(self.duty, **changes)
        return self

    def matches(self, **changes):
        return self.wants(match=replace(self.duty.match, **changes))

    def all_verdicts(self, *pages, unit="区水务局", as_of=date(2017, 12, 31), **told):
        rule = Rule(1, "py2017-13-05", 13, "环境保护", 5, "公布排名。", ("区水务局",), (self.duty, *self.others))
        rules = RuleSet("panyu-2017", "计划", 2017, (rule,), "")
        standards = Standards(DISTRICT, (rules,), {rules.name: self.policy}, CALENDAR, MARKERS, "", "")
        case = Case("情形", self.duty.id, unit, as_of, "met", pages=pages, **told)
        situation = situation_of(standards, case)
        assert situation is not None
        return situation.judge(rules, rule, self.duty, Matchers([d for d in rule.duties if d.is_automated], WORDS, DISTRICT))

    def verdict(self, *pages, period=None, **told):
        return next(v for v in self.all_verdicts(*pages, **told) if v.period == period)

    def outcome(self, *pages, **told):
        found = self.verdict(*pages, **told)
        return found.outcome, found.reason


@pytest.fixture
def office():
    return Office()
