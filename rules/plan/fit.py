"""A head held against what stands below it: which column has the tasks, and whether units answer for them at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rules.plan.heads import Roles, kind_of
from rules.plan.marks import mark_of, section_of
from rules.plan.names import ends_like_unit
from rules.plan.owners import parse_owners
from rules.plan.table import Row

SHOWN = 60
"""So many rows show the habit of a table."""
_LEAST_OWNERS, _UNITS = 5, 0.25
"""Of five owners' cells or more a quarter names a unit in every plan seen; in tables of aims and measures one in twenty does."""


def fitted(roles: Roles, rows: Sequence[Row]) -> Roles | None:
    """The same roles, or: the items in the column where each row has a task of its own, and headings left of them as sections.

    None where hardly any cell of the owners' column names a unit: a table of aims and measures, no plan.

    >>> from rules.plan.heads import roles_of
    >>> from rules.plan.table import Cell
    >>> head = roles_of(["领域", "工作任务", "政务公开事宜", "责任单位"], carried=True)
    >>> cells = [("财政", "一、预算", "1．公开预算草案。", "区财政局"), ("", "", "2．公开决算草案。", "")]
    >>> fitted(head, [Row(tuple(Cell(text, 1) for text in row), is_grid=True) for row in cells]).columns
    ('section', 'section', 'item', 'owner')
    """
    rows = [row for row in rows[:SHOWN] if row.is_grid and len(row.cells) == len(roles.columns) and len(row.own) > 1 and not row.is_merged_over]
    columns = list(roles.columns)
    if _names_nobody(roles, rows):
        return None
    if not rows or columns.count("item") != 1 or not roles.words:
        return roles
    item = _item_of(roles, rows)
    if item != roles.item:
        columns[roles.item], columns[item] = "section", "item"
    for i, word in enumerate(roles.words[:item]):
        if not columns[i] and not kind_of(word) and _groups(rows, i, item):
            columns[i] = "section"
    return replace(roles, columns=tuple(columns))


def _names_nobody(roles: Roles, rows: Sequence[Row]) -> bool:
    if "owner" not in roles.columns:
        return False
    texts = _texts(rows, roles.columns.index("owner"))
    units = sum(any(map(ends_like_unit, parse_owners(text).named)) for text in texts)
    return len(texts) >= _LEAST_OWNERS and units < len(texts) * _UNITS


def _item_of(roles: Roles, rows: Sequence[Row]) -> int:
    """The items' column: another one without a role where its tasks are numbered, or longer, and the head's own column only groups them."""
    at = roles.item
    if _share(rows, at, lambda text: mark_of(text) is not None) > 0 or not (_groups(rows, at, None) or _is_sections(rows, at)):
        return at
    for i, word in enumerate(roles.words):
        if roles.columns[i] or kind_of(word) not in ("", "item") or i == at:
            continue
        numbered = _share(rows, i, lambda text: mark_of(text) is not None) > 0.5
        if numbered or (i > at and _groups(rows, at, i) and _length(rows, i) > _length(rows, at)):
            return i
    return at


def _groups(rows: Sequence[Row], column: int, beside: int | None) -> bool:
    """Whether a column's cells stand for several rows: some are covered or blank where the other column has its own."""
    shared = [row for row in rows if not row.cells[column].text or row.cells[column].covered == "above"]
    grouped = _has_own(rows[0], column) and any(beside is None or _has_own(row, beside) for row in shared)
    return grouped or _is_sections(rows, column)


def _has_own(row: Row, column: int) -> bool:
    return bool(row.cells[column].text) and not row.cells[column].covered


def _is_sections(rows: Sequence[Row], column: int) -> bool:
    return _share(rows, column, lambda text: section_of(text) is not None) > 0.5


def _texts(rows: Sequence[Row], column: int) -> list[str]:
    return [row.cells[column].text for row in rows if _has_own(row, column)]


def _share(rows: Sequence[Row], column: int, holds: Callable[[str], bool]) -> float:
    texts = _texts(rows, column)
    return sum(holds(text) for text in texts) / max(len(texts), 1)


def _length(rows: Sequence[Row], column: int) -> float:
    texts = _texts(rows, column)
    return sum(map(len, texts)) / max(len(texts), 1)
