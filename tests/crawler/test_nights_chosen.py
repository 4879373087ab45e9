"""Which nights something is looked at again: the choice, and the bounds it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agenda import Agenda, Planned, nights_left
from crawler.fetching import Answer
from crawler.health import FEW, is_shrunk, nights_until_believed
from crawler.known import Addresses
from crawler.ledger import pages_after
from crawler.visits import INTERVALS, RESTING_NIGHTS, Held, choose, is_turn, narrow, nights_until

START = date(2017, 6, 1)
nights = st.integers(0, 400).map(lambda n: START + timedelta(days=n))


@given(st.text(max_size=20), st.integers(1, 10), nights, st.lists(st.booleans(), min_size=40, max_size=40))
def test_no_column_waits_longer_than_its_nights_and_a_missed_turn_is_made_up_for(name, every, first, runs):
    last, waited = first, 0
    for n, is_run in enumerate(runs, start=1):
        night = first + timedelta(days=n)
        waited += 1
        if is_run and is_turn(name, last, night, every):
            last, waited = night, 0
        assert waited < every or not is_run


def test_the_columns_of_a_site_are_spread_over_the_nights():
    turns = [n for column in range(700) for n in range(1, 8) if is_turn(f"czj /{column}/", START + timedelta(days=n - 1), START + timedelta(days=n), 7)]
    assert len(turns) == 700
    assert all(70 <= turns.count(n) <= 130 for n in range(1, 8))


def test_intervals_grow_with_the_age_of_the_last_change():
    told = [Held("http://h/1", START, START - timedelta(days=age)).interval for age in (0, 1, 3, 4, 15, 16, 59, 60, 4000)]
    assert told == [1, 1, 2, 4, 8, 16, 30, 30, 30]
    assert Held("http://h/1", START, START - timedelta(days=4000), is_resting=True).interval == RESTING_NIGHTS


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=60), st.integers(0, 12))
def test_tonight_is_what_has_been_due_longest_and_never_more_than_the_budget(told, budget):
    held = [Held(f"http://h/{n}", START - timedelta(days=ago), START - timedelta(days=ago + 30), resting) for n, (ago, resting) in enumerate(told)]
    chosen = choose(held, START, budget)
    due = [one for one in held if one.due <= START]
    assert len(chosen) == len({one.url for one in chosen}) == min(budget, len(due))
    assert set(chosen) <= set(due)
    assert sorted(map(repr, choose(narrow(held, budget), START, budget))) == sorted(map(repr, chosen))
    missed = [one for one in due if one not in chosen]
    assert all(one.is_resting or one.due <= other.due for one in chosen for other in missed if not other.is_resting)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=40), st.integers(2, 6))
def test_every_page_comes_to_its_turn_within_the_nights_that_are_stated(told, budget):
    """Pages never change; whatever their ages, none is looked at later than `nights_until` says."""
    held = {n: Held(f"http://h/{n}", START, START - timedelta(days=age), resting) for n, (age, resting) in enumerate(told)}
    for n in range(1, 200):
        night = START + timedelta(days=n)
        for one in choose(held.values(), night, budget):
            held[int(one.url.rpartition("/")[2])] = replace(one, asked=night)
        for one in held.values():
            assert (night - one.asked).days <= nights_until(one.interval, len(held), budget)


@given(st.integers(1, 2000), st.integers(0, 2000))
def test_a_site_that_stays_small_is_doubted_for_ten_nights_at_most(before, standing):
    assert 0 <= nights_until_believed(standing, before) <= 10
    if before - standing <= FEW:
        assert nights_until_believed(standing, before) == 0
    assert not is_shrunk(before, [before] * 10)


@given(st.integers(1, 30), st.integers(1, 25), st.integers(0, 80), st.data())
def test_a_page_count_is_explained_by_new_entries_exactly_where_they_can_cause_it(pages, size, new, data):
    entries = data.draw(st.integers((pages - 1) * size + 1, pages * size))
    assert -(-(entries + new) // size) in pages_after(pages, size, new)


@given(st.sets(st.text(max_size=30)), st.lists(st.text(max_size=30), max_size=20), st.lists(st.text(max_size=30), max_size=20))
def test_addresses_are_a_set(settled, added, asked):
    addresses = Addresses(settled)
    for address in added:
        addresses.add(address)
    assert len(addresses) == len(settled | set(added))
    assert [a in addresses for a in asked] == [a in settled | set(added) for a in asked]


async def nobody(*_told: str) -> None:
    """Asks for nothing."""


def test_what_rules_look_at_comes_first_and_the_budget_ends_a_host_alone():
    agenda = Agenda()
    for n, rank in enumerate((2, 1, 0, 2)):
        agenda.plan("h", Planned(f"http://h/{n}", "czj", "/c/", nobody), rank)
    agenda.plan("other", Planned("http://other/9", "mzj", "/c/", nobody), 2)
    assert [agenda.take("h").url for _ in range(2)] == ["http://h/2", "http://h/1"]
    agenda.note("h", "czj", Answer("http://h/1", "http://h/1", 0, reason="budget"))
    assert agenda.take("h") is None
    assert agenda.take("other").url == "http://other/9"
    assert agenda.waiting() == {("h", "czj"): 3}


@given(st.integers(0, 5000), st.integers(1, 300), st.integers(0, 300))
def test_the_nights_said_are_enough(waiting, budget, every_night):
    share = max(1, budget - every_night)
    said = nights_left(waiting, budget, every_night)
    assert said * share >= waiting > (said - 1) * share if waiting else said == 0


def test_a_page_without_change_is_seen_at_most_so_many_nights_later():
    """What the documents say of a district of 3,000 pages a host with 500 visits a night."""
    assert [nights_until(n, 3000, 500) for n in INTERVALS] == [13, 14, 16, 20, 28, 42]
