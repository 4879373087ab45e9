"""Hits are kept up to date: a changed duty is run over the kept texts alone and finds what a first matching finds."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from checks.match import Matchers
from checks.store import CheckStore
from checks.update_hits import update_hits
from crawler.events import Captured, RunStarted
from crawler.page import Attachment, Page
from crawler.store import Store
from crawler.tables import hit, normal_text, reading
from rules.rule import Duty
from rules.wanted import Content, Match, Terms
from rules.words import shared_words

AT = datetime(2017, 6, 1, 14, tzinfo=UTC)
BUDGET = Duty("a", "event", "预算执行情况", (), match=Match(title=Terms((("预算",), ("执行情况", "收入…支出")), none=("草案",)), body=Terms((("万元",),))))
RIVERS = Duty("b", "event", "河涌水质", (), match=Match(title=Terms((("河涌",),)), near=("水质",)), content=Content(rows_at_least=1))
CHANGED = replace(BUDGET, match=replace(BUDGET.match, near=("决算",)))
PAGES = (
    Page("article", "html", title="2017年预算执行情况", body="收入 １２ 万元"),
    Page("article", "html", title="预算收入和支出表", body="没有数字"),
    Page("article", "html", title="部门决算", body="略"),
    Page("article", "html", title="预算执行情况（草案）", body="十万元"),
    Page("attachment", "xls", title="河涌", tables=((("名称", "水质"), ("甲涌", "Ⅲ")),)),
    Page("article", "html", title="通知", body="\ud800", attachments=(Attachment("a.doc", "河涌水质.doc", "doc"),)),
    Page("article", "html", title="2017年预算执行情况", body="收入 １２ 万元"),
)
"""The last has the content of the first, under another address."""
NEW = (replace(PAGES[0], title="2016年预算执行情况"),)


@pytest.fixture
def stores(tmp_path):
    """Two stores of the same pages: in the second nothing was ever matched."""
    with Store(f"sqlite:///{tmp_path / 'a.db'}") as used, Store(f"sqlite:///{tmp_path / 'b.db'}") as fresh:
        keep(used, PAGES)
        keep(fresh, PAGES)
        yield used, fresh


def keep(store, pages, first=0):
    run = RunStarted(AT, f"run{first}", True, "full", True, "gongkai/0.1.0", "1", "0" * 64, ("czj",))
    told = [(hashlib.sha256(str(first + i).encode()).hexdigest(), page) for i, page in enumerate(pages)]
    captured = (Captured(AT, f"http://h/{sha}", "czj", "article", 200, sha, 5, "text/html", "", "h.warc.gz", i, 5) for i, (sha, _) in enumerate(told))
    store.apply(run.run, list(enumerate([run, *captured], 1)), told)


def matched(store, *duties):
    """How many readings were run, and all hits of these duties afterwards."""
    matchers = Matchers(duties, shared_words())
    count = update_hits(store, CheckStore(store.engine), matchers)
    return count, rows(store, hit, hit.c.match_sha256.in_(matchers.by_digest))


def rows(store, table, *where):
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(table).where(*where))))


def change(store, *statements):
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def without_texts(store):
    change(store, delete(normal_text))


def without_one_text(store):
    change(store, delete(normal_text).where(normal_text.c.reading_id == 2))


def with_texts_of_another_version(store):
    change(store, update(normal_text).values(form="0", texts=b""))


def without_pages(store):
    change(store, update(reading).values(content='{"kind": "article", "media": "html"}'))


@pytest.mark.parametrize("before", [without_pages, without_texts, without_one_text, with_texts_of_another_version])
def test_a_changed_duty_finds_what_a_first_matching_finds(stores, before):
    used, fresh = stores
    matched(used, BUDGET, RIVERS)
    before(used)
    told = matched(used, CHANGED, RIVERS)
    assert told == matched(fresh, CHANGED, RIVERS)
    assert told[0] == len(PAGES) and len(told[1]) == 6
    assert rows(used, normal_text) == rows(fresh, normal_text)


def test_what_is_new_is_matched_and_nothing_twice(stores):
    used, fresh = stores
    first = matched(used, BUDGET)[1]
    assert matched(used, BUDGET) == (0, first)
    for store in stores:
        keep(store, NEW, first=len(PAGES))
    count, then = matched(used, BUDGET)
    assert count == 1
    assert then == matched(fresh, BUDGET)[1]


def test_a_new_duty_beside_new_pages_sees_all_of_them(stores):
    used, fresh = stores
    matched(used, BUDGET)
    for store in stores:
        keep(store, NEW, first=len(PAGES))
    assert matched(used, BUDGET, RIVERS) == matched(fresh, BUDGET, RIVERS)


def test_forgetting_the_archive_forgets_the_texts_too(stores):
    used, _ = stores
    matched(used, BUDGET)
    used.forget_archive()
    assert rows(used, normal_text) == []
