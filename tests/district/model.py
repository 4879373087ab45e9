"""What the model district consists of: files, documents, list entries, columns, sites; plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zlib import crc32

Rows = tuple[tuple[str, ...], ...]
Fault = Literal["", "down", "missing", "redirect", "stranger", "page2_500", "page2_short", "garbage", "no_platform", "hidden"]
"""What is wrong with a site. down: 502; missing: 404; redirect: to the portal; stranger: another body's pages;
page2_500, page2_short, garbage: one column cannot be read; no_platform: the unit has a second site of an unsupported kind;
hidden: the entries of one column are there only for a browser."""
Platform = Literal["static", "gkmlpt", "table", "script", "hanweb", "generic"]
"""How a site is served. static: index.html, index_2.html; gkmlpt: the province's catalogue platform; table: old GBK pages of nested tables;
script: lists filled from a JSON address; hanweb: entries inside <script type="text/xml">; generic: found by sitemap and RSS."""

UNREADABLE: tuple[Fault, ...] = ("down", "missing", "redirect", "stranger")
STRANGER = "广州市番禺区供销合作总社"
"""Whose pages stand at an address guessed wrongly."""
PARTIAL: tuple[Fault, ...] = ("page2_500", "page2_short", "garbage", "no_platform", "hidden")


@dataclass(frozen=True)
class Manner:
    """How a site's server behaves. validators: which of ETag and Last-Modified it sends. clock: pages show the day and what is newest;
    counter: pages count their readers. Pages without both stay the same bytes until something of theirs is published."""

    validators: tuple[Literal["etag", "modified"], ...] = ()
    gzip: bool = False
    clock: bool = True
    counter: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a publication tells: paragraphs and at most one table."""

    paragraphs: tuple[str, ...] = ()
    rows: Rows = ()


@dataclass(frozen=True)
class File:
    """An attachment. kind: xlsx, docx, pdf (a scan without text), png, broken (bytes that are no workbook), gone (404)."""

    url: str
    name: str
    kind: str
    sheet: Sheet = Sheet()


@dataclass(frozen=True)
class Link:
    """A link in the text of a page, from a moment on."""

    href: str
    text: str
    since: datetime


@dataclass(frozen=True)
class Mark:
    """A note on a page that its document has lost its force, from a moment on. how: title, banner, start (of the text), table (of facts)."""

    since: datetime
    how: str
    words: str


@dataclass(frozen=True)
class Doc:
    """One article page. claimed: the day it says it was published; None: it says nothing. style: how it says it. number: its 文号."""

    url: str
    title: str
    claimed: date | None
    appears: datetime
    source: str
    sheet: Sheet
    style: str
    vanishes: datetime | None = None
    files: tuple[File, ...] = ()
    picture: str = ""
    signed: str = ""
    formed: date | None = None
    revised: tuple[datetime, Sheet] | None = None
    number: str = ""
    links: tuple[Link, ...] = ()
    mark: Mark | None = None

    def stands(self, now: datetime) -> bool:
        return self.appears <= now and (self.vanishes is None or now < self.vanishes)

    def marked(self, now: datetime, how: str) -> str:
        """The words of its mark where it stands so by now."""
        return self.mark.words if self.mark and self.mark.how == how and self.mark.since <= now else ""

    def called(self, now: datetime) -> str:
        return self.title + self.marked(now, "title")

    def told(self, now: datetime) -> Sheet:
        return self.revised[1] if self.revised and now >= self.revised[0] else self.sheet


@dataclass(frozen=True)
class Entry:
    """One entry of a list page."""

    href: str
    title: str
    day: date | None
    appears: datetime
    vanishes: datetime | None = None
    pinned: bool = False

    def stands(self, now: datetime) -> bool:
        return self.appears <= now and (self.vanishes is None or now < self.vanishes)


@dataclass
class Column:
    """One list of a site. url ends with a slash; opens: from when on it exists and is linked."""

    key: str
    site: str
    name: str
    url: str
    layout: str
    per_page: int
    opens: datetime
    fault: Fault = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def number(self) -> int:
        """What stands for it in addresses that have no path."""
        return 1000 + crc32(self.url.encode()) % 90000

    def standing(self, now: datetime) -> list[Entry]:
        """Pinned entries first, then by day, the newest first; an undated list by appearance."""
        seen = [e for e in self.entries if e.stands(now)]
        return sorted(seen, key=lambda e: (e.pinned, (e.day or e.appears.date()), e.appears, e.href), reverse=True)


@dataclass
class Site:
    """The portal, or one unit's own pages. base ends with a slash; label is what its pages call themselves.

    second: beside the unit's own site. opens_on: home, or shell: a gkmlpt site whose base leads on to the platform's page.
    """

    id: str
    base: str
    label: str
    unit: str | None
    charset: str = "utf-8"
    style: str = "nfcms"
    fault: Fault = ""
    columns: dict[str, Column] = field(default_factory=dict)
    platform: Platform = "static"
    manner: Manner = Manner()
    second: bool = False
    opens_on: str = "home"

    @property
    def host(self) -> str:
        return self.base.split("/", 3)[2]
