"""Lists that only a browser can read, with a real Chromium; what it may ask for, what is kept of it, and what is said where it fails."""

from __future__ import annotations

import json
import os
import re
import shutil
import time

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler import showing
from crawler.archive import read_record, records_in
from crawler.events import Captured, ColumnRead
from crawler.rebuild import rebuild
from crawler.showing import renderer_version
from crawler.store import Store
from crawler.store_captures import CaptureStore
from crawler.verify import verify

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and renderer_version()) and os.environ.get("CI") != "true",
    reason="the extra gongkai[browser] (scrapy-playwright) or chromium is missing: make browser",
)


def shell(code):
    """A page whose list a script fills from an address that nobody sees."""
    return (
        '<html><head><title>通知公告 - 番禺区财政局</title><meta name="SiteName" content="番禺区财政局"><meta name="ColumnName" content="通知公告"></head>'
        '<body><div>您当前所在位置：首页 &gt; 通知公告</div><ul class="news_list" id="list"></ul><div class="pager" id="pager"></div>'
        "<script>function draw(rows){document.getElementById('list').innerHTML+=rows.map(function(r){"
        "return '<li><a href=\"'+r.url+'\">'+r.title+'</a><span>'+r.day+'</span></li>';}).join('');}\n"
        f"var hidden='atad/ipa'.split('').reverse().join('');\n{code}</script></body></html>"
    )


LOAD = "fetch('/'+hidden+'?n=1').then(function(r){return r.json();}).then(draw);"
MONTHS = [(f"/tzgg/content/post_{n}.html", f"{n}月报告", f"2017-{n:02}-20") for n in range(12, 0, -1)]


def put_data(website, months=MONTHS, path="/api/data?n=1", **told):
    rows = [{"url": url, "title": title, "day": day} for url, title, day in months]
    website.put(path, json.dumps(rows, ensure_ascii=False), headers={"Content-Type": "application/json; charset=utf-8"}, **told)
    for url, title, day in months:
        website.put_article(url, title, day)


def shown(crawls):
    return [e for e in crawls.journal() if isinstance(e, Captured) and e.role in ("rendered", "state")]


def listed(crawls):
    return [entry.title for entry in crawls.last_read().entries]


@pytest.fixture
def lists(crawls, website):
    """Crawls with a browser."""

    def run(**told):
        return crawls.run(**({"browser": CHROMIUM} | told))

    crawls.render = run
    crawls.last_read = lambda: [e for e in crawls.journal() if isinstance(e, ColumnRead)][-1]
    return crawls


def test_without_a_browser_it_is_said_what_to_install(lists, website):
    website.put("/tzgg/", shell(LOAD))
    put_data(website)
    assert lists.run().unhealthy != ()
    assert lists.last_look().reason == "读不出：列表由脚本填充，页面本身没有条目；请管理员运行 make browser 并安装 Chromium"
    assert not any("api" in path for path in website.asked)


@needs_browser
class TestAList:
    def test_is_read_as_the_browser_shows_it(self, lists, website):
        website.put("/tzgg/", shell(LOAD))
        put_data(website)
        assert lists.render().unhealthy == ()
        look, read = lists.last_look(), lists.last_read()
        assert (look.complete, look.reached, look.entries, look.reason, read.read_from) == (True, "end", 12, "", "browser")
        assert listed(lists) == [title for _, title, _ in MONTHS]
        assert len(website.asked) == len(set(website.asked)), "the browser is given the answer that came before"
        assert website.asked.count("/api/data?n=1") == 1

    def test_costs_the_next_night_its_page_and_its_data(self, lists, website):
        website.put("/tzgg/", shell(LOAD))
        put_data(website)
        lists.render()
        assert website.requests_of(lists.render) == ["/robots.txt", "/", "/tzgg/", "/api/data?n=1"]
        assert lists.last_look().reached == "unchanged"
        put_data(website, [("/tzgg/content/post_13.html", "年度报告", "2017-12-28"), *MONTHS])
        lists.render()
        assert listed(lists)[0] == "年度报告" and lists.page("/tzgg/content/post_13.html") is not None

    def test_is_kept_as_it_was_shown_and_read_again_without_a_browser(self, lists, website):
        website.put("/tzgg/", shell(LOAD))
        put_data(website)
        lists.render()
        (kept,) = shown(lists)
        with (lists.archive / kept.file).open("rb") as stream:
            records = {r.rec_type: r for r in ArchiveIterator(stream) if r.rec_headers.get_header("WARC-Target-URI") == f"{website.root}/tzgg/"}
            assert set(records) == {"request", "response", "resource"}
            told = records["resource"].rec_headers.get_header
        assert re.fullmatch(r"Chromium/[\d.]+ scrapy-playwright/0\.[\d.]+", told("Gongkai-Renderer"))
        assert told("WARC-Payload-Digest") == f"sha256:{kept.sha256}" and "12月报告" in read_record(lists.archive / kept.file, kept.offset).body.decode()
        assert [e.url for e in lists.journal() if isinstance(e, Captured) and e.role == "asset"] == [f"{website.root}/api/data?n=1"]
        assert verify(lists.archive) == ()
        before = lists.snapshot()
        with Store(lists.db_url) as store:
            rebuild(store, lists.archive)
            handed = CaptureStore(store.engine).of_column("czj", "通知公告", before.known_at)
        assert sorted(answer.role for answer in handed) == ["asset", "rendered", "section"], "what a list was made from is evidence of what it lacks"
        assert lists.snapshot() == before
        page = lists.page("/tzgg/").page
        assert (page.kind, page.readable, page.reason) == ("list", True, "") and lists.page("/tzgg/").sha256 == kept.sha256
        assert lists.page("/api/data?n=1") is None, "data is evidence of the list, and no page"

    def test_that_is_asked_for_by_post_is_read_and_what_was_sent_is_kept(self, lists, website):
        website.put("/tzgg/", shell("fetch('/'+hidden,{method:'POST',body:'n=1'}).then(function(r){return r.json();}).then(draw);"))
        put_data(website, path="POST /api/data")
        assert lists.render().unhealthy == ()
        assert lists.last_look().complete and website.asked.count("POST /api/data n=1") == 1
        packed = b"".join(path.read_bytes() for path in lists.archive.glob("*/*.warc.gz"))
        sent = [r for r in records_in(packed)[0] if r.kind == "request" and r.url.endswith("/api/data")]
        assert [r.block for r in sent] == [b"n=1"]

    def test_behind_a_proxy_is_read_through_it(self, lists, website):
        for path in ("/robots.txt", "/", "/tzgg/", "/api/data?n=1"):
            put_data(website)
            website.put("/tzgg/", shell(LOAD))
            website.answers[f"http://czj.panyu.gov.cn{path}"] = website.answers[path]
        site = lists.district(start=("http://czj.panyu.gov.cn/",))
        lists.render(district=site, proxies={"http": website.root})
        assert len(lists.last_read().entries) == 12
        assert "http://czj.panyu.gov.cn/api/data?n=1" in website.asked


CLICKS = (
    "var at=0,rows=%s,size=5;function go(n){at=n;document.getElementById('list').innerHTML='';draw(rows.slice(n*size,n*size+size));"
    "document.getElementById('pager').innerHTML='<a href=\"javascript:;\" %s onclick=\"go('+(at+1)+')\">下一页</a>';"
    "if((at+1)*size>=rows.length){%s}}go(0);"
)
GONE = "document.getElementById('pager').innerHTML='';"
OFF = "document.querySelector('#pager a').className='disabled';"
STAYS = "document.querySelector('#pager a').onclick=null;document.querySelector('#pager a').removeAttribute('onclick');"
ROWS = json.dumps([{"url": url, "title": title, "day": day} for url, title, day in MONTHS], ensure_ascii=False)


PAGER = "document.getElementById('pager').innerHTML="
GROWS = f"var rows={ROWS},at=0;function more(){{draw(rows.slice(at,at+=5));if(at>=12){PAGER}'';}}{PAGER}'<button onclick=\"more()\">加载更多</button>';more();"
SCROLLS = (
    f"var rows={ROWS},at=0;document.body.innerHTML+='<div style=\"height:3000px\"></div>';"
    "function more(){if(at<12)draw(rows.slice(at,at+=5));document.body.style.paddingBottom=at*300+'px';}"
    "more();window.onscroll=more;"
)
AGAIN = "function again(){fetch('/'+hidden+'?n=1').then(again);}again();"
GIVES_UP = "var c=new AbortController();fetch('/slow',{signal:c.signal}).catch(function(){});setTimeout(function(){c.abort();},100);"
TOGETHER = {
    "button gone": CLICKS % (ROWS, "", GONE),
    "button off": CLICKS % (ROWS, "", OFF),
    "button idle": CLICKS % (ROWS, "", STAYS),
    "dead button": f"draw({ROWS});{PAGER}'<a href=\"javascript:;\">下一页</a>';",
    "numbers": f"draw({ROWS});{PAGER}'<a>1</a><a>2</a><a>3</a>';",
    "grows": GROWS,
    "scrolls": SCROLLS,
    "data fails": LOAD + LOAD.replace("n=1", "n=2"),
    "leads elsewhere": f"draw({ROWS});location.href='/login';",
    "never stops asking": f"draw({ROWS});{AGAIN}",
    "does not wait": f"draw({ROWS});{GIVES_UP}",
    "stays empty": "fetch('/'+hidden+'?n=3');",
}
"""Lists of one site, each a column of its own, by what is the matter with them."""


def front(paths):
    links = "".join(f'<a href="{path}">通知公告{n}</a>' for n, path in enumerate(paths, start=1))
    return (
        '<html><head><title>番禺区财政局</title><meta name="SiteName" content="番禺区财政局"></head>'
        f"<body><div class='nav'>{links}</div><p>欢迎访问番禺区财政局网站，本站提供财政信息公开服务。</p></body></html>"
    )


class Together:
    """One crawl of them all: a browser takes longer to start than a list to be read."""

    def __init__(self, crawls):
        site = crawls.website
        self.paths = {name: f"/tzgg{n}/" for n, name in enumerate(TOGETHER, start=1)}
        site.put("/", front(self.paths.values()))
        for name, path in self.paths.items():
            site.put(path, shell(TOGETHER[name]).replace("通知公告", f"通知公告{path[5:-1]}"))
        put_data(site)
        put_data(site, [], "/api/data?n=3")
        site.take_away("/api/data?n=2", 500)
        site.before = lambda path: time.sleep(0.5) if path == "/slow" else None
        with pytest.MonkeyPatch.context() as sooner:
            sooner.setattr(showing, "_MOST_ASKED", 20)
            self.summary = crawls.run(browser=CHROMIUM)
        self.root, self.crawls, self.events = site.root, crawls, crawls.journal()

    def look(self, name):
        return self.crawls.last_look(self.paths[name])

    def titles(self, name):
        return [entry.title for entry in self.read(name).entries]

    def read(self, name):
        return next(e for e in self.events if isinstance(e, ColumnRead) and e.url == self.root + self.paths[name])

    def shown(self, name):
        return [e for e in self.events if isinstance(e, Captured) and e.role in ("rendered", "state") and e.url == self.root + self.paths[name]]


@pytest.fixture(scope="module")
def together(shared_crawls):
    return Together(shared_crawls)


ALL_TITLES = [title for _, title, _ in MONTHS]


@needs_browser
class TestAListThatIsClickedThrough:
    @pytest.mark.parametrize("name", ["button gone", "button off", "button idle"])
    def test_is_read_to_its_last_page(self, together, name):
        assert together.titles(name) == ALL_TITLES
        assert together.look(name).complete
        assert [e.role for e in together.shown(name)] == ["rendered", "state", "state"]
        page = together.crawls.page(together.paths[name])
        assert page.sha256 == together.shown(name)[0].sha256, "the page is what it showed at first"

    def test_is_not_called_whole_where_the_click_does_nothing(self, together):
        assert together.look("dead button").reason == "在浏览器里没有读全：点“下一页”没有变化"
        assert len(together.titles("dead button")) == 12, "what there is counts"

    def test_is_not_called_whole_where_it_goes_on_by_numbers_alone(self, together):
        assert together.look("numbers").reason == "列表自称有 3 页，只找到 1 页的链接"

    def test_is_not_called_whole_beyond_the_bound(self, lists, website, monkeypatch):
        monkeypatch.setattr(showing, "_MOST_STATES", 2)
        website.put("/tzgg/", shell(CLICKS % (ROWS, "", GONE)))
        assert lists.render().unhealthy != ()
        assert (lists.last_look().reason, len(listed(lists))) == ("在浏览器里没有读全：只翻到第 2 页", 10)

    def test_grows_where_the_click_says_more(self, together):
        assert together.titles("grows") == ALL_TITLES and together.look("grows").complete
        assert [e.role for e in together.shown("grows")] == ["rendered"], "a list that grows is kept as it was at last"

    def test_grows_as_one_scrolls_down(self, together):
        assert together.titles("scrolls") == ALL_TITLES and together.look("scrolls").complete

    def test_is_kept_whole(self, together):
        assert verify(together.crawls.archive) == ()


@needs_browser
class TestWhatAPageMayNot:
    def test_nothing_but_scripts_and_data_of_the_district_is_asked_for(self, lists, website, serve):
        other = serve()
        heard = other.root.removeprefix("http://")
        code = (
            f"new WebSocket('ws://{heard}/socket');new WebSocket('ws://'+location.host+'/socket');navigator.sendBeacon('{other.root}/beacon','x');"
            f"new Image().src='{other.root}/pixel.gif';new Image().src='/logo.gif';new EventSource('/stream');"
            "navigator.serviceWorker&&navigator.serviceWorker.register('/worker.js').catch(function(){});window.open('/popup');"
            f"var s=document.createElement('script');s.src='{other.root}/count.js';document.body.appendChild(s);"
            f"var f=document.createElement('iframe');f.src='{other.root}/frame';document.body.appendChild(f);"
            f"document.head.innerHTML+='<link rel=stylesheet href=/style.css><link rel=prefetch href={other.root}/next>';"
        )
        website.put("/tzgg/", shell(code + LOAD))
        put_data(website)
        lists.render()
        assert other.heard == []
        assert {path for path in website.asked if "post_" not in path} <= {"/robots.txt", "/", "/tzgg/", "/jgzn/", "/api/data?n=1"}
        assert len(listed(lists)) == 12

    def test_its_requests_come_one_at_a_time_from_our_own_user_agent_without_cookies(self, lists, website):
        code = "document.cookie='a=1';[1,2,3,4].forEach(function(n){fetch('/'+hidden+'?n='+n).then(function(r){return r.json();}).then(draw);});"
        website.put("/tzgg/", shell(code), headers={"Set-Cookie": "session=1"})
        for n in range(4):
            put_data(website, MONTHS[n * 3 : n * 3 + 3], f"/api/data?n={n + 1}")
        website.before = lambda path: time.sleep(0.05)
        lists.render()
        assert sorted(listed(lists)) == sorted(title for _, title, _ in MONTHS)
        assert website.most_at_once == 1
        assert {told["User-Agent"] for told in website.headers} == {"gongkai-test"}
        assert not any("Cookie" in told for told in website.headers)

    def test_robots_txt_holds_for_data_too(self, lists, website):
        website.put("/robots.txt", "User-agent: *\nDisallow: /api/\n", headers={"Content-Type": "text/plain"})
        website.put("/tzgg/", shell(f"draw({ROWS});" + LOAD))
        put_data(website)
        lists.render()
        assert "robots.txt 不允许访问" in lists.last_look().reason and not lists.last_look().complete
        assert not any("api" in path for path in website.asked)


@needs_browser
class TestAPageInTrouble:
    def test_data_that_fails_leaves_the_list_incomplete(self, together):
        assert together.summary.unhealthy == (("czj", "columns_incomplete"),)
        assert re.fullmatch(r"在浏览器里没有读全：列表的数据没有取到 .*n=2（HTTP 500）", together.look("data fails").reason)

    def test_data_of_a_strange_host_leaves_the_list_incomplete(self, lists, website, serve):
        other = serve()
        website.put("/tzgg/", shell(LOAD + f"fetch('{other.root}/api').then(draw);"))
        put_data(website)
        lists.render()
        assert "不在本区的网站上" in lists.last_look().reason and other.heard == []

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("leads elsewhere", "网页的脚本要转到别的地址"),
            ("never stops asking", "网页的脚本请求超过 20 次"),
            ("does not wait", "网页没有等到数据"),
        ],
    )
    def test_is_read_as_far_as_it_goes(self, together, name, reason):
        assert reason in together.look(name).reason and len(together.titles(name)) == 12

    def test_whose_script_never_ends_does_not_hold_up_the_run(self, lists, website, monkeypatch):
        website.put("/tzgg/", shell("setTimeout(function(){while(true){}},50);fetch('/'+hidden);"))
        with monkeypatch.context() as soon:
            soon.setattr(showing, "_ANSWER_SECONDS", 1.0)
            lists.render()
        assert "浏览器没有打开网页（超时）" in lists.last_look().reason
        website.put("/tzgg/", shell(LOAD))
        put_data(website)
        lists.render()
        assert lists.last_look().complete

    def test_whose_list_stays_empty_is_said_to_be_unread(self, together):
        assert together.look("stays empty").reason.startswith("读不出：列表由脚本填充，页面本身没有条目；在浏览器里也没有读到")
