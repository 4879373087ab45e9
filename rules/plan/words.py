"""The words plan documents are written in (rules/plan/words.yaml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rules.yamlfile import read_yaml


@cache
def words() -> dict[str, Any]:
    """The file's content; it is ours and tested, so that nothing is checked here."""
    data: dict[str, Any] = read_yaml(Path(str(files("rules").joinpath("plan/words.yaml")))).data
    return data


_PLAIN = str.maketrans("（）：；，﹙﹚〔〕【】", "():;,()[][]")


@cache
def _folded() -> dict[int, str | int]:
    pairs = "".join(words()["traditional"].split())
    return {ord(a): b for a, b in zip(pairs[::2], pairs[1::2], strict=True)} | _PLAIN


def fold(text: str) -> str:
    """Simplified characters, half-width brackets and colons; as many characters as before, so that places stay.

    >>> fold("牽頭單位：區財政局（區稅務局）")
    '牵头单位:区财政局(区税务局)'
    """
    return text.translate(_folded())


@cache
def one_of(*path: str) -> re.Pattern[str]:
    """A pattern of the regular expressions listed under a path of the file."""
    found: Any = words()
    for step in path:
        found = found[step]
    return re.compile("|".join(longest_first(found)))


def longest_first(listed: Sequence[str]) -> list[str]:
    return sorted(listed, key=lambda word: -len(word))


def squeezed(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())
