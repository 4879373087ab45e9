"""What the store knows at one time, as judging needs it: pages, list entries, and what was and was not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crawler.page import Page

UNREAD = Page(kind="other", media="", readable=False, reason="尚未读取")
"""Stands for an answer this version of the reader has not read yet; the next crawl, or `gongkai archive rebuild`, reads it."""


@dataclass(frozen=True)
class Archived:
    """Where the bytes lie: WARC file (relative to the archive) and offset of the record."""

    file: str
    offset: int


@dataclass(frozen=True)
class Stood:
    """What earlier captures of an address prove, where it claims a later day than they were made on.

    since: the first capture of what it says now; perhaps: the first of what may be the same publication in other words. None: there is none.
    """

    since: datetime | None
    perhaps: datetime | None


@dataclass(frozen=True)
class SeenPage:
    """One address that answered with something readable or not; the latest good capture (status 200) up to the asked time.

    page: without body, tables and entries (they are matched from the store, piece by piece), its addresses absolute;
    attachments and references that moved are named by the address they lie at now. site: by longest prefix when it was fetched.
    first_seen: its first good capture. withdrawn_on: when it answered 404/410 after having stood, else None. stood: see Stood; None
    where its claimed day is not later than first_seen, or nothing earlier is like it.
    """

    url: str
    address: str
    site: str | None
    sha256: str
    content_sha256: str
    fetched_at: datetime
    first_seen: datetime
    withdrawn_on: datetime | None
    archive: Archived
    page: Page
    stood: Stood | None = None


@dataclass(frozen=True)
class Listed:
    """One stay of one entry in one column, in the wording it had at the asked time.

    address: canonical, after redirects: where the page lies now; url: as the list wrote it. last_seen: the last complete
    look while it stood. gone_on: the look that no longer had it; an entry that came back is a stay of its own. marks: what the list says
    of its force (已废止).
    """

    site: str
    column: str
    address: str
    url: str
    title: str
    date: date | None
    pinned: bool
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnLook:
    """One reading of one column in one run. look: 1, or 2 for the second look before the run's end.

    reached: end | window | unchanged | known, removed (nothing links to the column any more and it answers 404), or ""
    where it was not complete; `to_end`: everything the list ever showed was read, now or in the looks it joins;
    covered_since: else, everything dated on or after this day was. entries, oldest: of all that is known to stand in the
    column after this look (oldest: pinned entries aside). reason: why it was not complete, in Chinese.
    """

    run: str
    look: int
    at: datetime
    site: str
    column: str
    name: str
    url: str
    complete: bool
    reached: str
    to_end: bool
    covered_since: date | None
    pages: int
    entries: int
    oldest: date | None
    reason: str
    total: int | None = None
    skipped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class SiteLook:
    """One site in one run: whether its start answered as itself, and whether its own pages name their unit.

    reason: "", site_down, redirected_away, refused, missing, unreadable, truncated, no_columns, no_entries, max_pages,
    or another code of a failed fetch; detail: a Chinese sentence. standing, nights_left: see crawler.events.SiteRead.
    """

    run: str
    at: datetime
    site: str
    reached: bool
    names_unit: bool
    reason: str
    detail: str
    standing: int | None = None
    nights_left: int = 0


@dataclass(frozen=True)
class Failure:
    """A fetch that gave no usable answer, where none was had since: a code and a Chinese sentence."""

    run: str
    at: datetime
    url: str
    address: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Snapshot:
    """Everything known up to `known_at` (UTC)."""

    known_at: datetime
    simulated: bool
    pages: tuple[SeenPage, ...]
    listed: tuple[Listed, ...]
    looks: tuple[ColumnLook, ...]
    sites: tuple[SiteLook, ...]
    failures: tuple[Failure, ...]
