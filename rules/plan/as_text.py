"""Items as the tab-led text table that the plan's reader reads back to the same items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rules.chinese import numeral
from rules.plan.items import PlanItem
from rules.plan.owners import parse_owners

_HEAD = ("工作任务", "具体政务公开事项", "牵头落实单位", "配合单位", "完成时限")
_NO_SUPPORT, _NO_DEADLINE = 3, 4


def plan_text(title: str, items: Sequence[PlanItem]) -> str:
    """A title and a table: section, numbered text, owner; supports and deadlines in columns of their own where some item needs them.

    A blank owner cell means the one above it, as in the plans themselves.
    """
    columns = [0, 1, 2]
    if any(not _owner_cell_tells(item) for item in items):
        columns.append(_NO_SUPPORT)
    if any(item.column_deadline for item in items):
        columns.append(_NO_DEADLINE)
    lines = [*([_line(title), ""] if title else []), *_row(_HEAD[i] for i in columns)]
    for before, item in zip([None, *items[:-1]], items, strict=True):
        cells = _cells(item, before)
        lines += _row(cells[i] for i in columns)
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield from ("\t" + cell for cell in cells)
    yield ""


def _cells(item: PlanItem, before: PlanItem | None) -> tuple[str, ...]:
    begins = before is None or (before.section_number, before.section) != (item.section_number, item.section)
    section = f"{numeral(item.section_number)}、{_line(item.section)}" if begins and item.section else ""
    is_above = item.inherited and before is not None and _owners(before) == _owners(item)
    owner, support = ("", "") if is_above else _owner_cells(item)
    return section, f"{item.number}．{_line(item.text)}", owner, support, _line(item.column_deadline)


def _owner_cells(item: PlanItem) -> tuple[str, str]:
    """The owner cell as written where it tells all; else it tells the leads, and the next one the others."""
    if _owner_cell_tells(item):
        return _line(item.lead_text), ""
    inside = f"（{'、'.join(item.bracketed)}）" if item.bracketed else ""
    return "、".join(item.leads) + inside, "、".join(item.supports)


def _owner_cell_tells(item: PlanItem) -> bool:
    told = parse_owners(item.lead_text)
    return (told.leads, told.supports, told.bracketed) == (item.leads, item.supports, item.bracketed)


def _owners(item: PlanItem) -> tuple[object, ...]:
    return item.leads, item.supports, item.bracketed, item.lead_text


def _line(text: str) -> str:
    """On one line and without tabs, which part cells."""
    return re.sub(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", text).strip()
