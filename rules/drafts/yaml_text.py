"""Plain data as YAML text in the style of the rule files: what is short on one line, what is long as blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_WIDTH = 160
_FLOW = ("places", "due", "silence", "column", "upstream", "amends", "body", "content")
"""Keys whose values stand on one line where they fit: `due: {working_days: 20, basis: assumption, …}`."""
_BLOCK = ("review",)
"""Lists written one item a line: a person ticks them off."""
_FOLDED = ("text",)
"""Long running text, under its key."""
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z_（“《〔‘…○〇]|[\w（“《〔‘…○][\w \-…○（）“”《》〔〕‘’、，。；：？！·—+%/.]*[\w）”》〕’。；！…○]")
"""What needs no quotes, within brackets or without."""
_NUMBER = re.compile(r"[-+\d.eE_]*")
"""2016 must stay text, and so must what other readers of YAML take for a number."""
_WORDS = re.compile(r"~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)


def yaml_lines(data: dict[str, Any], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping, its keys in their order.

    >>> print("\\n".join(yaml_lines({"id": "a", "units": ["区财政局"], "match": {"title": {"all": [["预算"], ["2016"]]}}})))
    id: a
    units: [区财政局]
    match:
      title:
        all:
          - [预算]
          - ["2016"]
    """
    for key, value in data.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    lead = " " * indent + f"{key}:"
    if key in _FOLDED and isinstance(value, str) and _is_foldable(value):
        yield f"{lead} >-"
        yield " " * (indent + 2) + value
    elif isinstance(value, dict):
        short = f"{lead} {_flow(value)}" if not value or (key in _FLOW and _is_flat(value)) else None
        if short is not None and len(short) <= _WIDTH:
            yield short
        else:
            yield lead
            yield from yaml_lines(value, indent + 2)
    elif isinstance(value, list):
        yield from _list(lead, key, value, indent)
    else:
        yield f"{lead} {_scalar(value)}"


def _list(lead: str, key: str, items: list[Any], indent: int) -> Iterator[str]:
    if all(not isinstance(item, (list, dict)) for item in items) and key not in _BLOCK:
        yield from _wrapped(lead + " ", items, indent + 2)
        return
    yield lead
    dash = " " * (indent + 2) + "- "
    for item in items:
        if isinstance(item, dict) and key != "duties" and _is_flat(item) and len(short := dash + _flow(item)) <= _WIDTH:
            yield short
        elif isinstance(item, dict):
            first, *rest = yaml_lines(item, indent + 4)
            yield dash + first.lstrip()
            yield from rest
        elif isinstance(item, list):
            yield from _wrapped(dash, item, indent + 4)
        else:
            yield dash + _scalar(item)


def _wrapped(lead: str, items: list[Any], indent: int) -> Iterator[str]:
    """A list in brackets, broken after a comma where a line grows too long."""
    line = lead + "["
    for i, item in enumerate(items):
        piece = _scalar(item) + ("]" if i == len(items) - 1 else ",")
        glue = "" if line.endswith("[") else " "
        if len(line) + len(glue) + len(piece) > _WIDTH and glue:
            yield line
            line, glue = " " * indent, ""
        line += glue + piece
    yield line if items else line + "]"


def _is_flat(data: dict[str, Any]) -> bool:
    return all(not isinstance(v, dict) and not (isinstance(v, list) and any(isinstance(i, (list, dict)) for i in v)) for v in data.values())


def _flow(data: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{k}: {_flow_value(v)}" for k, v in data.items()) + "}"


def _flow_value(value: Any) -> str:
    return "[" + ", ".join(map(_scalar, value)) + "]" if isinstance(value, list) else _scalar(value)


def _is_foldable(text: str) -> bool:
    return bool(text) and text.isprintable() and text == text.strip()


def _scalar(value: Any) -> str:
    """A value as it reads back: text in quotes unless nothing in it could be taken for anything else."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.isprintable() and not _NUMBER.fullmatch(value) and not _WORDS.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
