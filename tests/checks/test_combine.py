"""Several places of one duty, together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.combine import combine
from checks.coverage import Place
from checks.place import Finding
from checks.verdict import FAILING

OUTCOMES = ("met", "late", "incomplete", "unverified", "not_checked", "unmet")


def combined(outcomes, all_of):
    return combine(tuple(Finding(Place(str(i), ()), o, "") for i, o in enumerate(outcomes)), all_of).outcome


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        (("met", "met"), "met"),
        (("met", "unmet"), "misplaced"),
        (("late", "unmet"), "misplaced"),
        (("incomplete", "unmet"), "misplaced"),
        (("late", "met"), "late"),
        (("late", "incomplete"), "incomplete"),
        (("met", "unverified"), "unverified"),
        (("met", "not_checked"), "not_checked"),
        (("unmet", "not_checked"), "not_checked"),
        (("unmet", "unverified"), "unverified"),
        (("late", "not_checked"), "late"),
        (("unmet", "unmet"), "unmet"),
    ],
)
def test_all_of_the_places(outcomes, outcome):
    assert combined(outcomes, True) == combined(tuple(reversed(outcomes)), True) == outcome


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        (("met", "unmet"), "met"),
        (("late", "unmet"), "late"),
        (("late", "not_checked"), "not_checked"),
        (("unmet", "unverified"), "unverified"),
        (("incomplete", "late"), "late"),
        (("unmet", "unmet"), "unmet"),
    ],
)
def test_any_of_the_places(outcomes, outcome):
    assert combined(outcomes, False) == combined(tuple(reversed(outcomes)), False) == outcome


@given(outcomes=st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=4), all_of=st.booleans())
def test_unmet_is_never_said_where_a_place_was_not_searched(outcomes, all_of):
    if "not_checked" in outcomes or "unverified" in outcomes:
        assert combined(outcomes, all_of) not in ("unmet", "misplaced")


@given(outcomes=st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=4), all_of=st.booleans())
def test_met_everywhere_and_only_that_is_never_failing(outcomes, all_of):
    if set(outcomes) == {"met"}:
        assert combined(outcomes, all_of) == "met"
    elif all_of:
        assert combined(outcomes, True) != "met"
    if all(o not in ("late", "incomplete", "unmet") for o in outcomes):
        assert combined(outcomes, all_of) not in FAILING
