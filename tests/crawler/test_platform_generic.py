"""Sites whose navigation shows no columns: what sitemaps and feeds tell of them."""

from __future__ import annotations

import pytest

MONTHS = [
    ("/tzgg/content/post_3.html", "三月报告", "2017-03-20"),
    ("/tzgg/content/post_2.html", "二月报告", "2017-02-20"),
    ("/tzgg/content/post_1.html", "一月报告", "2017-01-20"),
]
XML = {"Content-Type": "application/xml"}


def home(links):
    anchors = "".join(f'<a href="{href}">{text}</a>' for href, text in links)
    head = '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head>'
    return f"{head}<body><div class='nav'>{anchors}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"


def sitemap(urls):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(f"<url><loc>{u}</loc></url>" for u in urls)
        + "</urlset>"
    )


def sitemap_index(urls):
    inner = "".join(f"<sitemap><loc>{u}</loc></sitemap>" for u in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'


def feed(root, entries, name="最新公开"):
    items = "".join(f"<item><title>{title}</title><link>{root}{href}</link><pubDate>{day}T09:00:00+08:00</pubDate></item>" for href, title, day in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{name}</title><link>{root}/</link>{items}</channel></rss>'


@pytest.fixture
def silent(website):
    """A home page that leads nowhere by itself; its columns stand in the sitemap alone."""
    website.put("/", home([("/jgzn/", "机构职能")]))
    website.put("/sitemap.xml", sitemap([f"{website.root}/tzgg/", f"{website.root}/zt/content/post_77.html", "http://www.example.cn/x/"]), headers=XML)
    website.put_article("/zt/content/post_77.html", "专题公开情况", "2017-06-06")
    return website


@pytest.mark.parametrize("platform", ["auto", "generic"])
def test_columns_and_publications_are_found_through_the_sitemap(crawls, silent, platform):
    assert crawls.run(district=crawls.district(platform=platform)).unhealthy == ()
    assert {look.column: look.complete for look in crawls.snapshot().looks} == {"/tzgg/": True}
    assert crawls.page("/zt/content/post_77.html").page.title == "专题公开情况"
    assert crawls.page("/tzgg/content/post_1.html") is not None
    pages = [path for path in silent.asked if path != "/robots.txt"]
    assert len(pages) == len(set(pages))


def test_robots_txt_says_where_the_sitemaps_are_and_they_may_be_nested(crawls, silent):
    robots = f"User-agent: *\nDisallow: /private/\nSitemap: {silent.root}/maps/all.xml\n"
    silent.put("/robots.txt", robots, headers={"Content-Type": "text/plain"})
    silent.put("/maps/all.xml", sitemap_index([f"{silent.root}/maps/1.xml", f"{silent.root}/maps/all.xml"]), headers=XML)
    silent.put("/maps/1.xml", sitemap([f"{silent.root}/tzgg/"]), headers=XML)
    crawls.run()
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/"}
    assert "/sitemap.xml" not in silent.asked


def test_a_column_that_enters_the_sitemap_later_is_found_the_next_night(crawls, silent):
    crawls.run()
    silent.put("/sitemap.xml", sitemap([f"{silent.root}/tzgg/", f"{silent.root}/new/"]), headers=XML)
    silent.put_list("/new/", [("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")], name="新栏目")
    silent.put_article("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")
    asked = silent.requests_of(crawls.run)
    assert sorted({path for path in asked if path != "/robots.txt"}) == ["/", "/new/", "/new/content/post_5.html", "/sitemap.xml", "/tzgg/"]
    assert crawls.page("/new/content/post_5.html") is not None


@pytest.mark.parametrize("start", ["/", "/tzgg/"])
def test_a_site_whose_navigation_shows_columns_is_not_asked_for_a_sitemap(crawls, website, start):
    for _ in range(2):
        crawls.run(district=crawls.district(start=(website.root + start,)))
    assert not any("sitemap" in path for path in website.asked)


def test_without_columns_and_without_a_sitemap_the_site_says_so(crawls, website):
    website.put("/", home([("/jgzn/", "机构职能")]))
    assert crawls.run().unhealthy == (("czj", "no_columns"),)


@pytest.fixture
def fed(website):
    """A home page that names a feed, and nothing else that leads anywhere."""
    website.put("/", home([("/jgzn/", "机构职能"), ("/rss/new.xml", "RSS订阅")]))
    website.put("/rss/new.xml", feed(website.root, MONTHS), headers={"Content-Type": "application/rss+xml"})
    return website


def test_a_feed_is_a_column_where_there_is_no_list_but_never_read_to_the_end(crawls, fed):
    summary = crawls.run()
    assert summary.unhealthy == (("czj", "columns_incomplete"),)
    look = crawls.last_look("/rss/new.xml")
    assert (look.complete, look.entries) == (False, 3)
    assert "RSS" in look.reason
    assert crawls.page("/tzgg/content/post_1.html") is not None


def test_a_feed_that_goes_back_beyond_the_window_is_complete_to_it(crawls, fed):
    old = ("/tzgg/content/post_0.html", "旧报告", "2016-10-20")
    fed.put("/rss/new.xml", feed(fed.root, [*MONTHS, old]), headers={"Content-Type": "application/rss+xml"})
    assert crawls.run().unhealthy == ()
    look = crawls.last_look("/rss/new.xml")
    assert (look.complete, look.reached, look.to_end) == (True, "window", False)


def test_a_feed_that_shows_what_a_list_shows_is_no_column(crawls, website):
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/rss/new.xml">RSS订阅</a></div>', 1))
    website.put("/rss/new.xml", feed(website.root, MONTHS), headers={"Content-Type": "application/rss+xml"})
    assert crawls.run(district=crawls.district(platform="generic")).unhealthy == ()
    assert {look.column for look in crawls.snapshot().looks} == {"/tzgg/"}
