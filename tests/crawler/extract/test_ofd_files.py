"""OFD attachments: text in the order people read it, from files as several programs write them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crawler.extract import read_payload

sys.path.append(str(Path(__file__).parent))
from packed_samples import zip_of

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _text(x: float, y: float, text: str, code: str = "", more: str = "") -> str:
    return f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 6" Font="3" Size="5" {more}><ofd:TextCode X="0" Y="5" {code}>{text}</ofd:TextCode></ofd:TextObject>'


def _page(content: str, template: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NS}>{template}<ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def _ofd(*pages: str, template: str = "", more: dict[str, str] | None = None, common: str = "") -> bytes:
    held = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    ground = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{ground}{common}</ofd:CommonData><ofd:Pages>{held}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{at}/Content.xml": page for at, page in enumerate(pages)},
        **({"Doc_0/Tpls/Tpl_0/Content.xml": template} if template else {}),
        **(more or {}),
    }
    return zip_of({name: text.encode() for name, text in parts.items()})


def _read(payload: bytes):
    return read_payload(payload, "", "文件.ofd").page


@pytest.mark.parametrize(
    ("content", "body"),
    [
        pytest.param(_text(20, 40, "第二行") + _text(20, 30, "第一行"), "第一行\n第二行", id="by height, not by order in the file"),
        pytest.param(_text(60, 30, "右", "") + _text(20, 30.4, "左"), "左 右", id="one line from left to right"),
        pytest.param(_text(20, 30, "番禺", 'DeltaX="5"') + _text(30, 30, "区", ""), "番禺区", id="runs that touch are one word"),
        pytest.param(_text(20, 30, "一二三四", 'DeltaX="5 15 5"'), "一二 三四", id="a wide gap is a blank"),
        pytest.param(_text(20, 30, "通知公告", 'DeltaX="g 3 12"'), "通知公告", id="even spacing is one word"),
        pytest.param(_text(20, 30, "甲乙丙", 'DeltaX="0 0" DeltaY="8 8"'), "甲\n乙\n丙", id="upright text"),
        pytest.param(_text(0, 0, "缩放", 'DeltaX="5"', 'CTM="1 0 0 1 20 30"') + _text(20, 20, "上"), "上\n缩放", id="moved by its matrix"),
        pytest.param(_text(20, 30, "&lt;办法&gt;"), "<办法>", id="escaped"),
        pytest.param(f'<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">{_text(20, 30, "块")}</ofd:PageBlock></ofd:PageBlock>', "块", id="in blocks"),
        pytest.param(_text(20, 30, "2017", 'DeltaX="2.5 2.5 2.5"') + _text(30, 30, "年"), "2017年", id="digits and characters"),
    ],
)
def test_text_is_read_as_people_read_it(content, body):
    page = _read(_ofd(_page(content)))
    assert (page.media, page.readable, page.reason, page.body) == ("ofd", True, "", body)


def test_pages_stand_in_their_order_upon_their_templates():
    used = '<ofd:Template TemplateID="77" ZOrder="Background"/>'
    page = _read(_ofd(_page(_text(20, 50, "一"), used), _page(_text(20, 50, "二")), template=_page(_text(20, 10, "页眉"))))
    assert page.body == "页眉\n一\n\n二"


def test_names_without_regard_to_case_and_from_the_root():
    payload = _ofd(_page(_text(20, 30, "文")), more={"doc_0/PAGES/page_1/content.xml": _page(_text(20, 30, "字"))})
    changed = zip_of(
        {
            "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "doc_0/document.xml": f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="/Doc_0/a.xml"/></ofd:Pages></ofd:Document>'.encode(),
            "doc_0/A.XML": _page(_text(20, 30, "根")).encode(),
        }
    )
    assert (_read(payload).body, _read(changed).body) == ("文", "根")


IMAGE = '<ofd:ImageObject ID="8" Boundary="0 0 210 297" ResourceID="4"/>'
ENTITY = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "{"&a;" * 10}"><!ENTITY c "{"&b;" * 10}"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(_ofd(_page(IMAGE), _page(IMAGE)), "扫描件或图片 OFD，没有文字层", id="scanned"),
        pytest.param(_ofd(_page("")), "OFD 里没有文字", id="blank"),
        pytest.param(_ofd(), "OFD 已损坏", id="no pages"),
        pytest.param(_ofd(_page(_text(1, 1, "x")), more={"Doc_0/Encryptions.xml": "<x/>"}), "OFD 已加密", id="encrypted"),
        pytest.param(zip_of({"OFD.xml": b"a"}), "已损坏", id="no xml"),
        pytest.param(zip_of({"OFD.xml": f"<ofd:OFD {NS}/>".encode()}), "OFD 已损坏", id="no document"),
        pytest.param(zip_of({"OFD.xml": b"<a/>", "Doc_0/x.xml": b"\0" * 120_000_000}), "过大", id="bomb"),
        pytest.param(_ofd(_page("<ofd:PageBlock>" * 90 + "</ofd:PageBlock>" * 90)), "嵌套过深", id="too deep"),
    ],
)
def test_what_cannot_be_read_says_why(payload, reason):
    page = _read(payload)
    assert (page.readable, reason in page.reason) == (False, True), page.reason


def test_pictures_are_counted():
    assert (_read(_ofd(_page(IMAGE), _page(IMAGE))).images, _read(_ofd(_page(_text(20, 30, "文") + IMAGE))).images) == (2, 1)


def test_entities_are_not_resolved():
    page = _read(_ofd(_page(_text(20, 30, "文&c;&f;")).replace("<ofd:Page", ENTITY + "<ofd:Page", 1)))
    assert "root:" not in page.body and "aaaa" not in page.body


def test_what_is_missing_is_said():
    cut = _ofd(_page(_text(20, 30, "文")), _page(_text(20, 30, "断"))[:-30])
    gone = _ofd(_page(_text(20, 30, "文")), common='<ofd:TemplatePage ID="1" BaseLoc="no.xml"/>', more={})
    attached = _ofd(
        _page(_text(20, 30, "文")), common="<ofd:Attachments>A.xml</ofd:Attachments>", more={"Doc_0/A.xml": "<Attachments><Attachment/></Attachments>"}
    )
    assert [_read(p).reason for p in (cut, gone, attached)] == ["文件有破损，可能缺少内容", "", "OFD 里另有附件文件，没有读取"]


@pytest.mark.parametrize("number", ["nan", "1e999", "-", "g 99999999 1", ""])
def test_odd_numbers_do_no_harm(number):
    assert _read(_ofd(_page(_text(20, 30, "文字", f'DeltaX="{number}" DeltaY="{number}"', f'CTM="{number}"')))).body.replace("\n", "") == "文字"
