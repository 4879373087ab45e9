"""What a reader sees of a Word file's characters: field codes, deleted and hidden text taken out, breaks and hyphens made plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.office.archives import Unreadable
from rules.office.doc_pieces import Pieces
from rules.office.doc_properties import Properties
from rules.office.doc_sprms import SprmReader

CELL_END, DELETED_CELL_END, BREAK = "\x07", "\x06", "\x0c"
_MOST_RUNS = 600_000
"""A run is some ten characters long in a real document."""
_DELETED, _INSERTED, _HIDDEN = 0x0800, 0x0801, 0x083C
_ON = frozenset((1, 0x81))
"""MS-DOC 2.9.327 ToggleOperand: 0x81 is the opposite of the style, and hardly any style hides its text."""
_FIELD = re.compile("[\x13\x14\x15]")
_GONE = dict.fromkeys(range(0x20), "\0")
_KEPT = {ord(c): c for c in "\t\r\n\x07\x0c\x13\x14\x15"}
_SINGLE = _GONE | _KEPT | {0x0B: "\n", 0x0E: "\n", 0x1E: "-"}
"""MS-DOC 2.4.1 and 2.8: line and column breaks, the hyphen that does not break; pictures, notes and other marks stand for no text."""


@dataclass(frozen=True)
class Seen:
    """The text with NUL for each character that is not read. Ends of cells stay, in deleted text as DELETED_CELL_END."""

    text: str
    is_revised: bool
    hides: bool


def seen(pieces: Pieces, characters: Properties, reader: SprmReader) -> Seen:
    """Raises Unreadable where there are too many runs."""
    deleted: list[tuple[int, int]] = []
    is_revised = hides = False
    for start, end, codes in _changed(pieces, characters, reader):
        if codes & {_DELETED, _HIDDEN}:
            deleted.append((start, end))
        is_revised = is_revised or bool(codes & {_DELETED, _INSERTED})
        hides = hides or _HIDDEN in codes
    text = _without(pieces.text.translate(_SINGLE), deleted, DELETED_CELL_END)
    return Seen(_without(text, _codes(text), CELL_END), is_revised, hides)


def _changed(pieces: Pieces, characters: Properties, reader: SprmReader) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges of the text, in order, that are deleted, inserted or hidden."""
    known: dict[bytes, frozenset[int]] = {}
    room = _MOST_RUNS
    for piece in pieces.pieces:
        end_at = piece.at + (piece.end - piece.start) * piece.width
        whole = _codes_on(piece.grpprl, reader, known)
        if whole:
            yield piece.start, piece.end, whole
        for run in characters.between(piece.at, end_at):
            room -= 1
            if room < 0:
                raise Unreadable("文档结构过于复杂，未读取")
            if codes := _codes_on(run.stored, reader, known):
                start = piece.start + (max(run.start, piece.at) - piece.at) // piece.width
                yield start, piece.start + (min(run.end, end_at) - piece.at) // piece.width, codes


def _codes_on(grpprl: bytes, reader: SprmReader, known: dict[bytes, frozenset[int]]) -> frozenset[int]:
    """Which of the three the list leaves switched on."""
    if grpprl not in known:
        last = {code: operand[0] for code, operand in reader.read(grpprl) if code in (_DELETED, _INSERTED, _HIDDEN)}
        known[grpprl] = frozenset(code for code, value in last.items() if value in _ON)
    return known[grpprl]


def _codes(text: str) -> list[tuple[int, int]]:
    """Field instructions (MS-DOC 2.8.25): from the begin mark to the separator, or to the end mark where there is none."""
    found: list[tuple[int, int]] = []
    open_at: list[tuple[int, bool]] = []
    for mark in _FIELD.finditer(text):
        at = mark.start()
        if mark[0] == "\x13":
            open_at.append((at, False))
        elif open_at:
            begin, is_separated = open_at.pop()
            if not is_separated:
                found.append((begin, at))
            if mark[0] == "\x14":
                open_at.append((at, True))
    return sorted(found)


def _without(text: str, ranges: Iterable[tuple[int, int]], cell_end: str) -> str:
    """NUL for what stands in the ranges, which are in order and may overlap; ends of cells become `cell_end`."""
    stays = {CELL_END: cell_end, DELETED_CELL_END: DELETED_CELL_END}
    parts: list[str] = []
    at = 0
    for start, end in ranges:
        if end > at:
            parts += text[at : max(start, at)], "".join(stays.get(c, "\0") for c in text[max(start, at) : end])
            at = end
    return "".join(parts) + text[at:]
