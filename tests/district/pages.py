"""The pages themselves: articles in several layouts, lists in several layouts, home pages, section pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from random import Random

from district.chrome import Chrome, link
from district.model import Column, Doc, Entry, Site
from district.plots import PORTAL, PORTAL_SECTIONS

CUT_TITLE_AT = 30
_BOXES = {"nfcms": '<div id="zoomcon" class="article-content">', "plain": '<div class="TRS_Editor">', "table": '<div class="article-content">'}
_DIGITS = "〇一二三四五六七八九"


def hanzi_number(n: int) -> str:
    """1 to 31.

    >>> hanzi_number(12), hanzi_number(30), hanzi_number(9)
    ('十二', '三十', '九')
    """
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")


def hanzi_day(day: date) -> str:
    return "".join(_DIGITS[int(c)] for c in str(day.year)) + f"年{hanzi_number(day.month)}月{hanzi_number(day.day)}日"


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass
class Pages:
    """Renders pages of one world at one moment."""

    chrome: Chrome

    # articles

    def article(self, doc: Doc, site: Site, column: Column) -> str:
        metas: tuple[tuple[str, str], ...] = ()
        now = self.chrome.now
        if doc.style == "nfcms" and doc.claimed:
            metas = (
                ("ArticleTitle", doc.called(now)),
                ("PubDate", f"{doc.claimed} {doc.appears:%H:%M}"),
                ("ContentSource", doc.source),
                ("ColumnName", column.name),
            )
        trail = trail_of(site, f"{link(self.chrome.view.list_url(column), column.name)} &gt; 正文")
        return "".join(
            (
                self.chrome.head(site, doc.called(now), metas), trail, '<div class="main"><div class="content">\n', _above(doc, now), self.text(doc),
                below(doc), self.hits(site, doc), "</div></div>\n", self.chrome.side(site), self.chrome.foot(site),
            )
        )  # fmt: skip

    def text(self, doc: Doc, box: str = "") -> str:
        told = doc.told(self.chrome.now)
        box = box or _BOXES.get(doc.style, '<div class="con">')
        parts = [f'<p align="center">{escape(doc.number)}</p>'] if doc.number and doc.style != "table" else []
        parts += [f"<p>　　{escape(p)}</p>" for p in (doc.marked(self.chrome.now, "start"), *told.paragraphs) if p]
        if told.rows:
            rows = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in told.rows)
            parts.append('<table border="1" cellspacing="0">' + "".join(rows) + "</table>")
        if doc.picture:
            parts.append(f'<p align="center"><img src="{doc.picture}" width="680"></p>')
        parts += [f"<p>　　{link(k.href, k.text)}</p>" for k in doc.links if k.since <= self.chrome.now]
        return box + "\n".join(parts) + "</div>\n"

    def hits(self, site: Site, doc: Doc) -> str:
        """How often it was read, where a site counts that: another number each night."""
        if not site.manner.counter:
            return ""
        minutes = int(self.chrome.now.timestamp() - doc.appears.timestamp()) // 60
        return f'<div class="hits">浏览次数：{1 + minutes // 97}</div>\n'

    # lists

    def listing(self, column: Column, site: Site, number: int) -> str | None:
        """Page `number` (from 1) of a column; None where the list is shorter."""
        entries = self.chrome.view.entries(column)
        pages = max(1, -(-len(entries) // column.per_page))
        if number > pages:
            return None
        shown = entries[(number - 1) * column.per_page : number * column.per_page]
        trail = trail_of(site, escape(column.name))
        metas = (("ColumnName", column.name), ("ColumnType", "信息公开"))
        body = _LAYOUTS[column.layout](shown) if shown else '<p class="empty">暂无内容</p>'
        return "".join(
            (
                self.chrome.head(site, column.name, metas), trail, self.chrome.side(site), f'<div class="main"><h3 class="column">{escape(column.name)}</h3>\n',
                body, _pager(number, pages, len(entries)), "</div>\n", self.chrome.foot(site),
            )
        )  # fmt: skip

    # other pages

    def home(self, site: Site) -> str:
        """The newest entries of each column, column by column."""
        blocks, view = [], self.chrome.view
        for column in self.chrome.columns(site)[: 12 if site.unit is None else 8]:
            newest = [] if column.fault else [e for e in view.entries(column) if view.is_own(column, e)][:6]
            items = "".join(f"<li>{anchor(e)}</li>" for e in newest)
            blocks.append(f'<div class="block"><h3>{escape(column.name)}</h3> <a href="{view.list_url(column)}">更多&gt;&gt;</a><ul>{items}</ul></div>\n')
        return self.chrome.head(site, "") + '<div class="home">' + "".join(blocks) + "</div>\n" + self.chrome.foot(site)

    def section(self, key: str) -> str:
        """A landing page of the portal: links to its columns."""
        site = self.chrome.world.sites["portal"]
        name = dict(PORTAL_SECTIONS)[key]
        inside = [link(self.chrome.view.list_url(c), c.name) for c in self.chrome.columns(site) if c.url.startswith(f"{PORTAL}{key}/")]
        inside += [link(self.chrome.address(s), s.label) for s in self.chrome.departments()] if key == "jgzy" else []
        return self.chrome.head(site, name) + f"<h3>{name}</h3><ul>" + "".join(f"<li>{a}</li>" for a in inside) + "</ul>\n" + self.chrome.foot(site)

    def about(self, site: Site, name: str) -> str:
        """A page that never changes and has no date of its own."""
        rng = Random(f"{site.id} {name}")
        text = f"<p>　　{site.label}{name}。办公时间：上午9:00至12:00，下午14:00至17:30。地址：番禺区清河东路{rng.randint(1, 399)}号。</p>"
        return self.chrome.head(site, name) + f'<div class="main"><h1>{name}</h1><div class="con">{text}</div></div>\n' + self.chrome.foot(site)


def trail_of(site: Site, here: str) -> str:
    return f'<div class="position">您当前所在位置：{link(PORTAL, "首页")} &gt; {link(site.base, site.label)} &gt; {here}</div>\n'


def _above(doc: Doc, now: datetime) -> str:
    """Title and the line that says when and by whom."""
    banner = f'<div class="state">{escape(doc.marked(now, "banner"))}</div>\n' if doc.marked(now, "banner") else ""
    title = f"{banner}<h1>{escape(doc.called(now))}</h1>\n"
    source = f"来源：{escape(doc.source)}" if doc.source else ""
    day, hour = doc.claimed, f"{doc.appears:%H:%M:%S}"
    if day is None or doc.style == "undated":
        return f'{title}<div class="info">{source} 浏览次数：- 【打印】【关闭】</div>\n'
    if doc.style == "table":
        return _metadata(doc, day, now) + title + f'<div class="info">发布日期：{day} {source} 浏览次数：-</div>\n'
    said = {
        "nfcms": f"{source} 发布时间：{day} {hour} 阅读次数：-",
        "plain": f"发布时间：{chinese_day(day)}　{source}　【字体：大 中 小】",
        "small": f"<small>时间：{day} | {source} | 点击：<i>327</i></small>",
        "hanzi": f"{source}　发布日期：{hanzi_day(day)}",
    }[doc.style]
    return f'{title}<div class="info">{said}</div>\n'


def _metadata(doc: Doc, day: date, now: datetime) -> str:
    number = doc.url.rsplit("_", 1)[-1].removesuffix(".html")
    rows = (
        ("索引号", f"73719093-06-{day.year}-{number}", "分类", "其他"),
        ("发布机构", doc.source, "成文日期", str(doc.formed or "")),
        ("名称", doc.title, "文号", doc.number),
        ("发布日期", str(day), "主题词", ""),
    )
    state = doc.marked(now, "table")
    rows += (("有效性", state, "体裁", "通知"),) if state else ()
    cells = "".join(f"<tr><th>{a}：</th><td>{escape(b)}</td><th>{c}：</th><td>{escape(d)}</td></tr>" for a, b, c, d in rows)
    return f'<table class="xxgk">{cells}</table>\n'


def below(doc: Doc) -> str:
    parts = [f'<p class="file">附件：<a href="{f.url}">{escape(f.name)}</a></p>' for f in doc.files]
    return "\n".join((*parts, *signature(doc), '<div class="share">分享到：微博 微信 【打印本页】【关闭窗口】</div>\n'))


def signature(doc: Doc) -> list[str]:
    if not doc.signed:
        return []
    day = [f'<p align="right">{chinese_day(doc.formed)}</p>'] if doc.formed else []
    return [f'<p align="right">{escape(doc.signed)}</p>', *day]


def anchor(entry: Entry) -> str:
    shown = entry.title if len(entry.title) <= CUT_TITLE_AT else entry.title[: CUT_TITLE_AT - 1] + "…"
    mark = '<b class="top">[置顶]</b>' if entry.pinned else ""
    return f'{mark}<a href="{entry.href}" title="{escape(entry.title)}" target="_blank">{escape(shown)}</a>'


def _as_list(entries: list[Entry]) -> str:
    return '<ul class="news_list">\n' + "\n".join(f"<li>{anchor(e)}<span>{e.day or ''}</span></li>" for e in entries) + "\n</ul>\n"


def _as_table(entries: list[Entry]) -> str:
    rows = (f"<tr><td>{i}</td><td>{anchor(e)}</td><td>{str(e.day).replace('-', '/')}</td></tr>" for i, e in enumerate(entries, 1))
    return '<table class="list"><tr><th>序号</th><th>名称</th><th>发布日期</th></tr>\n' + "\n".join(rows) + "\n</table>\n"


def _as_terms(entries: list[Entry]) -> str:
    return "<dl>\n" + "\n".join(f"<dt>{anchor(e)}</dt><dd>{chinese_day(e.day) if e.day else ''}</dd>" for e in entries) + "\n</dl>\n"


def _as_blocks(entries: list[Entry]) -> str:
    return '<div class="items">\n' + "\n".join(f'<div class="item"><em>[{e.day}]</em> {anchor(e)}</div>' for e in entries) + "\n</div>\n"


def _without_days(entries: list[Entry]) -> str:
    return '<ul class="list">\n' + "\n".join(f"<li>· {anchor(e)}</li>" for e in entries) + "\n</ul>\n"


_LAYOUTS = {"ul": _as_list, "table": _as_table, "dl": _as_terms, "div": _as_blocks, "undated": _without_days}


def _pager(number: int, pages: int, entries: int) -> str:
    def name(n: int) -> str:
        return "index.html" if n == 1 else f"index_{n}.html"

    links = [f"<a href='{name(number - 1)}'>上一页</a>"] if number > 1 else []
    links += [f"<a href='{name(n)}'>{n}</a>" if n != number else f"<span>{n}</span>" for n in range(1, min(pages, 9) + 1)]
    if number < pages:
        links += [f"<a href='{name(number + 1)}'>下一页</a>", f"<a href='{name(pages)}'>尾页</a>"]
    return f'<div class="page">共{entries}条 第{number}/{pages}页 {" ".join(links)}</div>\n'
