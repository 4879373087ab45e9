"""OFD files (GB/T 33190-2016) as lines of text, page by page in their order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.files.file_text import FileText
from crawler.extract.files.ofd_lines import Run, lines_of, runs_of
from crawler.extract.files.pictures import is_large
from rules.office.archives import Unreadable, members, names
from rules.office.word_xml import Element, parse

_MOST_PAGES = 500
_MOST_CHARACTERS = 3_000_000
_MOST_DEPTH = 50
_LOCKS = ("encryptions.xml", "encryptinfo.xml", "decryptseed.dat")
"""GM/T 0099-2020: what stands in an OFD whose files are encrypted."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FEW_PRIVATE = 20
"""Signs before the items of lists are written so too; more means an embedded font that numbers its glyphs as it likes."""
_POINTS_A_MILLIMETRE = 72 / 25.4
_SCANNED = "扫描件或图片 OFD，没有文字层"


def read_ofd(payload: bytes) -> FileText:
    """Raises Unreadable; a scanned one has no text but a reason."""
    if any(posixpath.basename(name).lower() in _LOCKS for name in names(payload)):
        raise Unreadable("OFD 已加密")
    reading = _Reading(members(payload, ending=".xml"))
    for document, at in reading.documents():
        reading.take(document, at)
    text = "\n\n".join(filter(None, reading.pages))
    if not text.strip():
        if not reading.is_pictured:
            raise Unreadable("OFD 里没有文字" if reading.is_any else "OFD 已损坏（没有页面）")
        return FileText("", reason=_SCANNED, images=max(1, reading.images))
    if len(_PRIVATE.findall(text)) > max(_FEW_PRIVATE, len(text) // 100):
        reading.missing.append("部分文字用了自造编码，无法辨认")
    return FileText(text, reason="；".join(dict.fromkeys(reading.missing)), images=reading.images)


@dataclass
class _Reading:
    """The XML parts by their path, and what was read so far."""

    parts: dict[str, bytes]
    pages: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    images: int = 0
    is_any: bool = False
    is_pictured: bool = False
    characters: int = 0

    def __post_init__(self) -> None:
        self.parts = {_normal(name): content for name, content in self.parts.items()}

    def documents(self) -> Iterator[tuple[Element, str]]:
        """The root of each document (a file may hold several) and where it stands. Raises Unreadable."""
        entry = next((name for name in self.parts if posixpath.basename(name) == "ofd.xml"), None)
        if entry is None:
            raise Unreadable("OFD 已损坏（没有 OFD.xml）")
        for root in _all(self._parsed(entry), "DocRoot"):
            at = self._place(_said(root), entry)
            if at is None:
                raise Unreadable("OFD 已损坏（没有文档）")
            yield self._parsed(at), at

    def take(self, document: Element, at: str) -> None:
        """Reads one document's pages."""
        if next(_all(document, "Attachments"), None) is not None:
            self._note_attachments(document, at)
        templates = {str(page.get("ID", "")): str(page.get("BaseLoc", "")) for page in _all(document, "TemplatePage")}
        for pages in (child for child in document if _name(child) == "Pages"):
            for number, page in enumerate(child for child in pages if _name(child) == "Page"):
                if number >= _MOST_PAGES or self.characters > _MOST_CHARACTERS:
                    self.missing.append("页数过多，只读了前面部分")
                    return
                self._page(str(page.get("BaseLoc", "")), at, templates)

    def _note_attachments(self, document: Element, at: str) -> None:
        place = self._place(_said(next(_all(document, "Attachments"))), at)
        if place and next(_all(self._parsed(place), "Attachment"), None) is not None:
            self.missing.append("OFD 里另有附件文件，没有读取")

    def _page(self, location: str, at: str, templates: dict[str, str]) -> None:
        """A page lies upon its templates: headers, printed forms."""
        place = self._place(location, at)
        if place is None:
            self.missing.append("有的页面缺失")
            return
        page = self._parsed(place)
        self.is_any = True
        used = [templates.get(str(element.get("TemplateID", "")), "") for element in page if _name(element) == "Template"]
        grounds = [found for found in (self._place(location, at) for location in used if location) if found]
        runs = [run for root in (*map(self._parsed, grounds), page) for run in self._runs(root)]
        text = "\n".join(lines_of(runs))
        self.characters += len(text)
        self.pages.append(text)

    def _runs(self, page: Element) -> Iterator[Run]:
        for content in (child for child in page if _name(child) == "Content"):
            yield from self._inside(content, 0)

    def _inside(self, holder: Element, depth: int) -> Iterator[Run]:
        if depth > _MOST_DEPTH:
            raise Unreadable("文档嵌套过深，未读取")
        for element in holder:
            name = _name(element)
            if name == "TextObject":
                yield from runs_of(element)
            elif name in ("ImageObject", "CompositeObject"):  # a composite drawing may hold words; none do in files we know
                self.is_pictured = True
                self.images += _is_large(str(element.get("Boundary", "")))
            elif name in ("Layer", "PageBlock"):
                yield from self._inside(element, depth + 1)

    def _parsed(self, place: str) -> Element:
        root, broken = parse(self.parts[place])
        if broken:
            self.missing.append("文件有破损，可能缺少内容")
        return root

    def _place(self, location: str, beside: str) -> str | None:
        """A location is told from the folder of the file that names it, or from the root (GB/T 33190 7.4); some programs leave
        out the document's folder."""
        written = location.replace("\\", "/").strip()
        if not written:
            return None
        folder = posixpath.dirname(beside)
        tried = (_normal(written) if written.startswith("/") else _normal(posixpath.join(folder, written)), _normal(written))
        return next((name for name in tried if name in self.parts), None)


def _is_large(boundary: str) -> bool:
    """A boundary is "x y width height" in millimetres (GB/T 33190 7.3); one that tells no size counts as large.

    >>> _is_large("85 120 42 42"), _is_large("0 0 210 297"), _is_large("")
    (False, True, True)
    """
    try:
        _, _, width, height = map(float, boundary.split())
    except ValueError:
        return True
    return is_large(width * _POINTS_A_MILLIMETRE, height * _POINTS_A_MILLIMETRE)


def _normal(name: str) -> str:
    """Names as paths without regard to case: the format's programs come from systems that have none."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _name(element) == name)


def _said(element: Element) -> str:
    return str(element.text or "").strip()
