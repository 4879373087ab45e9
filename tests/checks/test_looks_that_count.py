"""Of all looks the store gives judging those that count: every question of coverage has the answer it has by all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.coverage import Place, absence, current_columns, searched, site_fault, site_states
from checks.holdings import InMemory
from checks.judge_column import _columns, _counts
from checks.known import Known
from checks.store_holdings import StoredHoldings
from crawler.events import ColumnRead, RunEnded, RunStarted, SiteRead
from crawler.store import Store
from reports.gather import site_coverage
from rules.markers import load_markers
from rules.units import District, Site

T0 = datetime(2017, 6, 1, 15, 50, tzinfo=UTC)
"""Ten minutes before midnight in Beijing: a run's looks may lie on two days."""
DISTRICT = District(1, "番禺区", (Site("czj", "区财政局网站", ("http://h/",), confirmed=None), Site("portal", "门户网站", ("http://p/",))), ())
MARKERS = load_markers()


@st.composite
def a_night(draw):
    """What one run saw: of each site whether it came to its end and how, and its looks at columns (None: no look)."""
    site = st.none() | st.tuples(st.booleans(), st.booleans(), st.sampled_from((0, 0, 0, 2)))
    look = st.none() | st.tuples(st.booleans(), st.sampled_from(("end", "window", "unchanged", "removed")), st.booleans())
    return draw(st.integers(0, 2)), {s: draw(site) for s in ("czj", "portal")}, draw(st.lists(look, min_size=12, max_size=12))


def fill(store, nights):
    """`gap`: days between runs; none where the clock stood still."""
    at = T0
    for number, (gap, sites, looks) in enumerate(nights):
        at += timedelta(days=gap)
        run = f"run{number:02}"
        events = [RunStarted(at, run, True, "incremental", True, "gongkai/0.1.0", "1", "0" * 64, ("czj",))]
        for place, told in enumerate(looks):
            if told is not None:
                complete, reached, to_end = told
                when = at if gap == 0 else at + timedelta(minutes=2 * place)
                site, column = ("czj", "portal")[place % 2], f"/{place % 6}/"
                url = f"http://h{column}{number % 3}"
                shown = (complete, reached if complete else "", complete and to_end, None, 1, "c" * 64, (), "" if complete else f"读不到{number}")
                events.append(ColumnRead(when, 1 + place // 6, site, column, f"栏目{number}", url, *shown))
        for site, told in sites.items():
            if told is not None:
                events.append(SiteRead(events[-1].at, site, told[0], told[1], "" if told[0] else "site_down", "", 3, told[2]))
        store.apply(run, enumerate([*events, RunEnded(events[-1].at, "done", ())], start=1))


def asked_of(holdings):
    """Everything anyone asks of looks, for every day."""
    known = Known(holdings, DISTRICT, MARKERS)
    told = [known.column_urls, known.strangers, known.fronts]
    for state in site_states(holdings, DISTRICT, {}).values():
        place = Place(state.site.id, (state,))
        told += [site_coverage(state), _counts(state), _columns(state), bool(state.columns)]
        for since in (date.min, *(date(2017, 6, 1) + timedelta(days=n) for n in range(32))):
            columns = {name: (looks[-1], any(k.complete for k in looks)) for name, looks in current_columns(state, since).items()}
            told += [absence(place, since), absence(place, since, to_end=True), searched((place,), since), site_fault(state, since), columns]
    return told


@pytest.fixture(scope="module")
def one_store(tmp_path_factory):
    with Store(f"sqlite:///{tmp_path_factory.mktemp('looks') / 'x.db'}") as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(st.lists(a_night(), min_size=1, max_size=14), st.integers(0, 20))
def test_what_is_asked_of_looks_is_answered_as_by_all_of_them(one_store, nights, day):
    one_store.forget_archive()
    fill(one_store, nights)
    for moment in (None, T0 + timedelta(days=day)):
        with one_store.past(moment) as past:
            assert asked_of(StoredHoldings(past)) == asked_of(InMemory(one_store.snapshot(moment)))


def test_a_year_of_quiet_nights_leaves_a_few_looks(one_store):
    one_store.forget_archive()
    fill(one_store, [(1, {"czj": (True, True, 0), "portal": (True, True, 0)}, [(True, "end", True)] * 12)] * 60)
    with one_store.past() as past:
        assert (len(past.looks.columns), len(past.looks.sites)) == (12, 2)
        assert asked_of(StoredHoldings(past)) == asked_of(InMemory(one_store.snapshot()))
