"""The province's catalogue platform (gkmlpt): its addresses. What it answers, the reader reads like any page or list."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rules.units import Site

_LIST = re.compile(r"/gkmlpt/api/all/(\d+)(?:\?|$)")
_ANY = re.compile(r"/gkmlpt(?:/|$)")


def starts_of(site: Site) -> tuple[str, ...]:
    """The shell below each start that does not name one already.

    >>> starts_of(Site("a", "甲", start=("http://a.gov.cn/jyj/", "http://a.gov.cn/zjj/gkmlpt/index")))
    ('http://a.gov.cn/jyj/gkmlpt/index',)
    """
    return tuple(f"{_folder(url)}gkmlpt/index" for url in site.start if not is_of_platform(url))


def is_of_platform(url: str) -> bool:
    """
    >>> is_of_platform("http://a.gov.cn/jyj/gkmlpt/index#12"), is_of_platform("http://a.gov.cn/jyj/")
    (True, False)
    """
    return bool(_ANY.search(urlsplit(url).path))


def column_id(url: str) -> str:
    """The id of a column of the platform, "" for any other address.

    >>> column_id("http://a.gov.cn/jyj/gkmlpt/api/all/12?page=1&sid=755041"), column_id("http://a.gov.cn/jyj/")
    ('gkmlpt:12', '')
    """
    match = _LIST.search(url)
    return f"gkmlpt:{match[1]}" if match else ""


def _folder(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"
