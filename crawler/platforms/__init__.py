"""Kinds of sites, and how each is crawled."""

from __future__ import annotations

from crawler.platforms.static import StaticSite

PLATFORMS: dict[str, type[StaticSite]] = {"auto": StaticSite, "static": StaticSite, "generic": StaticSite}
"""By `platform:` of units.yaml. A platform that is missing here is not supported: its sites are named, never guessed at."""
