"""Tells addresses apart by their shape alone: columns, list pages, articles, files."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rules.units import bare_address, canonical_address

MAX_LENGTH = 2000
"""Longer addresses are no publication's, and no database index takes them."""
_INDEX = re.compile(r"(?:^|/)(?:index|default|main)\.(?:s?html?|aspx?|jsp|php)$", re.IGNORECASE)
_PAGE_LEAF = re.compile(r"(?:^|/)(?:index|list|default|node|page|p)[_-]?\d{1,4}\.s?html?$", re.IGNORECASE)
_PAGE_QUERY = re.compile(r"(?:^|&)(?:page|pageno|pageindex|pagenum|currentpage|curpage|p|pn|offset|start)=\d+", re.IGNORECASE)
_PAGE_TEXT = re.compile(r"^[\[<《（(]*(?:\d{1,3}|(?:上|下|前|后)(?:一|1)?页|尾页|末页|最后一页|[<>«»‹›]+)[\]>》）)]*$")
_ARTICLE = re.compile(r"/content/[^/]+$|/post_\d+|/(?:t|art|content|info|detail|view|show)[_/-]?\d{4,}|/\d{6,}/|\d{5,}\.s?html?$|/art/\d{4}/", re.IGNORECASE)
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|rtf|txt|csv|zip|rar|7z|jpe?g|png|gif|bmp|ico|svg|mp[34]|css|js|xml|json|apk|exe)$", re.IGNORECASE)


def is_web(url: str) -> bool:
    """Whether the crawl may ask for this address at all.

    >>> is_web("javascript:void(0)"), is_web("https://www.panyu.gov.cn/")
    (False, True)
    """
    return url.lower().startswith(("http://", "https://")) and len(url) <= MAX_LENGTH


def column_key(url: str) -> str:
    """One key for the spellings of a column's address: a folder is the same as its index page.

    >>> column_key("https://www.panyu.gov.cn/zwgk/zcjd/index.html")
    'http://www.panyu.gov.cn/zwgk/zcjd/'
    """
    address = canonical_address(url)
    match = _INDEX.search(address)
    return address[: match.start()] + "/" if match else address


def column_id(url: str) -> str:
    """The id of a column the crawler found itself: the path of its address.

    >>> column_id("http://www.panyu.gov.cn/zwgk/zcjd/index.html")
    '/zwgk/zcjd/'
    """
    return "/" + bare_address(column_key(url)).partition("/")[2]


def host_of(url: str) -> str:
    """The host with its port, as the unit of work.

    >>> host_of("http://WWW.panyu.gov.cn:80/a")
    'www.panyu.gov.cn'
    """
    return bare_address(url).partition("/")[0]


def leads_to_more_pages(url: str, text: str) -> bool:
    """Whether a link is a list's way to its own further pages, which is followed by `next_href` and not as a column.

    >>> leads_to_more_pages("http://a/zcjd/index_2.html", "2"), leads_to_more_pages("http://a/zcjd/", "政策解读")
    (True, False)
    """
    if text and _PAGE_TEXT.match(text.strip()):
        return True
    parts = urlsplit(url)
    return bool(_PAGE_LEAF.search(parts.path) or _PAGE_QUERY.search(parts.query))


def is_file(url: str) -> bool:
    """Whether the path ends as a file's that is no web page."""
    return bool(_FILE.search(urlsplit(url).path))


def seems_article(url: str) -> bool:
    """Whether an address that could not be read is more likely a single publication than a column.

    >>> seems_article("http://a/zcjd/content/post_123.html"), seems_article("http://a/zcjd/")
    (True, False)
    """
    return bool(_ARTICLE.search(canonical_address(url)))


def with_scheme(url: str, scheme: str) -> str:
    """The https or http twin of an address.

    >>> with_scheme("https://www.panyu.gov.cn/a", "http")
    'http://www.panyu.gov.cn/a'
    """
    return f"{scheme}://{url.partition('://')[2]}"
