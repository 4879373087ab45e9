"""What a visitor sees of the lists at a moment: which columns, which entries, at which addresses; redesigns and emptied lists included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from district.model import Column, Doc, Entry, Site
from district.places import list_url, redesigned_url
from district.world import World

Bent = Callable[[str, str], bool]
"""Whether a fault of this name lies on an address."""


def never(name: str, url: str) -> bool:
    return False


@dataclass
class View:
    """One world at one moment. bent: which columns are redesigned, emptied, shrunk; asked by the address of the column."""

    world: World
    now: datetime
    bent: Bent = never
    _navigation: dict[str, datetime] = field(default_factory=dict)

    def entries(self, column: Column) -> list[Entry]:
        """As the list shows them, in its order."""
        if self.is_bent(column, "emptied"):
            return []
        standing = column.standing(self.now)
        return standing[::3] if self.is_bent(column, "shrunk") else standing

    def columns(self, site: Site) -> list[Column]:
        return [c for c in site.columns.values() if c.opens <= self.now]

    def list_url(self, column: Column) -> str:
        site = self.world.sites[column.site]
        return redesigned_url(site, column) if self.is_redesigned(column) else list_url(site, column)

    def is_redesigned(self, column: Column) -> bool:
        return self.is_bent(column, "redesign")

    def is_bent(self, column: Column, *names: str) -> bool:
        """Whether one of these faults lies on the column."""
        if self.bent is never:
            return False
        return any(self.bent(name, url) for name in names for url in (self.key_url(column), column.url))

    def key_url(self, column: Column) -> str:
        """The address by which faults name the column: where it is read before any redesign."""
        return list_url(self.world.sites[column.site], column)

    def has_trap(self, site: Site) -> bool:
        return self.bent is not never and self.bent("trap", site.base)

    def doc(self, entry: Entry) -> Doc | None:
        """The page of an entry, unless it leads out of the district."""
        return self.world.ground.docs.get(entry.href)

    def is_own(self, column: Column, entry: Entry) -> bool:
        """Whether the page was put into this column, and is not only listed by it."""
        return self.world.ground.homes.get(entry.href) == column.url

    def navigation_changed(self, site: Site) -> datetime:
        """When the links around the pages of the site last became others."""
        if site.id not in self._navigation:
            self._navigation[site.id] = self._find_navigation_change(site)
        return self._navigation[site.id]

    def _find_navigation_change(self, site: Site) -> datetime:
        columns = [*self.world.sites["portal"].columns.values(), *site.columns.values()]
        if self.has_trap(site) or any(self.is_redesigned(c) for c in columns):
            return self.now
        return max(c.opens for c in columns if c.opens <= self.now)

    def changed(self, column: Column) -> datetime:
        """When the list last became other than it was."""
        if self.is_bent(column, "emptied", "shrunk", "redesign"):
            return self.now
        moments = [m for e in column.entries for m in (e.appears, e.vanishes) if m and m <= self.now]
        return max((*moments, column.opens))
