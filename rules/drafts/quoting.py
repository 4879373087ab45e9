"""Words of an item that no clause took up: quoted by the duty that stands nearest before them, so that nothing is lost silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.quotes import QuotedText
from rules.rule import Duty
from rules.words import Words

_MARK = "拆分：原文的“{}”没有归到哪一项，暂记在这一项，请看是否另有要求"
_SHOWN = 30


def with_all_quoted(text: str, duties: Sequence[Duty], words: Words) -> tuple[Duty, ...]:
    """The same duties; what none of them quotes is added to one, with a mark."""
    told = list(duties)
    whole = QuotedText(text)
    for start, end, _ in whole.left_out((quote for duty in duties for quote in duty.quotes), words) if told else ():
        left = whole.written(start, end)
        nearest = max(range(len(told)), key=lambda i: max((at for at, _ in _spans(whole, told[i]) if at <= start), default=-1))
        duty = told[nearest]
        shown = left if len(left) <= _SHOWN else f"{left[: _SHOWN - 1]}…"
        told[nearest] = replace(duty, quotes=tuple(dict.fromkeys((*duty.quotes, left))), review=(*duty.review, _MARK.format(shown)))
    return tuple(told)


def _spans(text: QuotedText, duty: Duty) -> Iterator[tuple[int, int]]:
    for quote in duty.quotes:
        yield from text.spans(quote)[:1]
