"""Attachments made by hand in the formats that no library of ours writes: pdf, zip, ofd, rtf, mhtml, csv, html under Office names."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from io import BytesIO

from fuzz.originals import Original, originals

TEXT = "甲区二〇三一年度部门预算公开表"
_ROWS = (("项目", "预算数", "决算数"), ("一般公共服务支出", "1,203.50", "1,198.00"), ("教育支出", "560.00", "560.00"))
_CELLS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROWS)
_HTML = f"<html><meta charset=gb2312><body><p>{TEXT}</p><table border=1>{_CELLS}</table></body></html>"
_OFD_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_OFD = {
    "OFD.xml": f'<ofd:OFD {_OFD_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    "Doc_0/Document.xml": f"<ofd:Document {_OFD_SPACE}>"
    "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
    "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {_OFD_SPACE}><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="3" Boundary="20 20 170 8" Font="4" Size="5">'
    f'<ofd:TextCode X="0" Y="5" DeltaX="g 14 5">{TEXT}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>',
}


def made_files() -> Iterator[Original]:
    """One of each."""
    yield Original("text.pdf", _pdf())
    yield Original("table.rtf", _rtf())
    yield Original("page.ofd", _zipped(_OFD))
    yield Original("members.zip", _archive())
    yield Original("table.csv", "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS).encode("gb18030"))
    yield Original("text.txt", f"{TEXT}\r\n一、总体情况\r\n2031年1至6月收入12亿元。".encode("utf-16"))
    yield Original("html.doc", _HTML.encode("gb18030"))
    yield Original("html.xls", _HTML.encode("gb18030"))
    yield Original("saved.mht", _mhtml())
    yield Original("text.gz", gzip.compress(TEXT.encode()))
    yield Original(
        "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
    )


def _pdf() -> bytes:
    """One page with a line in a font of its own that tells its characters by a ToUnicode table, as Chinese writers do."""
    codes = "".join(f"{at:04x}" for at in range(1, len(TEXT) + 1))
    table = "".join(f"<{at:04x}> <{ord(c):04x}>\n" for at, c in enumerate(TEXT, 1))
    content = f"BT /F1 14 Tf 60 760 Td <{codes}> Tj 0 -24 Td <{codes[:40]}> Tj ET\n60 700 200 20 re S"
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
    to_unicode = f"{head} {len(TEXT)} beginbfchar\n{table}endbfchar endcmap end"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
    ]
    held, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(held))
        held += f"{number} 0 obj\n{part}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{rows}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(held)}\n%%EOF\n"
    return (held + end).encode("ascii")


def _rtf() -> bytes:
    def escaped(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))

    rows = "".join("\\trowd\\cellx2000\\cellx4000\\cellx6000 " + "".join(f"{escaped(cell)}\\cell " for cell in row) + "\\row\n" for row in _ROWS)
    said = "".join(f"\\u{ord(c)}?" for c in TEXT)
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fnil\\fcharset134 SimSun;}}}}\\pard {said}\\par\n{rows}\\pard {escaped(TEXT)}\\par}}".encode(
        "ascii"
    )


def _archive() -> bytes:
    """A zip with names in GBK as old Chinese tools write them, a table and a zip within."""
    table = next(o for o in originals(None) if o.name == "table.xlsx").payload
    members = {"2031年预算/附件1.xlsx": table, "说明.txt": TEXT.encode("gb18030"), "内.zip": _zipped({"说明.txt": TEXT})}
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, payload) in enumerate(members.items()):
            archive.writestr(_stand_in(at, name).decode("ascii"), payload)
    whole = held.getvalue()
    for at, name in enumerate(members):
        whole = whole.replace(_stand_in(at, name), name.encode("gbk"))
    return whole


def _stand_in(at: int, name: str) -> bytes:
    """As long as the name is in GBK: the zip module itself would write UTF-8 and say so."""
    return f"{at}_".encode().ljust(len(name.encode("gbk")), b"x")


def _zipped(members: dict[str, str]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return held.getvalue()


def _mhtml() -> bytes:
    part = "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit"
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--x"\r\n\r\n----x\r\n{part}\r\n\r\n'
    return head.encode() + _HTML.encode("gb18030") + b"\r\n----x--\r\n"
