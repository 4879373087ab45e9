"""Marks of a document's state (已废止, 失效 …), where they stand as a mark and not in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = r"(?:已(?:被)?(?:废止|失效|撤销|停止执行|宣布失效)|(?:全文)?(?:废止|失效)|自动失效)"
_BRACKETED = re.compile(rf"[【\[（(〔<《]\s*({_WORD})\s*[】\])）〕>》]")
_ALONE = re.compile(rf"^\s*({_WORD})\s*$")
_BESIDE = re.compile(rf"(?:\s|\t)({_WORD})\s*$")


def status_marks(headings: Iterable[str], states: Iterable[str]) -> tuple[str, ...]:
    """`headings`: title and the short lines around it; `states`: values of labels such as 有效性.

    >>> status_marks(["关于垃圾分类的通知【已废止】", "关于废止部分文件的通知"], ["现行有效"])
    ('已废止',)
    """
    found: dict[str, None] = {}
    for text in headings:
        for pattern in (_BRACKETED, _ALONE, _BESIDE):
            if m := pattern.search(text):
                found[m[1]] = None
                break
    for state in states:
        if m := re.match(rf"\s*({_WORD}|无效)", state):
            found[m[1]] = None
    return tuple(found)
