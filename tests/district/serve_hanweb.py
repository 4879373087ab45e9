"""Columns whose entries stand inside <script type="text/xml">, further ones behind dataproxy.jsp in the same form."""

from __future__ import annotations

from html import escape

from district.answer import XML, Answer, Asked, html, missing, noise
from district.model import Column, Entry, Site
from district.pages import Pages, anchor, trail_of

PER_PAGE = 15
EMBEDDED = 2 * PER_PAGE
"""How many entries the column's page brings along."""
PROXY = "module/web/jpage/dataproxy.jsp"


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    view = pages.chrome.view
    columns = [c for c in pages.chrome.columns(site) if not view.is_redesigned(c)]
    if asked.path == PROXY:
        return _proxy(pages, next((c for c in columns if c.number == asked.number("columnid", 0)), None), asked)
    column = next((c for c in columns if asked.path in (f"col/col{c.number}/index.html", f"col/col{c.number}/")), None)
    if column is None:
        return None
    if column.fault == "garbage":
        return Answer(200, noise(column.url))
    return html(site, _page(pages, site, column), view.changed(column))


def _proxy(pages: Pages, column: Column | None, asked: Asked) -> Answer:
    """Records from startrecord to endrecord, both counted from 1; past the end there are none."""
    if column is None:
        return missing()
    if column.fault == "garbage":
        return Answer(200, noise(column.url), XML)
    first, last = max(1, asked.number("startrecord")), asked.number("endrecord", PER_PAGE)
    return Answer(200, ('<?xml version="1.0" encoding="UTF-8"?>\n' + _store(pages, column, first, min(last, first + 99))).encode(), XML)


def _store(pages: Pages, column: Column, first: int, last: int) -> str:
    entries = pages.chrome.view.entries(column)
    records = "".join(f"<record><![CDATA[\n{_item(e)}]]></record>\n" for e in entries[first - 1 : last])
    total = len(entries)
    return f"<datastore><totalrecord>{total}</totalrecord><totalpage>{-(-total // PER_PAGE)}</totalpage><recordset>\n{records}</recordset></datastore>"


def _item(entry: Entry) -> str:
    return f"<li>{anchor(entry)}<span>{entry.day or ''}</span></li>\n"


def _page(pages: Pages, site: Site, column: Column) -> str:
    proxy = "/" + site.base.split("/", 3)[3] + PROXY
    total = len(pages.chrome.view.entries(column))
    script = (
        f'<div id="{column.number}"><script type="text/xml">{_store(pages, column, 1, EMBEDDED)}</script></div>\n<script>\n'
        f"new jpage({{ id: '{column.number}', totalrecord: '{total}', perpage: '{PER_PAGE}', columnid: '{column.number}', "
        f"dataproxy: '{proxy}?columnid={column.number}&startrecord=1&endrecord={EMBEDDED}&perpage={PER_PAGE}' }});\n</script>\n"
    )
    chrome = pages.chrome
    head = chrome.head(site, column.name, (("ColumnName", column.name),)) + trail_of(site, escape(column.name))
    return head + f'<div class="main"><h3 class="column">{escape(column.name)}</h3>\n{script}</div>\n' + chrome.foot(site)
