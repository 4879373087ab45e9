"""The files a page offers: links in its text or right under it whose address or text ends like a file, or whose address is a download."""

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
_IN_NAME = re.compile(rf"\.({'|'.join(sorted(TYPES, key=lambda t: (-len(t), t)))})(?![a-z])", re.IGNORECASE)
_SIZE = re.compile(r"\s*[\[(（]?\s*\d[\d.,]*\s*(?:[KMG]?B|字节)\s*[\])）]?\s*$", re.IGNORECASE)
_DOWNLOAD = re.compile(r"(?:^|[/_.?&=-])(?:down(?:load|file|att)?s?|attach(?:ment|file)?s?|getfile|filedown(?:load)?|openfile)(?=[/_.?&=-]|$)", re.IGNORECASE)
_PAGE = re.compile(r"(?:/|\.s?html?)$", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"^(?:点击)?(?:下载|附件下载|查看|附件)?[\d一二三四五六七八九十]*\s*[:：.、]?$")


def attachments_of(anchors: Iterator[Anchor]) -> tuple[Attachment, ...]:
    """In order, each address once; an icon's link gives way to the named link beside it. The type of what only its address
    calls a download is "": its bytes will tell."""
    found: dict[str, Attachment] = {}
    for anchor in anchors:
        if not is_address(anchor.href) or (anchor.href in found and not anchor.text):
            continue
        kind = file_type(anchor.href, anchor.text, anchor.title)
        if (kind or is_download(anchor.href)) and (anchor.href not in found or found[anchor.href].name == _file_name(anchor.href)):
            found[anchor.href] = Attachment(anchor.href, _name(anchor), kind)
    return tuple(found.values())


def file_type(href: str, *names: str) -> str:
    """The extension of a file's address or of its name; "" for a page.

    >>> file_type("/a/P0201.XLS?x=1"), file_type("/down.jsp?id=3", "附件1.docx"), file_type("/a/index.html", "说明.html")
    ('xls', 'docx', '')
    >>> file_type("/api/download.do?id=3", "附件.xlsx18 KB")
    'xlsx'
    """
    if "." not in href and "%" not in href and not any("." in name for name in names):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if (m := _EXTENSION.search(parts.path.strip().lower())) and m[1] in TYPES:
        return m[1]
    for name in names:
        if "." in name and (found := _IN_NAME.findall(name)):
            return str(found[-1]).lower()
    m = _EXTENSION.search(unquote(parts.query).strip().lower()) if parts.query else None
    return m[1] if m and m[1] in TYPES else ""


def is_download(href: str) -> bool:
    """Whether an address that names no file leads to one all the same.

    >>> is_download("/api/download.do?id=3"), is_download("/zwgk/download/index.html"), is_download("/xzzx/countdown.jsp")
    (True, False, False)
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return not _PAGE.search(parts.path) and bool(_DOWNLOAD.search(parts.path))


def _name(anchor: Anchor) -> str:
    text = anchor.text.replace("\n", " ")
    if _PLAIN_NAME.match(text):
        text = anchor.title or text
    if (m := _SIZE.search(text)) and _IN_NAME.search(text[: m.start()]):
        text = text[: m.start()]
    return clean_title(text or anchor.title or _file_name(anchor.href))


def _file_name(href: str) -> str:
    return unquote(href.rsplit("/", 1)[-1])
