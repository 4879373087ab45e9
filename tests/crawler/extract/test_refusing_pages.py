"""Answers with status 200 that are no pages: each said in Chinese, none taken for a publication, and no publication for one."""

from __future__ import annotations

import pytest

from crawler.extract import read_html

GONE, FAULT = "网站答复：页面不存在或已被删除", "网站答复：系统出错或正在维护"
CHECK, LOGIN, SHELL = "网站要求验证访问者，没有给出页面", "需要登录才能查看", "页面内容由脚本生成，网页里没有正文"
TITLE = "关于2017年第三季度河涌水质监测结果的公示"


def bare(body: str, title: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(bare("<h1>404 Not Found</h1><hr><center>nginx</center>", "404 Not Found"), GONE, id="the server's own page"),
        pytest.param(bare("<p>很抱歉，您访问的页面不存在或已删除！</p><a href='/'>返回首页</a>"), GONE, id="an apology"),
        pytest.param(bare("<p>该信息已被删除</p>", "提示信息"), GONE, id="information deleted"),
        pytest.param(bare("<p>请开启JavaScript并刷新该页。</p>"), CHECK, id="a script asked for"),
        pytest.param(bare("<script>var a=1</script><noscript>请开启JavaScript并刷新该页</noscript>"), CHECK, id="asked for in noscript alone"),
        pytest.param(bare("<div>您的访问过于频繁，请稍后再试</div>", "访问验证"), CHECK, id="too many visits"),
        pytest.param(bare("<form>用户名<input name=u>密码<input type=password></form>", "用户登录"), LOGIN, id="login"),
        pytest.param(bare("<div id=app></div><script src=/js/app.js></script>", "信息公开"), SHELL, id="an empty shell"),
        pytest.param(bare("<h2>系统繁忙，请稍后再试</h2>"), FAULT, id="busy"),
        pytest.param(bare("<h1>502 Bad Gateway</h1>", "502 Bad Gateway"), FAULT, id="bad gateway"),
    ],
)
def test_an_answer_that_refuses_is_no_page_and_says_why(payload, reason):
    page = read_html(payload).page
    assert (page.kind, page.readable, page.reason) == ("other", False, reason)


def test_a_refusal_dressed_in_the_sites_frame_is_told_and_its_links_are_kept(frame):
    reading = read_html(frame('<div class="tip"><p>您访问的页面不存在</p></div>'))
    assert (reading.page.readable, reading.page.reason) == (False, GONE)
    assert len(reading.links) > 100


@pytest.mark.parametrize(
    "main",
    [
        pytest.param(f"<h1>{TITLE}</h1><p>发布时间：2017-10-12</p><div id=zoomcon><p>您访问的页面不存在的，请致电反映。</p></div>", id="a dated sentence"),
        pytest.param("<h1>网站维护公告</h1><div class=wz><p>网站维护期间，部分栏目暂停访问，敬请谅解。</p></div>", id="a notice of maintenance"),
        pytest.param(
            f"<h1>{TITLE}</h1><div class=wz>{'<p>该信息已被删除的，可以申请公开，由区水务局书面答复申请人。</p>' * 12}</div>", id="words of a long text"
        ),
        pytest.param("<h2>通知公告</h2><ul class=news_list><li>没有找到相关信息</li></ul>", id="an empty list"),
    ],
)
def test_a_page_that_only_mentions_such_words_stays_readable(frame, main):
    assert read_html(frame(main)).page.readable
