"""What a Word file is made of: its main part, its list numbers and styles, and the parts that stand beside the text."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from rules.office.archives import Unreadable, members
from rules.office.docx_numbers import ListNumbers, list_numbers
from rules.office.word_xml import TRANSITIONAL, Element, is_on, parse, w

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BESIDE = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_MERGE_2003 = re.compile(rb"(?<=<w:)([vh])merge\b")
"""The one name that was written otherwise in 2003."""
_WANTED = ("_rels/.rels", "word/document", "word/numbering", "word/styles", *_BESIDE)


@dataclass(frozen=True)
class WordFile:
    """The roots of the parts. `hidden`: the names of styles whose text is not shown; `broken`: whether XML had to be mended."""

    main: Element
    beside: tuple[Element, ...]
    numbering: Element | None
    styles: Element | None
    hidden: frozenset[str]
    broken: bool

    def numbers(self) -> ListNumbers:
        """A fresh count, as each part of the file has its own."""
        return list_numbers(self.numbering, self.styles)


def open_word(payload: bytes) -> WordFile:
    """Raises Unreadable where the file is broken, locked, too large or has no text part."""
    parts = {name.replace("\\", "/"): content for name, content in members(payload, _WANTED).items()}
    name = _main_name(parts)
    if name is None:
        raise Unreadable("文档里没有正文，文件可能已损坏")
    main, broken = parse(parts[name])
    beside = tuple(parse(parts[n])[0] for n in sorted(parts, key=_in_order) if n.startswith(_BESIDE) and n.endswith(".xml"))
    styles = _root(parts, "word/styles")
    return WordFile(main, beside, _root(parts, "word/numbering"), styles, _hidden(styles), broken)


def flat_word(xml: bytes) -> WordFile:
    """All parts in one XML file: flat OPC (ECMA-376 part 2, annex), or Word 2003 XML, whose elements have the same names.
    Raises Unreadable."""
    if _WORD_2003 in xml:
        xml = _MERGE_2003.sub(rb"\1Merge", xml.replace(_WORD_2003, TRANSITIONAL))
    root, broken = parse(xml)
    main = next(root.iter(w("body")), None)
    if main is None:
        raise Unreadable("文档里没有正文，文件可能已损坏")
    numbering, styles = (next(root.iter(w(name)), None) for name in ("numbering", "styles"))
    beside = tuple(root.iter(*map(w, ("footnotes", "endnotes"))))
    return WordFile(main, beside, numbering, styles, _hidden(styles), broken)


def _in_order(name: str) -> tuple[int, str]:
    """Endnotes and the like in alphabetical order, header2 before header10."""
    return len(name), name


def _main_name(parts: dict[str, bytes]) -> str | None:
    """As the package says (ECMA-376 part 2, 9.3), else the first that is called so."""
    if "_rels/.rels" in parts:
        for relation in parse(parts["_rels/.rels"])[0].iter(_RELATIONS):
            target = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
            if str(relation.get("Type", "")).endswith("/officeDocument") and target in parts:
                return target
    return min((n for n in parts if n.startswith("word/document") and n.endswith(".xml")), default=None)


def _root(parts: dict[str, bytes], start: str) -> Element | None:
    name = min((n for n in parts if n.startswith(start) and n.endswith(".xml")), default=None)
    return None if name is None or not parts[name].strip() else parse(parts[name])[0]


def _hidden(styles: Element | None) -> frozenset[str]:
    """Styles that hide their text, those built on them aside: a style that only inherits it is rare, and shown."""
    if styles is None:
        return frozenset()
    return frozenset(str(s.get(w("styleId"))) for s in styles.iterchildren(w("style")) if is_on(s, "rPr", "vanish"))
