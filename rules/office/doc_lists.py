"""The automatic lists of a Word 97-2003 file as stored: their levels and what a use of a list starts elsewhere (MS-DOC 2.9.131, 2.9.150)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

_LEVELS = 9
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    14: "decimalFullWidth", 15: "decimalHalfWidth", 16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
"""MSONFC (MS-OSHARED 2.2.1.3) by the names of ECMA-376; any other counts in plain digits."""


@dataclass(frozen=True)
class Level:
    """One level of a list. `text`: its characters 0 to 8 stand for the numbers of these levels. `restart_below`: it starts anew after a
    level of a lower index than this."""

    start: int
    number_format: str
    text: str
    gap: bool
    legal: bool
    restart_below: int


@dataclass(frozen=True)
class ListUse:
    """What a paragraph's list index names: the list it counts with, the levels as this use has them, its own starts by level.
    `styles`: for each level the style that is tied to it (rgistdPara, MS-DOC 2.9.147)."""

    list_id: int
    levels: tuple[Level, ...] = ()
    styles: tuple[int, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()


def read_lists(lists: bytes, levels: bytes, uses: bytes) -> tuple[ListUse, ...]:
    """The uses in the order of list indexes, which count from 1. `lists`: PlfLst; `levels`: what follows it; `uses`: PlfLfo.
    What is broken off is left out."""
    stored: dict[int, ListUse] = {}
    at = 0
    for index in range(min(int.from_bytes(lists[:2], "little"), max(len(lists) - 2, 0) // 28)):
        list_id, _, *styles, flags, _ = struct.unpack_from("<ii9HBB", lists, 2 + 28 * index)
        held: list[Level] = []
        for number in range(1 if flags & 1 else _LEVELS):
            level, at = _level(levels, at, number)
            if level is not None:
                held.append(level)
        stored[list_id] = ListUse(list_id, tuple(held), tuple(styles))
    return tuple(_uses(uses, stored))


def _level(data: bytes, at: int, index: int) -> tuple[Level | None, int]:
    """LVL (MS-DOC 2.9.149): 28 bytes, two lists of sprms, the text; and where the next one starts."""
    if at + 28 > len(data):
        return None, len(data)
    start, number_format, flags = struct.unpack_from("<iBB", data, at)
    follow, sprms, restart = data[at + 15], data[at + 24] + data[at + 25], data[at + 26]
    text_at = at + 28 + sprms
    end = text_at + 2 + 2 * int.from_bytes(data[text_at : text_at + 2], "little")
    text = data[text_at + 2 : end].decode("utf-16-le", "replace")
    restart_below = restart if flags & 0x08 else index
    return Level(max(start, 0), _FORMATS.get(number_format, "decimal"), text[:100], follow != 2, bool(flags & 0x04), restart_below), end


def _uses(plf: bytes, stored: dict[int, ListUse]) -> Iterator[ListUse]:
    """PlfLfo: all heads of 16 bytes, then the overrides of each behind four bytes that say nothing."""
    count = min(int.from_bytes(plf[:4], "little"), max(len(plf) - 4, 0) // 16)
    at = 4 + 16 * count
    for index in range(count):
        list_id, _, _, overrides = struct.unpack_from("<iIIB", plf, 4 + 16 * index)
        use = stored.get(list_id, ListUse(list_id))
        at += 4
        for _ in range(min(overrides, _LEVELS)):
            use, at = _overridden(use, plf, at)
        yield use


def _overridden(use: ListUse, plf: bytes, at: int) -> tuple[ListUse, int]:
    """LFOLVL (MS-DOC 2.9.133)."""
    if at + 8 > len(plf):
        return use, len(plf)
    start, flags = struct.unpack_from("<iI", plf, at)
    index, has_start, has_level = flags & 0xF, flags & 0x10, flags & 0x20
    at += 8
    levels = list(use.levels)
    if has_level:
        level, at = _level(plf, at, index)
        if level is not None and index < len(levels):
            levels[index] = level
            start = level.start
    elif has_start and index < len(levels):
        levels[index] = replace(levels[index], start=max(start, 0))
    starts = (*use.starts, (index, max(start, 0))) if has_start else use.starts
    return replace(use, levels=tuple(levels), starts=starts), at
