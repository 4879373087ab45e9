"""What `gongkai read` shows: the contract's JSON and plain Chinese."""

from __future__ import annotations

from datetime import date

from crawler.extract import read_payload
from crawler.extract.show import reading_as_json, reading_as_text
from crawler.page import Candidate, Dated, Entry, Page

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
    assert told["published"] == {"date": "2017-10-12", "time": "10:06", "from": "标注“发布时间”", "snippet": "发布时间：2017-10-12"}
    assert told["candidates"][1] == {"date": "2017-12-31", "from": "页面框架", "snippet": "今天是", "rejected_for": "页眉的时钟"}


def test_an_attachments_json_says_whether_it_could_be_read():
    told = reading_as_json(read_payload(b"\x89PNG\r\n\x1a\n", "", "图.png").page)
    assert {"type", "readable", "reason", "text", "tables"} <= told.keys()
    assert (told["type"], told["readable"], told["text"]) == ("png", False, "")


def test_the_address_dates_a_page_only_where_nothing_else_does():
    page = Page("article", "html", title="a")
    url = "http://www.panyu.gov.cn/2017/03-08/content_1.html"
    assert reading_as_json(page, url)["published"] == {"date": "2017-03-08", "time": None, "from": "网址", "snippet": url}
    assert reading_as_json(ARTICLE, url)["candidates"][-1]["rejected_for"] == "有更可信的“标注“发布时间””"


def test_the_text_says_what_was_read_and_where_from():
    text = reading_as_text(ARTICLE)
    assert "发布日期：2017-10-12 10:06（出自标注“发布时间”：发布时间：2017-10-12）" in text
    assert "未采用　：2017-12-31（页面框架：今天是）——页眉的时钟" in text
    assert "番财〔2017〕16号" in text and "还有" in text and "\x1b" not in text


def test_a_list_shows_its_entries_and_the_way_on():
    page = Page(
        "list", "html", title="通知公告", entries=(Entry("b/1.html", "通知", date(2017, 3, 8), True), Entry("2.html", "公告", None)), next_href="index_2.html"
    )
    text = reading_as_text(page, "http://www.panyu.gov.cn/a/")
    assert "2017-03-08 【置顶】通知 http://www.panyu.gov.cn/a/b/1.html" in text and "下一页　：http://www.panyu.gov.cn/a/index_2.html" in text
