"""Old pages are looked at again: how many nights an edit, a mark or a withdrawal takes to be seen, and what that costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.events import Captured
from crawler.visits import INTERVALS, RESTING_NIGHTS, nights_until
from rules.units import CrawlSettings

POST = "/tzgg/content/post_{}.html"
QUIET = ["/robots.txt", "/", "/tzgg/"]
FRESH = [(POST.format(n), f"第{n}号通知", "2017-12-31") for n in range(6, 0, -1)]
OLD = [(POST.format(n), f"第{n}号通知", "2017-12-01") for n in range(6, 0, -1)]


def with_visits(crawls, budget):
    """Columns are never read to their ends again: what is found is found by visits alone."""
    told = CrawlSettings(delay_seconds=0, full_read_days=4000, rule_column_days=4000, column_search_days=1, revisits_per_host=budget)
    return replace(crawls.district(), crawl=told)


def put(website, entries):
    website.put_list("/tzgg/", entries)
    for path, title, day in entries:
        website.put_article(path, title, day)


def nights_to(crawls, district, is_seen, most=90, **told):
    """How many nights pass until something is seen."""
    for night in range(1, most):
        crawls.run(district=district, **told)
        if is_seen():
            return night
    raise AssertionError(f"not seen in {most} nights")


def test_a_page_is_looked_at_again_after_ever_more_nights(crawls, website):
    """It is a day old the first night: 1, 2, 4, 8 and 16 nights lie between the looks, a page's own part of up to a quarter less."""
    put(website, FRESH[-1:])
    district = with_visits(crawls, 10)
    crawls.run(district=district)
    asked = [POST.format(1) in website.requests_of(lambda: crawls.run(district=district)) for _ in range(34)]
    looks = [0, *(night for night, is_asked in enumerate(asked, start=1) if is_asked)]
    longest = [max(n for n in INTERVALS if n <= max(1, look + 1)) for look in looks[:-1]]
    assert looks[:3] == [0, 1, 3]
    assert all(most * 3 / 4 <= later - look <= most for look, later, most in zip(looks, looks[1:], longest, strict=False))
    assert looks[-1] + INTERVALS[-1] > 34


def test_no_night_looks_at_more_than_its_budget_and_visits_are_told_apart(crawls, website):
    put(website, FRESH)
    district = with_visits(crawls, 2)
    crawls.run(district=district)
    nights = []
    for _ in range(6):
        asked = website.requests_of(lambda: crawls.run(district=district))
        assert asked[:3] == QUIET
        nights.append(len(asked[3:]))
        visited = [e.url.removeprefix(website.root) for e in crawls.journal() if isinstance(e, Captured) and e.role == "revisit"]
        assert sorted(visited) == sorted(asked[3:])
    assert nights[:3] == [2, 2, 2]
    assert max(nights) == 2


@pytest.mark.parametrize("path", [POST.format(1), "/files/table.txt"], ids=["a page", "a file"])
def test_an_edit_that_no_list_tells_is_seen_within_the_nights_stated(crawls, website, path):
    put(website, OLD)
    website.put_article(POST.format(2), "第2号通知", "2017-12-01", '<a href="/files/table.txt">附件：表.txt</a>')
    district = with_visits(crawls, 2)
    crawls.run(district=district)
    before = crawls.page(path).content_sha256
    if path == POST.format(1):
        website.put_article(path, "第1号通知", "2017-12-01", "<p>更正：以此为准。</p>")
    else:
        website.put(path, "收入,999\n", headers={"Content-Type": "text/plain"})
    nights = nights_to(crawls, district, lambda: crawls.page(path).content_sha256 != before)
    assert nights <= nights_until(30, 9, 2)
    assert crawls.page(path).first_seen < crawls.page(path).fetched_at


def test_a_withdrawal_that_its_list_does_not_show_is_seen_and_so_is_the_return(crawls, website):
    put(website, OLD)
    district = with_visits(crawls, 4)
    crawls.run(district=district)
    website.take_away(POST.format(3))
    assert nights_to(crawls, district, lambda: crawls.page(POST.format(3)).withdrawn_on is not None) <= nights_until(30, 9, 4)
    website.put_article(POST.format(3), "第3号通知", "2017-12-01")
    assert nights_to(crawls, district, lambda: crawls.page(POST.format(3)).withdrawn_on is None) <= nights_until(1, 9, 4)


def test_a_page_on_which_a_verdict_rests_is_looked_at_sooner(crawls, website):
    put(website, OLD)
    district = with_visits(crawls, 2)
    crawls.run(district=district)
    before = crawls.page(POST.format(5)).content_sha256
    website.put_article(POST.format(5), "第5号通知（更正）", "2017-12-01")
    resting = frozenset({f"{website.root}{POST.format(5)}"})
    nights = nights_to(crawls, district, lambda: crawls.page(POST.format(5)).content_sha256 != before, resting=lambda: resting)
    assert nights == RESTING_NIGHTS


def test_without_a_budget_nothing_is_looked_at_again(crawls, website):
    put(website, FRESH)
    district = with_visits(crawls, 0)
    crawls.run(district=district)
    assert [website.requests_of(lambda: crawls.run(district=district)) for _ in range(3)] == [QUIET] * 3


def test_what_the_visits_budget_leaves_of_the_vanished_comes_to_its_turn(crawls, website):
    put(website, FRESH)
    district = with_visits(crawls, 2)
    crawls.run(district=district)
    website.put_list("/tzgg/", FRESH[:1])
    for n in range(1, 6):
        website.take_away(POST.format(n))
    assert len(website.requests_of(lambda: crawls.run(district=district))) == len(QUIET) + 2
    gone = nights_to(crawls, district, lambda: all(crawls.page(POST.format(n)).withdrawn_on for n in range(1, 6)))
    assert gone <= nights_until(1, 8, 2)
