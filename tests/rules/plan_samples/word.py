"""Writes Word documents from paragraphs and tables as Word itself would: runs cut anywhere, merged cells, numbering, revisions.

Written from ECMA-376 part 1 without a library, so that neither the reader nor a library decides what a document may hold.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
)
_MARK = '<w:{} w:id="1" w:author="综合科" w:date="2023-03-01T09:00:00Z"{}>'


class Xml(str):
    """Markup that is written as it stands: a paragraph, several, or a table."""

    __slots__ = ()


def run(text: str, deleted: bool = False) -> str:
    """A text in runs of seven characters, as spell checking and edits leave it."""
    tag = "delText" if deleted else "t"
    parts = (text[at : at + 7] for at in range(0, len(text), 7))
    return "".join(f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr><w:{tag} xml:space="preserve">{escape(part)}</w:{tag}></w:r>' for part in parts)


def inserted(text: str) -> str:
    return f"{_MARK.format('ins', '')}{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"{_MARK.format('del', '')}{run(text, deleted=True)}</w:del>"


def paragraph(text: str = "", number: tuple[int, int] | None = None, runs: str = "") -> Xml:
    """`number`: the list and its level; `runs`: written after the text."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr></w:pPr>' if number else ""
    return Xml(f"<w:p>{properties}{run(text)}{runs}</w:p>")


def paragraphs(*texts: str) -> Xml:
    return Xml("".join(paragraph(text) for text in texts))


def table(rows: Sequence[Sequence[str]], heads: int = 1, marked: dict[int, str] | None = None) -> Xml:
    """`^` is covered from above, `<` from the left. `marked`: rows that a revision inserted (`ins`) or deleted (`del`)."""
    width = max(len(row) for row in rows)
    told = [_row(rows, at, f"{'<w:tblHeader/>' if at < heads else ''}{_row_mark((marked or {}).get(at))}") for at in range(len(rows))]
    grid = '<w:gridCol w:w="1500"/>' * width
    return Xml(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(told)}</w:tbl>")


def _row_mark(kind: str | None) -> str:
    return _MARK.format(kind, "/") if kind else ""


def _row(rows: Sequence[Sequence[str]], at: int, properties: str) -> str:
    row = rows[at]
    cells = []
    for column, text in enumerate(row):
        if text == "<":
            continue
        span = 1 + next((n for n, after in enumerate(row[column + 1 :]) if after != "<"), len(row) - column - 1)
        below = rows[at + 1][column] if at + 1 < len(rows) and column < len(rows[at + 1]) else ""
        merge = '<w:vMerge w:val="continue"/>' if text == "^" else '<w:vMerge w:val="restart"/>' if below == "^" else ""
        inside = text if isinstance(text, Xml) else "".join(paragraph(line) for line in ("" if text == "^" else text).split("\n"))
        cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{inside}</w:tc>')
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def numbering(*lists: Sequence[tuple[str, str]], starts: Sequence[int] = ()) -> str:
    """Lists 1, 2, …, each by its levels: (number format, text). `starts`: more lists with level 0 of the first list begun anew."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate(lists)
    )
    told = "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(len(lists)))
    again = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride></w:num>'
    told += "".join(again.format(number, start) for number, start in enumerate(starts, len(lists) + 1))
    return abstract + told


def docx(*body: str, lists: str = "") -> bytes:
    """A document of these paragraphs and tables; a plain text is a paragraph."""
    inside = "".join(part if isinstance(part, Xml) else paragraph(part) for part in body)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS.format(_R, "officeDocument", "word/document.xml"))
        package.writestr("word/_rels/document.xml.rels", _RELATIONS.format(_R, "numbering", "numbering.xml"))
        package.writestr("word/numbering.xml", f"<w:numbering {_W}>{lists}</w:numbering>")
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{inside}<w:sectPr/></w:body></w:document>")
    return held.getvalue()
