"""RTF attachments: characters in any of the ways programs write them, tables as rows, nothing that is no text."""

from __future__ import annotations

import time

import pytest

from crawler.extract import read_payload

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fswiss\fcharset0 Arial;}{\f2\fcharset136 MingLiU;}}{\colortbl;\red0;}"


def _gbk(text: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode("gbk"))


def _read(body: str, head: str = HEAD):
    return read_payload((head + body + "}").encode("latin-1"), "application/msword", "附件.doc").page


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(rf"\f0 {_gbk('政务公开')}\par", "政务公开", id="GBK in a Chinese font"),
        pytest.param(rf"\f1 {_gbk('政务公开')} 2017\par", "政务公开 2017", id="GBK in a Western font"),
        pytest.param(rf"\loch\f1\hich\f1\dbch\f0 {_gbk('公开')}\par", "公开", id="GBK by the font for double bytes"),
        pytest.param(r"\f0 \'e9F\par", "镕", id="second byte as a letter"),
        pytest.param(r"\f2 \'ac\'46\'a9\'b2\par", "政府", id="Big5 by its font"),
        pytest.param(r"\f1 caf\'e9\par", "café", id="Western byte"),
        pytest.param(r"\u25919?\u21153?\par", "政务", id="Unicode with a stand-in"),
        pytest.param(r"\uc2\u25919\'d5\'fe\u21153\'ce\'f1 x\par", "政务 x", id="stand-ins of two bytes"),
        pytest.param(r"\uc0\u25919\u21153 x\par", "政务x", id="no stand-ins"),
        pytest.param(r"\u-10176?\u-9216?\par", "\U00020000", id="two halves of one character"),
        pytest.param(r"{\upr{\'bc\'d7}{\*\ud{\u30002?}}}\par", "甲", id="the same twice"),
        pytest.param(r"a{\v hidden}b{\deleted gone}c\v x\v0 d\par", "abcd", id="hidden and deleted"),
        pytest.param(r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\*\generator Word;}{\info{\title T}}\par", "link", id="fields and properties"),
        pytest.param(r"{\pict\pngblip 89504e47}{\*\shppict{\pict 8950}}{\nonshppict{\pict 00}}z\par", "z", id="pictures"),
        pytest.param("a\\bin5 }{\\}xb\\par", "ab", id="binary data"),
        pytest.param(r"\{a\}\~b\\\par c\line d", "{a} b\\\nc\nd", id="symbols and lines"),
        pytest.param(rf"{{\header \f0 {_gbk('页眉')}\par}}{{\footnote \f0 {_gbk('注')}}}x\par", "x\n页眉\n注", id="what stands beside the text comes after it"),
    ],
)
def test_characters_are_read_however_they_are_written(body, text):
    page = _read(body)
    assert (page.media, page.readable, page.body) == ("rtf", True, text)


def test_pictures_are_counted():
    assert _read(r"z{\pict\pngblip 89504e47}{\*\shppict{\pict 8950}}{\nonshppict{\pict 00}}\par").images == 2


def test_rows_are_rows_and_merged_cells_are_filled():
    row = r"\trowd\cellx1000\cellx2000\cellx3000\intbl 1\cell 2\par 2b\cell 3|4\cell\row"
    across = r"\trowd\cellx1000\clmgf\cellx2000\clmrg\cellx3000\intbl a\cell b\cell\cell\row"
    above = r"\trowd\clvmgf\cellx1000\cellx3000\intbl x\cell y\cell\row\trowd\clvmrg\cellx1000\cellx3000\intbl\cell z\cell\row"
    page = _read(rf"before\par {row}{across}{above}\pard after\par {row}")
    assert page.body == "before\n1\t2 2b\t3|4\na\tb\nx\ty\n\tz\nafter\n1\t2 2b\t3|4"
    assert page.tables == ((("1", "2 2b", "3|4"), ("a", "b", "b"), ("x", "y", "y"), ("x", "z", "z")), (("1", "2 2b", "3|4"),))


def test_no_cell_holds_a_character_that_databases_cannot_keep():
    page = _read(r"\trowd\cellx1\cellx2 a\u0?b\cell c\cell\row")
    assert "\0" not in page.body + "".join(cell for table in page.tables for row in table for cell in row) and "c" in page.body


def test_a_table_inside_a_cell_is_a_line_of_it():
    inner = r"\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    assert _read(rf"\trowd\cellx1000\cellx2000\intbl {inner}\itap1 c\cell d\cell\row").tables == ((("a b c", "d"),),)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(b"{\\rtf1 }", "没有文字", id="nothing in it"),
        pytest.param(b"{\\rtf1 " + b"{" * 5_000 + b"x", "嵌套过深", id="too deep"),
        pytest.param(b"{\\rtf1\\ansi " + b"x" * 2_100_000 + b"}", "文档过大", id="too long"),
        pytest.param(b"{\\rtf1" + b"\\trowd\\cellx1\\cell\\row" * 50 + b"}", "没有文字", id="blank cells"),
    ],
)
def test_what_cannot_be_read_says_why(payload, reason):
    page = read_payload(payload, "", "a.rtf").page
    assert (page.readable, reason in page.reason) == (False, True), page.reason


def test_a_file_cut_short_is_read_as_far_as_it_goes():
    page = read_payload((HEAD + r"one\par {\b two").encode(), "", "a.rtf").page
    assert (page.readable, page.body, "不完整" in page.reason) == (True, "one\ntwo", True)


def test_long_files_take_little_time():
    body = (rf"\pard\f0 {_gbk('政务公开')}\par " * 20_000).encode()
    began = time.monotonic()
    assert read_payload(HEAD.encode() + body + b"}", "", "a.rtf").page.readable
    assert time.monotonic() - began < 10
