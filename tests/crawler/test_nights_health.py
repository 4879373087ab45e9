"""A site that lost much overnight: a fault of the crawl, until it has stayed so for long enough to be believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.health import NIGHTS_DOUBTED, nights_until_believed
from crawler.ledger import DOUBTED, EMPTIED
from rules.units import CrawlSettings

POST = "/{}/content/post_{}.html"
COLUMNS = ("tzgg", "zcfg", "rsxx")


def home(links):
    anchors = "".join(f'<a href="{href}">{text}</a>' for href, text in links)
    return f"<html><head><title>番禺区财政局</title></head><body><div>{anchors}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"


def entries_of(column, count):
    return [(POST.format(column, n), f"{column}第{n}号", f"2017-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(count, 0, -1)]


def put(website, column, count, folder=""):
    website.put_list(f"/{folder or column}/", entries_of(column, count), name=folder or column)


@pytest.fixture
def three(website):
    """Three columns of twenty entries each."""
    website.put("/", home([(f"/{column}/", column) for column in COLUMNS]))
    for column in COLUMNS:
        put(website, column, 20)
        for path, title, day in entries_of(column, 20):
            website.put_article(path, title, day)
    return website


@pytest.fixture
def quiet(crawls):
    told = CrawlSettings(delay_seconds=0, full_read_days=4000, rule_column_days=4000, revisits_per_host=0)
    return {"district": replace(crawls.district(), crawl=told)}


def gone(crawls):
    return [e for e in crawls.snapshot().listed if e.gone_on is not None]


def test_the_entries_of_a_site_are_counted(crawls, three, quiet):
    crawls.run(**quiet)
    assert crawls.last_site().standing == 60
    put(three, "tzgg", 19)
    crawls.run(**quiet)
    assert (crawls.last_site().standing, crawls.last_site().reason, len(gone(crawls))) == (59, "", 1)


def test_a_site_that_shrank_is_a_fault_and_nothing_of_it_is_gone(crawls, three, quiet):
    for _ in range(2):
        crawls.run(**quiet)
    put(three, "tzgg", 8)
    summaries = []
    asked = three.requests_of(lambda: summaries.append(crawls.run(**quiet)))
    assert summaries[0].unhealthy == (("czj", "shrunk"),)
    assert (crawls.last_site().standing, crawls.last_site().detail) == (48, "本站条目比平时少：现有 48 条，近 2 次平均 60 条")
    look = crawls.last_look("/tzgg/")
    assert (look.complete, look.reason.startswith(DOUBTED), look.entries) == (False, True, 20)
    assert crawls.last_look("/zcfg/").complete
    assert gone(crawls) == []
    assert not any("/content/" in path for path in asked)


def test_a_site_that_stays_small_is_believed_after_the_nights_stated(crawls, three, quiet):
    for _ in range(10):
        crawls.run(**quiet)
    put(three, "tzgg", 8)
    faults = [crawls.run(**quiet).unhealthy for _ in range(12)]
    doubted = nights_until_believed(48, 60)
    assert [bool(fault) for fault in faults] == [True] * doubted + [False] * (12 - doubted)
    assert len(gone(crawls)) == 12
    assert gone(crawls)[0].gone_on == crawls.last_site().at - (11 - doubted) * (crawls.last_site().at - crawls.snapshot().sites[-2].at)


def test_a_site_that_comes_back_was_never_gone(crawls, three, quiet):
    crawls.run(**quiet)
    put(three, "tzgg", 1)
    crawls.run(**quiet)
    put(three, "tzgg", 20)
    assert crawls.run(**quiet).unhealthy == ()
    assert gone(crawls) == []
    assert len({e.first_seen for e in crawls.snapshot().listed}) == 1


def test_a_column_that_is_empty_for_a_moment_is_read_in_the_second_pass(crawls, three, quiet):
    crawls.run(**quiet)
    put(three, "tzgg", 0)
    empty, count = three.answers["/tzgg/"], []
    full = entries_of("tzgg", 20)

    def mend(path):
        if path == "/tzgg/":
            count.append(path)
            if len(count) == 2:
                three.put_list("/tzgg/", full, name="tzgg")

    three.before = mend
    assert crawls.run(**quiet).unhealthy == ()
    assert (len(count), crawls.last_look("/tzgg/").complete) == (2, True)
    three.before, three.answers["/tzgg/"] = None, empty
    summary = crawls.run(**quiet)
    assert (summary.unhealthy, crawls.last_look("/tzgg/").reason) == ((("czj", "columns_incomplete"),), EMPTIED)
    assert gone(crawls) == []


def test_a_small_column_whose_publications_are_all_gone_is_empty_and_no_fault(crawls, three, quiet):
    put(three, "tzgg", 2)
    crawls.run(**quiet)
    put(three, "tzgg", 0)
    three.take_away(POST.format("tzgg", 1))
    assert (crawls.run(**quiet).unhealthy, gone(crawls)) == ((("czj", "columns_incomplete"),), [])
    three.take_away(POST.format("tzgg", 2))
    assert crawls.run(**quiet).unhealthy == ()
    look = crawls.last_look("/tzgg/")
    assert (look.complete, look.entries, len(gone(crawls))) == (True, 0, 2)


def redesign(website):
    """All columns at new addresses, the old ones gone; the articles lie where they lay."""
    website.put("/", home([(f"/new_{column}/", column) for column in COLUMNS]))
    for column in COLUMNS:
        put(website, column, 20, f"new_{column}")
        website.take_away(f"/{column}/")


def test_a_redesign_overnight_is_a_fault_first_and_believed_when_it_stays(crawls, three, quiet):
    crawls.run(**quiet)
    redesign(three)
    for _ in range(NIGHTS_DOUBTED):
        assert crawls.run(**quiet).unhealthy == (("czj", "shrunk"),)
        assert "3 个栏目同时不见了" in crawls.last_site().detail
        assert gone(crawls) == []
    assert crawls.run(**quiet).unhealthy == ()
    assert {look.reached for look in crawls.snapshot().looks if look.column in ("/tzgg/", "/zcfg/", "/rsxx/")} >= {"removed"}
    assert all(page.withdrawn_on is None for page in crawls.snapshot().pages if "/content/" in page.address)
    assert {e.column for e in gone(crawls)} == {"/tzgg/", "/zcfg/", "/rsxx/"}


def test_one_column_of_three_that_is_taken_down_shrinks_the_site_until_it_is_believed(crawls, three, quiet):
    crawls.run(**quiet)
    three.put("/", home([(f"/{column}/", column) for column in COLUMNS[:2]]))
    three.take_away("/rsxx/")
    faults = [bool(crawls.run(**quiet).unhealthy) for _ in range(12)]
    assert faults[0]
    assert not faults[-1]
    assert crawls.last_look("/rsxx/").reached == "removed"


def test_a_site_all_of_whose_columns_are_empty_was_hardly_read(crawls, website, quiet):
    website.put_list("/tzgg/", [])
    assert crawls.run(**quiet).unhealthy == (("czj", "no_entries"),)
    assert (crawls.last_site().reached, crawls.last_site().standing) == (False, 0)
