"""PDF files: their text as a person would read it, their tables, and what of them could not be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crawler.extract.files import ocr
from crawler.extract.files.pdf import read_pdf
from rules.office.archives import Unreadable

sys.path.insert(0, str(Path(__file__).parent))
from pdf_writer import NAMELESS, PRIVATE, Sheet, pdf

BUDGET = "广州市番禺区2017年一般公共预算"
FULL = "为进一步推进全区政府信息公开工作，保障公民、法人和其他组织依法获取一般公"
"""35 characters of 12 points fill the column from 90 to 510."""


@pytest.fixture(autouse=True)
def without_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "ocr_version", lambda: "")


def table(sheet: Sheet, xs: list[float], ys: list[float], rows: list[list[str]]) -> Sheet:
    sheet.grid(xs, ys)
    for y, row in zip(ys[1:], rows, strict=True):
        for x, words in zip(xs, row, strict=False):
            if words:
                sheet.text(x + 4, y - 8, words, 10)
    return sheet


def paragraph(sheet: Sheet, y: float, *lines: str, x: float = 90, indent: bool = True) -> Sheet:
    for n, line in enumerate(lines):
        sheet.text(x + (24 if indent and n == 0 else 0), y + 22 * n, line)
    return sheet


def full(indent: bool) -> str:
    return FULL[:33] if indent else FULL[:35]


class TestLines:
    def test_a_paragraph_is_one_line_however_many_it_is_set_in(self):
        sheet = paragraph(Sheet(), 100, FULL[:32] + "一", "般公共预算" + FULL[:30], "执行情况如下。")
        paragraph(sheet, 200, FULL[:32] + "本", "年收入完成。")
        assert read_pdf(pdf(sheet)).text.split("\n") == [FULL[:32] + "一般公共预算" + FULL[:30] + "执行情况如下。", FULL[:32] + "本年收入完成。"]

    def test_a_figure_that_had_no_room_does_not_end_the_paragraph(self):
        sheet = paragraph(Sheet(), 100, FULL[:30], "1234567.89万元，" + FULL[:28], "。")
        paragraph(sheet, 200, FULL[:33], FULL[:35], "完。")
        assert read_pdf(pdf(sheet)).text.split("\n")[0] == FULL[:30] + "1234567.89万元，" + FULL[:28] + "。"

    @pytest.mark.parametrize(
        "second",
        [
            pytest.param(("一、加强组织领导",), id="numbered item"),
            pytest.param(("（二）落实责任",), id="item in brackets"),
            pytest.param(("第三条 各单位应当公开",), id="article"),
        ],
    )
    def test_a_numbered_item_begins_a_line_of_its_own(self, second):
        sheet = paragraph(Sheet(), 100, FULL[:33], FULL[:35], indent=True)
        sheet.text(90, 144, second[0])
        assert read_pdf(pdf(sheet)).text.split("\n")[-1] == second[0]

    def test_short_lines_stay_apart(self):
        sheet = Sheet()
        for n, line in enumerate(("广州市番禺区财政局", "广州市番禺区教育局", "广州市番禺区水务局")):
            sheet.text(90, 100 + 22 * n, line)
        assert read_pdf(pdf(sheet)).text.split("\n") == ["广州市番禺区财政局", "广州市番禺区教育局", "广州市番禺区水务局"]

    def test_a_title_of_two_centred_lines_is_one(self):
        sheet = Sheet().text(110, 100, "广州市番禺区2017年一般公共预算和政", 22).text(176, 135, "府性基金预算执行情况", 22)
        paragraph(sheet, 200, FULL[:33], FULL[:35], FULL[:35], "完。")
        assert read_pdf(pdf(sheet)).text.split("\n")[0] == "广州市番禺区2017年一般公共预算和政府性基金预算执行情况"

    def test_a_paragraph_goes_on_over_the_pages_end_and_its_number(self):
        first = paragraph(Sheet(), 650, FULL[:33], FULL[:35], FULL[:35], FULL[:33] + "一般").text(280, 815, "— 1 —")
        second = paragraph(Sheet(), 100, "公共预算执行情况。", FULL[:35], FULL[:35], indent=False).text(280, 815, "— 2 —")
        text = read_pdf(pdf(first, second)).text
        assert "一般公共预算执行情况。" in text and "—" not in text

    def test_a_running_head_is_told_once(self):
        sheets = [Sheet().text(90, 40, "番禺区财政局文件").text(90, 300, f"第{n}部分的内容") for n in "一二三"]
        assert read_pdf(pdf(*sheets)).text.split("\n") == ["番禺区财政局文件", "第一部分的内容", "第二部分的内容", "第三部分的内容"]

    def test_a_lone_figure_at_the_foot_of_one_page_stays(self):
        assert read_pdf(pdf(Sheet().text(90, 100, BUDGET).text(90, 815, "2017"))).text == f"{BUDGET}\n2017"

    def test_two_columns_are_read_one_after_the_other(self):
        sheet = Sheet()
        for n in range(8):
            sheet.text(60, 100 + 20 * n, f"左栏第{n}行文字一般公共预算执行情况", 12).text(290, 100 + 20 * n, f"右栏第{n}行文字政府性基金收支情况", 12)
        text = read_pdf(pdf(sheet)).text
        assert text.index("左栏第7行") < text.index("右栏第0行")

    def test_a_paragraph_goes_on_in_the_right_column(self):
        words = "为推进全区政府信息公开保障公民法人和"
        sheet = Sheet().text(60, 60, "关于一般公共预算的说明", 12)
        for n in range(5):
            sheet.text(60, 100 + 20 * n, words).text(300, 94 + 20 * n, words if n else "组织" + words[:16])
        assert words + "组织" + words[:16] + words in read_pdf(pdf(sheet.text(60, 300, "以上为说明。"))).text

    @pytest.mark.parametrize("turned", [0, 90, 180, 270])
    def test_turned_pages_are_read_upright(self, turned):
        assert read_pdf(pdf(Sheet(rotate=turned).text(90, 100, BUDGET).text(90, 130, "第二行"))).text == f"{BUDGET}\n第二行"

    def test_text_running_upward_is_read_upright(self):
        assert read_pdf(pdf(Sheet().upward(100, 600, BUDGET).upward(130, 600, "第二行"))).text == f"{BUDGET}\n第二行"

    def test_bold_type_drawn_twice_is_one_text(self):
        assert read_pdf(pdf(Sheet().text(90, 100, BUDGET, 16).text(90.4, 100, BUDGET, 16))).text == BUDGET

    def test_radicals_and_compatibility_forms_become_ordinary_characters(self):
        assert read_pdf(pdf(Sheet().text(90, 100, "\u2f00般公共预算\u2f94览\u2eda\uf92f"))).text == "一般公共预算言览页勞"


class TestTables:
    XS, YS = [90.0, 200.0, 300.0, 400.0], [100.0, 125.0, 150.0, 175.0]

    def test_cells_between_lines_are_rows(self):
        rows = [["项目", "收入", "支出"], ["教育", "12.5", ""], ["合计", "12.5", "7,890.12"]]
        got = read_pdf(pdf(table(Sheet().text(90, 80, BUDGET), self.XS, self.YS, rows).text(90, 220, "注：单位万元。")))
        assert got.tables == (tuple(map(tuple, rows)),)
        assert got.text.split("\n") == [BUDGET, "项目\t收入\t支出", "教育\t12.5", "合计\t12.5\t7,890.12", "注：单位万元。"]

    def test_merged_cells_are_filled_in_as_everywhere(self):
        sheet = Sheet()
        for y in (100, 150, 175):
            sheet.line(90, y, 400, y)
        sheet.line(200, 125, 400, 125)
        for x in (90, 200, 400):
            sheet.line(x, 100, x, 175)
        sheet.line(300, 125, 300, 175)
        sheet.text(95, 128, "单位", 10).text(205, 118, "预算", 10).text(205, 143, "收入", 10).text(305, 143, "支出", 10)
        sheet.text(95, 168, "财政局", 10).text(205, 168, "1", 10).text(305, 168, "2", 10)
        got = read_pdf(pdf(sheet))
        assert got.tables == ((("单位", "预算", "预算"), ("单位", "收入", "支出"), ("财政局", "1", "2")),)
        assert got.text == "单位\t预算\n\t收入\t支出\n财政局\t1\t2"

    def test_a_cell_of_several_lines_is_one_text(self):
        sheet = Sheet().grid([90, 172, 300], [100, 150, 175]).text(94, 115, "广州市番禺区一般", 10).text(94, 130, "公共预算", 10).text(176, 120, "12", 10)
        sheet.text(94, 168, "合计", 10).text(176, 168, "12", 10)
        assert read_pdf(pdf(sheet)).tables == ((("广州市番禺区一般公共预算", "12"), ("合计", "12")),)

    def test_columns_without_lines_are_a_table_from_three_lines_on(self):
        sheet = Sheet()
        for n, row in enumerate((("项目", "收入", "支出"), ("教育支出", "12.5", "11.0"), ("合计", "13.5", "14.0"))):
            for x, words in zip((90, 250, 350), row, strict=True):
                sheet.text(x, 100 + 20 * n, words)
        assert read_pdf(pdf(sheet)).tables == ((("项目", "收入", "支出"), ("教育支出", "12.5", "11.0"), ("合计", "13.5", "14.0")),)

    @pytest.mark.parametrize(
        "sheet",
        [
            pytest.param(Sheet().grid([80, 520], [80, 700]).text(90, 100, BUDGET).text(90, 130, "第二行"), id="a frame round the page"),
            pytest.param(Sheet().text(90, 100, BUDGET).line(90, 105, 300, 105).text(90, 130, "第二行").line(90, 135, 300, 135), id="underlined text"),
            pytest.param(Sheet().text(90, 100, BUDGET).text(380, 130, "番禺区财政局").text(380, 160, "2017年3月8日"), id="a signature"),
            pytest.param(Sheet().text(90, 100, "姓名").text(200, 100, "张三").text(90, 120, "性别").text(260, 120, "女"), id="two lines with gaps"),
        ],
    )
    def test_what_is_no_table_stays_text(self, sheet):
        assert read_pdf(pdf(sheet)).tables == ()

    def test_of_a_table_in_a_frame_nothing_is_lost(self):
        sheet = table(Sheet().grid([80, 520], [80, 700]), self.XS, self.YS, [["项目", "收入", "支出"], ["教育", "1", "2"], ["合计", "1", "2"]])
        got = read_pdf(pdf(sheet.text(90, 300, BUDGET)))
        assert len(got.tables) == 1 and BUDGET in got.text


class TestHonesty:
    @pytest.mark.parametrize(
        ("payload", "reason"),
        [
            pytest.param(pdf(Sheet().picture()), "扫描件或图片 PDF，没有文字层；安装可选组件 gongkai[ocr] 后可识别文字", id="scan"),
            pytest.param(pdf(*(Sheet().picture().text(280, 815, f"- {n} -") for n in "123")), "扫描件或图片 PDF，没有文字层", id="scan with page numbers"),
            pytest.param(pdf(Sheet()), "页面空白，没有文字层", id="blank page"),
            pytest.param(pdf(Sheet().text(90, 100, BUDGET, font=NAMELESS)), "文字层是乱码", id="font without meaning"),
            pytest.param(pdf(Sheet().text(90, 100, BUDGET, font=PRIVATE)), "文字层是乱码", id="private use characters"),
            pytest.param(pdf(Sheet().text(90, 100, "蘂鼇齉龘靐齾爩鱻麤龗灪籲纞虋讟钃鸜麷鸝驫")), "文字层是乱码", id="rare ideographs only"),
            pytest.param(pdf(Sheet().text(90, 100, BUDGET), password="secret"), "PDF 已加密", id="password to open"),
            pytest.param(b"%PDF-1.4 broken", "PDF 已损坏", id="broken"),
            pytest.param(pdf(Sheet().text(90, 100, BUDGET))[:300], "PDF 已损坏", id="truncated"),
            pytest.param(pdf(), "PDF", id="no pages"),
        ],
    )
    def test_what_has_no_text_says_why(self, payload, reason):
        with pytest.raises(Unreadable) as error:
            read_pdf(payload)
        assert str(error.value).startswith(reason)

    def test_a_file_only_locked_against_changes_is_read(self):
        got = read_pdf(pdf(Sheet().text(90, 100, BUDGET), owner="secret"))
        assert (got.text, got.reason) == (BUDGET, "")

    def test_scanned_pages_among_others_are_named(self):
        sheets = (Sheet().text(90, 100, BUDGET), Sheet().picture(), Sheet().picture(), Sheet().text(90, 100, "附件"), Sheet().picture())
        got = read_pdf(pdf(*sheets))
        assert (got.text, got.reason) == (f"{BUDGET}\n附件", "第2、3、5页是图片，没有文字层")

    def test_garbled_pages_among_others_are_named_and_their_characters_not_given(self):
        got = read_pdf(pdf(Sheet().text(90, 100, BUDGET), Sheet().text(90, 100, BUDGET, font=PRIVATE)))
        assert (got.text, got.reason) == (BUDGET, "第2页的文字层是乱码")

    def test_a_few_garbled_words_are_told(self):
        got = read_pdf(pdf(paragraph(Sheet(), 100, FULL[:33], FULL[:35], FULL[:35]).text(90, 300, "番禺区水务局", font=NAMELESS)))
        assert got.reason == "第1页有部分文字是乱码" and "水务局" not in got.text

    def test_text_a_scanner_laid_under_its_picture_may_be_wrong(self):
        got = read_pdf(pdf(Sheet().picture().text(60, 100, BUDGET * 2, 10, mode=3).text(60, 120, BUDGET, 10, mode=3)))
        assert BUDGET in got.text and got.reason == "第1页是扫描件，文字由图像识别得出，可能有误"

    def test_large_pictures_beside_text_are_counted_and_small_ones_not(self):
        pictured = paragraph(Sheet().picture(0.3), 100, FULL[:33], FULL[:35])
        sealed = paragraph(Sheet().picture(0.03), 100, FULL[:33], FULL[:35])
        assert (read_pdf(pdf(pictured)).images, read_pdf(pdf(sealed)).images) == (1, 0)

    def test_pages_behind_the_bound_are_told(self):
        assert read_pdf(pdf(*[Sheet().text(90, 100, "页")] * 600)).reason == "共600页，只读了前500页"

    def test_the_same_bytes_give_the_same_text(self):
        payload = pdf(table(Sheet(), TestTables.XS, TestTables.YS, [["甲", "乙", "丙"], ["一", "二", "三"], ["四", "五", "六"]]))
        assert read_pdf(payload) == read_pdf(payload)
