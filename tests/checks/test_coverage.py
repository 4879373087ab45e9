"""What an absence is worth: only a complete search, seen twice, on or after the due day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from checks.coverage import Place, SiteState, absence, current_columns
from crawler.seen import ColumnLook, SiteLook
from rules.units import Site

DUE = date(2017, 5, 2)


def at(day, hour=14):
    return datetime(2017, 5, day, hour, tzinfo=UTC)


def look(column="tzgg", run="r1", number=1, day=3, **more):
    told = {"complete": True, "reached": "end", "to_end": True, "reason": ""} | more
    return ColumnLook(
        run=run, look=number, at=at(day), site="czj", column=column, name=column, url="", covered_since=None, pages=1, entries=3, oldest=None, **told
    )


def site_look(day=3, run="r1", reached=True, names=True, reason="", nights=0):
    return SiteLook(run, at(day), "czj", reached, names, reason, reason, nights_left=nights)


def place(looks, columns, confirmed="vouched"):
    return Place("own", (SiteState(Site("czj", "区财政局网站", ("http://czj/",), confirmed=confirmed), tuple(looks), tuple(columns)),))


TWICE = [look(), look(number=2)]
INCOMPLETE = {"complete": False, "reached": "", "to_end": False, "reason": "第2页 500"}


@pytest.mark.parametrize(
    ("looks", "columns", "confirmed", "state", "reason"),
    [
        pytest.param([site_look()], TWICE, "vouched", "confirmed", "not_found", id="complete and seen twice"),
        pytest.param([site_look()], [look()], "vouched", "awaits", "awaits_second_look", id="seen once"),
        pytest.param([site_look(), site_look(4, "r2")], [look(), look(run="r2", day=4)], "vouched", "confirmed", "not_found", id="seen in two runs"),
        pytest.param([site_look(1)], [look(day=1), look(number=2, day=1)], "vouched", "not_checked", "not_crawled", id="not since the due day"),
        pytest.param([], [], "vouched", "not_checked", "not_crawled", id="never"),
        pytest.param([site_look()], [], "vouched", "not_checked", "no_columns", id="no column found"),
        pytest.param([site_look()], [*TWICE, look("gsgg", **INCOMPLETE)], "vouched", "not_checked", "column_incomplete", id="one column not complete"),
        pytest.param([site_look(), site_look(4, "r2")], [*TWICE, look(run="r2", day=4, **INCOMPLETE)], "vouched", "not_checked", "column_incomplete",
                     id="complete then, not in the last run"),
        pytest.param([site_look(), site_look(4, "r2", False, reason="site_down")], TWICE, "vouched", "not_checked", "site_down", id="down in the last run"),
        pytest.param([site_look(), site_look(4, "r2", nights=3)], [*TWICE, look(run="r2", day=4)], "vouched", "not_checked", "first_crawl",
                     id="its first crawl takes more nights"),
        pytest.param([site_look(4, "r2", reached=False, reason="budget", nights=1)], [], "vouched", "not_checked", "first_crawl",
                     id="not even its columns are found"),
        pytest.param([site_look()], [*TWICE, look(run="r2", day=4)], "vouched", "confirmed", "not_found", id="a run that was cut off after does not count"),
        pytest.param([site_look(names=False)], TWICE, None, "not_checked", "site_not_confirmed", id="a guess that names nobody"),
        pytest.param([site_look()], TWICE, None, "confirmed", "not_found", id="a guess that names its unit"),
    ],
)  # fmt: skip
def test_absence_is(looks, columns, confirmed, state, reason):
    found = absence(place(looks, columns, confirmed), DUE)
    assert (found.state, found.reason) == (state, reason)


def test_unit_without_a_site_cannot_be_searched():
    assert absence(Place("own", ()), DUE).reason == "no_site"


def test_document_of_any_year_asks_for_lists_read_to_their_ends():
    window = [look(to_end=False, reached="window"), look(number=2, to_end=False, reached="window")]
    assert absence(place([site_look()], window), DUE).state == "confirmed"
    assert absence(place([site_look()], window), DUE, to_end=True).reason == "column_incomplete"
    assert absence(place([site_look(1, "r0"), site_look()], [look(run="r0", day=1), *window]), DUE, to_end=True).state == "confirmed"


def test_the_columns_of_a_run_that_was_cut_off_are_not_all_columns():
    state = place([site_look()], [*TWICE, look("gsgg"), look("gsgg", run="r2", day=4)]).sites[0]
    assert list(current_columns(state, DUE)) == ["gsgg", "tzgg"]


def test_a_first_crawl_says_how_many_nights_it_still_takes():
    assert absence(place([site_look(nights=3)], TWICE), DUE).detail == "区财政局网站首次抓取尚未完成，预计还需 3 夜"


def test_column_the_site_took_away_is_no_gap():
    state = place([site_look()], [*TWICE, look("old", reached="removed")]).sites[0]
    assert list(current_columns(state, DUE)) == ["tzgg"]
