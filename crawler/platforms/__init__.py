"""Kinds of sites, and how each is crawled."""

from __future__ import annotations

from crawler.platforms.site import SiteCrawl

PLATFORMS: dict[str, type[SiteCrawl]] = {"auto": SiteCrawl, "static": SiteCrawl, "generic": SiteCrawl}
"""By `platform:` of units.yaml. A platform that is missing here is not supported: its sites are named, never guessed at."""
