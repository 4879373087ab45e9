"""What the columns of a plan's table hold, known from its head row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.plan.table import Cell, Row

_DEADLINE = re.compile("时限|期限|时间|进度")
_SUPPORT = re.compile("配合|协办|协助|参与|参加")
_OWNER = re.compile("牵头|责任|落实|承办|主办|单位|部门")
_ITEM = re.compile("任务|事项|内容|要求|要点|措施|项目")
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True)
class RowCells:
    """A row's cells by what they hold; None where the row has no such cell."""

    section: Cell | None = None
    item: Cell | None = None
    owner: Cell | None = None
    support: Cell | None = None
    deadline: Cell | None = None


@dataclass(frozen=True)
class Roles:
    """Which column holds what, counted from 0."""

    item: int
    owner: int
    section: int | None = None
    support: int | None = None
    deadline: int | None = None

    def assign(self, row: Row, numbered: re.Pattern[str]) -> RowCells:
        """The row's cells by role; where leading blank cells are lost, the numbered cell shows how many."""
        cells = row.cells
        if len(cells) <= self.item or not numbered.match(cells[self.item].text):
            at = next((i for i, cell in enumerate(cells) if numbered.match(cell.text)), None)
            if at is not None and at < self.item:
                cells = (*[Cell("", row.line)] * (self.item - at), *cells)
        columns = [self.section, self.item, self.owner, self.support, self.deadline]
        return RowCells(*(cells[i] if i is not None and i < len(cells) else None for i in columns))


def roles_of(row: Row) -> Roles | None:
    """The roles a head row gives its columns; None where the row is none.

    >>> from rules.plan.table import read_rows
    >>> roles_of(read_rows("\\t工作任务\\n\\t具体政务公开事项\\n\\t牵头落实单位")[0])
    Roles(item=1, owner=2, section=0, support=None, deadline=None)
    """
    words = ["".join(text.split()) for text in row.texts]
    if row.is_text or len(words) < 2 or any(len(word) > 14 for word in words) or any(re.search(r"[。；]", word) for word in words):
        return None
    deadline = _first(words, _DEADLINE, ())
    support = _first(words, _SUPPORT, (deadline,))
    owner = _first(words, _OWNER, (deadline, support))
    items = [i for i, word in enumerate(words) if _ITEM.search(word) and i not in (deadline, support, owner)]
    if owner is None or not items:
        return None
    section = next((i for i in items[:-1]), None)
    return Roles(items[-1], owner, section, support, deadline)


def _first(words: list[str], pattern: re.Pattern[str], taken: tuple[int | None, ...]) -> int | None:
    return next((i for i, word in enumerate(words) if pattern.search(word) and i not in taken), None)


def chinese_number(text: str) -> int:
    """A section's numeral.

    >>> chinese_number("十"), chinese_number("二十二"), chinese_number("一百零三")
    (10, 22, 103)
    """
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total, digit = total + max(digit, 1) * (10 if char == "十" else 100), 0
    return total + digit
