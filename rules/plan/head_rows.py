"""The head of a table among its rows: one row, or two."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from rules.plan.fit import SHOWN, fitted
from rules.plan.heads import Roles, kind_of, roles_of
from rules.plan.labels import carried_by
from rules.plan.marks import mark_of
from rules.plan.table import Cell, Row

_HEAD_CHARS = 16


def heads_of(rows: Sequence[Row]) -> tuple[dict[int, tuple[Roles, int]], list[Row]]:
    """Where heads begin, the roles they give to what stands below them, and how many rows each takes; a repeated head is one head.

    The rows are heads under which hardly a unit is named.
    """
    heads = {i: head for i in range(len(rows)) if (head := head_at(rows, i))}
    covered = {i + n for i, (_, used) in heads.items() for n in range(used)}
    body = [i for i in range(len(rows)) if i not in covered]
    fits: dict[Roles, Roles | None] = {}
    unowned: list[Row] = []
    for i, (told, _) in heads.items():
        if told not in fits:
            start = bisect(body, i)
            fits[told] = fitted(told, [rows[at] for at in body[start : start + SHOWN]])
            unowned += [] if fits[told] else [rows[i]]
    return {i: (roles, used) for i, (told, used) in heads.items() if (roles := fits[told])}, unowned


def head_at(rows: Sequence[Row], at: int) -> tuple[Roles, int] | None:
    """The head that begins at a row and how many rows it takes: one, or two where the second tells a merged head's columns apart."""
    row = rows[at]
    if row.is_text or row.is_merged_over or len(row.own) < 2:
        return None
    upper = row.spread
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below and row.is_grid and below.own and _are_heads(row.own) and all(kind_of(cell.text) for cell in below.own) and _are_heads(below.own):
        lower = [low if low else up for low, up in zip(below.spread, upper, strict=False)]
        if tuple(lower) != upper and (found := roles_of(lower)):
            return found, 2
    found = roles_of(upper)
    if not found and (without := roles_of(upper, carried=True)) and any(carried_by(cell.text) for other in rows[at + 1 : at + 6] for cell in other.own):
        found = without
    return (found, 1) if found else None


def _are_heads(cells: Sequence[Cell]) -> bool:
    """Whether cells are as short as heads, without numbers, and one at least is known for one."""
    return all(len(cell.text) <= _HEAD_CHARS and not mark_of(cell.text) for cell in cells) and any(kind_of(cell.text) for cell in cells)
