"""A page's text to a Page: decides what kind of page it is and lets each kind be read by its own module."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extract.article import article_page
from crawler.extract.body import trimmed
from crawler.extract.density import weight_of
from crawler.extract.driven import goes_on_by_script
from crawler.extract.embedded import scripted_text
from crawler.extract.feeds.alternate import feed_links
from crawler.extract.feeds.gkmlpt_detail import detail_markup
from crawler.extract.feeds.gkmlpt_shell import with_columns
from crawler.extract.feeds.records import shown_records, with_group
from crawler.extract.feeds.scripted import marked_scripted
from crawler.extract.kinds import LEAST_TEXT, article_signs, has_text, list_signs, outweighs_lists
from crawler.extract.listing import Listing, find_listing, says_empty
from crawler.extract.masthead import masthead_of
from crawler.extract.outline import Outline
from crawler.extract.paging import is_address
from crawler.extract.refusals import REASONS, refusal
from crawler.extract.source import source_of
from crawler.extract.taken import Taken, take_apart
from crawler.extract.titles import Naming, column_of, find_title
from crawler.page import Link, Page, Reading

_TOO_DEEP = "网页嵌套过深，只读了一部分"
_SENTENCE = re.compile(r"[，。；！？]")


def read_text(text: str, utf8: bytes | None = None, charset: str | None = None) -> Reading:
    """May raise on what no parser foresaw; `read_html` never does. utf8: the bytes of just this text, where they are at hand;
    charset: what it was read with."""
    shown, group = shown_records(text)
    taken = take_apart(source_of(shown, utf8 if shown is text else None))
    if not _has_sentence(taken) and (scripted := scripted_text(shown)):
        taken = take_apart(source_of(f'{shown}{detail_markup(shown, taken.values)}<div class="article-content">{scripted}</div>'))
    outline = taken.outline
    page = marked_scripted(with_group(_page(taken), group), taken)
    reason = page.reason or (_TOO_DEEP if outline.tokens.is_cut else "")
    page = replace(page, charset=charset, reason=reason, masthead=masthead_of(outline, taken.zones), link_count=outline.anchors.count_addresses())
    return with_columns(Reading(page, () if page.kind == "article" else _links(outline, shown)), shown)


def _links(outline: Outline, text: str) -> tuple[Link, ...]:
    return (*(Link(a.href, a.text.replace("\n", " ") or a.title) for a in outline.anchors if is_address(a.href)), *feed_links(text))


def _has_sentence(taken: Taken) -> bool:
    """Whether any line outside the frame, or of a known layout's text, is of running text."""
    lines, known = taken.outline.lines, taken.known
    if known is not None and known.first < known.last:
        return True
    return any(not zone and weight_of(line) and _SENTENCE.search(line.text) for line, zone in zip(lines, taken.zones, strict=True))


def _page(taken: Taken) -> Page:
    """The kind that more speaks for; where nothing does, a text, an empty list, or a page that only leads on."""
    if token := refusal(taken):
        return Page(kind="other", media="html", title=taken.outline.html_title, readable=False, reason=REASONS[token], refusal=token)
    if outweighs_lists(taken):
        return article_page(taken)
    listing = find_listing(taken.outline, taken.zones)
    article, lists = article_signs(taken, listing), list_signs(taken, listing)
    # An empty list says so in a few words; the lines of its footer are then the longest text of the page, and no article.
    is_empty_list = listing is None and says_empty(taken.outline, taken.zones)
    if taken.known is None and article < 2 and not is_empty_list and has_text(taken, listing):
        article += 2
    if article and article >= lists:
        return article_page(taken)
    return _list_page(taken, listing) if lists and listing else _unmarked_page(taken, listing)


def _list_page(taken: Taken, listing: Listing | None) -> Page:
    column = column_of(taken.outline, taken.steps, "", is_list=True)
    title = column or find_title(taken.outline, None, taken.zones, Naming(taken.site_name, "", ""))
    following, count = taken.next_href, taken.page_count
    entries = listing.entries if listing else ()
    if following is None and count is None and goes_on_by_script(taken.outline, taken.source.text, len(entries)):
        count = 2  # at least
    return Page(
        kind="list",
        media="html",
        title=title,
        column_name=column or title,
        entries=entries,
        next_href=following,
        page_count=count,
    )


def _unmarked_page(taken: Taken, listing: Listing | None) -> Page:
    outline, zones = taken.outline, taken.zones
    text = sum(len(line.text) - line.linked for line in trimmed(outline, zones, taken.dense)) if taken.dense else 0
    is_index = listing is not None and listing.blocks_with_more >= 2
    if not is_index and text < 4 * LEAST_TEXT and says_empty(outline, zones):
        return _list_page(taken, None)
    if not is_index and text >= LEAST_TEXT:
        return article_page(taken)
    title = find_title(outline, None, zones, Naming(taken.site_name, "", ""))
    return Page(kind="other", media="html", title=title, column_name=column_of(outline, taken.steps, "", is_list=True))
