"""Every publication that stands at a moment: what a store must hold after a crawl that read everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from district.ground import OUTAGE
from district.model import Column, Entry, Site
from district.places import list_url
from district.world import World

SILENT = ("down", "missing", "redirect")


@dataclass(frozen=True)
class Publication:
    """One entry of one column. column: its key; list_url: where it is read; address: where the entry leads; claimed: the day it says.
    title: as the list has it; page_title: as the page has it, a mark in it included.

    fault: what is wrong with its site or column from the start (see model.Fault), "outage" on the evening of one, else empty.
    is_readable: a crawl without a browser can find the entry in its column: neither fault nor page 2 of a broken list stands before it.
    is_external: it leads out of the district.
    """

    site: str
    platform: str
    column: str
    list_url: str
    address: str
    title: str
    page_title: str
    claimed: date | None
    appears: datetime
    fault: str = ""
    is_readable: bool = True
    is_external: bool = False
    is_pinned: bool = False


def publications(world: World, now: datetime) -> list[Publication]:
    """In the order of sites, columns and entries. Switched faults are not looked at."""
    found = []
    for site in world.sites.values():
        for column in site.columns.values():
            if column.opens <= now:
                found += [_told(world, site, column, e, i, now) for i, e in enumerate(column.standing(now))]
    return found


def _told(world: World, site: Site, column: Column, entry: Entry, place: int, now: datetime) -> Publication:
    doc = world.ground.docs.get(entry.href)
    outage = "outage" if (site.id, now.date()) == OUTAGE else ""
    fault = outage or (site.fault if site.fault in (*SILENT, "stranger") else "") or column.fault
    behind = column.fault in ("page2_500", "page2_short") and place >= column.per_page
    is_readable = not (outage or site.fault in SILENT or column.fault in ("garbage", "hidden") or behind)
    return Publication(
        site.id, site.platform, column.key, list_url(site, column), entry.href, entry.title, doc.called(now) if doc else entry.title,
        doc.claimed if doc else entry.day, entry.appears, fault, is_readable, doc is None, entry.pinned,
    )  # fmt: skip
