"""Attachments spoiled in any way: cut, changed, doubled. Each is read or says why not, the same way each time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extract import read_payload

sys.path.append(str(Path(__file__).parent))
from packed_samples import rar4_of, rar5_of, zip_of

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD = zip_of(
    {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
        "D/D.xml": f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'.encode(),
        "D/P.xml": (
            f'<ofd:Page {NS}><ofd:Content><ofd:Layer><ofd:TextObject Boundary="1 2 30 4" Size="5" CTM="1 0 0 1 0 0">'
            '<ofd:TextCode X="0" Y="4" DeltaX="g 3 5 6">政务公开工作</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>'
        ).encode(),
    },
    0,
)
RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 S;}}\f0 \'d5\'fe\u21153?\par\trowd\clvmgf\cellx100\clmgf\cellx200\clmrg\cellx300\intbl a\cell b\cell"
    rb"\cell\row{\*\shpinst{\shptxt box\par}}{\pict\bin3 abc}{\footnote n}\uc2\u-10176??}"
)
SHEET = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row><Cell ss:Index="3" ss:MergeAcross="2"><Data ss:Type="Number">'
    b"1.0</Data></Cell></Row></Table></Worksheet></Workbook>"
)
WORD = (
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    b"<w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:wordDocument>"
)
MHTML = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>abc</p>\r\n--b--\r\n'
DOC = (Path(__file__).parents[2] / "rules/office/fixtures/merged.doc").read_bytes()
SAMPLES = {
    "ofd": OFD,
    "rtf": RTF,
    "sheet xml": SHEET,
    "word xml": WORD,
    "mhtml": MHTML,
    "doc": DOC,
    "zip": zip_of({"a.rtf": RTF, "b.ofd": OFD, "c.zip": zip_of({"d.csv": b"a,b\n1,2"})}),
    "rar 4": rar4_of({"a.rtf": RTF}),
    "rar 5": rar5_of({"a.rtf": RTF}),
    "csv": '单位;"金\n额"\n甲;1\n'.encode("gb18030"),
}
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["cut", "set", "double", "drop", "flip"]), st.integers(0, 255)), min_size=1, max_size=6)


def _spoiled(payload: bytes, changes) -> bytes:
    for place, how, byte in changes:
        at = int(place * len(payload))
        if how == "cut" and at > len(payload) // 2:
            payload = payload[:at]
        elif how == "set":
            payload = payload[:at] + bytes((byte,)) + payload[at + 1 :]
        elif how == "double":
            payload = payload[:at] + payload[at : at + byte] + payload[at:]
        elif how == "drop":
            payload = payload[:at] + payload[at + byte // 8 :]
        elif how == "flip" and at < len(payload):
            payload = payload[:at] + bytes((payload[at] ^ 1 << byte % 8,)) + payload[at + 1 :]
    return payload


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_a_spoiled_file_is_read_or_says_why(name, changes):
    payload = _spoiled(SAMPLES[name], changes)
    page = read_payload(payload, "", f"附件.{name.split()[0]}").page
    assert page.readable or page.reason
    assert not any(word in f"{page.reason}{page.members}" for word in ("无法解析", "中止", "超时")), (page.reason, page.members)
    assert page == read_payload(payload, "", f"附件.{name.split()[0]}").page
