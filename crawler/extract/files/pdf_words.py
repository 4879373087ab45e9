"""Characters of a text layer: compatibility forms made ordinary, and garbled ones told apart from text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_PAIRS = (
    "⺎兀⺏尢⺝月⺟母⺠民⺦丬⺨犭⺪疋⺫罒⺬示⺮竹⺰纟⺶羊⺷羊⺸羊⺺聿⺼肉⻁虎⻂衤⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長"
    "⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_RADICALS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""CJK Radicals Supplement (Unicode, block 2E80-2EFF) and the ideographs that look the same: fonts made by Office and WPS map the
glyphs of ordinary characters to them. NFKC knows two of them only."""
_SYMBOL_FONTS = {
    "\uf06c": "●", "\uf06e": "■", "\uf0a7": "▪", "\uf0a8": "□", "\uf06f": "□", "\uf071": "□", "\uf0b7": "·", "\uf075": "◆",
    "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fd": "☒", "\uf0fe": "☑", "\uf052": "☑", "\uf0a3": "□", "\uf0e8": "→", "\uf076": "❖",
}  # fmt: skip
"""What Word writes from its symbol fonts: U+F000 and the character's place in Wingdings, Wingdings 2 or Symbol."""
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")
_GARBLED, _SPOILT, _FEW = 0.2, 0.01, 3
_MOST_RARE, _ENOUGH_IDEOGRAPHS = 0.3, 20
_MOST_SIGNS, _ENOUGH_SIGNS = 0.35, 40
_USUAL_SIGNS = frozenset(".,-()%/:+*=_|&·…—“”‘’\"'<>[]#@ ")


@lru_cache(1 << 16)
def ordinary(c: str) -> str:
    """Radicals, compatibility ideographs, vertical forms and ligatures as the characters they stand for; full-width forms
    stay as written; what can stand in no text as the replacement character.

    >>> "".join(map(ordinary, "\\u2f00般公共\\u2eda\\ufb01，Ａ"))
    '一般公共页fi，Ａ'
    """
    if c < "\u00a0":
        return c if c >= " " else ""
    if c in _NOTHING:
        return ""
    if c == "\u00a0":
        return " "
    if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufb06" or "\ufe10" <= c <= "\ufe4f" or "\U0002f800" <= c <= "\U0002fa1f":
        return _RADICALS.get(c) or unicodedata.normalize("NFKC", c)
    return _SYMBOL_FONTS.get(c) or ("\ufffd" if is_spoilt(c) else c)


@lru_cache(1 << 16)
def is_spoilt(c: str) -> bool:
    """Whether it can stand in no text: private use, unassigned, replacement, surrogate and control characters.

    >>> [is_spoilt(c) for c in ("\\ue5e5", "\\ufffd", "区", "\\U00020bb7")]
    [True, True, False, False]
    """
    return c == "\ufffd" or (c > "~" and unicodedata.category(c) in ("Co", "Cn", "Cs", "Cc"))


def is_garbled(text: str, unmapped: int = 0) -> bool:
    """Whether a page's characters make no text; the font itself says of `unmapped` of them that it does not know their meaning.

    >>> is_garbled("广州市番禺区2017年一般公共预算执行情况表"), is_garbled("Ć蘂鼇ŤĦ齉龘靐ĭ齾爩Ŕ鱻麤ŀ")
    (False, True)
    """
    marks = [c for c in text if not c.isspace()]
    bad = max(unmapped, sum(map(is_spoilt, marks))) + sum(map(_is_foreign, marks))
    return bool(marks) and (bad >= _GARBLED * len(marks) or _are_rare(marks) or _are_signs(marks))


def is_partly_garbled(text: str) -> bool:
    bad = sum(map(is_spoilt, text))
    return bad >= _FEW and bad >= _SPOILT * len(text)


@lru_cache(1 << 16)
def _is_foreign(c: str) -> bool:
    """A letter of scripts that stand in no Chinese document: a table of glyph numbers read as text has many."""
    return ("\u0100" <= c <= "\u024f" and unicodedata.normalize("NFD", c)[0] not in "aeiouüAEIOU") or "\u0530" <= c <= "\u1fff" or "\ua000" <= c <= "\udfff"


def _are_rare(marks: Sequence[str]) -> bool:
    """Ideographs that belong neither to GB 2312 nor to the frequent ones of Big5: a wrong table, no language."""
    ideographs = [c for c in marks if "\u3400" <= c <= "\u9fff"]
    if len(ideographs) < _ENOUGH_IDEOGRAPHS:
        return False
    simplified = sum(bool(c.encode("gb2312", "ignore")) for c in ideographs)
    traditional = sum(b"" < c.encode("big5", "ignore") < b"\xc9" for c in ideographs)
    return max(simplified, traditional) < (1 - _MOST_RARE) * len(ideographs)


def _are_signs(marks: Sequence[str]) -> bool:
    """Mostly signs and not one ideograph: Chinese set in fonts of 256 glyphs each, whose numbers stand for anything."""
    if len(marks) < _ENOUGH_SIGNS or any("\u3400" <= c <= "\u9fff" for c in marks):
        return False
    return sum(not c.isalnum() and c not in _USUAL_SIGNS for c in marks) > _MOST_SIGNS * len(marks)
