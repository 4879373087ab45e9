"""One normal form of text, used on both sides of every comparison of words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Soft hyphen, zero-width characters, direction marks, variation selectors: editors leave them inside words."""
_COMMON = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，：；（）！？％．－～／…\u3000\xa0")
"""What nearly every text holds. Put in its normal form beforehand, most texts are normal as a whole, which is quickly seen:
to take apart and to join again every character of a text takes ten times as long."""

_SHORT = 80
"""Titles and names are no longer, and every duty and unit asks them anew."""


def normalise(text: str) -> str:
    """NFKC (full-width forms, compatibility and radical code points), no white space, nothing invisible, lower case.

    >>> normalise("２０１７年 1\u30002 月　一般公共\u200b预算（ＰＰＰ）")
    '2017年12月一般公共预算(ppp)'
    >>> normalise("⽂件")
    '文件'
    """
    return _normal_of_short(text) if len(text) <= _SHORT else _normal(text)


def _normal(text: str) -> str:
    if text.isascii():
        return "".join(text.split()).lower()
    for wide, narrow in _COMMON:
        if wide in text:
            text = text.replace(wide, narrow)
    # Nothing composes across the end of a line, so that only lines with other characters are taken apart.
    normal = [unicodedata.normalize("NFKC", line) for line in _INVISIBLE.sub("", text).split("\n")]
    return "".join("".join(normal).split()).lower()


_normal_of_short = lru_cache(maxsize=30_000)(_normal)
