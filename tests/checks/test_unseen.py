"""The last look that would have shown an entry and did not: said only where nothing leaves doubt of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checks.holdings import InMemory
from checks.known import Known
from checks.unseen import NotSeen, Unseen
from crawler.page import Page
from crawler.seen import Archived, ColumnLook, Listed, SeenPage, Snapshot
from rules.markers import load_markers
from rules.units import District, Site

DISTRICT = District(1, "番禺区", (Site("portal", "区政府门户网站"),), ())
MARKERS = load_markers()
MARCH, APRIL, MAY, JUNE = (datetime(2017, month, 10, 14, tzinfo=UTC) for month in (3, 4, 5, 6))
CLAIMED = date(2017, 4, 5)
NEW, OLD = "http://www.a.gov.cn/new.html", "http://www.a.gov.cn/old.html"
TOLD = NotSeen(MAY.date(), "公告", JUNE.date())


def look(at, **told):
    plain = ColumnLook("run", 1, at, "portal", "gg", "公告", "http://www.a.gov.cn/gg/", True, "end", True, None, 1, 1, None, "")
    return replace(plain, run=f"{at:%m}", **told)


def entry(address=NEW, first=JUNE, **told):
    return replace(Listed("portal", "gg", address, address, f"{address}的公告", CLAIMED, False, first, JUNE, None), **told)


def page(address=NEW, first=JUNE, content="c1", **told):
    read = Page("article", "html", title="公告", **told)
    return SeenPage(address, address, "portal", "s", content, JUNE, first, None, Archived("w", 0), read)


def asked(looks, listed, pages=(), claimed=CLAIMED):
    snapshot = Snapshot(JUNE, False, tuple(pages), tuple(listed), tuple(looks), (), ())
    return Unseen(Known(InMemory(snapshot), DISTRICT, MARKERS)).last_look(NEW, "portal", claimed)


ALL = (look(APRIL), look(MAY), look(JUNE))


def test_the_last_complete_look_before_it_came_is_told():
    assert asked(ALL, [entry(), entry(OLD, APRIL)]) == TOLD


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        pytest.param([look(JUNE)], None, id="the column was new when it came"),
        pytest.param([look(MAY, complete=False, reached="", to_end=False), look(JUNE)], None, id="the list was not read whole"),
        pytest.param([look(APRIL), look(MAY, reached="unchanged"), look(JUNE)], replace(TOLD, on=APRIL.date()), id="only the first page was read in May"),
        pytest.param([look(MAY, reached="window", to_end=False, covered_since=CLAIMED), look(JUNE)], TOLD, id="as deep as its day"),
        pytest.param([look(MAY, reached="window", to_end=False, covered_since=date(2017, 4, 6)), look(JUNE)], None, id="not as deep as its day"),
        pytest.param([look(MAY, url="http://www.a.gov.cn/other/"), look(JUNE)], None, id="the list stood elsewhere"),
        pytest.param([look(MAY, column="tz"), look(JUNE)], None, id="another column was read"),
    ],
)
def test_a_look_speaks_that_read_the_same_list_as_deep_as_the_days_claimed(looks, told):
    assert asked(looks, [entry(), entry(OLD, APRIL)]) == told


@pytest.mark.parametrize(
    ("listed", "pages"),
    [
        pytest.param([entry(first=APRIL, gone_on=MAY), entry()], [], id="it was gone and came back"),
        pytest.param([entry(), entry(first=APRIL, column="tz")], [], id="another column had it"),
        pytest.param([entry()], [page(first=APRIL)], id="its page had been read"),
        pytest.param([entry(url=OLD)], [page(OLD, APRIL, "c0"), page()], id="it moved from an address that had been read"),
        pytest.param([entry()], [page(OLD, APRIL), page()], id="the same content had been read elsewhere"),
        pytest.param([entry(title="二月公告"), entry(OLD, APRIL, title="二月公告 ")], [], id="an entry of its title had stood there"),
        pytest.param([entry()], [page(document_number="番府〔2017〕3号"), page(OLD, APRIL, "c0", document_number="番府[2017]3号")], id="its 文号 had"),
        pytest.param([entry(), entry(NEW + "2"), entry(OLD, APRIL)], [], id="the list was made anew"),
        pytest.param([], [page()], id="no list has it"),
    ],
)
def test_nothing_is_said_of_what_had_been_seen_or_may_have_been(listed, pages):
    assert asked(ALL, listed, pages) is None


def test_nothing_is_said_without_a_claimed_day():
    assert asked(ALL, [entry()], claimed=None) is None
