"""Word files: what a reader of the page sees, cell by cell, with the numbers Word writes by itself."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from rules.chinese import numeral
from rules.office.archives import Unreadable
from rules.office.blocks import Paragraph, Table
from rules.office.docx import read_docx
from rules.office.list_numerals import written
from rules.office.notes import BROKEN, HIDDEN, PICTURES, REVISED

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word(body: str, numbering: str = "", styles: str = "", **others: str) -> bytes:
    """A docx of hand-written XML; `others`: members of the word folder by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
        for name, content in others.items():
            archive.writestr(f"word/{name}.xml", content)
    return held.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def para(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def item(text: str, level: int = 0, number: str = "1") -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str, more: str = "") -> str:
    return para(text, f'<w:pStyle w:val="{style}"/>{more}')


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def box(inside: str) -> str:
    return f"<w:txbxContent>{inside}</w:txbxContent>"


def either(new: str, old: str) -> str:
    return f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(at: int, number_format: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, name: str = "0", more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def number(name: str, of: str = "0", more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def texts(payload: bytes) -> list[str]:
    return [block.text for block in read_docx(payload).blocks if isinstance(block, Paragraph)]


def grids(payload: bytes) -> list[list[list[str]]]:
    """Each table's rows; a covered cell shows how it is covered."""
    found = [block for block in read_docx(payload).blocks if isinstance(block, Table)]
    return [[[f"<{c.merged}>" if c.merged else c.text for c in r.cells] for r in t.rows] for t in found]


def test_paragraphs_and_rows_stand_in_reading_order_and_count_as_lines():
    document = docx.Document()
    document.add_paragraph("甲区2031年政务公开工作分工方案")
    document.add_paragraph("")
    held = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("工作任务", "责任单位", "公开预算", "区财政局")):
        held.cell(at // 2, at % 2).text = text
    document.add_paragraph("附则")
    saved = io.BytesIO()
    document.save(saved)
    first, middle, last = read_docx(saved.getvalue()).blocks
    assert (first, last) == (Paragraph("甲区2031年政务公开工作分工方案", 1), Paragraph("附则", 4))
    assert [(r.line, [c.text for c in r.cells]) for r in middle.rows] == [(2, ["工作任务", "责任单位"]), (3, ["公开预算", "区财政局"])]


def test_merged_cells_keep_their_text_once_and_cover_the_rest():
    document = docx.Document()
    held = document.add_table(rows=3, cols=3)
    for at in range(9):
        held.cell(at // 3, at % 3).text = "甲乙丙丁戊己庚辛壬"[at]
    held.cell(0, 0).merge(held.cell(0, 1)).text = "一"
    held.cell(1, 0).merge(held.cell(2, 0)).text = "二"
    saved = io.BytesIO()
    document.save(saved)
    assert grids(saved.getvalue()) == [[["一", "<left>", "丙"], ["二", "戊", "己"], ["<above>", "辛", "壬"]]]


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        pytest.param(
            [
                row(cell(para("甲"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), cell(para("乙"))),
                row(cell(para(), '<w:gridSpan w:val="2"/><w:vMerge/>'), cell(para("丙"))),
            ],
            [["甲", "<left>", "乙"], ["<above>", "<left>", "丙"]],
            id="a block of merged cells",
        ),
        pytest.param(
            [row(cell(para("甲")), cell(para("乙"))), row(cell(para("丙")), properties='<w:gridBefore w:val="1"/>')],
            [["甲", "乙"], ["", "丙"]],
            id="columns left out before",
        ),
        pytest.param(
            [row(cell(para("甲")), cell(para("乙"))), row(cell(para("丙")), properties='<w:gridAfter w:val="1"/>')],
            [["甲", "乙"], ["丙", ""]],
            id="columns left out after",
        ),
        pytest.param(
            [row(cell(para("甲"), '<w:hMerge w:val="restart"/>'), cell(para(), "<w:hMerge/>"), cell(para("乙")))],
            [["甲", "<left>", "乙"]],
            id="merged the old way",
        ),
        pytest.param([row(cell(para("甲"), "<w:vMerge/>"), cell(para("乙")))], [["甲", "乙"]], id="nothing above to continue"),
        pytest.param(
            [row(cell(para("甲"), '<w:vMerge w:val="restart"/>')), row(cell(para("乙"))), row(cell(para("丙"), "<w:vMerge/>"))],
            [["甲"], ["乙"], ["丙"]],
            id="a merge that was broken off",
        ),
        pytest.param([row(cell(para("甲"), '<w:gridSpan w:val="999999999999"/>'), cell(para("乙")))], [["甲", "乙"]], id="a span no table has"),
        pytest.param(
            [row(cell(para("甲") + para("乙")), cell(f"<w:p>{run('丙')}<w:r><w:br/></w:r>{run('丁')}</w:p>"))], [["甲\n乙", "丙\n丁"]], id="lines in a cell"
        ),
        pytest.param(
            [row(cell(para("外") + table(row(cell(para("甲")), cell(para("乙"))), row(cell(para("丙"))))))], [["外\n甲 乙\n丙"]], id="a table in a cell"
        ),
        pytest.param([control(row(control(cell(para("甲")))))], [["甲"]], id="content controls"),
        pytest.param([row(cell(para("甲"))), row(cell(para("删")), properties="<w:del/>")], [["甲"]], id="a deleted row"),
        pytest.param([row(cell(para("甲"))), row(cell(para("隐")), properties="<w:hidden/>")], [["甲"]], id="a hidden row"),
    ],
)
def test_a_table_is_read_as_the_grid_it_shows(rows, grid):
    assert grids(word(table(*rows))) == [grid]


def test_a_table_that_word_parted_stays_two_tables():
    assert grids(word(table(row(cell(para("甲")))) + para() + table(row(cell(para("乙")))))) == [[["甲"]], [["乙"]]]


@pytest.mark.parametrize(
    ("number_format", "pattern", "labels"),
    [
        pytest.param("decimal", "%1．", ["1．甲", "2．甲", "3．甲"], id="digits"),
        pytest.param("decimal", "%1.", ["1. 甲", "2. 甲", "3. 甲"], id="digits with a narrow point"),
        pytest.param("decimalFullWidth", "%1", ["１ 甲", "２ 甲", "３ 甲"], id="wide digits"),
        pytest.param("chineseCountingThousand", "%1、", ["一、甲", "二、甲", "三、甲"], id="Chinese"),
        pytest.param("japaneseCounting", "第%1章", ["第一章 甲", "第二章 甲", "第三章 甲"], id="chapters"),
        pytest.param("chineseCounting", "（%1）", ["（一）甲", "（二）甲", "（三）甲"], id="in brackets"),
        pytest.param("decimalEnclosedCircleChinese", "%1", ["① 甲", "② 甲", "③ 甲"], id="circles"),
        pytest.param("ideographTraditional", "%1.", ["甲. 甲", "乙. 甲", "丙. 甲"], id="stems"),
        pytest.param("lowerLetter", "%1)", ["a) 甲", "b) 甲", "c) 甲"], id="letters"),
        pytest.param("upperRoman", "%1.", ["I. 甲", "II. 甲", "III. 甲"], id="Roman"),
        pytest.param("bullet", "●", ["甲", "甲", "甲"], id="bullets"),
        pytest.param("none", "%1", ["甲", "甲", "甲"], id="none"),
    ],
)
def test_automatic_numbers_are_written_out(number_format, pattern, labels):
    numbering = abstract(level(0, number_format, pattern)) + number("1")
    assert texts(word(item("甲") * 3, numbering)) == labels


TWO_LEVELS = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "decimal", "%3．")
CUSTOM = level(0, "decimal", "%1．").replace('<w:numFmt w:val="decimal"/>', either('<w:numFmt w:val="custom"/>', '<w:numFmt w:val="decimalZero"/>'))
STYLES = (
    '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="A"/></w:style>'
)
LINKS = (
    abstract(more='<w:numStyleLink w:val="L"/>')
    + abstract(level(0, "decimal", "%1）"), name="7", more='<w:styleLink w:val="L"/>')
    + number("1") + number("2", "7")
)  # fmt: skip
LINKED = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("body", "numbering", "styles", "labels"),
    [
        pytest.param(
            item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("戊", 1),
            abstract(TWO_LEVELS) + number("1"),
            "",
            ["一、甲", "1.1 乙", "1.2 丙", "二、丁", "2.1 戊"],
            id="a lower level starts anew, in digits only",
        ),
        pytest.param(
            item("甲", 1) + item("乙") + item("丙", 1),
            abstract(level(0, "decimal", "%1．"), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')) + number("1"),
            "",
            ["（1）甲", "1．乙", "（2）丙"],
            id="a level that never starts anew",
        ),
        pytest.param(
            item("甲") + item("乙", 0, "2") + item("丙"),
            abstract(level(0, "decimal", "%1．")) + number("1") + number("2"),
            "",
            ["1．甲", "2．乙", "3．丙"],
            id="two lists of one kind count on",
        ),
        pytest.param(
            item("甲") + item("乙", 0, "2") + item("丙", 0, "2"),
            abstract(level(0, "decimal", "%1．")) + number("1") + number("2", "0", ANEW),
            "",
            ["1．甲", "5．乙", "6．丙"],
            id="a list that starts anew",
        ),
        pytest.param(
            item("甲") + item("乙"),
            abstract(level(0, "decimal", "%1．")) + number("1", "0", f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、")}</w:lvlOverride>'),
            "",
            ["A、甲", "B、乙"],
            id="a level of its own",
        ),
        pytest.param(
            item("甲"),
            LINKS,
            LINKED,
            ["1）甲"],
            id="a list by a style's name",
        ),
        pytest.param(
            styled("甲", "B") + styled("乙", "C") + styled("丙", "B", '<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("丁", "B"),
            abstract(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2．", '<w:pStyle w:val="C"/>')) + number("1"),
            STYLES,
            ["一、甲", "1．乙", "丙", "二、丁"],
            id="numbers from styles, and switched off",
        ),
        pytest.param(
            item("甲"),
            abstract(CUSTOM) + number("1"),
            "",
            ["01．甲"],
            id="a format that only new programs know",
        ),
        pytest.param(
            item("甲", 0, "9") + item("乙", 8, "1"), abstract(level(0, "decimal", "%1．")) + number("1"), "", ["甲", "乙"], id="a list that is not there"
        ),
        pytest.param(
            styled("甲", "A"),
            abstract(level(0, "decimal", "%1．")) + number("1"),
            '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>',
            ["甲"],
            id="a style built on itself",
        ),
    ],
)
def test_lists_count_as_word_counts(body, numbering, styles, labels):
    assert texts(word(body, numbering, styles)) == labels


def test_a_column_numbered_by_word_has_its_numbers_though_its_cells_are_empty():
    numbering = abstract(level(0, "decimal", "%1")) + number("1")
    covered = '<w:vMerge w:val="restart"/>'
    rows = [row(cell(item(""), covered), cell(para("甲"))), row(cell(item(""), "<w:vMerge/>"), cell(para("乙"))), row(cell(item("")), cell(para("丙")))]
    assert grids(word(table(*rows), numbering)) == [[["1", "甲"], ["<above>", "乙"], ["2", "丙"]]]


def test_chinese_numbers_are_those_of_plans():
    assert [written(value, "chineseCountingThousand") for value in range(1, 100)] == [numeral(value) for value in range(1, 100)]


@pytest.mark.parametrize("number_format", ["upperRoman", "lowerLetter", "chineseCounting", "decimalEnclosedCircle", "ideographZodiac", "unheardOf"])
@pytest.mark.parametrize("value", [0, 21, 5000, 999_999_999])
def test_a_number_a_format_does_not_reach_is_written_in_short(number_format, value):
    assert 0 < len(written(value, number_format)) < 12


def test_revisions_are_read_as_accepted_and_said():
    body = (
        f"<w:p>{run('公开')}<w:ins>{run('预算')}</w:ins><w:del><w:r><w:delText>决算</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p>{para('后半')}"
    )
    document = read_docx(word(body))
    assert [block.text for block in document.blocks] == ["公开预算新处", "前半后半"]
    assert document.notes == (REVISED,)


def test_a_deleted_paragraph_takes_no_number():
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>'
    assert texts(word(item("甲") + gone + item("乙"), abstract(level(0, "decimal", "%1．")) + number("1"))) == ["1．甲", "2．乙"]


def test_hidden_text_is_not_read_and_said():
    runs = run("看得见") + run("看不见", "<w:vanish/>") + run("也看得见", '<w:vanish w:val="0"/>')
    document = read_docx(word(f"<w:p>{runs}</w:p>"))
    assert [block.text for block in document.blocks] == ["看得见也看得见"] and document.notes == (HIDDEN,)


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        pytest.param(
            f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}<w:r><w:noBreakHyphen/><w:sym w:char='F0FC'/></w:r>{run('丙')}", ["甲 乙-丙"], id="tab, hyphen, symbol"
        ),
        pytest.param(f"{run('甲')}<w:r><w:br/></w:r>{run('乙')}<w:r><w:cr/></w:r>", ["甲", "乙"], id="line breaks"),
        pytest.param(
            f"<w:hyperlink>{run('链')}</w:hyperlink><w:smartTag><w:smartTagPr/>{run('签')}</w:smartTag>{control(run('控'))}",
            ["链签控"],
            id="links, smart tags, controls",
        ),
        pytest.param(
            f"<w:r><w:fldChar/><w:instrText>PAGEREF _Toc1</w:instrText><w:fldChar/></w:r>{run('3')}<w:fldSimple w:instr='DATE'>{run('5月')}</w:fldSimple>",
            ["35月"],
            id="fields",
        ),
        pytest.param(f"{run('甲')}<w:r><w:pict><v:textbox>{box(para('框内'))}</v:textbox></w:pict></w:r>{run('乙')}", ["甲乙", "框内"], id="a text box"),
        pytest.param(
            f"<w:r>{either(box(para('一次')), box(para('一次')))}</w:r>",
            ["一次"],
            id="said again for older programs",
        ),
        pytest.param(f"<w:r><w:ruby><w:rt>{run('fān')}</w:rt><w:rubyBase>{run('番')}</w:rubyBase></w:ruby></w:r>{run('禺')}", ["番禺"], id="ruby"),
    ],
)
def test_a_paragraph_reads_as_it_shows(inside, lines):
    assert texts(word(f"<w:p>{inside}</w:p>")) == lines


def test_headers_and_notes_are_no_lines_of_the_text():
    assert texts(word(para("正文"), header1=f"<w:hdr {NAMESPACES}>{para('页眉')}</w:hdr>")) == ["正文"]


def test_the_strict_dialect_is_read_alike():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'>{para('严格')}</w:document>")
    assert texts(held.getvalue()) == ["严格"]


def test_broken_xml_is_read_as_far_as_it_goes_and_said():
    document = read_docx(word(para("前面") + "<w:p><w:r><w:t>后面</w:r>"))
    assert document.notes == (BROKEN,) and document.blocks[0] == Paragraph("前面", 1)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(word(table(*[row(*[cell("", '<w:gridSpan w:val="100"/>')] * 10)] * 450)), "文档过大", id="half a million cells"),
        pytest.param(word(table(row(*[cell("")] * 3000), *[row(cell(""))] * 200)), "文档过大", id="one row makes all rows wide"),
        pytest.param(word(para("字" * 1_000_000) * 3), "文档过大", id="three million characters"),
        pytest.param(word("<w:tbl><w:tr><w:tc>" * 60 + para("底") + "</w:tc></w:tr></w:tbl>" * 60), "嵌套过深", id="tables in tables in tables"),
        pytest.param(word(""), None, id="nothing in it"),
        pytest.param(word("<w:sdt>" * 100_000), None, id="a hundred thousand controls deep"),
    ],
)
def test_a_bomb_is_refused_or_read_within_bounds(payload, reason):
    if reason is None:
        assert read_docx(payload).blocks == ()
        return
    with pytest.raises(Unreadable, match=reason):
        read_docx(payload)


def test_entities_are_not_resolved():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY l0 "哈">{LAUGHS}]><w:document {NAMESPACES}>{para("&l11;")}{para("后")}</w:document>')
    assert sum(len(block.text) for block in read_docx(held.getvalue()).blocks) < 100


def test_a_file_without_a_text_part_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/styles.xml", "<w:styles/>")
    with pytest.raises(Unreadable, match="没有正文"):
        read_docx(held.getvalue())


DRAWN = '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r></w:p>'
PICTURED = "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"


@pytest.mark.parametrize("picture", [DRAWN, PICTURED], ids=["drawing", "as older programs write it"])
def test_a_document_of_pictures_says_that_their_text_is_not_read(picture):
    document = read_docx(word(picture))
    assert (document.blocks, document.notes) == ((), (PICTURES,))


def test_a_document_without_text_or_pictures_is_read_as_nothing():
    document = read_docx(word(para()))
    assert (document.blocks, document.notes) == ((), ())
