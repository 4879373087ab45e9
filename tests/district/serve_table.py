"""An old site of nested tables: GBK declared as gb2312, list.aspx?page=2, show.aspx?id=123, days like [2017-3-8]."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

from district.answer import Answer, Asked, html, noise
from district.model import Column, Doc, Entry, Site
from district.pages import CUT_TITLE_AT, Pages, signature
from district.places import has_folder


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    view = pages.chrome.view
    if asked.path in ("", "default.aspx", "index.html"):
        return html(site, _home(pages, site))
    column = _column(pages, site, asked)
    if column is None or view.is_redesigned(column):
        return None
    return Answer(200, noise(column.url)) if column.fault == "garbage" else html(site, _list(pages, site, column, asked.number("page")))


def _column(pages: Pages, site: Site, asked: Asked) -> Column | None:
    columns = pages.chrome.columns(site)
    if asked.path == "list.aspx":
        return next((c for c in columns if not has_folder(c) and c.number == asked.number("classid", 0)), None)
    return next((c for c in columns if has_folder(c) and asked.address == f"{c.url}list.aspx"), None)


def _frame(pages: Pages, site: Site, title: str, inner: str) -> str:
    """Tables within tables; no class and no id says what is what."""
    view, label = pages.chrome.view, pages.chrome.label(site)
    shown = f"{title}_{label}" if title else label
    rows = "".join(f'<TR><TD height=22>&nbsp;<A href="{escape(_local(view.list_url(c)))}">{c.name}</A></TD></TR>\n' for c in view.columns(site))
    clock = f"{pages.chrome.now:%Y年%m月%d日}" if site.manner.clock else ""
    top = f'{clock} <A href="{_local(site.base)}">首页</A> <A href="{_local(site.base)}jgzn/index.html">机构职能</A>'
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">\n'
        f"<TITLE>{escape(shown)}</TITLE></HEAD><BODY>\n<TABLE width=1000 align=center border=0><TR><TD colspan=2><TABLE width=100%><TR><TD>{label}</TD>"
        f"<TD align=right>{top}</TD></TR></TABLE></TD></TR>\n<TR><TD width=180 valign=top><TABLE border=0>{rows}</TABLE></TD>"
        f"<TD valign=top><TABLE width=100%><TR><TD>{inner}</TD></TR></TABLE></TD></TR></TABLE>\n"
        f"{pages.chrome.foot(site)}"
    )


def _local(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def _bracketed(day: date | None) -> str:
    return f"[{day.year}-{day.month}-{day.day}]" if day else ""


def _row(pages: Pages, entry: Entry) -> str:
    shown = entry.title if len(entry.title) <= CUT_TITLE_AT else entry.title[: CUT_TITLE_AT - 2] + "..."
    href = _local(entry.href) if pages.chrome.view.doc(entry) else entry.href
    mark = "<font color=red>[置顶]</font>" if entry.pinned else ""
    link = f'<A href="{escape(href)}" title="{escape(entry.title)}" target=_blank>{escape(shown)}</A>'
    return f"<TR><TD width=12>·</TD><TD height=24>{mark}{link}</TD><TD width=90>{_bracketed(entry.day)}</TD></TR>\n"


def _home(pages: Pages, site: Site) -> str:
    view, blocks = pages.chrome.view, []
    for column in view.columns(site):
        newest = [] if column.fault else [e for e in view.entries(column) if view.is_own(column, e)][:6]
        more = f'<A href="{escape(_local(view.list_url(column)))}">更多...</A>'
        blocks.append(f"<TABLE width=100%><TR><TD colspan=3><B>{column.name}</B> {more}</TD></TR>{''.join(_row(pages, e) for e in newest)}</TABLE>\n")
    return _frame(pages, site, "", "".join(blocks))


def _list(pages: Pages, site: Site, column: Column, number: int) -> str:
    """A page past the end is the last one once more, as such sites have it."""
    entries = pages.chrome.view.entries(column)
    last = max(1, -(-len(entries) // column.per_page))
    number = min(max(1, number), last)
    shown = entries[(number - 1) * column.per_page : number * column.per_page]
    start = _local(pages.chrome.view.list_url(column))
    start += "&" if "?" in start else "?"

    def step(name: str, to: int) -> str:
        return f'<A href="{escape(start)}page={to}">{name}</A>' if 1 <= to <= last and to != number else name

    steps = f"{step('首页', 1)} {step('上一页', number - 1)} {step('下一页', number + 1)} {step('尾页', last)}"
    pager = f"<TABLE><TR><TD>共{len(entries)}条记录 页次：{number}/{last} {steps}</TD></TR></TABLE>"
    rows = "".join(_row(pages, e) for e in shown) or "<TR><TD>暂无信息</TD></TR>"
    inner = f"<TABLE width=100%><TR><TD><B>{column.name}</B></TD></TR></TABLE><TABLE width=100%>{rows}</TABLE>{pager}"
    return _frame(pages, site, column.name, inner)


def article(pages: Pages, doc: Doc, site: Site, column: Column) -> str:
    now = pages.chrome.now
    files = "".join(f'<TR><TD>附件：<A href="{_local(f.url)}">{escape(f.name)}</A></TD></TR>' for f in doc.files)
    banner = doc.marked(now, "banner")
    title = f"<TR><TD align=center><FONT size=5><B>{escape(doc.called(now))}</B></FONT></TD></TR>\n"
    above = (f"<TR><TD>{escape(banner)}</TD></TR>" if banner else "") + _facts(doc, now) + title
    text = pages.text(doc, "<DIV>") + "\n".join(signature(doc))
    body = f"<TR><TD align=center>{_said(pages, doc, site)}</TD></TR>\n<TR><TD><FONT style='font-size:14px'>{text}</FONT></TD></TR>{files}"
    return _frame(pages, site, doc.called(now), f"<TABLE width=100%>{above}{body}</TABLE>")


def _facts(doc: Doc, now: datetime) -> str:
    state = doc.marked(now, "table")
    return f"<TR><TD><TABLE border=1><TR><TD>文号：{escape(doc.number)}</TD><TD>有效性：{escape(state)}</TD></TR></TABLE></TD></TR>" if state else ""


def _said(pages: Pages, doc: Doc, site: Site) -> str:
    day = f"发布时间：{doc.claimed.year}-{doc.claimed.month}-{doc.claimed.day}" if doc.claimed and doc.style != "undated" else ""
    source = f"来源：{escape(doc.source)}" if doc.source else ""
    return f"{source}　{day}　{pages.hits(site, doc)}"
