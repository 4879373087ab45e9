"""Word files (docx) as text and tables, straight from their XML; the only user of lxml."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped]  # publishes no types

from crawler.extract.tables import Rows
from rules.office.archives import Unreadable, members

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def read_docx(payload: bytes) -> tuple[str, tuple[Rows, ...]]:
    """(text with table rows as tab-parted lines, tables). Raises Unreadable."""
    parts = members(payload, _PARTS)
    if not any(name.startswith("word/document") for name in parts):
        raise Unreadable("文档里没有正文")
    lines: list[str] = []
    tables: list[Rows] = []
    for name in sorted(parts, key=lambda n: (not n.startswith("word/document"), n)):
        if name.endswith(".xml"):
            _read_part(parts[name], lines, tables)
    return "\n".join(lines), tuple(tables)


def _read_part(xml: bytes, lines: list[str], tables: list[Rows]) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"文档已损坏（{type(error).__name__}）") from error
    if root is None:
        raise Unreadable("文档已损坏")
    for fallback in list(root.iter(_FALLBACK)):  # the same words a second time, for old readers
        holder = fallback.getparent()
        if holder is not None:
            holder.remove(fallback)
    for element in root.iter(f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}tbl":
            rows = tuple(tuple(_paragraphs(cell) for cell in row.iterchildren(f"{_W}tc")) for row in element.iterchildren(f"{_W}tr"))
            tables.append(tuple(row for row in rows if any(row)))
            lines.extend("\t".join(row) for row in tables[-1])
        elif not _is_in_table(element) and (text := _text(element)):
            lines.append(text)


def _is_in_table(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{_W}tbl"), None) is not None


def _paragraphs(cell: etree._Element) -> str:
    return " ".join(text for p in cell.iterchildren(f"{_W}p") if (text := _text(p)))


def _text(paragraph: etree._Element) -> str:
    """Runs of one paragraph; text boxes in it too, since some notices stand in one."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        parts.append(node.text or "" if node.tag == f"{_W}t" else " ")
    return " ".join("".join(parts).split())
