"""Pages written for these tests, each dressed with the frame real ones have: navigation, clock, side columns, footer."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"
NAVIGATION = "".join(f'<li><a href="/zwgk/c{i}/index.html" title="栏目{i}">栏目{i}</a></li>' for i in range(150))
FRAME = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{head_title}</title>{metas}
<script>var clock = "2017-12-30";</script></head><body>
<div class="header"><div class="logo"><img src="/images/logo.png" alt="广州市番禺区水务局"></div><span class="date">今天是：2017年12月31日 星期日</span>
<ul class="nav">{navigation}</ul></div>
<div class="main">
<div class="position">您当前所在位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
 &gt; <a href="/zwgk/gggs/">通知公告</a>{crumb}</div>
<div class="leftbox"><h3>最新信息</h3><ul><li><a href="/a/1.html">番禺区召开2017年水务工作会议部署全年任务</a><span>2017-12-29</span></li>
<li><a href="/a/2.html">区水务局开展河涌巡查行动</a><span>2017-12-28</span></li></ul></div>
<div class="rightbox">{main}</div></div>
<div class="footer"><p>主办单位：广州市番禺区水务局 版权所有</p><p>网站标识码：4401130001 最后更新：2017-12-31</p></div></body></html>"""


@pytest.fixture
def frame():
    """A function that dresses a page's main part; keyword arguments fill the frame's holes."""

    def dress(main: str, head_title: str = "广州市番禺区水务局", metas: str = "", crumb: str = "") -> bytes:
        return FRAME.format(main=main, head_title=head_title, metas=metas, crumb=crumb, navigation=NAVIGATION).encode()

    return dress


@pytest.fixture
def page_bytes():
    """The bytes of a page in pages/, in the charset asked for."""

    def read(name: str, charset: str = "utf-8") -> bytes:
        return (PAGES / name).read_text(encoding="utf-8").encode(charset)

    return read
