"""A real small website on 127.0.0.1, and what a crawl of it needs."""

from __future__ import annotations

import gzip
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from crawler.events import Event
from crawler.journal import read_events, runs_in
from crawler.run import CrawlRequest, CrawlSummary, crawl
from crawler.seen import ColumnLook, SeenPage, SiteLook, Snapshot
from crawler.settings import Manners
from crawler.store import Store
from rules.units import CrawlSettings, District, Site, Unit

POSTGRES = os.environ.get("GONGKAI_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
NOON = datetime(2017, 12, 31, 4, tzinfo=UTC)
MONTHS = [
    ("/tzgg/content/post_3.html", "三月报告", "2017-03-20"),
    ("/tzgg/content/post_2.html", "二月报告", "2017-02-20"),
    ("/tzgg/content/post_1.html", "一月报告", "2017-01-20"),
]


@dataclass
class Served:
    """What one address answers: a whole answer, or one that is cut short or refused."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_to: int | None = None


@dataclass
class Website:
    """Addresses and what they answer now; asked: every request in its order, as the server saw it."""

    port: int = 0
    answers: dict[str, Served] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    before: Callable[[str], None] | None = None

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, body: str | bytes, **told: Any) -> None:
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "text/html; charset=utf-8"} | told.pop("headers", {})
        self.answers[path] = Served(data, headers=headers, **told)

    def put_article(self, path: str, title: str, day: str, extra: str = "") -> None:
        self.put(path, article(title, day, extra))

    def put_list(self, path: str, entries: list[tuple[str, str, str]], next_path: str = "", name: str = "通知公告") -> None:
        self.put(path, column(name, entries, next_path))

    def take_away(self, path: str, status: int = 404) -> None:
        self.answers[path] = Served("页面不存在".encode(), status)

    def requests_of(self, work: Callable[[], Any]) -> list[str]:
        """The paths asked for while `work` ran."""
        before = len(self.asked)
        work()
        return self.asked[before:]


def article(title: str, day: str, extra: str = "") -> str:
    return (
        f'<html><head><title>{title} - 番禺区财政局</title><meta name="SiteName" content="番禺区财政局">'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00"></head>'
        f'<body><h1>{title}</h1><div>发布时间：{day}</div><div id="zoomcon"><p>{title}的正文，'
        f"{'现将有关情况公布如下。' * 8}</p>{extra}</div></body></html>"
    )


def column(name: str, entries: list[tuple[str, str, str]], next_path: str = "", nav: str = "") -> str:
    rows = "".join(f'<li><a href="{href}" title="{title}">{title}</a><span>{day}</span></li>' for href, title, day in entries)
    more = f'<div class="page"><a href="{next_path}">下一页</a></div>' if next_path else ""
    return (
        f'<html><head><title>{name} - 番禺区财政局</title><meta name="SiteName" content="番禺区财政局">'
        f'<meta name="ColumnName" content="{name}"></head><body>{nav}<div>您当前所在位置：首页 &gt; {name}</div>'
        f'<ul class="news_list">{rows}</ul>{more}</body></html>'
    )


def home(links: list[tuple[str, str]]) -> str:
    anchors = "".join(f'<a href="{href}">{text}</a>' for href, text in links)
    return (
        '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head>'
        f"<body><div class='nav'>{anchors}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    site: Website

    def do_GET(self) -> None:
        # As a proxy is asked: with the whole address; then hosts are told apart by it.
        path = self.path.removeprefix(self.site.root)
        self.site.at_once += 1
        self.site.most_at_once = max(self.site.most_at_once, self.site.at_once)
        self.site.asked.append(path)
        self.site.headers.append(dict(self.headers.items()))
        try:
            if self.site.before is not None:
                self.site.before(path)
            self._answer(self.site.answers.get(path, Served("页面不存在".encode(), 404)))
        finally:
            self.site.at_once -= 1

    def do_POST(self) -> None:
        """Answered by path alone; what was sent is noted beside it."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.site.asked.append(f"POST {self.path} {sent}")
        self._answer(self.site.answers.get(f"POST {self.path}", Served("页面不存在".encode(), 404)))

    def _answer(self, served: Served) -> None:
        self.send_response(served.status)
        for name, value in served.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        self.wfile.write(served.body[: served.cut_to])
        if served.cut_to is not None:
            self.close_connection = True

    def log_message(self, *told: object) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[Website]:
    """A site of one department: a home page, one column of three articles, one of them with an attachment."""
    site = Website()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    _fill(site)
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as site:
        yield site


def _fill(site: Website) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", headers={"Content-Type": "text/plain"})
    site.put("/", home([("/tzgg/", "通知公告"), ("/jgzn/", "机构职能"), ("http://www.example.cn/", "友情链接")]))
    site.put("/jgzn/", home([("/", "首页")]))
    site.put_list("/tzgg/", MONTHS)
    for href, title, day in MONTHS:
        site.put_article(href, title, day, '<a href="/files/table.txt">附件：表.txt</a>' if title == "三月报告" else "")
    body = gzip.compress("收入,100\n支出,90\n".encode(), mtime=0)
    site.put("/files/table.txt", body, headers={"Content-Type": "text/plain; charset=utf-8", "Content-Encoding": "gzip"})


@dataclass
class Crawls:
    """Crawls of the website into one archive and database, each a day after the one before."""

    website: Website
    folder: Path
    day: int = 0
    months: tuple[tuple[str, str, str], ...] = tuple(MONTHS)

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.folder / 'gongkai.db'}"

    def snapshot(self, known_at: datetime | None = None) -> Snapshot:
        with Store(self.db_url) as store:
            return store.snapshot(known_at)

    def page(self, path: str) -> SeenPage | None:
        return next((p for p in self.snapshot().pages if p.address == self.website.root + path), None)

    def last_look(self, column: str = "/tzgg/") -> ColumnLook:
        return [look for look in self.snapshot().looks if look.column == column][-1]

    def last_site(self, site: str = "czj") -> SiteLook:
        return [look for look in self.snapshot().sites if look.site == site][-1]

    def journal(self) -> list[Event]:
        """The last run's events."""
        return [event for _, event in read_events(self.archive, runs_in(self.archive)[-1])]

    def district(self, **site: Any) -> District:
        told: dict[str, Any] = {"id": "czj", "name": "区财政局网站", "start": (f"{self.website.root}/",)} | site
        unit = Unit(id="czj", name="区财政局", kind="department", sites=("czj",), aliases=("番禺区财政局",))
        return District(schema_version=1, district="番禺区", sites=(Site(**told),), units=(unit,), crawl=CrawlSettings(delay_seconds=0))

    def request(self, **told: Any) -> CrawlRequest:
        self.day += 1
        now = NOON + timedelta(days=self.day)
        defaults: dict[str, Any] = {
            "district": self.district(), "db_url": self.db_url, "archive": self.archive, "clock": lambda: now,
            "window_start": date(2017, 1, 1), "program": "gongkai/test", "simulated": True, "fast": True,
            "manners": Manners("gongkai-test", 0.0, True, timeout_seconds=2.0, retries=1),
        }  # fmt: skip
        return CrawlRequest(**(defaults | told))

    def run(self, **told: Any) -> CrawlSummary:
        return crawl(self.request(**told))


@pytest.fixture
def crawls(website: Website, tmp_path: Path) -> Crawls:
    return Crawls(website, tmp_path)


@pytest.fixture(scope="module")
def shared_crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawls]:
    """Of a website that a whole file asks about, so that one crawl answers for many tests."""
    with serving() as site:
        yield Crawls(site, tmp_path_factory.mktemp("crawls"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; on PostgreSQL a schema of this test alone."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    schema = f"gongkai_{uuid.uuid4().hex}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except Exception:
        admin.dispose()
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"没有 PostgreSQL：{POSTGRES}")
    yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{schema}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        yield opened
