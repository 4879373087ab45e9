"""The first crawl of a large host takes many nights: it goes on where it stopped, says how many remain, and is no fault until then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.events import Failed
from rules.units import CrawlSettings

POST = "/tzgg/content/post_{}.html"


@pytest.fixture
def hundred(website):
    """A site with 100 publications on five list pages; 机构职能 is the third page its home page leads to."""
    entries = [(POST.format(n), f"第{n}号通知", f"2017-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(100, 0, -1)]
    for at in range(0, 100, 20):
        path = "/tzgg/" if at == 0 else f"/tzgg/index_{at // 20 + 1}.html"
        website.put_list(path, entries[at : at + 20], f"/tzgg/index_{at // 20 + 2}.html" if at < 80 else "")
    for path, title, day in entries:
        website.put_article(path, title, day)
    return website


def with_budget(crawls, budget, **told):
    settings = {"delay_seconds": 0, "full_read_days": 4000, "rule_column_days": 4000, "budget_per_host": budget} | told
    return {"district": replace(crawls.district(), crawl=CrawlSettings(**settings)), "fast": False}


def run(crawls, website, **told):
    """One night: what it asked for, and how many nights it says remain."""
    asked = website.requests_of(lambda: crawls.run(**told))
    return asked, crawls.last_site().nights_left


def test_it_is_through_in_the_number_of_nights_it_said_and_no_request_is_made_twice(crawls, hundred):
    told = with_budget(crawls, 20)
    asked, said = run(crawls, hundred, **told)
    assert set(asked[:8]) == {"/robots.txt", "/", "/jgzn/", "/tzgg/", *(f"/tzgg/index_{n}.html" for n in range(2, 6))}
    assert said == 6  # 88 publications, 17 a night beside robots.txt, home page and list
    articles = asked[8:]
    for left in range(said - 1, -1, -1):
        asked, said = run(crawls, hundred, **told)
        articles += [path for path in asked if path not in ("/robots.txt", "/", "/tzgg/")]
        assert said == left
        assert len(asked) <= 20
    assert len(articles) == len(set(articles)) == 100
    assert run(crawls, hundred, **told) == (["/robots.txt", "/tzgg/"], 0)


def test_until_then_it_is_no_fault_and_nothing_counts_as_failed_for_long(crawls, hundred):
    told = with_budget(crawls, 20)
    summary = crawls.run(**told)
    assert (summary.unhealthy, summary.remaining) == ((), (("czj", 6),))
    assert crawls.last_site().reason == ""
    assert len([e for e in crawls.journal() if isinstance(e, Failed)]) <= 16
    while crawls.last_site().nights_left:
        assert crawls.run(**told).unhealthy == ()
    assert crawls.snapshot().failures == ()


def test_what_rules_look_at_comes_first(crawls, hundred):
    told = with_budget(crawls, 20)
    wanted = [POST.format(n) for n in (3, 50, 77)]
    asked, _ = run(crawls, hundred, **told, wanted=lambda title, day: title in ("第3号通知", "第50号通知", "第77号通知"))
    assert sorted(asked[8:11]) == sorted(wanted)


def test_a_budget_that_lists_alone_use_up_still_comes_through(crawls, hundred):
    told = with_budget(crawls, 7)
    summary = crawls.run(**told)
    assert (crawls.last_look().complete, crawls.last_site().nights_left > 0, summary.unhealthy) == (False, True, ())
    told = with_budget(crawls, 9)
    for _ in range(60):
        crawls.run(**told)
        if not crawls.last_site().nights_left:
            break
    assert crawls.last_look().complete
    assert len([p for p in crawls.snapshot().pages if "/content/" in p.address]) == 100


def test_files_that_the_budget_kept_back_are_had_later(crawls, hundred):
    for n in range(100, 0, -1):
        hundred.put_article(POST.format(n), f"第{n}号通知", "2017-05-01", f'<a href="/files/{n}.txt">附件：表.txt</a>')
        hundred.put(f"/files/{n}.txt", f"收入,{n}\n", headers={"Content-Type": "text/plain; charset=utf-8"})
    told = with_budget(crawls, 41)
    nights = [run(crawls, hundred, **told)[1]]
    while nights[-1]:
        nights.append(run(crawls, hundred, **told)[1])
    assert len([p for p in crawls.snapshot().pages if "/files/" in p.address]) == 100
    assert len(nights) - 1 <= nights[0] + 1


def test_a_site_that_is_down_in_its_first_crawl_is_a_fault_all_the_same(crawls, hundred):
    told = with_budget(crawls, 20)
    crawls.run(**told)
    hundred.take_away("/", 503)
    assert crawls.run(**told).unhealthy == (("czj", "site_down"),)
