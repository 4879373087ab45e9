"""Tables for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Columns a text takes.

    >>> width("区财政局"), width("3.1")
    (8, 3)
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, most: int) -> str:
    """The text in at most so many columns.

    >>> cut("区财政局", 6), cut("区财政局", 8)
    ('区财…', '区财政局')
    """
    if width(text) <= most:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > most - 1:
            break
        kept += char
    return kept + "…"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the columns flush left, two blanks between them.

    >>> table([("编号", "单位"), ("1.1", "区财政局")])
    ['编号  单位', '1.1   区财政局']
    """
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)).rstrip() for row in rows]
