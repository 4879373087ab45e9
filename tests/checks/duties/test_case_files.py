"""Case files: every field does what it says, and what makes no sense is told with its line."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import get_type_hints

import pytest
from pydantic import TypeAdapter

from checks.case import Case, CaseAttachment, CaseEvent, CaseFile, CaseLink, CasePage, read_cases
from rules.errors import InvalidFiles, InvalidInput
from rules.examples import example_of
from rules.rule import Duty, Rule
from rules.yamlfile import parse_yaml

RULE = Rule(1, "py2017-13-05", 13, "环境保护", 5, "公布排名。", ("区水务局",), (Duty("a", "manual", "排名", ("区水务局",)),))


def read(folder, text):
    (folder / "py2017-13-05.cases.yaml").write_text(f"schema_version: 1\ncases:\n{text}", encoding="utf-8")
    return read_cases(folder, RULE)


GOOD = """  - name: 全部字段
    duty: a
    unit: 区水务局
    as_of: 2017-12-31
    columns: [通知公告]
    site_columns: {own: [在线访谈]}
    events: [{what: happened, day: 2017-05-03, title: 泄漏事故, document_number: 番府〔2017〕1号, url: "http://a/", issuer: 省政府}]
    pages:
      - {title: 排名, site: own, published: 2017-06-12, list_title: 6月排名, list_date: 2017-06-13, attachments: [{name: 表.xls, text: 甲河, rows: 3}]}
      - {title: 转载, link: "http://mp.weixin.qq.com/s/1"}
      - {title: 附件, unread: true, column: 通知公告}
    expect: met
"""


def test_all_fields_are_read(tmp_path):
    (case,) = read(tmp_path, GOOD)
    assert case.pages[0].attachments[0].rows == 3
    assert case.events[0].day == date(2017, 5, 3)
    assert case.site_columns == {"own": ("在线访谈",)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("duty: a", "duty: b"), "cases[0].duty：写的是 b；允许的是 py2017-13-05 的义务：a"),
        (("expect: met", "expect: mett"), "cases[0].expect：写的是 mett"),
        (("unread: true,", "unread: true, listed: false,"), "cases[0].pages[2].unread：写的是 没有读到，也没有列出"),
        (("what: happened", "what: passed"), "cases[0].events[0].what：写的是 passed；允许的是 happened、upstream、abolished、requested"),
        (("site_columns: {own: [在线访谈]}", "site_columns: {own: 在线访谈}"), "cases[0].site_columns.own"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(tmp_path, change, said):
    with pytest.raises(InvalidFiles) as error:
        read(tmp_path, GOOD.replace(*change))
    assert said in str(error.value)
    assert "py2017-13-05.cases.yaml:" in str(error.value)


def test_every_key_has_an_example_of_its_own_kind():
    for owner in (CaseFile, Case, CasePage, CaseAttachment, CaseEvent, CaseLink):
        hints = get_type_hints(owner)
        for field in fields(owner):
            document = parse_yaml(example_of(owner, field.name), "")
            TypeAdapter(hints[field.name], config=None).validate_json(json.dumps(document.data[field.name]))


@pytest.mark.parametrize("told", [{"unread": ("不存在的网站",)}, {"site_columns": {"不存在的网站": ("公告",)}}])
def test_an_unknown_place_is_told_with_the_case_it_stands_in(office, told):
    with pytest.raises(InvalidInput, match="用例“情形”的位置写的是 不存在的网站"):
        office.verdict(**told)


def test_a_unit_without_a_site_of_its_own_has_no_own_pages(office):
    with pytest.raises(InvalidInput, match="位置写的是 own"):
        office.wants(units=("新造镇",)).verdict(CasePage("排名", "own"), unit="新造镇")


def test_an_entry_may_tell_the_day_that_its_page_does_not(office):
    assert office.outcome(CasePage("河涌污染排名", "own")) == ("unverified", "undated")
    assert office.outcome(CasePage("河涌污染排名", "own", list_date=date(2017, 6, 12))) == ("met", "in_time")


def test_an_entry_that_leads_elsewhere_stands_in_its_place(office):
    found = office.verdict(CasePage("河涌污染排名", "own", date(2017, 6, 12), link="http://mp.weixin.qq.com/s/1"))
    assert (found.outcome, found.evidence[0].url, found.evidence[0].site) == ("met", "http://mp.weixin.qq.com/s/1", "swj")
