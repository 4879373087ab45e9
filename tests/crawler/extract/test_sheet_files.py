"""Spreadsheets as attachments: what stands in them as people see it, hidden sheets and merged cells too."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl

from crawler.extract import read_payload


def _read(fill):
    book = openpyxl.Workbook()
    fill(book, book.active)
    held = io.BytesIO()
    book.save(held)
    return read_payload(held.getvalue(), "", "表.xlsx").page


def test_merged_cells_stand_once_in_the_text_and_in_each_place_of_the_table():
    def fill(book, sheet):
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["B3"] = "2017年9月收支", "区财政局", "收", "支"
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    page = _read(fill)
    assert page.tables == ((("2017年9月收支", "2017年9月收支"), ("区财政局", "收"), ("区财政局", "支")),)
    assert page.body == "Sheet\n2017年9月收支\n区财政局\t收\n\t支"


def test_the_name_of_a_sheet_that_begins_with_it_stands_once():
    def fill(book, sheet):
        sheet.title, sheet["A1"], sheet["A2"] = "附表1", "附表1", "收支"

    assert _read(fill).body == "附表1\n收支"


def test_hidden_sheets_are_read_too():
    def fill(book, sheet):
        sheet["A1"] = "表面"
        other = book.create_sheet("底稿")
        other["A1"] = "隐藏"
        other.sheet_state = "hidden"

    assert _read(fill).body == "Sheet\n表面\n底稿\n隐藏"


def test_days_numbers_and_errors_stand_as_shown():
    def fill(book, sheet):
        sheet.append([date(2017, 9, 30), datetime.fromisoformat("2017-09-30T08:05"), 12.0, 0.1 + 0.2, True, "甲\n乙"])
        sheet["A2"].data_type, sheet["A2"].value = "e", "#DIV/0!"
        sheet["B2"] = "后"

    first, second = _read(fill).tables[0]
    assert first == ("2017-09-30", "2017-09-30 08:05:00", "12", "0.3", "是", "甲 乙")
    assert second[1] == "后" and second[0] in ("", "#DIV/0!")


def test_whole_columns_merged_take_no_room():
    def fill(book, sheet):
        sheet["A1"] = "头"
        sheet["C400"] = "尾"
        sheet.merge_cells("A1:C390")

    page = _read(fill)
    assert page.readable and page.tables[0][-1] == ("", "", "尾")
