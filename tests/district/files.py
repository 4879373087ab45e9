"""Bytes of attachments, the same for the same contents: workbooks, documents, scans, pictures, broken files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
from district.model import File
from docx import Document

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "scan": "application/pdf", "png": "image/png",
    "broken": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_CORE = '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'


def file_bytes(file: File) -> bytes:
    """The file's bytes by its kind."""
    if file.kind == "xlsx":
        return _frozen(_workbook(file))
    if file.kind == "docx":
        return _frozen(_document(file))
    if file.kind == "scan":
        return _scan()
    return b"PK\x03\x04" + bytes(range(7, 250)) * 12


def _workbook(file: File) -> bytes:
    """A title row, what the text says, then the table, as officials make them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    width = max((len(r) for r in file.sheet.rows), default=1)
    sheet.append([file.sheet.paragraphs[0] if file.sheet.paragraphs else file.name])
    if width > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    for row in file.sheet.rows or tuple((p,) for p in file.sheet.paragraphs[1:]):
        sheet.append([_number(c) for c in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(cell: str) -> str | int | float:
    try:
        return int(cell) if cell.isdigit() else float(cell)
    except ValueError:
        return cell


def _document(file: File) -> bytes:
    document = Document()
    document.add_heading(file.name.rsplit(".", 1)[0], 1)
    for text in file.sheet.paragraphs:
        document.add_paragraph(text)
    if file.sheet.rows:
        table = document.add_table(rows=len(file.sheet.rows), cols=len(file.sheet.rows[0]))
        for row, cells in zip(table.rows, file.sheet.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _frozen(packed: bytes) -> bytes:
    """The same archive without the times at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = _CORE.encode() if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _scan() -> bytes:
    """A one-page PDF whose page is a grey picture: no text in it."""
    pixels = zlib.compress(bytes([200]) * 64 * 64, 9)
    paint = b"q 500 0 0 700 50 50 cm /P Do Q"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(paint), paint),
        b"<</Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(pixels), pixels),
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def picture_bytes() -> bytes:
    """A small grey PNG: what a photographed table is to a reader of text."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + bytes([170 + 10 * (y % 8)]) * 120 for y in range(80))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 80, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
