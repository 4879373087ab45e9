"""Addresses without end are bounded, and what is left out is told."""

from __future__ import annotations

from dataclasses import replace

import pytest


def home(links):
    anchors = "".join(f'<a href="{href}">{text}</a>' for href, text in links)
    head = '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head>'
    return f"{head}<body><div class='nav'>{anchors}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"


def put_calendar(website, first="/rili/2017-01/"):
    """Every month leads to the next and the one before, from 1990 to 2060, each with a list."""
    for number in range(1990 * 12, 2060 * 12):
        links = [f"/rili/{at // 12}-{at % 12 + 1:02}/" for at in (number - 1, number + 1)]
        path = f"/rili/{number // 12}-{number % 12 + 1:02}/"
        website.put_list(path, [(f"/rili/content/post_{number}.html", f"第{number}号活动通知", "2017-03-01")])
        nav = f'<div class="nav"><a href="{links[0]}">上月</a><a href="{links[1]}">下月</a></div>'
        website.put(path, website.answers[path].body.decode().replace("<body>", f"<body>{nav}"))
        website.put_article(f"/rili/content/post_{number}.html", f"第{number}号活动通知", "2017-03-01")
    website.put("/", website.answers["/"].body.decode().replace("</div>", f'<a href="{first}">日历</a></div>', 1))


def test_a_calendar_is_followed_within_the_days_that_can_be_judged(crawls, website):
    put_calendar(website)
    for _ in range(8):
        crawls.run()
    months = {path[6:13] for path in website.asked if path.startswith(("/rili/19", "/rili/20"))}
    assert months <= {"2016-12", *(f"2017-{month:02}" for month in range(1, 13)), "2018-01", "2018-02"}
    assert {f"2017-{month:02}" for month in range(1, 13)} <= months
    assert crawls.last_site().reason == ""


def test_a_path_that_grows_by_itself_is_left(crawls, website):
    for depth in range(1, 30):
        path = "/zt/" + "list/" * depth
        website.put(path, home([(path + "list/", "更多"), ("/", "首页")]))
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/zt/list/">专题</a></div>', 1))
    summary = crawls.run()
    assert max(path.count("list/") for path in website.asked) == 2
    assert any("陷阱" in reason for reason, _ in summary.skipped)


def test_a_next_page_that_never_ends_is_told(crawls, website):
    for number in range(1, 700):
        path = "/tzgg/" if number == 1 else f"/tzgg/index_{number}.html"
        website.put_list(path, [(f"/tzgg/content/post_{number}.html", f"第{number}号通知", "2017-05-05")], f"/tzgg/index_{number + 1}.html")
    crawls.run()
    look = crawls.last_look()
    assert (look.complete, look.pages) == (False, 500)
    assert "500 页" in look.reason


@pytest.mark.parametrize("most", [3, 5, 7])
def test_a_site_is_asked_for_no_more_addresses_than_it_may_have(crawls, website, most):
    summary = crawls.run(district=crawls.district(max_pages=most))
    assert len([path for path in website.asked if path != "/robots.txt"]) == most
    site = crawls.last_site()
    if most < 7:
        assert (site.reached, site.reason) == (False, "max_pages")
        assert f"{most} 个地址" in site.detail
        assert summary.unhealthy == (("czj", "max_pages"),)
    else:
        assert summary.unhealthy == ()


def test_a_site_at_its_bound_does_not_take_its_neighbours_with_it(crawls, website):
    district = crawls.district(max_pages=1)
    other = replace(district.sites[0], id="zjj", start=(f"{website.root}/zjj/",), max_pages=50, prefixes=(f"127.0.0.1:{website.port}/zjj/",))
    website.put_list("/zjj/", [("/zjj/content/post_1.html", "第一号公告的通知", "2017-05-05")])
    website.put_article("/zjj/content/post_1.html", "第一号公告的通知", "2017-05-05")
    summary = crawls.run(district=replace(district, sites=(*district.sites, other)))
    assert [site for site, _ in summary.unhealthy] == ["czj"]
    assert crawls.page("/zjj/content/post_1.html") is not None
