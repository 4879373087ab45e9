"""What speaks for a page being one publication, and what for its being a list."""

from __future__ import annotations

from crawler.extract import labels
from crawler.extract.body import densest_body, trimmed
from crawler.extract.dates import parse_day
from crawler.extract.layouts import OUTSIDE
from crawler.extract.listing import Listing
from crawler.extract.paging import next_href, page_count
from crawler.extract.published import PUBLISHED_METAS
from crawler.extract.taken import Taken
from crawler.extract.titles import bare

SURE = 5
"""So many signs of a publication (its title's meta, a known layout, a labelled day) outweigh any list."""
LEAST_TEXT = 60
"""Fewer characters than this are no text by themselves."""


def article_signs(taken: Taken, listing: Listing | None) -> int:
    """What speaks for a single publication: its metas, a known layout that holds text, one labelled day."""
    metas, outline, known = taken.outline.metas, taken.outline, taken.known
    title = bare(metas.get("articletitle", ""))
    signs = int(any(name in metas for name in PUBLISHED_METAS))
    if title and title not in (bare(metas.get("sitename", "")), bare(metas.get("columnname", ""))):
        signs += 2
    if known is not None:
        lines = outline.lines[known.first : known.last]
        linked, whole = sum(line.linked for line in lines), sum(len(line.text) for line in lines)
        signs += 2 * (linked * 10 <= whole * 6)
    entries = frozenset(listing.lines) if listing else frozenset()
    days = [v for v in taken.values if v.label in labels.PUBLISHED and v.line not in entries and parse_day(v.value[:40])]
    return signs + 2 * (1 <= len(days) <= 3 or _has_source_line(taken))


def _has_source_line(taken: Taken) -> bool:
    """One line that names both the source and a day, if only as 时间."""
    sources = {v.line for v in taken.values if v.label in labels.ORIGIN}
    return sum(v.line in sources and v.label in labels.PLAIN_DATE and parse_day(v.value[:40]) is not None for v in taken.values) == 1


def has_text(taken: Taken, listing: Listing | None) -> bool:
    """Whether a text outweighs the list: abstracts between dated entries are none, nor are a footer's few lines under a named list."""
    body = densest_body(taken.outline, taken.zones, taken.headline)
    if body is None:
        return False
    text = sum(len(line.text) - line.linked for line in trimmed(taken.outline, taken.zones, body))
    if listing is None:
        return text >= LEAST_TEXT
    if listing.is_named and 0 < listing.dated == len(listing.entries) and text < 4 * LEAST_TEXT:
        return False
    held = sum(body.first <= at < body.last for at in listing.lines)
    titles = sum(len(entry.title) for entry in listing.entries)
    return text >= 2 * LEAST_TEXT and (text >= 3 * titles if listing.dated < 2 else held * 2 < len(listing.lines) and text >= titles)


def list_signs(taken: Taken, listing: Listing | None) -> int:
    """What speaks for a list: days beside links, a way on to more pages, names, most of the page's links."""
    if listing is None:
        return 0
    pages = page_count(taken.outline, taken.text) or 1
    goes_on = pages > 1 or next_href(taken.outline, taken.text) is not None
    if not goes_on and (listing.blocks_with_more >= 2 or listing.is_aside):
        return 0
    if listing.dated >= 2:
        return 2 + listing.is_named + 2 * goes_on
    if listing.dated == 1 and len(listing.entries) <= 2:
        return 3 if goes_on else int(listing.is_named or bool(taken.steps))
    if not listing.dated and {"columnname", "columntype"} & taken.outline.metas.keys() and "articletitle" not in taken.outline.metas:
        return 1 + 2 * goes_on
    mean = sum(len(e.title) for e in listing.entries) / len(listing.entries)
    linked = sum(line.linked for line, zone in zip(taken.outline.lines, taken.zones, strict=True) if zone not in OUTSIDE)
    fills = sum(len(e.title) for e in listing.entries) * 2 >= linked
    return int((len(listing.entries) >= 3 and mean >= 9 and fills) or (goes_on and mean >= 8)) + (listing.is_named and goes_on)
