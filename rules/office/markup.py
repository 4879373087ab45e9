"""Markup as a flat stream of tags and texts; the only user of BeautifulSoup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

_TEXT = (NavigableString, CData)
"""Exactly these hold what is read: comments, scripts and declarations are other kinds of string."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """An opened tag, a closed tag, or a text; `said` is the tag's name in lower case or the text as it stands in the source."""

    kind: Literal["open", "close", "text"]
    said: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        return "hidden" in self.values or bool(_HIDDEN.search(self.values.get("style", "")))


def pieces(markup: str) -> Iterator[Piece]:
    """All of it in document order, every open tag closed again; without recursion, since pages nest thousands deep."""
    waiting: list[Iterator[object]] = [iter(BeautifulSoup(markup.replace("\0", ""), "lxml").contents)]
    names: list[str] = []
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            if names:
                yield Piece("close", names.pop())
        elif isinstance(node, Tag):
            names.append(node.name.lower())
            yield Piece("open", names[-1], {name.lower(): value if isinstance(value, str) else " ".join(value) for name, value in node.attrs.items()})
            waiting.append(iter(node.contents))
        elif type(node) in _TEXT:
            yield Piece("text", str(node))
