"""Tells addresses apart by their shape alone: columns, list pages, articles, files, feeds, and traps."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rules.units import bare_address, canonical_address

MAX_LENGTH = 2000
"""Longer addresses are no publication's, and no database index takes them."""
_INDEX = re.compile(r"(?:^|/)(?:index|default|main)\.(?:s?html?|aspx?|jsp|php)$", re.IGNORECASE)
_PAGE_LEAF = re.compile(r"(?:^|/)(?:index|list|default|node|page|p)[_-]?\d{1,4}\.s?html?$", re.IGNORECASE)
_PAGE_NAMES = r"page|page_?no|page_?index|page_?num(?:ber)?|currentpage|current|curpage|p|pn"
_PAGE_QUERY = re.compile(rf"(?:^|&)(?:(?:{_PAGE_NAMES})=(?!0*[01](?:&|$))|(?:offset|start)=(?!0+(?:&|$)))\d+", re.IGNORECASE)
_FIRST_PAGE = re.compile(rf"(?:(?:{_PAGE_NAMES})=0*[01]|(?:offset|start)=0+)", re.IGNORECASE)
_PAGE_TEXT = re.compile(r"^[\[<《（(]*(?:\d{1,3}|第?\d{1,4}页|(?:上|下|前|后)(?:一|1)?页|尾页|末页|最后一页|[<>«»‹›]+)[\]>》）)]*$")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/?#;]*|/\([a-z]\([0-9a-z]{16,}\)\)(?=/)", re.IGNORECASE)
_SESSION_NAMES = re.compile(r"(?:jsessionid|phpsessid|aspsessionid\w*|session_?id|cfid|cftoken|utm_\w+|gclid|fbclid|spm)", re.IGNORECASE)
_SESSION_VALUE = re.compile(
    r"(?:sid|s|token)=(?=[0-9a-z]*[a-z])(?=[0-9a-z]*\d)[0-9a-z]{16,}|(?:sid|_|t|ts|rnd|rand|random|timestamp|nocache)=(?:\d{9,}|0\.\d+)", re.IGNORECASE
)
_ARTICLE = re.compile(r"/content/[^/]+$|/post_\d+|/(?:t|art|content|info|detail|view|show)[_/-]?\d{4,}|/\d{6,}/|\d{5,}\.s?html?$|/art/\d{4}/", re.IGNORECASE)
_FEED = re.compile(r"(?:^|/)(?:rss|atom|feed)s?\d*(?:[/._-][^/]*)*$|(?:^|/)(?:rss|feed)s?/|\.(?:rss|atom)$|[?&](?:feed|rss)=", re.IGNORECASE)
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|rtf|txt|csv|zip|rar|7z|jpe?g|png|gif|bmp|ico|svg|mp[34]|css|js|xml|json|apk|exe)$", re.IGNORECASE)


def is_web(url: str) -> bool:
    """Whether the crawl may ask for this address at all.

    >>> is_web("javascript:void(0)"), is_web("https://www.panyu.gov.cn/")
    (False, True)
    """
    return url.lower().startswith(("http://", "https://")) and len(url) <= MAX_LENGTH


def clean_address(url: str) -> str:
    """An address without what says who asks and when, and not what for: session ids, campaign marks, random numbers.

    >>> clean_address("http://a/list.jsp;jsessionid=1F?id=3&PHPSESSID=9&utm_source=x"), clean_address("http://a/?")
    ('http://a/list.jsp?id=3', 'http://a/')
    >>> clean_address("http://a/gkmlpt/api/all/12?page=1&sid=755041"), clean_address("http://a/rili/2017/02.html?sid=3640061257")
    ('http://a/gkmlpt/api/all/12?page=1&sid=755041', 'http://a/rili/2017/02.html')
    """
    if "?" not in url and ";" not in url and "/(" not in url:
        return url
    path, mark, query = _SESSION_PATH.sub("", url).partition("?")
    query, hash_mark, fragment = query.partition("#")
    kept = [part for part in query.split("&") if part and not _is_of_session(part)] if mark else []
    return path + ("?" if kept else "") + "&".join(kept) + hash_mark + fragment


def _is_of_session(part: str) -> bool:
    return bool(_SESSION_NAMES.fullmatch(part.partition("=")[0]) or _SESSION_VALUE.fullmatch(part))


def column_key(url: str) -> str:
    """One key for the spellings of a column's address: a folder is the same as its index page, a list as its page 1.

    >>> column_key("https://www.panyu.gov.cn/zwgk/zcjd/index.html"), column_key("http://a/list.aspx?id=3&page=1")
    ('http://www.panyu.gov.cn/zwgk/zcjd/', 'http://a/list.aspx?id=3')
    """
    path, mark, query = canonical_address(clean_address(url)).partition("?")
    kept = "&".join(part for part in query.split("&") if not _FIRST_PAGE.fullmatch(part)) if mark else ""
    if kept:
        return f"{path}?{kept}"
    match = _INDEX.search(path)
    return path[: match.start()] + "/" if match else path


def merge_query(asked: str, following: str) -> str:
    """A way on that names only what changes (?page=2), with what else was asked for. Another path is taken as it is.

    >>> merge_query("http://a/api/all/12?page=1&sid=7", "http://a/api/all/12?page=2")
    'http://a/api/all/12?page=2&sid=7'
    """
    path, _, query = asked.partition("?")
    other, mark, changed = following.partition("?")
    if not mark or path != other:
        return following
    new = dict(_pairs(changed))
    merged = [(name, new.pop(name, value)) for name, value in _pairs(query)]
    return f"{path}?" + "&".join(name + value for name, value in [*merged, *new.items()])


def _pairs(query: str) -> list[tuple[str, str]]:
    """Names with what follows them, "=" included, as written."""
    parts = [part.partition("=") for part in query.split("#")[0].split("&") if part]
    return [(name, equals + value) for name, equals, value in parts]


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
    >>> leads_to_more_pages("http://a/api/all/12?page=1&sid=1", "规章"), leads_to_more_pages("http://a/list.aspx?page=2", "规章")
    (False, True)
    """
    if text and _PAGE_TEXT.match(text.strip()):
        return True
    parts = urlsplit(url)
    return bool(_PAGE_LEAF.search(parts.path) or _PAGE_QUERY.search(parts.query))


def is_file(url: str) -> bool:
    """Whether the path ends as a file's that is no web page."""
    return bool(_FILE.search(urlsplit(url).path))


def is_feed(url: str) -> bool:
    """Whether an address looks like a feed's (RSS, Atom).

    >>> is_feed("http://a/rss/zcjd.xml"), is_feed("http://a/zcjd/feed/"), is_feed("http://a/sitemap.xml"), is_feed("http://a/feedback/")
    (True, True, False, False)
    """
    parts = urlsplit(url)
    return bool(_FEED.search(f"{parts.path.rstrip('/')}?{parts.query}" if parts.query else parts.path.rstrip("/")))


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
