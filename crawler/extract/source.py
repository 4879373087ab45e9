"""A page as it is written, with what a first look at its bytes tells: which of the words stand in it that few pages hold."""

from __future__ import annotations

from dataclasses import dataclass

from rules.needles import RareNeedles

_RARE = (RareNeedles(("<option", "<OPTION", "frame", "FRAME", "<embed", "<object", "createPageHTML")), RareNeedles(("pdf", "ntPage")))
"""What parts of the reading only ask pages for that hold a certain word."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text, the same as UTF-8, and each rare word as often as it stands there."""

    text: str
    utf8: bytes
    rare: tuple[str, ...]

    def holds(self, *words: str) -> bool:
        """Whether any of these rare words stands there."""
        return any(word in self.rare for word in words)


def source_of(text: str, utf8: bytes | None = None) -> Source:
    """utf8: the bytes the text was read from, where it need not be written as such again.

    >>> source_of("<iframe src=a.pdf>").rare
    ('frame', 'pdf')
    """
    encoded = text.encode("utf-8", "ignore") if utf8 is None else utf8
    return Source(text, encoded, tuple(word for needles in _RARE for word in needles.in_bytes(encoded)))
