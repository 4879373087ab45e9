"""One publication that words or units take apart: objects that belong to one unit each, and results of two campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from rules.drafts.clause import Clause
from rules.drafts.lexicon import lexicon, pattern
from rules.drafts.pieces import Piece
from rules.drafts.wording import shortened
from rules.shape import shaped
from rules.yamlfile import read_yaml

_CAMPAIGN = r"专项(?:整治|行动|治理|检查|清理|执法)"
_CAMPAIGNS = re.compile(
    rf"(?:开展|组织|实施|推进|深化|继续|深入)*(?P<one>[^，。；、]{{2,40}}?{_CAMPAIGN})(?:以及|和|及|与|、)(?P<other>[^，。；、]{{2,40}}?{_CAMPAIGN})"
)
_NO_HEAD = "等的和及与或以并"
"""收费标准、办事流程等信息: nothing is left that both could be modifiers of."""
_LISTED = re.compile(r"(?P<first>[一-龥]{2,4}(?:、[一-龥]{2,4})*)、(?P<last>[一-龥]+)(?!、)(?![一-龥])")


def respective(thing: str, units: Sequence[str]) -> tuple[str, ...]:
    """An object for each unit in the units' order, where the thing begins with as many modifiers of one length, each of one unit's remit; else empty.

    >>> respective("福利、体育彩票公益金使用情况", ("体育局", "民政局"))
    ('体育彩票公益金使用情况', '福利彩票公益金使用情况')
    >>> respective("城市、农村低保发放情况", ("甲局", "乙局"))
    ()
    >>> respective("收费标准、办事流程等信息", ("甲局", "乙局"))
    ()
    """
    found = _LISTED.match(thing)
    if found is None or pattern(lexicon().internal).match(thing):
        return ()  # 深化国税、地税…改革: a verb, and no modifier, stands first
    ahead = found["first"].split("、")
    long = len(ahead[0])
    last, behind = found["last"][:long], thing[found.start("last") + long :]
    is_even = all(len(word) == long for word in ahead) and len(found["last"]) > long + 1 and behind[0] not in _NO_HEAD
    answered = [[word for word in (*ahead, last) if _answers_for(unit, word)] for unit in units]
    is_told = is_even and len(ahead) + 1 == len(units) > 1 and all(len(words) == 1 for words in answered) and len({w for (w,) in answered}) == len(units)
    return tuple(f"{word}{behind}" for (word,) in answered) if is_told else ()


def _answers_for(unit: str, word: str) -> bool:
    """By the unit's own name, or by what offices of its sort answer for everywhere (remits.yaml)."""
    return word in unit or any(word in remit.words and any(part in unit for part in remit.units) for remit in _remits())


@dataclass(frozen=True)
class _Remit:
    units: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    schema_version: int
    remits: tuple[_Remit, ...]


@cache
def _remits() -> tuple[_Remit, ...]:
    return shaped(read_yaml(Path(str(files("rules") / "drafts" / "remits.yaml"))), _File).remits


def of_campaigns(clause: Clause, piece: Piece, found: Sequence[Piece], text: str) -> Iterator[Clause]:
    """An occasional result of two campaigns that its sentence names: one of each."""
    named = next((at for other in found if _is_ahead(other, piece) and (at := _CAMPAIGNS.search(other.span.of(text)))), None)
    if clause.kind != "event" or named is None:
        yield clause
        return
    mark = "拆分：原文先写了两项专项工作，草稿各拆一项；合在一份里公布的，请并成一项"
    for name in (named["one"], named["other"]):
        whole = f"{name}{clause.subject}"
        yield replace(clause, title=shortened(whole), subject=whole, quotes=(name, *clause.quotes), review=(*clause.review, mark))


def _is_ahead(other: Piece, piece: Piece) -> bool:
    return other.reading.sort == "internal" and other.span.sentence == piece.span.sentence and other.span.start < piece.span.start
