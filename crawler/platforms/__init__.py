"""Kinds of sites, and how each is crawled: one core (site.py), and small adapters for what differs (kinds.py)."""

from __future__ import annotations

from crawler.platforms.kinds import PLATFORMS

__all__ = ["PLATFORMS"]
