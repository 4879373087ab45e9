"""What was struck out of a text and what was put in, in words that can be read."""

from __future__ import annotations

from difflib import SequenceMatcher

from rules.text import normalise
from rules.words import Words

_MOST = 1500
"""Words in either text beyond which the comparison would cost too much: then both are told as they are."""
_SHORT = 1
"""So few characters between two differences belong to both: 删去“按月”加上“按季” beats three slivers."""


def wording_diff(old: str, new: str, words: Words) -> tuple[str, ...]:
    """Each difference a short line, in the order of the text.

    >>> wording_diff("按月公开预算收支情况。", "按季度公开预算收支情况和说明。", Words())
    ('“按月”改为“按季度”', '加上“和说明”')
    """
    before, after = _tokens(old, words), _tokens(new, words)
    if max(len(before), len(after)) > _MOST:
        return (f"“{old}”改为“{new}”",)
    return tuple(dict.fromkeys(_told(before, after, found) for found in _joined(before, after)))


def _joined(before: list[str], after: list[str]) -> list[tuple[int, int, int, int]]:
    """The stretches that differ, those a sliver apart as one."""
    found: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if found and len("".join(before[found[-1][1] : a])) <= _SHORT:
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    return found


def _told(before: list[str], after: list[str], at: tuple[int, int, int, int]) -> str:
    a, b, c, d = at
    struck, put = "".join(before[a:b]), "".join(after[c:d])
    if struck and put:
        if a and c and min(len(struck), len(put)) == 1:  # 按月, not 月 alone
            struck, put = before[a - 1] + struck, after[c - 1] + put
        return f"“{struck}”改为“{put}”"
    return f"删去“{struck}”" if struck else f"加上“{put}”"


def _tokens(text: str, words: Words) -> list[str]:
    """The dictionary's words as the text writes them (the dictionary's own are in normal form), white space aside."""
    tokens: list[str] = []
    written = iter(text)
    for word in words.cut(text):
        taken = ""
        while len(normalise(taken)) < len(word) and (char := next(written, "")):
            taken += char
        tokens.append("".join(taken.split()))
    return tokens
