"""Numbered prose: sections, items, and who answers in brackets at an item's end or in a line below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rules.office.blocks import Paragraph
from rules.plan.collect import UNTOLD, Collector, Told
from rules.plan.labels import Carried, carried_by, carried_plainly, only_labels, sorted_labels
from rules.plan.marks import SUBSECTION, Mark, mark_of, number_alone, section_of
from rules.plan.owners import MOST_OWNER_CHARS, parse_owners

_LEVELS = {"1": 3, "1.1": 4, "(1)": 4, "①": 5}
_HABIT = 0.5
"""The level of items is the deepest at which more than half name their owners."""
_LEAST_PLAIN = 2
_HEADING_CHARS = 60
_BEFORE_NUMBER = re.compile(r"(?<=[)）。；\s])(?=(?:\d{1,3}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、))")
_LABELLED = re.compile("(?:单位|部门|科室|單位|部門|科室)\\s*[:：]")

Reader = Callable[[str], Carried | None]


@dataclass
class _Node:
    """A numbered paragraph with the unnumbered ones below it. `level`: 1 for 一、, 2 for （一）, 3 for 1., deeper ones below."""

    level: int
    paragraphs: list[Paragraph]
    is_told: bool = False
    has_told_below: bool = False
    children: int = 0


@dataclass(frozen=True)
class Prose:
    """The nodes, the level items stand at, and how their owners are read."""

    nodes: tuple[_Node, ...]
    level: int
    carried: Reader


def prose_of(paragraphs: Sequence[Paragraph]) -> Prose | None:
    """The text as numbered prose; None where no numbered paragraph says who answers for it."""
    lines = [Paragraph(part.strip(), p.line) for p in paragraphs for part in _parts(p.text) if part.strip()]
    for carried, least in ((carried_by, 1), (carried_plainly, _LEAST_PLAIN)):
        nodes = _nodes(lines, carried)
        level = _item_level(nodes)
        if level and sum(node.is_told for node in nodes) >= least:
            return Prose(tuple(nodes), level, carried)
    return None


def _parts(text: str) -> list[str]:
    """A paragraph in which items with labelled brackets have run together, cut before each number."""
    return _BEFORE_NUMBER.split(text) if len(_LABELLED.findall(text)) > 1 else [text]


def _level(text: str) -> int:
    if section_of(text):
        return 1
    if SUBSECTION.match(text):
        return 2
    mark = mark_of(text)
    return _LEVELS[mark.style] if mark else 0


def _nodes(lines: Sequence[Paragraph], carried: Reader) -> list[_Node]:
    """The numbered paragraphs in order, each told whether it, or one below it, names owners."""
    nodes: list[_Node] = []
    path: list[_Node] = []
    for line in lines:
        level = _level(line.text)
        if level:
            path = [node for node in path if node.level < level]
            if path:
                path[-1].children += 1
            nodes.append(_Node(level, [line]))
            path.append(nodes[-1])
        elif nodes:
            nodes[-1].paragraphs.append(line)
        if nodes and (carried(line.text) or (not level and only_labels(line.text) and sorted_labels(line.text)[0])):
            nodes[-1].is_told = True
            for node in path:
                node.has_told_below = True
    return nodes


def _item_level(nodes: Sequence[_Node]) -> int:
    """The deepest level at which most nodes name their owners; one deeper where those nodes are headings over others."""
    told = sorted({node.level for node in nodes if node.is_told}, reverse=True)
    for level in sorted({node.level for node in nodes if node.has_told_below}, reverse=True):
        group = [node for node in nodes if node.level == level]
        if sum(node.has_told_below for node in group) <= _HABIT * len(group) or not (level in told or _told_by_last(nodes, level)):
            continue
        heads = [node for node in group if node.is_told and node.children and len(node.paragraphs[0].text) <= _HEADING_CHARS]
        deeper = sorted({node.level for node in nodes if node.level > level})
        return deeper[0] if deeper and len(heads) > _HABIT * len(group) else level
    return told[0] if told else 0


def _told_by_last(nodes: Sequence[_Node], level: int) -> bool:
    """Whether below every node of a level only the last point names the owners: those of the whole."""
    below: list[list[bool]] = []
    for node in nodes:
        if node.level == level:
            below.append([])
        elif node.level > level and below:
            below[-1].append(node.is_told)
        elif node.level < level:
            below.append([])
    return all(not any(told) or (sum(told) == 1 and told[-1]) for told in below) and any(len(told) > 1 for told in below)


@dataclass
class ProseReader:
    """Walks the nodes in order."""

    prose: Prose
    collector: Collector
    told_above: Told = UNTOLD

    def read(self) -> None:
        nodes = self.prose.nodes
        starts = sorted({0, *(i for i, node in enumerate(nodes) if node.level == 1), len(nodes)})
        for start, end in pairwise(starts):
            section = nodes[start:end]
            if any(node.is_told for node in section):
                for node in section:
                    self._take(node)
            elif self.collector.has_items or any(node.level > 1 for node in section):
                for paragraph in (paragraph for node in section for paragraph in node.paragraphs):
                    self.collector.note(paragraph.line, paragraph.text)

    def _take(self, node: _Node) -> None:
        if node.level > self.prose.level and self.collector.has_items:
            self._extend(node)
        elif node.level < self.prose.level and (node.children or not node.is_told):
            self._head(node)
        else:
            if node.level == 1:
                self._enter(_heading(node.paragraphs[0].text)[0])
            self._item(node)

    def _enter(self, heading: str) -> None:
        self.collector.enter(heading)
        self.told_above = UNTOLD

    def _head(self, node: _Node) -> None:
        first, rest = node.paragraphs[0], node.paragraphs[1:]
        carried = self.prose.carried(first.text)
        bare = carried.bare if carried else first.text
        heading, behind = _heading(bare)
        if node.level == 1:
            self._enter(heading)
        else:
            self.collector.enter_below(heading)
            self.told_above = UNTOLD
        if behind:
            self.collector.note(first.line, f"标题后面的话没有读入：{behind}")
        if carried:
            self.told_above = self.collector.bounded(first.line, Told(carried.lead_text, carried.owners, True, carried.deadline))
        for paragraph in rest:
            if only_labels(paragraph.text):
                owners, deadline = sorted_labels(paragraph.text)
                self.told_above = self.collector.bounded(paragraph.line, Told(owners, parse_owners(owners), True, deadline))
            elif self.collector.has_items:
                self.collector.note(paragraph.line, paragraph.text)

    def _item(self, node: _Node) -> None:
        first = node.paragraphs[0]
        carried = self.prose.carried(first.text)
        mark, text = _marked(carried.bare if carried else first.text)
        self.collector.add(first.line, mark, text, self.collector.bounded(first.line, _told(carried)) if carried else self.told_above)
        self._follow(node.paragraphs[1:], is_closed=carried is not None)
        if not self.collector.last.told.lead_text and not node.has_told_below:
            self.collector.note(first.line, f"没有写明责任单位：{first.text}")

    def _extend(self, node: _Node) -> None:
        """Points below an item are part of its text."""
        carried = self.prose.carried(node.paragraphs[0].text)
        self.collector.extend(carried.bare if carried else node.paragraphs[0].text)
        if carried:
            self._tell(_told(carried))
        self._follow(node.paragraphs[1:], is_closed=carried is not None)

    def _follow(self, paragraphs: Sequence[Paragraph], is_closed: bool) -> None:
        """Paragraphs below an item: its owners, or more of its text until they are told."""
        for paragraph in paragraphs:
            carried = self.prose.carried(paragraph.text)
            if only_labels(paragraph.text):
                owners, deadline = sorted_labels(paragraph.text)
                self._tell(Told(owners, parse_owners(owners), False, deadline))
                is_closed = True
            elif is_closed:
                self.collector.note(paragraph.line, paragraph.text)
            else:
                self.collector.extend(carried.bare if carried else paragraph.text)
                if carried:
                    self._tell(_told(carried))
                    is_closed = True

    def _tell(self, told: Told) -> None:
        """Adds what is told to what the last item has been told of its own before."""
        before = self.collector.last.told
        if len(before.lead_text) + len(told.lead_text) > MOST_OWNER_CHARS:
            self.collector.note(self.collector.last.line, f"责任单位太长，没有读入：{told.lead_text}")
            return
        if before.inherited or not (before.lead_text or before.deadline):
            self.collector.tell(told)
            return
        lead_text = "；".join(text for text in (before.lead_text, told.lead_text) if text)
        self.collector.tell(Told(lead_text, parse_owners(lead_text), False, told.deadline or before.deadline))


def _told(carried: Carried) -> Told:
    return Told(carried.lead_text, carried.owners, False, carried.deadline)


def _marked(text: str) -> tuple[Mark | None, str]:
    """An item's number and its text without it."""
    if mark := mark_of(text):
        return mark, mark.rest
    below = SUBSECTION.match(text)
    alone = number_alone(f"（{below['n']}）") if below else None
    if below and alone:
        return Mark("一", alone.printed, alone.number, ""), below["name"]
    told = section_of(text)
    return (None, told[1]) if told else (None, text)


def _heading(text: str) -> tuple[str, str]:
    """A heading, and the sentences that follow it in its paragraph."""
    first, stop, rest = text.partition("。")
    return (first, rest.strip()) if rest.strip() else (first + stop, "")
