"""Words of an item that no clause took up: quoted by the duty that stands nearest before them, so that nothing is lost silently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.lint_quotes import GAP, content_words
from rules.rule import Duty
from rules.text import normalise
from rules.words import Words

_MARK = "拆分：原文的“{}”没有归到哪一项，暂记在这一项，请看是否另有要求"
_ENDS = "，。；、：,;. \n"
_SHOWN = 30


def with_all_quoted(text: str, duties: Sequence[Duty], words: Words) -> tuple[Duty, ...]:
    """The same duties; what none of them quotes is added to one, with a mark."""
    told = list(duties)
    for start, left in _left_out(text, duties, words) if told else ():
        nearest = max(range(len(told)), key=lambda i: max((at for at in _places(text, told[i]) if at <= start), default=-1))
        duty = told[nearest]
        shown = left if len(left) <= _SHOWN else f"{left[: _SHOWN - 1]}…"
        told[nearest] = replace(duty, quotes=tuple(dict.fromkeys((*duty.quotes, left))), review=(*duty.review, _MARK.format(shown)))
    return tuple(told)


def _left_out(text: str, duties: Sequence[Duty], words: Words) -> Iterator[tuple[int, str]]:
    """Where a run that nobody quotes begins, and its words as the plan writes them."""
    pairs = [(char, i) for i, one in enumerate(text) for char in normalise(one)]
    plain, covered = "".join(char for char, _ in pairs), bytearray(len(pairs))
    for duty in duties:
        for quote in duty.quotes:
            pieces = [re.escape(piece) for part in quote.split(GAP) if (piece := normalise(part))]
            for found in re.finditer(".*?".join(f"({piece})" for piece in pieces), plain) if pieces else ():
                for start, end in found.regs[1:]:
                    covered[start:end] = b"\1" * (end - start)
    for run in re.finditer(b"\0+", bytes(covered)):
        if content_words(plain[run.start() : run.end()], words):
            start, end = pairs[run.start()][1], pairs[run.end() - 1][1] + 1
            yield start, text[start:end].strip(_ENDS)


def _places(text: str, duty: Duty) -> list[int]:
    return [text.find(quote.split(GAP)[0]) for quote in duty.quotes]
