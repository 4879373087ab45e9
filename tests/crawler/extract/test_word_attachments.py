"""Attachments of Word 97-2003, also as WPS saves them: text and complete rows, or a reason."""

from pathlib import Path

import pytest

from crawler.extract import read_payload

FIXTURES = Path(__file__).parents[2] / "rules/office/fixtures"


@pytest.mark.parametrize("name", ["分工表.doc", "分工表.wps", "download"])
def test_an_old_word_attachment_has_its_text_and_tables(name):
    page = read_payload((FIXTURES / "merged.doc").read_bytes(), "application/msword", name).page
    assert (page.readable, page.reason) == (True, "")
    assert page.body.startswith("某区2019年政务公开工作分工表\n第一部分 财政信息\n序号\t工作任务")
    assert page.tables[0][3] == ("2", "公开决算。", "区财政局", "各部门", "9月底前")


def test_an_old_word_attachment_cut_short_says_why():
    page = read_payload((FIXTURES / "merged.doc").read_bytes()[:3000], "", "分工表.doc").page
    assert (page.readable, "损坏" in page.reason) == (False, True)
