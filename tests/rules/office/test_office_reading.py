"""Any file under any name: read by its bytes, or refused in one Chinese line that says what is wrong and what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from rules.errors import InvalidInput
from rules.office import guard
from rules.office.archives import Unreadable
from rules.office.blocks import Paragraph, Table
from rules.office.guard import read_guarded
from rules.office.read import LOCKED, read_document

ROWS = (("工作任务", "责任单位"), ("1．公开财政预算", "区财政局"))
PAGE = "<html><body><table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in ROWS) + "</table></body></html>"
WEB_ARCHIVE = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n{}\n\n--b--\n"


def word_file() -> bytes:
    document, held = docx.Document(), io.BytesIO()
    made = document.add_table(rows=2, cols=2)
    for at, text in enumerate((*ROWS[0], *ROWS[1])):
        made.cell(at // 2, at % 2).text = text
    document.save(held)
    return held.getvalue()


def workbook() -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def zipped(**members: bytes) -> bytes:
    """Members by name, with __ for a folder's stroke."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + (".xml" if "__" in name else ""), content)
    return held.getvalue()


def locked(payload: bytes) -> bytes:
    """The zip with the flag that says its members are encrypted (APPNOTE 4.4.4)."""
    held, at = bytearray(payload), 0
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = held.find(mark)
        while at >= 0:
            held[at + place] |= 1
            at = held.find(mark, at + 4)
    return bytes(held)


def compound_file(stream: str) -> bytes:
    """An OLE file with one empty stream ([MS-CFB] 2): header, one sector of FAT, one of directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    fat = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = [("Root Entry", 5, 1), (stream, 2, 0xFFFFFFFF)]
    directory = b"".join(
        (name.encode("utf-16-le")).ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, 0xFFFFFFFE, 0)
        for name, kind, child in entries
    )
    return header + fat + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("payload", "name", "kind"),
    [
        pytest.param(word_file(), "方案.docx", "docx", id="docx"),
        pytest.param(word_file(), "方案.doc", "docx", id="docx under the name of doc"),
        pytest.param(workbook(), "方案.xlsx", "xlsx", id="xlsx"),
        pytest.param(workbook(), "方案.txt", "xlsx", id="xlsx under the name of txt"),
        pytest.param(PAGE.encode(), "方案.html", "html", id="html"),
        pytest.param(PAGE.encode("gb18030"), "方案.doc", "html", id="html under the name of doc"),
        pytest.param(PAGE.encode("gb18030"), "方案.xls", "html", id="html under the name of xls"),
        pytest.param(WEB_ARCHIVE.format(PAGE).encode(), "方案.doc", "html", id="a web archive under the name of doc"),
    ],
)
def test_a_plan_is_read_by_its_bytes_whatever_its_name(payload, name, kind):
    document = read_document(payload, name)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert (document.kind, [tuple(cell.text for cell in row.cells) for row in table.rows]) == (kind, list(ROWS))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["方案.txt", "方案", "方案.csv", "方案.doc"])
def test_a_text_is_read_line_by_line_as_it_stands(encoding, name):
    document = read_document("[2031年] 政务公开工作分工方案\r\n\r\n\t一、公开\n\t1．预算\t区财政局\n".encode(encoding), name)
    lines = ["[2031年] 政务公开工作分工方案", "", "\t一、公开", "\t1．预算\t区财政局", ""]
    assert (document.kind, document.blocks) == ("txt", tuple(Paragraph(line, at) for at, line in enumerate(lines, 1)))


def test_a_text_cut_in_the_middle_of_a_character_is_read_and_said():
    document = read_document("公开预算，公开决算".encode("gb18030")[:-1], "a.txt")
    assert document.blocks[0].text.startswith("公开预算") and "1 处" in document.notes[0]


OLD = Path(__file__).parent / "fixtures"
REFUSED = [
    pytest.param(b"", "a.docx", "文件是空的", id="empty"),
    pytest.param(b"\xef\xbb\xbf \r\n", "a.txt", "文件是空的", id="blank"),
    pytest.param(b"\0" * 900, "a.txt", "不是文本文件", id="only zeros"),
    pytest.param(bytes(range(256)) * 9, "a.txt", "不是文本文件", id="any bytes"),
    pytest.param(b"\xff\xff\xff", "a.txt", "不是文本文件", id="no characters"),
    pytest.param(b"\x7fELF\x02\x01\x01" + bytes(99), "a.doc", "不是文本文件", id="a program"),
    pytest.param(b"%PDF-1.4\n%", "a.pdf", "是 PDF 文件", id="pdf"),
    pytest.param(b"%PDF-1.4\n%", "a.docx", "是 PDF 文件", id="pdf under the name of docx"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png", "是图片", id="picture"),
    pytest.param(b"{\\rtf1 x}", "a.doc", "是 RTF 文件", id="rtf under the name of doc"),
    pytest.param(zipped(a=b"a"), "a.zip", "是压缩包", id="zip"),
    pytest.param(b"Rar!\x1a\x07\x00", "a.rar", "是压缩包", id="rar"),
    pytest.param(zipped(**{"OFD.xml": b"a"}), "a.ofd", "是 OFD 版式文件", id="ofd"),
    pytest.param(zipped(ppt__presentation=b"a"), "a.pptx", "是演示文稿", id="slides"),
    pytest.param(zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt", "压缩包|OpenDocument", id="odt"),
    pytest.param(b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>', "a.doc", "2003 的 XML", id="Word 2003 XML"),
    pytest.param(word_file()[:2000], "a.docx", "已损坏", id="docx cut short"),
    pytest.param(workbook()[:2000], "a.xlsx", "已损坏", id="xlsx cut short"),
    pytest.param(zipped(word__document=b"\0\0\0"), "a.docx", "已损坏", id="docx with junk inside"),
    pytest.param(zipped(word__styles=b"<a/>"), "a.docx", "没有正文", id="docx without text"),
    pytest.param(zipped(xl__workbook=b"<junk"), "a.xlsx", "已损坏", id="xlsx with junk inside"),
    pytest.param(zipped(word__document=b"\0" * 120_000_000), "a.docx", "过大", id="zip bomb"),
    pytest.param(locked(word_file()), "a.docx", "有密码", id="docx in a locked zip"),
    pytest.param(locked(zipped(a=b"a")), "a.zip", "有密码", id="locked zip"),
    pytest.param(compound_file("EncryptedPackage"), "a.docx", "有密码", id="docx with a password"),
    pytest.param(compound_file("EncryptedPackage"), "a.xlsx", "有密码", id="xlsx with a password"),
    pytest.param(compound_file("WordDocument"), "a.doc", None, id="doc with nothing in it"),
    pytest.param(compound_file("Contents"), "a.wps", None, id="an OLE file of another program"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a.doc", None, id="doc with an empty header"),
    pytest.param((OLD / "numbered.doc").read_bytes()[:3000], "a.doc", None, id="doc cut short"),
    pytest.param((OLD / "dates.xls").read_bytes()[:1500], "a.xls", None, id="xls cut short"),
]


@pytest.mark.parametrize(("payload", "name", "reason"), REFUSED)
def test_what_is_no_plan_file_is_refused_with_the_reason(payload, name, reason):
    with pytest.raises(Unreadable, match=reason) as raised:
        read_document(payload, name)
    told = str(raised.value)
    assert "\n" not in told and "Error" not in told and "一" <= told[0] <= "鿿"


@pytest.mark.parametrize(
    ("payload", "name", "reason"), [bad for bad in REFUSED if bad.id in ("empty", "pdf", "docx cut short", "zip bomb", "docx with a password")]
)
def test_the_user_is_told_the_file_the_reason_and_what_to_do_in_one_line(payload, name, reason, tmp_path):
    path = tmp_path / name
    path.write_bytes(payload)
    with pytest.raises(InvalidInput, match=reason) as raised:
        read_guarded(path)
    told = str(raised.value)
    assert told.startswith(f"无法读取 {path}：") and "请" in told and "\n" not in told


def test_a_locked_file_says_how_to_unlock_it():
    with pytest.raises(Unreadable) as raised:
        read_document(locked(word_file()), "a.docx")
    assert str(raised.value) == LOCKED


def test_the_process_apart_gives_the_same_document(tmp_path):
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file())
    assert read_guarded(path) == read_document(word_file(), path.name)


def test_a_text_file_needs_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "_read_apart", None)
    path = tmp_path / "plan.txt"
    path.write_text("一、公开", encoding="gb18030")
    assert read_guarded(path).blocks == (Paragraph("一、公开", 1),)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("没有.docx", "没有这个文件"), (".", "这是文件夹"), ("过大.docx", "文件过大"), ("x" * 300, "系统打不开"), ("a\0b", "系统打不开")],
    ids=["missing", "folder", "too large", "name too long", "name with a zero"],
)
def test_what_is_no_file_of_a_plan_is_refused_before_it_is_read(name, reason, tmp_path):
    with (tmp_path / "过大.docx").open("wb") as held:
        held.truncate(guard.MOST_FILE_BYTES + 1)
    with pytest.raises(InvalidInput, match=reason) as raised:
        read_guarded(tmp_path / name)
    assert "\n" not in str(raised.value) and "请" in str(raised.value)


@pytest.mark.parametrize(
    ("what_happens", "reason"),
    [
        pytest.param("import os; os.abort()", "读取时中止", id="a crash"),
        pytest.param("while True: pass", "还没有读完", id="no end"),
        pytest.param("import rules.office.reading_process as p; p._bound(); bytearray(2_000_000_000)", "读取时中止", id="too much memory"),
        pytest.param("print('{}')", "读取时中止", id="an odd answer"),
    ],
)
def test_whatever_happens_to_the_reading_process_is_one_line(what_happens, reason, tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "_START", f"import sys; sys.path.insert(0, {guard._ROOT!r})\n{what_happens}")
    monkeypatch.setattr(guard, "MOST_SECONDS", 2.0)
    path = tmp_path / "a.docx"
    path.write_bytes(word_file())
    with pytest.raises(InvalidInput, match=reason):
        read_guarded(path)
