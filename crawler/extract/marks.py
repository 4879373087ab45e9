"""Marks of a document's state (已废止, 失效 …), where they stand as a mark and not in a sentence about others."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BANNER_LENGTH = 40
_WORD = r"(?:已(?:经)?(?:被)?(?:废止|失效|撤销|停止执行|宣布失效)|(?:全文|宣布)?(?:废止|失效)|自动失效)"
_DAY = r"(?:(?:已?(?:于|自|从)|起|现|[\d〇零一二三四五六七八九十]+[年月日]))*"
_BRACKETED = re.compile(rf"[【\[(（〔<《]\s*(?:本?(?:文件|文))?{_DAY}({_WORD})\s*[】\])）〕>》]")
_ALONE = re.compile(rf"^\s*({_WORD})\s*$")
_BESIDE = re.compile(rf"(?:\s|\t)({_WORD})\s*$")
_DOCUMENT = r"(?:(?:本|该|此)(?:规范性|政策)?(?:文件|通知|通告|公告|办法|规定|规则|细则|意见|方案|决定|条例|制度|规划|预案|函|政策|件|文)|原文件)"
_STATE = r"(?:废止|失效|停止执行|撤销)"
_HOW = r"(?:已经?|现已?|业已|于|自|从|在|予以|被|宣布|公布|正式|全文|自动|之日|当日|起|有效期(?:届)?满|到期|[\d〇零一二三四五六七八九十]+[年月日]|[，,\s])*"
_OPENS = r"^[【\[(（〔<*※★☆\s]*(?:(?:特别|温馨|重要)?(?:提示|提醒|说明|注|备注|注意|编者按|按)\s*[:：]\s*)?"
_SAID = re.compile(rf"{_OPENS}{_DOCUMENT}({_HOW}|已(?:被|由|经|根据|按照|依据)[^。；;]{{2,80}}?)({_STATE})(?![以下列《的了前后])")
_NOTHING_ELSE = re.compile(rf"{_OPENS}(?:(?:文件)?(?:状态|效力|有效性|时效性)\s*[:：]\s*)?{_DOCUMENT}?({_HOW})({_STATE})[】\])）〕>*※★☆。！!\s]*$")
_IN_FORCE = re.compile(r"^\W*(?:现行|继续)?有效\W*$")
_FIRST = re.compile(rf"^\s*[【\[(（〔]\s*{_DAY}({_WORD})\s*[】\])）〕]")


def status_marks(headings: Iterable[str], states: Iterable[str], opening: Iterable[str] = ()) -> tuple[str, ...]:
    """`headings`: title and the short lines around it; `states`: values of labels such as 有效性; `opening`: the text's first lines.

    >>> status_marks(["关于垃圾分类的通知【已废止】", "关于废止部分文件的通知"], ["现行有效"])
    ('已废止',)
    >>> status_marks([], [], ["提示：本文件已于2017年3月1日废止。", "本通知所列文件予以废止。"])
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
    for line in opening:
        if m := _FIRST.search(line):
            found[m[1]] = None
        elif m := _SAID.search(line):
            found["已" + m[2] if "已" in m[1] else m[2]] = None
    return tuple(found)


def banner_marks(lines: Iterable[str]) -> tuple[str, ...]:
    """Of the lines above a headline those that say nothing but the state; where 有效 stands beside 失效, they are names to choose from.

    >>> banner_marks(["此件已宣布失效"]), banner_marks(["有效", "失效"]), banner_marks(["《甲办法》已废止", "废止文件目录"])
    (('已失效',), (), ())
    """
    told = [line for line in lines if len(line) <= _BANNER_LENGTH]
    if any(_IN_FORCE.match(line) for line in told):
        return ()
    found = (m for line in told if (m := _NOTHING_ELSE.match(line)))
    return tuple(dict.fromkeys("已" + m[2] if "已" in m[1] else m[2] for m in found))
