"""`gongkai sites discover`: proposes columns from what a site shows, and leaves no look behind."""

from __future__ import annotations

import json

import pytest
import yaml

from crawler.events import ColumnRead, RunStarted, SiteRead
from crawler.known import Addresses
from crawler.store import Store
from gongkai import run_cli

UNITS = """schema_version: 1
district: 番禺区
crawl: {{delay_seconds: 1}}
sites:
  - {{id: czj, name: 区财政局网站, start: "{root}/"{more}}}
units:
  - {{id: czj, name: 区财政局, kind: department, sites: [czj], aliases: [番禺区财政局]}}
"""


@pytest.fixture
def discover(crawls, website, tmp_path, monkeypatch, capsys):
    """Runs the command and gives exit code, standard output and standard error."""
    monkeypatch.setenv("GONGKAI_NOW", "2017-12-31T12:00:00+08:00")
    units = tmp_path / "units.yaml"

    def run(*arguments, more=""):
        units.write_text(UNITS.format(root=website.root, more=more), encoding="utf-8")
        before = units.read_bytes()
        told = ["sites", "discover", "--fast", "--no-progress", "--db", crawls.db_url, "--archive", str(crawls.archive), "--units", str(units), *arguments]
        code = run_cli(told)
        assert units.read_bytes() == before
        return code, *capsys.readouterr()

    return run


def test_columns_are_proposed_with_what_they_seem_to_hold(discover, website):
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/zcjd/">政策解读</a></div>', 1))
    website.put_list("/zcjd/", [(f"/zcjd/content/post_{n}.html", f"《预算管理办法》解读之{n}", f"2017-0{n}-01") for n in (9, 8, 7)], name="政策解读")
    code, out, _ = discover("--site", "czj")
    assert code == 0
    row = next(line for line in out.splitlines() if line.lstrip().startswith("/zcjd/ "))
    assert all(told in row for told in ("政策解读", "3", "2017-07-01", "2017-09-01", "预算", "直接读", f"{website.root}/zcjd/"))
    assert "confirmed: null" in out


def test_the_snippet_can_be_pasted(discover, website, crawls, tmp_path):
    _, out, _ = discover()
    lines = out.splitlines()
    snippet = "\n".join(lines[next(n for n, line in enumerate(lines) if line.startswith("  - id:")) :])
    (site,) = yaml.safe_load(snippet)
    assert site["columns"] == [{"id": "/tzgg/", "name": "通知公告", "start": f"{website.root}/tzgg/", "holds": ["通知公告"]}]
    assert (site["platform"], site["confirmed"], site["discover"]) == ("static", None, True)
    text = UNITS.format(root=website.root, more="").splitlines()
    at = next(n for n, line in enumerate(text) if "区财政局网站" in line)
    (tmp_path / "pasted.yaml").write_text("\n".join([*text[:at], snippet, *text[at + 1 :]]), encoding="utf-8")
    assert run_cli(["sites", "list", "--units", str(tmp_path / "pasted.yaml")]) == 0


def test_json_tells_the_same(discover, website):
    code, out, _ = discover("--json")
    told = json.loads(out)
    (site,) = told["sites"]
    assert (code, told["schema_version"], site["id"], site["platform"], site["reason"]) == (0, 1, "czj", "static", "")
    (column,) = site["columns"]
    assert (column["id"], column["entries"], column["oldest"], column["newest"], column["declared"]) == ("/tzgg/", 3, "2017-01-20", "2017-03-20", False)


def test_only_lists_and_the_way_to_them_are_asked_for(discover, website):
    discover()
    assert sorted(website.asked) == ["/", "/jgzn/", "/robots.txt", "/tzgg/"]


def test_it_is_kept_like_any_run_but_is_no_look_at_anything(discover, crawls, website):
    discover()
    events = crawls.journal()
    assert next(e for e in events if isinstance(e, RunStarted)).mode == "discover"
    assert not [e for e in events if isinstance(e, ColumnRead | SiteRead)]
    assert (crawls.snapshot().looks, crawls.snapshot().sites) == ((), ())


def test_a_column_that_only_discover_saw_is_found_by_the_next_crawl(discover, crawls, website, monkeypatch):
    crawls.run()
    website.put("/", website.answers["/"].body.decode().replace("</div>", '<a href="/new/">新栏目</a></div>', 1))
    website.put_list("/new/", [("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")], name="新栏目")
    website.put_article("/new/content/post_5.html", "新设栏目的第一篇通知", "2017-05-05")
    monkeypatch.setenv("GONGKAI_NOW", "2018-01-02T12:00:00+08:00")
    assert "新栏目" in discover()[1]
    crawls.day += 5
    crawls.run()
    assert "/new/" in {look.column for look in crawls.snapshot().looks}
    with Store(crawls.db_url) as store:
        assert isinstance(store.known().addresses, Addresses)


def test_columns_that_the_file_has_are_marked_and_keep_their_words(discover, website):
    _, out, _ = discover(more=f', columns: [{{id: gg, name: 公告栏, start: "{website.root}/tzgg/", holds: [甲, 乙]}}]')
    assert "公告栏（已有）" in out
    assert '{id: "gg", name: "公告栏"' in out
    assert 'holds: ["甲", "乙"]' in out


def test_a_list_that_only_a_browser_could_show_is_said_to_need_one(discover, website):
    script = 'var u=["/a","pi"].join("");fetch(u).then(function(d){$("#list").append(d)});'
    head = "<html><head><title>通知公告 - 番禺区财政局</title></head>"
    website.put("/tzgg/", f'{head}<body><ul class="news_list" id="list"></ul><script>{script}</script></body></html>')
    code, out, _ = discover()
    assert "要浏览器" in out
    assert "# 读不出，先不用：" in out
    assert code == 0


def test_a_site_without_columns_says_so(discover, website):
    website.put("/", website.answers["/jgzn/"].body)
    code, out, _ = discover()
    assert "一个栏目也没有找到" in out
    assert code == 0
    assert "columns:" not in out


@pytest.mark.parametrize(("more", "code"), [("", 4), (", confirmed: null", 0)], ids=["vouched", "guessed"])
def test_a_site_that_is_down_is_named_and_unhealthy_unless_it_is_a_guess(discover, website, more, code):
    website.take_away("/", 500)
    got, out, _ = discover(more=more)
    assert "没有查成" in out
    assert "500" in out
    assert got == code


def test_bad_input_is_told_with_an_example(discover):
    code, _, err = discover("--site", "没有这个")
    assert code == 3
    assert "没有这些站点" in err
    assert "例如" in err
