"""A duty holds from one day to another: neither before nor after is anything asked or held against a unit."""

from __future__ import annotations

from datetime import date

import pytest

from checks.case import CaseEvent, CasePage
from rules.rule import Places
from rules.wanted import ColumnWanted

FROM, TO = date(2017, 4, 1), date(2017, 9, 30)
OUT = ("not_applicable", "not_in_force")
MET = ("met", "in_time")


def page(day):
    return CasePage("河涌污染排名", "own", day)


@pytest.mark.parametrize("kind", ["one_off", "standing", "event"])
def test_nothing_is_asked_on_a_day_when_the_duty_does_not_hold(office, kind):
    office.wants(kind=kind, valid_from=FROM, valid_to=TO)
    assert office.outcome(as_of=date(2017, 3, 31)) == OUT
    assert office.outcome(as_of=date(2017, 10, 1)) == OUT
    assert office.outcome(as_of=date(2017, 9, 30)) != OUT


@pytest.mark.parametrize("column", [ColumnWanted(("专栏",)), ColumnWanted(("专栏",), answers=("答复",))])
def test_nor_of_a_column(office, column):
    office.wants(kind="interactive" if column.answers else "standing", match=None, column=column, valid_from=FROM)
    assert office.outcome(as_of=date(2017, 3, 31)) == OUT
    assert office.outcome() == ("unmet", "column_missing")


def test_nor_of_internal_work(office):
    office.wants(kind="manual", match=None, places=Places(), valid_to=TO)
    assert office.outcome(as_of=TO) == ("manual", "manual")
    assert office.outcome() == OUT


def test_a_document_of_the_year_counts_where_the_duty_held_on_its_day(office):
    office.wants(valid_from=FROM)
    assert office.outcome(page(FROM)) == MET
    found = office.verdict(page(date(2017, 3, 31)))
    assert (found.outcome, found.reason) == OUT
    assert [e.published for e in found.evidence] == [date(2017, 3, 31)]
    assert office.outcome() == ("unmet", "not_found")


def test_an_old_list_that_still_stands_satisfies_a_newer_standing_duty(office):
    office.wants(kind="standing", valid_from=FROM)
    assert office.outcome(page(date(2016, 6, 1))) == MET


def test_what_happened_or_was_published_when_the_duty_did_not_hold_is_no_matter_of_it(office):
    office.wants(kind="event", valid_from=FROM)
    assert office.outcome(page(date(2017, 3, 31))) == ("unverified", "event_not_shown")
    assert office.outcome(events=(CaseEvent("happened", date(2017, 3, 1), "河涌清淤"),)) == ("unverified", "event_not_shown")
    assert office.outcome(events=(CaseEvent("happened", FROM, "河涌清淤"),)) == ("unmet", "known_event_unpublished")


def test_a_period_counts_by_its_end(office):
    office.wants(kind="periodic", every="month", valid_from=FROM)
    assert office.outcome(period="2017-03") == OUT
    assert office.outcome(period="2017-04") == ("unmet", "not_found")
