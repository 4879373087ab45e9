"""A plan's text file into its items; what cannot be understood is listed, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from rules.errors import InvalidInput
from rules.plan.heads import Roles, chinese_number, roles_of
from rules.plan.items import NotUnderstood, Plan, PlanItem
from rules.plan.owners import Owners, parse_owners
from rules.plan.table import Cell, Row, read_rows

SECTION = re.compile(r"^([一二三四五六七八九十百〇零]+)[、.．]\s*(\S.*)$", re.DOTALL)
NUMBERED = re.compile(r"^[（(]?(\d{1,3})(?:[．、）)]|\.(?!\d))\s*(\S.*)$", re.DOTALL)
_DEADLINE = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)个(?:工作)?日(?:之?内)|(?:\d{4}年)?\d{1,2}月\d{1,2}日前|(?:\d{4}年)?\d{1,2}月底前|(?:\d{4}年|今年)?年?底前|(?:\d{4}年)?每?季度末前"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?:度)?")
_TITLE_WORDS = re.compile("方案|分工|分解|要点|计划|安排|任务|台账|清单")


def read_plan(path: Path) -> Plan:
    """Reads a .txt plan (UTF-8 or GB18030). Raises InvalidInput where the file cannot be read as text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"无法读取 {path}：{_reason(error)}。请给出计划的文本文件，例如 rules/panyu-2017/plan.txt") from error
    text = _decoded(content)
    if text is None:
        raise InvalidInput(f"无法读取 {path}：不是文本文件。目前能读 .txt（UTF-8 或 GB18030 编码），例如 rules/panyu-2017/plan.txt")
    return parse_plan(text)


def parse_plan(text: str) -> Plan:
    """The items of a text table. A table is known by its head row, or by a row of section, numbered item and owner."""
    rows = read_rows(text)
    start = next(((i, roles) for i, row in enumerate(rows) if (roles := roles_of(row) or _shaped_like_an_item(row))), None)
    preamble = [row.texts[0] for row in rows[: start[0] if start else None] if row.is_text]
    title, year = _title(preamble)
    if start is None:
        return Plan(title, year, (), ())
    reader = _Reader(start[1])
    for i, row in enumerate(rows[start[0] :], start[0]):
        reader.take(row, is_last=i == len(rows) - 1)
    return Plan(title, year, tuple(reader.items), tuple(reader.not_understood))


def owners_named_in(path: Path) -> set[str]:
    """Every name the plan of this file gives to an owner; empty where there is no such file or it is no plan."""
    if not path.is_file():
        return set()
    return {name for item in read_plan(path).items for name in (*item.leads, *item.supports, *item.bracketed)}


@dataclass
class _Reader:
    """Walks the rows, remembering what blank cells inherit."""

    roles: Roles
    section_number: int = 0
    section: str = ""
    owners: Owners | None = None
    lead_text: str = ""
    items: list[PlanItem] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def take(self, row: Row, is_last: bool) -> None:
        if roles := roles_of(row):  # the head row, repeated at page breaks
            self.roles = roles
        elif row.is_text or not any(row.texts):
            if row.is_text:
                self.note(row.line, row.texts[0])
        elif self.heading_alone(row):
            self.enter(row.texts[self.first_filled(row)])
        else:
            self.take_item(row, is_last)

    def first_filled(self, row: Row) -> int:
        return next(i for i, text in enumerate(row.texts) if text)

    def heading_alone(self, row: Row) -> bool:
        filled = [text for text in row.texts if text]
        return len(filled) == 1 and bool(SECTION.match(filled[0]))

    def enter(self, heading: str) -> None:
        """Begins a section, unless it is the running one whose heading is repeated at a page break."""
        heading = "".join(heading.split())
        found = SECTION.match(heading)
        name = found[2] if found else heading
        if chinese_number(found[1]) == self.section_number if found else name == self.section:
            return
        self.section = name
        self.section_number = chinese_number(found[1]) if found else self.section_number + 1

    def take_item(self, row: Row, is_last: bool) -> None:
        cells = self.roles.assign(row, NUMBERED)
        if cells.section and cells.section.text:
            self.enter(cells.section.text)
        parts = _numbered_parts(cells.item) if cells.item else []
        if not parts:
            self.note(row.line, " ".join(text.replace("\n", "") for text in row.texts if text))
            return
        written = " ".join((cells.owner.text if cells.owner else "").split("\n")).strip()
        if written:
            self.lead_text, self.owners = written, self.owners_of(cells.owner, cells.support)
        deadline = cells.deadline.text if cells.deadline else ""
        for number, text in parts:
            self.add(number, text, not written, deadline)
        if cells.owner is None:
            self.note_missing_owner(cells.item or row.cells[0], is_last)

    def owners_of(self, owner: Cell | None, support: Cell | None) -> Owners:
        owners = parse_owners(owner.text if owner else "")
        if support is None or not support.text:
            return owners
        beside = parse_owners(support.text)
        names = (*owners.supports, *beside.leads, *beside.supports)
        supports = tuple(dict.fromkeys(name for name in names if name not in owners.leads))
        return Owners(owners.leads, supports, tuple(dict.fromkeys((*owners.bracketed, *beside.bracketed))))

    def add(self, number: int, text: str, inherited: bool, deadline: str) -> None:
        owners = self.owners or Owners((), (), ())
        stated = _DEADLINE.search(text)
        deadline_text = "".join(deadline.split()) or (stated[0] if stated else None)
        self.items.append(
            PlanItem(
                self.section_number, self.section, number, text, owners.leads, owners.supports, owners.bracketed,
                self.lead_text, inherited, deadline_text,
            )
        )  # fmt: skip

    def note_missing_owner(self, item: Cell, is_last: bool) -> None:
        why = "文件在此截断" if is_last else "本行缺少责任单位一格"
        last = self.items[-1]
        kept = f"沿用上一格“{self.lead_text}”" if self.lead_text else "没有可沿用的单位"
        self.note(item.line, f"{why}：第{last.section_number}部分第{last.number}项的责任单位没有写出，{kept}")

    def note(self, line: int, text: str) -> None:
        self.not_understood.append(NotUnderstood(line, text))


def _numbered_parts(cell: Cell) -> list[tuple[int, str]]:
    """The numbered items of a cell: one, or several paragraphs whose numbers run on. Empty where it has no number."""
    parts: list[tuple[int, str]] = []
    for line in cell.text.split("\n"):
        found = NUMBERED.match(line)
        if found and (not parts or int(found[1]) == parts[-1][0] + 1):
            parts.append((int(found[1]), found[2]))
        elif parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + line)
        else:
            return []
    return parts


def _shaped_like_an_item(row: Row) -> Roles | None:
    """Where the head row is cut off: section, numbered item, owner."""
    is_item = len(row.cells) == 3 and SECTION.match(row.texts[0]) and NUMBERED.match(row.texts[1]) and row.texts[2]
    return Roles(section=0, item=1, owner=2) if is_item else None


def _title(lines: list[str]) -> tuple[str, int | None]:
    """The title: all lines above the table where they are few, else the last one that reads like one."""
    joined = "".join("".join(line.split()) for line in lines)
    if len(lines) > 4 or len(joined) > 120:
        joined = next(("".join(line.split()) for line in reversed(lines) if len(line) <= 60 and _TITLE_WORDS.search(line)), "")
    found = _YEAR.search(joined) or _YEAR.search("".join(lines))
    return joined, int(found[1]) if found else None


def _decoded(content: bytes) -> str | None:
    """UTF-8 (with or without its mark), else GB18030; None where the bytes are no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\x00-\x08\x0e-\x19\x1b-\x1f]", text) else text
    return None


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return "没有读取权限" if isinstance(error, PermissionError) else f"读取失败（{error.strerror or error}）"
