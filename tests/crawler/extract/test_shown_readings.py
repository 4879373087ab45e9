"""What `gongkai read` shows: the contract's JSON and plain Chinese."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crawler.extract import read_payload
from crawler.extract.show_json import reading_as_json
from crawler.extract.show_text import reading_as_text
from crawler.page import Candidate, Dated, Entry, Member, Page

ARTICLE = Page(
    "article", "html", "utf-8", title="财政收支\x1b[31m情况", published=Dated(date(2017, 10, 12), "10:06", "标注“发布时间”", "发布时间：2017-10-12"),
    candidates=(Candidate(date(2017, 10, 12), "标注“发布时间”", "发布时间：2017-10-12"), Candidate(date(2017, 12, 31), "页面框架", "今天是", "页眉的时钟")),
    document_number="番财〔2017〕16号", body="正文\n" * 20,
)  # fmt: skip


def test_the_json_has_the_contracts_keys():
    told = reading_as_json(ARTICLE, "http://www.panyu.gov.cn/a.html")
    wanted = (
        "schema_version url charset title published candidates formed document_number index_number source periods body tables links attachments status_marks"
    )
    assert set(wanted.split()) <= told.keys()
    assert told["published"] == {"date": "2017-10-12", "time": "10:06", "from": "标注“发布时间”", "snippet": "发布时间：2017-10-12", "agreed_by": []}
    assert told["candidates"][1] == {"date": "2017-12-31", "from": "页面框架", "snippet": "今天是", "rejected_for": "页眉的时钟"}


def test_an_attachments_json_says_whether_it_could_be_read():
    told = reading_as_json(read_payload(b"\x89PNG\r\n\x1a\n", "", "图.png").page)
    assert {"type", "readable", "reason", "text", "tables"} <= told.keys()
    assert (told["type"], told["readable"], told["text"]) == ("png", False, "")


def test_the_address_dates_a_page_only_where_nothing_else_does():
    page = Page("article", "html", title="a")
    url = "http://www.panyu.gov.cn/2017/03-08/content_1.html"
    assert reading_as_json(page, url)["published"] == {"date": "2017-03-08", "time": None, "from": "网址", "snippet": url, "agreed_by": []}
    assert reading_as_json(ARTICLE, url)["candidates"][-1]["rejected_for"] == "有更可信的“标注“发布时间””"


def test_the_text_says_what_was_read_and_where_from():
    text = reading_as_text(ARTICLE)
    assert "发布日期：2017-10-12 10:06（出自标注“发布时间”：发布时间：2017-10-12）" in text
    assert "　2017-12-31 页眉的时钟（页面框架：今天是）" in text
    assert "番财〔2017〕16号" in text and "中间还有 7 段" in text and "\x1b" not in text


def test_days_that_contradict_each_other_are_all_told():
    claims = (
        Dated(date(2017, 3, 8), None, "meta PubDate", "2017-03-08"),
        Dated(date(2017, 3, 10), None, "标注“发布日期”", "发布日期：2017-03-10", ("来源行",)),
    )
    page = replace(ARTICLE, published=None, contested=claims)
    text = reading_as_text(page)
    assert "发布日期：待核实：网页上的说法互相矛盾" in text
    assert "2017-03-08（出自meta PubDate：2017-03-08）" in text and "2017-03-10（出自标注“发布日期”：发布日期：2017-03-10；与来源行一致）" in text
    told = reading_as_json(page)
    assert told["published"] is None and [c["date"] for c in told["contested"]] == ["2017-03-08", "2017-03-10"]


def test_tables_and_an_archives_members_can_be_compared_with_the_file():
    table = (("项目", "金额"), ("一般公共预算收入", "1,201.70"))
    members = (Member("附件1.xls", "xls", True), Member("附件2.pdf", "pdf", False, "PDF 已加密"))
    text = reading_as_text(Page("attachment", "zip", title="附件.zip", body="附件1.xls", tables=(table,), members=members, reason="附件2.pdf 没有读出"))
    assert "没有读全：附件2.pdf 没有读出" in text
    assert "第 1 张，2 行 2 列" in text and "　　一般公共预算收入  1,201.70" in text
    assert "内含文件：附件2.pdf（pdf）PDF 已加密" in text


def test_the_unit_that_a_source_names_is_shown():
    page = replace(ARTICLE, source="广州市番禺区财政局")
    assert "来源　　：广州市番禺区财政局（单位文件里的区财政局）" in reading_as_text(page, unit="单位文件里的区财政局")
    assert reading_as_json(page, unit="czj")["unit"] == "czj"


def test_a_list_shows_its_entries_and_the_way_on():
    page = Page(
        "list",
        "html",
        title="通知公告",
        entries=(Entry("b/1.html", "通知", date(2017, 3, 8), True), Entry("2.html", "公告", None, yearless="03-08")),
        next_href="index_2.html",
    )
    text = reading_as_text(page, "http://www.panyu.gov.cn/a/")
    assert (
        "2017-03-08 【置顶】通知 http://www.panyu.gov.cn/a/b/1.html" in text
        and "03-08（没有写年份） 公告" in text
        and "下一页　：http://www.panyu.gov.cn/a/index_2.html" in text
    )
