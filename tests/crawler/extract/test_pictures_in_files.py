"""Pictures in Office files: those large enough to hold text are counted, since it is not read; logos and seals are not."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm

from crawler.extract import read_payload

sys.path.append(str(Path(__file__).parent))
from packed_samples import zip_of

OLD = (Path(__file__).parents[2] / "rules/office/fixtures/merged.doc").read_bytes()
SEAL, SCAN = (4.2, 4.2), (16.0, 22.0)
"""Centimetres."""


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height)) + _chunk(b"IEND", b"")


def jpg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0\xff\xd9"


def _docx(size, in_header: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph("公开指南")
    place = document.sections[0].header.paragraphs[0] if in_header else document.add_paragraph()
    place.add_run().add_picture(io.BytesIO(png(4, 4)), Cm(size[0]), Cm(size[1]))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _vml(style: str) -> bytes:
    """As old Word files are after WPS saves them anew; the same picture may stand once more for newer programs."""
    body = f'<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="r1"/></v:shape></w:pict></w:r></w:p>'
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="r"'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>".encode(),
        "word/media/a.png": b"",
    }
    return zip_of(parts)


def _xlsx(size) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "表"
    held = io.BytesIO()
    book.save(held)
    emu = [int(part * 360_000) for part in size]
    picture = f'<x:pic><x:blipFill><a:blip/></x:blipFill><x:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu[0]}" cy="{emu[1]}"/></a:xfrm></x:spPr></x:pic>'
    drawing = f'<x:wsDr xmlns:x="x" xmlns:a="a"><x:twoCellAnchor>{picture}</x:twoCellAnchor></x:wsDr>'
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    return held.getvalue()


def _rtf(size, scale: int = 100) -> bytes:
    goal = [int(part * 567 * 100 / scale) for part in size]
    return rf"{{\rtf1 text\par{{\pict\pngblip\picwgoal{goal[0]}\pichgoal{goal[1]}\picscalex{scale}\picscaley{scale} 00ff}}}}".encode()


def _ofd(size) -> bytes:
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    words = '<ofd:TextObject Boundary="1 2 30 4" Size="5"><ofd:TextCode X="0" Y="4">政务</ofd:TextCode></ofd:TextObject>'
    image = f'<ofd:ImageObject Boundary="10 20 {size[0] * 10} {size[1] * 10}"/>'
    return zip_of(
        {
            "OFD.xml": f"<ofd:OFD {names}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "D.xml": f'<ofd:Document {names}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'.encode(),
            "P.xml": f"<ofd:Page {names}><ofd:Content><ofd:Layer>{words}{image}</ofd:Layer></ofd:Content></ofd:Page>".encode(),
        }
    )


@pytest.mark.parametrize(
    ("payload", "count"),
    [
        pytest.param(_docx(SEAL), 0, id="docx, seal"),
        pytest.param(_docx(SCAN), 1, id="docx, scan"),
        pytest.param(_docx((15, 2.8), in_header=True), 0, id="docx, letterhead"),
        pytest.param(_vml("position:absolute;width:119pt;height:4.2cm;z-index:1"), 0, id="docx as vml, seal"),
        pytest.param(_vml("width:415.3pt;height:8in"), 1, id="docx as vml, scan"),
        pytest.param(_vml("left:0"), 1, id="docx as vml, of no told size"),
        pytest.param(_xlsx(SEAL), 0, id="xlsx, seal"),
        pytest.param(_xlsx(SCAN), 1, id="xlsx, scan"),
        pytest.param(_xlsx((0, 0)), 1, id="xlsx, of no told size"),
        pytest.param(OLD, 0, id="doc"),
        pytest.param(OLD + png(200, 200) + jpg(200, 200), 0, id="doc, seals"),
        pytest.param(OLD + png(1600, 1200) + jpg(1200, 1600), 2, id="doc, scans"),
        pytest.param(_rtf(SEAL), 0, id="rtf, seal"),
        pytest.param(_rtf(SCAN), 1, id="rtf, scan"),
        pytest.param(_rtf(SEAL, scale=20), 0, id="rtf, seal made smaller"),
        pytest.param(_ofd(SEAL), 0, id="ofd, seal"),
        pytest.param(_ofd(SCAN), 1, id="ofd, scan"),
    ],
)
def test_pictures_that_may_hold_text_are_counted(payload, count):
    page = read_payload(payload, "", "附件").page
    assert (page.readable, page.reason, page.images) == (True, "", count)


def test_a_broken_drawing_costs_no_sheet():
    held = io.BytesIO(_xlsx(SEAL))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/drawings/drawing2.xml", "")
    page = read_payload(held.getvalue(), "", "表.xlsx").page
    assert (page.readable, page.images) == (True, 1)
