"""One walk over a page: its lines of text, blocks, links and images, in document order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_SKIPPED_TAGS = "script style noscript iframe template textarea option object embed svg canvas head"
_INLINE, _BLOCK, _ANCHOR, _BREAK, _IMAGE, _SKIP = range(6)
_ROLES = dict.fromkeys(_BLOCK_TAGS.split(), _BLOCK) | dict.fromkeys(_SKIPPED_TAGS.split(), _SKIP) | {"a": _ANCHOR, "br": _BREAK, "img": _IMAGE}
_CELLS = frozenset(("td", "th"))
_NAMELESS = frozenset(["p", "tr", "tbody", "thead", "body", "br"])
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_DEPTH = 400
"""Blocks nested deeper than this are read as part of the block at this depth."""


@dataclass(slots=True)
class Block:
    """A block element; its lines are [first, last). `names`: its id and classes, in lower case."""

    tag: str
    names: str
    parent: int
    first: int
    last: int
    node: LexborNode


@dataclass(slots=True)
class Anchor:
    """A link; `text` has a line break where a block inside it ended, `line` is where it starts."""

    href: str
    title: str
    text: str
    rel: str
    names: str
    line: int


@dataclass(slots=True)
class Image:
    """An image with its line."""

    src: str
    alt: str
    line: int


@dataclass(slots=True)
class Line:
    """A line as a reader sees it, cells parted by tabs; `linked` characters of it are link text."""

    text: str
    linked: int
    block: int
    anchors: tuple[int, ...]


@dataclass(slots=True)
class Outline:
    """A page taken apart. `metas` are keyed by lower-case name, the first non-empty one wins."""

    html_title: str
    metas: dict[str, str]
    next_rel: str
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)

    def chain(self, block: int, limit: int = _DEPTH) -> list[int]:
        """A block and its ancestors, innermost first."""
        found: list[int] = []
        while block >= 0 and len(found) < limit:
            found.append(block)
            block = self.blocks[block].parent
        return found


def read_outline(text: str) -> Outline:
    """The outline of a page or of a fragment without head."""
    tree = LexborHTMLParser(_INVISIBLE.sub("", text))
    metas: dict[str, str] = {}
    for meta in tree.css("meta[name], meta[property]"):
        held = meta.attributes
        name, content = held.get("name") or held.get("property"), held.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().lower(), content.strip())
    title, rel = tree.css_first("title"), tree.css_first("link[rel=next][href]")
    outline = Outline(tidy(title.text()) if title else "", metas, (rel.attributes.get("href") or "") if rel else "")
    if tree.body is not None:
        _Walk(outline).over(tree.body)
    return outline


def tidy(text: str) -> str:
    """White space of every kind as single blanks."""
    return " ".join(text.split())


class _Walk:
    """The state of the walk: the line being written, the blocks and the link it is in."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.open: list[int] = []
        self.parts: list[str] = []
        self.linked = 0
        self.line_anchors: list[int] = []
        self.anchor: Anchor | None = None
        self.anchor_parts: list[str] = []

    def over(self, body: LexborNode) -> None:
        """Depth first without recursion, since pages may be nested as deep as their author likes."""
        stack: list[tuple[LexborNode, str, int]] = []
        self._begin_block(body, "body")
        node = body.first_child
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif (role := _ROLES.get(tag, _INLINE)) != _SKIP and tag[:1] not in "-!":
                if role != _INLINE:
                    self._enter(node, tag, role)
                if (child := node.first_child) is not None:
                    stack.append((node, tag, role))
                    node = child
                    continue
                if role != _INLINE:
                    self._leave(tag, role)
            while (following := node.next) is None and stack:
                node, tag, role = stack.pop()
                if role != _INLINE:
                    self._leave(tag, role)
            node = following
        self._end_block("body")

    def _enter(self, node: LexborNode, tag: str, role: int) -> None:
        if role == _BLOCK:
            self._begin_block(node, tag)
        elif role == _ANCHOR:
            self._begin_anchor(node)
        elif role == _BREAK:
            self._flush()
        elif role == _IMAGE:
            held = node.attributes
            self.outline.images.append(Image(held.get("src") or "", held.get("alt") or "", len(self.outline.lines)))

    def _leave(self, tag: str, role: int) -> None:
        if role == _BLOCK:
            self._end_block(tag)
        elif role == _ANCHOR and self.anchor is not None:
            self._end_anchor()

    def _begin_block(self, node: LexborNode, tag: str) -> None:
        outline = self.outline
        parent = self.open[-1] if self.open else -1
        if tag not in _CELLS and tag != "dd":
            self._flush()
        if len(self.open) >= _DEPTH:
            self.open.append(parent)
            return
        names = ""
        if tag not in _NAMELESS:
            held = node.attributes
            if held:
                names = _names(held)
        self.open.append(len(outline.blocks))
        outline.blocks.append(Block(tag, names, parent, len(outline.lines), len(outline.lines), node))

    def _end_block(self, tag: str) -> None:
        block = self.open.pop()
        if tag in _CELLS or tag == "dt":
            is_begun = any(part.strip() for part in self.parts)
            self.outline.blocks[block].last = len(self.outline.lines) + is_begun
            self.parts.append("\t")
            if self.anchor is not None:
                self.anchor_parts.append("\n")
        else:
            self._flush(block)
            self.outline.blocks[block].last = len(self.outline.lines)

    def _begin_anchor(self, node: LexborNode) -> None:
        if self.anchor is not None:
            self._end_anchor()
        held = node.attributes
        names = _names(held)
        self.anchor = Anchor((held.get("href") or "").strip(), (held.get("title") or "").strip(), "", held.get("rel") or "", names, len(self.outline.lines))
        self.line_anchors.append(len(self.outline.anchors))
        self.outline.anchors.append(self.anchor)
        self.anchor_parts = []

    def _end_anchor(self) -> None:
        if self.anchor is not None:
            text = "".join(self.anchor_parts)
            if "\n" in text:
                self.anchor.text = "\n".join(tidied for piece in text.split("\n") if (tidied := tidy(piece)))
            else:
                self.anchor.text = tidy(text)
        self.anchor = None

    def _text(self, text: str) -> None:
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
                self.anchor_parts.append(" ")
            return
        self.parts.append(text if "\t" not in text else text.replace("\t", " "))
        if self.anchor is not None:
            self.anchor_parts.append(text.replace("\n", " "))
            self.linked += len(text.strip())

    def _flush(self, block: int | None = None) -> None:
        if self.anchor is not None and self.anchor_parts:
            self.anchor_parts.append("\n")
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts = []
        text = _cells(text) if "\t" in text else " ".join(text.split())
        if not text:
            return
        inside = block if block is not None else self.open[-1] if self.open else 0
        self.outline.lines.append(Line(text, self.linked, inside, tuple(self.line_anchors)))
        self.linked = 0
        self.line_anchors = []


def _cells(text: str) -> str:
    """Cells tidied one by one, empty ones at the end left out."""
    return "\t".join(" ".join(cell.split()) for cell in text.split("\t")).rstrip("\t") if text.strip() else ""


def _names(held: dict[str, str | None]) -> str:
    """Id and classes in lower case."""
    own, classes = held.get("id"), held.get("class")
    return f"{own or ''} {classes or ''}".strip().lower() if own or classes else ""
