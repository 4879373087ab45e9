"""Pages to JSON and back, exactly."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crawler.page import Attachment, Candidate, Dated, Entry, Link, Member, Named, Page
from crawler.pagejson import page_from_json, page_to_json

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates()


def _tuples(items):
    return st.lists(items, max_size=3).map(tuple)


DATED = st.builds(Dated, DAYS, st.none() | WORDS, WORDS, WORDS, _tuples(WORDS))


PAGES = st.builds(
    Page,
    kind=st.sampled_from(["article", "list", "other", "attachment"]),
    media=WORDS,
    charset=st.none() | WORDS,
    title=WORDS,
    published=st.none() | DATED,
    formed=st.none() | DATED,
    contested=_tuples(DATED),
    candidates=_tuples(st.builds(Candidate, st.none() | DAYS, WORDS, WORDS, WORDS)),
    periods=_tuples(WORDS),
    tables=_tuples(_tuples(_tuples(WORDS))),
    images=st.integers(0, 9),
    attachments=_tuples(st.builds(Attachment, WORDS, WORDS, WORDS)),
    references=_tuples(st.builds(Link, WORDS, WORDS)),
    named=_tuples(st.builds(Named, WORDS, WORDS, st.sampled_from(["named", "basis", "listed", "abolished", "kept"]))),
    status_marks=_tuples(WORDS),
    entries=_tuples(st.builds(Entry, WORDS, WORDS, st.none() | DAYS, st.booleans(), WORDS)),
    members=_tuples(st.builds(Member, WORDS, WORDS, st.booleans(), WORDS)),
    next_href=st.none() | WORDS,
    page_count=st.none() | st.integers(0, 99),
    readable=st.booleans(),
    reason=WORDS,
)


@given(PAGES)
def test_every_page_comes_back_as_it_was(page):
    assert page_from_json(page_to_json(page)) == page


def test_nul_characters_are_dropped_for_the_database():
    page = Page("article", "html", title="a\0b", tables=((("\0",),),), published=Dated(date(2017, 3, 8), None, "x", "\0y"))
    assert "\\u0000" not in page_to_json(page)
    assert page_from_json(page_to_json(page)).title == "ab"


def test_what_a_reader_does_not_see_does_not_change_the_content_digest():
    page = Page("article", "html", title="a", body="b", masthead="m", link_count=3, published=Dated(date(2017, 3, 8), None, "x", "阅读次数：1"))
    again = Page("article", "html", title="a", body="b", masthead="n", link_count=4, published=Dated(date(2017, 3, 8), None, "x", "阅读次数：2"))
    assert page.content_sha256 == again.content_sha256
    assert page.content_sha256 != Page("article", "html", title="a", body="c").content_sha256


def test_where_a_link_leads_is_no_part_of_what_a_page_says():
    page = Page("article", "html", title="a", body="原文", references=(Link("http://h/1", "原文"),))
    assert page.content_sha256 == Page("article", "html", title="a", body="原文", references=(Link("https://h/new/1", "原文"),)).content_sha256
