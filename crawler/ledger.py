"""One column read page by page: when to go on, when to stop, and whether what was read is complete."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from crawler.events import ColumnRead, SeenEntry, storable
from crawler.known import KnownColumn, KnownEntry
from crawler.page import Entry, Page
from rules.units import canonical_address

MAX_PAGES = 500
"""More list pages than this are taken for a trap."""
EMPTIED = "栏目原有条目，现在一条也没有"
DOUBTED = "疑为抓取故障，未计入撤下："
"""How the reason of a look begins that was read, and not believed."""


@dataclass(frozen=True)
class Aim:
    """How far to read. floor: the window's start less 30 days; to_end: beyond it, to the list's end.

    join: an earlier complete look may stand for the pages after a page without change (not for --full or a second look).
    """

    floor: date
    to_end: bool
    join: bool
    max_pages: int = MAX_PAGES


@dataclass
class ColumnReading:
    """The state of one reading. Feed it the pages in order with `take`; it answers with the next address or None."""

    site: str
    column: str
    name: str
    url: str
    aim: Aim
    known: KnownColumn | None = None
    entries: dict[str, SeenEntry] = field(default_factory=dict)
    pages: int = 0
    first_page: str = ""
    reached: str = ""
    reason: str = ""
    total: int | None = None
    page_count: int | None = None
    per_page: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    _visited: set[str] = field(default_factory=set)

    def take(self, url: str, page: Page) -> str | None:
        """One list page, located at `url`; the address of the next one, or None where reading stops."""
        self._visited.add(canonical_address(url))
        self.name = self.name or page.column_name
        fault = self._fault(page)
        if fault:
            self.fail(fault)
            return None
        shown = [_seen(e) for e in page.entries if e.href.startswith(("http://", "https://"))]
        self.pages += 1
        if self.pages == 1:
            self.first_page = _digest(shown, page)
            self.total, self.page_count, self.per_page = page.total, page.page_count, len(shown)
        for entry in shown:
            self.entries.setdefault(entry.address, entry)
        # On its last page many a system's 下一页 points to the page itself.
        last = not page.next_href or canonical_address(page.next_href) == canonical_address(url)
        return self._next(shown, None if last else page.next_href, page.page_count)

    def fail(self, reason: str) -> None:
        """The next page could not be had. What was read may still have passed the window."""
        self.reached = "window" if is_past(self.entries.values(), self.aim.floor) else ""
        self.reason = "" if self.reached else reason

    def clear(self) -> None:
        """It is empty because all that stood in it was taken down."""
        self.reached, self.reason = "end", ""

    def remove(self) -> None:
        """There is no such column (any more): nothing stands in it, and later runs need not ask for it."""
        self.reached = "removed"

    def result(self, at: datetime, look: int) -> ColumnRead:
        joined = self.known if self.reached in ("unchanged", "known") else None
        to_end = self.reached == "end" or (joined is not None and joined.to_end)
        since = joined.covered_since if joined else (self.aim.floor if self.reached == "window" else None)
        return ColumnRead(
            at=at, look=look, site=self.site, column=self.column, name=self.name, url=self.url,
            complete=bool(self.reached), reached=self.reached, to_end=to_end, covered_since=None if to_end else since,
            pages=self.pages, first_page=self.first_page, entries=tuple(self.entries.values()), reason=self.reason,
            total=self.total, page_count=self.page_count, skipped=tuple(sorted(self.skipped.items())),
        )  # fmt: skip

    def _fault(self, page: Page) -> str:
        """Why this is no page of a list, in Chinese, or "" where it is one."""
        if not page.readable:
            return f"读不出：{page.reason or '页面没有可读的内容'}"
        if page.entries:
            return ""
        if page.kind != "list":
            return "读不出条目：这一页不是列表"
        if self.pages == 0 and self.known is not None and self.known.entries:
            return EMPTIED
        return ""

    def _next(self, shown: list[SeenEntry], next_href: str | None, page_count: int | None) -> str | None:
        self.reached = self._joined(shown, next_href)
        if self.reached:
            return None
        if next_href is None:
            self._end(page_count)
            return None
        if not self.aim.to_end and is_past(self.entries.values(), self.aim.floor):
            self.reached = "window"
            return None
        trap = self._trap(next_href)
        if trap:
            self.fail(trap)
        return None if trap else next_href

    def _end(self, page_count: int | None) -> None:
        """The list shows no way on: its end, unless it says itself that it has more pages (their links made by script)."""
        if page_count is not None and page_count > self.pages:
            self.fail(f"列表自称有 {page_count} 页，只找到 {self.pages} 页的链接")
        else:
            self.reached = "end"

    def _trap(self, next_href: str) -> str:
        if canonical_address(next_href) in self._visited:
            return "翻页成环：“下一页”指回已读过的页"
        return f"列表超过 {self.aim.max_pages} 页，未读完" if self.pages >= self.aim.max_pages else ""

    def _joined(self, shown: list[SeenEntry], next_href: str | None) -> str:
        """How this page joins an earlier complete look, or ""."""
        known = self.known
        if not self.aim.join or known is None or not known.covers(self.aim.floor):
            return ""
        if not self._is_size_explained(known):
            return ""
        if self.pages == 1 and self.first_page == known.first_page:
            return "unchanged"
        listed = [e for e in shown if not e.pinned]
        stood = bool(listed) and all(_stood(known, e.address) for e in listed)
        return "known" if next_href and stood else ""

    def _is_size_explained(self, known: KnownColumn) -> bool:
        """Whether what the list says of its size is what it said at the last complete look, and the new entries on the pages read."""
        new = sum(not _stood(known, address) for address in self.entries)
        if self.total is not None and known.total is not None:
            return self.total == known.total + new
        if self.page_count is None or known.page_count is None:
            return True
        return self.page_count in pages_after(known.page_count, self.per_page, new)


def pages_after(page_count: int, per_page: int, new: int) -> range:
    """How many pages a list may have after so many new entries, if it had `page_count` full pages but for the last.

    >>> [list(pages_after(3, 20, new)) for new in (0, 1, 20, 21)]
    [[3], [3, 4], [4], [4, 5]]
    """
    size = max(1, per_page)
    return range(page_count - 1 + -(-(1 + new) // size), page_count + -(-new // size) + 1)


def _stood(known: KnownColumn, address: str) -> bool:
    """Whether an entry stood in the column at its last complete look."""
    entry = known.entries.get(address)
    return entry is not None and entry.joined


def is_past(entries: Iterable[SeenEntry], floor: date) -> bool:
    """Whether the dates, pinned entries aside, never rose and passed below the floor.

    >>> def entry(day): return SeenEntry("a", "a", "", date.fromisoformat(day) if day else None, False)
    >>> is_past([entry("2017-03-02"), entry("2016-11-30")], date(2016, 12, 2))
    True
    >>> is_past([entry("2016-11-30"), entry("2017-03-02"), entry("2016-11-30")], date(2016, 12, 2))
    False
    >>> is_past([entry("2017-03-02"), entry(""), entry("2016-11-30")], date(2016, 12, 2))
    False
    """
    days = _falling_days(entries)
    return bool(days) and days[-1] < floor


def vanished(standing: Mapping[str, KnownEntry], read: ColumnRead) -> frozenset[str]:
    """Addresses that stood in the column and should have been on the pages read, but were not.

    Only a look to the list's end says it of every entry; one that stopped earlier says it of entries dated after the
    oldest it read, and only where the list is in order. A page without change says it of none.
    """
    if not read.complete or read.reached == "unchanged":
        return frozenset()
    gone = {address: known for address, known in standing.items() if address not in {e.address for e in read.entries}}
    if read.reached in ("end", "removed"):
        return frozenset(gone)
    days = _falling_days(read.entries)
    if not days:
        return frozenset()
    return frozenset(a for a, known in gone.items() if known.date and known.date > days[-1] and not known.pinned)


def _falling_days(entries: Iterable[SeenEntry]) -> list[date]:
    """The days of the entries that are not pinned; empty where one is missing or they rise."""
    listed = [e.date for e in entries if not e.pinned]
    days = [day for day in listed if day is not None]
    falling = len(days) == len(listed) and all(a >= b for a, b in pairwise(days))
    return days if falling else []


def _seen(entry: Entry) -> SeenEntry:
    url = storable(entry.href)
    return SeenEntry(canonical_address(url), url, storable(entry.title), entry.date, entry.pinned, tuple(map(storable, entry.marks)))


def _digest(shown: list[SeenEntry], page: Page) -> str:
    told = [[e.address, e.title, e.date.isoformat() if e.date else None, e.pinned, *e.marks] for e in shown]
    return hashlib.sha256(json.dumps([told, bool(page.next_href), page.page_count], ensure_ascii=False).encode()).hexdigest()
