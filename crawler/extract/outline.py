"""One walk over a page: its lines of text, blocks, links and images, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.head import head_of
from crawler.extract.roles import ANCHOR, ANCHOR_END, BLOCK, BREAK, CELL, CELL_END, END, IMAGE, INLINE, ROLES, RULE, SKIP, UNSEEN, link_of, told
from crawler.extract.tokens import Tokens, plain, tokens_of, values_of

_ROLE_OF = ROLES.get
_Steps = Iterator[tuple[int, str, str]]
_DEPTH = 400
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
    anchors: list[Anchor] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    unseen: list[Image] = field(default_factory=list)

    def chain(self, block: int, limit: int = _DEPTH) -> list[int]:
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
    tokens = tokens_of(text)
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

    __slots__ = ("anchor", "anchor_parts", "line_anchors", "linked", "of_head", "open", "outline", "parts")

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.open: list[int] = []
        self.parts: list[str] = []
        self.linked = 0
        self.line_anchors: list[int] = []
        self.anchor: Anchor | None = None
        self.anchor_parts: list[str] = []
        self.of_head: list[int] = []

    def over(self, tokens: Tokens) -> None:
        """Tag by tag, each with the text behind it: no recursion, since pages may be nested as deep as their author likes.

        What nearly all texts and half of the tags ask for stands here and in no method: most of a reading's time is spent here.
        """
        tags, parts, above, blocks, lines = tokens.tags, self.parts, self.open, self.outline.blocks, self.outline.lines
        walk = iter(zip(range(tokens.body, len(tags)), tags[tokens.body :], tokens.texts[tokens.body :], strict=True))
        for at, tag, text in walk:
            role = _ROLE_OF(tag)
            if role == END:
                if parts or self.anchor is not None:
                    self._flush(above[-1])
                blocks[above.pop()].last = len(lines)
            elif role != INLINE:
                text = self._begin(role, tag, text, at, walk)
            if "&" in text:
                text = plain(text)
            if text and not text.isspace():
                parts.append(text)
                if self.anchor is not None:
                    self.anchor_parts.append(text)
                    self.linked += len(text.strip())
            elif text and parts:
                parts.append(" ")
                self.anchor_parts.append(" ")

    def _begin(self, role: int | None, tag: str, text: str, at: int, walk: _Steps) -> str:
        """Any tag but the end of a block; gives the text that is left to write."""
        if tag[:2] == "a ":
            if self.anchor is None and self.outline.tokens.tags[at + 1] == "/a":
                self._whole_link(tag, plain(text))
                return next(walk)[2]
            role = ANCHOR
        names, name = "", tag
        if role is None:
            role, name, names = told(tag)
        if role == BLOCK:
            if self.parts or self.anchor is not None:
                self._flush()
            self._begin_block(name, names, at)
        elif role == SKIP:
            return self._skip(name, walk)
        elif role != INLINE:
            self._act(role, tag, at)
        return text

    def _act(self, role: int, tag: str, at: int) -> None:
        if role == CELL:
            self._begin_block(*told(tag)[1:], at)
        elif role == CELL_END:
            self._end_cell()
        elif role == BREAK:
            self._flush()
        elif role == ANCHOR:
            self._end_anchor()
            self.anchor = self._link(tag)
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
        parent = above[-1] if above else -1
        if len(above) >= _DEPTH:
            above.append(parent)
        else:
            above.append(len(blocks))
            blocks.append(Block(name, names, parent, first, first, at))

    def _end_cell(self) -> None:
        """What stands side by side is one line."""
        is_begun = any(part != "\0" and not part.isspace() for part in self.parts)
        self.outline.blocks[self.open.pop()].last = len(self.outline.lines) + is_begun
        self.parts.append("\0")
        if self.anchor is not None:
            self.anchor_parts.append("\0")

    def _link(self, tag: str, text: str = "") -> Anchor:
        """A link that begins here."""
        outline = self.outline
        href, title, rel, names = link_of(tag)
        anchor = Anchor(href, title, text, rel, names, len(outline.lines))
        self.line_anchors.append(len(outline.anchors))
        outline.anchors.append(anchor)
        return anchor

    def _whole_link(self, tag: str, text: str) -> None:
        """A link that holds nothing but this text."""
        tidied = " ".join(text.split())
        self._link(tag, tidied)
        if tidied:
            self.parts.append(text)
            self.linked += len(text.strip())
        elif text and self.parts:
            self.parts.append(" ")

    def _end_anchor(self) -> None:
        if self.anchor is not None:
            text = "".join(self.anchor_parts)
            if "\0" in text:
                self.anchor.text = "\n".join(tidied for piece in text.split("\0") if (tidied := tidy(piece)))
            else:
                self.anchor.text = " ".join(text.split())
        self.anchor = None
        self.anchor_parts = []

    def _flush(self, block: int | None = None) -> None:
        if self.anchor is not None and self.anchor_parts:
            self.anchor_parts.append("\0")
        if not self.parts:
            return
        text = "".join(self.parts) if len(self.parts) > 1 else self.parts[0]
        self.parts.clear()
        text = "\t".join(map(tidy, text.split("\0"))).rstrip("\t") if "\0" in text else " ".join(text.split())
        if not text:
            return
        inside = block if block is not None else self.open[-1] if self.open else 0
        self.outline.lines.append(Line(text, self.linked, inside, tuple(self.line_anchors)))
        self.linked = 0
        self.line_anchors = []


def _image(tag: str, line: int, at: int) -> Image:
    held = values_of(tag)
    return Image(held.get("src", ""), held.get("alt", ""), line, at)
