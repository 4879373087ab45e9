"""What speaks for a page being one publication, and what for its being a list."""

from __future__ import annotations

import re

from crawler.extract import labels
from crawler.extract.body import LOOSE, Body, trimmed
from crawler.extract.dates.days import parse_day
from crawler.extract.dates.offers import PUBLISHED_METAS
from crawler.extract.density import is_paragraph, weight_of
from crawler.extract.layouts import OUTSIDE, names_list
from crawler.extract.listing import Listing
from crawler.extract.loose import is_large
from crawler.extract.taken import Taken
from crawler.extract.titles import bare, is_heading

_SURE = 5
"""So many signs of a publication (its title's meta, a known layout, a labelled day) outweigh any list."""
LEAST_TEXT = 60
"""Fewer characters than this are no text by themselves."""
_LEAST_HEADLINE = 8
_SOURCE_LINE = 120
_SHORTEST_TITLES = 8
"""Entries with shorter titles on average, few of them dated, are a menu with a column of news."""
_WRITER = re.compile(r"作者|录入|编辑|责编|浏览|点击|阅读|字体|字号")
_BESIDE_A_TEXT = re.compile(r"^[\s【\[]*(?:相关|延伸阅读|推荐阅读|猜你喜欢|热门|热点|参考资料|上一篇|下一篇)")
"""What heads a list that only accompanies a text."""


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
    values = [v for v in taken.values if v.line not in entries and taken.zones[v.line] != "hidden"]
    days = [v for v in values if v.label in labels.PUBLISHED and parse_day(v.value[:40])]
    return signs + 2 * (1 <= len(days) <= 3 or source_line(taken) is not None) + 2 * _stands_under_headline(taken, listing)


def outweighs_lists(taken: Taken) -> bool:
    """Whether the page is a publication whatever list it holds, so that none need be looked for: `list_signs` gives one without
    further pages 2, and 3 where a name says what it is. A labelled day in a line with links may prove to be an entry's."""
    signs = article_signs(taken, None)
    if signs >= _SURE or signs < 2 or _goes_on(taken) or (signs == 2 and any(names_list(block.names) for block in taken.outline.blocks)):
        return signs >= _SURE
    return not any(v.label in labels.PUBLISHED and taken.outline.lines[v.line].anchors for v in taken.values)


def source_line(taken: Taken) -> int | None:
    """The one line that names a day, if only as 时间, beside source, writer or counters; None where there is none or more."""
    beside = {v.line for v in taken.values if v.label in labels.ORIGIN}
    lines = taken.outline.lines
    found = {
        v.line
        for v in taken.values
        if v.label in labels.PLAIN_DATE and taken.zones[v.line] != "hidden" and parse_day(v.value[:40]) is not None
        if v.line in beside or (_WRITER.search(lines[v.line].text) and len(lines[v.line].text) < _SOURCE_LINE)
    }
    return found.pop() if len(found) == 1 else None


def _stands_under_headline(taken: Taken, listing: Listing | None) -> bool:
    """Whether the line that the html title repeats is followed by a text, before the list and well longer than its titles.

    Only asked where there is a list: a page without one needs no such sign. A column's name over its introduction is no headline.
    """
    at, lines = taken.headline, taken.outline.lines
    if listing is None or at is None or len(lines[at].text) < _LEAST_HEADLINE:
        return False
    if bare(lines[at].text) == bare(taken.outline.metas.get("columnname", "")):
        return False
    end = min((line for line in listing.lines if line > at), default=len(lines))
    under = [lines[i] for i in range(at + 1, end) if not taken.zones[i] and i not in taken.abstracts]
    if (listing.is_aside or _accompanies(taken, listing)) and is_heading(taken.outline, lines[at]):
        return any(weight_of(line) for line in under)
    text = sum(len(line.text) - line.linked for line in under if is_paragraph(line))
    return text >= max(2 * LEAST_TEXT, 2 * titles_of(listing))


def has_text(taken: Taken, listing: Listing | None) -> bool:
    """Whether a text outweighs the list: abstracts between dated entries are none, nor are a footer's few lines under a named list."""
    body = taken.dense
    if body is None:
        return False
    text = sum(len(line.text) - line.linked for line in trimmed(taken.outline, taken.zones, body))
    if listing is None:
        return text >= LEAST_TEXT
    if text * 2 >= LEAST_TEXT and _is_headed(taken, body):
        return True
    if listing.is_named and 0 < listing.dated == len(listing.entries) and text < 4 * LEAST_TEXT:
        return False
    if not listing.is_named and body.last <= listing.lines[0] and LEAST_TEXT <= text >= titles_of(listing):
        return True
    held = sum(body.first <= at < body.last for at in listing.lines)
    titles = titles_of(listing)
    return text >= 2 * LEAST_TEXT and (text >= 3 * titles if listing.dated < 2 else held * 2 < len(listing.lines) and text >= titles)


def _is_headed(taken: Taken, body: Body) -> bool:
    """Whether a line set as a headline, and longer than a column's name, stands right over a text that no block holds, or over its day."""
    above = taken.outline.lines[max(0, body.first - 2) : body.first] if body.how == LOOSE else []
    return any(len(bare(line.text)) >= _LEAST_HEADLINE and is_large(taken.outline, line) for line in above)


def list_signs(taken: Taken, listing: Listing | None) -> int:
    """What speaks for a list: days beside links, a way on to more pages, names, most of the page's links."""
    if listing is None:
        return 0
    goes_on = _goes_on(taken)
    if (not goes_on and (listing.blocks_with_more >= 2 or listing.is_aside)) or _accompanies(taken, listing):
        return 0
    if listing.is_counted:
        return 3
    mean = sum(len(e.title) for e in listing.entries) / len(listing.entries)
    is_menu = mean < _SHORTEST_TITLES and listing.dated * 3 < len(listing.entries)
    if listing.dated >= 2 and not is_menu:
        return 2 + listing.is_named + 2 * goes_on
    if listing.dated == 1 and len(listing.entries) <= 2:
        return 3 if goes_on else int(listing.is_named or bool(taken.steps))
    if not listing.dated and {"columnname", "columntype"} & taken.outline.metas.keys() and "articletitle" not in taken.outline.metas:
        return 1 + 2 * goes_on
    linked = sum(line.linked for line, zone in zip(taken.outline.lines, taken.zones, strict=True) if zone not in OUTSIDE)
    fills = sum(len(e.title) for e in listing.entries) * 2 >= linked
    return int((len(listing.entries) >= 3 and mean >= 9 and fills) or (goes_on and mean >= 8)) + (listing.is_named and goes_on)


def _goes_on(taken: Taken) -> bool:
    """Whether the page says that a list on it has more pages."""
    return (taken.page_count or 1) > 1 or taken.next_href is not None


def titles_of(listing: Listing) -> int:
    """How many characters the titles of a list have."""
    return sum(len(entry.title) for entry in listing.entries)


def _accompanies(taken: Taken, listing: Listing) -> bool:
    """Whether the line right above the entries says that they only go with a text."""
    above = listing.lines[0] - 1
    return above >= 0 and len(taken.outline.lines[above].text) <= 12 and bool(_BESIDE_A_TEXT.search(taken.outline.lines[above].text))
