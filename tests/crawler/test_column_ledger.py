"""When the reading of one column goes on, when it stops, and whether it was complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.known import KnownColumn, KnownEntry
from crawler.ledger import Aim, ColumnReading, vanished
from crawler.page import Entry, Page

NOW = datetime(2017, 12, 31, 4, tzinfo=UTC)
FLOOR = date(2016, 12, 2)
AIM = Aim(FLOOR, to_end=False, join=True)
ROOT = "http://h/c/"


def day(text):
    return date.fromisoformat(text) if text else None


def page(entries, next_href=None, **told):
    """entries: (name, day) or (name, day, pinned)."""
    shown = tuple(Entry(f"{ROOT}{name}.html", name, day(on), bool(pinned)) for name, on, *pinned in entries)
    return Page(kind="list", media="html", entries=shown, next_href=next_href and ROOT + next_href, **told)


def read(pages, aim=AIM, known=None):
    """Reads pages until the reading asks for no more; the result, and how many pages it took."""
    reading = ColumnReading("czj", "/c/", "公告", ROOT, aim, known)
    url = ROOT
    for number, one in enumerate(pages, start=1):
        url = reading.take(url, one)
        if url is None:
            return reading.result(NOW, 1), number
    if url is not None:
        reading.fail("下一页读不到")
    return reading.result(NOW, 1), len(pages)


def known(pages, **told):
    """The column as a complete look over these pages left it."""
    done, _ = read(pages, replace(AIM, to_end=True, join=False))
    entries = {e.address: KnownEntry(e.title, e.date, e.pinned, joined=True) for e in done.entries}
    column = KnownColumn("czj", "/c/", "公告", ROOT, done.complete, done.covered_since, done.to_end, done.first_page, entries)
    return replace(column, **told)


NEW, OLD, OLDER = ("新", "2017-06-01"), ("旧", "2017-01-05"), ("更旧", "2016-11-01")
FIRST, LAST = page([NEW, OLD], "2"), page([OLDER])


@pytest.mark.parametrize(
    ("pages", "aim", "reached", "taken"),
    [
        pytest.param([page([NEW])], AIM, "end", 1, id="no next page is the end"),
        pytest.param([page([])], AIM, "end", 1, id="an empty list is read to its end"),
        pytest.param([FIRST, page([OLDER], "3"), LAST], AIM, "window", 2, id="dates past the window stop it"),
        pytest.param([FIRST, page([OLDER], "3"), LAST], replace(AIM, to_end=True), "end", 3, id="unless the end is wanted"),
        pytest.param(
            [FIRST, page([OLDER, ("又新", "2017-05-01"), ("最旧", "2016-01-01")], "3"), page([("甲", "2015-01-01")])],
            AIM,
            "end",
            3,
            id="dates that rise prove nothing",
        ),
        pytest.param([FIRST, page([OLDER, ("无", "")], "3"), LAST], AIM, "end", 3, id="nor do missing dates"),
        pytest.param([page([(*OLDER, True), NEW], "2"), page([("甲", "2016-11-01")], "3")], AIM, "window", 2, id="pinned entries do not count"),
        pytest.param([FIRST], AIM, "", 1, id="a next page that cannot be had"),
        pytest.param([page([NEW, OLDER], "2")], replace(AIM, to_end=True), "window", 1, id="failed beyond the window is still the window"),
        pytest.param([page([NEW], "2"), page([OLD], "")], AIM, "end", 2, id="next page pointing nowhere"),
        pytest.param([FIRST, page([("x", "2017-01-01")], "2")], AIM, "end", 2, id="last page whose next page is itself"),
        pytest.param([page([NEW], "2"), page([OLD], "3"), page([("x", "2017-01-01")], "2")], AIM, "", 3, id="a loop is not the end"),
        pytest.param([page([NEW], "2"), page([OLD], "3")], replace(AIM, max_pages=2), "", 2, id="too many pages"),
        pytest.param([page([NEW], None, page_count=4)], AIM, "", 1, id="says it has more pages than it links to"),
        pytest.param([page([NEW], "2", page_count=2), page([OLD], None, page_count=2)], AIM, "end", 2, id="and has shown them all"),
    ],
)
def test_reading_stops_and_is_complete_where_it_may(pages, aim, reached, taken):
    done, count = read(pages, aim)
    assert (done.reached, count) == (reached, taken)
    assert done.complete is bool(reached)
    assert bool(done.reason) is not done.complete


@pytest.mark.parametrize(
    ("one", "says"),
    [
        pytest.param(Page(kind="other", media="html"), "不是列表", id="another kind of page"),
        pytest.param(Page(kind="list", media="html", readable=False, reason="条目由脚本填充"), "条目由脚本填充", id="a list filled by script"),
    ],
)
def test_what_is_no_list_is_not_complete_and_says_why(one, says):
    done, _ = read([one])
    assert not done.complete
    assert says in done.reason


def test_a_column_that_had_entries_and_shows_none_is_a_fault_of_the_crawl():
    done, _ = read([page([])], known=known([page([NEW])]))
    assert not done.complete
    assert "一条也没有" in done.reason


ENTRIES = [("丙", "2017-03-01"), ("乙", "2017-02-01"), ("甲", "2017-01-10")]
PAGES = [page(ENTRIES[:2], "2"), page(ENTRIES[2:])]


def test_an_unchanged_first_page_joins_the_earlier_look():
    done, count = read(PAGES, known=known(PAGES))
    assert (done.reached, count, done.to_end) == ("unchanged", 1, True)


def test_one_new_entry_is_read_up_to_a_full_page_of_known_ones():
    pages = [page([("丁", "2017-04-01"), *ENTRIES[:1]], "2"), page(ENTRIES[1:2], "3"), page(ENTRIES[2:])]
    done, count = read(pages, known=known(PAGES))
    assert (done.reached, count) == ("known", 2)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"was_complete": False}, id="no earlier complete look"),
        pytest.param({"to_end": False, "covered_since": date(2017, 6, 1)}, id="one that did not reach as far back"),
    ],
)
def test_there_must_be_a_look_worth_joining(change):
    done, _ = read(PAGES, known=known(PAGES, **change))
    assert done.reached == "end"


def test_entries_seen_only_in_a_broken_look_do_not_end_the_next():
    """Page 1 is all known, but only from a look that failed after it: what lay behind was never seen."""
    before = known(PAGES)
    seen_since = {f"{ROOT}{n}.html": KnownEntry(n, day("2017-04-01"), False, joined=False) for n in ("丁", "戊")}
    broken = replace(before, entries={**before.entries, **seen_since})
    pages = [page([("戊", "2017-04-03"), ("丁", "2017-04-02")], "2"), page([("己", "2017-04-01")], "3"), *PAGES]
    done, _ = read(pages, known=broken)
    assert f"{ROOT}己.html" in {e.address for e in done.entries}


@pytest.mark.parametrize(
    ("total", "reached", "taken"),
    [
        pytest.param(4, "known", 2, id="one new entry explains one more"),
        pytest.param(5, "end", 4, id="two more with one new entry: another was put in further down"),
        pytest.param(3, "end", 4, id="none more with one new entry: another was taken out"),
        pytest.param(None, "known", 2, id="a list that says no total"),
    ],
)
def test_a_total_that_new_entries_do_not_explain_is_read_on_for(total, reached, taken):
    before = known(PAGES, total=3)
    pages = [page([("丁", "2017-04-01"), *ENTRIES[:1]], "2", total=total), page(ENTRIES[1:2], "3"), page([], "4"), page(ENTRIES[2:])]
    done, count = read(pages, known=before)
    assert (done.reached, count, done.total) == (reached, taken, total)


def test_an_unchanged_first_page_of_another_total_joins_nothing():
    told = [replace(one, total=3) for one in PAGES]
    assert read(told, known=known(told, total=3))[0].reached == "unchanged"
    assert read(told, known=known(told, total=4))[0].reached == "end"


def test_what_the_list_says_of_an_entrys_force_is_kept_and_counts_as_a_change():
    marked = [replace(PAGES[0], entries=(replace(PAGES[0].entries[0], marks=("已废止",)), *PAGES[0].entries[1:])), PAGES[1]]
    done, _ = read(marked, known=known(PAGES))
    assert (done.reached, done.entries[0].marks) == ("known", ("已废止",))


def test_a_full_or_second_look_joins_nothing():
    done, count = read(PAGES, replace(AIM, join=False), known(PAGES))
    assert (done.reached, count) == ("end", 2)


def gone(pages, before=PAGES):
    done, _ = read(pages, replace(AIM, join=False))
    return {address.removeprefix(ROOT).removesuffix(".html") for address in vanished(known(before).entries, done)}


def test_what_a_look_to_the_end_does_not_show_is_gone():
    assert gone([page(ENTRIES[:1], "2"), page(ENTRIES[2:])]) == {"乙"}


def test_what_lies_behind_the_pages_read_is_not_called_gone():
    before = [page([*ENTRIES, OLDER, ("最旧", "2016-01-01")])]
    assert gone([page([ENTRIES[0], ENTRIES[2], OLDER], "2")], before=before) == {"乙"}


def test_an_incomplete_look_says_nothing_is_gone():
    assert gone([page(ENTRIES[:1], "2")]) == set()


days = st.dates(date(2016, 6, 1), date(2017, 12, 31))


@given(st.lists(st.lists(st.tuples(st.integers(0, 60), st.none() | days, st.booleans()), max_size=6), min_size=1, max_size=8), st.integers(0, 9))
def test_whatever_the_pages_show_reading_ends_and_complete_means_reached(rows, loop_to):
    pages = [
        Page(
            kind="list", media="html", entries=tuple(Entry(f"{ROOT}{n}.html", str(n), on, pinned) for n, on, pinned in row),
            next_href=f"{ROOT}{(number + 1) % (loop_to + 1)}" if loop_to else None,
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip
    done, _ = read(pages)
    assert done.complete is bool(done.reached) is not bool(done.reason)
    addresses = [e.address for e in done.entries]
    assert len(addresses) == len(set(addresses))
