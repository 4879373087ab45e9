"""Columns night after night: what a quiet night costs, how far a new entry makes it read, and when back-dated ones are found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from crawler.events import Failed
from rules.units import CrawlSettings

POST = "/tzgg/content/post_{}.html"
QUIET = ["/robots.txt", "/", "/tzgg/"]


def entries_of(*numbers):
    """Entries by number, the newest first: number n is of the n-th day of 2017, counted from 1 January."""
    return [(POST.format(n), f"第{n}号通知", f"2017-{1 + (n - 1) // 28:02}-{1 + (n - 1) % 28:02}") for n in numbers]


def put_pages(website, entries, size=5, said=""):
    """A list of several pages, and the articles behind them. said: what every page says of the list's size."""
    pages = [entries[n : n + size] for n in range(0, len(entries), size)]
    for number, page in enumerate(pages, start=1):
        path = "/tzgg/" if number == 1 else f"/tzgg/index_{number}.html"
        website.put_list(path, page, f"/tzgg/index_{number + 1}.html" if number < len(pages) else "")
        body = website.answers[path].body.decode().replace("</body>", f"<div class='page'>{said}</div></body>") if said else website.answers[path].body
        website.put(path, body)
    for path, title, day in entries:
        website.put_article(path, title, day)


def never_whole(crawls, **told):
    """The district, its columns read to their ends in no night but the first."""
    settings = {"delay_seconds": 0, "full_read_days": 4000, "rule_column_days": 4000, "revisits_per_host": 0} | told
    return replace(crawls.district(), crawl=CrawlSettings(**settings))


@pytest.fixture
def long_list(website):
    put_pages(website, entries_of(*range(40, 0, -1)))
    return website


def test_a_quiet_night_costs_one_request_a_column_and_robots_txt(crawls, long_list):
    district = never_whole(crawls)
    crawls.run(district=district)
    for _ in range(3):
        assert long_list.requests_of(lambda: crawls.run(district=district)) == QUIET


def test_a_new_entry_costs_its_page_and_one_list_page(crawls, long_list):
    """The first list page is no longer known as a whole; the second is, and joins the earlier look."""
    district = never_whole(crawls)
    crawls.run(district=district)
    put_pages(long_list, entries_of(*range(41, 0, -1)))
    assert long_list.requests_of(lambda: crawls.run(district=district)) == [*QUIET, "/tzgg/index_2.html", POST.format(41)]
    assert long_list.requests_of(lambda: crawls.run(district=district)) == QUIET


def test_a_back_dated_entry_is_found_the_night_the_column_is_read_to_its_end(crawls, long_list):
    """Each column on a night of its own, within 7 nights; until then nothing says it is there."""
    district = never_whole(crawls, full_read_days=7)
    crawls.run(district=district)
    put_pages(long_list, [*entries_of(*range(40, 10, -1)), (POST.format(99), "倒填日期的通知", "2017-01-10"), *entries_of(*range(10, 0, -1))])
    found = next(n for n in range(1, 9) if POST.format(99) in long_list.requests_of(lambda: crawls.run(district=district)))
    assert found <= 7
    assert crawls.last_look().to_end
    entry = next(e for e in crawls.snapshot().listed if e.title == "倒填日期的通知")
    assert (entry.first_seen, entry.gone_on) == (crawls.last_look().at, None)
    nights_whole = [len(long_list.requests_of(lambda: crawls.run(district=district))) > len(QUIET) for _ in range(7)]
    assert nights_whole.count(True) == 1


def test_a_column_rules_look_at_is_read_to_its_end_each_third_night(crawls, long_list):
    district = never_whole(crawls, rule_column_days=3)
    told = {"district": district, "wanted": lambda title, day: title == "第7号通知"}
    crawls.run(**told)
    whole = [len(long_list.requests_of(lambda: crawls.run(**told))) > len(QUIET) for _ in range(9)]
    assert whole.count(True) == 3
    assert not any(a and b for a, b in pairwise(whole))


def test_a_page_count_that_grew_by_more_than_the_new_entries_is_read_on_for(crawls, website):
    district = never_whole(crawls)
    put_pages(website, entries_of(*range(20, 0, -1)), said="共4页")
    crawls.run(district=district)
    hidden = [(POST.format(n), "倒填日期的通知", "2017-01-03") for n in range(90, 96)]
    put_pages(website, [*entries_of(*range(21, 3, -1)), *hidden, *entries_of(3, 2, 1)], said="共6页")
    assert POST.format(95) in website.requests_of(lambda: crawls.run(district=district))
    assert website.requests_of(lambda: crawls.run(district=district)) == QUIET


def test_every_entry_not_followed_is_counted_with_its_reason(crawls, website):
    district = never_whole(crawls)
    crawls.run(district=district)
    more = [(POST.format(4), "四月报告", "2017-04-20"), ("http://www.gd.gov.cn/x.html", "省里的通知", "2017-04-19"), *crawls.months]
    put_pages(website, [*more, (POST.format(0), "很早的通知", "2014-01-01")], size=9)
    crawls.run(district=district)
    assert dict(crawls.last_look().skipped) == {"站外": 1, "已有": 3, "早于检查范围": 1}


def test_a_failure_says_for_which_column_it_was_asked(crawls, website):
    website.take_away(POST.format(2), 500)
    crawls.run()
    assert {(e.url.removeprefix(website.root), e.column) for e in crawls.journal() if isinstance(e, Failed)} >= {(POST.format(2), "/tzgg/")}


def test_the_second_look_asks_again_and_full_reads_everything(crawls, long_list):
    district = never_whole(crawls)
    crawls.run(district=district)
    asked = long_list.requests_of(lambda: crawls.run(district=district, full=True))
    assert len(asked) == len({*asked}) == 3 + 7 + 40 + 1  # robots.txt, home, list; seven more list pages; articles; 机构职能


def test_what_fails_every_night_is_tried_once_and_in_the_second_pass_alone(crawls, long_list):
    district = never_whole(crawls)
    long_list.take_away("/tzgg/index_2.html", 500)
    times = [long_list.requests_of(lambda: crawls.run(district=district)).count("/tzgg/index_2.html") for _ in range(5)]
    assert times == [4, 4, 4, 2, 2]
