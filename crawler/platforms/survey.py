"""What a site's columns seem to hold, seen from their first pages: for a person who is to list them. Tells the ledger nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.fetching import Answer
from crawler.platforms.bounds import Bounds
from crawler.platforms.pages import ListPages
from crawler.platforms.site import NO_COLUMNS, SiteCrawl
from crawler.platforms.work import FoundColumn
from crawler.trip import Tasks, Trip
from rules.units import Site


@dataclass(frozen=True)
class ColumnSeen:
    """One column's first page. is_declared: units.yaml has it already. titles: of its entries; total, pages: what the list says of itself.

    read_from: where a script takes the entries from, "browser" where it takes one; fault: why nothing can be read, in Chinese, or "".
    """

    id: str
    name: str
    url: str
    is_declared: bool
    titles: tuple[str, ...] = ()
    oldest: date | None = None
    newest: date | None = None
    total: int | None = None
    pages: int | None = None
    media: str = ""
    read_from: str = ""
    needs_browser: bool = False
    fault: str = ""


@dataclass(frozen=True)
class SiteSeen:
    """One site. platform: which kind it turned out to be, "" where nothing was found; reason, detail: why it could not be searched."""

    site: Site
    platform: str
    columns: tuple[ColumnSeen, ...]
    reason: str = ""
    detail: str = ""

    @property
    def is_unhealthy(self) -> bool:
        """Whether a site somebody vouched for could not be searched; one without columns was."""
        return self.reason not in ("", NO_COLUMNS) and self.site.confirmed is not None


async def survey(trip: Trip, sites: Sequence[Site], tell: Callable[[SiteSeen], None]) -> None:
    """One site after the other; what each shows is told as soon as it is known."""
    bounds = trip.fetch = Bounds(trip.district, trip.fetch, trip.skip)
    for site in sites:
        tell(await _survey_site(trip, site, bounds))


async def _survey_site(trip: Trip, site: Site, bounds: Bounds) -> SiteSeen:
    crawl = SiteCrawl(trip, replace(site, discover=True), bounds)
    reason, detail = await crawl.find()
    if reason:
        return SiteSeen(site, "", (), reason, detail)
    seen: dict[str, ColumnSeen] = {}
    async with Tasks() as tasks:
        for column in [*crawl.search.columns.values(), *await crawl.find_feeds()]:
            await tasks.start(_look(trip, column, seen))
    columns = tuple(sorted(seen.values(), key=lambda c: (not c.is_declared, c.url)))
    reason, detail = crawl.search_fault()
    return SiteSeen(site, _platform_of(columns), columns, reason, detail)


async def _look(trip: Trip, column: FoundColumn, seen: dict[str, ColumnSeen]) -> None:
    pages = ListPages(trip)
    answer = await pages.first(column.url)
    told = ColumnSeen(column.id, column.name, column.url, column.is_declared, read_from=pages.read_from, fault=_fault(answer))
    page = answer.page
    if page is None or told.fault:
        is_filled = page is not None and page.media in ("", "html") and not page.readable
        seen[column.id] = replace(told, needs_browser=is_filled)
        return
    days = [entry.date for entry in page.entries if entry.date is not None]
    seen[column.id] = replace(
        told, name=told.name or page.column_name, titles=tuple(entry.title for entry in page.entries), oldest=min(days, default=None),
        newest=max(days, default=None), total=page.total, pages=page.page_count, media=page.media,
    )  # fmt: skip


def _fault(answer: Answer) -> str:
    is_other = answer.page is not None and answer.page.readable and answer.page.kind != "list"
    return "这一页不是列表" if is_other else answer.fault


def _platform_of(columns: Sequence[ColumnSeen]) -> str:
    """The kind that fits what was found; lists that a feed or a script's data holds need the general one."""
    found = [column for column in columns if not column.is_declared] or columns
    if any(column.id.startswith("gkmlpt:") for column in found):
        return "gkmlpt" if all(column.id.startswith("gkmlpt:") for column in found) else "auto"
    if any(column.media == "rss" for column in found):
        return "generic"
    return "static" if found else ""
