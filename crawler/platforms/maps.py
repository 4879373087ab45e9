"""What a site says of itself to machines: the sitemaps that robots.txt names, or the one at the usual place."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.extract.feeds.robots import sitemaps_of_robots
from crawler.fetching import Answer
from crawler.page import Link
from crawler.reading import absolute
from crawler.trip import Trip
from rules.units import Site, canonical_address

SITEMAP = "sitemap"
_MOST = 50
"""A sitemap of sitemaps may name no more of them than this."""


async def sitemap_links(trip: Trip, site: Site) -> list[Link]:
    """Every address the site's sitemaps name, whosever it is."""
    waiting, seen, links = await _maps_of(trip, site), set[str](), list[Link]()
    while waiting and len(seen) < _MOST:
        url = waiting.pop(0)
        if canonical_address(url) in seen or not trip.may_ask(url, site.start[0]):
            continue
        seen.add(canonical_address(url))
        answer = await trip.ask(url, "section")
        if not _is_map(answer):
            continue
        for link in answer.links:
            if _seems_map(link.href):
                waiting.append(link.href)
            else:
                links.append(link)
    if waiting:
        trip.skip("站点地图过多，未全读")
    return links


async def _maps_of(trip: Trip, site: Site) -> list[str]:
    """Those that robots.txt names; else the usual place, of the host and of the site's own folder."""
    root = "{0.scheme}://{0.netloc}/".format(urlsplit(site.start[0]))
    robots = await trip.ask(f"{root}robots.txt", "section")
    told = list(sitemaps_of_robots(robots.page.body)) if robots.page else []
    return told or list(dict.fromkeys((f"{root}sitemap.xml", absolute("sitemap.xml", site.start[0]))))


def _is_map(answer: Answer) -> bool:
    return answer.page is not None and answer.page.readable and answer.page.media == SITEMAP


def _seems_map(url: str) -> bool:
    return urlsplit(url).path.lower().endswith((".xml", ".xml.gz"))
