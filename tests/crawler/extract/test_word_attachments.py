"""Attachments of Word 97-2003, also as WPS saves them: text and complete rows, or a reason."""

from pathlib import Path

import pytest

from crawler.extract import read_payload
from rules.office.ole_shell import in_fresh_shell

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


@pytest.mark.parametrize(
    ("payload", "name", "reason"),
    [
        pytest.param(in_fresh_shell("EncryptedPackage", b"x" * 9_000), "密.docx", "文档有密码，无法读取", id="locked docx"),
        pytest.param(in_fresh_shell("EncryptedPackage", b"x" * 9_000), "密.xlsx", "文档有密码，无法读取", id="locked xlsx"),
        pytest.param(in_fresh_shell("PowerPoint Document", b"x" * 9_000), "片.doc", "演示文稿暂不能读取", id="slides under .doc"),
        pytest.param(in_fresh_shell("Contents", b"x" * 9_000), "片.doc", "不是 Word 文档，或文件已损坏", id="something else"),
        pytest.param(in_fresh_shell("WordDocument", b"\xdc\xa5\x65\x00" + b"\0" * 9_000), "旧.doc", "是 Word 95 或更早版本的文档", id="too old"),
    ],
)
def test_what_cannot_be_read_says_why_and_asks_nothing_of_people(payload, name, reason):
    page = read_payload(payload, "", name).page
    assert (page.kind, page.readable, page.reason) == ("attachment", False, reason)
