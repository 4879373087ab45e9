"""What a night costs at least, from the district's own books: what stands, what is new, how many pages each list has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from district.model import Column, Site
from district.serve import District
from district.serve_gkmlpt import ROWS
from district.serve_hanweb import EMBEDDED
from district.serve_script import SIZE
from district.standing import SILENT, Publication

_PAGE = {"gkmlpt": ROWS, "hanweb": EMBEDDED, "script": SIZE}
"""Entries that one answer of a list has; elsewhere the column says."""


@dataclass(frozen=True)
class Floor:
    """Requests of one night: one a column, one a new page or attachment, robots.txt once a host, one further list page where something new stood."""

    columns: int
    robots: int
    pages: int
    attachments: int
    further: int

    @property
    def total(self) -> int:
        return self.columns + self.robots + self.pages + self.attachments + self.further


def readable(district: District) -> list[Publication]:
    """What a crawl without a browser must find: everything whose list answers and shows it."""
    return [p for p in district.publications() if p.is_readable]


@dataclass
class Books:
    """Kept night after night; `floor` is asked once a night, after the clock was set. first_night: (site, address) to the night it first stood."""

    district: District
    first_night: dict[tuple[str, str], int] = field(default_factory=dict)
    backdated: set[tuple[str, str]] = field(default_factory=set)
    grown: int = 0
    """In how many lists of several pages something new stood on the last night asked for."""
    _pages: set[str] = field(default_factory=set)
    _files: set[str] = field(default_factory=set)
    _entries: set[tuple[str, str, str]] = field(default_factory=set)

    def floor(self, night: int) -> Floor:
        standing, now = readable(self.district), self.district.answers.now
        fresh = [p for p in standing if (p.site, p.column, p.address) not in self._entries]
        self._entries.update((p.site, p.column, p.address) for p in fresh)
        for p in fresh:
            if (p.site, p.address) not in self.first_night:
                self.first_night[p.site, p.address] = night
                if night and self._is_backdated(p, now):
                    self.backdated.add((p.site, p.address))
        pages = {p.address for p in fresh if not p.is_external} - self._pages
        self._pages |= pages
        columns = [(s, c) for s in self.district.world.sites.values() if s.fault not in SILENT for c in s.columns.values() if c.opens <= now]
        grown = {(p.site, p.column) for p in fresh}
        self.grown = sum((s.id, c.key) in grown and len(c.standing(now)) > page_size(s, c) for s, c in columns)
        return Floor(len(columns), len({s.host for s in self.district.world.sites.values()}), len(pages), self._new_files(pages), self.grown)

    def _new_files(self, pages: set[str]) -> int:
        docs = self.district.world.ground.docs
        files = {file.url for page in pages for file in docs[page].files} - self._files
        self._files |= files
        return len(files)

    def _is_backdated(self, found: Publication, now: datetime) -> bool:
        """Whether it appeared behind the first page of its list: a newest-first reader comes to it only by reading on."""
        site = self.district.world.sites[found.site]
        column = site.columns[found.column]
        place = next(n for n, e in enumerate(column.standing(now)) if e.href == found.address)
        return place >= page_size(site, column)


def page_size(site: Site, column: Column) -> int:
    return _PAGE.get(site.platform, column.per_page)
