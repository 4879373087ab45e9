"""The day of a publication whose page and list do not say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from checks.place import late
from checks.published import contradictions, day_of
from crawler.page import Dated, Page

DAY, OTHER, THIRD = date(2017, 3, 8), date(2017, 3, 10), date(2017, 3, 12)
URL = "http://www.example.gov.cn/content/post_1.html"
PLAIN = Page("article", "html")
CONTESTED = replace(PLAIN, contested=(Dated(DAY, None, "meta PubDate", ""), Dated(OTHER, None, "标注“发布日期”", "")))


def _dated(source: str) -> Page:
    return replace(PLAIN, published=Dated(DAY, None, source, ""))


@pytest.mark.parametrize(
    ("page", "listed", "told"),
    [
        pytest.param(CONTESTED, OTHER, (OTHER, "栏目列表，与标注“发布日期”一致"), id="the list agrees with one of two"),
        pytest.param(CONTESTED, THIRD, (None, None), id="the list names a third day"),
        pytest.param(CONTESTED, None, (None, None), id="the list names none"),
        pytest.param(_dated("meta PubDate"), OTHER, (DAY, "meta PubDate"), id="the page declares its day"),
        pytest.param(_dated("来源行"), OTHER, (OTHER, "栏目列表"), id="a free line is weaker than the list"),
        pytest.param(_dated("落款"), OTHER, (OTHER, "栏目列表"), id="so is a signature"),
        pytest.param(_dated("来源行"), None, (DAY, "来源行"), id="a free line is better than nothing"),
        pytest.param(PLAIN, None, (None, None), id="nothing at all"),
    ],
)
def test_the_cascade_of_page_and_list(page, listed, told):
    entry = SimpleNamespace(date=listed) if listed else None
    assert day_of(SimpleNamespace(page=page, url=URL), entry) == told


def test_the_address_comes_last_and_settles_no_contradiction():
    url = "http://www.example.gov.cn/2017/03-08/content_1.html"
    assert day_of(SimpleNamespace(page=PLAIN, url=url), None) == (DAY, "网址")
    assert day_of(SimpleNamespace(page=CONTESTED, url=url), None) == (None, None)


@pytest.mark.parametrize(("told_by", "outcome"), [("meta PubDate", "late"), ("落款", "late"), ("网址", "unverified")])
def test_a_day_that_only_the_address_tells_accuses_nobody(told_by, outcome):
    assert late(SimpleNamespace(), SimpleNamespace(published_from=told_by)).outcome == outcome


def test_contradicting_days_are_told_with_their_places():
    assert contradictions(SimpleNamespace(page=CONTESTED, url=URL)) == "meta PubDate为2017年3月8日，标注“发布日期”为2017年3月10日"
