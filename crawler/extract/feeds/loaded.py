"""The addresses of data that a page's scripts load, where they stand plainly in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from crawler.extract.feeds.values import href_of
from crawler.extract.tokens import plain

_SCRIPT = re.compile(r"<script\b([^>]{0,400})>", re.IGNORECASE)
_NO_CODE = re.compile(r"type\s*=\s*[\"']?(?:text/(?:xml|html|template|x-)|application/(?:ld\+)?json)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.DOTALL)
_TEXT = r"(?P<quote>[\"'`])(?P<href>[^\"'`\s<>]{2,600})(?P=quote)"
_CALLS = (
    re.compile(rf"\.\s*(?:getJSON|get|load)\s*\(\s*{_TEXT}"),
    re.compile(rf"\b(?:fetch|axios|request|ajax)\s*\(\s*{_TEXT}"),
    re.compile(rf"\.open\s*\(\s*[\"']get[\"']\s*,\s*{_TEXT}", re.IGNORECASE),
    re.compile(rf"\b(?:url|ajaxUrl|dataUrl|proxyUrl|api|apiUrl|listUrl|jsonUrl)[\"']?\s*:\s*{_TEXT}", re.IGNORECASE),
    re.compile(rf"(?:url|api|json|path)\s*=\s*{_TEXT}", re.IGNORECASE),
)
_DATA = re.compile(
    r"\.(?:json|xml)$|/api/|/(?:rest|openapi|interface)/|list|(?:^|[/_-])(?:query|search|page)|[?&](?:page|pageno|pagenum|pageindex|cur)\w*=", re.IGNORECASE
)
_NO_DATA = re.compile(r"\.(?:js|css|s?html?|png|jpe?g|gif|svg|ico|woff2?|swf|mp4|pdf)$", re.IGNORECASE)
_WIDGET = re.compile(
    r"hit|click|visit|count|stat|weather|tianqi|login|token|captcha|verify|user|nav|menu|link|banner|dict|config|share|comment|advert|friend|hot|rank|recommend|relat|latest",
    re.IGNORECASE,
)
"""Counters, weather, who is logged in, side columns: what many pages load, and not the entries of their own list."""
_POST = re.compile(r"\b(?:type|method)[\"']?\s*:\s*[\"']post", re.IGNORECASE)
_UNPLAIN = re.compile(r"(?:getJSON|\bget|post|ajax|load|fetch|axios|open|url)[\"']?\s*[(:][^()\n]{0,300}?(?:[\"'`]\s*\+|\$\{)")
_PAGE_ENDS = re.compile(r"[?&](?:page|pageno|pagenum|pageindex|curpage|currentpage|p)=$", re.IGNORECASE)
_JOINED = re.compile(r"\s*\+\s*[\w.$]{1,60}\s*(?=[,;)\n}])")
_AROUND = 300
_MOST, _MOST_CODE = 5, 1_000_000


def codes_of(text: str) -> tuple[str, ...]:
    """What each of the page's own scripts says, without comments; not data and templates kept in scripts."""
    return tuple(_COMMENT.sub(" ", code) for code in _codes(text))


def data_hrefs(code: str) -> tuple[str, ...]:
    """At most five addresses as written. What a script puts together counts only where a page's number is all that is missing: it is 1.

    >>> data_hrefs('$.getJSON("/api/list.json?page=1", f); $.get("/hits?id=3"); $.ajax({url: "/query/list?page=" + n, type: "get"})')
    ('/api/list.json?page=1', '/query/list?page=1')
    """
    found: dict[str, None] = {}
    for call in _CALLS:
        for m in islice(call.finditer(code), 50):
            href = _completed(m["href"], code, m.end())
            if href and _is_data(href) and not _is_posted(code, m.start(), m.end()):
                found[href] = None
    return tuple(found)[:_MOST]


def loads_unplainly(code: str) -> bool:
    """Whether a script loads what it puts an address together for, or sends something for.

    >>> loads_unplainly("$.getJSON('/api/list?c=' + id, f)"), loads_unplainly("$.getJSON(listUrl, f)")
    (True, False)
    """
    return bool(_UNPLAIN.search(code) or _POST.search(code))


def _codes(text: str) -> Iterator[str]:
    """Script by script, up to a bound; one that never ends is the last."""
    at, room = 0, _MOST_CODE
    while room > 0 and (m := _SCRIPT.search(text, at)):
        end = text.find("</script", m.end())
        at = end if end >= 0 else len(text)
        if not _NO_CODE.search(m[1]):
            yield text[m.end() : min(at, m.end() + room)]
            room -= at - m.end()


def _completed(href: str, code: str, end: int) -> str:
    if code[end : end + 20].lstrip().startswith("+"):
        return plain(href) + "1" if _PAGE_ENDS.search(href) and _JOINED.match(code, end, end + 100) else ""
    return plain(href) if "${" not in href and "{{" not in href else ""


def _is_data(href: str) -> bool:
    if not href_of(href):
        return False
    try:
        parts = urlsplit(urljoin("http://localhost/", href))
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return bool(_DATA.search(parts.path) or _DATA.search(asked)) and not _NO_DATA.search(parts.path) and not _WIDGET.search(parts.path)


def _is_posted(code: str, start: int, end: int) -> bool:
    """Whether the same call says that it sends: what is sent is not known, so the address alone gives nothing."""
    opening = code.rfind("{", max(0, start - _AROUND), start + 1)
    closing = code.find("}", end, end + _AROUND)
    around = code[opening if opening >= 0 else start : closing if closing >= 0 else end + _AROUND]
    return bool(_POST.search(around))
