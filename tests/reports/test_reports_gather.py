"""From what a crawl saw of a site to a row of the coverage table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.coverage import SiteState
from crawler.seen import ColumnLook, SiteLook
from reports.data import SiteCoverage
from reports.gather import site_coverage
from rules.units import Confirmed, Site

AT = datetime(2017, 12, 30, tzinfo=UTC)


def look(name: str, run: str = "r2", number: int = 1, *, complete: bool = True) -> ColumnLook:
    return ColumnLook(
        run=run, look=number, at=AT, site="czj", column=name, name=name, url="http://x/", complete=complete, reached="end" if complete else "",
        to_end=complete, covered_since=None, pages=1, entries=5, oldest=None, reason="" if complete else "第 3 页读取超时",
    )  # fmt: skip


def state(*columns: ColumnLook, reached: bool = True, confirmed: Confirmed = "vouched", names_unit: bool = True) -> SiteState:
    site = Site("czj", "区财政局网站", ("http://x/",), confirmed=confirmed)
    return SiteState(site, (SiteLook("r2", AT, "czj", reached, names_unit, "" if reached else "site_down", "" if reached else "连接被拒绝"),), columns)


@pytest.mark.parametrize(
    ("seen", "row"),
    [
        pytest.param(state(look("甲"), look("乙")), (True, 2, 2, ""), id="all read"),
        pytest.param(state(look("甲"), look("乙", complete=False)), (True, 1, 2, "栏目“乙”：第 3 页读取超时"), id="a column cut short"),
        pytest.param(state(look("甲", complete=False), look("甲", number=2)), (True, 1, 1, ""), id="the second look read it"),
        pytest.param(state(look("丙", "r1", complete=False), look("甲")), (True, 1, 1, ""), id="only the last run counts"),
        pytest.param(state(reached=False), (False, 0, 0, "区财政局网站未能检测：连接被拒绝"), id="down"),
        pytest.param(state(), (True, 0, 0, "没有找到可读的栏目"), id="no columns"),
        pytest.param(
            state(look("甲"), confirmed=None, names_unit=False), (False, 1, 1, "区财政局网站的网址尚未确认，且其页面没有写明是本单位网站"), id="a guess"
        ),
    ],
)
def test_a_site_is_told_by_what_the_last_run_read_of_it(seen: SiteState, row: tuple[bool, int, int, str]) -> None:
    assert site_coverage(seen) == SiteCoverage("czj", "区财政局网站", *row)


def test_a_site_no_run_looked_at_says_so() -> None:
    assert "没有检测记录" in site_coverage(SiteState(Site("czj", "区财政局网站", ("http://x/",)), (), ())).reason
