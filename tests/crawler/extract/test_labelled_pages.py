"""The repository's own labelled pages (tests/eval/pages): read without a wrong day, and never worse than pinned."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
from eval.floors import below, merged, read_floors  # noqa: E402
from eval.labelled import OWN, damaged, labelled_files, labelled_page, labelled_pages  # noqa: E402
from eval.scores import FIELDS, figures_of, marks_of  # noqa: E402

from crawler.extract.dates.address import with_address_date  # noqa: E402
from crawler.reading import read_body  # noqa: E402

OF_ARTICLES = frozenset(FIELDS) - {"entries", "next"}
OF_LISTS = frozenset(("kind", "entries", "next"))


@cache
def _read():
    """Each page with its marks."""
    read = ((page, read_body(page.payload, "", page.content_type, page.url).page) for page in labelled_pages())
    return [(page, marks_of(with_address_date(told, page.url), page.truth)) for page, told in read]


def _figures():
    layouts = {page.group for page, _ in _read()}
    own = {f"{OWN}/{layout}": figures_of([marks for page, marks in _read() if page.group == layout]) for layout in layouts}
    return {OWN: figures_of([marks for _, marks in _read()]), **own}


def _wrong(field):
    return [
        f"{page.label}: {marks[field].got}, not {marks[field].wanted or 'any'}" for page, marks in _read() if field in marks and marks[field].result == "wrong"
    ]


@pytest.mark.parametrize("path", labelled_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_labelled_page_is_whole(path):
    page = labelled_page(path)
    wanted = OF_LISTS if page.truth["kind"] == "list" else OF_ARTICLES
    assert page.trap and wanted <= set(page.truth) <= set(FIELDS)


def test_there_are_sixty_pages_in_ten_layouts():
    assert len(labelled_files()) >= 60
    assert len({path.parent.name for path in labelled_files()}) >= 10


def test_no_page_is_given_a_wrong_day_of_publication():
    assert _wrong("published") == []


def test_no_page_is_given_a_wrong_day_of_writing():
    assert _wrong("formed") == []


def test_nothing_is_read_worse_than_pinned():
    floors = {group: pinned for group, pinned in read_floors().items() if group.split("/")[0] == OWN}
    assert floors.keys() <= _figures().keys()
    assert below(_figures(), floors) == []


def test_a_figure_below_its_floor_is_named_and_one_that_is_gone_as_well():
    floors = {"own": {"title": 9, "published_wrong": 0, "body_f1": 0.9}}
    assert below({"own": {"title": 9, "published_wrong": 0, "body_f1": 0.9}}, floors) == []
    assert [line.split("：")[0] for line in below({"own": {"title": 8, "published_wrong": 1}}, floors)] == ["own title", "own published_wrong", "own body_f1"]
    assert below({"articles": {"body_f1": 0.1}}, floors) == []  # a set that was not measured


def test_floors_rise_and_sink_only_where_that_is_asked_for():
    floors, figures = {"own": {"title": 9, "published_wrong": 1}}, {"own": {"title": 8, "published_wrong": 0}, "lists": {"entries": 5}}
    assert merged(figures, floors, may_lower=False) == {"own": {"title": 9, "published_wrong": 0}, "lists": {"entries": 5}}
    assert merged(figures, floors, may_lower=True) == {"own": {"title": 8, "published_wrong": 0}, "lists": {"entries": 5}}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5"])
def test_a_damaged_page_has_one_stray_byte_or_lacks_half_a_character_at_its_end(charset):
    text = "公開" * 300
    assert damaged(text, charset, "stray-byte").replace(b"\xff", b"") == text.encode(charset)
    with pytest.raises(UnicodeDecodeError):
        damaged(text, charset, "cut-tail").decode(charset)
    assert text.startswith(damaged(text, charset, "cut-tail").decode(charset, "ignore"))
