"""`gongkai rules try`: one rule against what was really fetched."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import gongkai
from crawler.store import Store

RIGHT = "番禺区2017年1月一般公共预算收支情况"
DRAFT = "番禺区2017年2月一般公共预算收支情况（征求意见稿）"
OTHER_WORDS = "番禺区2017年3月一般公共预算支出进度"
HOLIDAY = "关于清明节放假的通知"
ENTRIES = [
    ("/tzgg/content/post_14.html", OTHER_WORDS, "2017-04-10"),
    ("/tzgg/content/post_13.html", HOLIDAY, "2017-03-30"),
    ("/tzgg/content/post_12.html", DRAFT, "2017-03-10"),
    ("/tzgg/content/post_11.html", RIGHT, "2017-02-10"),
]
UNITS = """schema_version: 1
district: 番禺区
rule_sets: [one]
sites:
  - {{id: czj, name: 区财政局网站, start: "{root}/"}}
  - {{id: sjj, name: 区审计局网站, start: "http://sjj.panyu.gov.cn/"}}
units:
  - {{id: czj, name: 区财政局, kind: department, sites: [czj], aliases: [番禺区财政局]}}
  - {{id: sjj, name: 区审计局, kind: department, sites: [sjj]}}
"""
RULE = """schema_version: 1
id: py2017-01-03
section_number: 1
section: 加强预期引导
number: 3
text: 按月公开我区一般公共预算收支执行情况。
leads: [区财政局]
duties:
  - id: a
    kind: periodic
    every: month
    title: 一般公共预算收支执行情况
    units: [区财政局]
    places: {any_of: [own]}
    match: {title: {all: [[一般公共预算], [执行情况, 收支情况]]}}
  - id: b
    kind: manual
    title: 财政数据研判
    units: [区财政局]
    reason: 内部工作
"""


@pytest.fixture
def office(website, crawls):
    """A rule set of one rule, and a database that holds one crawl of the small site."""
    units = UNITS.format(root=website.root)
    for path, text in {"config/units.yaml": units, "one/ruleset.yaml": "name: one\nyear: 2017\n", "one/01/py2017-01-03.yaml": RULE}.items():
        (crawls.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (crawls.folder / path).write_text(text, encoding="utf-8")
    website.put_list("/tzgg/", ENTRIES)
    for href, title, day in ENTRIES:
        website.put_article(href, title, day)
    return crawls


@pytest.fixture
def crawled(office):
    office.run()
    return office


def run(office, *arguments):
    told = ["rules", "try", "--db", office.db_url, "--units", office.folder / "config" / "units.yaml", "--as-of", "2017-04-28", *arguments]
    return CliRunner().invoke(gongkai.cli, [str(a) for a in told], obj=gongkai._settings())


def tried(office, *arguments):
    (rule,) = json.loads(run(office, "1.3", "--json", *arguments).stdout)["rules"]
    return rule


def test_what_counts_is_told_with_its_words_and_the_period_it_counts_for(crawled):
    (unit,) = tried(crawled)["duties"][0]["units"]
    (hit,) = unit["hits"]
    assert hit == {
        "title": RIGHT, "url": f"{crawled.website.root}/tzgg/content/post_11.html", "site": "czj", "published": "2017-02-10",
        "matched": ["一般公共预算", "收支情况"], "grade": "exact", "counts_for": [{"for": "2017-01", "outcome": "met"}],
    }  # fmt: skip


def test_what_does_not_count_is_told_with_why(crawled):
    (unit,) = tried(crawled)["duties"][0]["units"]
    told = {found["title"]: found["rejected_for"] for found in unit["near_misses"]}
    assert set(told) == {DRAFT, OTHER_WORDS}
    assert told[DRAFT].startswith("标题含“征求…意见”：")
    assert told[OTHER_WORDS] == "标题缺“执行情况”、“收支情况”一类的词"


def test_titles_in_no_wording_are_ranked_and_suggest_words(crawled):
    duty = tried(crawled)["duties"][0]
    assert [(n["title"], n["lacks"]) for n in duty["near_titles"]] == [(OTHER_WORDS, [2])]
    (proposal,) = duty["proposals"]
    assert (proposal["group"], proposal["terms"]) == (2, ["执行情况", "收支情况"])
    assert {"word": "支出进度", "count": 1, "examples": [OTHER_WORDS]} in proposal["candidates"]


def test_verdicts_are_those_of_a_check(crawled):
    (unit,) = tried(crawled)["duties"][0]["units"]
    assert [v["outcome"] for v in unit["verdicts"][:4]] == ["met", "unverified", "not_due", "not_due"]


def test_text_shows_the_same_to_a_person(crawled):
    shown = run(crawled, "1.3").stdout
    assert "【a】一般公共预算收支执行情况" in shown
    assert f"2017-02-10 区财政局网站　{RIGHT}\n        词：一般公共预算、收支情况；规则写法；算作：2017-01达标" in shown
    assert "没有算：标题含“征求…意见”" in shown
    assert "- [执行情况, 收支情况, " in shown
    assert "【b】财政数据研判\n  人工核查，网站上不找：内部工作" in shown
    assert HOLIDAY not in shown


def test_trying_edits_no_file_and_needs_no_network(crawled):
    rule = crawled.folder / "one" / "01" / "py2017-01-03.yaml"
    before = rule.read_bytes()
    assert crawled.website.requests_of(lambda: run(crawled, "1.3")) == []
    assert rule.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["py2017-01-04"], "最接近的是 py2017-01-03", id="unknown rule"),
        pytest.param(["1.3", "--duty", "z"], "--duty 写的是 z；py2017-01-03 里有的是 a、b；例如 --duty a", id="unknown duty"),
        pytest.param(["1.3", "--unit", "区财正局"], "最接近的是 区财政局", id="unknown unit"),
        pytest.param(["1.3", "--unit", "区审计局"], "所试的义务不问这个单位；问的是 区财政局", id="unit that is not asked"),
    ],
)
def test_wrong_name_is_told_with_what_is_right(crawled, arguments, says):
    done = run(crawled, *arguments)
    assert getattr(done.exception, "exit_code", None) == 3
    assert says in str(done.exception)


def test_empty_database_is_said_to_be_empty(office):
    Store(office.db_url).close()
    done = run(office, "1.3")
    assert "还没有抓取到的网页；请先抓取，例如 gongkai crawl" in str(done.exception)
