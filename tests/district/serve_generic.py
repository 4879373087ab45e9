"""A site whose navigation only scripts follow: its columns are told by RSS and sitemap.xml."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape

from district.answer import Answer, Asked, html
from district.model import Column, Doc, Site
from district.pages import Pages
from district.view import View

NEWEST = 20
RSS = "application/rss+xml; charset=utf-8"
MAP = "application/xml; charset=utf-8"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    """Lists and articles are served as static ones are; this is what leads to them."""
    view = pages.chrome.view
    if asked.path in ("", "index.html"):
        return html(site, _home(pages, site), max(c.opens for c in view.columns(site)))
    if asked.path.startswith("rss/"):
        column = next((c for c in view.columns(site) if asked.path == f"rss/{c.key}.xml"), None)
        return Answer(200, _feed(view, site, column).encode(), RSS, changed=view.changed(column)) if column else None
    return _map(view, site, asked.path) if asked.path.startswith("sitemap") else None


def _home(pages: Pages, site: Site) -> str:
    """Feeds in the head; no link a crawler could follow to any column."""
    feed = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">\n'
    feeds = "".join(feed.format(escape(c.name), f"{site.base}rss/{c.key}.xml") for c in pages.chrome.columns(site))
    head = pages.chrome.head(site, "").replace("</head>", f"{feeds}</head>", 1)
    script = '<script>function go(k){location.href=["/",k].join("");}</script>\n'
    return head + script + f'<div class="home"><p>欢迎访问{site.label}网站。</p></div>\n' + pages.chrome.foot(site)


def _feed(view: View, site: Site, column: Column) -> str:
    entries = sorted((e for e in view.entries(column) if view.doc(e)), key=lambda e: (e.appears, e.href), reverse=True)
    item = "<item><title>{}</title><link>{}</link><guid>{}</guid><pubDate>{}</pubDate></item>\n"
    items = "".join(item.format(escape(e.title), e.href, e.href, format_datetime(e.appears)) for e in entries[:NEWEST])
    head = f"<title>{escape(column.name)}</title><link>{view.list_url(column)}</link><description>{escape(site.label)}</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>\n'


def changed(doc: Doc, now: datetime) -> datetime:
    """When the page last became other than it was."""
    moments = [doc.appears, *(link.since for link in doc.links)]
    moments += [doc.revised[0]] if doc.revised else []
    moments += [doc.mark.since] if doc.mark else []
    return max(m for m in moments if m <= now)


def _map(view: View, site: Site, path: str) -> Answer | None:
    """sitemap.xml names the parts: lists, and the pages of each year."""
    docs = [d for d in view.world.ground.docs.values() if d.stands(view.now) and d.url.startswith(site.base)]
    years = sorted({d.appears.year for d in docs})
    if path == "sitemap.xml":
        parts = "".join(f"<sitemap><loc>{site.base}sitemap_{name}.xml</loc></sitemap>\n" for name in ("lists", *years))
        return _xml(f"<sitemapindex {_NAMESPACE}>\n{parts}</sitemapindex>")
    name = path.removeprefix("sitemap_").removesuffix(".xml")
    if name == "lists":
        urls = [(view.list_url(c), view.changed(c)) for c in view.columns(site)]
    elif name.isdigit() and int(name) in years:
        urls = [(d.url, changed(d, view.now)) for d in docs if d.appears.year == int(name)]
    else:
        return None
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{moment:%Y-%m-%dT%H:%M:%S}+08:00</lastmod></url>\n" for url, moment in urls)
    return _xml(f"<urlset {_NAMESPACE}>\n{rows}</urlset>")


def _xml(text: str) -> Answer:
    return Answer(200, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode(), MAP)
