"""Lint: an item's words that no duty quotes, and quotes that are not the item's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rules.check_rules import Found, RuleFile
from rules.errors import Mistake
from rules.text import normalise
from rules.words import Words

GAP = "…"
_SAYS = re.compile(r"[\u4e00-\u9fffa-z]+|\d+(?!\d|年)")
_MOST_SHOWN = 60
_EXAMPLE = "quotes: [按月公开, 一般公共预算收支执行情况]"


def check_quotes(file: RuleFile, words: Words) -> Found:
    """Each quote stands literally in the item's text, and together they leave no content word of it out.

    `…` in a quote leaves out what stands between its pieces: that has to be quoted elsewhere.
    """
    text = _Text(file.rule.text)
    covered = bytearray(len(text.plain))
    for i, duty in enumerate(file.rule.duties):
        if not duty.quotes:
            yield file.mistake(("duties", i, "quotes"), "没有写", "每项义务都要引用它所依据的计划原文", _EXAMPLE)
        for j, quote in enumerate(duty.quotes):
            spans = text.spans(quote)
            if not spans:
                allowed = f"计划原文里一字不差的话（可用 {GAP} 略去中间）：{text.shown(0, len(text.plain))}"
                yield file.mistake(("duties", i, "quotes", j), quote, allowed, _EXAMPLE)
            for start, end in spans:
                covered[start:end] = b"\1" * (end - start)
    yield from _uncovered(file, text, covered, words)


def _uncovered(file: RuleFile, text: _Text, covered: bytearray, words: Words) -> Iterator[Mistake]:
    for run in re.finditer(b"\0+", bytes(covered)):
        left = content_words(text.plain[run.start() : run.end()], words)
        if left:
            found = f"“{text.shown(run.start(), run.end())}”没有一项义务引用（{'、'.join(left)}）"
            yield file.mistake(("text",), found, "原文的每句话都由某项义务的 quotes 引用；网站上看不到的部分写成 kind: manual 的义务", _EXAMPLE)


def content_words(run: str, words: Words) -> tuple[str, ...]:
    """The words of a normalised piece of text that name an act or an object; connectives (及时, 做好, 我区) are not told.

    Characters the dictionary knows no word for are told where two or more stand together (进销存).
    """
    found: list[str] = []
    for piece in _SAYS.findall(run):
        loose = ""
        for token in (*words.cut(piece), ""):
            is_function = token in connectives()
            if len(token) == 1 and not is_function and not token.isdigit():
                loose += token
                continue
            found += [loose] if len(loose) > 1 else []
            loose = ""
            found += [token] if token and not is_function else []
    return tuple(dict.fromkeys(found))


@cache
def connectives() -> frozenset[str]:
    """Words that bind the others and name no act or object of their own (rules/connectives.txt), and the empty one."""
    return frozenset((files("rules") / "connectives.txt").read_text(encoding="utf-8").split()) | {""}


class _Text:
    """A text normalised, that still knows which characters it came from."""

    def __init__(self, text: str) -> None:
        self.original = text
        pairs = [(char, i) for i, one in enumerate(text) for char in normalise(one)]
        self.plain = "".join(char for char, _ in pairs)
        self.origin = [i for _, i in pairs]

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """Where a quote's pieces stand, each time they stand there in order."""
        pieces = [re.escape(piece) for part in quote.split(GAP) if (piece := normalise(part))]
        if not pieces:
            return []
        found = re.finditer(".*?".join(f"({piece})" for piece in pieces), self.plain)
        return [span for match in found for span in match.regs[1:]]

    def shown(self, start: int, end: int) -> str:
        whole = self.original[self.origin[start] : self.origin[end - 1] + 1].strip("，。；、：,;. ") if end > start else ""
        return whole if len(whole) <= _MOST_SHOWN else whole[: _MOST_SHOWN - 1] + "…"
