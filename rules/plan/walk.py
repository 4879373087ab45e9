"""The rows of tables into items: heads give the columns their roles, blank cells inherit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rules.plan.collect import UNTOLD, Collector, Told
from rules.plan.head_rows import heads_of
from rules.plan.heads import Roles, RowCells, kind_of
from rules.plan.labels import carried_by
from rules.plan.marks import SUBSECTION, Mark, mark_of, number_alone, section_of
from rules.plan.owners import MOST_OWNER_CHARS, NOBODY, Owners, parse_owners
from rules.plan.shape import roles_by_shape
from rules.plan.table import Cell, Row
from rules.plan.words import fold

_REMARK = re.compile(r"^(?:备注|附注|注|说明|填表说明)\s*[:1-9]")
_CLOSED = "。！？；：.!?;:）)"
_HEADING_CHARS = 60


@dataclass(frozen=True)
class Habits:
    """What holds for a whole table: whether its items are numbered, whether the number column counts the sections, and whether items carry
    digits, so that （一） in their column is a heading."""

    numbered: bool = False
    counts_sections: bool = False
    in_digits: bool = False


@dataclass
class TableWalker:
    """Walks tables in their order, remembering what blank cells inherit."""

    collector: Collector
    roles: Roles | None = None
    habits: Habits = Habits()
    told: Told = UNTOLD
    heads: list[Row] = field(default_factory=list)
    has_headings: bool = False
    preamble: list[str] = field(default_factory=list)
    end: int = 0
    """The line the document's last row begins at."""

    def walk(self, rows: Sequence[Row]) -> None:
        """One table. Without a head of its own it goes on with the columns of the table before, or is known by its shape."""
        heads, unowned = heads_of(rows)
        for row in unowned:
            self.collector.note(row.line, f"有表头“{row.joined[:40]}”，但责任单位一栏几乎都不是单位名称，不像任务分工，这张表没有读入")
        if not heads and not self._goes_on(rows):
            self.roles = roles_by_shape(rows)
        at = 0
        if heads:
            self.habits = habits_of(rows, next(iter(heads.values()))[0])
        elif self.roles:
            found = habits_of(rows, self.roles)
            self.habits = Habits(self.habits.numbered or found.numbered, self.habits.counts_sections, self.habits.in_digits or found.in_digits)
        while at < len(rows):
            if at in heads:
                self.heads.append(rows[at])
                self.roles, used = heads[at]
                at += used
            else:
                self._take(rows[at], bool(heads) and at < min(heads))
                at += 1

    def take_cells(self, cells: RowCells) -> None:
        """One row whose cells are known by role."""
        self._enter_sections(cells)
        number = number_alone(cells.number.text) if cells.number else None
        parts = self._parts(cells, number)
        if cells.item and cells.item.covered == "above":
            self._add_owner(cells)
        elif parts:
            self._add(cells, parts)
            if cells.owner is None and (self.roles is None or "owner" in self.roles.columns):
                self._note_missing_owner(cells)
        elif cells.item and cells.item.text and self._continues(cells):
            self.collector.extend(cells.item.text.replace("\n", ""))
        elif cells.item is None or cells.item.text or (cells.owner and cells.owner.text and not cells.owner.covered):
            self.collector.note(cells.line, " ".join(text.replace("\n", "") for text in cells.texts))

    def _goes_on(self, rows: Sequence[Row]) -> bool:
        first = rows[0].cells if rows else ()
        foreign = any(kind_of(cell.text) == "never" for cell in first if len(cell.text) <= 8)
        return self.roles is not None and not foreign and (not rows[0].is_grid or len(first) == len(self.roles.columns))

    def _take(self, row: Row, is_above_head: bool) -> None:
        if not row.own:
            return
        if is_above_head and not self.collector.has_items:
            self.preamble.append(row.own[0].text)
        elif self.roles is None:
            if self.collector.has_items:
                self.collector.note(row.line, row.joined)
        elif numbered := _numbered_heading(row):
            self.has_headings = True
            self.collector.enter(numbered)
        elif row.is_merged_over or self._is_heading_alone(row):
            self._head_row(row)
        elif len(row.cells) == 1 and not mark_of(row.texts[0]):
            self.collector.note(row.line, row.joined)
        else:
            self.take_cells(self.roles.assign(row))

    def _is_heading_alone(self, row: Row) -> bool:
        """Whether a row holds nothing but a heading; （一） in the items' column is one only where items carry digits."""
        if len(row.own) > 1 or not _is_heading(row.own[0].text):
            return False
        in_items = self.roles is not None and len(row.cells) > self.roles.item and row.cells[self.roles.item] is row.own[0]
        return not in_items or self.habits.in_digits or section_of(row.own[0].text) is not None

    def _head_row(self, row: Row) -> None:
        """One text over the whole row: a heading where it reads like one."""
        text = row.own[0].text
        if _is_heading(text):
            self.has_headings |= section_of(text) is not None
            self._heading(text, 0)
        elif mark_of(text) or _REMARK.match(fold(text)) or len(text) > _HEADING_CHARS or text.endswith("。"):
            self.collector.note(row.line, text.replace("\n", ""))
        else:
            self.collector.enter(text)

    def _heading(self, text: str, depth: int) -> None:
        """A section's cell, its subsection in the paragraphs below it; unnumbered beneath a numbered heading row, a subsection."""
        lines = text.split("\n")
        below = next((i for i, line in enumerate(lines) if SUBSECTION.match(line)), len(lines))
        own, rest = "".join(lines[:below]), "".join(lines[below:])
        if own and (depth > 0 or (self.has_headings and not section_of(own) and mark_of(own) is None)):
            self.collector.enter_below(own)
        elif own:
            self.collector.enter(own)
        if rest:
            self.collector.enter_below(rest)

    def _enter_sections(self, cells: RowCells) -> None:
        number = number_alone(cells.number.text) if cells.number and self.habits.counts_sections else None
        for depth, cell in enumerate(cell for cell in cells.sections if cell.covered != "left"):
            if cell.covered:  # its heading was entered where the merged cell begins
                continue
            if cell.text and number:
                self.collector.enter(cell.text, number.number)
            elif cell.text:
                self._heading(cell.text, depth)

    def _parts(self, cells: RowCells, number: Mark | None) -> list[tuple[Mark | None, str]]:
        """The items of a row; empty where it is none, or cannot be told to be one."""
        text = cells.item.text if cells.item else ""
        if not text or self.habits.counts_sections:
            number = None
        if text and number and cells.number and not (cells.number.covered and self._blank_owner(cells)):
            mark = mark_of(text)
            return [(number, "".join((mark.rest if mark and mark.number == number.number else text).split("\n")))]
        if number and text:
            return []
        below, rest = _own_heading(text)
        parts = numbered_parts(rest)
        if parts and below:
            self.collector.enter_below(below)
        if not parts and text and not self.habits.numbered:
            return [(None, text.replace("\n", ""))]
        return parts

    def _blank_owner(self, cells: RowCells) -> bool:
        return not cells.owner or not cells.owner.text or cells.owner.covered == "above"

    def _continues(self, cells: RowCells) -> bool:
        """Whether a row with nothing but more text clearly goes on with the item above."""
        own_section = any(cell.text and not cell.covered for cell in cells.sections)
        if not self.collector.has_items or own_section or not self._blank_owner(cells):
            return False
        told_by_merge = bool(cells.number and cells.number.covered == "above" and cells.number.text and not self.habits.counts_sections)
        return told_by_merge or not self.collector.last.parts[-1].endswith(tuple(_CLOSED))

    def _add(self, cells: RowCells, parts: list[tuple[Mark | None, str]]) -> None:
        has_column = self.roles is None or "owner" in self.roles.columns
        for i, (mark, text) in enumerate(parts):
            line = cells.item.line + (0 if len(parts) == 1 else i) if cells.item and not has_column else cells.line
            carried = None if has_column else carried_by(text)
            if carried:
                self.told = self.collector.bounded(line, Told(carried.lead_text, carried.owners, False, carried.deadline))
                text = carried.bare
            told = self.told if carried else self._told(cells) if has_column else UNTOLD
            deadline = cells.deadline.text if cells.deadline and cells.deadline.text else told.deadline if carried else ""
            is_covered = bool(cells.deadline and cells.deadline.covered)
            self.collector.add(line, mark, text, self.collector.bounded(line, Told(told.lead_text, told.owners, told.inherited, deadline), is_covered))

    def _told(self, cells: RowCells) -> Told:
        """The row's owners; a blank cell's are those above it."""
        owner, support = cells.owner, cells.support
        written = _one_line(owner.text) if owner else ""
        helpers = parse_owners(support.text) if support and support.text else NOBODY
        if written and owner:
            is_covered = owner.covered == "above"
            self.told = self.collector.bounded(cells.line, Told(written, parse_owners(owner.text).beside(helpers)), is_covered)
            return Told(self.told.lead_text, self.told.owners, is_covered)
        if helpers.leads and support and not support.covered:
            self.told = Told(_one_line(support.text), helpers)
            return self.told
        return Told(self.told.lead_text, self.told.owners, True)

    def _add_owner(self, cells: RowCells) -> None:
        """An item merged over several rows: each row's units are its own."""
        if not self.collector.has_items or self._blank_owner(cells) or cells.owner is None:
            return
        last = self.collector.last.told
        if len(last.lead_text) + len(cells.owner.text) > MOST_OWNER_CHARS:
            self.collector.note(cells.line, _one_line(cells.owner.text))
            return
        more = parse_owners(cells.owner.text)
        helpers = parse_owners(cells.support.text) if cells.support and cells.support.text else NOBODY
        leads = tuple(dict.fromkeys((*last.owners.leads, *more.leads)))
        supports = tuple(n for n in dict.fromkeys((*last.owners.supports, *more.supports, *helpers.named)) if n not in leads)
        bracketed = tuple(dict.fromkeys((*last.owners.bracketed, *more.bracketed, *helpers.bracketed)))
        told = Told(f"{last.lead_text}、{cells.owner.text}", Owners(leads, supports, bracketed), last.inherited, last.deadline)
        self.collector.tell(told)
        self.told = told

    def _note_missing_owner(self, cells: RowCells) -> None:
        """A row whose owner cell is not there at all."""
        why = "文件在此截断" if cells.line == self.end else "本行缺少责任单位一格"
        last = self.collector.last
        which = f"第{last.mark.number}项" if last.mark else f"“{last.parts[0][:20]}”"
        kept = f"沿用上一格“{self.told.lead_text}”" if self.told.lead_text else "没有可沿用的单位"
        line = cells.item.line if cells.item else cells.line
        self.collector.note(line, f"{why}：第{last.section_number}部分{which}的责任单位没有写出，{kept}")


@lru_cache(maxsize=4096)  # one string for all the rows a merged cell covers
def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def _numbered_heading(row: Row) -> str:
    """A heading whose numeral has a cell of its own (一 | 推进公开); empty where the row is none."""
    if len(row.own) != 2 or not row.is_grid:
        return ""
    number = number_alone(row.own[0].text)
    return f"{number.printed}、{row.own[1].text}" if number and number.style == "一" and section_of(f"{number.printed}、{row.own[1].text}") else ""


def _is_heading(text: str) -> bool:
    return section_of(text) is not None or bool(SUBSECTION.match(text))


def habits_of(rows: Sequence[Row], roles: Roles) -> Habits:
    """Whether items are numbered; the number column counts sections where it and the section's cell are always merged or blank together."""
    assigned = [roles.assign(row) for row in rows if row.own and not row.is_merged_over]
    with_item = [cells for cells in assigned if cells.item and cells.item.text and not cells.item.covered]
    pairs = [(cells.number, cells.sections[0]) for cells in with_item if cells.number and cells.sections]
    repeats = [_is_own(number) for number, _ in pairs]
    counts = bool(pairs) and not all(repeats) and all(_is_own(number) == _is_own(section) for number, section in pairs)
    in_digits = any(mark_of(cells.item.text) for cells in with_item if cells.item)
    lettered = any(_below_mark(cells.item.text) for cells in with_item if cells.item)
    counted = not counts and any(number_alone(cells.number.text) for cells in with_item if cells.number)
    return Habits(in_digits or lettered or counted, counts, in_digits)


def _is_own(cell: Cell) -> bool:
    return bool(cell.text) and not cell.covered


def _own_heading(text: str) -> tuple[str, str]:
    """A cell that begins with （一）… and goes on with numbered paragraphs: its heading, and the rest."""
    first, _, rest = text.partition("\n")
    return (first, rest) if SUBSECTION.match(first) and mark_of(rest) else ("", text)


def numbered_parts(text: str) -> list[tuple[Mark | None, str]]:
    """The numbered items of a cell: one, or several paragraphs whose numbers run on in one style. Empty where it has no number."""
    parts: list[tuple[Mark, list[str]]] = []
    for line in text.split("\n"):
        found = mark_of(line) or _below_mark(line)
        if found and (not parts or (found.number == parts[-1][0].number + 1 and found.style == parts[-1][0].style)):
            parts.append((found, [found.rest]))
        elif parts:
            parts[-1][1].append(line)
        else:
            return []
    return [(mark, "".join(lines)) for mark, lines in parts]


def _below_mark(line: str) -> Mark | None:
    """（一） where it numbers an item."""
    found = SUBSECTION.match(line)
    alone = number_alone(f"（{found['n']}）") if found else None
    return Mark("一", alone.printed, alone.number, found["name"]) if found and alone and found["name"] else None
