"""The XML parts of a Word file as trees: parsing with bounds, names, walking; the only user of lxml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # publishes no types

from rules.office.archives import Unreadable

Element: TypeAlias = etree._Element
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = "{" + TRANSITIONAL.decode() + "}"
_VAL = _W + "val"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = frozenset(("0", "false", "off", "none"))


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return _W + name


_REMOVED = frozenset(map(w, ("del", "moveFrom")))
"""Revisions whose text is gone once they are accepted."""
_UNREAD = _REMOVED | {_FALLBACK} | frozenset(
    map(w, ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "rt", "customXmlPr", "smartTagPr"))
)  # fmt: skip
"""What holds no text of its own (properties, field codes, ruby), or the same text again for older programs (Fallback)."""


def parse(xml: bytes) -> tuple[Element, bool]:
    """(root, whether the XML was broken and only read as far as possible). Entities are not resolved, depth and size are
    libxml2's bounds. Raises Unreadable where nothing can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(xml.replace(_STRICT, TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"文档已损坏（{type(error).__name__}）") from error
    if root is None:
        raise Unreadable("文档已损坏（XML 为空）")
    return root, any(entry.level >= etree.ErrorLevels.ERROR for entry in parser.error_log)


def inside(holder: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The wanted elements below `holder` in their order, through content controls, links and insertions, but none inside
    another, and nothing of what is not read."""
    walker = etree.iterwalk(holder, events=("start",))
    for _, node in walker:
        if node is holder:
            continue
        if node.tag in wanted:
            walker.skip_subtree()
            yield node
        elif node.tag in _UNREAD:
            walker.skip_subtree()


def below(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, its first child of the next …; None where one is missing. lxml's own paths cost many
    times as much."""
    for name in names:
        element = None if element is None else next(element.iterchildren(_W + name), None)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """The `w:val` of the element below, empty where it has none; None where there is no such element."""
    found = below(element, *names)
    return None if found is None else str(found.get(_VAL, ""))


def is_on(element: Element | None, *names: str) -> bool:
    """Whether a switch stands there and is not turned off (17.17.4: its value may be left out)."""
    found = value(element, *names)
    return found is not None and found not in _OFF


def is_removed(properties: Element | None) -> bool:
    """Whether a revision deleted or moved away what these properties stand for: a row, a paragraph mark."""
    return properties is not None and any(child.tag in _REMOVED for child in properties)


def whole(text: str | None, default: int | None = None) -> int | None:
    """A number as written; the default where there is none, or none that any document has."""
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else default
