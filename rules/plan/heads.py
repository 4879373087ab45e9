"""What the columns of a plan's table hold, known from its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rules.plan.marks import mark_of, number_alone
from rules.plan.table import Cell, Row
from rules.plan.words import fold, one_of, squeezed

Role = Literal["number", "section", "item", "owner", "support", "deadline", ""]
_KINDS = ("never", "ignored", "number", "deadline", "support", "lead", "owner", "item")
_BOTH = re.compile("单位.*[及和与、/]")
"""责任单位及责任人 names units as well as persons."""
_HEAD_CHARS = 16
"""A head's words are few; running text is longer."""


@dataclass(frozen=True)
class RowCells:
    """A row's cells by what they hold; None where the row has no such cell."""

    line: int
    sections: tuple[Cell, ...] = ()
    number: Cell | None = None
    item: Cell | None = None
    owner: Cell | None = None
    support: Cell | None = None
    deadline: Cell | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        cells = (*self.sections, self.number, self.item, self.owner, self.support, self.deadline)
        return tuple(cell.text for cell in cells if cell and cell.text and not cell.covered)


@dataclass(frozen=True)
class Roles:
    """Which column holds what; "" is a column beside the task. A head merged over several columns gives each its role."""

    columns: tuple[Role, ...]
    words: tuple[str, ...] = ()

    @property
    def item(self) -> int:
        return self.columns.index("item")

    @property
    def has_support(self) -> bool:
        return "support" in self.columns

    @property
    def after_item(self) -> tuple[Role, ...]:
        """The roles right of the item, in their order, a merged head counted once."""
        rest = self.columns[self.item :]
        return tuple(role for i, role in enumerate(rest) if role not in ("item", "section", "number") and (not role or role not in rest[:i]))

    def assign(self, row: Row) -> RowCells:
        """The row's cells by role; where leading blank cells are lost, the numbered cell shows how many."""
        cells = row.cells
        at = next((i for i, cell in enumerate(cells) if mark_of(cell.text)), None)
        if at is not None and at < self.item and len(cells) < len(self.columns) and "number" not in self.columns:
            cells = (*[Cell("", row.line)] * (self.item - at), *cells)
        found: dict[str, list[Cell]] = {}
        for role, cell in zip(self.columns, cells, strict=False):
            found.setdefault(role, []).append(cell)
        items = found.get("item", [])
        if len(items) > 1 and "number" not in found and number_alone(items[0].text):  # 具体要求 over the number and the text
            found["number"], found["item"] = items[:1], items[1:]
        one = {role: _joined(listed) for role, listed in found.items() if role not in ("", "section")}
        return RowCells(row.line, tuple(found.get("section", ())), *(one.get(r) for r in ("number", "item", "owner", "support", "deadline")))


def _joined(cells: list[Cell]) -> Cell:
    """Several columns under one merged head as one cell; those covered from the left add nothing."""
    own = [cell for cell in cells if cell.text and cell.covered != "left"]
    if not own:
        return cells[0]
    return Cell("\n".join(cell.text for cell in own), own[0].line, "above" if all(cell.covered == "above" for cell in own) else "")


@lru_cache(maxsize=4096)
def kind_of(word: str) -> str:
    """What a head's word announces; "" where it announces nothing.

    >>> [kind_of(w) for w in ("責任單位", "完成时限", "工作任务", "责任领导", "牵头单位", "序 号", "投资额")]
    ['owner', 'deadline', 'item', 'ignored', 'lead', 'number', 'never']
    """
    bare = re.sub(r"[(\[].*", "", fold(squeezed(word)))
    owner = one_of("heads", "owner").search(bare) or one_of("heads", "lead").search(bare)
    for kind in _KINDS:
        if one_of("heads", kind).search(bare) and not (kind == "deadline" and owner) and not (kind == "ignored" and _BOTH.search(bare)):
            return kind
    return ""


def roles_of(texts: Sequence[str], carried: bool = False) -> Roles | None:
    """The roles a head gives its columns; None where it is none. `carried`: the items' own words name their owners, no column is needed.

    >>> roles_of(["工作任务", "具体政务公开事项", "牵头落实单位"]).columns
    ('section', 'item', 'owner')
    >>> roles_of(["序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限"]).columns
    ('number', 'item', 'owner', 'support', '', 'deadline')
    >>> roles_of(["姓名", "单位", "联系电话"])
    """
    words = tuple(squeezed(text) for text in texts)
    if len(words) < 2 or any(len(word) > _HEAD_CHARS or re.search(r"[。；]", word) for word in words):
        return None
    kinds = [kind_of(word) for word in words]
    owners = [i for i, kind in enumerate(kinds) if kind in ("lead", "owner")] or [i for i, kind in enumerate(kinds) if kind == "support"]
    if "never" in kinds or "item" not in kinds or not (owners or carried):
        return None
    return Roles(tuple(_columns(kinds, words, owners)), words)


def _columns(kinds: list[str], words: tuple[str, ...], owners: list[int]) -> list[Role]:
    outside = [i for i in owners if not one_of("inside").search(fold(words[i]))]
    first = next((i for i in owners if kinds[i] == "lead"), (outside or owners or [len(words)])[0])
    items = [i for i, kind in enumerate(kinds) if kind == "item"]
    item = ([i for i in items if i < first] or items)[-1]
    roles: list[Role] = []
    for i, kind in enumerate(kinds):
        if kind == "item":
            roles.append("item" if words[i] == words[item] else "section" if i < item else "")
        elif kind in ("lead", "owner", "support"):
            roles.append("owner" if words[i] == words[first] else "" if outside and i in owners and i not in outside else "support")
        else:
            roles.append("number" if kind == "number" else "deadline" if kind == "deadline" else "")
    return roles
