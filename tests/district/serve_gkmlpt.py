"""The province's catalogue platform: a shell page with its configuration, a list API of 100 rows a page, rendered detail pages."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from html import escape
from typing import Any
from zlib import crc32

from district.answer import JSON, Answer, Asked, html, missing, moved, noise
from district.days import BEIJING
from district.model import Column, Doc, Entry, File, Site
from district.pages import Pages, signature
from district.places import article_number
from district.view import View

ROWS = 100
GROUPS = (("政府信息公开目录", 900_001), ("重点领域信息公开", 900_002))
JUMPS = (("市政府信息公开目录", 900_901, "http://www.gz.gov.cn/zwgk/"), ("依申请公开", 900_902, "//ysq.gd.gov.cn/apply"))
_API = re.compile(r"gkmlpt/api/all/(\d+)")
_MIME = {"xlsx": "application/vnd.ms-excel", "docx": "application/msword", "pdf": "application/pdf"}


def sid(site: Site) -> str:
    return str(200_000 + crc32(site.base.encode()) % 900)


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    """The shell, the list API, and the base of a site that has no page of its own."""
    view = pages.chrome.view
    if all(view.is_redesigned(c) for c in view.columns(site)):
        return missing() if asked.path.startswith("gkmlpt/") else None
    if asked.path in ("", "index.html") and site.opens_on == "shell":
        return moved(f"{site.base}gkmlpt/index")
    if asked.path in ("gkmlpt/index", "gkmlpt/mindex"):
        return html(site, _shell(pages, site, site.label, ""))
    match = _API.fullmatch(asked.path)
    return _rows(view, site, int(match.group(1)), asked) if match else None


def _groups(view: View, site: Site) -> list[tuple[str, int, list[Column]]]:
    """Every second column under the second heading."""
    columns = [c for c in view.columns(site) if not view.is_redesigned(c)]
    return [(name, number, columns[i :: len(GROUPS)]) for i, (name, number) in enumerate(GROUPS)]


def _tree(view: View, site: Site) -> list[dict[str, Any]]:
    groups = _groups(view, site)
    tree = [{**_node(view, name, number, 0, cs), "children": [_leaf(view, c, number) for c in cs]} for name, number, cs in groups]
    return tree + [{"id": number, "name": name, "parent": 0, "post_count": 12, "jump_url": url, "children": []} for name, number, url in JUMPS]


def _leaf(view: View, column: Column, parent: int) -> dict[str, Any]:
    return {**_node(view, column.name, column.number, parent, [column]), "children": []}


def _node(view: View, name: str, number: int, parent: int, columns: list[Column]) -> dict[str, Any]:
    """post_count tells what was ever entered, far more than the public list has."""
    return {"id": number, "name": name, "parent": parent, "post_count": 3 * sum(len(view.entries(c)) for c in columns) + 7, "jump_url": ""}


def _shell(pages: Pages, site: Site, title: str, inner: str, detail: str = "{}") -> str:
    tree = json.dumps(_tree(pages.chrome.view, site), ensure_ascii=False)
    config = f"window._CONFIG = {{ BASE: '/gkmlpt', SID: '{sid(site)}', LANG: 'zh', DETAIL: {detail}, TREE: {tree}, SERVICE_AREA_ID: 440113 }};"
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n<meta name="SiteName" content="{site.label}">\n<title>{escape(title)}</title>\n'
        f'<script>{config}</script></head><body>\n<div class="header"><h2>{site.label}政府信息公开平台</h2></div>\n<div id="app">{inner}</div>\n'
        f'<script src="/gkmlpt/js/app.js"></script>\n<div class="footer">主办单位：{site.label}</div></body></html>\n'
    )


# the list API


def _rows(view: View, site: Site, number: int, asked: Asked) -> Answer:
    columns = [c for name, n, cs in _groups(view, site) for c in cs if number in (0, n, c.number)]
    if not columns or asked.query.get("sid") != sid(site):
        return missing()
    if any(c.fault == "garbage" for c in columns) and number:
        return Answer(200, noise(columns[0].url), JSON)
    listed = [(c, e) for c in columns for e in view.entries(c)]
    if len(columns) > 1:
        listed.sort(key=lambda p: (p[1].day or p[1].appears.date(), p[1].appears, p[1].href), reverse=True)
    offset = (max(1, asked.number("page")) - 1) * ROWS
    if offset and offset >= len(listed):
        return missing()
    classify = _node(view, columns[0].name if number else "全部", number, 0, columns) | {"theme_count": 0}
    rows = [_row(view, c, e) for c, e in listed[offset : offset + ROWS]]
    said = {"classify": classify, "total": len(listed), "offset": offset, "articles": rows}
    return Answer(200, json.dumps(said, ensure_ascii=False).encode(), JSON)


def _row(view: View, column: Column, entry: Entry) -> dict[str, Any]:
    doc = view.doc(entry)
    number = article_number(entry.href) if doc and view.is_own(column, entry) else crc32(entry.href.encode())
    shown = doc.claimed if doc else entry.day
    created = _epoch(shown, entry.appears.timetz().replace(tzinfo=None), number)
    is_local = doc is not None and doc.url.startswith(view.world.sites[column.site].base)
    is_over = int(bool(doc and doc.mark and doc.mark.since <= view.now))
    return {
        "id": number, "title": _entities(entry.title), "url": _address(entry.href, number), "post_url": entry.href, "type": "normal" if is_local else "url",
        "document_number": doc.number if doc else "", "identifier": f"73719093-06-{entry.appears.year}-{number}" if doc else "",
        "identifier_f": "73719093-06", "identifier_b": str(number), "publisher": doc.source if doc else "", "keywords": "", "abstract": "", "relation": "[]",
        "date": _epoch(doc.formed if doc else None, time(), 1), "create_time": created, "created_at": f"{entry.appears:%Y-%m-%d %H:%M:%S}",
        "display_publish_time": created, "classify_main": column.number, "classify_main_name": column.name, "classify_genre_name": "",
        "classify_theme_name": "", "is_expired": 0, "is_abolished": is_over, "attachment": [_attached(f) for f in doc.files] if doc else [],
    }  # fmt: skip


def _epoch(day: date | None, hour: time, number: int) -> int:
    """Seconds, or milliseconds for one in seven; 0 where no day is known."""
    if day is None:
        return 0
    return int(datetime.combine(day, hour, BEIJING).timestamp()) * (1000 if number % 7 == 0 else 1)


def _entities(title: str) -> str:
    return escape(title).replace("“", "&ldquo;").replace("”", "&rdquo;").replace("—", "&mdash;")


def _address(href: str, number: int) -> str:
    return href.removeprefix("http:") if number % 3 == 0 else href


def _attached(file: File) -> dict[str, Any]:
    ending = file.url.rsplit(".", 1)[-1]
    number = crc32(file.url.encode()) % 10_000_000
    size, url = str(2000 + number % 50_000), _address(file.url, number)
    return {"id": number, "name": file.name, "type": ending, "mime": _MIME.get(ending, ""), "size": size, "url": url}


# detail pages


def article(pages: Pages, doc: Doc, site: Site, column: Column) -> str:
    """Rendered by the server; the text once more, escaped, in the configuration."""
    now = pages.chrome.now
    text = pages.text(doc, '<div class="article-content">')
    files = "".join(f'<li><a class="nfw-cms-attachment" href="{f.url}" alt="{escape(f.name)}">{escape(f.name)}</a></li>' for f in doc.files)
    banner = doc.marked(now, "banner")
    inner = "".join(
        (
            _metadata(doc, column, now), f'<div class="state">{escape(banner)}</div>' if banner else "", f'<h1 class="title">{escape(doc.called(now))}</h1>\n',
            f'<div class="date-row">发布日期：{_moment(doc)}　浏览次数：<span id="view-count">-</span></div>\n', text, "\n".join(signature(doc)),
            f'<ul class="attachments">附件：{files}</ul>\n' if files else "",
        )
    )  # fmt: skip
    content = json.dumps({"id": article_number(doc.url), "content": text}, ensure_ascii=True).replace("<", "\\u003C")
    return _shell(pages, site, f"{doc.called(now)}-{site.label}", inner, content)


def _moment(doc: Doc) -> str:
    return f"{doc.claimed} {doc.appears:%H:%M:%S}" if doc.claimed and doc.style != "undated" else ""


def _metadata(doc: Doc, column: Column, now: datetime) -> str:
    rows = (
        ("索引号", f"73719093-06-{doc.appears.year}-{article_number(doc.url)}", "分类", column.name),
        ("发布机构", doc.source, "成文日期", str(doc.formed or "")),
        ("名称", doc.title, "文号", doc.number),
        ("发布日期", _moment(doc)[:10], "主题词", ""),
    )
    state = doc.marked(now, "table")
    rows += (("有效性", state, "体裁", ""),) if state else ()
    cell = '<td class="td-label">{}：</td><td class="td-value"><span>{}</span></td>'
    lines = (f"<tr>{cell.format(a, escape(b))}{cell.format(c, escape(d))}</tr>\n" for a, b, c, d in rows)
    return f'<table class="classify-detail">{"".join(lines)}</table>\n'
