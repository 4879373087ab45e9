"""Interactive duties: the column is there, is used, and answers."""

from __future__ import annotations

from datetime import date

import pytest

from checks.case import CaseAttachment, CasePage
from checks.match import Matchers, looks_at_pages
from crawler.page import Page
from rules.rule import Places
from rules.wanted import ColumnWanted, Match, Terms
from rules.words import shared_words

COLUMN = {"site_columns": {"own": ("在线访谈",)}}


def entry(body="网友提问。局长答复：已安排。", day=date(2017, 6, 12), **told):
    return CasePage(**({"title": "治水在线访谈", "site": "own", "published": day, "body": body, "column": "在线访谈"} | told))


@pytest.fixture
def talks(office):
    return office.wants(
        kind="interactive", match=None, places=Places(any_of=("portal", "own")), column=ColumnWanted(("访谈",), ("互动",), answers=("答复", "回复"))
    )


def test_a_column_that_answers_is_met_with_the_answer_as_evidence(talks):
    found = talks.verdict(entry(), **COLUMN)
    assert (found.outcome, found.reason, [e.title for e in found.evidence]) == ("met", "column_answered", ["治水在线访谈"])
    assert "治水在线访谈" in found.why


@pytest.mark.parametrize(
    ("pages", "told", "outcome"),
    [
        ((), {}, ("unmet", "column_missing")),
        ((), {"site_columns": {"own": ("互动平台",)}}, ("unverified", "near_miss")),
        ((), {"unread": ("own",)}, ("not_checked", "site_down")),
        ((), COLUMN, ("incomplete", "column_unused")),
        ((entry(day=date(2016, 6, 12)),), COLUMN, ("incomplete", "column_unused")),
        ((entry("网友提问。"),), COLUMN, ("incomplete", "column_unanswered")),
        ((entry("网友提问。"),), COLUMN | {"unread": ("own",)}, ("not_checked", "site_down")),
        ((entry("网友提问。", images=1),), COLUMN, ("unverified", "answers_unread")),
        ((entry("网友提问。", unread=True),), COLUMN, ("unverified", "answers_unread")),
        ((entry("", link="http://mp.weixin.qq.com/s/1"),), COLUMN, ("unverified", "answers_unread")),
        ((entry("网友提问。", attachments=(CaseAttachment("实录.doc", unreadable=True),)),), COLUMN, ("unverified", "answers_unread")),
        ((entry("网友提问。", attachments=(CaseAttachment("实录.doc", text="局长回复"),)),), COLUMN, ("met", "column_answered")),
        ((entry("网友提问。"), entry()), COLUMN, ("met", "column_answered")),
        ((entry("网友提问。"), entry(day=None)), COLUMN, ("unverified", "undated")),
        ((entry(column="通知公告"), entry("网友提问。")), {"site_columns": {"own": ("在线访谈", "通知公告")}}, ("incomplete", "column_unanswered")),
    ],
)
def test_what_is_missing_or_cannot_be_read_is_told_apart(talks, pages, told, outcome):
    assert talks.outcome(*pages, **told) == outcome


def test_a_column_that_all_units_share_shows_one_units_use_only_by_its_own_answer(talks):
    talks.wants(units=("各部门",))
    shared = {"site_columns": {"portal": ("在线访谈",)}}
    own = entry(site="portal", source="区水务局")
    assert talks.outcome(own, **shared) == ("met", "column_answered")
    assert talks.outcome(own, unit="区环保局", **shared) == ("unverified", "column_shared")
    assert talks.outcome(entry(site="portal"), **shared) == ("unverified", "column_shared")


def test_a_standing_column_that_all_units_share_is_no_units_own(talks):
    talks.wants(kind="standing", units=("各部门",), column=ColumnWanted(("访谈",)))
    assert talks.outcome(entry(site="portal"), site_columns={"portal": ("在线访谈",)}) == ("unverified", "column_shared")
    assert talks.outcome(entry(), **COLUMN) == ("met", "column_in_use")


def test_words_of_a_title_narrow_which_answers_count(talks):
    talks.wants(match=Match(title=Terms(any=("治水",))))
    assert talks.outcome(entry(), **COLUMN) == ("met", "column_answered")
    assert talks.outcome(entry(title="养老在线访谈"), **COLUMN) == ("incomplete", "column_unanswered")


def test_only_pages_with_a_word_of_an_answer_are_kept(talks):
    matchers = Matchers([talks.duty], shared_words())
    pages = {body: Page("article", "html", title="访谈", body=body) for body in ("局长答复", "通知")}
    assert [len(matchers.match(page, matchers.by_digest)) for page in pages.values()] == [1, 0]
    assert matchers.match_title("在线访谈答复") == {}
    assert looks_at_pages(talks.duty)
