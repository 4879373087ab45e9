"""What planning a crawl sees of fetching: an answer, or why there is none. Nothing here knows Scrapy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from crawler.addresses import leads_to_more_pages
from crawler.page import Link, Page

TRANSIENT = frozenset(
    ("timeout", "connect", "dns", "truncated", "http_5xx", "too_many", "soft_error", "breaker", "robots_unknown", "night_window"),
)
"""Reasons that may pass: asked once more at the run's end. What a site means (404, 403, robots) is not asked again."""
REFUSED = frozenset(("robots", "refused", "waf", "login"))
GONE = frozenset(("not_found",))
"""What proves that there is no such page (any more)."""
MISSING = GONE | {"soft_404", "redirected_home"}
"""No page, but some of it said in a way that proves nothing: such a site answers so for pages that stand, too, when it is in trouble."""


class Stopped(Exception):
    """The run is to end in order: no further request is made."""


@dataclass(frozen=True)
class LastAnswer:
    """The last good answer of an address, which a request can be conditional on. file, offset: the record that holds the payload."""

    sha256: str
    size: int
    content_type: str
    etag: str
    last_modified: str
    file: str
    offset: int
    url: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What one fetch came to, redirects followed. `page` and `links` carry absolute addresses.

    reason: "" where a page was read (it may be unreadable: see page.readable), else a code; detail: Chinese. is_unchanged: the server
    said so (304), or sent the bytes of the last time; the page is that one. Of a page that a browser showed, detail says why its list may
    not be whole.
    """

    asked: str
    url: str
    status: int
    page: Page | None = None
    links: tuple[Link, ...] = ()
    reason: str = ""
    detail: str = ""
    is_unchanged: bool = False

    @property
    def is_transient(self) -> bool:
        return self.reason in TRANSIENT

    @property
    def fault(self) -> str:
        """Why nothing can be read here, in Chinese, or ""."""
        if self.page is None:
            return self.detail
        return "" if self.page.readable else f"读不出：{self.page.reason or '页面没有可读的内容'}"

    def slim(self) -> Answer:
        """Without text and links: what reading a list needs, no more. Of a list that says it goes on but not where, links to numbered pages stay."""
        page = replace(self.page, body="", tables=()) if self.page else None
        is_open = page is not None and page.kind == "list" and page.next_href is None and (page.page_count or 1) > 1
        return replace(self, page=page, links=tuple(link for link in self.links if leads_to_more_pages(link.href, link.text)) if is_open else ())


@dataclass(frozen=True)
class Ask:
    """How an address is asked for; see Fetch."""

    afresh: bool = False
    column: str = ""
    is_second_pass: bool = False
    render: bool = False


PLAINLY = Ask()


class Fetch(Protocol):
    """Asks for one address. Raises Stopped, nothing else.

    role: start, section, list, article, attachment, revisit, recheck. afresh: not conditional on what an earlier run has (full reads, second
    looks). column: for which column, where for one. is_second_pass: what failed before, with longer time-outs.
    render: as a browser shows it, its scripts run; only where Options.renders says that there is one.
    """

    async def __call__(self, url: str, role: str, ask: Ask = PLAINLY) -> Answer: ...
