"""Running text of a page cut into lines as a browser breaks them, white space folded."""

from __future__ import annotations

import re

from rules.office.markup import Piece

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "menu", "nav",
        "ol", "optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]"
_BROKEN_SOURCE = re.compile(rf"(?<={_WIDE})[ \t\r]*\n[ \t\r\n]*(?={_WIDE})")
"""A line break of the source between two wide characters is no blank: css-text-3, 4.1.3."""
_NUMERAL = re.compile(r"[0-9０-９一二三四五六七八九十①-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻ]")


class Lines:
    """Collects texts into lines; `taken` hands over what is complete."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._texts: list[str] = []
        self._marks: list[str] = []
        self._kept_breaks = 0
        self._number: list[str] | None = None
        self._number_depth = 0

    def add(self, text: str) -> None:
        if self._number is not None:
            self._number.append(text)
        elif self._kept_breaks:
            first, *rest = text.split("\n")
            self._texts.append(first)
            for line in rest:
                self.end_paragraph()
                self._texts.append(line)
        else:
            self._texts.append(text)

    def mark(self, mark: str) -> None:
        """A list entry begins: its mark stands before its first line."""
        if mark:
            self._marks.append(mark)

    def open(self, piece: Piece) -> None:
        if self._number is not None:
            self._number_depth += 1
        elif "mso-list:ignore" in piece.values.get("style", "").lower().replace(" ", ""):
            self._number, self._number_depth = [], 1
        if piece.said in BLOCKS:
            self.end_paragraph()
        self._kept_breaks += piece.said == "pre"

    def close(self, name: str) -> None:
        if self._number is not None:
            self._number_depth -= 1
            if not self._number_depth:
                number, self._number = "".join(self._number), None
                self._texts.append("" if _is_bullet(number.strip()) else number)
        if name in BLOCKS:
            self.end_paragraph()
        if name == "li":
            self._marks.clear()
        self._kept_breaks -= name == "pre"

    def end_paragraph(self) -> None:
        """Ends the line; without text there is none, and marks wait for the next."""
        text = " ".join(_BROKEN_SOURCE.sub("", "".join(self._texts)).split())
        self._texts.clear()
        if text:
            self._told.append(_marked(self._marks, text))
            self._marks.clear()

    def taken(self) -> list[str]:
        told, self._told = self._told, []
        return told


def _is_bullet(text: str) -> bool:
    """What Word's list span holds: a number with its point, or one letter of a symbol font (l, n, Ø)."""
    return len(text) < 2 and not _NUMERAL.match(text)


def _marked(marks: list[str], text: str) -> str:
    """Style sheets that we do not read hide the numbers of some lists, whose texts bring their own.

    >>> _marked(["1. "], "公开预算"), _marked(["1. "], "1．公开预算")
    ('1. 公开预算', '1．公开预算')
    """
    number = marks[-1].rstrip(". 、") if marks else ""
    start = text.removeprefix("（").removeprefix("(")
    is_written = number and start.startswith(number) and start[len(number) : len(number) + 1] in tuple("．.、)）")
    return text if is_written else "".join(marks) + text
