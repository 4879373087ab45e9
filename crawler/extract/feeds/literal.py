"""A value written in a page's script: JSON, or JavaScript with bare keys, quotes of either kind, comments and trailing commas.

Nothing is run: names other than true, false, null and undefined, calls and sums end the reading.
"""

from __future__ import annotations

import json
import re
from typing import Any

_BETWEEN = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`", re.DOTALL)
_KEY = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_NUMBER = re.compile(r"[-+]?(?:\d{1,300}(?:\.\d{1,300})?|\.\d{1,300})(?:[eE][-+]?\d{1,3})?(?![\w$])")
_WORD = re.compile(r"(?:true|false|null|undefined)(?![\w$])")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_DEEPEST = 60
_JSON = json.JSONDecoder(strict=False)


class NotALiteral(ValueError):
    """What stands there is cut, broken, nested too deep or no plain value."""


def literal_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends. Raises NotALiteral.

    >>> literal_at("x = {SID: '755', \\"a\\": [1, 'é',],};", 4)[0]
    {'SID': '755', 'a': [1, 'é']}
    """
    try:
        value, end = _JSON.raw_decode(text, at)
    except (ValueError, RecursionError):
        return _value(text, at, _DEEPEST)
    return value, end


def _value(text: str, at: int, room: int) -> tuple[Any, int]:
    at = _behind(text, at)
    if room and text.startswith(("{", "["), at):
        return _members(text, at + 1, room - 1) if text[at] == "{" else _items(text, at + 1, room - 1)
    if m := _STRING.match(text, at):
        return _unescaped(m[0][1:-1]), m.end()
    if m := _NUMBER.match(text, at):
        return float(m[0]) if not m[0].lstrip("+-").isdigit() else int(m[0]), m.end()
    if m := _WORD.match(text, at):
        return _WORDS[m[0]], m.end()
    raise NotALiteral(at)


def _members(text: str, at: int, room: int) -> tuple[dict[str, Any], int]:
    held: dict[str, Any] = {}
    while True:
        at = _behind(text, at)
        if text.startswith("}", at):
            return held, at + 1
        m = _STRING.match(text, at) or _KEY.match(text, at)
        colon = _behind(text, m.end()) if m else at
        if m is None or not text.startswith(":", colon):
            raise NotALiteral(at)
        key = m[0] if m[0][0] not in "\"'`" else _unescaped(m[0][1:-1])
        held[key], at = _value(text, colon + 1, room)
        at = _comma(text, at, "}")


def _items(text: str, at: int, room: int) -> tuple[list[Any], int]:
    held: list[Any] = []
    while True:
        at = _behind(text, at)
        if text.startswith("]", at):
            return held, at + 1
        item, at = _value(text, at, room)
        held.append(item)
        at = _comma(text, at, "]")


def _comma(text: str, at: int, closing: str) -> int:
    """Behind the comma; where the end follows, at it."""
    at = _behind(text, at)
    if text.startswith(",", at):
        return at + 1
    if text.startswith(closing, at):
        return at
    raise NotALiteral(at)


def _behind(text: str, at: int) -> int:
    m = _BETWEEN.match(text, at)
    return m.end() if m else at


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text)
