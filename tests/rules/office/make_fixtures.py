"""Writes the old-format fixtures beside it (doc, xls): python tests/rules/office/make_fixtures.py

Documents are made as docx and xlsx, then converted by LibreOffice (`soffice` on the path); run it only where a fixture must change."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook

FIXTURES = Path(__file__).parent / "fixtures"
LEVELS = (("chineseCountingThousand", "%1、"), ("decimal", "%2."), ("decimalEnclosedCircleChinese", "%3"), ("upperRoman", "%1-%4"))


def numbering(document, number, levels, starts=(), abstract=None):
    """Adds a list of its own, or a use of `abstract` that starts elsewhere."""
    root = document.part.numbering_part.element
    if abstract is None:
        abstract = number + 100
        told = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{"nothing" if "、" in text else "space"}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text) in enumerate(levels)
        )
        element = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{told}</w:abstractNum>')
        root.insert(0, element)
    overrides = "".join(f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="{n}"/></w:lvlOverride>' for i, n in starts)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'))
    return abstract


def numbered(holder, text, number, level=0):
    paragraph = holder.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def filled(table, rows):
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def merged_cells():
    document = Document()
    document.add_paragraph("某区2019年政务公开工作分工表")
    head = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
    rows = [
        ("第一部分 财政信息", "", "", "", ""), head,
        ("1", "公开预算。", "区财政局", "各部门", "6月底前"), ("2", "公开决算。", "", "各部门", "9月底前"),
        head, ("3", "公开审计结果。", "区审计局", "", "全年"), ("4", "", "", "", ""),
    ]  # fmt: skip
    table = filled(document.add_table(len(rows), 5, style="Table Grid"), rows)
    table.cell(0, 0).merge(table.cell(0, 4))
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(5, 2).merge(table.cell(5, 3))
    table.cell(5, 0).text = "3"
    block = table.cell(5, 1).merge(table.cell(6, 1))
    block.text = "公开审计结果。\n公开整改情况。"
    document.add_paragraph("表后一段。")
    return document


def square_merge():
    document = Document()
    table = filled(document.add_table(3, 3, style="Table Grid"), [("甲", "", "丙"), ("", "", "丁"), ("戊", "己", "庚")])
    table.cell(0, 0).merge(table.cell(1, 1))
    return document


def automatic_numbers():
    document = Document()
    abstract = numbering(document, 60, LEVELS)
    numbering(document, 61, LEVELS, ((0, 5),), abstract)
    numbering(document, 62, (("bullet", "●"),))
    styles = document.styles["Heading 2"].element.get_or_add_pPr()
    styles.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="60"/></w:numPr>'))
    numbered(document, "重点领域", 60)
    numbered(document, "公开预算。", 60, 1)
    document.add_heading("公开决算。", 2)
    numbered(document, "分月公开。", 60, 2)
    numbered(document, "分类公开。", 60, 2)
    document.add_paragraph("不编号的一段。")
    numbered(document, "公开审计结果。", 60, 1)
    numbered(document, "重新从①数。", 60, 2)
    numbered(document, "政策解读", 60)
    numbered(document, "公开解读。", 60, 1)
    numbered(document, "附录", 60, 3)
    numbered(document, "圆点不是编号", 62)
    numbered(document, "从五开始", 61)
    table = document.add_table(2, 2, style="Table Grid")
    for row, text in zip(table.rows, ("在表里一", "在表里二"), strict=True):
        numbered(row.cells[0], text, 61)
        row.cells[1].text = "区财政局"
    return document


def change(kind, inner):
    return parse_xml(f'<w:{kind} {nsdecls("w")} w:id="9" w:author="a" w:date="2019-01-01T00:00:00Z">{inner}</w:{kind}>')


def revised():
    document = Document()
    paragraph = document.add_paragraph("由区财政局")
    paragraph._p.append(change("del", "<w:r><w:delText>、区统计局</w:delText></w:r>"))
    paragraph._p.append(change("ins", "<w:r><w:t>、区审计局</w:t></w:r>"))
    paragraph.add_run("负责。")
    paragraph = document.add_paragraph("前半句，")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="3" w:author="a" w:date="2019-01-01T00:00:00Z"/></w:rPr>'))
    document.add_paragraph("后半句。")
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    paragraph.add_run("的字。")
    return document


def fields_and_breaks():
    document = Document()
    paragraph = document.add_paragraph("见")
    for kind, text in (("begin", ""), ("", ' HYPERLINK "http://www.example.gov.cn/" '), ("separate", ""), ("t", "政府网站"), ("end", "")):
        run = paragraph.add_run(text if kind == "t" else "")
        if kind == "":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve">{text}</w:instrText>'))
        elif kind != "t":
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
    paragraph.add_run("第一行")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("第二行")
    paragraph.add_run()._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    paragraph.add_run("尾\U00020bb7")
    paragraph = document.add_paragraph("上一页")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("下一页“引号”·é")
    document.sections[0].header.paragraphs[0].text = "页眉不读"
    return document


def nested_table():
    document = Document()
    table = filled(document.add_table(2, 2, style="Table Grid"), [("任务", "单位"), ("公开：", "区财政局")])
    cell = table.cell(1, 0)
    filled(cell.add_table(2, 2), [("预算", "一月"), ("决算", "七月")])
    cell.add_paragraph("以上均须公开。")
    table.cell(1, 1).add_paragraph("区审计局")
    return document


def shifted_columns():
    """Two rows of as many cells, drawn by hand: their edges do not quite meet."""
    document = Document()
    table = filled(document.add_table(3, 3, style="Table Grid"), [("序号", "任务", "单位"), ("1", "公开预算。", "区财政局"), ("2", "公开决算。", "区财政局")])
    table.autofit = False
    for row, widths in zip(table.rows, ((800, 5000, 2200), (900, 4800, 2300), (760, 5130, 2110)), strict=True):
        for cell, width in zip(row.cells, widths, strict=True):
            cell._tc.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))
    return document


def merged_sheet():
    book = Workbook()
    sheet = book.active
    sheet.title = "分工表"
    for row in (
        ["某区2019年政务公开工作分工表"], ["序号", "工作任务", "牵头单位", "完成时限"], ["一、财政信息"],
        [1, "公开预算。", "区财政局", "6月底前"], [2, "公开决算。", None, "9月底前"], [3, "公开审计结果。", "区审计局", "全年"],
    ):  # fmt: skip
        sheet.append(row)
    for place in ("A1:D1", "A3:D3", "C4:C5"):
        sheet.merge_cells(place)
    return book


def dates_sheet():
    book = Workbook()
    sheet = book.active
    sheet.append(["序号", "工作任务", "牵头单位", "完成时限"])
    sheet.append([1, "公开预算。", "区财政局", date(2019, 6, 30)])
    sheet.append([2, "公开决算。", "区财政局", date(2019, 9, 15)])
    for row in (2, 3):
        sheet.cell(row, 4).number_format = 'yyyy"年"m"月"d"日"'
    return book


DOCUMENTS = {
    "merged.doc": merged_cells, "square-merge.doc": square_merge, "numbered.doc": automatic_numbers, "revised.doc": revised,
    "fields-and-breaks.doc": fields_and_breaks, "nested.doc": nested_table, "shifted-columns.doc": shifted_columns,
    "plan-merged.xls": merged_sheet, "dates.xls": dates_sheet,
}  # fmt: skip


def main() -> None:
    wanted = sys.argv[1:] or list(DOCUMENTS)
    FIXTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            made = Path(folder) / f"{Path(name).stem}{Path(name).suffix}x"
            DOCUMENTS[name]().save(made)
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", Path(name).suffix[1:], "--outdir", str(FIXTURES), str(made)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
