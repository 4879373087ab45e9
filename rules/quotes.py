"""What a duty quotes of its item: where the quoted words stand in the plan's text, and which words nobody quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from rules.text import normalise
from rules.words import Words

GAP = "…"
"""In a quote: leaves out what stands between its pieces."""
_SAYS = re.compile(r"[\u4e00-\u9fffa-z]+|\d+(?!\d|年)")
_ENDS = "，。；、：,;:. \n"


class QuotedText:
    """An item's text, normalised in `plain`, that still knows which characters it came from."""

    def __init__(self, text: str) -> None:
        self._original = text
        pairs = [(char, i) for i, one in enumerate(text) for char in normalise(one)]
        self.plain = "".join(char for char, _ in pairs)
        self._origin = [i for _, i in pairs]

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """Where a quote's pieces stand in `plain`, each time they stand there in order.

        >>> QuotedText("按月公开预算，按月公开决算").spans("按月…决算")
        [(0, 2), (11, 13)]
        """
        pieces = [re.escape(piece) for part in quote.split(GAP) if (piece := normalise(part))]
        if not pieces:
            return []
        found = re.finditer(".*?".join(f"({piece})" for piece in pieces), self.plain)
        return [span for match in found for span in match.regs[1:]]

    def covered(self, quotes: Iterable[str]) -> set[int]:
        """The places of `plain` that the quotes cover."""
        return {i for quote in quotes for start, end in self.spans(quote) for i in range(start, end)}

    def left_out(self, quotes: Iterable[str], words: Words) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The runs of `plain` that no quote covers and that name an act or an object: start, end, those words."""
        covered = self.covered(quotes)
        told = bytes(i in covered for i in range(len(self.plain)))
        for run in re.finditer(b"\0+", told):
            if left := content_words(self.plain[run.start() : run.end()], words):
                yield run.start(), run.end(), left

    def written(self, start: int, end: int) -> str:
        """A run of `plain` as the plan writes it, without the punctuation at its ends."""
        return self._original[self._origin[start] : self._origin[end - 1] + 1].strip(_ENDS) if end > start else ""


def content_words(run: str, words: Words) -> tuple[str, ...]:
    """The words of a normalised piece of text that name an act or an object; connectives (及时, 做好, 我区) are not told.

    Characters the dictionary knows no word for are told where two or more stand together (进销存).
    """
    found: list[str] = []
    for piece in _SAYS.findall(run):
        loose = ""
        for token in (*words.cut(piece), ""):
            is_function = token in connectives()
            if len(token) == 1 and not is_function and not token.isdigit():
                loose += token
                continue
            found += [loose] if len(loose) > 1 else []
            loose = ""
            found += [token] if token and not is_function else []
    return tuple(dict.fromkeys(found))


@cache
def connectives() -> frozenset[str]:
    """Words that bind the others and name no act or object of their own (rules/connectives.txt), and the empty one."""
    return frozenset((files("rules") / "connectives.txt").read_text(encoding="utf-8").split()) | {""}
