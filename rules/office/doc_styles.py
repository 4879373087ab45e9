"""Paragraph properties of a Word file that reading needs: depth in tables, row ends, list and level, from styles and direct sprms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rules.office.doc_rows import UNDIVIDED, RowShape, row_shape
from rules.office.doc_sprms import Sprm, SprmReader

_MOST_LINKS = 20
_STYLE, _ROW_END, _INNER_ROW_END = 0x4600, 0x2417, 0x244C
_IN_TABLE, _DEPTH, _DEPTH_MORE = 0x2416, 0x6649, 0x664A
_LIST, _LEVEL = 0x460B, 0x260A
_READ = frozenset((_ROW_END, _INNER_ROW_END, _IN_TABLE, _DEPTH, _DEPTH_MORE, _LIST, _LEVEL))
_NO_LIST = 0x7FF
_ELSEWHERE = frozenset((0x6645, 0x6646, 0x646B))
"""sprmPHugePapx, its older code, and sprmPTableProps: the list stands in the data stream (MS-DOC 2.6.2)."""


@dataclass(frozen=True)
class Layout:
    """What the properties of a paragraph say. `list_index`: the 1-based place in the file's lists, 0 for none. `row`: how the row is
    divided, on the paragraph that ends it."""

    style: int = 0
    depth: int = 0
    is_row_end: bool = False
    is_inner_row_end: bool = False
    list_index: int = 0
    level: int | None = None
    row: RowShape = UNDIVIDED


class Layouts:
    """Layouts of stored paragraph properties, each distinct one worked out once."""

    def __init__(self, styles: bytes, data: bytes, reader: SprmReader) -> None:
        self._data = data
        self._reader = reader
        self._sheet = _style_sheet(styles)
        self._styles: dict[int, Layout] = {}
        self._known: dict[bytes, Layout] = {}

    def of(self, stored: bytes) -> Layout:
        known = self._known.get(stored)
        if known is None:
            known = self._known[stored] = self._layout(int.from_bytes(stored[:2], "little"), self._reader.read(stored[2:]))
        return known

    def _style(self, number: int, links: int = _MOST_LINKS) -> Layout:
        """What a style and those it builds on say together."""
        if number not in self._styles:
            base, grpprl = self._sheet.get(number, (None, b""))
            start = self._style(base, links - 1) if base is not None and links else Layout()
            self._styles[number] = replace(_applied(start, self._reader.read(grpprl)), style=number)
        return self._styles[number]

    def _layout(self, style: int, sprms: tuple[Sprm, ...]) -> Layout:
        changed = [int.from_bytes(operand, "little") for code, operand in sprms if code == _STYLE]
        all_sprms = self._with_lists_elsewhere(sprms)
        layout = _applied(self._style(changed[-1] if changed else style), all_sprms)
        return replace(layout, row=row_shape(all_sprms)) if layout.is_row_end else layout

    def _with_lists_elsewhere(self, sprms: tuple[Sprm, ...]) -> list[Sprm]:
        found: list[Sprm] = []
        for code, operand in sprms:
            if code in _ELSEWHERE:
                at = int.from_bytes(operand, "little")
                length = int.from_bytes(self._data[at : at + 2], "little")
                self._reader.charge(length)
                found += self._reader.read(self._data[at + 2 : at + 2 + length])
            else:
                found.append((code, operand))
        return found


def _applied(layout: Layout, sprms: Iterable[Sprm]) -> Layout:
    """Each sprm that matters changes the layout, later ones over earlier ones."""
    depth, index, level = layout.depth, layout.list_index, layout.level
    row_end, inner_row_end = layout.is_row_end, layout.is_inner_row_end
    for code, operand in sprms:
        if code not in _READ:
            continue
        number = int.from_bytes(operand, "little", signed=True)
        if code == _IN_TABLE:
            depth = max(depth, 1) if number else 0
        elif code in (_DEPTH, _DEPTH_MORE):
            depth = number + (depth if code == _DEPTH_MORE else 0)
        elif code == _ROW_END:
            row_end = bool(number)
        elif code == _INNER_ROW_END:
            inner_row_end = bool(number)
        elif code == _LIST:
            index = number if 0 < number < _NO_LIST else 0
        else:
            level = number & 0xF
    return Layout(layout.style, depth, row_end, inner_row_end, index, level)


def _style_sheet(sheet: bytes) -> dict[int, tuple[int, bytes]]:
    """STSH (MS-DOC 2.9.271): for each paragraph style the one it builds on and its own paragraph sprms."""
    at = 2 + int.from_bytes(sheet[:2], "little")
    count, base_size = int.from_bytes(sheet[2:4], "little"), int.from_bytes(sheet[4:6], "little")
    found: dict[int, tuple[int, bytes]] = {}
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = int.from_bytes(sheet[at : at + 2], "little")
        style = sheet[at + 2 : at + 2 + size]
        if len(style) > base_size and style[2] & 0xF == 1:
            found[number] = int.from_bytes(style[2:4], "little") >> 4, _style_sprms(style, base_size)
        at += 2 + size + size % 2
    return found


def _style_sprms(style: bytes, base_size: int) -> bytes:
    """The paragraph part (UpxPapx, MS-DOC 2.9.338) comes first after the style's name; it starts with the style's own number."""
    name_at = base_size + base_size % 2
    at = name_at + 2 + 2 * int.from_bytes(style[name_at : name_at + 2], "little") + 2
    length = int.from_bytes(style[at : at + 2], "little")
    return style[at + 4 : at + 2 + length]
