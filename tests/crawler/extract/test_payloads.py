"""Attachments and odd payloads: told apart by their bytes, read with bounds, never raising."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extract import read_html, read_payload
from rules.office.sniff import sniff

PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%%%EOF"""


def _pdf(content: bytes) -> bytes:
    return PDF % (len(content), content)


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["河涌污染贡献量化排名（2017年9月）"], ["序号", "河涌", "得分", "日期"], [1, "市桥河", 80.5, date(2017, 9, 30)], [2, None, 3.0, None]):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("番禺区2017年第三季度粮油市场分析")
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("品种", "吨", "大米", "12")):
        table.cell(at // 2, at % 2).text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_spreadsheet_gives_rows_text_and_its_period():
    page = read_payload(_xlsx(), "application/octet-stream", "排名.xlsx").page
    assert (page.kind, page.media, page.readable, page.title) == ("attachment", "xlsx", True, "排名.xlsx")
    assert page.tables == ((("河涌污染贡献量化排名（2017年9月）",), ("序号", "河涌", "得分", "日期"), ("1", "市桥河", "80.5", "2017-09-30"), ("2", "", "3")),)
    assert page.periods == ("2017-09",) and "市桥河\t80.5" in page.body


def test_a_word_file_gives_paragraphs_and_tables_in_order():
    page = read_payload(_docx(), "", "分析.docx").page
    assert page.body == "番禺区2017年第三季度粮油市场分析\n品种\t吨\n大米\t12"
    assert page.tables == ((("品种", "吨"), ("大米", "12")),) and page.periods == ("2017Q3",)


def test_a_pdf_gives_its_text_layer():
    page = read_payload(_pdf(b"BT /F1 12 Tf 20 100 Td (Budget 2017) Tj ET"), "", "a.pdf").page
    assert (page.media, page.readable, page.body) == ("pdf", True, "Budget 2017")


def test_html_saved_under_an_office_name_is_read_as_html():
    payload = "<html><body><table><tr><td>月份</td><td>金额</td></tr><tr><td>2017年9月</td><td>12</td></tr></table></body></html>".encode("gb18030")
    page = read_payload(payload, "application/vnd.ms-excel", "收支.xls").page
    assert (page.kind, page.media, page.readable) == ("attachment", "html", True)
    assert "2017年9月\t12" in page.body and page.tables == ((("月份", "金额"), ("2017年9月", "12")),)


@pytest.mark.parametrize(
    ("payload", "name", "media", "reason"),
    [
        pytest.param(_pdf(b""), "扫描.pdf", "pdf", "没有文字层", id="scanned pdf"),
        pytest.param(b"%PDF-1.4 broken", "坏.pdf", "pdf", "已损坏", id="broken pdf"),
        pytest.param(_xlsx()[:900], "断.xlsx", "zip", "不是 xlsx 文件，或已损坏", id="xlsx cut short"),
        pytest.param(_zip({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b"<junk"}), "坏.xlsx", "xlsx", "损坏", id="broken xlsx"),
        pytest.param(_zip({"[Content_Types].xml": b"", "word/document.xml": b"\0" * 120_000_000}), "炸弹.docx", "docx", "过大", id="zip bomb"),
        pytest.param(
            _zip({"xl/worksheets/sheet1.xml": b'<worksheet><row r="1"><c r="A1"/></row><row r="9"><c r="XFD1048576"/></row></worksheet>'}),
            "角.xlsx", "xlsx", "范围过大", id="far corner",
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧.doc", "doc", "不完整", id="old word"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"0" * 40, "图.png", "png", "图片", id="picture"),
        pytest.param(_zip({"a.bin": b"\0\1\2"}), "包.zip", "zip", "压缩包", id="zip"),
        pytest.param(_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "文.odt", "odf", "OpenDocument", id="odt"),
        pytest.param(b"Rar!\x1a\x07\x00", "包.rar", "rar", "压缩包", id="rar"),
        pytest.param(b"\x00\x01\x02" * 50, "x.bin", "unknown", "无法识别", id="unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_in_chinese(payload, name, media, reason):
    page = read_payload(payload, "", name).page
    assert (page.kind, page.media, page.readable, page.title) == ("attachment", media, False, name)
    assert reason in page.reason


def test_a_page_served_as_plain_bytes_is_still_a_page():
    assert read_payload(b"<!DOCTYPE html><html><body><p>x</p></body></html>", "application/octet-stream", "index.html").page.media == "html"


@pytest.mark.parametrize("payload", [b"", b" \n", b"\0" * 50])
def test_emptiness_is_unreadable_with_a_reason(payload):
    page = read_html(payload).page
    assert (page.kind, page.readable) == ("other", False) or page.kind == "other"
    assert read_payload(payload, "text/html", "").page.kind in ("other", "attachment")


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 50_000, "<table><tr><td>" * 3_000, "<a href='x'>" * 20_000, "<b>" * 20_000 + "2017-03-08", "<select>" + "<option>x" * 60_000],
    ids=["div", "table", "a", "b", "option"],
)
def test_depth_and_breadth_are_borne(markup):
    assert read_html(markup.encode()).page.kind in ("other", "article", "list")


def test_a_row_of_thousands_of_empty_cells_is_read_in_time():
    started = time.process_time()
    title = "关于公开行政执法事项清单的通知"
    cells = "<td></td>" * 20_000
    page = read_html(f"<title>{title}</title><h1>{title}</h1><table><tr><td>清单{cells}</td></tr></table><p>{'现予公布，请遵照执行。' * 9}</p>".encode()).page
    assert (page.title, time.process_time() - started < 3) == (title, True)


PIECES = st.lists(
    st.sampled_from(
        [
            "<div class='news_list'>", "</div>", "<ul>", "<li>", "</li>", "<a href='a.html' title='x…'>", "<a href='http://[x'>", "</a>",
            "<table><tr>", "<td rowspan=9 colspan=999>", "</table>", "<h1>", "</h1>", "<div id=zoomcon>", "<meta name=PubDate content='2017-13-45'>",
            "发布时间：", "2017-03-08", "来源：区水务局", "首页 > ", "下一页", "【置顶】", "2017年9月", "&#xD800;", "\0", "<p style='text-align:center'><b>",
            "已废止", "，。" * 40, "<script>createPageHTML(2,0,'i','h')</script>", "共0条", "<br>", "<title>", "</title>", "<!--", "-->", "</body>",
            "<frameset>", "<svg><math>", "文号：", "〔2017〕16号", "\t", "　",
        ]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, st.sampled_from(["utf-8", "gb18030"]))
def test_no_page_raises_or_fails_to_parse(pieces, charset):
    reading = read_html("".join(pieces).encode(charset, "replace"))
    assert reading == read_html("".join(pieces).encode(charset, "replace"))
    assert "无法解析" not in reading.page.reason


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"]),
    st.sampled_from(["a.xls", "b", "c.csv"]),
)
def test_no_payload_raises(payload, start, name):
    page = read_payload(start + payload, "", name).page
    assert page.readable or page.reason
    assert sniff(start + payload)
