"""Situations for the reports: a small one written by hand, and a rich one with every outcome over a whole district."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.score import overview, scorecards
from checks.verdict import LABELS, Evidence, NearMiss, Outcome, PlaceFinding, Searched, Turning, Verdict
from reports.data import Provenance, ReportData, SiteCoverage
from rules.calendar import load_calendars
from rules.explain import Reference, explain_all
from rules.policy import Policy, Reading
from rules.rule import Due, Duty, Places, Rule, RuleSet
from rules.units import District, Group, Site, Unit
from rules.wanted import Match, Terms

AS_OF = date(2017, 12, 31)
SEEN = datetime(2017, 12, 30, 18, 0, tzinfo=UTC)
GROUPS = {"各镇（街）": Group("town"), "各部门": Group("department")}
DEPARTMENTS = (
    "发展改革局 财政局 审计局 科工商信局 人力资源和社会保障局 国税局 地税局 国土规划局 城市更新局 农业局 编办 政务办 法制办 市场监管局 民政局 "
    "文化广电新闻出版局 环保局 水务局 教育局 卫生和计划生育局 食品药品监管局 住房建设局 安全监管局 政府办 新闻宣传协调办公室"
)
TOWNS = "沙湾镇 石碁镇 新造镇 南村镇 化龙镇 石楼镇 市桥街 沙头街 东环街 桥南街 小谷围街 大石街 洛浦街 钟村街 石壁街 大龙街"
PUBLIC_TEXT = "在区政府门户网站、区财政局网站按月公开我区一般公共预算收支执行情况。"
EACH_TEXT = "做好市、区人大代表建议和政协委员提案办理结果公开工作。"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>\u202e反转 联系人13800138000，身份证440113199001011234 ' + "长" * 10000


def verdict(unit: str, rule: str, outcome: Outcome, period: str | None = None, **more: object) -> Verdict:
    """A verdict with the usual fields filled in."""
    told: dict[str, object] = {
        "rule_set": "plan", "rule": rule, "duty": "a", "kind": "periodic" if period else "one_off", "unit": unit, "period": period, "subject": None,
        "outcome": outcome, "found": outcome, "reason": "", "due": AS_OF, "due_basis": "assumption", "published": None,
        "days_late": None, "days_unit": None, "why": f"这一项{LABELS[outcome]}。", "remedy": "" if outcome == "met" else "请补充公开。",
    }  # fmt: skip
    return Verdict(**(told | more))  # type: ignore[arg-type]


def evidence(title: str, published: date | None, **more: object) -> Evidence:
    """A piece of evidence with the usual fields filled in."""
    told: dict[str, object] = {
        "url": "http://www.panyu.gov.cn/gzpy/czxx/201705/abc.shtml", "site": "portal", "listed_in": "http://www.panyu.gov.cn/gzpy/czxx/list.shtml",
        "title": title, "published": published, "published_from": "meta PubDate", "formed": None, "first_seen": SEEN - timedelta(days=200),
        "fetched_at": SEEN, "sha256": "9f" * 32, "archive_file": "2017/12/30/panyu-0001.warc.gz", "archive_offset": 48213,
        "attributed_unit": "czj", "attributed_by": "来源", "matched": ("一般公共预算", "执行情况"), "matched_in": "title", "snippet": title,
    }  # fmt: skip
    return Evidence(**(told | more))  # type: ignore[arg-type]


POLICY = Policy(readings=(Reading("按月、按季但未写期限", "比照政府信息公开条例；属本办口径，不是计划原文", "期末后20个工作日", concerns=("periodic",)),))


def report(district: District, rule_set: RuleSet, verdicts: list[Verdict], coverage: tuple[SiteCoverage, ...]) -> ReportData:
    """A report of these verdicts."""
    cards = scorecards(verdicts, district, (rule_set,))
    made = Provenance("01JFAKE", "0.1.0", "1", "aa" * 32, "bb" * 32, "cc" * 32, simulated=True)
    pages = explain_all(rule_set, Reference(district, {rule_set.name: POLICY}, load_calendars(), 2017))
    return ReportData(
        "番禺区2017年政务公开落实情况核查报告", district, (rule_set,), AS_OF, SEEN, made, cards, overview(cards, (rule_set,)), coverage, POLICY.chosen(), pages
    )


def _news(address: str, many: int) -> tuple[NearMiss, ...]:
    return tuple(NearMiss(f"{address}/{i}.html", f"番禺召开会议 {i}", "是新闻报道，不是公开内容本身") for i in range(many))


def rule(section: int, name: str, number: int, text: str, *duties: Duty) -> Rule:
    return Rule(1, f"py2017-{section:02}-{number:02}", section, name, number, text, duties[0].units, duties)


MONTHLY = Duty(
    "a", "periodic", "一般公共预算收支执行情况", ("区财政局",), every="month", places=Places(all_of=("portal", "own")),
    due=Due("assumption", "计划只写“按月”，未写日期", working_days=20), weight=2,
    match=Match(Terms(all=(("一般公共预算", "财政收支"), ("执行", "收入…支出")), none=("部门预算",)), near=("钱袋子",)),
    remedy="请在区政府门户网站和区财政局网站分别公开该月数据。", quotes=("按月公开", "一般公共预算收支执行情况"),
)  # fmt: skip
FAN_OUT = Duty("a", "event", "本单位建议提案办理结果", ("各镇（街）", "各部门"), places=Places(any_of=("portal", "own")))
MANUAL = Duty("a", "manual", "经济形势研判和政策解读", ("区财政局",), reason="内部工作", proof="会议纪要或工作报告")


@pytest.fixture(scope="session")
def small() -> ReportData:
    """Two units and a town, three items, one hostile page."""
    district = District(
        1, "番禺区", (Site("portal", "区政府门户网站", ("http://www.panyu.gov.cn/",)), Site("czj", "区财政局网站", ("http://www.panyu.gov.cn/czj/",))),
        (Unit("czj", "区财政局", "department", ("czj",)), Unit("sjj", "区审计局", "department", ()), Unit("swz", "沙湾镇", "town", ())), groups=GROUPS,
    )  # fmt: skip
    plan = RuleSet(
        "plan", "2017年政务公开工作要点分工方案", 2017,
        (
            rule(1, "加强预期引导", 1, "加强解读。", MANUAL),
            rule(1, "加强预期引导", 3, PUBLIC_TEXT, MONTHLY),
            rule(19, "全面落实“五公开”工作机制", 4, EACH_TEXT, FAN_OUT),
        ),
        "dd" * 32, left_out=("区供销社",),
    )  # fmt: skip
    budget = "py2017-01-03"
    searched = (Searched("portal", "财政信息", 120, date(2016, 1, 4), True), Searched("czj", HOSTILE, 3, None, False))
    verdicts = [
        verdict("czj", budget, "met", "2017-01", published=date(2017, 2, 10), evidence=(evidence("2017年1-2月番禺区一般公共预算执行情况", date(2017, 2, 10)),)),
        verdict(
            "czj", budget, "late", "2017-03", published=date(2017, 5, 10), days_late=6, days_unit="working", due=date(2017, 5, 2),
            notes=("网页没有写明发布日期，2017年5月10日取自栏目列表。",),
            would_change=(Turning("publish_by", ("2017-05-02",), "met", "如最迟在2017年5月2日公开，即为达标。"),),
        ),
        verdict("czj", budget, "misplaced", "2017-04", places=(PlaceFinding("portal", "met", date(2017, 5, 8)), PlaceFinding("czj", "unmet", None))),
        verdict(
            "czj", budget, "unmet", "2017-05", due=date(2017, 6, 29), searched=searched,
            near_misses=(NearMiss("javascript:alert(1)", HOSTILE, "是草案"), *_news("http://www.panyu.gov.cn/n", 30)),
        ),
        verdict("czj", budget, "incomplete", "2017-06", missing=("支出合计",), evidence=(evidence(HOSTILE, None, snippet=HOSTILE, url="http://a/<b>\"'"),)),
        verdict("czj", budget, "not_due", "2017-12", due=date(2018, 1, 29)),
        verdict("czj", "py2017-01-01", "manual", kind="manual", why="内部工作，由人工核查。"),
        *(verdict(u, "py2017-19-04", "unverified", kind="event", due=None) for u in ("czj", "sjj", "swz")),
    ]  # fmt: skip
    coverage = (SiteCoverage("portal", "区政府门户网站", True, 52, 52), SiteCoverage("czj", "区财政局网站", True, 3, 4, "栏目“财政动态”第 3 页读取超时"))
    return report(district, plan, verdicts, coverage)


@pytest.fixture(scope="session")
def rich() -> ReportData:
    """Forty-one units, twenty-two sections, every outcome many times over."""
    return rich_report()


def rich_report() -> ReportData:
    chance = random.Random(2017)
    units = [Unit(f"d{i}", f"区{n}", "department", (f"d{i}",)) for i, n in enumerate(DEPARTMENTS.split())]
    units += [Unit(f"t{i}", n, "town", (f"t{i}",)) for i, n in enumerate(TOWNS.split())]
    sites = (Site("portal", "区政府门户网站", ("http://www.panyu.gov.cn/",)), *(Site(u.id, f"{u.name}网站", (f"http://x/{u.id}/",)) for u in units))
    district = District(1, "番禺区", sites, tuple(units), groups=GROUPS)
    rules = tuple(_rich_rule(s, n, units) for s in range(1, 23) for n in (1, 2, 3))
    plan = RuleSet("panyu-2017", "番禺区2017年政务公开工作要点分工方案", 2017, rules, "dd" * 32)
    verdicts = [v for r in rules for v in _rich_verdicts(r, district, chance)]
    coverage = tuple(SiteCoverage(s.id, s.name, True, n := chance.randint(3, 9), n if chance.random() < 0.8 else n + 1, "") for s in sites)
    down = SiteCoverage("d4", "区人力资源和社会保障局网站", False, 0, 0, "网站打不开：连接被拒绝")
    return report(district, plan, verdicts, (*coverage[:5], down, *coverage[6:]))


def _rich_rule(section: int, number: int, units: list[Unit]) -> Rule:
    names = tuple(u.name for u in units if u.kind == "department")
    who: tuple[str, ...] = (names[(section * 3 + number) % len(names)],)
    every = {1: "month", 2: "quarter"}.get((section + number) % 4)
    if section in (19, 20) and number == 2:
        who, every = ("各镇（街）", "各部门"), None
    kind = "manual" if number == 3 or section in (4, 16, 22) else "periodic" if every else "one_off"
    due = Due("assumption", "计划未写日期", working_days=20) if every else Due("quoted", "“年底前”", day=AS_OF)
    duty = Duty("a", kind, f"第{section}部分第{number}项应公开的内容", who, every=every, places=Places(all_of=("portal", "own")), due=due, proof="书面材料")  # type: ignore[arg-type]
    text = f"按要求在区政府门户网站、本单位网站公开第{section}部分第{number}项的有关情况，方便群众查询。"
    return rule(section, f"推进第{section}个领域信息公开", number, text, duty)


def _rich_verdicts(item: Rule, district: District, chance: random.Random) -> list[Verdict]:
    duty = item.duties[0]
    periods = {"month": [f"2017-{m:02}" for m in range(1, 13)], "quarter": [f"2017Q{q}" for q in range(1, 5)]}.get(duty.every or "", [None])
    members = [u for name in duty.units for u in district.expand(name) or ()]
    return [_rich_verdict(item, duty, u, p, chance) for u in members for p in periods]


def _rich_verdict(item: Rule, duty: Duty, unit: Unit, period: str | None, chance: random.Random) -> Verdict:
    outcome: Outcome = "manual"
    if duty.is_automated:
        outcome = chance.choices([o for o in LABELS if o != "manual"], [40, 6, 4, 4, 8, 3, 2, 1, 5, 3])[0]  # type: ignore[assignment]
    if duty.is_automated and period in ("2017-12", "2017Q4"):
        outcome = "not_due"
    seen = outcome in ("met", "late", "incomplete", "misplaced")
    title = f"{unit.name}{period or '2017年'}第{item.section_number}部分第{item.number}项有关情况"
    return verdict(
        unit.id, item.id, outcome, period, rule_set="panyu-2017", kind=duty.kind,
        due=date(2018, 1, 29) if outcome == "not_due" else AS_OF, published=date(2017, 6, 8) if seen else None,
        days_late=6 if outcome == "late" else None, days_unit="working" if outcome == "late" else None,
        evidence=tuple(evidence(title, date(2017, 6, 8), attributed_unit=unit.id, site=s) for s in ("portal", unit.id)) if seen else (),
        places=(PlaceFinding("portal", "met", date(2017, 6, 8)), PlaceFinding(unit.id, outcome, None)) if seen else (),
        missing=("开工投产情况",) if outcome == "incomplete" else (),
        near_misses=_news("http://www.panyu.gov.cn/n", 26) if outcome == "unmet" else (),
        searched=tuple(Searched("portal", f"栏目{i}", 40 + i, date(2016, 1, 4), True) for i in range(24)) if outcome in ("unmet", "not_checked") else (),
    )  # fmt: skip
