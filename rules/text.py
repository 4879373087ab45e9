"""One normal form of text, used on both sides of every comparison of words."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Soft hyphen, zero-width characters, direction marks, variation selectors: editors leave them inside words."""


def normalise(text: str) -> str:
    """NFKC (full-width forms, compatibility and radical code points), no white space, nothing invisible, lower case.

    >>> normalise("２０１７年 1\u30002 月　一般公共\u200b预算（ＰＰＰ）")
    '2017年12月一般公共预算(ppp)'
    >>> normalise("⽂件")
    '文件'
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return "".join(plain.split()).lower()
