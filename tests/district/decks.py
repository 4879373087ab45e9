"""Which cases each duty draws from: `sure` ones happen in every seed, those of TURNS in some, the rest comes from the pool."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

DUE_MONTHS = tuple(range(1, 12))
"""Months whose due day has come by the end of the year."""


@dataclass(frozen=True)
class Deck:
    """The cases of one monthly or quarterly duty."""

    sure: tuple[str, ...]
    pool: tuple[str, ...]


DECKS: dict[str, Deck] = {
    "01-03a": Deck(
        ("late_both", "late_one", "portal_only", "own_only", "draft_elsewhere", "unmet_town", "unmet_draft", "odd", "shared"),
        (
            "plain",
            "plain",
            "no_year",
            "in_body",
            "cumulative",
            "one_two",
            "backdated",
            "by_docx",
            "on_due_day",
            "unmet_neighbour",
            "unmet_city",
            "odd",
            "by_xlsx",
        ),
    ),
    "13-05a": Deck(
        ("rows_html", "rows_xlsx", "rows_docx", "rows_one", "picture", "news_elsewhere", "own_only", "unmet_city", "late_both", "odd"),
        ("plain", "by_xlsx", "by_docx", "portal_only", "withdrawn", "rows_mended", "unmet_nothing", "scan", "unmet_mention"),
    ),
    "03-01b": Deck(
        ("no_investment", "no_start", "no_start_docx", "late_any", "unmet_news", "unmet_draft", "odd", "broken", "mended"),
        ("plain", "plain", "in_file", "cumulative", "unmet_last_year", "no_year", "by_docx", "no_investment", "gone", "odd"),
    ),
    "07-03a": Deck(
        ("late_by_a_day", "late_any", "unmet_nothing", "unmet_other_month", "undated", "odd", "vanished"),
        ("plain", "plain", "no_year", "in_body", "backdated", "on_due_day", "unmet_neighbour", "by_xlsx", "unmet_last_year", "odd"),
    ),
    "02-03b": Deck(
        ("early", "late_any", "unmet_last_year", "odd", "external", "withdrawn"),
        ("plain", "plain", "early", "in_body", "dated_ahead", "unmet_news", "late_by_a_day", "by_xlsx", "unmet_nothing", "no_year", "odd"),
    ),
    "17-01a": Deck(
        ("plain", "late_any", "unmet_mention", "odd", "by_xlsx"),
        (
            "plain",
            "plain",
            "cumulative",
            "undated",
            "unmet_neighbour",
            "unmet_draft",
            "no_year",
            "withdrawn",
            "in_file",
            "late_by_a_day",
            "unmet_last_year",
            "odd",
        ),
    ),
    "07-03b": Deck((), ("plain", "late_any", "unmet_nothing", "odd", "by_docx", "unmet_last_year", "in_body", "unmet_news")),
    "11-01a": Deck((), ("plain", "late_any", "unmet_draft", "odd", "by_docx", "unmet_neighbour", "in_body", "unmet_mention")),
}

TURNS: dict[str, tuple[str, ...]] = {
    "01-03a": ("one_two", "half_year", "on_due_day"),
    "13-05a": ("scan", "corrected", "replaced", "corrected_late", "rows_mended"),
    "03-01b": ("gone", "half_year", "corrected"),
    "07-03a": ("on_due_day", "corrected"),
    "17-01a": ("one_two", "half_year", "half_year"),
    "07-03b": ("half_year", ""),
}
"""The seed walks through each tuple, so that what must happen in a month of its own, or is rare in a pool, happens within a few seeds."""

ONLY_IN: dict[str, tuple[int, ...]] = {
    "one_two": (1,),
    "half_year": (6, 9),
    "cumulative": (3, 4, 5, 6, 7, 8, 9, 10, 11),
    "early": (2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    "withdrawn": (3,),
    "vanished": (4, 5, 6, 9, 10),
    "dated_ahead": (8,),
    "rows_mended": (1, 2, 4, 5, 6, 7, 8),
    "mended": (1, 2, 4, 5, 6, 7, 8),
    "backdated": (1, 2, 4, 5, 6, 7, 8, 9, 10),
    "unmet_other_month": (4, 6, 8, 10),
}
"""Months in which a case can happen at all, given the days of the three crawls."""


def deal(duty: str, rng: Random, seed: int) -> dict[int, str]:
    """A case for each month (or quarter) whose due day comes within the year."""
    deck, turns = DECKS[duty], TURNS.get(duty, ("",))
    turn = turns[(seed - 1) % len(turns)]
    if not deck.sure:
        return dict(zip((1, 2, 3), rng.sample(deck.pool, 3), strict=True)) | ({2: turn} if turn else {})
    dealt: dict[int, str] = {}
    if turn:
        _place(turn, dealt, rng)
    pool = list(deck.pool)
    rng.shuffle(pool)
    wanted = sorted((*deck.sure, *pool), key=lambda c: (c not in deck.sure, len(ONLY_IN.get(c, DUE_MONTHS))))
    for case in wanted:
        _place(case, dealt, rng)
    return {m: dealt.get(m, "plain") for m in DUE_MONTHS}


def _place(case: str, dealt: dict[int, str], rng: Random) -> None:
    free = [m for m in ONLY_IN.get(case, DUE_MONTHS) if m not in dealt]
    if case == "unmet_other_month":
        free = [m for m in free if m - 1 not in dealt]
    if case == "one_two" and 2 in dealt:
        free = []
    if not free:
        return
    month = rng.choice(free)
    dealt[month] = case
    if case == "unmet_other_month":
        dealt[month - 1] = "plain"
    if case == "one_two":
        dealt[2] = "second_of_two"
