"""The units of work of a site's crawl, and what is to be tried again at the run's end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FoundColumn:
    """A column to read: one of units.yaml (declared), of an earlier run, or found in this one."""

    id: str
    name: str
    url: str
    is_declared: bool
