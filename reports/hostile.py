"""Crawled text made fit to be shown: no control or direction marks, no personal numbers, no endless titles."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_WIDE = {ord("０") + i: str(i) for i in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "x"}
_BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PERSONAL = re.compile(
    rf"(?<![\dA-Za-z])(?:[1-9]\d{{5}}(?:18|19|20)\d{{2}}{_BIRTHDAY}\d{{3}}[\dXx]|[1-9]\d{{5}}\d{{2}}{_BIRTHDAY}\d{{3}}|1[3-9]\d([ -]?)\d{{4}}\1\d{{4}})(?!\d)",
    re.ASCII,
)
_LONGEST_LINK = 2000


def mask(text: str) -> str:
    """Hide the middle of 身份证 numbers (18 and 15 digits) and mobile numbers, full-width digits too.

    >>> mask("联系人 13800138000，身份证440113199001011234")
    '联系人 138****8000，身份证440113********1234'
    >>> mask("番府〔2017〕16号，编号 201700138001380")
    '番府〔2017〕16号，编号 201700138001380'
    """
    pieces, done = [], 0
    for found in _PERSONAL.finditer(text.translate(_WIDE)):
        head = 6 if found.end() - found.start() >= 15 else 3
        pieces += [text[done : found.start() + head], "*" * (4 if head == 3 else found.end() - found.start() - 10)]
        done = found.end() - 4
    return "".join([*pieces, text[done:]])


def shown(text: str | None, most: int = 120) -> str:
    """A crawled text as it may be shown; longer than `most` characters it is cut, and says so.

    >>> shown("2017年\\u202e3月", 20)
    '2017年\\ufffd3月'
    >>> shown("长" * 30, 10)
    '长长长长长长长长长长…（共30字）'
    """
    clean = mask(_UNSHOWN.sub("\ufffd", text or "")).strip()
    return clean if len(clean) <= most else f"{clean[:most]}…（共{len(clean)}字）"


def web_address(url: str) -> str | None:
    """The address if it may become a link: http or https, of a sane length, without spaces or control characters.

    >>> web_address("javascript:alert(1)") is None
    True
    >>> web_address("http://www.panyu.gov.cn/a.html")
    'http://www.panyu.gov.cn/a.html'
    """
    if len(url) > _LONGEST_LINK or _UNSHOWN.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
