"""One walk over a page: its lines of text, blocks, links and images, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.head import head_of
from crawler.extract.links import Anchor, Anchors
from crawler.extract.roles import ANCHOR, ANCHOR_END, BLOCK, BREAK, CELL, CELL_END, END, IMAGE, INLINE, KNOWN, NEW, RULE, SKIP, UNSEEN, told
from crawler.extract.source import Source, source_of
from crawler.extract.tokens import Tokens, plain, tokens_of, values_of, whole_link

__all__ = ("Anchor", "Anchors", "Block", "Image", "Line", "Outline", "outline_of", "read_outline", "tidy")

_Steps = Iterator[tuple[int, str, str]]
_UNTOLD = (NEW, "", "")
DEPTH = 400
"""Blocks nested deeper than this are read as part of the block at this depth."""


@dataclass(slots=True)
class Block:
    """A block element; its lines are [first, last), `start` is its tag. `names`: its id and classes, in lower case."""

    tag: str
    names: str
    parent: int
    first: int
    last: int
    start: int


@dataclass(slots=True)
class Image:
    """An image with its line and its token."""

    src: str
    alt: str
    line: int
    at: int


@dataclass(slots=True)
class Line:
    """A line as a reader sees it, cells parted by tabs; `linked` characters of it are link text."""

    text: str
    linked: int
    block: int
    anchors: tuple[int, ...]


@dataclass(slots=True)
class Outline:
    """A page taken apart. `metas` are keyed by lower-case name, the first non-empty one wins; `unseen` are images for readers
    without scripts, which other images stand for."""

    html_title: str
    metas: dict[str, str]
    next_rel: str
    tokens: Tokens = field(default_factory=Tokens)
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)
    images: list[Image] = field(default_factory=list)
    unseen: list[Image] = field(default_factory=list)

    def chain(self, block: int, limit: int = DEPTH) -> list[int]:
        """A block and its ancestors, innermost first."""
        found: list[int] = []
        while block >= 0 and len(found) < limit:
            found.append(block)
            block = self.blocks[block].parent
        return found

    def opening(self, block: Block, most: int) -> str:
        """The first characters of a block's markup."""
        return self.tokens.markup(block.start, most)


def read_outline(text: str) -> Outline:
    """The outline of a page or of a fragment without head."""
    return outline_of(source_of(text))


def outline_of(source: Source) -> Outline:
    """The same of what was looked at already."""
    tokens = tokens_of(source)
    outline = Outline("", {}, "", tokens)
    walk = _Walk(outline)
    walk.over(tokens)
    outline.html_title, outline.metas, outline.next_rel = head_of(tokens, (*range(tokens.body), *walk.of_head))
    return outline


def tidy(text: str) -> str:
    """White space of every kind as single blanks."""
    return " ".join(text.split())


class _Walk:
    """The state of the walk: the line being written, the blocks and the link it is in. NUL, which no page holds any more,
    ends a cell in `parts` and a piece in `anchor_parts`."""

    __slots__ = ("anchor_parts", "line_anchors", "linked", "links", "looked", "of_head", "open", "outline", "parts")

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.open: list[int] = [-1]
        self.parts: list[str] = []
        self.links = outline.anchors.held
        self.linked = 0
        self.looked = 0  # so many parts hold no text
        self.line_anchors: list[int] = []
        self.anchor_parts: list[str] | None = None  # None outside links
        self.of_head: list[int] = []

    def over(self, tokens: Tokens) -> None:
        """Tag by tag, each with the text behind it: no recursion, since pages may be nested as deep as their author likes.

        What nearly all texts and tags ask for stands here and in no method: most of a reading's time is spent here.
        """
        tags, parts, above, blocks, lines = tokens.tags, self.parts, self.open, self.outline.blocks, self.outline.lines
        known = KNOWN.get
        walk = iter(zip(range(tokens.body, len(tags)), tags[tokens.body :], tokens.texts[tokens.body :], strict=True))
        for at, tag, text in walk:
            role, name, names = known(tag) or _UNTOLD
            if role == END:
                if parts or self.anchor_parts is not None:
                    self._flush(above[-1])
                blocks[above.pop()].last = len(lines)
            elif role == NEW and tag[-3:] == "</a" and tag[:2] == "a " and self.anchor_parts is None:
                self._whole_link(tag)
            elif role == BLOCK:
                if parts or self.anchor_parts is not None:
                    self._flush()
                if len(above) <= DEPTH:
                    first = len(lines)
                    blocks.append(Block(name, names, above[-1], first, first, at))
                    above.append(len(blocks) - 1)
                else:
                    above.append(above[-1])
            elif role != INLINE:
                text = self._begin(tag, text, at, walk)
            if text and (parts or not text.isspace()):
                self._write(plain(text) if "&" in text else text)

    def _write(self, text: str) -> None:
        """A text that stands in a line; white space only where something stands before it."""
        parts, of_anchor = self.parts, self.anchor_parts
        if not text.isspace():
            parts.append(text)
            if of_anchor is not None:
                of_anchor.append(text)
                self.linked += len(text.strip())
        elif parts:
            parts.append(" ")
            if of_anchor is not None:
                of_anchor.append(" ")

    def _whole_link(self, tag: str) -> None:
        """A link that holds nothing but text."""
        text = tag[tag.index(">") + 1 : -3]
        if "&" in text:
            text = plain(text)
        self.line_anchors.append(len(self.links))
        self.links.append((tag, text, len(self.outline.lines)))
        if text and not text.isspace():
            self.parts.append(text)
            self.linked += len(text.strip())
        elif text and self.parts:
            self.parts.append(" ")

    def _begin(self, tag: str, text: str, at: int, walk: _Steps) -> str:
        """Any tag but those known for beginning or ending a block; gives the text that is left to write."""
        if tag[:2] == "a " or tag[:4] == "img ":  # no two alike, and so never known
            self._act(ANCHOR if tag[0] == "a" else IMAGE, tag, at)
            return text
        role, name, names = told(tag)
        if role == BLOCK:
            self._flush()
            self._begin_block(name, names, at)
        elif role == SKIP:
            return self._skip(name, walk)
        elif role == CELL:
            self._begin_block(name, names, at)
        elif role == CELL_END:
            self._end_cell()
        elif role != INLINE:
            self._act(role, tag, at)
        return text

    def _act(self, role: int, tag: str, at: int) -> None:
        if role == BREAK:
            self._flush()
        elif role == ANCHOR:
            self._end_anchor()
            self._begin_anchor(tag)
        elif role == ANCHOR_END:
            self._end_anchor()
        elif role == IMAGE:
            self.outline.images.append(_image(tag, len(self.outline.lines), at))
        elif role == UNSEEN:
            self.of_head.append(at)
        elif role == RULE:
            self._flush()
            self._begin_block(*told(tag)[1:], at)
            self.open.pop()

    def _skip(self, name: str, walk: _Steps) -> str:
        """Goes on behind the end of an element nobody sees, and gives the text that follows it."""
        depth = 1
        for at, tag, text in walk:
            own = tag.partition(" ")[0]
            if own == name:
                depth += 1
            elif own == f"/{name}":
                depth -= 1
                if not depth:
                    return text
            elif own == "img":
                self.outline.unseen.append(_image(tag, len(self.outline.lines), at))
        return ""

    def _begin_block(self, name: str, names: str, at: int) -> None:
        above, blocks, first = self.open, self.outline.blocks, len(self.outline.lines)
        if len(above) <= DEPTH:
            blocks.append(Block(name, names, above[-1], first, first, at))
            above.append(len(blocks) - 1)
        else:
            above.append(above[-1])

    def _end_cell(self) -> None:
        """What stands side by side is one line."""
        parts, looked = self.parts, self.looked
        while looked < len(parts) and (parts[looked] == "\0" or parts[looked].isspace()):
            looked += 1
        self.looked = looked
        self.outline.blocks[self.open.pop()].last = len(self.outline.lines) + (looked < len(parts))
        parts.append("\0")
        if self.anchor_parts is not None:
            self.anchor_parts.append("\0")

    def _begin_anchor(self, tag: str) -> None:
        self.line_anchors.append(len(self.links))
        self.links.append((tag, "", len(self.outline.lines)))
        self.anchor_parts = []
        if (text := whole_link(tag)) is not None:
            if text:
                self._write(text)
            self._end_anchor()

    def _end_anchor(self) -> None:
        if self.anchor_parts is not None:
            tag, _, line = self.links[-1]
            self.links[-1] = tag, "".join(self.anchor_parts), line
        self.anchor_parts = None

    def _flush(self, block: int | None = None) -> None:
        if self.anchor_parts:
            self.anchor_parts.append("\0")
        if not self.parts:
            return
        text = "".join(self.parts) if len(self.parts) > 1 else self.parts[0]
        self.parts.clear()
        self.looked = 0
        if "\0" in text:
            text = "\t".join(map(tidy, text.split("\0"))).rstrip("\t")
            if not text:
                return
        else:
            text = " ".join(text.split())
        self.outline.lines.append(Line(text, self.linked, max(self.open[-1], 0) if block is None else block, tuple(self.line_anchors)))
        self.linked = 0
        self.line_anchors.clear()


def _image(tag: str, line: int, at: int) -> Image:
    held = values_of(tag)
    return Image(held.get("src", ""), held.get("alt", ""), line, at)
