"""Feeds that a page names in its head."""

from __future__ import annotations

import re
from itertools import islice

from crawler.extract.feeds.values import href_of
from crawler.extract.tokens import plain
from crawler.page import Link

_LINK = re.compile(r"<link\b([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEEDS = frozenset(("application/rss+xml", "application/atom+xml"))
_MOST = 200


def feed_links(text: str) -> tuple[Link, ...]:
    """Links named RSS, to what a page's <link rel=alternate> says are feeds.

    >>> feed_links('<link rel="alternate" type="application/rss+xml" title="公告" href="/rss/gg.xml">')
    (Link(href='/rss/gg.xml', text='RSS'),)
    """
    if "rss+xml" not in text and "atom+xml" not in text:
        return ()
    found: dict[str, Link] = {}
    for m in islice(_LINK.finditer(text), _MOST):
        held = {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(m[1])}
        is_feed = held.get("type", "").strip().lower() in _FEEDS and "alternate" in held.get("rel", "").lower().split()
        if is_feed and (href := href_of(plain(held.get("href", "")))):
            found.setdefault(href, Link(href, "RSS"))
    return tuple(found.values())
