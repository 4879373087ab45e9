"""Numbers of html lists (<ol>), which stand in no text: html.spec.whatwg.org 4.4.5 and css-counter-styles-3, 6."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.office.list_numerals import written
from rules.office.markup import Piece

LISTS = frozenset(("ol", "ul", "menu", "dir"))
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(none|decimal|lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman|[a-z-]*(?:chinese|ideographic)[a-z-]*)"
)
_INTEGER = re.compile(r"\s*[+-]?\d{1,6}")
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "none": "none",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip


@dataclass
class _List:
    """One open list; `number_format` as Word names them, `none` where its entries carry no number."""

    number_format: str
    next_number: int = 1


class Lists:
    """The lists open at a place of the document, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def begin(self, piece: Piece) -> None:
        if piece.said != "ol":
            self._open.append(_List("none"))
            return
        found = _STYLE.search(piece.values.get("style", "").lower()[:1000])
        by_type = _TYPES.get(piece.values.get("type", "").strip(), "decimal")
        self._open.append(_List(_number_format(found[1]) if found else by_type, _integer(piece.values.get("start"), 1)))

    def end(self) -> None:
        if self._open:
            self._open.pop()

    def mark(self, piece: Piece) -> str:
        """What stands before an entry (<li>): its number; nothing in a list with bullets."""
        if not self._open or self._open[-1].number_format == "none":
            return ""
        holder = self._open[-1]
        number = _integer(piece.values.get("value"), holder.next_number)
        holder.next_number = number + 1
        return written(number, holder.number_format) + ("、" if holder.number_format == "chineseCountingThousand" else ". ")


def _number_format(style: str) -> str:
    return _STYLES.get(style) or ("chineseCountingThousand" if "chinese" in style or "ideographic" in style else "decimal")


def _integer(value: str | None, otherwise: int) -> int:
    found = _INTEGER.match(value or "")
    return int(found[0]) if found else otherwise
