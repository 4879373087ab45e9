"""Answers with status 200, or a redirect home, that are no pages: each named for what it is, none taken for a page."""

from __future__ import annotations

import pytest

from crawler.fetching import GONE, MISSING, REFUSED
from crawler.writer import Read


def bare(body, title=""):
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"


KINDS = {
    "gone": (bare("<p>很抱歉，您访问的页面不存在或已删除！</p>"), "soft_404", "网站答复：页面不存在或已被删除（HTTP 200）"),
    "firewall": (bare("<p>请开启JavaScript并刷新该页。</p>"), "waf", "网站要求验证访问者，没有给出页面（HTTP 200）"),
    "too often": (bare("<div>您的访问过于频繁，请稍后再试</div>", "访问验证"), "waf", "网站要求验证访问者，没有给出页面（HTTP 200）"),
    "login": (bare("<form>用户名<input name=u>密码<input type=password></form>", "用户登录"), "login", "需要登录才能查看（HTTP 200）"),
    "busy": (bare("<h2>系统繁忙，请稍后再试</h2>"), "soft_error", "网站答复：系统出错或正在维护（HTTP 200）"),
}


@pytest.mark.parametrize(("body", "reason", "detail"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("path", ["/a.html", "/a.pdf", "/a.doc"])
def test_it_is_a_failure_and_no_page(fetching, host, path, body, reason, detail):
    host.put(path, body)
    (answer,) = fetching.get(path)
    assert (answer.page, answer.reason, answer.status) == (None, reason, 200)
    assert [failure.reason for failure in fetching.failures] == [reason]
    assert answer.detail == detail or path != "/a.html"
    assert host.times(path) == 1


def test_an_empty_shell_is_left_to_who_may_know_how_to_read_it(fetching, host):
    host.put("/a/", bare("<div id=app></div><script src=/js/app.js></script>", "信息公开"))
    (answer,) = fetching.get("/a/", role="list")
    assert (answer.reason, answer.page.refusal, answer.page.readable) == ("", "shell", False)


def test_its_reading_is_kept_as_the_archive_would_give_it(fetching, host):
    host.put("/a.html", KINDS["login"][0])
    fetching.get("/a.html")
    assert [message.page.refusal for message in fetching.kept.messages if isinstance(message, Read)] == ["login"]


def test_a_page_that_says_it_is_gone_proves_nothing():
    assert {"not_found"} == GONE
    assert {"soft_404", "redirected_home"} <= MISSING
    assert {"waf", "login", "refused"} <= REFUSED


@pytest.mark.parametrize("location", ["/", "/index.html", "http://127.0.0.1:{port}", "https://127.0.0.1:{port}/#top"])
def test_a_redirect_to_the_home_page_is_no_page(fetching, host, location):
    host.put("/tzgg/a.html", "", 302, Location=location.format(port=host.port))
    host.put("/")
    (answer,) = fetching.get("/tzgg/a.html")
    assert (answer.reason, host.times("/"), answer.is_transient) == ("redirected_home", 0, False)
    assert "首页" in answer.detail


def test_but_a_start_page_may_redirect_to_the_home_page(fetching, host):
    host.put("/czj/", "", 302, Location="/")
    host.put("/")
    fetching.site = {"start": (f"{host.root}/czj/",), "prefixes": (f"127.0.0.1:{host.port}/",)}
    (answer,) = fetching.get("/czj/", role="start")
    assert (answer.reason, answer.url) == ("", f"{host.root}/")


def test_nor_is_a_folder_without_its_slash_a_redirect_home(fetching, host):
    host.put("/czj", "", 301, Location="/czj/")
    host.put("/czj/")
    fetching.site = {"start": (f"{host.root}/czj/",), "prefixes": (f"127.0.0.1:{host.port}/",)}
    (answer,) = fetching.get("/czj", role="section")
    assert (answer.reason, answer.url) == ("", f"{host.root}/czj/")


def test_firewall_pages_open_the_breaker_though_their_status_is_200(fetching, host):
    for n in range(9):
        host.put(f"/{n}.html", KINDS["firewall"][0])
    fetching.patiently(breaker_pause_seconds=60.0)
    answers = fetching.get(*(f"/{n}.html" for n in range(9)))
    assert [answer.reason for answer in answers] == ["waf"] * 6 + ["breaker"] * 3


def test_a_crawl_whose_start_page_is_a_firewalls_is_refused(crawls, website):
    website.put("/", KINDS["firewall"][0])
    assert crawls.run().unhealthy == (("czj", "refused"),)
    assert "验证访问者" in crawls.last_site().detail
