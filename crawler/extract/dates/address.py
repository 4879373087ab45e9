"""A day in a page's address: the last resort, where the page itself names none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from crawler.page import Candidate, Dated, Page

_SHAPES = (
    re.compile(r"(?<!\d)(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_](0[1-9]|[12]\d|3[01])(?=[/_.]|$)"),
    re.compile(r"(?<![\da-z])t?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.]|$)", re.IGNORECASE),
    re.compile(r"/(20\d\d)/(1[0-2]|[1-9])/([12]\d|3[01]|[1-9])(?=/)"),
)

_SOURCE = "网址"


def date_in_address(url: str) -> date | None:
    """
    >>> date_in_address("http://www.gov.cn/a/2018-12/03/content_1.htm"), date_in_address("http://x.cn/t20200805_1.html")
    (datetime.date(2018, 12, 3), datetime.date(2020, 8, 5))
    >>> date_in_address("http://x.cn/content/post_20170308123.html")
    """
    path = urlsplit(url).path
    for shape in _SHAPES:
        for m in shape.finditer(path):
            try:
                return date(int(m[1]), int(m[2]), int(m[3]))
            except ValueError:
                continue
    return None


def with_address_date(page: Page, url: str) -> Page:
    """The page with its address's day among the candidates, taken as 发布日期 only by an article that names no other."""
    day = date_in_address(url)
    if day is None or page.kind != "article":
        return page
    told = page.published
    if told is None:
        why = "网页上的发布日期互相矛盾，网址不能定" if page.contested else ""
        published = None if page.contested else Dated(day, None, _SOURCE, url)
    elif told.date == day:
        why, published = f"与“{told.source}”一致，以其为准", replace(told, agreed_by=(*told.agreed_by, _SOURCE))
    else:
        why, published = f"有更可信的“{told.source}”", told
    return replace(page, candidates=(*page.candidates, Candidate(day, _SOURCE, url, why)), published=published)
