"""The owners of a flattened table: names without separators, and the column of leads told from the column beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rules.plan.deadlines import is_deadline
from rules.plan.names import ends_like_unit, split_names, starts_like_unit
from rules.plan.owners import Owners, parse_owners
from rules.plan.words import fold

_SEPARATOR = re.compile(r"[、，,；;]")
_DEADLINE_CHARS = 16
_HABIT = 0.6
"""Of the items that end with one name, so many must share what stands before it, for it to be one cell's text."""


@dataclass(frozen=True)
class Columns:
    """How many columns of units the head names, and whether the deadline stands before or after them ("": there is none)."""

    owners: int
    deadline: str = ""


@dataclass(frozen=True)
class Tail:
    """What stands behind an item's text: the owners as written and as read, the deadline, and what is not sure."""

    written: str
    owners: Owners
    deadline: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Names:
    """The names in order; `glued[i]`: nothing parts name i from the one before it."""

    names: tuple[str, ...]
    glued: tuple[bool, ...]
    starts_blank: bool


def tell_columns(tails: Sequence[str], columns: Columns) -> list[Tail]:
    """For each item's tail its owners."""
    cut = [_without_deadline(tail, columns.deadline) for tail in tails]
    named = [_names(owners) for owners, _ in cut]
    common = _common_end([names.names for names in named]) if columns.owners > 1 else ()
    return [_tail(owners, deadline, names, common, columns) for (owners, deadline), names in zip(cut, named, strict=True)]


def _tail(written: str, deadline: str, names: _Names, common: tuple[str, ...], columns: Columns) -> Tail:
    doubts = [f"责任单位“{name}”不像单位名称，可能有误，请对照原件" for name in names.names if not ends_like_unit(name)]
    if columns.owners < 2:
        owners = parse_owners("、".join(names.names))
    else:
        at, sure = _column_starts(names, common)
        leads, helpers = parse_owners("、".join(names.names[:at])), parse_owners("、".join(names.names[at:]))
        owners = leads.beside(helpers)
        if not sure:
            doubts.append("各单位名称连在一起，牵头单位与配合单位的界线不能确定，暂都作为牵头单位")
    return Tail(written.strip(), owners, deadline, tuple(doubts))


def _column_starts(names: _Names, common: tuple[str, ...]) -> tuple[int, bool]:
    """Where the second column's names begin, and whether that is sure.

    It is the end that most items share; else names that stand in that end; else the only place where two names are glued.
    """
    listed = names.names
    if names.starts_blank or not listed:  # the first column's cell is empty
        return 0, True
    if common and listed[-len(common) :] == common:
        return len(listed) - len(common), True
    at = len(listed)
    while at and listed[at - 1] in common:
        at -= 1
    if at < len(listed):
        return at, True
    glued = [i for i, is_glued in enumerate(names.glued) if is_glued]
    if len(glued) == 1:
        return glued[0], True
    return len(listed), not glued


def _common_end(tails: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The names with which most tails end, where different names (or none) stand before them."""
    last = Counter(names[-1] for names in tails if names).most_common(1)
    if not last or last[0][1] < 2:
        return ()
    those = [names for names in tails if names and names[-1] == last[0][0]]
    found: tuple[str, ...] = ()
    for size in range(1, min(max(map(len, those)), 40) + 1):
        end, count = Counter(names[-size:] for names in those if len(names) >= size).most_common(1)[0]
        if count < 2 or count < _HABIT * len(those):
            break
        if len({names[-size - 1] if len(names) > size else "" for names in those if names[-size:] == end}) > 1:
            found = end
    return found


def _names(tail: str) -> _Names:
    names: list[str] = []
    glued: list[bool] = []
    for part in _apart(tail.strip()):
        for i, name in enumerate(split_names("".join(part.split()))):
            names.append(name)
            glued.append(i > 0)
    return _Names(tuple(names), tuple(glued), tail[:1].isspace())


def _apart(text: str) -> list[str]:
    """The text at its separators outside brackets."""
    plain, parts, depth, start = fold(text), [], 0, 0
    for i, char in enumerate(plain):
        depth = max(0, depth + (char == "(") - (char == ")"))
        if depth == 0 and (_SEPARATOR.match(char) or (char.isspace() and ends_like_unit(plain[max(0, i - 12) : i]))):
            parts.append(text[start:i])
            start = i + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def _without_deadline(tail: str, place: str) -> tuple[str, str]:
    """A tail's owners and the deadline glued behind or before them."""
    if not place:
        return tail, ""
    bare = tail.strip()
    for size in range(2, min(_DEADLINE_CHARS, len(bare)) + 1):
        piece, rest = (bare[-size:], bare[:-size]) if place == "after" else (bare[:size], bare[size:])
        if is_deadline(piece) and (not rest or (starts_like_unit(rest) if place == "before" else ends_like_unit(rest) or rest[-1].isspace())):
            return rest, piece.strip()
    return tail, ""
