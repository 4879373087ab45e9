"""How a list numbers its pages, from the links it shows: for lists that say how many pages they have, but not the way to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.page import Link
from rules.units import canonical_address

_LEAF = re.compile(r"(?P<before>.*/[^/?#]*?[_-])(?P<number>\d{1,4})(?P<after>\.[a-z]{3,5})$", re.IGNORECASE)
_QUERY = re.compile(r"(?P<before>.*[?&](?:page|pageno|pageindex|pagenum|currentpage|curpage|p|pn)=)(?P<number>\d{1,4})(?P<after>(?:&.*)?)$", re.IGNORECASE)
_LAST = ("尾页", "末页", "最后一页")


@dataclass(frozen=True)
class Numbering:
    """Page k lies at before + (k + offset) + after; offset is 0, or -1 where page 2 is index_1.html."""

    before: str
    after: str
    offset: int

    def address(self, page: int) -> str:
        return f"{self.before}{page + self.offset}{self.after}"


def numbering_of(url: str, links: Iterable[Link], page_count: int) -> Numbering | None:
    """The numbering that links on page 1 of a list show; None where none does, or not clearly.

    >>> numbering_of("http://a/tzgg/", [Link("http://a/tzgg/index_12.html", "尾页")], 12)
    Numbering(before='http://a/tzgg/index_', after='.html', offset=0)
    >>> numbering_of("http://a/tzgg/", [Link("http://a/tzgg/index_11.html", "尾页")], 12).address(2)
    'http://a/tzgg/index_1.html'
    >>> numbering_of("http://a/tzgg/", [Link("http://a/zcjd/index_2.html", "2")], 12) is None
    True
    """
    found: set[Numbering] = set()
    for link in links:
        match = _LEAF.match(link.href) or _QUERY.match(link.href)
        if match is None or _home(match["before"]) != _home(url):
            continue
        text, number = link.text.strip("[]【】 "), int(match["number"])
        page = int(text) if text.isdecimal() else page_count if text in _LAST else None
        if page is not None and 2 <= page <= page_count and number - page in (0, -1):
            found.add(Numbering(match["before"], match["after"], number - page))
    return found.pop() if len(found) == 1 else None


def own_numbering(url: str) -> Numbering | None:
    """Of an address that names its page itself: the first one.

    >>> own_numbering("http://a/list.json?page=1&size=20").address(2)
    'http://a/list.json?page=2&size=20'
    """
    match = _QUERY.match(url)
    return Numbering(match["before"], match["after"], int(match["number"]) - 1) if match and int(match["number"]) <= 1 else None


def _home(url: str) -> str:
    """The folder an address lies in."""
    return canonical_address(url).partition("?")[0].rpartition("/")[0]
