"""Hanweb's lists: entries as markup in a <datastore>, inside a page's script or as the answer of dataproxy.jsp.

A page holds a group of several of the pages people see; `nextgroup` leads to the next group and is empty in the last. Where there is none,
the page's script names the address of its own group (startrecord, endrecord), and the next one follows from it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from crawler.extract.feeds.record_range import further_records
from crawler.extract.feeds.values import href_of
from crawler.extract.listing import find_listing
from crawler.extract.outline import read_outline
from crawler.page import Page

_SCRIPT = re.compile(r"<script\b[^>]{0,200}>\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?=<datastore\b)", re.IGNORECASE)
_RECORD = re.compile(r"<record\b[^>]{0,200}>\s*(?:<!\[CDATA\[)?((?:(?!\]\]>|</record>).)*)", re.DOTALL)
_NEXT = re.compile(r"<nextgroup\b[^>]{0,100}>((?:(?!</nextgroup).){0,4000})", re.DOTALL)
_HREF = re.compile(r"href\s*=\s*([\"'])(.*?)\1")
_OWN_GROUP = re.compile(r"(?P<quote>[\"'])(?P<href>[^\"'\s<>]{1,600}[?&](?:amp;)?startrecord=1&[^\"'\s<>]{1,600})(?P=quote)(?!\s*\+)", re.IGNORECASE)
_COLUMN = re.compile(r"[?&](?:columnid|i_columnid|colid)=\d", re.IGNORECASE)
"""Without it the address says by itself nothing of which list is meant: the rest is sent in a form."""
_TOTAL = re.compile(r"<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d{1,8})")
_TOTAL_IN_SCRIPT = re.compile(r"\btotalRecord[\"']?\s*:\s*[\"']?(\d{1,8})")
_MOST_RECORDS, _MOST_STORES = 5_000, 20
_CUT = "列表数据（datastore）不完整，只读了前面部分"
_MISSING = "列表数据（datastore）称共有 {} 条，却一条也没有给出"


@dataclass(frozen=True)
class Group:
    """The records of one <datastore> as markup, and what it says of the others."""

    markup: str
    count: int
    next_href: str | None
    total: int | None
    is_cut: bool


def shown_records(text: str) -> tuple[str, Group | None]:
    """A page with the records of its datastores put where a browser shows them, and the group where it is the only one."""
    if "<datastore" not in text:
        return text, None
    groups: list[Group] = []
    parts: list[str] = []
    done = 0
    for m in islice(_SCRIPT.finditer(text), _MOST_STORES):
        end = text.find("</script", m.end())
        group = _group(text[m.end() : end if end >= 0 else None])
        groups.append(group)
        parts += [text[done : m.start()], f'<div class="list">{group.markup}</div>', text[m.start() : m.end()]]
        done = m.end()
    if len(groups) != 1:
        return "".join((*parts, text[done:])), None
    counted = _TOTAL_IN_SCRIPT.findall(text)
    total = int(counted[0]) if len(set(counted)) == 1 else groups[0].total
    return "".join((*parts, text[done:])), replace(groups[0], total=total, next_href=groups[0].next_href or _after_own(text, groups[0].count))


def with_group(page: Page, group: Group | None) -> Page:
    """The page with the way on that its group tells. Only where records were read; a list that claims some and has none is unreadable."""
    if group is None or page.kind != "list":
        return page
    if not page.entries and (group.total or group.is_cut):
        return replace(page, total=group.total, readable=False, reason=_MISSING.format(group.total) if group.total else _CUT)
    if not group.count:
        return page
    has_more = group.total is None or group.count < group.total
    pages = ceil(group.total / group.count) if group.total else page.page_count
    return replace(
        page,
        next_href=group.next_href if has_more else None,
        total=group.total,
        page_count=pages,
        readable=page.readable and not group.is_cut,
        reason=_CUT if group.is_cut else page.reason,
    )


def records_page(text: str, charset: str) -> Page:
    """The answer of dataproxy.jsp. page_count stays open: the last group is shorter than the others."""
    group = _group(text)
    outline = read_outline(f"<html><body>{group.markup}</body></html>")
    listing = find_listing(outline, [""] * len(outline.lines))
    page = Page(kind="list", media="xml", charset=charset, entries=listing.entries if listing else (), total=group.total, next_href=group.next_href)
    if group.is_cut:
        return replace(page, readable=False, reason=_CUT, next_href=None)
    if not page.entries and (group.count or group.total):
        return replace(page, readable=False, reason=_MISSING.format(group.total or group.count), next_href=None)
    return page


def _group(text: str) -> Group:
    records = [m[1] for m in islice(_RECORD.finditer(text), _MOST_RECORDS)]
    rows = "".join(records)
    holder = "ul" if "<li" in rows else "table" if "<tr" in rows else "div"
    total = _TOTAL.search(text)
    is_cut = "</recordset" not in text and "</datastore" not in text
    return Group(f"<{holder}>{rows}</{holder}>", len(records), _next(text), int(total[1]) if total else None, is_cut)


def _after_own(text: str, count: int) -> str | None:
    """The group after that of a page with so many records, by the one address that its script names for its own."""
    own = {html.unescape(m["href"]) for m in _OWN_GROUP.finditer(text)}
    href = href_of(own.pop()) if len(own) == 1 else ""
    return further_records(href, shown=count) if _COLUMN.search(href) else None


def _next(text: str) -> str | None:
    m = _NEXT.search(text)
    href = _HREF.search(m[1]) if m else None
    return href_of(html.unescape(href[2]).replace(" ", "%20")) or None if href else None
