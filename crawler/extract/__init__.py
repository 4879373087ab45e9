"""Reading: bytes to a Page, purely and for any input; the same bytes always give the same page."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extract.feeds.jsondata import is_json
from crawler.extract.feeds.read import read_feed
from crawler.extract.files.ocr import ocr_version
from crawler.extract.files.page import read_file
from crawler.extract.files.unpack import unpacker_version
from crawler.extract.html import read_text
from crawler.page import Page, Reading
from rules.office.charset import Decoded, decode
from rules.office.sniff import extension, sniff

READER = "+".join(part for part in ("6", unpacker_version(), ocr_version()) if part)
"""The reader's version, stored with every reading; raised when the same bytes would read differently. What only some
machines have (libarchive for rar and 7z, the extra `ocr`) is part of it: once it is there, what it reads is read again."""
OFFICE_NAMES = frozenset(("doc", "docx", "xls", "xlsx", "wps", "et", "rtf", "ppt"))
_MOST_BYTES = 12_000_000


def read_html(payload: bytes, header_charset: str | None = None) -> Reading:
    """A web page. Never raises: what cannot be read comes back as `other`, unreadable, with the reason in Chinese."""
    if not payload.strip():
        return Reading(Page(kind="other", media="html", readable=False, reason="内容为空"))
    decoded = decode(payload[:_MOST_BYTES], header_charset)
    try:
        reading = read_text(*_without_nul(payload, decoded), decoded.charset)
    except Exception as error:  # the border of the reader: one odd page must not end a run
        return Reading(Page(kind="other", media="html", charset=decoded.charset, readable=False, reason=f"网页无法解析（{type(error).__name__}）"))
    return reading if len(payload) <= _MOST_BYTES else replace(reading, page=replace(reading.page, reason="网页过大，只读了开头部分"))


def read_payload(payload: bytes, content_type: str = "", name: str = "") -> Reading:
    """Whatever an address answered or a folder holds, told apart by its bytes. Never raises.

    `name` is the file's name or the address's last part: html under an Office name is an attachment, else a page; under
    another file's name it is a page only where it is an article. Lists, feeds and sitemaps (crawler.extract.feeds) are pages.
    """
    if not extension(name) and (fed := read_feed(payload, charset_of(content_type))):
        return fed
    kind = "json" if not extension(name) and is_json(payload) else sniff(payload, content_type, name)  # tags in its texts make no page of it
    is_page = kind == "html" and extension(name) not in OFFICE_NAMES and not any(word in content_type.lower() for word in ("msword", "excel", "officedocument"))
    if is_page or not payload.strip():
        reading = read_html(payload, charset_of(content_type))
        if reading.page.kind == "article" or not payload.strip() or not extension(name):
            return reading
    # A page that answers for a file is no page of the site: an error, a login.
    token = read_html(payload, charset_of(content_type)).page.refusal if kind == "html" else ""
    return Reading(replace(read_file(payload, kind, name), refusal=token))


def _without_nul(payload: bytes, decoded: Decoded) -> tuple[str, bytes | None]:
    """The text and, where they are at hand, its bytes. Only a byte of zero makes a NUL, and bytes are looked through faster than text."""
    return (decoded.text.replace("\0", ""), None) if b"\0" in payload else (decoded.text, decoded.utf8)


def charset_of(content_type: str) -> str | None:
    """The charset a Content-Type header declares.

    >>> charset_of("text/html; charset=gb2312")
    'gb2312'
    """
    m = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    return m[1].lower() if m else None
