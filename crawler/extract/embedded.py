"""What a page holds without a link to it: a document shown in a frame or by a viewer, and a text that only a script shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from crawler.extract.attached import file_type
from crawler.extract.feeds.literal import NotALiteral, literal_at
from crawler.extract.paging import is_address
from crawler.extract.source import Source
from crawler.page import Attachment

_FRAMED = re.compile(r"<(?:iframe|embed|object|frame)\b[^<>]{0,600}?\b(?:src|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_SHOWN = re.compile(r"(?:PDFObject\.embed\s*\(\s*|\b(?:pdf_?(?:url|path|src|file)|fileurl)[\"']?\s*[:=]\s*)[\"']([^\"'<>\s]+)$", re.IGNORECASE)
"""A document's address in a script that shows it, up to its end."""
_DOCUMENT = re.compile(r"\.(?:[pP][dD][fF]|[oO][fF][dD])(?=[\"'?])")
_LONGEST = 400
_DETAIL = re.compile(r"\bDETAIL[\"']?\s*[:=]\s*(?=\{)")
_FIELD = re.compile(r"<textarea\b[^<>]{0,300}>", re.IGNORECASE)
_MARKUP = re.compile(r"(?:<|&lt;)(?:p|div|br|span)\b", re.IGNORECASE)
_MOST = 20


def shown_files(source: Source) -> tuple[Attachment, ...]:
    """Documents in frames and viewers, each address once.

    >>> from crawler.extract.source import source_of
    >>> shown_files(source_of('<iframe src="/js/viewer.html?file=%2Ffiles%2Fa.pdf"></iframe>'))
    (Attachment(href='/files/a.pdf', name='a.pdf', type='pdf'),)
    """
    found: dict[str, Attachment] = {}
    for href in _addresses(source):
        kind = file_type(href)
        if kind and is_address(href) and len(found) < _MOST:
            found.setdefault(href, Attachment(href, unquote(urlsplit(href).path.rsplit("/", 1)[-1]), kind))
    return tuple(found.values())


def framed_pages(source: Source) -> tuple[str, ...]:
    """Addresses of the pages that frames show."""
    return tuple(href for href in _framed(source) if is_address(href) and not file_type(href) and href != "about:blank")


def scripted_text(text: str) -> str:
    """The markup of a text that stands in gkmlpt's DETAIL object alone, with its files, or in a text field; "" where there is none.

    >>> scripted_text('<script>window._CONFIG = {DETAIL: {"content": "\\\\u003Cp\\\\u003E全文\\\\u003C/p\\\\u003E"}, TREE: []}</script>')
    '<p>全文</p>'
    """
    m = _DETAIL.search(text) if "DETAIL" in text else None
    if m is None:
        return max(_fields(text), key=len, default="")
    try:
        told, _ = literal_at(text, m.end())
    except NotALiteral:
        return ""
    content = told.get("content")
    return "".join((content, *_offered(told.get("attachment")))) if isinstance(content, str) and content.strip() else ""


def _fields(text: str) -> Iterator[str]:
    """What text fields hold, where it is markup."""
    for m in islice(_FIELD.finditer(text), _MOST) if "<textarea" in text else ():
        end = text.find("</textarea", m.end())
        held = text[m.end() : end if end >= 0 else None]
        if _MARKUP.search(held):
            yield html.unescape(held)


def _offered(attachments: object) -> Iterator[str]:
    for held in attachments if isinstance(attachments, list) else ():
        if isinstance(held, dict) and isinstance(held.get("url"), str):
            yield f'<p><a href="{html.escape(held["url"])}">{html.escape(str(held.get("name") or ""))}</a></p>'


def _framed(source: Source) -> Iterator[str]:
    if source.holds("frame", "FRAME", "<embed", "<object"):
        text = source.text
        for m in islice(_FRAMED.finditer(text), 2 * _MOST):
            if text.rfind("<!--", 0, m.start()) <= text.rfind("-->", 0, m.start()):
                yield html.unescape(m[1] or m[2] or m[3] or "").strip()


def _addresses(source: Source) -> Iterator[str]:
    """Of a viewer the address of what it shows."""
    for href in _framed(source):
        try:
            values = [value for _, value in parse_qsl(urlsplit(href).query)]
        except ValueError:
            continue
        shown = next((value for value in values if file_type(value)), "")
        yield urljoin(href, shown) if shown else href
    text = source.text
    for m in islice(_DOCUMENT.finditer(text), 2 * _MOST) if source.holds("pdf") else ():
        if shown_by_script := _SHOWN.search(text[max(0, m.start() - _LONGEST) : m.end()]):
            yield shown_by_script[1]
