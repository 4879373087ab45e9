"""A table whose head is cut off, known by what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence

from rules.plan.deadlines import is_deadline
from rules.plan.heads import Role, Roles, kind_of
from rules.plan.marks import mark_of, number_alone, section_of
from rules.plan.owners import shaped_like_owners
from rules.plan.table import Row

_ROWS = 60
"""So many rows show the habit of a table."""
_TASK_CHARS = 8
"""A task is at least a short sentence; a name or a telephone number is none."""


def roles_by_shape(rows: Sequence[Row]) -> Roles | None:
    """The roles of a table without a head: numbered tasks in one column, units in another; None where it is no such table.

    >>> from rules.plan.table import Cell
    >>> cells = [("一、推进预算公开", "1．按月公开预算执行情况。", "区财政局"), ("", "2．公开审计结果报告全文。", "区审计局")]
    >>> roles_by_shape([Row(tuple(Cell(text, 1) for text in row)) for row in cells]).columns
    ('section', 'item', 'owner')
    """
    rows = [row for row in rows if not row.is_text and len(row.cells) > 1 and not row.is_merged_over][:_ROWS]
    width = max((len(row.cells) for row in rows), default=0)
    rows = [row for row in rows if len(row.cells) == width]
    if not rows or any(kind_of(text) == "never" for text in rows[0].texts if len(text) <= _TASK_CHARS):
        return None
    columns = [[cell.text for cell in column if cell.text and cell.covered != "left"] for column in zip(*(row.cells for row in rows), strict=True)]
    shares = [_shares(texts) for texts in columns]
    item = _best([share["task"] for share in shares])
    number = _best([share["number"] for share in shares])
    if item is None:
        item = _best([share["long"] for share in shares]) if number is not None else None
    owner = _best([share["owner"] if i != item else 0.0 for i, share in enumerate(shares)])
    if item is None or owner is None:
        return None
    roles: list[Role] = [_beside(i, item, shares[i]) for i in range(width)]
    roles[item], roles[owner] = "item", "owner"
    return Roles(tuple(roles))


def _shares(texts: Sequence[str]) -> dict[str, float]:
    """How many of a column's texts are numbered tasks, long texts, bare numbers, units, deadlines."""
    total = max(len(texts), 1)
    long = [text for text in texts if len(text) >= _TASK_CHARS]
    return {
        "task": sum(mark_of(text) is not None for text in long) / total,
        "long": sum(text.endswith(("。", "；", ";")) for text in long) / total,
        "number": sum(number_alone(text) is not None for text in texts) / total,
        "owner": sum(shaped_like_owners(text) for text in texts) / total,
        "deadline": sum(is_deadline(text) for text in texts) / total,
        "section": sum(section_of(text) is not None for text in texts) / total,
    }


def _best(shares: Sequence[float]) -> int | None:
    """The first column in which more than half are so."""
    return next((i for i, share in enumerate(shares) if share > 0.5), None)


def _beside(column: int, item: int, share: dict[str, float]) -> Role:
    if share["number"] > 0.5:
        return "number"
    if share["deadline"] > 0.5:
        return "deadline"
    return "section" if column < item else "support" if share["owner"] > 0.5 else ""
