"""The links of a page: kept as they are written and taken apart when asked for, since nobody asks for those of a frame."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from operator import itemgetter

from crawler.extract.roles import link_of

_NO_PAGE = ("javascript:", "mailto:", "tel:", "data:")
_ELSEWHERE = "|".join("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in scheme) for scheme in _NO_PAGE)
_ADDRESS = re.compile(rf'<a(?: (?!href=)=?[^ =]*="[^"]*")* href="(?:\s|&nbsp;)*(?!\s|&nbsp;|["#]|{_ELSEWHERE})')

_LINE = itemgetter(2)


@dataclass(slots=True)
class Anchor:
    """A link; `text` has a line break where a block inside it ended, `line` is where it starts."""

    href: str
    title: str
    text: str
    rel: str
    names: str
    line: int


class Anchors:
    """In document order. `held`: each as the walk found it, its tag, its text with NUL between the pieces, its line, which is never above the one before."""

    __slots__ = ("_made", "held")

    def __init__(self) -> None:
        self.held: list[tuple[str, str, int]] = []
        self._made: dict[int, Anchor] = {}

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, at: int) -> Anchor:
        if (anchor := self._made.get(at)) is None:
            tag, text, line = self.held[at]
            href, title, rel, names = link_of(tag)
            anchor = self._made[at] = Anchor(href, title, _tidied(text), rel, names, line)
        return anchor

    def __iter__(self) -> Iterator[Anchor]:
        return map(self.__getitem__, range(len(self.held)))

    def within(self, first: int, last: int) -> Iterator[Anchor]:
        """Those that start in the lines [first, last)."""
        return map(self.__getitem__, range(bisect_left(self.held, first, key=_LINE), bisect_left(self.held, last, key=_LINE)))

    def text(self, at: int) -> str:
        """What one says."""
        return _tidied(self.held[at][1])

    def texts_with(self, *words: str) -> Iterator[tuple[str, int]]:
        """What each says, and its line, of those that hold one of these lower-case words."""
        return ((_tidied(text), line) for _, text, line in self.held if any(word in text.lower() for word in words))

    def beginning_with(self, characters: Container[str]) -> Iterator[Anchor]:
        """Those whose text begins with one of these, those without text and those with rel=next."""
        for at, (tag, text, _) in enumerate(self.held):
            first = text.lstrip()[:1]
            if not first or first in characters or first == "\0" or 'rel="next"' in tag:
                yield self[at]

    def count_addresses(self) -> int:
        """How many lead to another page (`paging.is_address`)."""
        return len(_ADDRESS.findall("".join([f"<{tag}" for tag, _, _ in self.held])))


def _tidied(text: str) -> str:
    if "\0" in text:
        return "\n".join(tidied for piece in text.split("\0") if (tidied := " ".join(piece.split())))
    return " ".join(text.split())
