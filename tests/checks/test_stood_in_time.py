"""What captures prove against a later claimed day: a page that stood in time is never called late, and none is passed on a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checks.run import Checker
from checks.standards import load_standards
from crawler.context import Settings
from crawler.events import Captured, ColumnRead, RunEnded, RunStarted, SeenEntry, SiteRead
from crawler.page import Attachment, Dated, Page
from crawler.store import Store

UNITS = """\
schema_version: 1
district: 番禺区
rule_sets: [plan]
sites: [{id: czj, name: 区财政局网站, start: "http://h/"}]
units: [{id: czj, name: 区财政局, kind: department, sites: [czj]}]
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
    places: {any_of: [own]}
    due: {calendar_days: 20, basis: assumption, source: 本办约定}
    match: {title: {all: [[预算], [执行情况]]}}
"""
APRIL, JUNE, AUGUST = (datetime(2017, month, 10, 14, tzinfo=UTC) for month in (4, 6, 8))
IN_TIME, LATER = date(2017, 4, 8), date(2017, 5, 20)
TEXT = "一般公共预算收入完成九亿元，同比增长百分之五，其中税收收入七亿元；一般公共预算支出完成十亿元。" * 4
PAGE = Page("article", "html", title="2017年3月预算执行情况", published=Dated(IN_TIME, None, "meta PubDate", ""), periods=("2017-03",), body=TEXT)
REDATED = replace(PAGE, published=Dated(LATER, None, "meta PubDate", ""))
FILE = Attachment("b.xls", "执行表.xls", "xls")
CHART = Page("attachment", "xls", tables=((("收入", "9"),),))


class Ledger:
    """A store of a few nights: of each, what one page (and its file) answered and what the column listed."""

    def __init__(self, folder):
        (folder / "rules/01").mkdir(parents=True)
        (folder / "units.yaml").write_text(UNITS.replace("[plan]", f"[{folder / 'rules'}]"), encoding="utf-8")
        (folder / "rules/ruleset.yaml").write_text("schema_version: 1\nname: plan\nyear: 2017\n", encoding="utf-8")
        (folder / "rules/01/p-01-01.yaml").write_text(RULE, encoding="utf-8")
        self.settings = Settings(f"sqlite:///{folder / 'g.db'}", folder / "archive", folder / "units.yaml", (folder / "rules",), AUGUST, True, progress=False)

    def night(self, at, page=None, day=None, file=None):
        events = [RunStarted(at, f"run{at:%m}", True, "incremental", True, "gongkai/0.1.0", "1", "0" * 64, ("czj",))]
        readings = {f"{name}{at:%m}".ljust(64, "0"): answer for name, answer in (("a", page), ("b", file)) if answer is not None}
        for sha256, answer in readings.items():
            url, role = ("http://h/b.xls", "attachment") if answer is file else ("http://h/a.html", "article")
            events.append(Captured(at, url, "czj", role, 200, sha256, 5, "text/html", "", "w.warc.gz", len(events), 5))
        entries = (SeenEntry("http://h/a.html", "http://h/a.html", PAGE.title, day, False),) if day else ()
        for look in (1, 2):
            events.append(ColumnRead(at, look, "czj", "/c/", "公告", "http://h/c/", True, "end", True, None, 1, "c" * 64, entries, ""))
        events += [SiteRead(at, "czj", True, True, "", ""), RunEnded(at, "done", ())]
        with Store(self.settings.db_url) as store:
            store.apply(f"run{at:%m}", enumerate(events, start=1), readings.items())
        return self

    def march(self, as_of=date(2017, 8, 10)):
        with Store(self.settings.db_url) as store:
            run = Checker(store, load_standards(self.settings)).check(as_of)
        return next(v for v in run.verdicts if v.period == "2017-03")


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path)


def test_a_page_that_stood_in_time_is_in_time_whatever_day_it_tells_later(ledger):
    verdict = ledger.night(APRIL, PAGE, IN_TIME).night(JUNE, REDATED, LATER).march()
    assert (verdict.outcome, verdict.published, verdict.evidence[0].published_from) == ("met", APRIL.date(), "存档（页面写的是2017年5月20日）")
    assert verdict.notes == ("“2017年3月预算执行情况”的页面写的是2017年5月20日，但2017年4月10日已在区财政局网站读到同样的内容，有存档为证，按这一天算。",)


def test_so_is_one_with_a_word_put_right(ledger):
    mended = replace(REDATED, body=TEXT.replace("九亿", "八亿", 1))
    assert ledger.night(APRIL, PAGE, IN_TIME).night(JUNE, mended, LATER).march().outcome == "met"


@pytest.mark.parametrize("as_of", [date(2017, 4, 25), date(2017, 8, 10)], ids=["before the day it tells", "after it"])
def test_so_is_one_that_told_a_later_day_from_the_first(ledger, as_of):
    assert ledger.night(APRIL, REDATED, LATER).march(as_of).outcome == "met"


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        pytest.param(replace(PAGE, body="即将公开，敬请关注。"), "unverified", id="something else of the same title stood"),
        pytest.param(replace(PAGE, title="3月份预算的执行情况"), "unverified", id="its title was another, its period the same"),
        pytest.param(replace(PAGE, title="2017年2月预算执行情况", periods=("2017-02",)), "late", id="the page of another month stood at its address"),
    ],
)
def test_what_stood_in_time_and_said_something_else_proves_nothing(ledger, before, outcome):
    assert ledger.night(APRIL, before, IN_TIME).night(JUNE, REDATED, LATER).march().outcome == outcome


def test_a_file_that_came_late_was_not_published_in_time(ledger):
    told = replace(PAGE, attachments=(FILE,))
    later = replace(REDATED, attachments=(FILE,))
    assert ledger.night(APRIL, told, IN_TIME).night(JUNE, later, LATER, CHART).march().outcome == "unverified"


def test_a_file_that_stood_in_time_too_was(ledger):
    told, later = replace(PAGE, attachments=(FILE,)), replace(REDATED, attachments=(FILE,))
    assert ledger.night(APRIL, told, IN_TIME, CHART).night(JUNE, later, LATER, CHART).march().outcome == "met"


def test_an_entry_that_stood_in_time_leaves_doubt_where_its_page_was_read_later(ledger):
    verdict = ledger.night(APRIL, day=IN_TIME).night(JUNE, REDATED, LATER).march()
    assert (verdict.outcome, verdict.reason) == ("unverified", "doubtful")
    assert "到期前的2017年4月10日栏目里已有这一条" in verdict.why


def test_what_came_after_the_due_day_is_late(ledger):
    verdict = ledger.night(APRIL).night(JUNE, REDATED, LATER).march()
    assert (verdict.outcome, verdict.published, verdict.evidence[0].not_seen_on, verdict.notes) == ("late", LATER, APRIL.date(), ())


def test_a_claimed_day_before_a_look_that_did_not_show_it_is_told_and_not_held_against_it(ledger):
    verdict = ledger.night(APRIL).night(JUNE, PAGE, IN_TIME).march()
    assert (verdict.outcome, verdict.evidence[0].not_seen_on) == ("met", APRIL.date())
    assert verdict.notes == (
        "“2017年3月预算执行情况”写的发布日期是2017年4月8日；2017年4月10日完整读过区财政局网站的栏目“公告”，当时没有这一条，"
        "2017年6月10日首次读到。这是事实说明，不影响结论。",
    )


def test_nothing_is_said_of_the_days_of_what_stood_when_crawling_began(ledger):
    verdict = ledger.night(APRIL, PAGE, IN_TIME).night(JUNE, PAGE, IN_TIME).march()
    assert (verdict.outcome, verdict.evidence[0].not_seen_on, verdict.notes) == ("met", None, ())
