"""The files a page offers: links in its text or right under it whose address or text ends like a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from crawler.extract.outline import Anchor
from crawler.extract.paging import is_address
from crawler.extract.titles import clean_title
from crawler.page import Attachment
from rules.office.sniff import TYPES

_EXTENSION = re.compile(r"\.([a-z0-9]{1,5})$")
_PLAIN_NAME = re.compile(r"^(?:点击)?(?:下载|附件下载|查看|附件)?$")


def attachments_of(anchors: Iterator[Anchor]) -> tuple[Attachment, ...]:
    """In order, each address once; an icon's link gives way to the named link beside it."""
    found: dict[str, Attachment] = {}
    for anchor in anchors:
        if not is_address(anchor.href) or (anchor.href in found and not anchor.text):
            continue
        kind = file_type(anchor.href, anchor.text, anchor.title)
        if kind and (anchor.href not in found or found[anchor.href].name == _file_name(anchor.href)):
            found[anchor.href] = Attachment(anchor.href, _name(anchor), kind)
    return tuple(found.values())


def file_type(href: str, *names: str) -> str:
    """The extension of a file's address or of its name; "" for a page.

    >>> file_type("/a/P0201.XLS?x=1"), file_type("/down.jsp?id=3", "附件1.docx"), file_type("/a/index.html", "说明.html")
    ('xls', 'docx', '')
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    for text in (parts.path, *names, unquote(parts.query)):
        if (m := _EXTENSION.search(text.strip().lower())) and m[1] in TYPES:
            return m[1]
    return ""


def _name(anchor: Anchor) -> str:
    text = anchor.text.replace("\n", " ")
    if _PLAIN_NAME.match(text):
        text = anchor.title or text
    return clean_title(text or anchor.title or _file_name(anchor.href))


def _file_name(href: str) -> str:
    return unquote(href.rsplit("/", 1)[-1])
