"""Lists after a redesign overnight: other markup at other addresses, of any kind of site; the pages they lead to stay where they are."""

from __future__ import annotations

import re
from html import escape

from district.answer import Answer, Asked, html, missing, moved
from district.model import Column, Entry, Site
from district.pages import Pages, trail_of
from district.places import redesigned_url

PER_PAGE = 12
_NEW = re.compile(r"new/(\w+?)(?:_(\d+))?\.html")


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    """The new lists, and what the old addresses say: 404, or where the list is now."""
    view = pages.chrome.view
    columns = [c for c in view.columns(site) if view.is_redesigned(c)]
    if not columns:
        return None
    match = _NEW.fullmatch(asked.path)
    if match:
        column = next((c for c in columns if c.key == match.group(1)), None)
        return _page(pages, site, column, int(match.group(2) or 1)) if column else None
    old = next((c for c in columns if _was_list(pages, site, c, asked)), None)
    if old is None:
        return None
    return moved(redesigned_url(site, old), 301) if view.is_bent(old, "leads_on") else missing()


def _was_list(pages: Pages, site: Site, column: Column, asked: Asked) -> bool:
    before = pages.chrome.view.key_url(column)
    if column.url == site.base and asked.address == site.base:
        return False
    folder, _, name = asked.address.rpartition("/")
    is_static = folder + "/" == column.url and re.fullmatch(r"(index(_\d+)?\.html|list\.aspx)?", name) is not None
    return is_static or asked.url == before or asked.url.startswith(f"{before}&")


def _page(pages: Pages, site: Site, column: Column, number: int) -> Answer | None:
    entries = pages.chrome.view.entries(column)
    last = max(1, -(-len(entries) // PER_PAGE))
    if not 1 <= number <= last:
        return None
    cards = "".join(_card(e) for e in entries[(number - 1) * PER_PAGE : number * PER_PAGE]) or "<p>暂无内容</p>"
    more = f'<nav class="pages"><a rel="next" href="{redesigned_url(site, column, number + 1)}">下一页</a></nav>' if number < last else ""
    chrome = pages.chrome
    head = chrome.head(site, column.name, (("ColumnName", column.name),)) + trail_of(site, escape(column.name))
    return html(site, head + f'<section class="cards"><h2>{escape(column.name)}</h2>\n{cards}{more}</section>\n' + chrome.foot(site), chrome.now)


def _card(entry: Entry) -> str:
    day = f'<time datetime="{entry.day}">{entry.day:%Y.%m.%d}</time>' if entry.day else ""
    return f'<article class="card"><h4><a href="{escape(entry.href)}" title="{escape(entry.title)}">{escape(entry.title)}</a></h4>{day}</article>\n'
