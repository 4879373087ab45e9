"""RTF files as text and tables: their text first, then headers, footers and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.extract.files.file_text import FileText
from crawler.extract.files.office_text import file_text
from crawler.extract.files.pictures import is_large
from crawler.extract.files.rtf_body import Flow
from crawler.extract.files.rtf_tokens import Token, decoded, tokens
from rules.office.archives import Unreadable
from rules.office.blocks import OfficeDocument
from rules.office.bounds import Budget

_BESIDE = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote"))
_SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "info", "objdata", "objclass", "objname", "fldinst", "listtable", "listoverridetable", "revtbl", "filetbl", "nonshppict",
        "shprslt", "sp", "annotation", "upr", "datafield", "pgdsctbl", "nonesttables", "xe", "tc", "txe", "formfield", "template",
    )
)  # fmt: skip
"""Destinations that hold no text of the document, or the same once more for older readers."""
_STARRED = frozenset(("shpinst", "ud", "moMath", "moMathPara", "mmath"))
"""Destinations marked as passable (\\*) that do hold text."""
_WORDS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "line": "\n", "softline": "\n", "~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
_SIZES = frozenset(("picwgoal", "pichgoal", "picscalex", "picscaley"))
_MOST_DEPTH = 2_000


def read_rtf(payload: bytes) -> FileText:
    """Raises Unreadable."""
    reading = _Reading()
    for token in tokens(payload):
        reading.take(token)
    reading.flush()
    if not reading.depth_seen:
        raise Unreadable("不是 RTF 文件，或已损坏")
    found = file_text(OfficeDocument("rtf", reading.body.blocks()), sum(map(_is_large, reading.pictures)), reading.beside.blocks())
    return replace(found, reason="文件不完整，可能缺少后面部分") if reading.groups else found


@dataclass(frozen=True)
class _State:
    """What a group inherits and its end restores. kind: where text goes (text, skip, fonts, picture)."""

    kind: str = "text"
    is_beside: bool = False
    is_hidden: bool = False
    font: int | None = None
    east_asian: int | None = None
    is_east_asian: bool = False
    skip: int = 1


@dataclass
class _Reading:
    """Goes through the tokens; `raw`: bytes not yet decoded, `skip`: characters that only stand in for a \\u before them."""

    state: _State = field(default_factory=_State)
    groups: list[_State] = field(default_factory=list)
    body: Flow = field(default_factory=lambda: Flow(Budget()))
    beside: Flow = field(default_factory=lambda: Flow(Budget()))
    raw: bytearray = field(default_factory=bytearray)
    skip: int = 0
    page: int = 1252
    fonts: dict[int, int] = field(default_factory=dict)
    default_font: int | None = None
    pictures: list[dict[str, int]] = field(default_factory=list)
    is_starred: bool = False
    depth_seen: bool = False

    def take(self, token: Token) -> None:
        kind, word, number, content = token
        if kind == "text":
            self._text(content)
        elif kind == "open":
            self._open()
        elif kind == "close":
            self._close()
        elif kind == "word":
            self._word(word, number)
        else:
            self._symbol(word)

    def _open(self) -> None:
        self.flush()
        if len(self.groups) > _MOST_DEPTH:
            raise Unreadable("文档嵌套过深，未读取")
        self.groups.append(self.state)
        self.skip, self.is_starred, self.depth_seen = 0, False, True

    def _close(self) -> None:
        self.flush()
        self.skip, self.is_starred = 0, False
        if self.groups:
            before, self.state = self.state, self.groups.pop()
            if before.is_beside and not self.state.is_beside:
                self.beside.end_paragraph()

    def _text(self, content: bytes) -> None:
        if self.skip:
            self.skip, content = max(0, self.skip - len(content)), content[self.skip :]
        if self.state.kind == "text" and not self.state.is_hidden:
            self.raw += content

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.is_starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in _WORDS:
            self._put(_WORDS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        starred, self.is_starred = self.is_starred, False
        if word in _DESTINATIONS or starred:
            self._destination(word, starred)
        elif word == "u":
            if self.state.kind == "text":
                self._put(chr((number or 0) & 0xFFFF))
            self.skip = self.state.skip
        elif self.state.kind == "picture":
            if word in _SIZES:
                self.pictures[-1][word] = number or 0
        elif word in _PROPERTIES:
            self.flush()
            _PROPERTIES[word](self, number)
        elif self.state.kind == "text" and word in _WORDS:
            self._put(_WORDS[word])
        elif self.state.kind == "text" and word in Flow.WORDS:
            self.flush()
            self._flow().word(word, number or 0)

    def _destination(self, word: str, is_starred: bool) -> None:
        self.flush()
        if word == "ud":
            self.state = replace(self.groups[-2] if len(self.groups) > 1 else self.state, skip=self.state.skip)
        elif word == "pict":
            if self.state.kind == "text":
                self.pictures.append({})
                self.state = replace(self.state, kind="picture")
        elif word in _BESIDE:
            self.state = replace(self.state, is_beside=True)
        elif word == "fonttbl":
            self.state = replace(self.state, kind="fonts")
        elif word in _SKIPPED or (is_starred and word not in _STARRED and word != "shppict"):
            self.state = replace(self.state, kind="skip")

    def _put(self, text: str) -> None:
        self.flush()
        if self.state.kind == "text" and not self.state.is_hidden:
            self._flow().put(text)

    def flush(self) -> None:
        """What was gathered becomes text in the charset of its font."""
        if self.raw:
            font, east_asian = (self.fonts.get(at) if at is not None else None for at in (self.state.font, self.state.east_asian))
            self._flow().put(decoded(bytes(self.raw), font, east_asian, self.page))
            self.raw.clear()

    def _flow(self) -> Flow:
        return self.beside if self.state.is_beside else self.body

    def set_font(self, number: int | None) -> None:
        if self.state.is_east_asian and self.state.kind != "fonts":
            self.state = replace(self.state, east_asian=number)
        else:
            self.state = replace(self.state, font=number)

    def set_charset(self, number: int | None) -> None:
        if self.state.kind == "fonts" and self.state.font is not None:
            self.fonts[self.state.font] = number or 0

    def set_page(self, number: int | None) -> None:
        self.page = number or self.page

    def set_default(self, number: int | None) -> None:
        self.default_font = number
        self.state = replace(self.state, font=number)

    def set_skip(self, number: int | None) -> None:
        self.state = replace(self.state, skip=min(max(number or 0, 0), 100))

    def set_hidden(self, number: int | None) -> None:
        self.state = replace(self.state, is_hidden=number != 0)

    def set_script(self, is_east_asian: bool) -> None:
        self.state = replace(self.state, is_east_asian=is_east_asian)

    def set_plain(self, number: int | None) -> None:
        self.state = replace(self.state, is_hidden=False, font=self.default_font)


def _is_large(told: dict[str, int]) -> bool:
    """By the size a picture is meant to have (twips) and its scale (percent); one that tells none counts as large.

    >>> _is_large({"picwgoal": 9000, "pichgoal": 6000, "picscalex": 30, "picscaley": 30}), _is_large({"picwgoal": 9000, "pichgoal": 6000}), _is_large({})
    (False, True, True)
    """
    width, height = (told.get(f"pic{side}goal", 0) * told.get(f"picscale{axis}", 100) / 2000 for side, axis in ("wx", "hy"))
    return is_large(width, height) or not (told.get("picwgoal") and told.get("pichgoal"))


_DESTINATIONS = _BESIDE | _SKIPPED | _STARRED | {"pict", "fonttbl"}
_PROPERTIES: dict[str, Callable[[_Reading, int | None], None]] = {
    "f": _Reading.set_font,
    "af": _Reading.set_font,
    "fcharset": _Reading.set_charset,
    "ansicpg": _Reading.set_page,
    "deff": _Reading.set_default,
    "uc": _Reading.set_skip,
    "v": _Reading.set_hidden,
    "deleted": _Reading.set_hidden,
    "plain": _Reading.set_plain,
    "dbch": lambda reading, number: reading.set_script(True),
    "loch": lambda reading, number: reading.set_script(False),
    "hich": lambda reading, number: reading.set_script(False),
}
