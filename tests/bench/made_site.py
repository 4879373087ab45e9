"""A made-up site of any size on 127.0.0.1: a home page, columns of list pages, articles; a lean server in a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import md5
from pathlib import Path

LAST_DAY, DAYS = date(2017, 12, 28), 340
FIRST = 1_000_000
"""Articles of a column are numbered from its own million."""
_PATH = re.compile(rb"/c(\d+)/(?:index_(\d+)\.html|content/post_(\d+)\.html)?")
_OFFICE = "番禺区公开测试局"


@dataclass(frozen=True)
class Shape:
    """columns, entries in each, entries a list page, navigation links on every page (to the columns, in turn)."""

    columns: int
    entries: int
    per_page: int
    links: int

    @property
    def lists(self) -> int:
        """List pages of one column."""
        return -(-self.entries // self.per_page)

    @property
    def pages(self) -> int:
        """All addresses that answer: the home page, list pages, articles."""
        return 1 + self.columns * (self.lists + self.entries)


def site_of(pages: int, per_page: int = 50, links: int = 30) -> Shape:
    """A site of about so many pages, its columns of a length that real ones have.

    >>> site_of(10_000).pages, site_of(200_000).columns
    (10201, 200)
    """
    columns = 10 if pages < 20_000 else pages // 1000
    return Shape(columns, pages // columns // per_page * per_page, per_page, links)


class Pages:
    """What stands at each path of a site of this shape; made when asked for, always the same bytes."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        links = (
            f'<li><a href="/c{n % shape.columns}/" title="信息公开栏目{n % shape.columns}">信息公开栏目{n % shape.columns}</a></li>' for n in range(shape.links)
        )
        self._navigation = f'<div class="nav"><a href="/">首页</a><ul>{"".join(links)}</ul></div>'
        self._foot = f'<div class="footer">主办单位：{_OFFICE}</div></body></html>'

    @lru_cache(maxsize=20_000)  # noqa: B019 - one of these lives as long as its process
    def at(self, path: bytes) -> bytes | None:
        """The body, or None where nothing stands."""
        if path in (b"/", b"/index.html"):
            return self._whole(_OFFICE, "", f"<p>欢迎访问{_OFFICE}网站，本站提供政府信息公开服务。</p>{self._all_columns()}")
        match = _PATH.fullmatch(path)
        if match is None or int(match[1]) >= self.shape.columns:
            return None
        column, number = int(match[1]), int(match[2] or 1)
        if match[3] is not None:
            return self._article(column, int(match[3]) - column * FIRST)
        return self._list(column, number) if 1 <= number <= self.shape.lists else None

    def _all_columns(self) -> str:
        return "".join(f'<a href="/c{n}/">信息公开栏目{n}</a>' for n in range(self.shape.columns))

    def _list(self, column: int, number: int) -> bytes:
        first = (number - 1) * self.shape.per_page
        places = range(first, min(first + self.shape.per_page, self.shape.entries))
        row = '<li><a href="/c{}/content/post_{}.html" title="{}">{}</a><span>{}</span></li>'
        rows = "".join(row.format(column, column * FIRST + n, _title(column, n), _title(column, n), self._day(n)) for n in places)
        more = f'<div class="page"><a href="/c{column}/index_{number + 1}.html">下一页</a></div>' if number < self.shape.lists else ""
        meta = f'<meta name="ColumnName" content="信息公开栏目{column}">'
        return self._whole(f"信息公开栏目{column}", meta, f'<div>您当前所在位置：首页 &gt; 信息公开栏目{column}</div><ul class="news_list">{rows}</ul>{more}')

    def _article(self, column: int, place: int) -> bytes | None:
        if not 0 <= place < self.shape.entries:
            return None
        title, day = _title(column, place), self._day(place)
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
        text = "".join(f"<p>第{column}类第{place}件的第{k}项事务于{day}办结，收到群众来信{(place * 7 + k * 13) % 97}件，均已答复。</p>" for k in range(6))
        return self._whole(title, meta, f'<h1>{title}</h1><div>发布时间：{day}</div><div id="zoomcon">{text}</div>')

    def _day(self, place: int) -> date:
        """The newest first, down to January."""
        return LAST_DAY - timedelta(days=place * DAYS // self.shape.entries)

    def _whole(self, title: str, meta: str, inner: str) -> bytes:
        head = f'<html><head><meta charset="utf-8"><title>{title} - {_OFFICE}</title><meta name="SiteName" content="{_OFFICE}">{meta}</head><body>'
        return f"{head}{self._navigation}{inner}{self._foot}".encode()


def _title(column: int, place: int) -> str:
    return f"关于第{column}类第{place}件便民服务事项办理情况的通报"


class _Connection(asyncio.Protocol):
    """GET with keep-alive and If-None-Match; whole requests arrive at once, as these clients send them."""

    def __init__(self, pages: Pages) -> None:
        self._pages, self._held = pages, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            request, _, self._held = self._held.partition(b"\r\n\r\n")
            self._out.write(self._answer(request))

    def _answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1]
        body = self._pages.at(path)
        if body is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nnot found"
        tag = b'"' + md5(body, usedforsecurity=False).hexdigest()[:16].encode() + b'"'
        if tag in request:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: %s\r\nContent-Length: %d\r\n\r\n" % (tag, len(body))
        return head + body


@contextmanager
def served(shape: Shape) -> Iterator[str]:
    """The site's address while its process runs."""
    command = [sys.executable, str(Path(__file__)), *map(str, astuple(shape))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
        finally:
            process.terminate()


UNITS = """schema_version: 1
district: 番禺区
time_zone: Asia/Shanghai
rule_sets: [panyu-2017]
crawl: {{delay_seconds: 0, contact: "bench@example.cn"}}
sites:
  - {{id: portal, name: 测试局网站, start: ["{address}"], max_pages: 1000000}}
units:
  - {{id: made, name: 区公开测试局, aliases: [番禺区公开测试局], kind: department, sites: [portal]}}
groups: {{}}
"""


def write_units(address: str, path: Path) -> Path:
    """A units file of this one site, whose unit no plan names: nothing is judged absent, so no second look is taken."""
    path.write_text(UNITS.format(address=address), encoding="utf8")
    return path


async def _serve(pages: Pages) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(pages), "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("columns", "entries", "per_page", "links"):
        parser.add_argument(name, type=int)
    asyncio.run(_serve(Pages(Shape(**vars(parser.parse_args())))))
