"""An office whose archive the real writer wrote, for what is handed over of it and what is dropped from it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.archive_commands import evidence_command
from checks.output import as_json
from checks.run import Checker
from checks.standards import load_standards
from crawler.answer import RawAnswer
from crawler.archive import WarcInfo
from crawler.context import Settings
from crawler.events import Captured, ColumnRead, RunEnded, RunStarted, SeenEntry, SiteRead
from crawler.fetching import LastAnswer
from crawler.journal import read_events
from crawler.rebuild import heal
from crawler.store import Store
from crawler.writer import Arrived, Writer

ROOT = "http://www.panyu.gov.cn"
LIST = f"{ROOT}/czj/yjs/"
UNITS = f"""\
schema_version: 1
district: 番禺区
rule_sets: [plan]
sites: [{{id: czj, name: 区财政局网站, start: "{ROOT}/czj/", columns: [{{id: yjs, name: 预决算, start: "{LIST}"}}]}}]
units: [{{id: czj, name: 区财政局, kind: department, sites: [czj]}}]
"""
RULE = """\
schema_version: 1
id: p-01-01
section_number: 1
section: 预算
number: 1
text: 按月公开预算执行情况。
leads: [区财政局]
duties:
  - id: a
    kind: periodic
    every: month
    title: 预算执行情况
    units: [区财政局]
    places: {any_of: [czj]}
    due: {calendar_days: 20, basis: assumption, source: 本办约定}
    match: {title: {all: [[预算], [执行情况]]}}
"""
SENT = ((b"Host", b"www.panyu.gov.cn"), (b"User-Agent", b"gongkai-test"))
START = datetime(2017, 3, 1, 15, tzinfo=UTC)


def post(month: int) -> str:
    return f"{ROOT}/czj/yjs/content/post_{month}.html"


def title(month: int) -> str:
    return f"番禺区2017年{month}月一般公共预算执行情况"


def article(month: int) -> bytes:
    day = f"2017-{month + 1:02d}-10"
    told = "".join(f"<p>第{n}项收入完成{n * 37 % 101}万元，支出{n * 53 % 97}万元。</p>" for n in range(60))
    return (
        f'<html><head><title>{title(month)}</title><meta name="SiteName" content="区财政局"><meta name="ArticleTitle" content="{title(month)}">'
        f'<meta name="PubDate" content="{day} 09:00"></head><body><h1>{title(month)}</h1><div>发布时间：{day}</div>'
        f'<div id="zoomcon">{told}</div></body></html>'
    ).encode()


def column(months: list[int]) -> bytes:
    rows = "".join(f'<li><a href="{post(m)}" title="{title(m)}">{title(m)}</a><span>2017-{m + 1:02d}-10</span></li>' for m in months)
    return f'<html><head><title>预决算</title><meta name="ColumnName" content="预决算"></head><body><ul class="news_list">{rows}</ul></body></html>'.encode()


class Office:
    """A folder with units, one rule, and an archive of a few nights; `check` judges what is stored."""

    START, LATER, LIST = START, START + timedelta(days=2000), LIST
    post, article, column = staticmethod(post), staticmethod(article), staticmethod(column)

    def __init__(self, root: Path) -> None:
        self.root, self.archive, self.db_url = root, root / "archive", f"sqlite:///{root / 'g.db'}"
        self.last: dict[str, LastAnswer] = {}
        for name, text in (
            ("config/units.yaml", UNITS), ("rules/plan/ruleset.yaml", "schema_version: 1\nname: plan\nyear: 2017\n"), ("rules/plan/01/p-01-01.yaml", RULE)
        ):  # fmt: skip
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def write_retention(self, **told: object) -> None:
        lines = [f"{key}: {value}" for key, value in ({"schema_version": 1} | told).items()]
        (self.root / "config/retention.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def settings(self, now: datetime = START) -> Settings:
        return Settings(self.db_url, self.archive, self.root / "config/units.yaml", (), now, simulated=True, progress=False)

    def night(self, at: datetime, months: list[int]) -> None:
        """One night: the column read twice to its end (a second look too), every publication asked for again."""
        run = f"{at:%Y%m%dT%H%M%SZ}-001"
        with Store(self.db_url) as store:
            writer = Writer(self.archive, WarcInfo(run, "gongkai/0.1.0", "gongkai-test", simulated=True), store, lambda: None)
            writer.put(RunStarted(at, run, True, "full", False, "gongkai/0.1.0", "1", "0" * 64, ("czj",)))
            pages = [(LIST, "list", column(months)), *((post(m), "article", article(m)) for m in months)]
            for url, role, body in pages:
                writer.put(Arrived(self._answer(url, body), url, at, "czj", role, "", self.last.get(url), SENT))
            entries = tuple(SeenEntry(post(m).removeprefix("http://"), post(m), title(m), date(2017, m + 1, 10), False) for m in months)
            entries = tuple(replace(e, address=e.url) for e in entries)
            for look in (1, 2):
                writer.put(ColumnRead(at, look, "czj", "yjs", "预决算", LIST, True, "end", True, None, 1, "0" * 64, entries, ""))
            writer.put(SiteRead(at, "czj", True, True, "", ""))
            writer.put(RunEnded(at, "done", ()))
            writer.close()
            heal(store, self.archive)
        for _, e in read_events(self.archive, run):
            if isinstance(e, Captured):
                self.last[e.url] = LastAnswer(e.sha256, e.size, e.content_type, e.etag, "", e.held_file or e.file, e.held_offset or e.offset, e.url, at)

    def _answer(self, url: str, body: bytes) -> RawAnswer:
        last = self.last.get(url)
        tag = f'"{len(body)}"'.encode()
        headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"ETag", tag))
        return RawAnswer(url, 304, headers, b"") if last and last.etag == tag.decode() else RawAnswer(url, 200, headers, body)

    def check(self, day: date, db_url: str | None = None) -> str:
        with Store(db_url or self.db_url) as store:
            return as_json(Checker(store, load_standards(self.settings())).check(day))

    def call(self, command, *arguments: object, now: datetime = START):
        return CliRunner().invoke(command, [str(a) for a in arguments], obj=self.settings(now))

    def evidence(self, *arguments: object):
        return self.call(evidence_command, "p-01-01", "--duty", "a", "--unit", "区财政局", "--out", self.root / "out.warc.gz", *arguments)


def copied(made: Office, root: Path) -> Office:
    """The same once more: making one takes seconds."""
    copy = Office(shutil.copytree(made.root, root / "office"))
    copy.last = dict(made.last)
    return copy


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    office.night(START, [1])
    office.night(START + timedelta(days=75), [1, 2])
    return office


@pytest.fixture(scope="session")
def made_overdue(made_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = copied(made_office, tmp_path_factory.mktemp("overdue"))
    office.check(date(2017, 5, 15))
    office.last[post(1)] = replace(office.last[post(1)], etag="other", sha256="")
    office.night(START + timedelta(days=80), [1, 2, 3])
    office.check(date(2017, 5, 19))
    return office


@pytest.fixture
def office(made_office: Office, tmp_path: Path) -> Office:
    """Two nights; the second finds a new entry, the page of the first unchanged, and no report on March."""
    return copied(made_office, tmp_path)


@pytest.fixture
def overdue(made_overdue: Office, tmp_path: Path) -> Office:
    """Years on: old check runs rest on the list in which March was not found, and on a page that was since sent again."""
    office = copied(made_overdue, tmp_path)
    office.write_retention(last_check_runs=1)
    return office
