"""A page taken apart: what all parts of it are read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.extract.body import Body, densest_body, known_body, narrowed, zones_of
from crawler.extract.dates.days import find_days
from crawler.extract.density import abstracts, is_paragraph, weight_of
from crawler.extract.labels import Labelled, labelled, may_hold
from crawler.extract.layouts import FRAME
from crawler.extract.outline import Outline, outline_of
from crawler.extract.paging import next_href, page_count
from crawler.extract.source import Source
from crawler.extract.titles import breadcrumb, crumb_line, headline_line

_READERS = re.compile(r"\W*(?:网友|读者|游客|用户|群众|最新|全部|热门|精彩)?(?:留言|评论|跟帖|回帖)(?:列表|区|板|簿)?\W*(?:共?\s*\d+\s*条)?\W*")
_MOST_HEADING = 20
OPENING = 15
"""So many lines into a text its headline, source and date may stand."""


@dataclass(frozen=True)
class Taken:
    """The outline with the zone of each line, the body of a known layout, the line the html title repeats, the labelled
    values outside the frame in document order, and the breadcrumb's names. `source` is the markup itself."""

    outline: Outline
    zones: list[str]
    known: Body | None
    headline: int | None
    values: Sequence[Labelled]
    steps: Sequence[str]
    source: Source

    @property
    def site_name(self) -> str:
        return self.outline.metas.get("sitename", "")

    @cached_property
    def dense(self) -> Body | None:
        """The densest block."""
        return densest_body(self.outline, self.zones, self.headline)

    @cached_property
    def abstracts(self) -> frozenset[int]:
        return abstracts(self.outline, self.zones)

    @cached_property
    def paging_script(self) -> str:
        """The markup where a script in it makes the links to other pages (createPageHTML, TRS's countPage and currentPage); "" where none does."""
        return self.source.text if self.source.holds("createPageHTML", "ntPage") else ""

    @cached_property
    def next_href(self) -> str | None:
        return next_href(self.outline, self.paging_script)

    @cached_property
    def page_count(self) -> int | None:
        return page_count(self.outline, self.paging_script)


def take_apart(source: Source) -> Taken:
    """One walk over the page and what follows from it at once."""
    outline = outline_of(source)
    known = known_body(outline)
    zones = zones_of(outline, known)
    _mark_before_crumb(outline, zones)
    _mark_readers(outline, zones)
    known = narrowed(outline, zones, known) if known else None
    return Taken(outline, zones, known, headline_line(outline, zones), _values(outline, zones), breadcrumb(outline, zones), source)


def _mark_before_crumb(outline: Outline, zones: list[str]) -> None:
    """What stands before the way from the front page to here is the page's head, columns of news among it; not where that way
    stands under the text."""
    crumb = crumb_line(outline, zones)
    if not crumb:
        return
    own = [len(line.text) - line.linked for line in outline.lines]
    if 2 * sum(own[crumb:]) > sum(own) or not any(is_paragraph(line) for line in outline.lines[:crumb]):
        zones[:crumb] = [zone or "head" for zone in zones[:crumb]]


def _mark_readers(outline: Outline, zones: list[str]) -> None:
    """What readers wrote under a text, told by its heading alone: up to the end of the block that holds heading and messages."""
    is_after_text = False
    for at, line in enumerate(outline.lines):
        is_after_text = is_after_text or (not zones[at] and weight_of(line) > 0)
        if not is_after_text or zones[at] or line.linked or len(line.text) > _MOST_HEADING or not _READERS.fullmatch(line.text):
            continue
        last = next((outline.blocks[b].last for b in outline.chain(line.block) if outline.blocks[b].last > at + 1), at + 1)
        if any(found.day for under in outline.lines[at + 1 : min(last, at + OPENING)] for found in find_days(under.text[:100])):
            zones[at:last] = [zone or "comment" for zone in zones[at:last]]


def _values(outline: Outline, zones: Sequence[str]) -> list[Labelled]:
    found: list[Labelled] = []
    lines = outline.lines
    for at, line in enumerate(lines):
        if zones[at] not in FRAME and len(line.text) < 2000 and may_hold(line.text):
            found += labelled(line.text, at, lines[at + 1].text if at + 1 < len(lines) else "")
    return found
