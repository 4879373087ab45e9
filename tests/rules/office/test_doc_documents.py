"""Word 97-2003 files: what a reader sees of them, and one clear reason for those that cannot be read."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.office.archives import Unreadable
from rules.office.as_text import text_of
from rules.office.blocks import OfficeDocument, Table
from rules.office.bounds import Budget
from rules.office.doc import GUESSED, read_doc, read_streams
from rules.office.doc_lists import Level, ListUse
from rules.office.doc_numbers import ListNumbers
from rules.office.doc_pieces import Piece, WordFile, read_pieces
from rules.office.doc_rows import RowShape, row_shape
from rules.office.doc_sprms import SprmReader
from rules.office.doc_styles import Layout, Layouts
from rules.office.doc_tables import StoredRow, grid

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.doc") if not path.name.startswith("plan-"))
"""Whole plans are read with the plans (test_plan_documents)."""
COVERED = {"above": "^", "left": "<"}


def payload(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def shown(document: OfficeDocument) -> list[str | list[str]]:
    """Paragraphs as texts, rows as lists; ^ and < are covered from above and from the left."""
    lines: list[str | list[str]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [[COVERED.get(cell.merged, cell.text) for cell in row.cells] for row in block.rows]
        else:
            lines.append(block.text)
    return lines


READ = {
    "merged.doc": [
        "某区2019年政务公开工作分工表",
        ["第一部分 财政信息", "<", "<", "<", "<"],
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "公开预算。", "区财政局", "各部门", "6月底前"],
        ["2", "公开决算。", "^", "各部门", "9月底前"],
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        ["3", "公开审计结果。\n公开整改情况。", "区审计局", "<", "全年"],
        ["4", "^", "", "", ""],
        "表后一段。",
    ],
    "square-merge.doc": [["甲", "<", "丙"], ["^", "<", "丁"], ["戊", "己", "庚"]],
    "numbered.doc": [
        "一、重点领域", "1. 公开预算。", "2. 公开决算。", "① 分月公开。", "② 分类公开。", "不编号的一段。", "3. 公开审计结果。", "① 重新从①数。",
        "二、政策解读", "1. 公开解读。", "二-I 附录", "圆点不是编号", "五、从五开始", ["一、在表里一", "区财政局"], ["二、在表里二", "区财政局"],
    ],
    "revised.doc": ["由区财政局、区审计局负责。", "前半句，后半句。", "看得见的字。"],
    "fields-and-breaks.doc": ["见政府网站第一行", "第二行-尾\U00020bb7", "上一页", "下一页“引号”·é"],
    "nested.doc": [["任务", "单位"], ["公开：\n预算 一月\n决算 七月\n以上均须公开。", "区财政局\n区审计局"]],
    "shifted-columns.doc": [["序号", "任务", "单位"], ["1", "公开预算。", "区财政局"], ["2", "公开决算。", "区财政局"]],
}  # fmt: skip


@pytest.mark.parametrize(("name", "lines"), READ.items(), ids=READ)
def test_a_document_reads_as_a_person_sees_it(name, lines):
    assert shown(read_doc(payload(name))) == lines


def test_every_fixture_is_read_by_a_test():
    assert set(NAMES) == set(READ)


def test_lines_count_paragraphs_and_rows():
    blocks = read_doc(payload("merged.doc")).blocks
    assert [line for b in blocks for line in ([row.line for row in b.rows] if isinstance(b, Table) else [b.line])] == list(range(1, 10))


def test_revisions_and_hidden_text_are_told():
    assert read_doc(payload("revised.doc")).notes == ("文档里有修订标记：按接受全部修订读取", "文档里有隐藏文字：没有读入")
    assert read_doc(payload("merged.doc")).notes == ()


def test_plain_text_says_each_cell_once_and_tables_have_their_rows_complete():
    text, tables = text_of(read_doc(payload("merged.doc")))
    assert text.split("\n")[4] == "2\t公开决算。\t\t各部门\t9月底前"
    assert tables[0][3] == ("2", "公开决算。", "区财政局", "各部门", "9月底前")
    assert tables[0][5] == ("3", "公开审计结果。 公开整改情况。", "区审计局", "区审计局", "全年")


def patched(name: str, *changes: tuple[int, bytes]) -> bytes:
    """The file with bytes of its FIB changed."""
    data = bytearray(payload(name))
    fib = data.index(b"\xec\xa5")
    for offset, new in changes:
        data[fib + offset : fib + offset + len(new)] = new
    return bytes(data)


def test_a_file_without_paragraph_properties_has_its_rows_guessed_and_says_so():
    document = read_doc(patched("shifted-columns.doc", (154 + 8 * 13 + 4, b"\0\0\0\0")))
    assert shown(document) == READ["shifted-columns.doc"]
    assert document.notes == (GUESSED,)


UNREADABLE = {
    "password": (patched("merged.doc", (11, b"\x13")), "文档有密码，无法读取"),
    "Word 95": (patched("merged.doc", (2, b"\x68\0")), "是 Word 95 或更早版本的文档，请用 Word 另存为 .docx 后再读取"),
    "empty": (b"", "文件不完整"),
    "a spreadsheet": (payload("dates.xls"), "不是 Word 文档，或文件已损坏"),
    "html": (b"<html><body>" + b"x" * 600, "文件已损坏（扇区大小不对）"),
    "cut": (payload("merged.doc")[:4000], None),
    "text longer than the file": (patched("merged.doc", (76, b"\xff\xff\x01\0")), "文件不完整，正文有缺失"),
    "text longer than any": (patched("merged.doc", (76, b"\xff\xff\xff\x0f")), None),
    "no piece table": (patched("merged.doc", (154 + 8 * 33 + 4, b"\0\0\0\0")), "文件已损坏（没有正文位置表）"),
    "sector count of a bomb": (payload("merged.doc")[:44] + b"\xff\xff\xff\x7f" + payload("merged.doc")[48:], "文件已损坏（扇区数不对）"),
}


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_why_in_one_line(data, reason):
    with pytest.raises(Unreadable) as raised:
        read_doc(data)
    assert reason is None or str(raised.value) == reason
    assert "\n" not in str(raised.value)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), places=st.lists(st.tuples(st.integers(0, 2**31), st.integers(0, 255)), min_size=1, max_size=40))
def test_changed_bytes_give_a_document_or_a_reason(name, places):
    data = bytearray(payload(name))
    for place, value in places:
        data[place % len(data)] = value
    try:
        read_doc(bytes(data))
    except Unreadable as error:
        assert str(error)


def level(text: str, number_format: str = "decimal", start: int = 1, restart_below: int = 9) -> Level:
    return Level(start, number_format, text, False, False, restart_below)


def counted(uses: tuple[ListUse, ...], *places: tuple[int, int]) -> list[str]:
    numbers = ListNumbers(uses)
    return [numbers.label(Layout(list_index=index, level=at)) for index, at in places]


def test_a_use_of_a_list_that_starts_elsewhere_restarts_the_count_once():
    levels = (level("\0．"),)
    uses = ListUse(7, levels), ListUse(7, levels, starts=((0, 4),))
    assert counted(uses, (1, 0), (1, 0), (2, 0), (2, 0), (1, 0)) == ["1．", "2．", "4．", "5．", "6．"]


def test_a_level_that_does_not_restart_counts_on():
    uses = (ListUse(7, (level("\0、", "chineseCounting"), level("\1．", restart_below=0))),)
    assert counted(uses, (1, 0), (1, 1), (1, 0), (1, 1)) == ["一、", "1．", "二、", "2．"]


def test_a_level_unseen_so_far_shows_its_start():
    assert counted((ListUse(7, (level("\0", start=3), level("\0.\1"))),), (1, 1)) == ["3.1"]


@pytest.mark.parametrize("place", [(2, 0), (1, 5), (-3, 0)], ids=["no such list", "no such level", "a negative index"])
def test_a_paragraph_of_an_unknown_list_has_no_number(place):
    assert counted((ListUse(7, (level("\0"),)),), place) == [""]


def defined(edges: tuple[int, ...], flags: tuple[int, ...]) -> bytes:
    body = struct.pack(f"<B{len(edges)}h", len(flags), *edges) + b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


MERGED = {"the specification": (2, 1, 1, 0), "older programs": (1, 2, 2, 0), "three for a first": (3, 1, 1, 0)}


@pytest.mark.parametrize("flags", MERGED.values(), ids=MERGED)
def test_cells_merged_by_flags_are_covered_from_the_left_as_written_by(flags):
    shape = row_shape(SprmReader().read(defined((0, 100, 200, 300, 400), flags)))
    assert shape.left == (False, True, True, False)


def test_later_sprms_change_how_a_row_is_divided():
    more = bytes.fromhex("2bd6020101") + struct.pack("<HBBH", 0x7623, 0, 1, 500) + struct.pack("<HBB", 0x5622, 2, 3)
    shape = row_shape(SprmReader().read(defined((0, 100, 200, 300), (0, 0, 0)) + more))
    assert shape == RowShape((0, 500, 600), (False, False), (False, True))


def test_properties_that_stand_in_the_data_stream_are_followed():
    row = bytes.fromhex("162401172401") + defined((0, 100, 200), (0, 0))
    data = b"\0" * 10 + struct.pack("<H", len(row)) + row
    layout = Layouts(b"", data, SprmReader()).of(b"\0\0" + struct.pack("<HI", 0x6646, 10))
    assert layout == Layout(depth=1, is_row_end=True, row=RowShape((0, 100, 200), (False, False), (False, False)))


def test_rows_of_different_cells_lie_on_one_grid():
    rows = [
        StoredRow(("标题",), RowShape((0, 9000), (False,), (False,)), 1),
        StoredRow(("序号", "任务", "单位"), RowShape((-108, 700, 6000, 8900), (False,) * 3, (False,) * 3), 2),
        StoredRow(("一", "二"), RowShape((0, 6010, 9000), (False,) * 2, (False,) * 2), 3),
    ]
    cells = [[COVERED.get(cell.merged, cell.text) for cell in row] for row in grid(rows, Budget())]
    assert cells == [["标题", "<", "<"], ["序号", "任务", "单位"], ["一", "<", "二"]]


def test_rows_whose_edges_are_unknown_are_laid_in_their_order():
    rows = [StoredRow(("甲", "乙"), RowShape(), 1), StoredRow(("丙",), RowShape((0, 10), (False,), (False,)), 2)]
    assert [[cell.text for cell in row] for row in grid(rows, Budget())] == [["甲", "乙"], ["丙", ""]]


def one_byte(raw: bytes, is_chinese: bool) -> str:
    plc = struct.pack("<IIHIH", 0, len(raw), 0, 0x40000000, 0)
    table = b"\x02" + struct.pack("<I", len(plc)) + plc
    blobs = (*[(0, 0)] * 33, (0, len(table)))
    pieces = read_pieces(WordFile(raw, table, b"", blobs, is_chinese, len(raw)))
    assert pieces.pieces == (Piece(0, len(raw), 0, 1, b""),)
    assert len(pieces.text) == len(raw)
    return pieces.text.replace("\0", "")


ONE_BYTE = {
    "cp1252": (b"\x93caf\xe9\x94\r", False, "“café”\r"),
    "GB2312 in a Chinese file": ("政务公开2019\r".encode("gbk"), True, "政务公开2019\r"),
    "quotes in a Chinese file": (b"\x93A\x94 \xb7 B\r", True, "“A” · B\r"),
}


@pytest.mark.parametrize(("raw", "is_chinese", "text"), ONE_BYTE.values(), ids=ONE_BYTE)
def test_one_byte_pieces_are_read_in_their_charset(raw, is_chinese, text):
    assert one_byte(raw, is_chinese) == text


def test_long_lists_of_properties_are_refused():
    reader = SprmReader()
    with pytest.raises(Unreadable):
        for number in range(1_000):
            reader.read(struct.pack("<I", zlib.crc32(bytes([number % 256]))) * 10_000 + bytes([number % 256, number // 256]))


IN_ROW, ROW_END = bytes.fromhex("162401"), bytes.fromhex("162401172401")
DELETED = bytes.fromhex("000801")


def page(runs: list[tuple[int, bytes]], width: int) -> bytes:
    """An FKP: (bytes of text, stored properties) from byte 512 on; `width`: of an entry, 13 for paragraphs, 1 for characters."""
    bounds = [512]
    for size, _ in runs:
        bounds.append(bounds[-1] + size)
    entries, stored = b"", b""
    start = 4 * len(bounds) + width * len(runs)
    start += start % 2
    for _, properties in runs:
        entries += bytes([(start + len(stored)) // 2]).ljust(width, b"\0")
        head = bytes([0, (len(properties) + 1) // 2]) if width == 13 else bytes([len(properties)])
        stored += head + properties
        stored += b"\0" * (len(stored) % 2)
    body = (struct.pack(f"<{len(bounds)}I", *bounds) + entries).ljust(start, b"\0") + stored
    return body.ljust(511, b"\0") + bytes([len(runs)])


def word(text: str, paragraph_runs: list[tuple[int, bytes]], character_runs: list[tuple[int, bytes]] = ()) -> WordFile:
    """The streams of a file of one piece of one-byte characters."""
    raw = text.encode("cp1252")
    main = b"\0" * 512 + raw.ljust(512, b"\0") + page([(n, b"\0\0" + sprms) for n, sprms in paragraph_runs], 13)
    main += page(list(character_runs) or [(len(raw), b"")], 1)
    piece = struct.pack("<IIHIH", 0, len(raw), 0, 0x40000000 | 1024, 0)
    characters, paragraphs = (struct.pack("<III", 512, 512 + len(raw), number) for number in (3, 2))
    blobs, table = [(0, 0)] * 80, b""
    for index, blob in ((12, characters), (13, paragraphs), (33, b"\x02" + struct.pack("<I", len(piece)) + piece)):
        blobs[index] = (len(table), len(blob))
        table += blob
    return WordFile(main, table, b"", tuple(blobs), False, len(raw))


def test_a_row_deleted_by_a_revision_is_not_read():
    stored = word("a\x07\x07b\x07\x07c\r", [(2, IN_ROW), (1, ROW_END)] * 2 + [(2, b"")], [(3, b""), (3, DELETED), (2, b"")])
    assert shown(read_streams(stored)) == [["a"], "c"]


def test_text_deleted_in_a_cell_leaves_the_cell():
    stored = word("a\x07b\x07\x07c\r", [(2, IN_ROW), (2, IN_ROW), (1, ROW_END), (2, b"")], [(2, b""), (2, DELETED), (3, b"")])
    assert shown(read_streams(stored)) == [["a", ""], "c"]


FIELDS = {
    "a result": ("a\x13X\x14b\x15c\r", "abc"),
    "none": ("a\x13X\x15c\r", "ac"),
    "one inside a code": ("a\x13X\x13Y\x14Z\x15\x14b\x15c\r", "abc"),
    "one inside a result": ("a\x13X\x14\x13Y\x14b\x15\x15c\r", "abc"),
    "no end": ("a\x13bc\r", "abc"),
    "an end alone": ("a\x15bc\r", "abc"),
}


@pytest.mark.parametrize(("text", "read"), FIELDS.values(), ids=FIELDS)
def test_fields_are_read_by_their_results(text, read):
    assert shown(read_streams(word(text, [(len(text), b"")]))) == [read]


def test_cells_without_a_row_end_are_a_row():
    assert shown(read_streams(word("a\x07b\x07c\r", [(2, IN_ROW), (2, IN_ROW), (2, b"")]))) == [["a", "b"], "c"]
