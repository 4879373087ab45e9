"""Lists that a script fills: read from the data it loads where that stands in the page, else said to be unread."""

from __future__ import annotations

import json

from crawler.events import ColumnRead

COUNT, SIZE = 45, 20


def shell(call):
    return (
        '<html><head><title>通知公告 - 番禺区财政局</title><meta name="SiteName" content="番禺区财政局"><meta name="ColumnName" content="通知公告"></head>'
        '<body><div>您当前所在位置：首页 &gt; 通知公告</div><ul class="news_list" id="list"></ul><div id="pager"></div>'
        f"<script>function draw(d){{}}\n{call}\n$('#list').append('');</script></body></html>"
    )


def put_data(website, root="/api/list.json?channel=3&page={}&size=20", **told):
    for page in (1, 2, 3):
        rows = [
            {"title": f"关于第{n}号事项的通知", "url": f"/tzgg/content/post_{n}.html", "publishDate": f"2017-{1 + n % 12:02}-15"}
            for n in range(COUNT, 0, -1)[(page - 1) * SIZE : page * SIZE]
        ]
        body = json.dumps({"code": 0, "data": {"total": COUNT, "page": page, "rows": rows} | told}, ensure_ascii=False)
        website.put(root.format(page), body, headers={"Content-Type": "application/json; charset=utf-8"})
    for n in range(1, COUNT + 1):
        website.put_article(f"/tzgg/content/post_{n}.html", f"关于第{n}号事项的通知", f"2017-{1 + n % 12:02}-15")


def test_a_list_filled_from_json_is_read_from_the_json(crawls, website):
    website.put("/tzgg/", shell('$.getJSON("/api/list.json?channel=3&page=1&size=20", draw);'))
    put_data(website)
    assert crawls.run().unhealthy == ()
    assert [path for path in website.asked if "api" in path] == [f"/api/list.json?channel=3&page={n}&size=20" for n in (1, 2, 3)]
    assert {path for path in website.asked if "post_" in path} == {f"/tzgg/content/post_{n}.html" for n in range(1, COUNT + 1)}
    assert len(website.asked) == len(set(website.asked))
    look = crawls.last_look()
    assert (look.complete, look.reached, look.entries, look.url) == (True, "end", COUNT, f"{website.root}/tzgg/")
    read = next(e for e in crawls.journal() if isinstance(e, ColumnRead))
    assert read.read_from == f"{website.root}/api/list.json?channel=3&page=1&size=20"


def test_the_next_night_asks_for_the_page_and_its_data_once(crawls, website):
    website.put("/tzgg/", shell('$.getJSON("/api/list.json?channel=3&page=1&size=20", draw);'))
    put_data(website)
    crawls.run()
    asked = website.requests_of(crawls.run)
    assert asked == ["/robots.txt", "/", "/tzgg/", "/api/list.json?channel=3&page=1&size=20"]
    assert crawls.last_look().reached == "unchanged"


def test_a_list_whose_data_nobody_can_see_is_said_to_be_unread(crawls, website):
    website.put("/tzgg/", shell("function load(n){var p=['/ap','i/q'].join('');fetch(p+'?k='+key(n)).then(draw);}\nload(1);"))
    summary = crawls.run()
    assert summary.unhealthy == (("czj", "columns_incomplete"),)
    look = crawls.last_look()
    assert (look.complete, look.entries) == (False, 0)
    assert "脚本" in look.reason


def test_data_of_a_strange_host_is_not_asked_for(crawls, website):
    website.put("/tzgg/", shell('$.getJSON("http://data.example.cn/list.json?page=1", draw);'))
    summary = crawls.run()
    assert summary.unhealthy == (("czj", "columns_incomplete"),)
    assert "脚本" in crawls.last_look().reason


def test_data_that_fails_is_a_column_that_was_not_seen(crawls, website):
    website.put("/tzgg/", shell('$.getJSON("/api/list.json?channel=3&page=1&size=20", draw);'))
    website.take_away("/api/list.json?channel=3&page=1&size=20", 500)
    assert crawls.run().unhealthy == (("czj", "columns_incomplete"),)
    assert "500" in crawls.last_look().reason


def test_data_that_ends_before_its_total_is_not_complete(crawls, website):
    website.put("/tzgg/", shell('$.getJSON("/api/list.json?channel=3&page=1&size=20", draw);'))
    put_data(website, total=90)
    crawls.run()
    assert not crawls.last_look().complete
