"""`gongkai runs RUN` says of every site and column what was covered, what failed and what was skipped."""

from __future__ import annotations

from dataclasses import replace

from click.testing import CliRunner

from checks.compare_commands import runs_command
from crawler.context import Settings
from rules.units import CrawlSettings

POST = "/tzgg/content/post_{}.html"


def told_of_last(crawls):
    settings = Settings(crawls.db_url, crawls.archive, None, (), crawls.last_site().at, simulated=True, progress=False)
    run = crawls.last_site().run
    return CliRunner().invoke(runs_command, [run], obj=settings).output.splitlines()


def line_of(lines, *words):
    return next(line for line in lines if all(word in line for word in words))


def test_a_run_is_told_column_by_column(crawls, website):
    crawls.run()
    website.put_list("/tzgg/", [(POST.format(4), "四月报告", "2017-04-20"), ("http://www.gd.gov.cn/x.html", "省里的通知", "2017-04-19"), *crawls.months])
    website.take_away(POST.format(4), 500)
    crawls.run()
    lines = told_of_last(crawls)
    assert line_of(lines, "czj", "正常")
    column = line_of(lines, "czj", "通知公告", "首遍")
    assert "网站出错（HTTP 500） 2" in column or "网站出错（HTTP 500）" in column
    assert "已有 3，站外 1" in column


def test_a_run_of_a_first_crawl_says_how_many_nights_remain_and_a_fault_says_why(crawls, website):
    district = replace(crawls.district(), crawl=CrawlSettings(delay_seconds=0, budget_per_host=5))
    crawls.run(district=district, fast=False)
    assert line_of(told_of_last(crawls), "czj", "首次抓取尚未完成，预计还需 2 夜")
    website.take_away("/tzgg/", 500)
    crawls.run()
    assert line_of(told_of_last(crawls), "通知公告", "没有读全：网站出错（HTTP 500）")
