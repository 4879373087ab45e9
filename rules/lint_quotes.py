"""Lint: an item's words that no duty quotes, and quotes that are not the item's words."""

from __future__ import annotations

from rules.check_rules import Found, RuleFile
from rules.quotes import GAP, QuotedText
from rules.words import Words

_MOST_SHOWN = 60
_EXAMPLE = "quotes: [按月公开, 一般公共预算收支执行情况]"


def check_quotes(file: RuleFile, words: Words) -> Found:
    """Each quote stands literally in the item's text, and together they leave no content word of it out.

    `…` in a quote leaves out what stands between its pieces: that has to be quoted elsewhere.
    """
    text = QuotedText(file.rule.text)
    for i, duty in enumerate(file.rule.duties):
        if not duty.quotes:
            yield file.mistake(("duties", i, "quotes"), "没有写", "每项义务都要引用它所依据的计划原文", _EXAMPLE)
        for j, quote in enumerate(duty.quotes):
            if not text.spans(quote):
                allowed = f"计划原文里一字不差的话（可用 {GAP} 略去中间）：{_shown(text, 0, len(text.plain))}"
                yield file.mistake(("duties", i, "quotes", j), quote, allowed, _EXAMPLE)
    for start, end, left in text.left_out((quote for duty in file.rule.duties for quote in duty.quotes), words):
        found = f"“{_shown(text, start, end)}”没有一项义务引用（{'、'.join(left)}）"
        yield file.mistake(("text",), found, "原文的每句话都由某项义务的 quotes 引用；网站上看不到的部分写成 kind: manual 的义务", _EXAMPLE)


def _shown(text: QuotedText, start: int, end: int) -> str:
    whole = text.written(start, end)
    return whole if len(whole) <= _MOST_SHOWN else whole[: _MOST_SHOWN - 1] + "…"
