"""Files under other names than their own: read as what they are, and pages that only say why there is no file are no file."""

from __future__ import annotations

import pytest

from crawler.extract import read_payload
from rules.office.sniff import sniff

SHEET_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="收支"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2017年9月收支</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">区财政局</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">12.0</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2017-09-30T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row/></Table></Worksheet><Worksheet ss:Name="空"/></Workbook>"""
WORD_XML = """<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">
<w:body><wx:sect><w:p><w:r><w:t>政务公开要点</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>时限</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><w:binData w:name="wordml://1.png">iVBORw0KGgo=</w:binData></w:pict></w:r></w:p></wx:sect></w:body></w:wordDocument>"""
FLAT_WORD = """<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>平铺</w:t></w:r></w:p></w:body></w:document>
</pkg:xmlData></pkg:part></pkg:package>"""
MHTML = """MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="gb2312"\r
Content-Transfer-Encoding: quoted-printable\r\n\r
<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><body><p>=D5=FE=CE=F1=B9=AB=BF=AA</p></body></html>\r\n--b--\r\n"""
NUMBERS = "<table><tr><td>404</td><td>1</td><td>2</td></tr>" + "<tr><td>a</td><td>1</td><td>2</td></tr>" * 3
DOCUMENT = "<p>" + "各镇人民政府、街道办事处，区政府各部门：现将要点印发给你们，请认真贯彻执行。" * 12 + "登录网站查看。</p>"


def _read(payload: str | bytes, name: str, content_type: str = ""):
    return read_payload(payload.encode() if isinstance(payload, str) else payload, content_type, name).page


@pytest.mark.parametrize(
    ("payload", "name", "media", "body", "rows"),
    [
        pytest.param(SHEET_XML, "收支.xls", "sheetxml", "收支\n2017年9月收支\n区财政局\t\t12\n2017-09-30\t是", 3, id="spreadsheet as XML"),
        pytest.param(WORD_XML, "要点.doc", "wordxml", "政务公开要点\n单位\t时限", 1, id="Word 2003 XML"),
        pytest.param(FLAT_WORD, "平铺.doc", "wordxml", "平铺", 0, id="docx as one XML"),
        pytest.param(MHTML, "公开.doc", "mhtml", "政务公开", 0, id="web archive"),
        pytest.param("单位\t金额\n区财政局\t12\n".encode("gb18030"), "收支.xls", "csv", "单位\t金额\n区财政局\t12", 2, id="tabs under .xls"),
        pytest.param('单位,金额\n"区\n财政局","1,2"\n', "收支.xls", "csv", "单位\t金额\n区 财政局\t1,2", 2, id="commas under .xls"),
        pytest.param("单位;金额\n区财政局;1,2\n", "a.csv", "csv", "单位\t金额\n区财政局\t1,2", 2, id="semicolons"),
        pytest.param("政务公开要点", "要点.doc", "txt", "政务公开要点", 0, id="text under .doc"),
        pytest.param("[附件]政务公开要点", "要点.txt", "txt", "[附件]政务公开要点", 0, id="text that begins with a bracket"),
        pytest.param(f"<html><body>{DOCUMENT}</body></html>", "要点.doc", "html", DOCUMENT[3:-4], 0, id="a long text that speaks of a login"),
        pytest.param(NUMBERS, "表.xls", "html", "404\t1\t2" + "\na\t1\t2" * 3, 4, id="a table with such a number"),
    ],
)  # fmt: skip
def test_files_are_read_as_what_they_are(payload, name, media, body, rows):
    page = _read(payload, name)
    assert (page.kind, page.media, page.readable, page.reason, page.body) == ("attachment", media, True, "", body)
    assert sum(map(len, page.tables)) == rows


def test_cells_of_separated_text_are_one_line_each():
    assert _read('单位,金额\n"区\n财政局","1,2"\n', "a.csv").tables == ((("单位", "金额"), ("区 财政局", "1,2")),)


NAVIGATION = "".join(f'<li><a href="/{i}.html">栏目名称{i}</a></li>' for i in range(60))


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        pytest.param("<html><head><title>404</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>", "404", id="server's own"),
        pytest.param("<html><body><p>对不起，您访问的页面不存在或已删除！</p><a href='/'>返回首页</a></body></html>", "404", id="gone"),
        pytest.param("<html><title>统一身份认证登录</title><body>请输入账号和密码<form><input type=password></form></body></html>", "登录", id="login"),
        pytest.param("<html><script>location.href='/index.html'</script><body></body></html>", "几乎没有文字", id="only a script"),
        pytest.param(f"<html><title>某区政府</title><body><ul>{NAVIGATION}</ul></body></html>", "大半是链接", id="the home page"),
    ],
)
@pytest.mark.parametrize("name", ["附件.doc", "附件.xls", "附件.pdf", "附件.zip"])
def test_a_page_that_answers_for_a_file_is_not_its_text(markup, reason, name):
    page = _read(markup, name)
    assert (page.kind, page.readable, page.body) == ("attachment", False, "")
    assert reason in page.reason and "网页" in page.reason


def test_cells_merged_downwards_in_word_2003_are_filled():
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vmerge{mark}/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>"
        for mark, text in ((' w:val="restart"', "甲"), ("", ""))
    )
    payload = f'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:tbl>{rows}</w:tbl></w:body></w:wordDocument>'
    assert _read(payload, "表.doc").tables == ((("甲", "b"), ("甲", "b")),)


def test_every_sheet_of_a_workbook_saved_as_web_archive_is_read():
    part = "\r\n--b\r\nContent-Type: text/html\r\n\r\n{}"
    pages = ("<html><frameset><frame></frameset></html>", "<table><tr><td>1</td><td>2</td></tr></table>", "<p>second sheet</p>")
    payload = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n' + "".join(map(part.format, pages)) + "\r\n--b--"
    page = _read(payload, "表.xls")
    assert (page.body, page.tables) == ("1\t2\nsecond sheet", ((("1", "2"),),))


def test_a_viewer_that_answers_for_a_pdf_is_not_its_text():
    markup = "<html><title>在线阅读</title><body><div>上一页</div><div>下一页</div><div>放大缩小打印下载</div><canvas></canvas></body></html>"
    page = _read(markup, "附件.pdf")
    assert (page.kind, page.readable, page.reason) == ("attachment", False, "不是 pdf 文件而是网页")


def test_a_title_that_speaks_of_errors_in_another_sense_is_a_document():
    page = _read(f"<html><title>关于更正错误信息的公告</title><body>{DOCUMENT}</body></html>", "公告.doc")
    assert page.readable


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        pytest.param(SHEET_XML.encode("utf-16"), "sheetxml", id="spreadsheet XML in UTF-16"),
        pytest.param(b"From: <Saved by WebKit>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n<html>", "mhtml", id="saved by a browser"),
        pytest.param(b"<html><body>MIME-Version: 1.0</body></html>", "html", id="a page that names it"),
        pytest.param(b"x" * 257 + b"ustar\x0000" + b"\0" * 300, "tar", id="tar"),
    ],
)
def test_kinds_are_told_by_bytes(payload, kind):
    assert sniff(payload, "", "a.doc") == kind
