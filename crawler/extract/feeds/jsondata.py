"""Bytes to what JSON or JSONP says in them, within bounds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from rules.office.charset import decode

MOST_BYTES = 12_000_000
"""More than this no list of one answer holds; parsed it would fill the memory."""
_STARTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_CALL = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:/\*\*/\s*)?(?:typeof\s[^;{}]{1,80}&&\s*)?(?:(?:var|let|const)\s+[\w$.]{1,80}\s*=|[\w$.]{1,80}\s*(?:\(|=))\s*[\[{]")
_WRAP = re.compile(r"^[^\[{]*")
_TAIL = re.compile(r"[\s;)]*\Z")


@dataclass(frozen=True)
class Data:
    """What was told, and the charset it was read with."""

    told: Any
    charset: str


def is_json(payload: bytes) -> bool:
    """Whether bytes begin as JSON does, and nothing else of a site's.

    >>> is_json(b' {"rows": []}'), is_json(b'[{"a":1}]'), is_json(b"{include file}"), is_json("[置顶]".encode())
    (True, True, False, False)
    """
    return bool(_STARTS.match(payload, 0, 200))


def is_call(payload: bytes) -> bool:
    """Whether bytes begin with a script's call or variable that holds data.

    >>> is_call(b'jQuery17_1({"rows"'), is_call(b"var list = [{"), is_call(b"function f() {")
    (True, True, False)
    """
    return bool(_CALL.match(payload, 0, 400))


def read_json(payload: bytes, declared: str | None = None) -> Data | None:
    """None where it is no whole JSON value, or too large a one. Never raises.

    >>> read_json(b'callback([1, 2]);').told
    [1, 2]
    """
    if len(payload) > MOST_BYTES:
        return None
    decoded = decode(payload, declared)
    text = decoded.text.lstrip("\ufeff")
    try:
        if is_call(payload):
            start = _WRAP.match(text)
            told, end = json.JSONDecoder(strict=False).raw_decode(text, start.end() if start else 0)
            if not _TAIL.match(text, end):
                return None
        else:
            told = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return Data(told, decoded.charset)
