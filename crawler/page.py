"""What one answer says, read from its bytes alone: the type that crosses from reading to judging."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urljoin

PageKind = Literal["article", "list", "other", "attachment"]
Rows = tuple[tuple[str, ...], ...]
"""A table: rows of cell texts."""
Said = Literal["named", "basis", "listed", "abolished", "kept"]


@dataclass(frozen=True)
class Dated:
    """A day a page claims, with where it was found (`source`, e.g. "meta PubDate") and the text around it.

    agreed_by: the other sources of the page that name the same day.
    """

    date: date
    time: str | None
    source: str
    snippet: str
    agreed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A day that was looked at; `rejected_for` is empty for the one chosen."""

    date: date | None
    source: str
    snippet: str
    rejected_for: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a list page; `href` as written until `located_at` makes it an address.

    yearless: a day without its year, as written ("03-08"); the year is never filled in here. marks: what the list itself says of the
    publication's force, such as 已废止.
    """

    href: str
    title: str
    date: date | None
    pinned: bool = False
    yearless: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file a page offers; `type` is its extension in lower case, "" where neither address nor name tells it."""

    href: str
    name: str
    type: str


@dataclass(frozen=True)
class Link:
    """A link of a page, as written."""

    href: str
    text: str


@dataclass(frozen=True)
class Member:
    """A file inside an archive; `reason` says why its text could not be had, or which part of it."""

    name: str
    type: str
    readable: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A document a page names: its 《title》 and 文号, "" where one is not told.

    said: named in a sentence; the basis of another (根据《…》); listed, on a line of its own; abolished or kept, where the
    sentence, the row or the heading above says so.
    """

    title: str
    number: str
    said: Said


@dataclass(frozen=True)
class Page:
    """One answer as read. Pure: the same bytes always give the same page, whatever their address.

    periods: "2017-03", "2017Q1", "2017H1", "2017", a span as "2017-01/2017-03"; "--03", "--Q1" where the year is
    missing (never filled in here). tables: rows of cell texts. masthead: html title, SiteName and footer, where a site
    names itself. references: links of the text itself that lead to other pages, no attachments. named: the documents that
    title, text and tables name. page_count: how many pages a list says it has; more than one without a `next_href` means that only a
    script knows the way on, so the list was not read to its end. contested: what sources of equal trust say against each
    other of the day of publication; `published` is None then. total: how many entries a list says it has in all its pages. data_hrefs: what a list
    that is empty by itself has its script load, where the address stands plainly in the page. `readable` is False with a `reason` where the bytes hold
    no text we can get; a `reason` beside `readable` says which part is missing or not to be trusted (cut, locked members, OCR).
    members: what an archive holds. refusal: what an answer is in place of a page: gone, check (of the visitor: a firewall), login, fault (of
    the server), shell (only a script fills it); "" for a page.
    """

    kind: PageKind
    media: str
    charset: str | None = None
    title: str = ""
    masthead: str = ""
    column_name: str = ""
    published: Dated | None = None
    contested: tuple[Dated, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    formed: Dated | None = None
    document_number: str | None = None
    index_number: str | None = None
    source: str | None = None
    periods: tuple[str, ...] = ()
    body: str = ""
    tables: tuple[Rows, ...] = ()
    images: int = 0
    link_count: int = 0
    attachments: tuple[Attachment, ...] = ()
    references: tuple[Link, ...] = ()
    named: tuple[Named, ...] = ()
    status_marks: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    entries: tuple[Entry, ...] = ()
    next_href: str | None = None
    page_count: int | None = None
    total: int | None = None
    data_hrefs: tuple[str, ...] = ()
    readable: bool = True
    reason: str = ""
    refusal: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all of it was read and can be trusted, so that what is not in it was not published in it."""
        return self.readable and not self.reason

    @property
    def content_sha256(self) -> str:
        """Digest of title, dates, body, tables, attachments and marks; not of navigation, clocks or counters (which snippets hold).

        Not of `references`: their words stand in the body, and where a link leads changes when a site moves its pages, while
        the publication says what it said. `named` follows from title, body and tables.
        """
        days = [(d.date.isoformat(), d.time, d.source) if d else None for d in (self.published, self.formed)]
        days += [(d.date.isoformat(), d.time, d.source) for d in self.contested]
        entries = [(e.href, e.title, e.date.isoformat() if e.date else e.yearless or None, e.pinned, *e.marks) for e in self.entries]
        files = [(a.href, a.name, a.type) for a in self.attachments]
        facts = (self.kind, self.media, self.title, self.document_number, self.index_number, self.source, self.periods, self.readable, self.reason)
        told = (facts, days, self.body, self.tables, self.images, files, self.status_marks, entries)
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

    def located_at(self, url: str) -> Page:
        """The same page with its addresses resolved against the address it was fetched from."""
        if not (self.attachments or self.entries or self.references or self.next_href or self.data_hrefs):
            return self
        return replace(
            self,
            attachments=tuple(replace(a, href=urljoin(url, a.href)) for a in self.attachments),
            entries=tuple(replace(e, href=urljoin(url, e.href)) for e in self.entries),
            references=tuple(replace(r, href=urljoin(url, r.href)) for r in self.references),
            next_href=urljoin(url, self.next_href) if self.next_href else None,
            data_hrefs=tuple(urljoin(url, href) for href in self.data_hrefs),
        )


@dataclass(frozen=True)
class Reading:
    """A page with its links, which the crawl follows and nobody keeps; those of a publication nobody follows, so it comes without."""

    page: Page
    links: tuple[Link, ...] = ()
