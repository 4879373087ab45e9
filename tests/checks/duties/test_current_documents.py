"""Standing duties: what stands there must be newer than the day or the event since when it has to be current."""

from __future__ import annotations

from datetime import date

import pytest

from checks.case import CaseEvent, CasePage
from rules.rule import Places
from rules.wanted import ColumnWanted

SINCE = date(2017, 3, 1)
OLD, NEW = date(2017, 2, 10), date(2017, 3, 1)
OUTDATED = ("incomplete", "outdated")


def page(day, title="河涌污染排名", site="own"):
    return CasePage(title, site, day)


@pytest.fixture
def standing(office):
    return office.wants(kind="standing", since=SINCE)


def test_a_document_older_than_the_day_the_rule_names_is_out_of_date(standing):
    found = standing.verdict(page(OLD))
    assert (found.outcome, found.reason) == OUTDATED
    assert "2017年3月1日以后的内容（现有的发布于2017年2月10日）" in found.why


def test_one_of_that_day_or_later_is_current_whatever_stands_beside_it(standing):
    assert standing.outcome(page(OLD), page(NEW)) == ("met", "in_time")


def test_a_document_without_a_day_stays_in_doubt(standing):
    assert standing.outcome(page(None)) == ("unverified", "undated")
    assert standing.outcome(page(OLD), page(None)) == ("unverified", "undated")


def test_a_newer_one_of_another_wording_leaves_doubt_and_an_older_one_does_not(standing):
    assert standing.outcome(page(OLD), page(NEW, "河涌概况")) == ("unverified", "near_miss")
    assert standing.outcome(page(OLD), page(OLD, "河涌概况")) == OUTDATED


def test_that_there_is_nothing_newer_is_an_absence_like_any_other(standing):
    assert standing.outcome(page(OLD), unread=("own",)) == ("not_checked", "site_down")
    assert standing.outcome(page(OLD), once=("own",)) == ("unverified", "awaits_second_look")
    assert standing.outcome(page(OLD), CasePage("附件", "own", NEW, unread=True)) == ("not_checked", "page_unread")


def test_the_newest_of_several_old_ones_is_shown(standing):
    assert [e.published for e in standing.verdict(page(OLD), page(date(2017, 1, 5))).evidence] == [OLD]


def test_before_its_due_day_nothing_is_out_of_date(standing):
    assert standing.outcome(page(OLD), as_of=date(2017, 9, 30)) == ("not_due", "before_due")


def test_every_place_must_be_current(standing):
    standing.wants(places=Places(all_of=("portal", "own")))
    assert standing.outcome(page(NEW, site="portal"), page(OLD)) == OUTDATED


def test_an_event_on_file_makes_what_was_published_before_it_out_of_date_once_it_must_be_shown(office):
    office.wants(kind="standing", places=Places(any_of=("own",)))
    event = CaseEvent("happened", date(2017, 9, 1), "清单调整")
    assert office.outcome(page(NEW)) == ("met", "in_time")
    assert office.outcome(page(NEW), events=(event,)) == OUTDATED
    assert office.outcome(page(date(2017, 9, 4)), events=(event,)) == ("met", "in_time")
    december = CaseEvent("happened", date(2017, 12, 20), "清单再调整")
    assert office.outcome(page(NEW), events=(december,)) == ("met", "in_time")


def test_a_column_must_have_entries_since_then(standing):
    standing.wants(match=None, column=ColumnWanted(("治水专栏",)))
    told = {"site_columns": {"own": ("治水专栏",)}}

    def entry(day):
        return CasePage("清淤", "own", day, column="治水专栏")

    assert standing.outcome(entry(NEW), **told) == ("met", "column_in_use")
    found = standing.verdict(entry(OLD), **told)
    assert (found.outcome, found.reason) == OUTDATED
    assert "“治水专栏”2017年3月1日以后的内容" in found.why
    assert standing.outcome(entry(date(2016, 5, 1)), **told) == ("incomplete", "column_unused")
    assert standing.outcome(entry(OLD), entry(None), **told) == ("unverified", "undated")
