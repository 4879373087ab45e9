"""What tells the kinds of sites apart while their columns are looked for; all else is the same for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from crawler.platforms import gkmlpt
from rules.units import Site


@dataclass(frozen=True)
class Platform:
    """One kind of site.

    starts: where to begin beside the site's own start addresses; may_lead: whether a link may lead to a column; maps: whether sitemaps
    and feeds are asked for (lacking: where the navigation shows no column).
    """

    starts: Callable[[Site], tuple[str, ...]]
    may_lead: Callable[[str], bool]
    maps: Literal["never", "lacking", "always"]


def _nowhere(_site: Site) -> tuple[str, ...]:
    return ()


def _anywhere(_url: str) -> bool:
    return True


AUTO = Platform(_nowhere, _anywhere, "lacking")
"""Finds out by itself: a shell's links lead to its lists as any navigation does, and lists are lists whatever they are written in."""
STATIC = Platform(_nowhere, lambda url: not gkmlpt.is_of_platform(url), "never")
GKMLPT = Platform(gkmlpt.starts_of, _anywhere, "never")
GENERIC = Platform(_nowhere, _anywhere, "always")

PLATFORMS: dict[str, Platform] = {"auto": AUTO, "static": STATIC, "gkmlpt": GKMLPT, "generic": GENERIC}
"""By `platform:` of units.yaml."""
