"""Spreadsheets: each sheet a table with its merged cells, values as Excel shows them, bounds for hostile files."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from rules.office.archives import Unreadable
from rules.office.extents import check_xls
from rules.office.sheets import read_workbook

FIXTURES = Path(__file__).parent / "fixtures"


def saved(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def shown(table):
    return [[cell.merged or cell.text for cell in row.cells] for row in table.rows]


def sheet_xml(xml, name="xl/worksheets/sheet1.xml"):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
    return held.getvalue()


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        pytest.param("1．公开预算。\n 2．公开 决算。\n", "General", "1．公开预算。\n2．公开 决算。", id="lines of a cell"),
        pytest.param(3, "General", "3", id="whole number"),
        pytest.param(2.5, "0.00", "2.5", id="number with a point"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="no noise of binary fractions"),
        pytest.param(True, "General", "是", id="yes"),
        pytest.param(date(2017, 6, 30), "yyyy-mm-dd", "2017-06-30", id="day"),
        pytest.param(date(2017, 6, 1), 'yyyy"年"m"月"', "2017-06-01", id="day shown as a month"),
        pytest.param(42916.354166666664, "yyyy-mm-dd hh:mm", "2017-06-30 08:30:00", id="moment"),
        pytest.param(time(8, 30), "hh:mm", "08:30:00", id="time"),
        pytest.param("　区财政局　", "General", "区财政局", id="blanks around"),
    ],
)
def test_a_value_is_told_as_a_reader_sees_it(value, number_format, text):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].number_format = value, number_format
    assert shown(read_workbook(saved(book), "xlsx").blocks[0]) == [[text]]


def test_sheets_are_tables_with_their_names_and_the_row_numbers_of_excel():
    book = openpyxl.Workbook()
    book.active.title = "任务"
    book.active["B3"], book.active["C5"] = "甲", "乙"
    book.create_sheet("空")
    book.create_sheet("续")["A1"] = "丙"
    document = read_workbook(saved(book), "xlsx")
    assert [(table.name, shown(table), [row.line for row in table.rows]) for table in document.blocks] == [
        ("任务", [["甲", ""], ["", ""], ["", "乙"]], [3, 4, 5]),
        ("续", [["丙"]], [1]),
    ]
    assert (document.kind, document.notes) == ("xlsx", ())


def test_merged_regions_cover_cells_and_what_stands_beneath_them():
    book = openpyxl.Workbook()
    for row in (["题", None, None], ["一", "1．甲", "局"], [None, "2．乙", None], ["二", "3．丙", "委"]):
        book.active.append(row)
    for region in ("A1:G1", "A2:A3", "C2:C3", "J1:K9"):
        book.active.merge_cells(region)
    grid = [["题", "left", "left"], ["一", "1．甲", "局"], ["above", "2．乙", "above"], ["二", "3．丙", "委"]]
    assert shown(read_workbook(saved(book), "xlsx").blocks[0]) == grid


def test_hidden_sheets_are_named_and_hidden_rows_are_read():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "甲", "乙"
    book.active.row_dimensions[2].hidden = True
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = "丙", "hidden"
    document = read_workbook(saved(book), "xlsx")
    assert [shown(table) for table in document.blocks] == [[["甲"], ["乙"]]]
    assert document.notes == ("隐藏的工作表没有读入：底稿", "有隐藏的行或列，已一并读入")


def test_an_old_workbook_keeps_merged_cells_and_days():
    merged = [cell.merged for table in read_workbook((FIXTURES / "plan-merged.xls").read_bytes(), "xls").blocks for row in table.rows for cell in row.cells]
    assert {"above", ""} <= set(merged)
    dated = [cell.text for table in read_workbook((FIXTURES / "dates.xls").read_bytes(), "xls").blocks for row in table.rows for cell in row.cells]
    assert any(len(text) == 10 and text[4] == text[7] == "-" for text in dated)


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param('<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="9"><c r="XFD1048576"/></row></sheetData></worksheet>', id="references"),
        pytest.param("<worksheet><sheetData><row r = '1048576'><c s='>' r = 'XFD1048576'/></row></sheetData></worksheet>", id="written oddly"),
        pytest.param(f"<s><x:sheetData xmlns:x='a'><x:row>{'<x:c/>' * 3_000}</x:row>{'<x:row/>' * 2_000}<x:row><x:c/></x:row></x:sheetData></s>", id="none"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/elsewhere.xml"])
def test_a_sheet_that_reaches_too_far_is_not_laid_out(xml, name):
    with pytest.raises(Unreadable, match="范围过大"):
        read_workbook(sheet_xml(xml, name), "xlsx")


def test_more_cells_than_any_plan_has_are_refused():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["CV4001"] = "甲", "乙"
    with pytest.raises(Unreadable, match="过大"):
        read_workbook(saved(book), "xlsx")


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        pytest.param([record(0x0203, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0))], "范围过大", id="far corner"),
        pytest.param([record(0x00BD, struct.pack("<HH", 60_000, 0) + bytes(6 * 200 + 2))], "范围过大", id="many cells in one record"),
        pytest.param(
            [record(0x0809, bytes(16)), record(0x0203, struct.pack("<HHHd", 60_000, 50, 0, 1.0))] * 2, "范围过大", id="sheets that are too much together",
        ),
        pytest.param([record(0x0200, struct.pack("<IIHHH", 0, 4_000_000_000, 0, 256, 0))], "范围过大", id="a lie about its size"),
        pytest.param([record(0x002F, bytes(6))], "已加密", id="locked"),
    ],
)  # fmt: skip
def test_an_old_workbook_is_measured_before_it_is_read(records, reason):
    with pytest.raises(Unreadable, match=reason):
        check_xls(b"".join(records))


def test_an_old_workbook_says_whether_rows_are_hidden():
    row = struct.pack("<HHHHHHHH", 0, 0, 1, 255, 0, 0, 0x20, 0)
    assert check_xls(record(0x0208, row)) and not check_xls(record(0x0208, bytes(16)))
    assert check_xls(record(0x0208, row)[:9]) is False


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("payload", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)], ids=["empty", "zip", "ole"])
def test_what_is_no_workbook_says_so(payload, kind):
    with pytest.raises(Unreadable):
        read_workbook(payload, kind)
