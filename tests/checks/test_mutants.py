"""What is taken away from a duty: every condition once, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.mutants import NO_COLUMN, NOBODY, mutants_of
from rules.rule import Due, Duty, Places, Soften
from rules.wanted import ColumnWanted, Content, Match, Pair, Part, Stage, Terms, Upstream

WORDS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)
NAMES = st.lists(WORDS, max_size=3, unique=True).map(tuple)
SOME = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple)
GROUPS = st.lists(SOME, max_size=3, unique=True).map(tuple)
TERMS = st.builds(Terms, all=GROUPS, any=NAMES, none=NAMES)
MATCHES = st.builds(
    Match, title=TERMS, accepted=st.lists(TERMS, max_size=2, unique=True).map(tuple), list_title=TERMS, body=TERMS, attachment=TERMS, issuer=TERMS, near=NAMES
)
DAYS = st.none() | st.dates(date(2017, 1, 1), date(2017, 12, 31))
DUES = st.builds(Due, basis=st.just("assumption"), source=st.just("本办约定"), working_days=st.none() | st.integers(1, 30))
PARTS = st.lists(st.builds(Part, name=WORDS, any=SOME), max_size=3, unique_by=lambda p: p.name).map(tuple)
STAGES = st.lists(st.builds(Stage, name=WORDS, title=TERMS), max_size=3, unique_by=lambda s: s.name).map(tuple)
DUTIES = st.builds(
    Duty,
    id=st.just("a"),
    kind=st.sampled_from(["periodic", "one_off", "standing", "event", "reprint", "paired", "marked", "progress", "interactive", "timely"]),
    title=WORDS,
    units=SOME,
    every=st.none() | st.sampled_from(["month", "quarter", "half", "year", "regular"]),
    places=st.builds(Places, all_of=SOME) | st.builds(Places, any_of=SOME),
    due=st.none() | DUES,
    match=st.none() | MATCHES,
    column=st.none() | st.builds(ColumnWanted, names=SOME, near=NAMES, min_entries=st.integers(1, 3), answers=NAMES),
    content=st.builds(Content, parts=PARTS, rows_at_least=st.none() | st.integers(1, 9), names=NAMES),
    since=DAYS,
    pair=st.none() | st.builds(Pair, match=MATCHES),
    stages=STAGES,
    upstream=st.none() | st.builds(Upstream, issuers=SOME, sites=NAMES),
    marks=NAMES,
    on_request=NAMES,
    silence=st.none() | st.builds(Soften, outcome=st.just("unverified"), reason=WORDS),
    valid_from=DAYS,
    valid_to=DAYS,
)
MINIMAL = Duty("a", "event", "甲", ("区财政局",), places=Places(any_of=("portal",)), match=Match(title=Terms(all=(("甲",),))))


def conditions_of_terms(terms: Terms) -> int:
    return len(terms.all) + bool(terms.any) + bool(terms.none)


def conditions_of_match(match: Match) -> int:
    fields = (match.title, match.list_title, match.body, match.attachment, match.issuer)
    return sum(map(conditions_of_terms, fields)) + len(match.accepted) + bool(match.near)


def is_counted(column: ColumnWanted) -> bool:
    """Where an entry must have been answered, that there is one goes without saying."""
    return column.min_entries > 1 or not column.answers


def conditions_of(duty: Duty) -> int:
    """Counted anew, from the lists of conditions in the rule language."""
    due = duty.due is not None and (duty.due.working_days is not None or duty.kind in ("periodic", "event"))
    single = [duty.every, due, duty.jointly, duty.valid_from, duty.valid_to, duty.since]
    single += [duty.content.rows_at_least, duty.content.names, duty.marks, duty.on_request]
    column = (1 + bool(duty.column.near) + bool(duty.column.answers) + is_counted(duty.column)) if duty.column else 0
    matches = sum(conditions_of_match(m) for m in (duty.match, duty.pair.match if duty.pair else None) if m)
    many = len(duty.units) + len(duty.places.names) + len(duty.content.parts) + len(duty.stages)
    return sum(map(bool, single)) + column + matches + many + bool(duty.silence) + bool(duty.upstream and duty.upstream.sites)


@settings(max_examples=300, deadline=None)
@given(DUTIES)
def test_every_condition_is_taken_away_exactly_once(duty):
    mutants = mutants_of(duty)
    assert len(mutants) == conditions_of(duty)
    assert len({m.what for m in mutants}) == len(mutants)
    assert len({m.duty for m in mutants}) == len(mutants)


@settings(max_examples=300, deadline=None)
@given(DUTIES)
def test_every_mutant_differs_in_one_key_of_the_duty(duty):
    for mutant in mutants_of(duty):
        changed = [key for key in Duty.__dataclass_fields__ if getattr(duty, key) != getattr(mutant.duty, key)]
        assert changed == [mutant.what.partition(" ")[0].partition(".")[0].partition("（")[0]]
        assert mutant.advice


def test_duty_without_optional_conditions_loses_only_what_every_duty_has():
    mutants = {m.what: m.duty for m in mutants_of(MINIMAL)}
    assert mutants == {
        "units 里的 区财政局": replace(MINIMAL, units=(NOBODY,)),
        "places.any_of 里的 portal（换成 own）": replace(MINIMAL, places=Places(any_of=("own",))),
        "match.title.all 第1组（甲）": replace(MINIMAL, match=Match(title=Terms())),
    }


def test_manual_duty_has_no_mutants():
    assert mutants_of(replace(MINIMAL, kind="manual")) == ()


def test_single_place_of_the_unit_is_swapped_for_the_portal():
    duty = replace(MINIMAL, places=Places(all_of=("own",)))
    assert replace(duty, places=Places(all_of=("portal",))) in [m.duty for m in mutants_of(duty)]


def test_places_no_crawl_sees_go_together():
    duty = replace(MINIMAL, places=Places(any_of=("portal", "微信", "微博")))
    left = [m.duty.places.any_of for m in mutants_of(duty, frozenset({"微信", "微博"})) if m.what.startswith("places")]
    assert left == [("微信", "微博"), ("portal",)]


def test_only_name_of_a_column_becomes_one_that_no_site_has():
    duty = replace(MINIMAL, kind="standing", match=None, column=ColumnWanted(("政策解读", "解读")))
    assert [m.duty.column.names for m in mutants_of(duty) if m.what == "column.names"] == [(NO_COLUMN,)]


@pytest.mark.parametrize(
    ("kind", "due", "left"),
    [
        pytest.param("one_off", Due("law", "条例", working_days=20), Due("law", "条例", calendar_days=366), id="a count goes out of sight"),
        pytest.param("one_off", Due("quoted", "原文", day=date(2017, 6, 30)), Due("quoted", "原文", calendar_days=366), id="a fixed day too"),
        pytest.param("periodic", Due("assumption", "年底"), None, id="without a count the policy's days come back"),
        pytest.param("one_off", Due("assumption", "年底"), "no mutant", id="year end stays year end"),
    ],
)
def test_due_day_is_taken_away_where_it_decides_something(kind, due, left):
    mutants = [m.duty.due for m in mutants_of(replace(MINIMAL, kind=kind, due=due)) if m.what == "due"]
    assert mutants == ([] if left == "no mutant" else [left])
