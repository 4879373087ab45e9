"""What must hold of the verdicts of every kind of duty, whatever stands on the sites and however they were read.

`EXAMPLES=2000 pytest tests/checks/test_properties_of_every_kind.py` runs long.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import Case, CaseAttachment, CaseEvent, CaseLink, CasePage
from checks.court import Court, Standards
from checks.holdings import InMemory
from checks.match import Matchers
from checks.situation import Situation, situation_of
from checks.verdict import FAILING
from crawler.seen import UNREAD, Failure, Listed
from rules.calendar import load_calendars
from rules.markers import load_markers
from rules.policy import Policy
from rules.rule import Due, Duty, Places, Rule, RuleSet
from rules.units import District, Group, Site, Unit, canonical_address
from rules.wanted import ColumnWanted, Content, Match, Pair, Part, Stage, Terms, Upstream
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
ANY, ALL = Places(any_of=("portal", "own")), Places(all_of=("portal", "own"))
SOON = Due("assumption", "本办口径", working_days=20)
OURS = ("区民政局",)
FUNDS = Match(Terms(all=(("救助金", "低保金"), ("发放情况",))), near=("救助",))
POLICY = Match(Terms(all=(("扶贫", "救助"), ("办法", "方案", "意见", "通知"))))
DUTIES = {
    "periodic": Duty("a", "periodic", "救助金发放情况", OURS, every="month", places=ALL, due=SOON, match=FUNDS, content=Content(rows_at_least=2)),
    "quarterly": Duty("a", "periodic", "救助金发放情况", OURS, every="quarter", places=ANY, due=SOON, match=FUNDS),
    "regular": Duty("a", "periodic", "救助金发放情况", OURS, every="regular", places=ANY, match=FUNDS),
    "one_off": Duty("a", "one_off", "救助金发放情况", OURS, places=ALL, match=FUNDS, content=Content(parts=(Part("人数", ("人数",)),))),
    "standing": Duty("a", "standing", "救助金发放情况", OURS, places=ANY, match=FUNDS, since=date(2017, 3, 1)),
    "event": Duty("a", "event", "救助金发放情况", ("各部门",), places=ANY, match=FUNDS),
    "interactive": Duty("a", "interactive", "在线访谈", OURS, places=ANY, column=ColumnWanted(("在线访谈",), near=("访谈",), answers=("答：",))),
    "timely": Duty("a", "timely", "公文限时公开", ("各部门",), places=Places(any_of=("own",)), due=SOON),
    "reprint": Duty("a", "reprint", "转发扶贫政策", OURS, places=ANY, due=SOON, match=POLICY, upstream=Upstream(("省政府",), ("province",))),
    "paired": Duty("a", "paired", "扶贫政策及解读", OURS, places=ANY, due=SOON, match=POLICY, pair=Pair(Match(Terms(any=("解读", "图解"))))),
    "marked": Duty(
        "a", "marked", "标注废止文件", ("各部门",), places=ANY, due=SOON, match=Match(Terms(all=(("废止",), ("文件",)))), marks=("已废止",),
        on_request=("portal",),
    ),
    "progress": Duty(
        "a", "progress", "救助金发放情况", OURS, places=ANY, match=FUNDS, stages=(Stage("公示", Terms(any=("公示",))), Stage("公告", Terms(any=("公告",)))),
    ),
    "manual": Duty("a", "manual", "内部培训", OURS, reason="内部工作"),
}  # fmt: skip
KINDS = pytest.mark.parametrize("kind", DUTIES)
NAME = "番禺区扶贫资金管理办法"
TITLES = {
    "funds": [
        "番禺区2017年3月救助金发放情况", "2017年1-2月救助金发放情况", "2017年1月低保金发放情况", "番禺区2017年上半年救助金发放情况", "救助金发放情况",
        "救助金发放安排", "2016年12月低保金发放情况", "2017年3月救助金发放情况公示", "2017年3月救助金发放情况公告", "石楼镇2017年3月救助金发放情况",
    ],
    "papers": [
        f"番禺区民政局关于印发《{NAME}》的通知", NAME, f"《{NAME}》解读", "一图读懂救助办法", f"关于转发广东省{NAME[3:]}的通知",
        "广东省人民政府关于做好扶贫工作的通知", "关于公布废止部分规范性文件的决定", f"{NAME}（已废止）", "关于放假的通知",
    ],
}  # fmt: skip
POOLS = {kind: TITLES["papers" if kind in ("reprint", "paired", "marked", "timely") else "funds"] for kind in DUTIES}
DAYS = st.dates(date(2016, 11, 1), date(2018, 2, 28))
NUMBERS = (None, None, "番民〔2017〕5号", "粤府〔2017〕12号")
EVENTS = (
    CaseEvent("happened", date(2017, 4, 3), "救助金发放"),
    CaseEvent("upstream", date(2017, 3, 1), "广东省人民政府关于做好扶贫工作的通知", "粤府〔2017〕12号", issuer="省政府"),
    CaseEvent("abolished", date(2017, 5, 2), NAME, "番民〔2017〕5号"),
    CaseEvent("requested", date(2017, 5, 8), NAME, "番民〔2017〕5号"),
)
QUICK = settings(max_examples=int(os.environ.get("EXAMPLES", "8")), deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
STANDARDS = Standards(DISTRICT, (), {"plan": Policy()}, load_calendars(), load_markers(), "", "")
RULES = {kind: Rule(1, "py2017-12-01", 12, "扶贫", 1, "公开。", OURS, (duty,)) for kind, duty in DUTIES.items()}
MATCHERS = {kind: Matchers([duty] if duty.is_automated else [], shared_words(), DISTRICT) for kind, duty in DUTIES.items()}


@st.composite
def a_page(draw, kind):
    published = draw(st.none() | DAYS)
    return CasePage(
        draw(st.sampled_from(POOLS[kind])), draw(st.sampled_from(["portal", "own", "own", "province"])), published,
        formed=draw(st.none() | st.just(date(2017, 3, 1))), source=draw(st.sampled_from([None, "区民政局", "区财政局", "石楼镇"])),
        body=draw(st.sampled_from(["", "发放人数3人", f"1.《{NAME}》（番民〔2017〕5号）", "问：如何申请？答：网上申请。"])), rows=draw(st.sampled_from([0, 2])),
        images=draw(st.sampled_from([0, 0, 1])), document_number=draw(st.sampled_from(NUMBERS)), unread=draw(st.sampled_from([False, False, False, True])),
        withdrawn=draw(st.sampled_from([None, None, None, date(2017, 8, 1)])), column=draw(st.sampled_from(["栏目", "在线访谈"])),
        attachments=draw(st.sampled_from([(), (), (CaseAttachment("表.xls", rows=2),), (CaseAttachment("坏.xls", unreadable=True),)])),
        links=draw(st.sampled_from([(), (CaseLink("http://www.panyu.gov.cn/content/post_0.html", "解读"),)])),
    )  # fmt: skip


@st.composite
def a_case(draw, kind, most=4):
    pages = draw(st.lists(a_page(kind), max_size=most))
    events = draw(st.sets(st.sampled_from(EVENTS)))
    return Case("", "a", "区民政局", draw(DAYS), "", pages=tuple(pages), columns=("栏目", "在线访谈"), events=tuple(sorted(events, key=lambda e: e.day)))


def situation(case):
    found = situation_of(STANDARDS, case)
    assert found is not None
    return found


def judged(kind, at, snapshot=None):
    """The verdicts of one kind's duty in a situation, or with another snapshot in its place."""
    if snapshot is not None:
        at = Situation(at.case, Court(InMemory(snapshot), at.court.standards, at.court.as_of), at.unit)
    rules = RuleSet("plan", "计划", 2017, (RULES[kind],), "")
    return at.judge(rules, RULES[kind], DUTIES[kind], MATCHERS[kind])


GAPS = ("down", "never", "cut", "first crawl", "mute", "stale", "once", "unread by this reader")


def with_gap(snapshot, site, gap):
    """The snapshot as it would be had a site not been read whole, or only once."""
    looks, states = snapshot.looks, snapshot.sites
    others = tuple(k for k in looks if k.site != site), tuple(s for s in states if s.site != site)
    here, (state,) = [k for k in looks if k.site == site], [s for s in states if s.site == site]
    if gap == "never":
        return replace(snapshot, looks=others[0], sites=others[1])
    if gap == "down":
        return replace(snapshot, sites=(*others[1], replace(state, reached=False, reason="site_down")))
    if gap == "first crawl":
        return replace(snapshot, sites=(*others[1], replace(state, nights_left=3)))
    if gap == "cut":
        return replace(snapshot, looks=(*others[0], *(replace(k, complete=False, reached="", to_end=False) for k in here)))
    if gap == "once":
        return replace(snapshot, looks=(*others[0], *(k for k in here if k.look == 1)))
    if gap == "stale":
        then = datetime(2016, 10, 1, tzinfo=UTC)
        return replace(snapshot, looks=(*others[0], *(replace(k, at=then) for k in here)), sites=(*others[1], replace(state, at=then)))
    url = f"http://{DISTRICT.sites_by_id[site].prefixes[0]}mute.html"
    entry = Listed(site, "栏目", canonical_address(url), url, "通知", None, False, snapshot.known_at, snapshot.known_at, None)
    if gap == "mute":
        failure = Failure("run", snapshot.known_at, url, canonical_address(url), "timeout", "网页超时")
        return replace(snapshot, listed=(*snapshot.listed, entry), failures=(*snapshot.failures, failure))
    page = next((p for p in snapshot.pages if p.site == site), None)
    return replace(snapshot, pages=tuple(replace(p, page=UNREAD, content_sha256="-") if p is page else p for p in snapshot.pages))


@KINDS
@QUICK
@given(data=st.data(), gap=st.sampled_from(GAPS), site=st.sampled_from(["portal", "mzj"]))
def test_no_gap_in_the_search_of_a_place_ever_proves_an_absence_there(kind, data, gap, site):
    at = situation(data.draw(a_case(kind)))
    snapshot = at.court.known.holdings.snapshot
    is_gap = gap != "unread by this reader" or any(p.site == site for p in snapshot.pages)
    for verdict in judged(kind, at, with_gap(snapshot, site, gap)) if is_gap else ():
        if verdict.reason == "not_marked" or (verdict.due is None and gap == "stale"):
            continue  # rests on the page that was read without a mark; or nothing is due, so that any day's search shows what stood then
        assert verdict.outcome != "unmet" or site not in places_of(kind)
        assert all(p.outcome != "unmet" for p in verdict.places if p.site == site)


def places_of(kind):
    return {"mzj" if name == "own" else name for name in DUTIES[kind].places.names}


@KINDS
@QUICK
@given(data=st.data())
def test_nothing_fails_before_its_due_day(kind, data):
    case = data.draw(a_case(kind))
    for verdict in judged(kind, situation(case)):
        assert verdict.outcome not in FAILING or verdict.due is None or verdict.due <= case.as_of


@KINDS
@QUICK
@given(data=st.data(), seed=st.integers(0, 99))
def test_the_order_of_pages_runs_and_files_never_matters(kind, data, seed):
    at, chance = situation(data.draw(a_case(kind))), random.Random(seed)
    snapshot = at.court.known.holdings.snapshot
    mixed = {name: tuple(chance.sample(rows, len(rows))) for name in ("pages", "listed", "looks", "sites", "failures") if (rows := getattr(snapshot, name))}
    assert judged(kind, at, replace(snapshot, **mixed)) == judged(kind, at)


@KINDS
@QUICK
@given(data=st.data(), gap=st.sampled_from(GAPS))
def test_every_situation_gives_verdicts_each_under_a_key_of_its_own(kind, data, gap):
    at = situation(data.draw(a_case(kind)))
    found = judged(kind, at, with_gap(at.court.known.holdings.snapshot, "portal", gap))
    assert len({v.key for v in found}) == len(found)
    assert found or kind == "timely"
    for verdict in found:
        assert verdict.outcome == verdict.found
        assert verdict.why


ASK_FOR_MORE = ("reprint", "paired", "marked", "progress", "timely")
"""Of these a further page may be a further document, stage or list: it asks for more, which is the one way evidence contradicts what was found."""
RANK = {"met": 0, "not_due": 1, "unverified": 1, "not_checked": 1, "not_applicable": 1, "late": 2, "incomplete": 3, "misplaced": 4, "unmet": 5}


@pytest.mark.parametrize("kind", [kind for kind in DUTIES if kind not in ASK_FOR_MORE])
@QUICK
@given(data=st.data())
def test_one_more_page_makes_no_verdict_and_no_place_worse(kind, data):
    case = data.draw(a_case(kind))
    one_more = replace(data.draw(a_page(kind)), unread=False)
    before, after = (judged(kind, situation(c)) for c in (case, replace(case, pages=(*case.pages, one_more))))
    for old, new in zip(before, after, strict=True):
        assert old.outcome != "met" or new.outcome == "met"
        for place, now in zip(old.places, new.places, strict=len(old.places) == len(new.places)):
            assert RANK[now.outcome] <= RANK[place.outcome], (place, now)


@KINDS
@QUICK
@given(data=st.data())
def test_a_verdict_is_repeated_from_its_own_evidence(kind, data):
    at = situation(data.draw(a_case(kind)))
    for verdict in judged(kind, at):
        again = judged(kind, at, only(at.court.known.holdings.snapshot, verdict))
        same = next((v for v in again if v.key == verdict.key), None)
        assert same is not None, (verdict.outcome, verdict.reason)
        assert (same.outcome, same.reason, same.published, same.days_late) == (verdict.outcome, verdict.reason, verdict.published, verdict.days_late)


def only(snapshot, verdict):
    """What a verdict names: its evidence and near misses with their files; how the lists were read stays."""
    named = {canonical_address(e.url) for e in (*verdict.evidence, *verdict.basis, *verdict.near_misses)}
    named |= {canonical_address(a.href) for p in snapshot.pages if p.address in named for a in p.page.attachments}
    named |= {f.address for f in snapshot.failures}
    listed = snapshot.listed if verdict.kind == "interactive" else tuple(e for e in snapshot.listed if e.address in named)
    return replace(snapshot, pages=tuple(p for p in snapshot.pages if p.address in named), listed=listed)


def outcomes(kind, *pages):
    case = Case("", "a", "区民政局", date(2017, 12, 31), "", pages=pages, columns=("栏目",))
    return {v.period or v.subject: (v.outcome, v.reason) for v in judged(kind, situation(case))}


def test_january_by_itself_does_not_undo_january_and_february_together():
    both = [CasePage("2017年1-2月救助金发放情况", site, date(2017, 3, 15), rows=2) for site in ("portal", "own")]
    alone = [CasePage("2017年1月救助金发放情况", site, date(2017, 3, 16), rows=2) for site in ("portal", "own")]
    assert outcomes("periodic", *both)["2017-01"] == ("met", "in_time")
    assert outcomes("periodic", *both, *alone)["2017-01"] == ("met", "in_time")
    assert outcomes("periodic", *alone)["2017-01"] == ("late", "after_due")


def test_the_day_of_forming_is_taken_from_the_copy_that_tells_it():
    first = CasePage(NAME, "own", date(2017, 3, 8), document_number="番民〔2017〕5号")
    second = replace(first, published=date(2017, 3, 9), formed=date(2017, 3, 1))
    assert outcomes("timely", first, second) == {"番民〔2017〕5号": ("met", "in_time")}
    assert outcomes("timely", first) == {"番民〔2017〕5号": ("unverified", "unformed")}
