"""The model district's list that only a browser can read, through the district's proxy."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from crawler.events import Captured, ColumnRead
from crawler.journal import read_events, runs_in
from crawler.run import CrawlRequest, crawl
from crawler.settings import Manners
from crawler.showing import renderer_version
from rules.units import CrawlSettings, District, Site

TESTS = Path(__file__).resolve().parents[2]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district.days import CRAWL_DAYS, at  # noqa: E402 - found through the line above
from district.serve import District as Model  # noqa: E402
from district.serve_script import SIZE  # noqa: E402

NOW = at(CRAWL_DAYS[-1])
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and renderer_version()) and os.environ.get("CI") != "true",
    reason="the extra gongkai[browser] (scrapy-playwright) or chromium is missing: make browser",
)


def crawled(model: Model, folder: Path, browser: str) -> tuple[ColumnRead, list[str], list[str]]:
    """The hidden column as it was read; what was asked for its list; what stands in it."""
    column = next(c for s in model.world.sites.values() for c in s.columns.values() if c.fault == "hidden")
    site = Site(id=column.site, name=column.site, start=(model.world.sites[column.site].base,))
    request = CrawlRequest(
        district=District(schema_version=1, district="番禺区", sites=(site,), units=(), crawl=CrawlSettings(delay_seconds=0)),
        db_url=f"sqlite:///{folder / 'gongkai.db'}", archive=folder / "archive", clock=lambda: NOW, window_start=date(2017, 1, 1), program="gongkai/test",
        simulated=True, fast=True, manners=Manners("gongkai-test", 0.0, True, timeout_seconds=10.0, retries=1), proxies={"http": model.proxy}, browser=browser,
    )  # fmt: skip
    crawl(request)
    events = [event for _, event in read_events(request.archive, runs_in(request.archive)[-1])]
    read = next(e for e in events if isinstance(e, ColumnRead) and e.url == column.url)
    asked = [e.url for e in events if isinstance(e, Captured) and e.role == "asset"]
    standing = [p.address for p in model.publications() if p.column == column.key and p.site == column.site]
    return read, asked, standing


@needs_browser
def test_every_entry_of_the_hidden_list_is_found(tmp_path: Path) -> None:
    with Model(1, scale=0.1, kinds=True).start(NOW) as model:
        read, asked, standing = crawled(model, tmp_path, CHROMIUM)
    assert (read.complete, read.reached, read.reason, read.read_from) == (True, "end", "", "browser")
    assert {entry.url for entry in read.entries} == set(standing) and standing
    assert sum("api/q?" in url for url in asked) == -(-len(standing) // SIZE)


def test_without_a_browser_it_is_said_what_to_install(tmp_path: Path) -> None:
    with Model(1, scale=0.1, kinds=True).start(NOW) as model:
        read, asked, _ = crawled(model, tmp_path, "")
    assert not read.complete and "请管理员运行 make browser 并安装 Chromium" in read.reason and asked == []
