"""Documents as they are really crawled: links that lead from one to the other, marks that are set later."""

from __future__ import annotations

from datetime import date

import pytest

from checks.court import Standards
from checks.run import Checker
from crawler.store import Store
from rules.calendar import load_calendars
from rules.markers import load_markers
from rules.policy import Policy
from rules.rule import Due, Duty, Places, Rule, RuleSet
from rules.wanted import Match, Pair, Terms

OWN, TEN_DAYS = Places(any_of=("own",)), Due("quoted", "原文：10个工作日", working_days=10)
MARKED = Duty("a", "marked", "标注废止", ("区财政局",), places=OWN, due=TEN_DAYS, match=Match(Terms(all=(("废止",),))), marks=("废止",))
PAIRED = Duty(
    "b", "paired", "解读", ("区财政局",), places=OWN, due=TEN_DAYS, match=Match(Terms(all=(("管理办法",),), none=("废止",))),
    pair=Pair(Match(Terms(any=("解读",)))),
)  # fmt: skip
OLD, NEW, LIST, TALK = "番禺区扶贫资金管理办法", "番禺区救助资金管理办法", "关于废止部分文件的决定", "有关说明"
PAGES = [("9", LIST, "2017-12-20"), ("8", NEW, "2017-12-19"), ("7", TALK, "2017-12-19"), ("6", OLD, "2017-02-01")]


@pytest.fixture
def checker(crawls, website):
    website.put_list("/tzgg/", [(f"/tzgg/content/post_{n}.html", title, day) for n, title, day in PAGES])
    for number, title, day in PAGES:
        extra = {LIST: f"<p>1.《{OLD}》</p>", NEW: '<p><a href="post_7.html">政策解读</a></p>'}.get(title, "")
        website.put_article(f"/tzgg/content/post_{number}.html", title, day, extra)
    rules = RuleSet("plan", "计划", 2017, (Rule(1, "p-01-01", 1, "公开", 1, "公开。", ("区财政局",), (MARKED, PAIRED)),), "")
    standards = Standards(crawls.district(), (rules,), {"plan": Policy()}, load_calendars(), load_markers(), "", "")
    with Store(crawls.db_url) as store:
        yield Checker(store, standards)


def told(checker: Checker, day: date) -> list[tuple[str, str]]:
    return [(v.outcome, v.reason) for v in checker.check(day).verdicts]


def test_an_interpretation_is_found_through_the_documents_own_link(crawls, checker):
    crawls.run()
    (verdict,) = [v for v in checker.check(date(2018, 1, 1)).verdicts if v.subject and v.subject.endswith("post_8.html")]
    assert (verdict.outcome, verdict.reason, [e.title for e in verdict.evidence]) == ("met", "in_time", [TALK])


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_missing_mark_is_looked_for_again_once_it_is_due(crawls, website, checker, is_marked):
    crawls.run()
    assert told(checker, date(2018, 1, 1))[0] == ("not_due", "before_due")
    assert told(checker, date(2018, 1, 8))[0] == ("unverified", "mark_awaits_look")
    if is_marked:
        website.put_article("/tzgg/content/post_6.html", f"{OLD}（已废止）", "2017-02-01")
    crawls.day = 7
    asked = website.requests_of(lambda: crawls.run(second_look=lambda: checker.provisional(date(2018, 1, 8))))
    assert "/tzgg/content/post_6.html" in asked
    assert told(checker, date(2018, 1, 8))[0] == (("met", "marked") if is_marked else ("unmet", "not_marked"))


def test_an_old_document_known_from_its_list_alone_is_fetched_for_its_mark(crawls, website, checker):
    website.put_list("/tzgg/", [(f"/tzgg/content/post_{n}.html", title, "2010-05-04" if title == OLD else day) for n, title, day in PAGES])
    website.put_article("/tzgg/content/post_6.html", OLD, "2010-05-04")
    crawls.day = 7
    crawls.run()
    assert crawls.page("/tzgg/content/post_6.html") is None
    assert told(checker, date(2018, 1, 8))[0] == ("unverified", "mark_unreadable")
    crawls.run(second_look=lambda: checker.provisional(date(2018, 1, 9)))
    assert told(checker, date(2018, 1, 9))[0] == ("unmet", "not_marked")


def test_what_a_new_reader_has_not_read_yet_is_never_called_absent(crawls, website, checker, monkeypatch):
    crawls.run()
    crawls.day = 7
    crawls.run(second_look=lambda: checker.provisional(date(2018, 1, 8)))
    assert ("unmet", "not_found") in told(checker, date(2018, 1, 8))
    for module in ("crawler.store", "crawler.run", "checks.run"):
        monkeypatch.setattr(f"{module}.READER", "next")
    assert not {outcome for outcome, _ in told(checker, date(2018, 1, 8))} & {"unmet", "late", "incomplete", "misplaced"}
    crawls.run()
    assert ("unmet", "not_found") in told(checker, date(2018, 1, 8))
