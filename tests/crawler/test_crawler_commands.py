"""The commands of reading and of what is stored, as a person types them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from checks.compare_commands import runs_command
from crawler.commands import archive_group, read_command
from crawler.context import Settings
from crawler.site_commands import sites_group
from rules.errors import GongkaiError

UNITS = """schema_version: 1
district: 番禺区
sites:
  - {id: portal, name: 门户网站, start: "http://www.panyu.gov.cn/", columns: [{id: zcjd, name: 政策解读, start: "http://www.panyu.gov.cn/zcjd/"}]}
  - {id: czj, name: 区财政局网站, start: "http://www.panyu.gov.cn/czj/", confirmed: null}
units:
  - {id: czj, name: 区财政局, kind: department, sites: [czj]}
"""


@pytest.fixture
def call(crawls, tmp_path):
    def run(command, *arguments):
        units = tmp_path / "units.yaml"
        units.write_text(UNITS, encoding="utf-8")
        now = crawls.request().clock()
        settings = Settings(crawls.db_url, crawls.archive, units, (), now, simulated=True, progress=False)
        return CliRunner().invoke(command, [str(a) for a in arguments], obj=settings)

    return run


def test_a_saved_page_is_read_without_network_or_database(call, website, tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(website.answers["/tzgg/content/post_3.html"].body)
    told = json.loads(call(read_command, page, "--url", "http://www.panyu.gov.cn/a/b.html", "--json").output)
    assert (told["title"], told["published"]["date"]) == ("三月报告", "2017-03-20")
    assert told["attachments"][0]["url"] == "http://www.panyu.gov.cn/files/table.txt"
    assert "三月报告" in call(read_command, page).output
    assert not (tmp_path / "gongkai.db").exists()


def test_a_missing_page_is_told_with_an_example(call, tmp_path):
    error = call(read_command, tmp_path / "none.html").exception
    assert isinstance(error, GongkaiError)
    assert "例如 gongkai read" in str(error)


def test_sites_are_listed_with_their_units_and_how_sure_they_are(call):
    lines = call(sites_group, "list").output.splitlines()
    assert len(lines) == 3
    assert "1 个" in lines[1]
    assert "推测" in lines[2]
    assert "区财政局" in lines[2]
    told = json.loads(call(sites_group, "list", "--json").output)
    assert [(site["id"], site["confirmed"], site["finds_columns"]) for site in told["sites"]] == [("portal", "vouched", False), ("czj", None, True)]


def test_runs_are_listed_and_one_is_told_in_full(call, crawls):
    assert "还没有抓取过" in call(runs_command).output
    summary = crawls.run()
    assert summary.run in call(runs_command).output
    told = call(runs_command, summary.run).output
    assert "模拟时钟" in told
    assert "完成" in told
    assert "没有编号为 x 的抓取" in str(call(runs_command, "x").exception)


def test_the_archive_is_verified_and_the_database_rebuilt(call, crawls):
    crawls.run()
    before = crawls.snapshot()
    assert call(archive_group, "verify").exit_code == 0
    for path in crawls.folder.glob("gongkai.db*"):
        path.unlink()
    assert call(archive_group, "rebuild").exit_code == 0
    assert crawls.snapshot() == before
    warc = next(crawls.archive.glob("*/*.warc.gz"))
    warc.write_bytes(warc.read_bytes()[:-1] + b"x")
    result = call(archive_group, "verify")
    assert result.exit_code == 1
    assert warc.name in result.output


def test_an_archive_without_runs_cannot_be_rebuilt_from(call):
    for verb in ("verify", "rebuild"):
        assert "没有任何运行的流水账" in str(call(archive_group, verb).exception)
