"""A plan document into its items, whatever its layout; what cannot be understood is listed, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from rules.office.blocks import Block, OfficeDocument, Paragraph, Table
from rules.office.guard import read_guarded
from rules.plan.collect import Collector
from rules.plan.flat import Flat, flat_parts, read_flat
from rules.plan.grid import grid_rows
from rules.plan.items import NotUnderstood, Plan
from rules.plan.labels import carried_by
from rules.plan.marks import mark_of, section_of
from rules.plan.piped import Piped, piped_parts, stream_parts, walk_piped
from rules.plan.prose import ProseReader, prose_of
from rules.plan.sheet_lines import is_row_a_line, sheet_rows, with_tabs
from rules.plan.tabbed import tabbed_rows
from rules.plan.table import Row
from rules.plan.title import no_plan_word, title_of
from rules.plan.walk import TableWalker

_HEADING_CHARS = 60


def read_plan(path: Path) -> Plan:
    """Reads a plan document (.txt, .docx, .doc, .xlsx, .xls, .html). Raises InvalidInput where the file cannot be read."""
    return plan_of(read_guarded(path))


def parse_plan(text: str) -> Plan:
    """The plan a text holds."""
    lines = re.split(r"\r\n|\r|\n", text)
    return plan_of(OfficeDocument("txt", tuple(Paragraph(line, number) for number, line in enumerate(lines, 1))))


def owners_named_in(path: Path) -> set[str]:
    """Every name the plan of this file gives to an owner; empty where there is no such file or it is no plan."""
    if not path.is_file():
        return set()
    return {name for item in read_plan(path).items for name in (*item.leads, *item.supports, *item.bracketed)}


def plan_of(document: OfficeDocument) -> Plan:
    """The items of a document's tables, else of its numbered prose. Never raises."""
    return replace(_plan_of(document), notes=document.notes)


def _plan_of(document: OfficeDocument) -> Plan:
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph) and block.text.strip()]
    tables = _read_tables(document.blocks)
    other = no_plan_word([*(p.text for p in paragraphs[:8]), *tables.walker.preamble[:8]])
    if other:
        return _no_plan(tables, paragraphs, other)
    if not tables.collector.has_items and (prose := prose_of(paragraphs)):
        collector = Collector()
        ProseReader(prose, collector).read()
        if collector.has_items:
            title, year = title_of(_above(paragraphs, prose.nodes[0].paragraphs[0].line))
            return _plan(title, year, collector)
    tables.note_lost_cells()
    tables.note_numbered_above()
    is_read = tables.collector.has_items or bool(tables.walker.heads)
    title, year = title_of(tables.preamble if is_read else tables.preamble[: tables.above])
    return _plan(title, year, tables.collector)


def _plan(title: str, year: int | None, collector: Collector) -> Plan:
    return Plan(title, year, collector.items(), tuple(sorted(collector.notes, key=lambda note: note.line)))


def _above(paragraphs: Sequence[Paragraph], line: int) -> list[str]:
    return [paragraph.text for paragraph in paragraphs if paragraph.line < line]


def _no_plan(tables: _Tables, paragraphs: Sequence[Paragraph], word: str) -> Plan:
    """A paper that calls itself something else has no items, whatever tasks it tells of."""
    title, year = title_of([p.text for p in paragraphs[:1]] or tables.preamble)
    told = next((p.line for p in paragraphs if carried_by(p.text)), 0)
    line = tables.walker.heads[0].line if tables.walker.heads else told
    why = (NotUnderstood(line, f"题名表明这是{word}，不是年度工作方案，里面的任务没有读入"),) if line else ()
    return Plan(title, year, (), why)


@dataclass
class _Tables:
    """The document walked block by block."""

    collector: Collector = field(default_factory=Collector)
    walker: TableWalker = field(init=False)
    preamble: list[str] = field(default_factory=list)
    heading: Paragraph | None = None
    above: int | None = None
    """How many lines stand above the first heading."""
    numbered_above: list[Paragraph] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.walker = TableWalker(self.collector)
        self.walker.preamble = self.preamble

    def take(self, part: Paragraph | Piped | Flat | list[Row]) -> None:
        if isinstance(part, Paragraph):
            self._text(part)
            return
        if self.heading:  # 一、… above a table of its own
            self.collector.enter(self.heading.text)
            self.heading = None
        if isinstance(part, Flat):
            self.preamble += part.before.split()
            read_flat(part, self.collector)
        elif isinstance(part, Piped):
            walk_piped(self.walker, part)
        else:
            self.walker.walk(part)

    def _text(self, line: Paragraph) -> None:
        """A line of running text: above the items the title's, below them told; a heading waits for the table below it."""
        self.release()
        if section_of(line.text.strip()) and len(line.text) <= _HEADING_CHARS and not line.text.endswith("。"):
            self.heading = line
        else:
            self._place(line)

    def release(self) -> None:
        """A heading with no table below it is running text."""
        if self.heading:
            self.above = len(self.preamble) if self.above is None else self.above
            self._place(self.heading)
        self.heading = None

    def _place(self, line: Paragraph) -> None:
        if self.collector.has_items:
            self.collector.note(line.line, line.text.strip())
        elif not self.walker.heads:
            self.preamble.append(line.text.strip())
            if mark_of(line.text.strip()):
                self.numbered_above.append(line)

    def note_numbered_above(self) -> None:
        """What stands above a table and is numbered like its items may be one of them."""
        for line in self.numbered_above if self.collector.has_items else ():
            self.collector.note(line.line, line.text.strip())

    def note_lost_cells(self) -> None:
        """A head without items: the cells below it are lost, or could not be placed."""
        if self.walker.heads and not self.collector.has_items and not self.collector.notes:
            head = self.walker.heads[0]
            words = "、".join("".join(text.split()) for text in dict.fromkeys(head.spread) if text)
            self.collector.note(head.line, f"表格的单元格内容已丢失：有表头“{words}”，但下面没有任务的内容，没有读到任何一项")


def _read_tables(blocks: Sequence[Block]) -> _Tables:
    tables = _Tables()
    parts = [part for is_table, run in groupby(blocks, lambda block: isinstance(block, Table)) for part in _parts(list(run), is_table)]
    rows = [row for part in parts if isinstance(part, list) for row in part if row.own]
    tables.walker.end = rows[-1].line if rows and parts and isinstance(parts[-1], list) else 0
    for part in parts:
        tables.take(part)
    tables.release()
    return tables


def _parts(blocks: Sequence[Block], is_table: bool) -> Iterable[Paragraph | Piped | Flat | list[Row]]:
    """Tables as rows, and running text told apart into the tables that conversion left in it."""
    if is_table:
        yield from (grid_rows(block) for block in blocks if isinstance(block, Table))
        return
    lines = with_tabs([block for block in blocks if isinstance(block, Paragraph)])
    if any("\t" in line.text.rstrip() for line in lines):
        yield from _tabbed(lines)
        return
    for part in piped_parts(lines) if any("|" in line.text or "｜" in line.text for line in lines) else stream_parts(lines):
        yield from flat_parts([part]) if isinstance(part, Paragraph) and part.text.strip() else [part] if isinstance(part, Piped) else []


def _tabbed(lines: Sequence[Paragraph]) -> Iterable[Paragraph | list[Row]]:
    """Rows that follow each other are one table."""
    read = sheet_rows if is_row_a_line(lines) else tabbed_rows
    for is_text, rows in groupby(read(lines), lambda row: row.is_text):
        if is_text:
            yield from (Paragraph(row.texts[0], row.line) for row in rows)
        else:
            yield list(rows)
