"""A table as some web readers leave it: cells parted by |, one row or one cell on a line, merged cells missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.office.blocks import Paragraph
from rules.plan.deadlines import is_deadline
from rules.plan.heads import Role, Roles, RowCells, kind_of, roles_of
from rules.plan.marks import SUBSECTION, mark_of, number_alone, section_of
from rules.plan.names import ends_like_unit
from rules.plan.owners import parse_owners
from rules.plan.table import Cell, Row
from rules.plan.walk import Habits, TableWalker

_PIPES = str.maketrans({"｜": "|", "│": "|", "┃": "|", "￨": "|"})

_HEAD_CHARS = 16
_LEAST_HEADS = 3
_TITLE = re.compile(r"\d|[表案点]$|[一二三四五六七八九十]、")


@dataclass(frozen=True)
class Piped:
    """Lines that make up one table."""

    lines: tuple[Paragraph, ...]

    @property
    def is_rows(self) -> bool:
        """Whether a line is a row, rather than a cell."""
        several = sum(len(_filled(line.text)) > 1 for line in self.lines)
        return several * 3 >= sum(bool(_filled(line.text)) for line in self.lines)


def piped_parts(paragraphs: Sequence[Paragraph]) -> list[Paragraph | Piped]:
    """Running text and tables in their order.

    >>> lines = ["标题", "任务 | 责任单位 |", "1.公开 | 区财政局 |", "2021年"]
    >>> [type(part).__name__ for part in piped_parts([Paragraph(text, i) for i, text in enumerate(lines, 1)])]
    ['Paragraph', 'Piped', 'Paragraph']
    """
    at = [i for i, paragraph in enumerate(paragraphs) if "|" in paragraph.text.translate(_PIPES)]
    if len(at) < 2:
        return list(paragraphs)
    start = at[0] - (1 if at[0] and paragraphs[at[0]].text.strip() == "|" else 0)
    inside = tuple(Paragraph(p.text.translate(_PIPES), p.line) for p in paragraphs[start : at[-1] + 1])
    whole = Piped(tuple(line for line in inside if line.text.strip()))
    middle: list[Paragraph | Piped] = list(_row_blocks(inside)) if whole.is_rows else [whole]
    return [*paragraphs[:start], *middle, *paragraphs[at[-1] + 1 :]]


def stream_parts(paragraphs: Sequence[Paragraph]) -> list[Paragraph | Piped]:
    """Text whose lines are the cells of a table, known by a head of three cells or more on lines of their own."""
    lines = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    kinds = [_is_head(line.text) for line in lines]
    for start in range(len(lines)):
        if kinds[start] and not (start and kinds[start - 1]):
            end = next((i for i in range(start, len(lines)) if not kinds[i]), len(lines))
            if end - start >= _LEAST_HEADS and roles_of([line.text for line in lines[start:end]]):
                return [*lines[:start], Piped(tuple(Paragraph(f"{line.text}|", line.line) for line in lines[start:]))]
    return list(paragraphs)


def _is_head(text: str) -> bool:
    """Whether a cell reads like a head, rather than like the table's title."""
    return len(text) <= _HEAD_CHARS and bool(kind_of(text)) and not _TITLE.search(text)


def _row_blocks(lines: Iterable[Paragraph]) -> Iterable[Paragraph | Piped]:
    """Rows that follow each other; a line without | goes on with an unfinished row, or is running text."""
    rows: list[list[Paragraph]] = []
    for line in lines:
        bare = line.text.strip()
        if not bare:
            continue
        unfinished = bool(rows) and not rows[-1][-1].text.rstrip().endswith("|") and rows[0][-1].text.rstrip().endswith("|")
        if unfinished:
            rows[-1].append(Paragraph(bare, line.line))
        elif "|" in line.text:
            rows.append([line])
        else:
            if rows:
                yield Piped(tuple(map(_one_row, rows)))
            rows = []
            yield line
    if rows:
        yield Piped(tuple(map(_one_row, rows)))


def _one_row(parts: list[Paragraph]) -> Paragraph:
    """A row broken over lines."""
    first, *rest = parts
    return Paragraph("\n".join((first.text.rstrip(), *(part.text for part in rest))), first.line) if rest else first


def walk_piped(walker: TableWalker, table: Piped) -> None:
    """The table's rows into the walker."""
    if table.is_rows:
        _walk_rows(walker, table.lines)
    else:
        _walk_stream(walker, _stream(table.lines))


def _filled(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _cells(line: Paragraph, is_led: bool) -> list[Cell]:
    """A line's cells: without the | before the first where the table has one, without the empty ones behind the last."""
    parts = [part.strip() for part in line.text.split("|")]
    if is_led and not parts[0]:
        parts = parts[1:]
    while parts and not parts[-1]:
        parts.pop()
    return [Cell(part, line.line) for part in parts]


def _walk_rows(walker: TableWalker, lines: Sequence[Paragraph]) -> None:
    is_led = sum(line.text.lstrip().startswith("|") for line in lines) * 2 > len(lines)
    rows = [row for line in lines if (row := _cells(line, is_led)) and set("".join(cell.text for cell in row)) - set("-: ")]
    walker.habits = Habits(walker.habits.numbered or any(_anchor(row) is not None for row in rows))
    for row in rows:
        texts = [cell.text for cell in row]
        roles = roles_of(texts)
        if roles:
            walker.roles = roles
            walker.heads.append(Row(tuple(row)))
        elif walker.roles is None:
            walker.preamble += [text for text in texts if text]
        else:
            _take_row(walker, walker.roles, row)


def _take_row(walker: TableWalker, roles: Roles, row: list[Cell]) -> None:
    anchor, width = _anchor(row), len(roles.columns)
    filled = [cell for cell in row if cell.text]
    if len(row) == width and (anchor is None or mark_of(row[roles.item].text) or "number" in roles.columns):
        walker.take_cells(roles.assign(Row(tuple(row))))
    elif anchor is not None:
        walker.take_cells(_around(row, anchor, roles))
    elif all(_is_heading(cell.text) for cell in filled):
        walker.take_cells(RowCells(row[0].line, tuple(filled), item=Cell("", row[0].line)))
    elif len(filled) < 2 or len(row) > width:
        walker.collector.note(row[0].line, " ".join(cell.text for cell in filled))
    else:  # merged cells on the left are missing
        walker.take_cells(roles.assign(Row((*[Cell("", row[0].line)] * (width - len(row)), *row))))


def _is_heading(text: str) -> bool:
    return section_of(text) is not None or bool(SUBSECTION.match(text))


def _anchor(row: Sequence[Cell]) -> int | None:
    """The cell that carries the item's number."""
    return next((i for i, cell in enumerate(row) if _numbers(cell.text)), None)


def _numbers(text: str) -> bool:
    alone = number_alone(text)
    return mark_of(text) is not None or (alone is not None and alone.style == "1")


def _around(row: Sequence[Cell], anchor: int, roles: Roles) -> RowCells:
    """The cells left and right of the numbered one, by role."""
    alone = number_alone(row[anchor].text) is not None and anchor + 1 < len(row)
    item = anchor + alone
    sections = tuple(cell for cell in row[:anchor] if cell.text)
    fitted = _fit(row[item + 1 :], roles.after_item)
    return RowCells(
        row[0].line, sections, row[anchor] if alone else None, row[item],
        fitted.get("owner"), fitted.get("support"), fitted.get("deadline"),
    )  # fmt: skip


def _fit(cells: Sequence[Cell], roles: Sequence[Role]) -> dict[Role, Cell]:
    """Cells right of the item by role: in order where all are there, else each in the next place it is made for."""
    blank = Cell("", cells[0].line if cells else 0)
    found: dict[Role, Cell] = dict.fromkeys(roles, blank)
    left = list(cells)
    for i, role in enumerate(roles):
        if not left:
            break
        is_complete = len(roles) - i <= len(left)
        text = left[0].text
        as_they_stand = is_complete and (role in ("", "deadline") or not is_deadline(text))
        if not text or as_they_stand or _suits(text, role):
            found[role] = left.pop(0)
    return found


def _suits(text: str, role: Role) -> bool:
    if role == "deadline":
        return is_deadline(text)
    return role in ("owner", "support") and not is_deadline(text) and (ends_like_unit(text) or len(text) > 1)


def _stream(lines: Sequence[Paragraph]) -> list[Cell]:
    """All cells, one after the other, the empty ones left out."""
    cells: list[Cell] = []
    parts: list[str] = []
    line = 0
    for paragraph in lines:
        for i, piece in enumerate(paragraph.text.split("|")):
            if i and parts:
                cells.append(Cell("\n".join(parts), line))
                parts = []
            if piece.strip():
                line = line if parts else paragraph.line
                parts.append(piece.strip())
    return [*cells, Cell("\n".join(parts), line)] if parts else cells


def _walk_stream(walker: TableWalker, cells: Sequence[Cell]) -> None:
    """Cells without rows: numbers show where each row is; what stands before a number, beyond the last row's columns, is a heading."""
    start = next((i for i, cell in enumerate(cells) if _is_head(cell.text)), len(cells))
    end = next((i for i in range(start, len(cells)) if not _is_head(cells[i].text)), len(cells))
    roles = roles_of([cell.text for cell in cells[start:end]])
    walker.preamble += [cell.text for cell in cells[:start]]
    if roles is None:
        return
    walker.roles = roles
    walker.heads.append(Row(tuple(cells[start:end])))
    rest = cells[end:]
    anchors = [i for i, cell in enumerate(rest) if _numbers(cell.text)]
    walker.habits = Habits(numbered=True)
    if not anchors:
        _walk_unnumbered(walker, roles, rest)
        return
    headings = rest[: anchors[0]]
    for at, following in zip(anchors, [*anchors[1:], len(rest)], strict=True):
        row = rest[at:following]
        width = 1 + (number_alone(row[0].text) is not None) + len(roles.after_item)
        while width > 2 and len(row) >= width and _is_heading(row[width - 1].text):
            width -= 1
        found = _around(row[:width], 0, roles)
        walker.take_cells(RowCells(found.line, tuple(headings), found.number, found.item, found.owner, found.support, found.deadline))
        if found.owner and found.owner.text and not all(map(ends_like_unit, parse_owners(found.owner.text).named)):
            walker.collector.note(found.owner.line, f"责任单位“{found.owner.text}”不像单位名称，可能是别的格，请对照原件")
        headings = row[width:]
    for cell in headings:
        walker.collector.note(cell.line, cell.text)


def _walk_unnumbered(walker: TableWalker, roles: Roles, cells: Sequence[Cell]) -> None:
    """Without numbers only full rows can be told; headings alone are a table whose cells are lost."""
    width = len(roles.columns)
    if cells and len(cells) % width == 0:
        walker.habits = Habits()
        for i in range(0, len(cells), width):
            walker.take_cells(roles.assign(Row(tuple(cells[i : i + width]))))
    elif not all(_is_heading(cell.text) for cell in cells):
        for cell in cells:
            walker.collector.note(cell.line, cell.text.replace("\n", ""))
